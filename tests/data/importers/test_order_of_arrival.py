"""The same files in any order give the same figures."""

from itertools import permutations

import pytest

from data.access import LOCAL_PRINCIPAL
from data.queries.positions import unit_totals
from data.verification import differences
from data.vocabulary import Grain
from tests.data.small_files import YEAR, file, keep, units

TREE = units(north=None, south=None)


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize("first", [3, 6, 9, 12])
def test_the_order_of_arrival_does_not_matter(first: int) -> None:
    """Four cumulative files in every order, and a corrected second one somewhere after the one it corrects."""
    quarters = {
        3: [("actual", 3, "north", "100", 10)],
        6: [("actual", 6, "north", "100", 30), ("actual", 6, "south", "100", 1)],
        9: [("actual", 9, "north", "100", 60)],
        12: [("actual", 12, "south", "100", 99)],
    }
    corrected = [("actual", 6, "north", "100", 33)]
    seen = set()
    orders = [order for order in permutations(quarters) if order[0] == first]
    for number, order in enumerate(orders):
        named = [(f"{period}", quarters[period]) for period in order]
        places = range(order.index(6) + 1, 5)
        named.insert(places[number % len(places)], ("6 corrected", corrected))
        for name, rows in named:
            keep(file(rows, grain=Grain.QUARTER, cumulative=True, units=TREE), name, town=f"t{number}")
        totals = unit_totals(LOCAL_PRINCIPAL, f"t{number}", [f"t{number}", "north", "south"], [YEAR])
        assert totals.loc[totals["unit_id"] == f"t{number}", "actual_minor"].tolist() == [10, 33, 60, 99]
        seen.add(totals.replace({f"t{number}": "root"}).sort_values(["unit_id", "period"]).to_csv(index=False))
    assert len(orders) == 6
    assert len(seen) == 1
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("postgres_database")
def test_the_order_of_arrival_does_not_matter_on_postgresql() -> None:
    files = {
        period: file([("actual", period, "north", "100", amount)], grain=Grain.QUARTER, cumulative=True, units=TREE)
        for period, amount in ((3, 10), (6, 30), (9, 60), (12, 99))
    }
    for town, order in (("a", (3, 6, 9, 12)), ("b", (12, 9, 6, 3)), ("c", (6, 12, 3, 9))):
        for period in order:
            keep(files[period], str(period), town=town)
        totals = unit_totals(LOCAL_PRINCIPAL, town, [town], [YEAR])
        assert totals["actual_minor"].tolist() == [10, 30, 60, 99]
    assert differences(LOCAL_PRINCIPAL) == []
