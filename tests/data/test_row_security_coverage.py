"""No table is forgotten: each is protected, also from its owner, and the role of the app can work around nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, text

from data import people, sessions
from data.access import LOCAL_PRINCIPAL, Identity, installing, looking_at_the_gate, one_state, reading, writing
from data.codes.install import install_codes
from data.database import APPLICATION_ROLE, ROOT, engine
from data.importers.undo import undo
from data.queries.scope import municipalities
from data.schema import Model
from data.verification import differences
from data.vocabulary import Right
from tests.data.small_files import TOWN, keep, whole_file
from tests.data.small_gains import ADDED_TO_THE_GAINS
from tests.data.small_ledger import ADDED_TO_THE_LEDGER
from tests.data.small_outsiders import ADDED_TO_THE_OUTSIDERS
from tests.data.small_register import ADDED_TO_THE_REGISTER

pytestmark = pytest.mark.postgres

OF_ALEMBIC = {"alembic_version"}
READ_BY_ALL = {"function_code", "function_group", "account_code", "hierarchy_edge"}
"""Code lists: the one thing that needs nobody to say who asks."""
ADDED_ONLY = {"audit_event", "audit_subject", "trail_key", "ledger_line", "closed_quarter"}
ADDED_ONLY |= ADDED_TO_THE_REGISTER | ADDED_TO_THE_LEDGER | ADDED_TO_THE_GAINS | ADDED_TO_THE_OUTSIDERS
LEFT_OPEN = text("""
    SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = 'r'
    ))
""")
OPEN_TO_ALL = text("SELECT tablename FROM pg_policies WHERE cmd = 'SELECT' AND qual = 'true'")
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@pytest.fixture
def owner(postgres_database: str) -> Iterator[Connection]:
    """A connection of the tests' own, as the one who migrated, in a transaction that is not kept."""
    made = create_engine(postgres_database)
    with made.connect() as connection:
        yield connection
    made.dispose()


def left_open(connection: Connection) -> set[str]:
    """Return the tables that row-level security does not hold for, or not for their owner, or that have no policy."""
    return set(connection.scalars(LEFT_OPEN)) - OF_ALEMBIC


def test_every_table_is_protected_also_from_its_owner(owner: Connection) -> None:
    assert left_open(owner) == set()
    assert set(owner.scalars(OPEN_TO_ALL)) == READ_BY_ALL
    with_municipality = {table.name for table in Model.metadata.sorted_tables if "municipality_id" in table.c}
    assert len(with_municipality) >= 28
    assert with_municipality.isdisjoint(READ_BY_ALL)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE new_one (municipality_id text)",
        "ALTER TABLE unit NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE unit DISABLE ROW LEVEL SECURITY",
        "DROP POLICY unit_select ON unit",
    ],
)
def test_a_table_without_protection_would_be_found(owner: Connection, statement: str) -> None:
    owner.execute(text(statement))
    assert left_open(owner) == {"new_one" if "new_one" in statement else "unit"}


def test_the_role_is_nobody_and_owns_nothing(owner: Connection) -> None:
    told = owner.execute(
        text("SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = :r"),
        {"r": APPLICATION_ROLE},
    ).one()
    assert tuple(told) == (False,) * 5
    owned = "SELECT count(*) FROM pg_class WHERE relowner = CAST(:r AS regrole)"
    assert owner.scalar(text(owned), {"r": APPLICATION_ROLE}) == 0
    assert owner.scalar(text(owned.replace("pg_class", "pg_proc").replace("rel", "pro")), {"r": APPLICATION_ROLE}) == 0
    memberships = "SELECT count(*) FROM pg_auth_members WHERE member = CAST(:r AS regrole)"
    assert owner.scalar(text(memberships), {"r": APPLICATION_ROLE}) == 0


def test_the_role_has_the_privileges_it_needs_and_no_more(owner: Connection) -> None:
    """On what is for ever: read and add. Nowhere empty a table, refer to it or hang a trigger on it."""
    held = text("SELECT has_table_privilege(:role, :name, :right)")
    for table in Model.metadata.tables:
        rights = {
            right for right in RIGHTS if owner.scalar(held, {"role": APPLICATION_ROLE, "name": table, "right": right})
        }
        if table in ADDED_ONLY:
            assert rights == {"SELECT", "INSERT"}, table
        else:
            assert {"SELECT", "INSERT", "UPDATE"} <= rights <= {"SELECT", "INSERT", "UPDATE", "DELETE"}, table
    assert not owner.scalar(held, {"role": APPLICATION_ROLE, "name": "alembic_version", "right": "SELECT"})


def test_the_functions_hang_on_no_search_path_and_are_nobodys_but_the_askers(owner: Connection) -> None:
    found = owner.execute(
        text("""
            SELECT proname, provolatile, prosecdef, prosqlbody IS NOT NULL AS bound, proconfig::text AS setting
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname ~ '^(told|reached)_'
        """)
    ).all()
    assert len(found) == 9
    for one in found:
        assert (one.provolatile, one.prosecdef) == ("s", False), one
        assert one.bound or "search_path=pg_catalog, public, pg_temp" in one.setting, one


@pytest.mark.usefixtures("postgres_database")
def test_no_transaction_of_the_product_runs_as_the_owner() -> None:
    seen: list[str] = []

    def note(connection: Connection) -> None:
        seen.append(connection.exec_driver_sql("SELECT current_user").scalar_one())

    event.listen(engine(), "begin", note)
    install_codes()
    batch = keep(whole_file())
    undo(LOCAL_PRINCIPAL, batch.batch_id)
    keep(whole_file())
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.record("note", "test", "role")
    with one_state(LOCAL_PRINCIPAL), reading(LOCAL_PRINCIPAL):
        assert len(municipalities(LOCAL_PRINCIPAL)) == 1
    assert differences(LOCAL_PRINCIPAL) == []
    token = sessions.open_session(Identity("urn:test", "x"), "p")
    sessions.end(token)
    with looking_at_the_gate() as session:
        assert not people.principal_of(session, Identity("urn:test", "x"), date_of_today()).grants
    with installing() as session:
        session.connection()
    assert len(seen) > 10
    assert set(seen) == {APPLICATION_ROLE}


def date_of_today() -> "people.date":
    return people.date.today()


LEAVING = re.compile(
    r"(RE)?SET\s+(LOCAL\s+|SESSION\s+)?(ROLE|SESSION\s+AUTHORIZATION)|row_security|DISCARD", re.IGNORECASE
)
MAY_NAME_IT = {"data/database.py"}


def texts(path: Path) -> list[str]:
    """Return every text of a file but its docstrings' lines of prose."""
    return [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if is_text(node)]


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_nothing_of_the_product_leaves_the_role() -> None:
    files = [path for floor in ("data", "metrics", "dashboard", "pages") for path in (ROOT / floor).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT))
        for path in files
        if "versions" not in path.parts and any(LEAVING.search(one) for one in texts(path))
    }
    assert found == MAY_NAME_IT
