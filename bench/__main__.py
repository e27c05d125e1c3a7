"""Measure and print: `python -m bench [--small N --large N]`."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bench.databases import Filled, filled
from bench.ledger import Size
from bench.measuring import Row, say
from bench.rows import EXPECTED, rows
from data.database import engine
from tests.services.machine import this_machine
from tests.services.postgres import find_postgres
from tests.services.server import Server

ENGINES = ("sqlite", "postgresql")


@click.command()
@click.option(
    "--small", type=click.IntRange(1), default=1, show_default=True, help="Million lines of the small ledger."
)
@click.option(
    "--large", type=click.IntRange(1), default=10, show_default=True, help="Million lines of the large ledger."
)
@click.option("--engine", "chosen", type=click.Choice(ENGINES), multiple=True, default=ENGINES, help="Which engines.")
def main(small: int, large: int, chosen: tuple[str, ...]) -> None:
    """Print each row with both sides of its ratio; end with 1 when one is absent."""
    printed: list[Row] = []
    for name in chosen:
        with _databases(name) as (small_url, large_url):
            ledgers = [
                _filled(name, url, Size(f"{size} M", size)) for url, size in ((small_url, small), (large_url, large))
            ]
            for row in rows(*ledgers):
                printed.append(row)
                click.echo(str(row))
    measured = {(row.name, row.engine) for row in printed}
    absent = [(wanted, name) for name in chosen for wanted in EXPECTED if (wanted, name) not in measured]
    for missed, name in absent:
        click.echo(f"ABSENT: {missed} on {name}")
    sys.exit(1 if absent else 0)


def _filled(name: str, url: str, size: Size) -> Filled:
    say(f"{name}: filling {size.lines:,} ledger lines")
    return filled(name, url, size)


@contextmanager
def _databases(name: str) -> Iterator[tuple[str, str]]:
    if name == "sqlite":
        with tempfile.TemporaryDirectory(prefix="brobygger-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'small.db'}", f"sqlite:///{Path(folder) / 'large.db'}"
            engine().dispose()
        return
    binaries = find_postgres(this_machine())
    if binaries is None:
        raise click.ClickException("no PostgreSQL found: run `make test` once, which installs it")
    with Server(binaries, durable=True) as server:
        yield server.create_database("bench_small"), server.create_database("bench_large")
        engine().dispose()


if __name__ == "__main__":
    main(prog_name="python -m bench")
