"""What the database itself lets each role see: raw SQL, with no filter of ours in the statement."""

# ruff: noqa: S608 - the statements are made of our own names

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from data.access import LOCAL_PRINCIPAL, NOBODY, Principal, looking_at_the_gate, reading
from data.database import engine
from data.policy import POLICY
from data.principal import Grant, Identity
from data.schema import Model
from data.vocabulary import Right, Role
from tests.data.small_files import TOWN
from tests.data.small_gains import GAINS
from tests.data.small_ledger import COUNTS
from tests.data.small_outsiders import ADDED_TO_THE_OUTSIDERS
from tests.data.small_register import REGISTER
from tests.data.two_towns import DECOY, person_id
from tests.principals import somebody

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("two_towns_database")]

OUTSIDE = {"sign_in_session", "export_ticket", "sign_in_link"}
CODES = {"function_code", "function_group", "account_code", "hierarchy_edge"}
OF_TOWN = sorted(set(Model.metadata.tables) - OUTSIDE - CODES - {"published_aggregate"})

# One row of each in a municipality, for whoever has figures there at all.
WHOLE = ("municipality", "import_batch", "batch_coverage", "indicator", "parameter", "data_version", "loaded_period")
# The register of benefits is the municipality's, whoever's unit it is about: as many rows as stand there.
OF_REGISTER = dict.fromkeys(REGISTER, 1) | {"party": 3, "projection_line": 4}
OF_REGISTER |= dict.fromkeys(("initiative", "benefit", "projection", "measurement", "measured_route"), 2)
OF_REGISTER |= {"measurement_evidence": 4}
OF_REGISTER |= COUNTS  # the reinvestment ledger is the municipality's too
OF_REGISTER |= dict.fromkeys(GAINS, 1)  # and so are the gains plans
OF_REGISTER |= dict.fromkeys(ADDED_TO_THE_OUTSIDERS, 1)  # and profiles of costs
# unit: town s1 s2 a b a1; ancestors: town 1, s1 2, s2 2, a 3, b 3, a1 4; lines and totals: a, a1, b;
# cases against falling outside: town, s1, a1, b; the town's is everybody's.
# decisions, gaps, values and files: a1, b; targets: town, s1, a1, b; comments: a, b, town; signatures: a, town.
COLUMNS = """
role          unit version above heir position line total made target text closed person granted event about file case
leader a         2       4     7    1        2    2     0    1      3    1      1      2       0     0     0    1    2
superior s1      3       4     9    1        3    2     0    1      3    1      1      2       0     0     0    1    3
council          3       6    15    1        3    0     0    2      4    0      1      0       0     0     0    0    2
employer         1       6    15    1        1    0     0    2      4    0      1      0       0     0     0    0    1
hr s1            3       4     9    1        3    0     0    1      3    0      1      0       0     0     0    0    3
controller       6       6    15    1        6    3     3    2      4    3      2      2       0     0     0    2    4
administrator    6       6    15    1        3    0     0    2      4    0      1      2       2     3     2    0    2
auditor          6       6    15    1        6    3     3    2      4    3      2      2       2     3     2    2    4
public           3       6    15    1        3    0     0    2      4    0      1      0       0     0     0    0    2
"""
NAMES = {
    "unit": ("unit",),
    "version": ("unit_version",),
    "above": ("unit_ancestor",),
    "heir": ("unit_succession",),
    "position": ("position", "unit_total"),
    "line": ("ledger_line",),
    "total": ("batch_total",),
    "made": ("budget_change", "adjustment", "delivery_gap", "indicator_value"),
    "target": ("target",),
    "text": ("commentary",),
    "closed": ("closed_quarter",),
    "person": ("person",),
    "granted": ("role_assignment",),
    "event": ("audit_event",),
    "about": ("audit_subject",),
    "file": ("evidence_file",),
    "case": ("outsider_scenario",),
}


def expected() -> dict[tuple[Role, str], dict[str, int]]:
    """Return for each role and unit how many rows of each table it sees."""
    header, *lines = [line.split() for line in COLUMNS.strip().splitlines()]
    found = {}
    for line in lines:
        counts = [int(cell) for cell in line[-len(NAMES) :]]
        unit = line[1] if len(line) > len(header) else ""
        of_role = dict.fromkeys(WHOLE, 1) | OF_REGISTER | {"trail_key": 0}
        for name, count in zip(header[1:], counts, strict=True):
            of_role |= dict.fromkeys(NAMES[name], count)
        found[Role(line[0]), unit] = of_role
    return found


EXPECTED = expected()


def seen(session: Session, table: str) -> dict[str, int]:
    """Count the rows of a table by municipality."""
    counted = session.execute(text(f"SELECT municipality_id, count(*) FROM {table} GROUP BY 1"))
    return dict(map(tuple, counted))


def count(session: Session, table: str) -> int:
    return session.scalar(text(f"SELECT count(*) FROM {table}")) or 0


def test_every_table_has_its_count_and_every_role_its_row() -> None:
    assert {role for role, _ in EXPECTED} == set(POLICY)
    assert all(sorted(of_role) == OF_TOWN for of_role in EXPECTED.values())


@pytest.mark.parametrize(("role", "unit"), EXPECTED, ids=lambda part: str(part))
def test_each_role_sees_what_it_may_and_nothing_of_the_other_municipality(role: Role, unit: str) -> None:
    with reading(somebody(role, TOWN, unit)) as session:
        found = {table: seen(session, table) for table in OF_TOWN}
    wanted = EXPECTED[role, unit]
    assert found == {table: {TOWN: wanted[table]} if wanted[table] else {} for table in OF_TOWN}


