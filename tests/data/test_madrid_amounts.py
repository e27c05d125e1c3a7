"""Every Madrid centre and quarter: what our queries answer is what a plain sum of the csv gives, to the cent."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE
from data.periods import Quarter
from data.queries.ledger import LineFilter, ledger_lines
from data.queries.positions import account_positions, cell_positions, unit_totals
from data.queries.scope import quarters, subtree, units
from data.vocabulary import Kind
from tests.madrid_csv import COLUMNS, MONTHS, Sums, by_centre, centre, cents, published, spending_rows, whole

pytestmark = pytest.mark.real

END = Quarter(2022, 4).last_day


@pytest.fixture(autouse=True)
def _madrid(madrid_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the shared file itself: nothing here writes."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{madrid_template}")


@pytest.fixture(scope="module")
def expected(real_folder: Path) -> dict[int, Sums]:
    return {month: by_centre(spending_rows(real_folder, month)) for month in MONTHS}


def centres() -> list[str]:
    return [unit for unit in units(LOCAL_PRINCIPAL, "madrid", END)["unit_id"] if unit != "madrid"]


def found(table: pd.DataFrame, month: int) -> Sums:
    """The amounts of a month by unit, added up."""
    rows = table[(table["period"] == month).to_numpy(dtype=bool)]
    sums: Sums = {}
    for unit, *amounts in rows[["unit_id", *(f"{kind}_minor" for kind in COLUMNS)]].itertuples(index=False, name=None):
        sums.setdefault(unit, Counter()).update(dict(zip(COLUMNS, map(int, amounts), strict=True)))
    return sums


def test_the_year_has_its_48_centres_and_four_quarters(expected: dict[int, Sums]) -> None:
    assert sorted(centres()) == sorted(expected[12])
    assert len(centres()) == 48
    assert quarters(LOCAL_PRINCIPAL, "madrid") == [Quarter(2022, number) for number in (4, 3, 2, 1)]


@pytest.mark.parametrize("month", MONTHS)
def test_year_to_date_by_centre(expected: dict[int, Sums], month: int) -> None:
    totals = unit_totals(LOCAL_PRINCIPAL, "madrid", [*centres(), "madrid"], [2022])
    sums = found(totals, month)
    assert sums.pop("madrid") == published(month) == whole(sums)
    assert sums == expected[month]


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("query", [account_positions, cell_positions])
def test_the_parts_of_every_centre_sum_to_it(expected: dict[int, Sums], query: object, month: int) -> None:
    table = query(LOCAL_PRINCIPAL, "madrid", [*centres(), "madrid"], [2022], [month])  # type: ignore[operator]
    sums = found(table, month)
    assert len(table) > len(sums)
    assert set(table["period"]) == {month}
    assert sums.pop("madrid") == published(month)
    assert sums == expected[month]


@pytest.mark.parametrize(("month", "before"), [(3, None), (6, 3), (9, 6), (12, 9)])
def test_a_quarter_is_the_difference_of_two_positions(
    expected: dict[int, Sums], month: int, before: int | None
) -> None:
    totals = unit_totals(LOCAL_PRINCIPAL, "madrid", centres(), [2022])
    now, then = found(totals, month), found(totals, before) if before else {}
    quarter = {unit: now[unit]["actual"] - then.get(unit, Counter())["actual"] for unit in now}
    earlier = expected[before] if before else {}
    wanted = {unit: sums["actual"] - earlier.get(unit, Counter())["actual"] for unit, sums in expected[month].items()}
    assert quarter == wanted
    # 6 077 569 338,44 - 3 750 055 659,08 for the fourth
    assert sum(quarter.values()) == published(month)["actual"] - (published(before)["actual"] if before else 0)


@pytest.mark.parametrize("month", MONTHS)
def test_the_lines_behind_every_centre_are_the_rows_of_the_file(real_folder: Path, month: int) -> None:
    rows = spending_rows(real_folder, month)
    below = subtree(LOCAL_PRINCIPAL, "madrid", "madrid", END)
    for kind, column in COLUMNS.items():
        lines = ledger_lines(LOCAL_PRINCIPAL, "madrid", LineFilter(2022, month, below, Kind(kind)), limit=len(rows) + 1)
        keys = ["unit_id", "function_code", "account_code", "amount_minor"]
        wanted = Counter((centre(row), row["Programa"], row["Economico"], cents(row[column])) for row in rows)
        assert Counter(lines[keys].itertuples(index=False, name=None)) == wanted
