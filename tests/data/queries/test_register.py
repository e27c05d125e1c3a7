"""The benefits register as it is read: what counts, and what of it is told to whom."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from data.access import LOCAL_PRINCIPAL, NOBODY, Principal, writing
from data.database import engine
from data.importers.undo import undo
from data.queries import benefits, evidence, projections, realisation
from data.schema.initiatives import Benefit, Initiative, Party
from data.schema.ledger import BudgetChange
from data.schema.realisation import BudgetClaim, Measurement, MeasurementEvidence, Projection
from data.vocabulary import Right, Role
from metrics.benefit_columns import BENEFIT_COLUMNS
from metrics.tables import table
from tests.data import small_register
from tests.data.small_files import TOWN, file, keep, whole_file
from tests.data.small_register import CORRECTED, FIRST, NOW, content_hash, fill_register, identity
from tests.principals import somebody

Query = Callable[[Principal, str], pd.DataFrame]
TABLES: dict[str, Query] = {
    name: getattr(module, name)
    for module in (benefits, evidence, projections, realisation)
    for name in BENEFIT_COLUMNS
    if hasattr(module, name)
}
HERE = {"municipality_id": TOWN}
DRAFT = Projection.projection_number == 2
OWNER, NEIGHBOUR = somebody(Role.LEADER, TOWN, "north"), somebody(Role.LEADER, TOWN, "south")
COUNCIL, CONTROLLER = somebody(Role.COUNCIL, TOWN), somebody(Role.CONTROLLER, TOWN)


@pytest.fixture(autouse=True)
def batch(database: str) -> str:  # noqa: ARG001 - it is used
    """The batch that brought the budget change which the register claims from."""
    stored = keep(whole_file())
    change(lambda session: fill_register(session, TOWN, "north", "south"))
    return stored.batch_id


def change(act: Callable[[Session], Any]) -> None:
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as opened:
        act(opened.session)
        opened.record("change", "test", "register")


def undone() -> str:
    """Return a batch that brought something and was undone."""
    stored = keep(file([("actual", 2, "north", "100", 1)]), "by mistake")
    undo(LOCAL_PRINCIPAL, stored.batch_id)
    return stored.batch_id


def of(kind: type[Any], **values: Any) -> Any:
    return update(kind).where(kind.municipality_id == TOWN).values(**values)


def only(found: pd.DataFrame) -> dict[str, Any]:
    (row,) = found.to_dict("records")
    return row


@pytest.mark.parametrize("name", BENEFIT_COLUMNS)
def test_each_table_has_the_columns_that_formulas_read(name: str) -> None:
    if name == "withdrawals":
        change(lambda session: session.add(revision(3)))
    for principal in (LOCAL_PRINCIPAL, NOBODY):  # with rows and without
        found = TABLES[name](principal, TOWN)
        assert tuple(found.columns) == BENEFIT_COLUMNS[name]
        assert found.dtypes.to_dict() == table(name).dtypes.to_dict()
        assert found.empty == (principal is NOBODY)


def test_a_measurement_is_its_newest_revision_with_what_shows_it() -> None:
    """Two revisions, 150 and then 120; of 120 the ledger shows 80 and a file 50; 100 was verified."""
    found = only(realisation.measurements(OWNER, TOWN))
    assert (found["measurement_id"], found["revision"], found["amount_minor"]) == (identity(TOWN, CORRECTED), 2, 120)
    assert (found["supports_minor"], found["verified_minor"], found["verdict"]) == (80 + 50, 100, "confirmed")
    assert found["verified_on"] == date(2024, 2, 1)
    assert (found["method"], found["entered_role"]) == (f"method of {CORRECTED}", "enters")
    routes = only(realisation.measured_routes(OWNER, TOWN))
    assert routes == {
        "measurement_id": identity(TOWN, CORRECTED),
        "route": "cut",
        "hours": 2.5,
        "cut_basis": "overtime",
    }


def test_evidence_that_states_no_amount_supports_none() -> None:
    change(lambda session: session.add_all(bare()))
    found = realisation.measurements(COUNCIL, TOWN).set_index("measurement_id")
    assert pd.isna(found.loc[identity(TOWN, "bare"), "supports_minor"])
    assert found.loc[identity(TOWN, CORRECTED), "supports_minor"] == 130


def bare() -> list[Any]:
    """Return a measurement of hours whose evidence states no amount."""
    measured = small_register.measurement(HERE, "bare", "I1-a", "south", quantity=3.0)
    shown = MeasurementEvidence(measurement_id=measured.measurement_id, number=1, kind="file", **HERE)
    return [measured, shown]


def revision(number: int, **told: Any) -> Measurement:
    return small_register.measurement(HERE, f"revision {number}", "I1-b", "north", revision=number, **told)


def test_a_revision_with_neither_amount_nor_quantity_withdraws() -> None:
    change(lambda session: session.add(revision(3)))
    for query in (realisation.measurements, realisation.measured_routes, evidence.evidence):
        assert query(LOCAL_PRINCIPAL, TOWN).empty
    assert only(realisation.withdrawals(LOCAL_PRINCIPAL, TOWN))["benefit_id"] == "I1-b"
    change(lambda session: session.add(revision(4, quantity=2.0)))
    assert only(realisation.measurements(LOCAL_PRINCIPAL, TOWN))["revision"] == 4
    assert realisation.withdrawals(LOCAL_PRINCIPAL, TOWN).empty


def test_why_a_measurement_was_withdrawn_is_for_who_may_read_texts_there() -> None:
    gone = undone()
    change(lambda session: session.add(revision(3, batch_id=gone)))
    assert realisation.withdrawals(OWNER, TOWN).empty
    change(lambda session: session.add(revision(4, note="Regnet to ganger")))
    for principal, role, reason in ((OWNER, "enters", "Regnet to ganger"), (COUNCIL, None, None)):
        found = only(realisation.withdrawals(principal, TOWN))
        assert (found["withdrawn_on"], found["entered_role"], found["note"]) == (date(2024, 2, 1), role, reason)


def test_a_revision_of_an_undone_batch_replaces_nothing() -> None:
    gone = undone()
    change(lambda session: session.add_all([revision(3, amount_minor=999, batch_id=gone), revision(4, batch_id=gone)]))
    assert only(realisation.measurements(LOCAL_PRINCIPAL, TOWN))["amount_minor"] == 120


def test_what_an_undone_batch_brought_counts_no_longer_nor_what_hangs_on_it() -> None:
    """The initiative: everything of it, and not the other initiative, nor the parties."""
    gone = undone()
    change(lambda session: session.execute(of(Initiative, batch_id=gone).where(Initiative.initiative_id == "I1")))
    left = {name: len(query(LOCAL_PRINCIPAL, TOWN)) for name, query in TABLES.items()}
    assert left == dict.fromkeys(TABLES, 0) | {"initiatives": 1, "parties": 3}


def test_a_benefit_of_an_undone_batch_takes_its_lines_and_arrows_along() -> None:
    """I1-b goes, with its line of the plan, its measurement and its claim; I1-a and the cost stay."""
    gone = undone()
    change(lambda session: session.execute(of(Benefit, batch_id=gone).where(Benefit.benefit_id == "I1-b")))
    assert benefits.benefits(COUNCIL, TOWN)["benefit_id"].tolist() == ["I1-a"]
    lines = projections.projection_lines(COUNCIL, TOWN)
    assert [None if pd.isna(one) else one for one in lines["benefit_id"]] == ["I1-a", None]
    hanging = ("dependencies", "prerequisites", "measurements", "measured_routes", "evidence", "claims")
    assert [name for name in hanging if len(TABLES[name](LOCAL_PRINCIPAL, TOWN))] == []


def test_a_projection_and_a_claim_of_an_undone_batch_do_not_count() -> None:
    gone = undone()
    change(lambda session: session.execute(of(Projection, batch_id=gone).where(Projection.projection_number == 2)))
    change(lambda session: session.execute(of(BudgetClaim, batch_id=gone)))
    assert projections.projections(LOCAL_PRINCIPAL, TOWN)["projection_number"].tolist() == [1]
    assert set(projections.projection_lines(LOCAL_PRINCIPAL, TOWN)["projection_number"]) == {1}
    assert realisation.claims(LOCAL_PRINCIPAL, TOWN).empty


def test_a_draft_is_for_those_who_may_edit_it() -> None:
    """I1 has an adopted plan of three lines and a draft of one; it is north's."""
    for principal, numbers, lines in (
        (OWNER, [1, 2], 4),
        (CONTROLLER, [1, 2], 4),
        (NEIGHBOUR, [1], 3),
        (COUNCIL, [1], 3),
        (somebody(Role.AUDITOR, TOWN), [1], 3),
    ):
        found = projections.projections(principal, TOWN)
        assert found["projection_number"].tolist() == numbers
        assert found["adopted"].tolist() == [True, False][: len(numbers)]
        assert len(projections.projection_lines(principal, TOWN)) == lines


