"""Who asks is told for one transaction: on a pool that people share, nobody sees what another was shown before."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from data import database
from data.access import Principal, reading, writing
from data.database import engine
from data.vocabulary import Right, Role
from tests.data.small_files import TOWN
from tests.principals import somebody

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("two_towns_database")]

PEOPLE = {
    "of a": (somebody(Role.LEADER, TOWN, "a"), {"a", "a1"}),
    "of b": (somebody(Role.LEADER, TOWN, "b"), {"b"}),
}
"""Two leaders and the units each sees."""
THREADS, ROUNDS = 4, 63
POOL = 2
SEEN = text("SELECT unit_id FROM unit")


@dataclass
class Tally:
    """How many transactions there were, and each that saw something else than it may."""

    transactions: int = 0
    crossed: list[tuple[str, set[str]]] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def note(self, who: str, allowed: set[str], seen: set[str]) -> None:
        with self.guard:
            self.transactions += 1
            if seen != allowed:
                self.crossed.append((who, seen))


def interleaved() -> Tally:
    """Let four threads of two people change, read, and read without saying who they are, in turn."""
    tally, barrier = Tally(), threading.Barrier(THREADS)
    people = list(PEOPLE.items())

    def one(number: int) -> None:
        barrier.wait()
        for round_ in range(ROUNDS):
            who, (principal, allowed) = people[(number + round_) % len(people)]
            tally.note(who, allowed, seen_while_changing(principal))
            tally.note("nobody", set(), seen_untold())
            with reading(principal) as session:
                tally.note(who, allowed, set(session.scalars(SEEN)))

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(one, number) for number in range(THREADS)]:
            done.result()
    return tally


def seen_while_changing(principal: Principal) -> set[str]:
    with writing(principal, TOWN, Right.COMMENT) as change:
        change.record("note", "test", "pool")
        return set(change.session.scalars(SEEN))


def seen_untold() -> set[str]:
    """Take a connection from the pool and ask, as a forgotten setting would."""
    with engine().connect() as connection:
        return set(connection.scalars(SEEN))


@pytest.fixture(autouse=True)
def _small_pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two connections for four threads, so that each is handed on all the time."""
    made = database.create_engine

    def small(url: str, **options: Any) -> Engine:
        return made(url, **options, pool_size=POOL, max_overflow=0)

    monkeypatch.setattr(database, "create_engine", small)
    monkeypatch.setattr(database, "_ENGINES", {})
    yield
    engine().dispose()


@contextmanager
def told_for_the_session() -> Iterator[None]:
    """Do it wrongly: who asks is told for the connection, as a plain SET would."""

    def wrongly(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        return statement.replace("s, true)", "s, false)"), parameters

    event.listen(engine(), "before_cursor_execute", wrongly, retval=True)
    yield
    event.remove(engine(), "before_cursor_execute", wrongly)


def test_500_interleaved_transactions_of_two_people_never_cross() -> None:
    tally = interleaved()
    assert THREADS * ROUNDS * 2 >= 500  # besides as many of nobody as of each
    assert tally.transactions == THREADS * ROUNDS * 3
    assert tally.crossed == []


def test_told_for_the_session_the_same_transactions_cross() -> None:
    with told_for_the_session():
        tally = interleaved()
    nobody = [seen for who, seen in tally.crossed if who == "nobody"]
    assert {frozenset(seen) for seen in nobody} == {frozenset({"a", "a1"}), frozenset({"b"})}
    assert len(nobody) > THREADS * ROUNDS / 2
