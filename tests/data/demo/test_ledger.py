"""The demo's ledger is the same every time, and its sums are exact to the øre."""

import numpy as np
import pandas as pd
import pytest

from data.demo import DemoFile, demo_decisions, demo_files, demo_municipality, seasons
from data.importers.parsed import LINE_COLUMNS
from data.periods import Quarter
from data.vocabulary import AccountClass, AuthorityKind, Kind

YEARS = (2023, 2024, 2025, 2026)


def whole(lines: pd.DataFrame, kind: Kind, year: int, **wanted: object) -> int:
    rows = lines[(lines["kind"] == kind.value) & (lines["fiscal_year"] == year)]
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    return int(rows["amount_minor"].sum())


def by_cell(lines: pd.DataFrame, kind: Kind, year: int, period: int | None = None) -> pd.Series:
    rows = lines[(lines["kind"] == kind.value) & (lines["fiscal_year"] == year)]
    rows = rows if period is None else rows[rows["period"] == period]
    return rows.groupby(["unit_id", "function_code", "account_code"])["amount_minor"].sum()


def test_the_same_files_every_time(files):
    again = demo_files()
    assert [(file.name, file.content_hash) for file in again] == [(file.name, file.content_hash) for file in files]
    assert len({file.content_hash for file in files}) == len(files)


def test_a_changed_amount_changes_the_hash(files):
    old = files[-1]
    changed = old.parsed.lines.copy()
    changed.loc[0, "amount_minor"] += 1
    parsed = type(old.parsed)(**{**vars(old.parsed), "lines": changed})
    assert DemoFile(old.name, old.profile, parsed).content_hash != old.content_hash


def test_the_municipality_is_marked_as_fictional():
    town = demo_municipality()
    assert (town.municipality_id, town.name, town.fictional) == ("fjellvik", "Fjellvik", True)
    assert (town.chart, town.currency, town.currency_exponent) == ("kostra", "NOK", 2)


def test_size_and_shape(files, lines):
    assert 60_000 <= len(lines) <= 150_000
    for file in files:
        table = file.parsed.lines
        assert list(table.columns) == list(LINE_COLUMNS)
        assert table["line_number"].is_unique
        assert not file.parsed.problems
    assert lines["amount_minor"].dtype == np.int64
    assert (lines["amount_minor"] != 0).all()


def test_months_and_the_closing_period(lines):
    actual = lines[lines["kind"] == Kind.ACTUAL.value].groupby("fiscal_year")["period"].unique().map(sorted)
    assert [actual[year] for year in (2023, 2024, 2025)] == [list(range(1, 14))] * 3
    assert actual[2026] == list(range(1, 10))


def test_fifteen_discrete_quarters(lines):
    actual = lines[(lines["kind"] == Kind.ACTUAL.value) & (lines["period"] < 13)]
    cells = actual[["fiscal_year", "period"]].drop_duplicates().itertuples(index=False)
    assert len({Quarter.of_period(int(year), int(period)) for year, period in cells}) == 15


def test_control_totals_are_the_sums_of_the_lines(files):
    for file in files:
        sums = file.parsed.lines.groupby("kind")["amount_minor"].sum()
        assert file.parsed.control_totals == {str(kind): int(total) for kind, total in sums.items()}


def test_coverage_is_what_the_lines_hold(files):
    for file in files:
        held = set(
            file.parsed.lines[["fiscal_year", "period", "kind", "account_class"]].itertuples(index=False, name=None)
        )
        told = {
            (cell.fiscal_year, cell.period, cell.kind.value, cell.account_class.value) for cell in file.parsed.coverage
        }
        assert told == held


@pytest.mark.parametrize("year", YEARS)
def test_budgets_balance(lines, year):
    assert whole(lines, Kind.ORIGINAL, year) == 0
    assert whole(lines, Kind.PERIODISED, year) == 0
    depreciation = whole(lines, Kind.ORIGINAL, year, account_code="590")
    assert depreciation + whole(lines, Kind.ORIGINAL, year, account_code="990") == 0


