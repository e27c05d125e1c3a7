"""Who stands above whom, and where figures go when the organisation changes within the year."""

from datetime import date

import pandas as pd
import pytest

from data.access import LOCAL_PRINCIPAL
from data.importers.parsed import CoverageCell, GapRow, Parsed, UnitRow
from data.queries.positions import unit_totals
from data.tree import distances
from data.verification import differences
from data.vocabulary import AccountClass, Grain, Kind
from tests.data.small_files import TOWN, YEAR, file, keep, units

JUNE = date(YEAR, 6, 1)


def stood(unit: str, column: str = "actual_minor") -> dict[int, int | None]:
    """Return a unit's position by period; None where it is missing."""
    rows = unit_totals(LOCAL_PRINCIPAL, TOWN, [unit], [YEAR])
    amounts = [None if amount is pd.NA else int(amount) for amount in rows[column]]
    return dict(zip(rows["period"].tolist(), amounts, strict=True))


def months(*amounts: int, unit: str = "a") -> Parsed:
    rows = [("actual", period, unit, "100", amount) for period, amount in enumerate(amounts, start=1)]
    return file([*rows, ("original", 1, unit, "100", 900)])


def test_steps_from_each_unit_to_those_above() -> None:
    found = distances({"r": None, "s": "r", "a": "s"}, {"r", "s", "a"}, "r")
    assert found == {
        ("r", "r"): 0, ("s", "s"): 0, ("s", "r"): 1, ("a", "a"): 0, ("a", "s"): 1, ("a", "r"): 2,
    }  # fmt: skip


def test_a_unit_whose_parent_has_ended_stands_under_what_that_stood_under() -> None:
    assert distances({"r": None, "s": "r", "a": "s"}, {"r", "a"}, "r") == {
        ("r", "r"): 0, ("a", "a"): 0, ("a", "r"): 1,
    }  # fmt: skip


def test_a_unit_whose_parent_is_unknown_stands_under_the_root() -> None:
    assert distances({"r": None, "a": "nobody"}, {"r", "a"}, "r")["a", "r"] == 1


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="stands above itself"):
        distances({"r": None, "a": "b", "b": "a"}, {"r", "a", "b"}, "r")


@pytest.mark.usefixtures("database")
def test_a_unit_that_moves_takes_its_position_with_it() -> None:
    """a stands under s until May and under t from June: 10 a month, 900 for the year."""
    keep(Parsed(units=[*units(s=None, t=None, a="s"), UnitRow("a", "a", "t", valid_from=JUNE)]), "u", "units-csv")
    keep(months(*[10] * 7))
    assert stood("s") == {1: 10, 2: 20, 3: 30, 4: 40, 5: 50, 6: 0, 7: 0}
    assert stood("t") == {1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 60, 7: 70}
    assert stood(TOWN) == {period: 10 * period for period in range(1, 8)}
    assert stood("s", "original_minor") == dict.fromkeys(range(1, 6), 900) | {6: 0, 7: 0}
    assert stood("t", "original_minor") == dict.fromkeys(range(1, 6), 0) | {6: 900, 7: 900}
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("database")
def test_a_move_told_later_moves_what_is_stored_already() -> None:
    keep(Parsed(units=units(s=None, t=None, a="s")), "u", "units-csv")
    keep(months(*[10] * 7))
    assert stood("t") == {}
    keep(Parsed(units=[UnitRow("a", "a", "t", valid_from=JUNE)]), "moved", "units-csv")
    assert stood("t") == {1: 0, 2: 0, 3: 0, 4: 0, 5: 0, 6: 60, 7: 70}
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("database")
def test_a_unit_that_moves_under_a_cumulative_source_counts_once() -> None:
    keep(Parsed(units=[*units(s=None, t=None, a="s"), UnitRow("a", "a", "t", valid_from=JUNE)]), "u", "units-csv")
    rows = [("actual", 3, "a", "100", 30), ("actual", 6, "a", "100", 60)]
    keep(file(rows, grain=Grain.QUARTER, cumulative=True))
    assert stood("s") == {3: 30, 6: 0}
    assert stood("t") == {3: 0, 6: 60}
    assert stood(TOWN) == {3: 30, 6: 60}