def test_the_rows_that_are_left_out_are_there(two_towns_database: str) -> None:
    made = create_engine(two_towns_database)
    with Session(made) as owner:  # the tests' login is a superuser, for whom nothing holds
        assert [table for table in OF_TOWN if set(seen(owner, table)) != {TOWN, DECOY}] == []
        assert {table: count(owner, table) for table in OUTSIDE} == dict.fromkeys(OUTSIDE, 4)
    made.dispose()


def test_without_the_setting_there_is_nothing() -> None:
    for table in sorted({*Model.metadata.tables} - CODES):
        with engine().connect() as connection:
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table


@pytest.mark.parametrize(
    "nobody",
    [NOBODY, Principal(frozenset(), persons=()), somebody(Role.CONTROLLER, "elsewhere")],
    ids=["a stranger", "no persons", "of elsewhere"],
)
def test_who_has_no_role_here_sees_nothing_here(nobody: Principal) -> None:
    with reading(nobody) as session:
        assert {table: seen(session, table) for table in OF_TOWN if seen(session, table)} == {}
        assert [count(session, table) for table in sorted(OUTSIDE)] == [0, 0, 0]


def test_the_machine_itself_sees_both() -> None:
    with reading(LOCAL_PRINCIPAL) as session:
        for table in sorted(set(OF_TOWN) - {"trail_key"}):
            mine = seen(session, table)
            assert mine[TOWN] == mine[DECOY] == EXPECTED[Role.AUDITOR, ""][table], table


def test_a_budget_change_that_is_claimed_is_seen_by_whoever_sees_the_claim() -> None:
    """Whether a claim is booked depends on nobody's units: the leader of b sees b's own change and a1's claimed one."""
    with reading(somebody(Role.LEADER, TOWN, "b")) as session:
        assert sorted(session.scalars(text("SELECT unit_id FROM budget_change"))) == ["a1", "b"]
        assert session.scalars(text("SELECT unit_id FROM adjustment")).all() == ["b"]


def test_two_roles_see_what_either_does() -> None:
    """Leader of a in the town and council in the decoy: 2 units here, 3 there; lines here alone."""
    both = Principal(frozenset({Grant(Role.LEADER, TOWN, "a"), Grant(Role.COUNCIL, DECOY)}))
    with reading(both) as session:
        assert seen(session, "unit") == {TOWN: 2, DECOY: 3}
        assert seen(session, "ledger_line") == {TOWN: 2}
        assert seen(session, "budget_change") == {TOWN: 1, DECOY: 2}


def test_without_a_right_the_same_reach_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rights are read by name: a council that loses its figures sees none."""
    stripped = dict(POLICY) | {Role.COUNCIL: type(POLICY[Role.COUNCIL])(POLICY[Role.COUNCIL].reach, frozenset())}
    monkeypatch.setattr("data.principal.POLICY", stripped)
    council = somebody(Role.COUNCIL, TOWN)
    assert not council.may(Right.FIGURES)
    with reading(council) as session:
        assert {table: seen(session, table) for table in OF_TOWN if seen(session, table)} == {}


def test_a_person_sees_themselves_and_who_read_about_them() -> None:
    """Without any role: the own name, role, session and the event about oneself; nobody else's."""
    me = person_id(TOWN, "two")
    principal = Principal(frozenset(), identity=Identity("urn:test", f"{TOWN} two"), persons=((TOWN, me),))
    with reading(principal) as session:
        assert session.scalars(text("SELECT person_id::text FROM person")).all() == [me]
        assert session.scalars(text("SELECT role FROM role_assignment")).all() == ["council"]
        assert session.scalars(text("SELECT person_id::text FROM audit_subject")).all() == [me]
        assert session.scalars(text("SELECT entity_key FROM audit_event")).all() == [me]
        assert session.scalars(text("SELECT subject FROM sign_in_session")).all() == [f"{TOWN} two"]
        assert count(session, "unit") == count(session, "export_ticket") == count(session, "trail_key") == 0


def test_the_gate_sees_people_roles_and_sessions_alone() -> None:
    shown = {"municipality": 2, "person": 4, "role_assignment": 4, **dict.fromkeys(OUTSIDE, 4)}
    with looking_at_the_gate() as session:
        found = {table: count(session, table) for table in sorted({*OF_TOWN, *OUTSIDE, "published_aggregate"})}
    assert {table: number for table, number in found.items() if number} == shown


def test_sessions_are_seen_by_who_looks_after_the_people() -> None:
    for role, wanted in ((Role.ADMINISTRATOR, {"one", "two"}), (Role.CONTROLLER, set()), (Role.LEADER, set())):
        with reading(somebody(role, TOWN, "a")) as session:
            found = session.scalars(text("SELECT subject FROM sign_in_session")).all()
        assert set(found) == {f"{TOWN} {name}" for name in wanted}, role


def test_published_figures_and_code_lists_are_for_all_with_a_role() -> None:
    with reading(somebody(Role.PUBLIC, TOWN)) as session:
        assert count(session, "published_aggregate") == 2
        session.execute(text("SELECT count(*) FROM function_code"))
    with reading(NOBODY) as session:
        assert count(session, "published_aggregate") == 0