@pytest.mark.parametrize("year", YEARS)
def test_months_sum_to_the_latest_revised_budget_cell_by_cell(lines, year):
    last = 9 if year == 2026 else 12
    revised, months = by_cell(lines, Kind.REVISED, year, last), by_cell(lines, Kind.PERIODISED, year)
    pd.testing.assert_series_equal(months[months != 0].sort_index(), revised[revised != 0].sort_index())


@pytest.mark.parametrize(
    ("year", "period"), [(year, p) for year in YEARS for p in (1, 3, 6, 9, 12) if (year, p) < (2026, 12)]
)
def test_revised_is_original_and_the_changes_decided_by_then(lines, year, period):
    changes = pd.Series(dtype="int64")
    rows = [row for row in demo_decisions().budget_changes if row.fiscal_year == year]
    known = [row for row in rows if row.decided_on.month <= period]
    assert len(known) < len(rows) or period >= 9  # later decisions are left out
    changes = pd.DataFrame([(row.unit_id, row.amount_minor) for row in known], columns=["unit_id", "amount_minor"])
    original = by_cell(lines, Kind.ORIGINAL, year).groupby("unit_id").sum()
    expected = original.add(changes.groupby("unit_id")["amount_minor"].sum(), fill_value=0).astype("int64")
    found = by_cell(lines, Kind.REVISED, year, period).groupby("unit_id").sum()
    pd.testing.assert_series_equal(found, expected, check_names=False)


def test_every_case_balances_and_names_its_authority():
    rows = demo_decisions().budget_changes
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.reference] = sums.get(row.reference, 0) + row.amount_minor
    assert set(sums.values()) == {0}
    assert {row.authority_kind for row in rows} == set(AuthorityKind)


def test_split_gives_the_last_ore_to_the_largest_remainder():
    # 100 in parts 1:1:1 is 33.33 each: 33 + 33 + 33, and the øre left goes to the first; -100 likewise, rounded down
    parts = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 0.0, 2.0]])
    assert seasons.split(np.array([100, -100, 10]), parts).tolist() == [[34, 33, 33], [-33, -33, -34], [3, 0, 7]]


@pytest.mark.parametrize("year", YEARS)
def test_vat_comes_back_krone_for_krone(lines, year):
    paid = whole(lines, Kind.ORIGINAL, year, account_code="429")
    assert paid > 0
    assert abs(paid + whole(lines, Kind.ORIGINAL, year, account_code="729")) <= paid * 0.02  # small cells are left out


def test_the_proportions_are_those_of_a_real_municipality(lines):
    """Shares of the services' gross cost, rounded from the KOSTRA accounts of Kongsvinger for 2019."""
    rows = lines[(lines["kind"] == "original") & (lines["fiscal_year"] == 2026) & (lines["account_code"] < "600")]
    rows = rows[rows["unit_id"] != "900"].assign(area=rows["function_code"].astype(int))
    areas = {
        "administration": ([100, 110, 120, 130, 180], 0.05),
        "kindergarten": ([201, 211, 221], 0.10),
        "school": ([202, 213, 215, 222, 223], 0.19),
        "child welfare": ([244, 251, 252], 0.03),
        "health": ([232, 233, 241], 0.05),
        "care": ([234, 253, 256, 257, 258, 261], 0.35),
        "social": ([242, 243, 265, 273, 275, 276, 281], 0.09),
    }
    total = rows["amount_minor"].sum()
    for name, (functions, share) in areas.items():
        found = rows.loc[rows["area"].isin(functions), "amount_minor"].sum() / total
        assert abs(found - share) <= 0.03, (name, found)


def test_the_balance_sums_to_nothing_and_the_fund_follows_the_accounts(files, lines):
    funds = []
    for file in files:
        balance = file.parsed.lines[file.parsed.lines["account_class"] == AccountClass.BALANCE.value]
        assert balance["amount_minor"].sum() == 0
        funds += balance.loc[balance["account_code"] == "56", "amount_minor"].tolist()
    before = -6_200_000_000
    for year, fund in zip((2023, 2024, 2025), funds, strict=True):
        set_aside, result = whole(lines, Kind.ACTUAL, year, account_code="540"), -whole(lines, Kind.ACTUAL, year)
        assert fund == before - (set_aside + result)
        before = fund