def test_lines_of_adopted_projections_are_read_once_until_one_more_is_adopted() -> None:
    """I1's draft of one line is adopted; the council, who is told no draft, then has its line too."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.extend([statement] if "FROM projection_line" in statement else [])

    event.listen(engine(), "before_cursor_execute", note)
    before = [projections.projection_lines(COUNCIL, TOWN) for _ in range(3)]
    change(lambda session: session.execute(of(Projection, adopted_at=NOW, adopted_by="x").where(DRAFT)))
    after = [projections.projection_lines(COUNCIL, TOWN) for _ in range(3)]
    event.remove(engine(), "before_cursor_execute", note)
    assert [len(lines) for lines in (*before, *after)] == [3, 3, 3, 4, 4, 4]
    assert len(asked) == 2


def test_who_is_told_nothing_has_no_kept_lines_either() -> None:
    assert len(projections.projection_lines(COUNCIL, TOWN)) == 3
    assert projections.projection_lines(NOBODY, TOWN).empty
    assert projections.projection_lines(somebody(Role.COUNCIL, "elsewhere"), TOWN).empty


def test_what_is_done_with_kept_lines_stays_with_the_asker() -> None:
    first = projections.projection_lines(COUNCIL, TOWN)
    first["amount_minor"] = 0
    first.loc[0, "fiscal_year"] = 1
    assert projections.projection_lines(COUNCIL, TOWN)["amount_minor"].sum() > 0
    assert 1 not in set(projections.projection_lines(COUNCIL, TOWN)["fiscal_year"])


@pytest.mark.parametrize("principal", [OWNER, NEIGHBOUR, COUNCIL], ids=["owner", "neighbour", "council"])
def test_a_claim_is_booked_while_its_budget_change_counts_whoever_asks(principal: Principal, batch: str) -> None:
    claim = only(realisation.claims(principal, TOWN))
    assert (claim["booked"], claim["change_reference"], claim["amount_minor"]) == (True, "PS 1/24", 60)
    undo(LOCAL_PRINCIPAL, batch)
    claim = only(realisation.claims(principal, TOWN))
    assert (claim["booked"], claim["change_reference"], claim["amount_minor"]) == (False, None, 60)


def test_a_claim_without_a_budget_change_is_not_booked() -> None:
    change(lambda session: session.execute(of(BudgetClaim, change_id=None)))
    assert only(realisation.claims(OWNER, TOWN))["booked"] is False
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as opened:
        assert opened.session.scalar(select(func.count()).select_from(BudgetChange)) == 1
        opened.record("look", "test", "register")


TOLD: dict[str, tuple[str, ...]] = {
    "initiatives": ("summary", "decider_role"),
    "affected_groups": ("explanation",),
    "benefits": ("description", "working", "owner_role"),
    "prerequisites": ("responsible_role",),
    "projections": ("reason",),
    "measurements": ("method", "note", "entered_role", "verifier_role", "finding"),
    "evidence": ("content_hash", "file_name", "ledger_kind", "ledger_year", "ledger_unit_id", "ledger_account_code"),
    "claims": ("responsible_role",),
}
"""What is left out of a row over whose unit the right is not held; all of these rows but two are north's."""
OF_SOUTH = {"initiatives": "I2", "benefits": "I1-a"}
ROLES = frozenset({"decider_role", "owner_role", "responsible_role", "entered_role", "verifier_role"})


