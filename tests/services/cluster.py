"""A running PostgreSQL server as its clients see it."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

OWNER = "brobygger"
HOST = "127.0.0.1"
TEMPLATE = "brobygger_template"
PREPARING_LOCK = 20_260_101  # any number, the same in every process of a run


@dataclass(frozen=True)
class Cluster:
    """A running server: where it listens and the password of its owner."""

    port: int
    password: str

    def url(self, database: str) -> str:
        """Return the address of a database, as SQLAlchemy wants it."""
        return f"postgresql+psycopg://{OWNER}:{self.password}@{HOST}:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Return a connection of the server's owner that commits each statement."""
        return psycopg.connect(
            host=HOST, port=self.port, user=OWNER, password=self.password, dbname=database, autocommit=True
        )

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database, empty or as a copy of another to which nobody is connected, and return its address."""
        statement = sql.SQL("create database {} template {}")
        with self.connect() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template or "template1")))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database if it is there, closing the connections to it."""
        with self.connect() as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """Hold a copy of a database to which nobody is connected, yield its address, and drop it in the end."""
        name = f"test_{secrets.token_hex(8)}"
        yield self.create_database(name, template)
        self.drop_database(name)

    def migrated_template(self, migrate: Callable[[str], None]) -> str:
        """Return the name of a migrated database to copy, made once however many processes ask."""
        return self.prepared(TEMPLATE, migrate)

    def prepared(self, name: str, fill: Callable[[str], None]) -> str:
        """Return the name of a database that was filled once, however many processes ask.

        It is renamed when finished, so that a filling that fails leaves nothing behind.
        """
        draft = f"{name}_draft"
        with self.connect() as connection:
            connection.execute("select pg_advisory_lock(%s, hashtext(%s))", [PREPARING_LOCK, name])
            known = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
            if not known:
                self.drop_database(draft)
                fill(self.create_database(draft))
                names = sql.Identifier(draft), sql.Identifier(name)
                connection.execute(sql.SQL("alter database {} rename to {}").format(*names))
        return name
