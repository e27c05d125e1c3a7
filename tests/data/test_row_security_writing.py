"""What the database itself lets be changed: the municipality that is open, by who may, and the trail never."""

# ruff: noqa: S608 - the statements are made of our own names

from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from data.access import LOCAL_PRINCIPAL, Principal, at_the_gate, installing, reading, writing
from data.database import engine
from data.schema import Model
from data.vocabulary import Right, Role
from tests.data.small_files import TOWN, dump
from tests.data.small_gains import ADDED_TO_THE_GAINS
from tests.data.small_ledger import ADDED_TO_THE_LEDGER
from tests.data.small_outsiders import ADDED_TO_THE_OUTSIDERS
from tests.data.small_register import ADDED_TO_THE_REGISTER, FIRST, identity
from tests.data.test_row_security_reading import CODES, OF_TOWN, OUTSIDE
from tests.data.two_towns import DECOY
from tests.principals import somebody

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("two_towns_database")]

ADDED_ONLY = {"audit_event", "audit_subject", "trail_key", "ledger_line", "closed_quarter"}
ADDED_ONLY |= ADDED_TO_THE_REGISTER | ADDED_TO_THE_LEDGER | ADDED_TO_THE_GAINS | ADDED_TO_THE_OUTSIDERS
NEVER_TAKEN_AWAY = ADDED_ONLY | {"municipality", "unit", "import_batch", "person", "role_assignment"}
REFUSED = pytest.raises(ProgrammingError, match=r"row-level security|permission denied")


class _NotKept(Exception):
    """Ends a change without keeping it."""


@pytest.fixture(scope="module", autouse=True)
def _nothing_stays(two_towns_url: str) -> Iterator[None]:
    before = dump(two_towns_url)
    yield
    assert dump(two_towns_url) == before


def tried(principal: Principal, right: Right, *statements: str, town: str = TOWN) -> list[int]:
    """Return how many rows each statement changes within a change of the town; nothing is kept."""
    found: list[int] = []
    with suppress(_NotKept), writing(principal, town, right) as change:
        found.extend(changed(change.session, statement) for statement in statements)
        raise _NotKept
    return found


def changed(session: Session, statement: str) -> int:
    return session.connection().execute(text(statement)).rowcount


def first_column(table: str) -> str:
    return next(iter(Model.metadata.tables[table].columns)).name


@pytest.mark.parametrize("table", sorted({*OF_TOWN, *OUTSIDE, *CODES, "published_aggregate"}))
def test_outside_a_change_nothing_is_changed_even_by_the_machine_itself(table: str) -> None:
    """A copy of its own first row is refused (or there is none to copy); an update or delete finds no row."""
    column = first_column(table)
    for act in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with reading(LOCAL_PRINCIPAL) as session:
            try:
                assert changed(session, act) == 0
            except ProgrammingError as error:
                assert "permission denied" in str(error)  # noqa: PT017 - either is right, as the next test tells
    values = ", ".join("NULL" for _ in Model.metadata.tables[table].columns)
    with reading(LOCAL_PRINCIPAL) as session, REFUSED:
        session.execute(text(f"INSERT INTO {table} VALUES ({values})"))


def test_without_any_setting_nothing_is_changed() -> None:
    for table in sorted({*Model.metadata.tables} - ADDED_ONLY):
        with engine().connect() as connection:
            column = first_column(table)
            statement = f"UPDATE {table} SET {column} = {column}"
            assert connection.execute(text(statement)).rowcount == 0, table