def told(principal: Principal, name: str) -> set[str]:
    """Return the columns of north's rows of a table that are told at all."""
    found = TABLES[name](principal, TOWN)
    own = found[found.iloc[:, 0] != OF_SOUTH.get(name)]
    assert len(own)
    return {column for column in TOLD[name] if own[column].notna().any()}


@pytest.mark.parametrize("name", TOLD)
def test_texts_roles_and_places_come_with_the_right_over_the_unit(name: str) -> None:
    every = set(TOLD[name])
    for principal in (OWNER, CONTROLLER, somebody(Role.AUDITOR, TOWN)):
        assert told(principal, name) == every
    for principal in (NEIGHBOUR, COUNCIL, somebody(Role.PUBLIC, TOWN), somebody(Role.ADMINISTRATOR, TOWN)):
        assert told(principal, name) == set()
    assert told(somebody(Role.HR, TOWN, "north"), name) == every & ROLES


def test_what_is_left_out_for_one_unit_is_told_for_ones_own() -> None:
    found = benefits.benefits(NEIGHBOUR, TOWN).set_index("benefit_id")
    assert found["owner_role"].to_dict() == {"I1-a": "leads south", "I1-b": None}
    assert found["description"].to_dict() == {"I1-a": "description of I1-a", "I1-b": None}
    names = benefits.initiatives(NEIGHBOUR, TOWN).set_index("initiative_id")["summary"]
    assert names.to_dict() == {"I1": None, "I2": "summary of I2"}


