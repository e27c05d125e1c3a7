"""Run the migrations; on SQLite with foreign keys off and checked afterwards (a table is rebuilt by copying)."""

import json
import sqlite3
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine, event, text

from data.principal import LOCAL_PRINCIPAL
from data.schema import Model
from data.schema.model import Moment

LOCK = 0x42726F62796767
"""Any number of our own; whoever migrates holds PostgreSQL's advisory lock of it."""

TOLD = json.dumps({**json.loads(LOCAL_PRINCIPAL.told), "gate": True, "migrating": True})
"""What row-level security is told: it holds for the owner too, and who migrates sees and changes every row."""


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as the plain ones they rest on, so that a migration never imports the project."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def run(connection: Connection) -> None:
    """Migrate within one transaction on this connection: all of it or nothing, one process at a time."""
    embedded = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=embedded,
        render_item=plain_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if not embedded:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
            connection.execute(text("SELECT set_config('brobygger.principal', :told, true)"), {"told": TOLD})
        context.run_migrations()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all() if embedded else []
        if broken:
            raise RuntimeError(f"the migration left {len(broken)} rows without the row they point to")


def prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Leave transactions to us, and foreign keys unchecked: a table is rebuilt by copying."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")


def begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that two processes do not migrate side by side."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


engine = create_engine(context.config.attributes["url"])
if engine.dialect.name == "sqlite":
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
try:
    with engine.connect() as opened:
        run(opened)
finally:
    engine.dispose()