@pytest.mark.usefixtures("database")
def test_units_that_merge_leave_their_figures_where_they_stood() -> None:
    """a (under s, once under t) and b end in June; c takes over. Late entries on a still count under s alone."""
    rows = [
        *units(s=None, t=None, a="t", b="s"),
        UnitRow("a", "a", "s", valid_from=date(2020, 1, 1)),
        UnitRow("a", "a", valid_from=JUNE, ends=True),
        UnitRow("b", "b", valid_from=JUNE, ends=True),
        UnitRow("c", "c", "s", valid_from=JUNE),
    ]
    keep(Parsed(units=rows), "u", "units-csv")
    keep(
        file([("actual", 5, "a", "100", 1), ("actual", 5, "b", "100", 2)], spoken=[("actual", p) for p in range(1, 5)])
    )
    keep(file([("actual", 6, "c", "100", 4), ("actual", 6, "a", "100", 8)]), "june")
    assert stood("s")[5] == 1 + 2
    assert stood("s")[6] == stood(TOWN)[6] == 1 + 2 + 4 + 8
    assert stood("t") == {}
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("database")
def test_entries_before_a_unit_begins_are_not_lost() -> None:
    keep(Parsed(units=[*units(s=None), UnitRow("a", "a", "s", valid_from=JUNE)]), "u", "units-csv")
    keep(months(10, 10))
    assert stood("s") == stood(TOWN) == {1: 10, 2: 20}


@pytest.mark.usefixtures("database")
def test_entries_before_a_unit_begins_stand_where_it_first_stood() -> None:
    later = date(YEAR, 9, 1)
    rows = [*units(s=None, t=None), UnitRow("a", "a", "s", valid_from=JUNE), UnitRow("a", "a", "t", valid_from=later)]
    keep(Parsed(units=rows), "u", "units-csv")
    keep(months(10, 10))
    assert stood("s") == stood(TOWN) == {1: 10, 2: 20}
    assert stood("t") == {1: 0, 2: 0}


@pytest.mark.usefixtures("database")
def test_a_sector_that_ends_drops_nobody() -> None:
    keep(Parsed(units=[*units(s=None, a="s"), UnitRow("s", "s", valid_from=JUNE, ends=True)]), "u", "units-csv")
    keep(months(*[10] * 7))
    assert stood(TOWN) == {period: 10 * period for period in range(1, 8)}
    assert stood("s") == {1: 10, 2: 20, 3: 30, 4: 40, 5: 50, 6: 0, 7: 0}


@pytest.mark.usefixtures("database")
def test_a_gap_is_missing_for_the_unit_and_all_above_it() -> None:
    keep(Parsed(units=units(s=None, t=None, a="s", b="s", c="t")), "u", "units-csv")
    rows = [("actual", period, unit, "100", 1) for period in (1, 2, 3) for unit in "abc"]
    late = [row for row in rows if row[1:3] != (2, "b")]
    keep(file(late, gaps=[GapRow(YEAR, 2, Kind.ACTUAL, "b")]), "late")
    assert stood("b") == {1: 1, 2: None, 3: None}
    assert stood("s") == {1: 2, 2: None, 3: None}
    assert stood("a") == stood("c") == stood("t") == {1: 1, 2: 2, 3: 3}
    assert stood(TOWN) == {1: 3, 2: None, 3: None}
    keep(file([row for row in rows if row[1] == 2]), "february, whole")
    assert stood(TOWN) == {1: 3, 2: 6, 3: 9}
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("database")
def test_a_gap_in_one_class_says_nothing_of_another() -> None:
    """The gap's batch still counts for investment; a newer file brought the operations that lacked."""
    first = file([("actual", 1, "a", "100", 5)], units=units(a=None), gaps=[GapRow(YEAR, 1, Kind.ACTUAL, "a")])
    first.coverage.append(CoverageCell(YEAR, 1, Kind.ACTUAL, AccountClass.INVESTMENT, Grain.MONTH, False))
    keep(first, "first")
    assert stood(TOWN) == {1: None}
    keep(file([("actual", 1, "a", "100", 7)]), "second")
    assert stood(TOWN) == {1: 7}
