"""What a batch brings besides ledger lines comes into force and goes with it; and the fingerprint of its content."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import text

from data.access import LOCAL_PRINCIPAL, reading
from data.importers.digest import content_digest
from data.importers.parsed import INDICATOR_VALUE_COLUMNS, IndicatorRow, Parsed, TargetRow
from data.importers.undo import undo
from data.queries import decisions, indicators
from data.queries.batches import batches
from data.queries.scope import data_version
from data.verification import differences
from data.vocabulary import Dimension, Grain, TargetType
from tests.data.small_files import TOWN, YEAR, file, keep, units, whole_file

NORTH = {"north"}


def measured(*rows: tuple[str, int, float], target: float | None = None) -> Parsed:
    """Return a file of indicator values: unit, period, value."""
    parsed = file([], units=units(north=None, south=None))
    parsed.indicators = [IndicatorRow("i1", "One", Dimension.INNOVATION, "count", Grain.QUARTER, "source")]
    parsed.indicator_values = pd.DataFrame(
        [
            (number, "i1", unit, YEAR, period, None, None, value, None)
            for number, (unit, period, value) in enumerate(rows, 1)
        ],
        columns=list(INDICATOR_VALUE_COLUMNS),
    )
    if target is not None:
        parsed.targets = [TargetRow("i1", "north", date(YEAR, 1, 1), TargetType.MINIMUM, target)]
    return parsed


def values() -> dict[tuple[str, int], float]:
    found = indicators.indicator_values(LOCAL_PRINCIPAL, TOWN, {"north", "south"}, [YEAR], {"i1"})
    return {(row.unit_id, int(row.period)): row.value for row in found.itertuples()}


def states() -> dict[str, str]:
    table = batches(LOCAL_PRINCIPAL, TOWN)
    return dict(zip(table["file_name"], table["state"], strict=True))


@pytest.mark.usefixtures("database")
def test_the_newest_value_counts_and_undoing_it_brings_the_older_back() -> None:
    keep(measured(("north", 3, 1.0), ("south", 3, 2.0)), "first", "indicators-csv")
    newer = keep(measured(("north", 3, 1.5)), "newer", "indicators-csv")
    assert values() == {("north", 3): 1.5, ("south", 3): 2.0}
    assert states() == {"first": "active", "newer": "active"}
    version = data_version(LOCAL_PRINCIPAL, TOWN)
    undo(LOCAL_PRINCIPAL, newer.batch_id)
    assert values() == {("north", 3): 1.0, ("south", 3): 2.0}
    assert data_version(LOCAL_PRINCIPAL, TOWN) > version
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("database")
def test_indicators_wholly_replaced_are_superseded() -> None:
    keep(measured(("north", 3, 1.0)), "first", "indicators-csv")
    newer = keep(measured(("north", 3, 2.0), ("south", 3, 3.0)), "newer", "indicators-csv")
    assert states() == {"first": "superseded", "newer": "active"}
    table = batches(LOCAL_PRINCIPAL, TOWN).set_index("file_name")
    assert table.loc["first", "superseded_by"] == newer.batch_id
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.usefixtures("database")
def test_a_target_goes_with_its_batch() -> None:
    batch = keep(measured(("north", 3, 1.0), target=5.0), "first", "indicators-csv")
    assert indicators.targets(LOCAL_PRINCIPAL, TOWN, NORTH, {"i1"})["desired_low"].tolist() == [5.0]
    undo(LOCAL_PRINCIPAL, batch.batch_id)
    assert indicators.targets(LOCAL_PRINCIPAL, TOWN, NORTH, {"i1"}).empty


@pytest.mark.usefixtures("database")
def test_decisions_go_with_their_batch_and_are_not_counted_twice() -> None:
    keep(whole_file(), "first")
    corrected = keep(whole_file(), "corrected")
    assert decisions.budget_changes(LOCAL_PRINCIPAL, TOWN, NORTH, [YEAR])["amount_minor"].tolist() == [-500]
    assert decisions.adjustments(LOCAL_PRINCIPAL, TOWN, NORTH, [YEAR])["amount_minor"].tolist() == [-5]
    undo(LOCAL_PRINCIPAL, corrected.batch_id)
    assert decisions.budget_changes(LOCAL_PRINCIPAL, TOWN, NORTH, [YEAR])["amount_minor"].tolist() == [-500]
    first = batches(LOCAL_PRINCIPAL, TOWN).set_index("file_name").loc["first", "batch_id"]
    undo(LOCAL_PRINCIPAL, str(first))
    assert decisions.budget_changes(LOCAL_PRINCIPAL, TOWN, NORTH, [YEAR]).empty
    assert decisions.adjustments(LOCAL_PRINCIPAL, TOWN, NORTH, [YEAR]).empty


@pytest.mark.usefixtures("database")
def test_lines_are_stored_cell_by_cell() -> None:
    rows = [("actual", 2, "south", "100", 10**15), ("actual", 1, "north", "700", -1), ("original", 1, "north", "1", 0)]
    parsed = file(rows, units=units(north=None, south=None))
    parsed.lines["project"] = ["P1", None, ""]
    parsed.lines["text"] = ["ørret, «é»\t\n", None, ""]
    parsed.lines["line_number"] = [2, 5, 9]
    keep(parsed)
    columns = "line_number, kind, fiscal_year, period, unit_id, account_class, function_code, account_code, project"
    with reading(LOCAL_PRINCIPAL) as session:
        found = session.execute(
            text(f"SELECT {columns}, amount_minor, text FROM ledger_line ORDER BY line_number")  # noqa: S608 - our own
        ).all()
    assert [tuple(row) for row in found] == [
        (2, "actual", YEAR, 2, "south", "operations", "f1", "100", "P1", 10**15, "ørret, «é»\t\n"),
        (5, "actual", YEAR, 1, "north", "operations", "f1", "700", None, -1, None),
        (9, "original", YEAR, 1, "north", "operations", "f1", "1", "", 0, ""),
    ]


LINES = file([("actual", 1, "north", "100", 10), ("actual", 2, "south", "200", -20)]).lines
NO_VALUES = pd.DataFrame(columns=list(INDICATOR_VALUE_COLUMNS))


def test_the_fingerprint_is_the_same_however_the_columns_are_held() -> None:
    words = [name for name in LINES.columns if name not in ("line_number", "fiscal_year", "period", "amount_minor")]
    held = [
        LINES,
        LINES.astype(dict.fromkeys(words, "category")),
        LINES.astype({"amount_minor": "Int64", "period": "Int64"}),
        LINES.iloc[::-1],
        LINES.astype({"unit_id": pd.CategoricalDtype(["south", "unused", "north"])}),
    ]
    assert len({content_digest(lines, NO_VALUES) for lines in held}) == 1


def test_the_fingerprint_outlives_a_release_of_the_libraries() -> None:
    """A stored batch is compared with it years later: a new version of pandas must not change it."""
    assert content_digest(LINES, NO_VALUES) == "4a71bb42e71767cf71c127344916b0fa795e6de8868dbee0592a1011454e7468"


@pytest.mark.parametrize("name", list(LINES.columns))
def test_any_cell_changes_the_fingerprint(name: str) -> None:
    changed = LINES.copy()
    changed[name] = changed[name].astype(object)
    changed.loc[1, name] = 7 if isinstance(changed.loc[1, name], int | np.integer) else "another"
    assert content_digest(changed, NO_VALUES) != content_digest(LINES, NO_VALUES)


def test_a_missing_text_is_not_an_empty_one_and_a_zero_has_no_sign() -> None:
    empty = LINES.assign(project="")
    assert content_digest(empty, NO_VALUES) != content_digest(LINES, NO_VALUES)
    rows = [[(1, "i1", "north", YEAR, 1, zero, 1.0, None, None)] for zero in (0.0, -0.0)]
    plus, minus = (pd.DataFrame(row, columns=list(INDICATOR_VALUE_COLUMNS)) for row in rows)
    assert content_digest(LINES, plus) == content_digest(LINES, minus)
