"""Which database, how to reach it and how to bring it to the present schema."""

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

import numpy as np
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

ROOT = Path(__file__).resolve().parent.parent
URL_VARIABLE = "BROBYGGER_DATABASE_URL"
DEFAULT_URL = "sqlite:///var/brobygger.db"
APPLICATION_ROLE = "brobygger_app"
"""As whom the app works on PostgreSQL: owns nothing, and row-level security holds for it."""
BUSY_SECONDS = 30
KEPT_ENGINES = 8

_ENGINES: dict[str, Engine] = {}
_GUARD = threading.Lock()


def database_url() -> str:
    """Return the address of the database: the environment's, else the embedded one under `var/`."""
    url = make_url(os.environ.get(URL_VARIABLE) or DEFAULT_URL)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).is_absolute():
        url = url.set(database=str(ROOT / url.database))
    return url.render_as_string(hide_password=False)


def engine() -> Engine:
    """Return the engine of the present database; one a process and address."""
    url = database_url()
    with _GUARD:
        if url not in _ENGINES:
            _ENGINES[url] = _made(url)
            if len(_ENGINES) > KEPT_ENGINES:
                _ENGINES.pop(next(iter(_ENGINES))).dispose()  # the oldest; its connections are closed, not dropped
        return _ENGINES[url]


def _made(url: str) -> Engine:
    """Make an engine whose errors name the statement and never its values: people wrote them, and errors are logged."""
    if make_url(url).get_backend_name() != "sqlite":
        made = create_engine(url, pool_pre_ping=True, hide_parameters=True)
        event.listen(made, "connect", _act_as_the_application)
        return made
    made = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _act_as_the_application(connection: Any, _record: ConnectionPoolEntry) -> None:
    """Take the role before the first transaction, so that none ever runs as the login, which may own the tables."""
    connection.autocommit = True  # what is set within a transaction would go away when that is rolled back
    connection.execute(f"SET ROLE {APPLICATION_ROLE}")
    connection.autocommit = False


sqlite3.register_adapter(np.int64, int)  # without it a numpy number compares as bytes, and wrongly


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # SQLAlchemy's «begin» event opens the transaction, of the kind it needs
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")


def alembic_config(url: str) -> Config:
    """Return Alembic's settings for an address; nothing is read from a file."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "data" / "migrations"))
    config.attributes["url"] = url
    return config


def migrate(url: str | None = None, revision: str = "head") -> None:
    """Bring a database (the present one if no address is given) up to a revision; create its folder if needed."""
    address = url or database_url()
    parsed = make_url(address)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(alembic_config(address), revision)


def downgrade(url: str, revision: str) -> None:
    """Take a database down to a revision, keeping the data that the older schema can hold."""
    command.downgrade(alembic_config(url), revision)
