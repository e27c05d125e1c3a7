"""An owner who is no superuser: makes the role or is told what to ask for, is bound as well, and can still migrate."""

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from data.access import LOCAL_PRINCIPAL, reading
from data.database import APPLICATION_ROLE, URL_VARIABLE, alembic_config, downgrade, engine, migrate
from data.schema import Model
from data.verification import differences
from data.vocabulary import Role
from tests.data import two_towns
from tests.data.small_files import TOWN, dump
from tests.data.small_gains import GAINS
from tests.data.small_ledger import LEDGER, beside_the_ledger
from tests.data.small_outsiders import OUTSIDERS, beside_the_outsiders
from tests.data.small_register import REGISTER
from tests.data.test_row_security_reading import CODES
from tests.principals import somebody
from tests.services.cluster import HOST, OWNER, Cluster
from tests.services.machine import this_machine
from tests.services.postgres import find_postgres
from tests.services.server import Server

pytestmark = pytest.mark.postgres

LOGIN, PASSWORD = "plain_owner", "secret"
DATABASES = ("first", "second", "third")


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A server of these tests' own: roles are the server's, and here nobody has made the app's yet."""
    binaries = find_postgres(this_machine())
    assert binaries is not None
    with Server(binaries) as server:
        yield server.cluster


@pytest.fixture
def plain(own_cluster: Cluster) -> Iterator[Cluster]:
    """The server with a login that may make roles but is no superuser, and nothing left of another test."""
    with own_cluster.connect() as admin:
        clear(own_cluster)
        admin.execute(f"CREATE ROLE {LOGIN} LOGIN PASSWORD '{PASSWORD}' NOSUPERUSER CREATEROLE")
        yield own_cluster
        clear(own_cluster)


def clear(cluster: Cluster) -> None:
    for name in DATABASES:
        cluster.drop_database(name)
    with cluster.connect() as admin:
        for role in (APPLICATION_ROLE, LOGIN):
            admin.execute(f"DROP ROLE IF EXISTS {role}")


def owned(cluster: Cluster, name: str) -> str:
    """Create a database of the plain login and return its address."""
    cluster.create_database(name)
    with cluster.connect() as admin:
        admin.execute(f"ALTER DATABASE {name} OWNER TO {LOGIN}")
    return f"postgresql+psycopg://{LOGIN}:{PASSWORD}@{HOST}:{cluster.port}/{name}"