def test_what_is_for_ever_cannot_be_changed_by_anybody() -> None:
    for table in sorted(NEVER_TAKEN_AWAY):
        acts = [f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"]
        if table in ADDED_ONLY:
            acts.append(f"UPDATE {table} SET municipality_id = municipality_id")
        for act in acts:
            with REFUSED:
                tried(LOCAL_PRINCIPAL, Right.IMPORT, act)


def test_a_change_reaches_its_own_municipality_alone() -> None:
    """Two municipalities, one parameter, six unit versions and one indicator each."""
    assert tried(
        LOCAL_PRINCIPAL,
        Right.IMPORT,
        "UPDATE municipality SET name = 'x'",
        f"UPDATE municipality SET name = 'x' WHERE municipality_id = '{DECOY}'",
        "UPDATE unit_version SET name = 'x'",
        "DELETE FROM parameter",
        f"DELETE FROM parameter WHERE municipality_id = '{DECOY}'",
    ) == [1, 0, 6, 1, 0]
    for statement in (
        f"INSERT INTO unit VALUES ('{DECOY}', 'new')",
        f"UPDATE parameter SET municipality_id = '{DECOY}'",
    ):
        with REFUSED:
            tried(LOCAL_PRINCIPAL, Right.IMPORT, statement)


ADD_UNIT = f"INSERT INTO unit VALUES ('{TOWN}', 'new')"
ADD_PERSON = f"INSERT INTO person VALUES ('{TOWN}', gen_random_uuid(), 'i', 's', NULL, 1)"
EVENT = "now(), 'a', 'x', 'y', 'z', '{{}}', '', ''"
COLUMNS = "municipality_id, sequence, event_id, happened_at, actor, action, entity, entity_key, detail, previous_hash"
ADD_EVENT = f"INSERT INTO audit_event ({COLUMNS}, event_hash) VALUES ('{{}}', 99, gen_random_uuid(), {EVENT})"


def comment_on(unit: str) -> str:
    return f"INSERT INTO commentary VALUES ('{TOWN}', '{unit}', 2030, 1, 'm', 'c', 'a', 'r', NULL, now(), 'x', 1)"


def test_each_right_to_change_opens_its_own_tables() -> None:
    """A controller's import writes registers; an administrator's grant people; a leader's comment the own units'."""
    controller, administrator = somebody(Role.CONTROLLER, TOWN), somebody(Role.ADMINISTRATOR, TOWN)
    leader = somebody(Role.LEADER, TOWN, "a")
    assert tried(controller, Right.IMPORT, ADD_UNIT) == [1]
    assert tried(administrator, Right.GRANT, ADD_PERSON, "UPDATE municipality SET public_view = true") == [1, 1]
    assert tried(leader, Right.COMMENT, comment_on("a1"), "UPDATE data_version SET version = 9") == [1, 1]
    for principal, right, statement in (
        (controller, Right.IMPORT, ADD_PERSON),
        (administrator, Right.GRANT, ADD_UNIT),
        (administrator, Right.GRANT, comment_on("a")),
        (leader, Right.COMMENT, ADD_UNIT),
        (leader, Right.COMMENT, ADD_PERSON),
        (leader, Right.COMMENT, comment_on("b")),
    ):
        with REFUSED:
            tried(principal, right, statement)
    assert tried(
        leader, Right.COMMENT, "UPDATE commentary SET cause = 'x'", "UPDATE position SET data_version = 9"
    ) == [
        1,
        0,
    ]


INITIATIVE = (
    "INSERT INTO initiative (municipality_id, initiative_id, name, unit_id, phase, state, price_year, currency,"
    " version_id) VALUES ('{}', 'new', 'New', '{}', 'idea', 'running', 2024, 'NOK', 1)"
)
FILE = "INSERT INTO evidence_file VALUES ('{}', 'hash', '{}', 'x.pdf', 'application/pdf', '', now(), 'x')"
SCENARIO = "INSERT INTO scenario VALUES ('{}', 'I2', 9, 'x', 0, 0, 0, NULL, NULL, 1)"
VERIFIED = (
    f"INSERT INTO verification VALUES ('{TOWN}', '{identity(TOWN, FIRST)}', 'confirmed', 1, 'r', NULL, now(), 'z')"
)


def test_the_register_is_written_by_who_keeps_it_and_verified_by_who_may() -> None:
    """A leader enters what is of the own units, and what is of no unit; a controller all of it, and verifies."""
    leader, controller = somebody(Role.LEADER, TOWN, "a"), somebody(Role.CONTROLLER, TOWN)
    own = (INITIATIVE.format(TOWN, "a1"), FILE.format(TOWN, "a1"), SCENARIO.format(TOWN))
    assert tried(leader, Right.BENEFITS, *own, "UPDATE initiative SET name = 'x'") == [1, 1, 1, 2]
    assert tried(controller, Right.IMPORT, INITIATIVE.format(TOWN, "b"), FILE.format(TOWN, "b"), VERIFIED) == [1, 1, 1]
    assert tried(controller, Right.VERIFY, VERIFIED) == [1]
    for principal, right, statement in (
        (leader, Right.BENEFITS, INITIATIVE.format(TOWN, "b")),
        (leader, Right.BENEFITS, INITIATIVE.format(DECOY, "a1")),
        (leader, Right.BENEFITS, FILE.format(TOWN, "b")),
        (leader, Right.BENEFITS, VERIFIED),
        (leader, Right.BENEFITS, "UPDATE initiative SET unit_id = 'b'"),
        (leader, Right.BENEFITS, ADD_UNIT),
        (somebody(Role.AUDITOR, TOWN), Right.TRAIL, SCENARIO.format(TOWN)),
        (somebody(Role.ADMINISTRATOR, TOWN), Right.GRANT, SCENARIO.format(TOWN)),
    ):
        with REFUSED:
            tried(principal, right, statement)


def test_the_trail_is_added_to_in_the_open_municipality_alone() -> None:
    for principal, right in ((LOCAL_PRINCIPAL, Right.IMPORT), (somebody(Role.AUDITOR, TOWN), Right.TRAIL)):
        assert tried(principal, right, ADD_EVENT.format(TOWN)) == [1]
        with REFUSED:
            tried(principal, right, ADD_EVENT.format(DECOY))


def test_an_administrator_ends_the_sessions_of_the_own_people_alone() -> None:
    """The town's people have two sessions, the decoy's two."""
    ending = "UPDATE sign_in_session SET ended_because = 'put_out'"
    assert tried(somebody(Role.ADMINISTRATOR, TOWN), Right.GRANT, ending) == [2]
    assert tried(somebody(Role.AUDITOR, TOWN), Right.TRAIL, ending) == [0]


def test_the_gate_changes_sessions_and_never_a_role() -> None:
    with suppress(_NotKept), at_the_gate() as session:
        assert changed(session, "UPDATE sign_in_session SET ended_because = 'signed_out'") == 4
        assert changed(session, "DELETE FROM export_ticket") == 4
        assert changed(session, "UPDATE role_assignment SET granted = true") == 0
        assert changed(session, "UPDATE person SET display_name = 'x'") == 0
        raise _NotKept
    with pytest.raises(ProgrammingError, match="row-level security"), at_the_gate() as session:
        session.execute(text(ADD_PERSON))


def test_code_lists_are_written_by_an_installation_and_a_municipalitys_own_by_its_files() -> None:
    add = "INSERT INTO function_code VALUES ('{}', '1', 2000, 'x', NULL)"
    with suppress(_NotKept), installing() as session:
        assert changed(session, add.format("kostra")) == 1
        raise _NotKept
    controller = somebody(Role.CONTROLLER, TOWN)
    assert tried(controller, Right.IMPORT, add.format(TOWN)) == [1]
    for chart in ("kostra", DECOY):
        with REFUSED:
            tried(controller, Right.IMPORT, add.format(chart))
    with REFUSED:
        tried(somebody(Role.LEADER, TOWN, "a"), Right.COMMENT, add.format(TOWN))
