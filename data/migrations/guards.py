"""Triggers that let rows be added to a table and never changed or taken away, on both engines.

As with policies, a test holds the SQL of the migrations that are in use.
"""

from collections.abc import Iterator, Mapping

Keys = Mapping[str, tuple[tuple[str, ...], ...]]
"""By table: each set of columns by which a row is told from every other one."""


def stopped(tables: Keys, said: str, dialect: str) -> Iterator[str]:
    """Yield the statements that stop changes of tables; whoever tries is told `said`."""
    if dialect == "sqlite":
        for table, keys in tables.items():
            yield from _stopped_on_sqlite(table, keys, said)
        return
    for table in tables:
        yield refusal(said)
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function_of(said)}()"
        )


def _stopped_on_sqlite(table: str, keys: tuple[tuple[str, ...], ...], said: str) -> Iterator[str]:
    for act in ("UPDATE", "DELETE"):
        yield f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN {abort(said)}; END"
    # INSERT OR REPLACE takes the old row away without asking the trigger of DELETE
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {same(key)})" for key in keys)  # noqa: S608 - our own names
    yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} BEGIN {abort(said)}; END"


def let(tables: Keys, dialect: str) -> Iterator[str]:
    """Yield the statements that take the triggers away."""
    for table in tables:
        if dialect == "sqlite":
            yield from (f"DROP TRIGGER {table}_no_{act}" for act in ("update", "delete", "replace"))
        else:
            yield f"DROP TRIGGER {table}_no_change ON {table}"


def same(key: tuple[str, ...]) -> str:
    """Return the condition of SQLite's triggers: a row has the key of the new one."""
    return " AND ".join(f"{name} = NEW.{name}" for name in key)


def abort(said: str) -> str:
    """Return what a trigger of SQLite does to stop a statement."""
    return f"SELECT RAISE(ABORT, '{said}')"


def refusal(said: str) -> str:
    """Return the statement that makes PostgreSQL's function that stops a statement."""
    return (
        f"CREATE OR REPLACE FUNCTION {function_of(said)}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    )


def function_of(said: str) -> str:
    """Return the name of the function that says so."""
    return said.replace(" ", "_")
