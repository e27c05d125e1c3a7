"""Madrid's files give the same figures in whatever order they come, also after one was undone and came again."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dashboard.actions.import_file import Outcome, Request, import_file, undo
from dashboard.actions.prepare import initialise
from data.access import LOCAL_PRINCIPAL, reading
from data.database import URL_VARIABLE
from data.schema.model import Model
from data.schema.rollups import BatchTotal, LoadedPeriod, Position, UnitTotal
from data.verification import differences
from tests.madrid_csv import MONTHS, spending_rows
from tests.services.madrid import spending_file

pytestmark = pytest.mark.real

# each file stands in every place once, and each comes right before and right after others in turn
ORDERS = [(3, 6, 9, 12), (6, 12, 3, 9), (9, 3, 12, 6), (12, 9, 6, 3), (6, 9, 12, 3), (12, 3, 6, 9)]
KEPT = (Position, UnitTotal, LoadedPeriod, BatchTotal)
OF_ITS_TIME = {"data_version", "imported_at", "batch_id"}


@pytest.fixture
def _empty(sqlite_database: str) -> None:  # noqa: ARG001 - it must be there first
    initialise()


@pytest.fixture
def _empty_on_both(database: str) -> None:  # noqa: ARG001 - it must be there first
    initialise()


def imported(folder: Path, month: int, **told: Any) -> Outcome:
    content = (folder / "madrid" / spending_file(month)).read_bytes()
    request = Request(
        "madrid-execution", f"{month}.csv", content, "madrid", "Madrid", "EUR", year=2022, **{"period": month, **told}
    )
    return import_file(LOCAL_PRINCIPAL, request)


def stored(folder: Path, month: int) -> str:
    outcome = imported(folder, month)
    assert outcome.batch is not None, outcome.parsed.errors
    return outcome.batch.batch_id


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Everything kept ready, row by row, but for what tells when it was made."""
    found = {}
    with reading(LOCAL_PRINCIPAL) as session:
        for table in KEPT:
            kept = [column for column in table.__table__.columns if column.name not in OF_ITS_TIME]
            rows = session.execute(select(*kept)).all()
            found[table.__tablename__] = sorted((tuple(row) for row in rows), key=repr)
    return found


def periods_kept() -> set[int]:
    with reading(LOCAL_PRINCIPAL) as session:
        return set(session.scalars(select(Position.period).distinct()))


def in_force() -> list[tuple[Any, ...]]:
    """Which cells of the year count, and of which file."""
    tables = Model.metadata.tables
    coverage, batch = tables["batch_coverage"], tables["import_batch"]
    statement = (
        select(batch.c.file_name, coverage.c.period, coverage.c.kind, batch.c.state)
        .join(batch, batch.c.batch_id == coverage.c.batch_id)
        .where(coverage.c.in_force)
        .order_by(coverage.c.period, coverage.c.kind)
    )
    with reading(LOCAL_PRINCIPAL) as session:
        return [tuple(row) for row in session.execute(statement)]


@pytest.fixture(scope="module")
def in_order(madrid_template: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the files give in the order of the year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, f"sqlite:///{madrid_template}")
        return dump()


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.usefixtures("_empty")
def test_any_order_gives_the_same(real_folder: Path, in_order: dict[str, Any], order: tuple[int, ...]) -> None:
    for month in order:
        stored(real_folder, month)
    found = dump()
    for table, rows in in_order.items():
        assert len(rows) >= (12 if table == "loaded_period" else 4 * 48), table
        assert found[table] == rows, table
    assert in_force() == [
        (f"{month}.csv", month, kind, "active") for month in MONTHS for kind in ("actual", "original", "revised")
    ]


@pytest.mark.usefixtures("_empty_on_both")
def test_undone_and_imported_again(real_folder: Path, in_order: dict[str, Any]) -> None:
    batches = {month: stored(real_folder, month) for month in (12, 6, 3, 9)}
    undo(LOCAL_PRINCIPAL, batches[6])
    assert periods_kept() == {3, 9, 12}
    undo(LOCAL_PRINCIPAL, batches[3])
    stored(real_folder, 6)
    assert periods_kept() == {6, 9, 12}
    stored(real_folder, 3)
    found = dump()
    for table in ("position", "unit_total", "loaded_period"):  # a batch that was undone keeps its own sums
        assert found[table] == in_order[table], table
    assert differences(LOCAL_PRINCIPAL) == []
    again = imported(real_folder, 9)
    assert again.already_imported
    assert dump() == found


@pytest.mark.usefixtures("_empty_on_both")
def test_a_correction_counts_from_its_arrival_and_no_longer_when_undone(real_folder: Path) -> None:
    """One cent more on the first row of March: that cent and nothing else moves, and moves back."""
    stored(real_folder, 3)
    stored(real_folder, 6)
    before = dump()["unit_total"]
    content = (real_folder / "madrid" / spending_file(3)).read_bytes()
    first = spending_rows(real_folder, 3)[0]["OBL_RECONOC"]
    line, rest = content.split(b"\r\n", 2)[1:]
    corrected = content.split(b"\r\n", 1)[0] + b"\r\n" + line[: -len(first)] + one_cent_more(first) + b"\r\n" + rest
    request = Request("madrid-execution", "corrected.csv", corrected, "madrid", year=2022, period=3)
    outcome = import_file(LOCAL_PRINCIPAL, request)
    assert outcome.batch is not None, outcome.parsed.errors
    after = dump()["unit_total"]
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    # the centre and the whole city at the end of March; net and gross
    assert len(changed) == 2
    assert [[new[at] - old[at] for at in (5, 10)] for old, new in changed] == [[1, 1], [1, 1]]
    undo(LOCAL_PRINCIPAL, outcome.batch.batch_id)
    assert dump()["unit_total"] == before


def one_cent_more(euro: str) -> bytes:
    whole, cents = euro.split(",")
    return f"{whole},{int(cents.ljust(2, '0')) + 1:02}".encode()