def test_figures_are_the_same_for_all_who_have_figures() -> None:
    for name, query in TABLES.items():
        numbers = [column for column in BENEFIT_COLUMNS[name] if column.endswith(("_minor", "_millionths"))]
        if name.startswith("projection"):
            continue  # drafts are for their editors
        whole = query(LOCAL_PRINCIPAL, TOWN)[numbers]
        for principal in (OWNER, NEIGHBOUR, COUNCIL):
            assert query(principal, TOWN)[numbers].equals(whole)


def test_evidence_says_where_it_lies() -> None:
    ledger, shown = evidence.evidence(OWNER, TOWN).to_dict("records")
    assert (ledger["kind"], ledger["ledger_unit_id"], ledger["supports_minor"]) == ("ledger", "north", 80)
    assert (shown["kind"], shown["file_name"], shown["supports_minor"]) == ("file", "north.pdf", 50)
    assert shown["content_hash"] == content_hash("north")
    assert shown["measurement_id"] == identity(TOWN, CORRECTED) != identity(TOWN, FIRST)


def test_a_stored_file_is_for_who_sees_lines_over_its_benefit_and_over_its_own_unit() -> None:
    """North's measurement is shown by a place in the ledger, 1, and by north's file, 2."""
    measured = identity(TOWN, CORRECTED)
    for principal in (LOCAL_PRINCIPAL, OWNER, CONTROLLER):
        found = evidence.evidence_file(principal, TOWN, measured, 2)
        assert found == evidence.StoredFile("north.pdf", b"shown for north")
    for principal in (NEIGHBOUR, COUNCIL, NOBODY):
        assert evidence.evidence_file(principal, TOWN, measured, 2) is None
    for key, number in ((measured, 1), (measured, 3), (identity(TOWN, FIRST), 2), ("no id", 2)):
        assert evidence.evidence_file(OWNER, TOWN, key, number) is None
    assert evidence.evidence_file(OWNER, "elsewhere", measured, 2) is None
    change(lambda session: session.add_all(shown_by_the_neighbour()))
    later = identity(TOWN, "revision 3")
    assert evidence.evidence_file(OWNER, TOWN, later, 1) is None  # the file is the neighbour's
    assert evidence.evidence_file(NEIGHBOUR, TOWN, later, 1) is None  # the benefit is not
    assert evidence.evidence_file(CONTROLLER, TOWN, later, 1) == evidence.StoredFile("south.pdf", b"shown for south")


def shown_by_the_neighbour() -> list[Any]:
    """Return a newer measurement of north's benefit that a file of south shows."""
    measured = revision(3, amount_minor=120)
    of_south = {"content_hash": content_hash("south"), "file_unit_id": "south"}
    return [
        measured,
        MeasurementEvidence(measurement_id=measured.measurement_id, number=1, kind="file", **of_south, **HERE),
    ]


def test_a_file_of_a_measurement_that_was_withdrawn_is_shown_no_longer() -> None:
    change(lambda session: session.add(revision(3)))
    assert evidence.evidence_file(OWNER, TOWN, identity(TOWN, CORRECTED), 2) is None


def test_another_municipality_s_register_is_not_told() -> None:
    keep(whole_file(), town="elsewhere")
    with writing(LOCAL_PRINCIPAL, "elsewhere", Right.IMPORT) as opened:
        fill_register(opened.session, "elsewhere", "north", "south")
        opened.session.add(Party(municipality_id="elsewhere", party_id="more", kind="business", name="More"))
        opened.record("change", "test", "register")
    assert len(benefits.parties(CONTROLLER, TOWN)) == 3
    for query in TABLES.values():
        assert query(CONTROLLER, "elsewhere").empty
        assert len(query(LOCAL_PRINCIPAL, TOWN)) == len(query(CONTROLLER, TOWN))
