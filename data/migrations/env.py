"""Run the migrations; on SQLite with foreign keys off and checked afterwards (a table is rebuilt by copying)."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, create_engine, text

from data.schema import Model
from data.schema.model import Moment


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as the plain ones they rest on, so that a migration never imports the project."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def run(connection: Connection) -> None:
    """Migrate within one transaction on this connection."""
    embedded = connection.dialect.name == "sqlite"
    if embedded:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    context.configure(
        connection=connection, target_metadata=Model.metadata, render_as_batch=embedded, render_item=plain_type
    )
    with context.begin_transaction():
        context.run_migrations()
    if embedded:
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"the migration left {len(broken)} rows without the row they point to")


engine = create_engine(context.config.attributes["url"])
with engine.connect() as opened:
    run(opened)
    opened.commit()
engine.dispose()
