"""Each story that the demo tells is in its figures, to the øre where it is told so."""

from datetime import date

import pandas as pd
import pytest

from data.demo import demo_decisions, organisation
from data.importers.parsed import GapRow
from data.vocabulary import AuthorityKind, Kind

THOUSAND = 100_000
HEALTH = ("310", "320", "330", "340", "350", "360", "370")


def total(lines: pd.DataFrame, kind: Kind, year: int, units: tuple[str, ...], until: int, **wanted: str) -> int:
    """Return the sum from January to a month, or what stands at it for a whole-year kind."""
    rows = lines[(lines["kind"] == kind.value) & (lines["fiscal_year"] == year) & lines["unit_id"].isin(units)]
    flow = kind in (Kind.ACTUAL, Kind.PERIODISED)
    rows = rows[rows["period"] <= until] if flow else rows[rows["period"] == until]
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    return int(rows["amount_minor"].sum())


def deviation(lines: pd.DataFrame, units: tuple[str, ...], until: int = 9, year: int = 2026, **wanted: str) -> int:
    """Return budget - actual in thousand kroner: + is under budget."""
    planned, used = (total(lines, kind, year, units, until, **wanted) for kind in (Kind.PERIODISED, Kind.ACTUAL))
    assert wanted or (planned - used) % THOUSAND == 0
    return round((planned - used) / THOUSAND)


def units_of(sector: str) -> tuple[str, ...]:
    return tuple(key for key in organisation.existing(2026) if organisation.sector_of(key, 2026) == sector)


def test_health_and_care_is_over_by_4_2_million_and_1_9_per_cent(lines):
    units = units_of("300")
    assert units == HEALTH
    # 310 -2 000, 320 +650, 330 -3 100, 340 -1 200, 350 +600, 360 +900, 370 -50 = -4 200
    assert deviation(lines, units) == -2000 + 650 - 3100 - 1200 + 600 + 900 - 50 == -4200
    planned = total(lines, Kind.PERIODISED, 2026, units, 9)
    assert round(4_200 * THOUSAND / planned, 3) == 0.019


def test_health_and_care_expects_1_6_per_cent_over_for_the_year(lines):
    revised, expected = (total(lines, kind, 2026, HEALTH, 9) for kind in (Kind.REVISED, Kind.FORECAST))
    assert revised - expected == -4_700 * THOUSAND
    assert round((revised - expected) / revised, 3) == -0.016


def test_the_council_approved_welfare_technology(lines):
    bought = lines[lines["text"] == "Velferdsteknologi, sak 41/26"]
    assert set(bought["unit_id"]) == {"330"}
    assert set(bought["period"]) == {4, 5, 6}
    assert bought["amount_minor"].sum() == 3_000 * THOUSAND
    (row,) = [row for row in demo_decisions().adjustments if row.reference == "sak 41/26"]
    assert (row.unit_id, row.fiscal_year, row.amount_minor) == ("330", 2026, -3_000 * THOUSAND)
    assert (row.authority_kind, row.approved_on) == (AuthorityKind.COUNCIL, date(2026, 4, 23))
    assert row.benefit_text == "sparer liggedøgn på sykehus"
    assert deviation(lines, ("330",)) == -3000 - 100  # the technology, and 100 of everyday noise


def test_an_adjustment_that_is_not_approved_waits():
    waiting = [row for row in demo_decisions().adjustments if row.approved_on is None]
    assert [(row.unit_id, row.amount_minor) for row in waiting] == [("520", -500 * THOUSAND)]


def test_a_nursing_home_is_in_trouble(lines):
    assert deviation(lines, ("310",)) == -2000
    substitutes = deviation(lines, ("310",), account_code="020") + deviation(lines, ("310",), account_code="040")
    refunds = deviation(lines, ("310",), account_code="710")
    # told: 9 months x (110 + 30) = 1 260 of substitutes and overtime, 9 x 80 = 720 of refunds; noise comes on top
    assert abs(substitutes + 1260) < 150
    assert abs(refunds + 720) < 150


def test_an_overspend_nobody_has_explained(lines):
    assert deviation(lines, ("340",)) == -1200
    assert not [row for row in demo_decisions().commentary if row.unit_id == "340"]


def test_vacancies_nobody_has_explained(lines):
    assert deviation(lines, ("540",)) > 900
    assert deviation(lines, ("540",), account_code="010") > 700
    assert not [row for row in demo_decisions().commentary if row.unit_id == "540"]


def test_other_deviations_are_explained():
    explained = {(row.unit_id, row.quarter) for row in demo_decisions().commentary if row.fiscal_year == 2026}
    assert {("310", 3), ("330", 3), ("360", 3), ("520", 3)} <= explained


def test_one_unit_is_late_and_the_rest_deliver(files, lines):
    gaps = [gap for file in files for gap in file.parsed.gaps]
    assert gaps == [GapRow(2026, 9, Kind.FORECAST, "420")]
    third = lines[(lines["kind"] == Kind.FORECAST.value) & (lines["fiscal_year"] == 2026)]
    by_period = third.groupby("period")["unit_id"].unique().map(set)
    assert by_period[6] - by_period[9] == {"420"}
    assert by_period[9] == {*organisation.existing(2026), organisation.CENTRAL} - {"420"}


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_december_spikes_on_roads_and_only_there(lines, year):
    def index(unit: str) -> float:
        """Spending of December and the closing over the mean of January-November, pay and depreciation left out."""
        rows = lines[(lines["kind"] == "actual") & (lines["fiscal_year"] == year) & (lines["unit_id"] == unit)]
        rows = rows[rows["account_code"].between("100", "499")]
        late = rows.loc[rows["period"] >= 12, "amount_minor"].sum()
        return late / (rows.loc[rows["period"] <= 11, "amount_minor"].sum() / 11)

    assert index("510") > 2
    assert all(index(unit) < 2 for unit in ("310", "330", "350", "530"))


def test_one_unit_is_revised_again_and_again(lines):
    rows = [row for row in demo_decisions().budget_changes if (row.unit_id, row.fiscal_year) == ("440", 2026)]
    moved = sum(abs(row.amount_minor) for row in rows)
    assert moved == (1200 + 900 + 700 + 600) * THOUSAND
    original = total(lines, Kind.ORIGINAL, 2026, ("440",), 1)
    assert moved / original > 0.5


def test_taxes_hide_that_the_services_overspend(lines):
    services = deviation(lines, tuple(organisation.existing(2026)))
    assert services < -4000
    # taxes 2 100 + 1 900 + 2 200 = 6 200 and interest 3 x 300 = 900 better than budgeted
    assert deviation(lines, ("900",)) == 6200 + 900 == 7100
    assert services + 7100 > 0


def test_forecasts_have_their_habits(lines):
    """Solbakken promises a better year than it gets, in every first quarter of the closed years."""
    for year in (2023, 2024, 2025):
        expected = total(lines, Kind.FORECAST, year, ("310",), 3)
        assert total(lines, Kind.ACTUAL, year, ("310",), 13) > expected