@pytest.fixture
def filled(plain: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Two municipalities in a database whose owner is no superuser."""
    url = owned(plain, DATABASES[0])
    monkeypatch.setenv(URL_VARIABLE, url)
    migrate()
    two_towns.fill()
    yield url
    engine().dispose()


def as_superuser(plain: Cluster) -> str:
    return plain.url(DATABASES[0])


def test_the_app_works_and_the_same_rows_are_seen(filled: str) -> None:  # noqa: ARG001 - it must be there
    assert beside_the_outsiders(beside_the_ledger(differences(LOCAL_PRINCIPAL))) == []
    for role, unit, wanted in ((Role.LEADER, "a", {"a", "a1"}), (Role.COUNCIL, "", {TOWN, "s1", "s2"})):
        with reading(somebody(role, TOWN, unit)) as session:
            assert set(session.scalars(text("SELECT unit_id FROM unit"))) == wanted


def test_the_owner_is_bound_as_well(filled: str) -> None:
    made = create_engine(filled)
    with made.connect() as connection:
        assert connection.scalar(text("SELECT current_user")) == LOGIN
        for table in sorted({*Model.metadata.tables} - CODES):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table  # noqa: S608 - our own names
        assert connection.execute(text("UPDATE municipality SET name = 'x'")).rowcount == 0
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(text("INSERT INTO municipality VALUES ('x', 'x', 'NOK', 2, 'kostra', false, false)"))
    made.dispose()


def test_a_migration_of_data_reaches_every_row(filled: str) -> None:
    """Both municipalities, three events of each, four people and four sessions."""
    config, found = alembic_config(filled), []

    def change(_revision: Any, context: Any) -> list[Any]:
        for statement in (
            "UPDATE municipality SET name = 'renamed'",
            "UPDATE person SET display_name = 'renamed'",
            "UPDATE sign_in_session SET provider = 'renamed'",
            "UPDATE ledger_line SET text = 'renamed'",
            "INSERT INTO unit VALUES ('decoy', 'new')",
        ):
            found.append(context.connection.execute(text(statement)).rowcount)
        found.append(context.connection.scalar(text("SELECT count(*) FROM audit_event")))
        return []

    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script, fn=change):
        script.run_env()
    assert found == [2, 4, 4, 6, 1, 6]


def test_down_and_up_again_loses_nothing(filled: str, plain: Cluster) -> None:
    before = dump(as_superuser(plain))
    downgrade(filled, "0003")
    with plain.connect(DATABASES[0]) as admin:
        left = admin.execute(
            "SELECT (SELECT count(*) FROM pg_policy), (SELECT count(*) FROM pg_class WHERE relrowsecurity)"
        )
        assert left.fetchone() == (0, 0)
        assert not admin.execute(f"SELECT has_table_privilege('{APPLICATION_ROLE}', 'unit', 'SELECT')").fetchone()[0]  # type: ignore[index]  # it is there
    migrate(filled)
    new = (*REGISTER, *LEDGER, *GAINS, *OUTSIDERS)
    register_is_new = {name: [] if name in new else rows for name, rows in before.items()}
    assert dump(as_superuser(plain)) == register_is_new
    with reading(somebody(Role.LEADER, TOWN, "a")) as session:
        assert session.scalar(text("SELECT count(*) FROM unit")) == 2


def test_databases_that_are_migrated_side_by_side_share_the_role(plain: Cluster) -> None:
    urls = [owned(plain, name) for name in DATABASES]
    with ThreadPoolExecutor(len(urls)) as pool:
        for done in [pool.submit(migrate_in_own_process, url) for url in urls]:
            done.result()
    for url in urls:
        made = create_engine(url)
        with made.connect() as connection:
            connection.execute(text(f"SET ROLE {APPLICATION_ROLE}"))
            assert connection.scalar(text("SELECT count(*) FROM unit")) == 0
        made.dispose()


def migrate_in_own_process(url: str) -> None:
    """Alembic keeps its settings in the module: a process migrates one database at a time."""
    program = f"from data.database import migrate; migrate({url!r})"
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own


@pytest.mark.parametrize("there_already", [False, True])
def test_who_may_make_no_role_is_told_what_to_ask_for(plain: Cluster, there_already: bool) -> None:
    url = owned(plain, DATABASES[0])
    with plain.connect() as admin:
        admin.execute(f"ALTER ROLE {LOGIN} NOCREATEROLE")
        if there_already:
            admin.execute(f"CREATE ROLE {APPLICATION_ROLE}")
        with pytest.raises(ProgrammingError) as refused:
            migrate(url)
        said = str(refused.value.__cause__ or refused.value.orig).splitlines()[0]
        advice = re.fullmatch(rf"{LOGIN} may not .*; an administrator of the server must run: (.*)", said)
        assert advice, said
        for statement in advice[1].split(";"):
            if statement.strip():
                admin.execute(statement.encode())
    migrate(url)


def test_a_role_that_could_see_past_the_rules_is_refused(plain: Cluster) -> None:
    url = owned(plain, DATABASES[0])
    with plain.connect() as admin:
        admin.execute(f"CREATE ROLE {APPLICATION_ROLE} BYPASSRLS")
    with pytest.raises(ProgrammingError, match="ALTER ROLE brobygger_app NOLOGIN NOSUPERUSER NOBYPASSRLS"):
        migrate(url)


def test_the_tests_own_login_is_a_superuser(own_cluster: Cluster) -> None:
    """Why these tests need another: for a superuser nothing would hold."""
    with own_cluster.connect() as admin:
        told = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [OWNER])
        assert told.fetchone() == (True,)
