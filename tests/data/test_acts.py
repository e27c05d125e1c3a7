"""What each act tells: before and after, the version, and nothing that a person wrote."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import create_engine, delete, select, update

from dashboard.actions.comment import Comment, write_comment
from data.access import LOCAL_PRINCIPAL, reading, writing
from data.audit import SEALED, sealed_with
from data.importers.parsed import AdjustmentRow, IndicatorRow, UnitRow
from data.importers.problems import Problem, Severity
from data.importers.undo import undo
from data.periods import Quarter
from data.principal import Principal
from data.schema.follow_up import Commentary
from data.schema.indicators import Indicator
from data.schema.ledger import Adjustment, ImportBatch
from data.schema.people import AuditEvent, TrailKey
from data.verification import differences
from data.vocabulary import AuthorityKind, Grain, Right, Role
from tests.data.small_files import TOWN, YEAR, file, keep, units, whole_file
from tests.principals import somebody

CANARY = "Kanarifugl"
CONTROLLER = Principal(somebody(Role.CONTROLLER, TOWN).grants, persons=((TOWN, "the person"),))
pytestmark = pytest.mark.usefixtures("database")


def newest() -> AuditEvent:
    with reading(LOCAL_PRINCIPAL) as session:
        found = session.scalars(
            select(AuditEvent).where(AuditEvent.municipality_id == TOWN).order_by(AuditEvent.sequence.desc()).limit(1)
        ).one()
        session.expunge(found)
        return found


def key() -> bytes:
    with reading(LOCAL_PRINCIPAL) as session:
        return session.get_one(TrailKey, TOWN).key


def whole_trail() -> str:
    with reading(LOCAL_PRINCIPAL) as session:
        return "\n".join(
            json.dumps([event.actor, event.entity_key, event.purpose, event.detail], ensure_ascii=False)
            for event in session.scalars(select(AuditEvent))
        )


def test_an_import_tells_its_facts_and_seals_its_texts() -> None:
    keep(whole_file(), name="a name.csv")
    event = newest()
    after = event.detail["after"]
    assert (event.action, event.entity, event.detail["before"]) == ("import", "import_batch", None)
    assert after["control_totals"] == {"actual": 107, "original": 900}
    assert after["profile"] == "ledger-csv"
    assert after["file_name"] == sealed_with(key(), '"a name.csv"')
    assert after["file_name"].startswith(SEALED)
    rows = event.detail["rows"]
    assert {name: told["added"] for name, told in rows.items()} == {
        "municipality": 1,
        "unit_version": 3,  # north, south and the municipality itself
        "function_group": 1,
        "function_code": 1,
        "account_code": 1,
        "indicator": 1,
        "target": 1,
        "budget_change": 1,
        "adjustment": 1,
        "import_batch": 1,
    }


def test_rows_that_become_others_are_told_before_and_after() -> None:
    keep(whole_file())
    again = replace(whole_file(), units=[UnitRow("north", "North again", "south")])
    again.targets[0] = replace(again.targets[0], desired_low=2.0)
    keep(again, name="again")
    rows = newest().detail["rows"]
    (unit,) = rows["unit_version"]["changed"]
    assert unit["key"] == ["north", "1900-01-01"]
    seal = key()
    assert unit["before"] == {"name": sealed_with(seal, "Unit north"), "parent_unit_id": TOWN}
    assert unit["after"] == {"name": sealed_with(seal, "North again"), "parent_unit_id": "south"}
    (target,) = rows["target"]["changed"]
    assert (target["before"]["desired_low"], target["after"]["desired_low"]) == (1.0, 2.0)
    (older,) = rows["import_batch"]["changed"]
    assert (older["before"]["state"], older["after"]["state"]) == ("active", "superseded")
    assert "added" not in rows["unit_version"]


def test_undoing_tells_before_and_after_and_which_batch_counts_again() -> None:
    first = keep(file([("actual", 1, TOWN, "100", 5)]), "first")
    second = keep(file([("actual", 1, TOWN, "100", 6)]), "second")
    undo(CONTROLLER, second.batch_id)
    event = newest()
    assert (event.action, event.entity_key, event.actor) == ("undo", second.batch_id, "the person")
    assert event.detail["before"] == {"state": "active"}
    after = event.detail["after"]
    assert (after["state"], after["undone_by"]) == ("undone", "the person")
    states = {one["key"][0]: (one["before"]["state"], one["after"]["state"]) for one in changed_batches(event)}
    assert states == {second.batch_id: ("active", "undone"), first.batch_id: ("superseded", "active")}
    assert differences(LOCAL_PRINCIPAL) == []


def changed_batches(event: AuditEvent) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = event.detail["rows"]["import_batch"]["changed"]
    return found


def test_a_file_name_that_was_changed_afterwards_is_found_and_so_is_a_key_that_is_gone(database: str) -> None:
    batch = keep(whole_file(), name="a name.csv")
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.session.execute(update(ImportBatch).values(file_name="another.csv"))
        change.record("note", "test", batch.batch_id)
    (found,) = differences(LOCAL_PRINCIPAL)
    assert (found.check, found.place) == ("batch", "another.csv file_name")
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.session.execute(update(ImportBatch).values(file_name="a name.csv"))
        change.record("note", "test", batch.batch_id)
    assert differences(LOCAL_PRINCIPAL) == []
    made = create_engine(database)
    with made.begin() as connection:
        connection.execute(delete(TrailKey))
    made.dispose()
    assert {one.stored for one in differences(LOCAL_PRINCIPAL)} == {"no key"}


def comment(cause: str, version: int | None) -> Comment:
    return Comment(TOWN, "north", Quarter(YEAR, 1), "m", cause, f"{CANARY} does", f"{CANARY} is", None, version)


def test_a_commentary_is_told_before_and_after_by_version_with_its_texts_sealed() -> None:
    keep(whole_file())
    first = write_comment(CONTROLLER, comment(f"{CANARY} once", None))
    event = newest()
    assert (event.actor, event.role, event.entity_version, event.detail["before"]) == (
        "the person",
        "controller",
        first.version,
        None,
    )
    write_comment(CONTROLLER, comment(f"{CANARY} twice", first.version))
    second = newest()
    assert second.entity_version == first.version + 1
    assert second.detail["before"] == event.detail["after"]
    seal = key()
    assert second.detail["before"]["cause"] == sealed_with(seal, f"{CANARY} once")
    assert second.detail["after"]["cause"] == sealed_with(seal, f"{CANARY} twice")
    assert first.written_by == "the person"


def test_nothing_that_somebody_wrote_stands_in_the_trail() -> None:
    """Names, texts, reasons, owners, references, cells that were refused, and the name of the file."""
    council = AuthorityKind.COUNCIL
    parsed = replace(
        whole_file(),
        units=[
            UnitRow(name, f"{CANARY} {name}", responsible_role=CANARY, sector=CANARY) for name in ("north", "south")
        ],
        adjustments=[AdjustmentRow(YEAR, 1, "north", -5, f"{CANARY} why", council, f"{CANARY} PS 2/24")],
        indicators=[IndicatorRow("i1", CANARY, "innovation", "count", Grain.MONTH, CANARY, owner_role=CANARY)],
        problems=[Problem("ragged_row", Severity.WARNING, row=1, found=CANARY)],
    )
    for name in ("one", "two"):
        keep(parsed, name=f"{CANARY} {name}.csv")
        parsed = replace(parsed, units=units(north=None, south=None))
    write_comment(CONTROLLER, comment(CANARY, None))
    assert CANARY not in whole_trail()
    with reading(LOCAL_PRINCIPAL) as session:
        kept = (ImportBatch.file_name, Indicator.name, Indicator.owner_role, Adjustment.reason, Commentary.cause)
        assert all(CANARY in found for column in kept for found in session.scalars(select(column)))
