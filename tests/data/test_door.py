"""One door to the database: found by looking at the code, so that a new function that goes round it fails."""

import ast
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from data import access
from data.access import Principal, reading, visible
from data.asked import here
from data.schema.organisation import Unit
from tests.data.queries.every_query import QUERIES

ROOT = Path(access.__file__).parents[1]
FLOORS = ("data", "metrics", "dashboard", "pages", "bench")
DOORS = {"data/access.py", "data/database.py", "data/migrations/env.py"}
"""The only files that make an engine or open a session."""


FILTERS = (
    "visible(principal",
    "here(principal",
    "within(principal",
    "around(principal",
    "own(principal",
    "principal.roles",
    "principal.persons",
    "principal.identity",
)
"""What a query limits itself by: what somebody may see, their roles, or what is about themselves."""


def breaks_the_rule(function: Callable[..., Any]) -> str | None:
    """Return how a query breaks the rule, or None."""
    first = next(iter(inspect.signature(function).parameters.values()), None)
    if first is None or first.name != "principal" or first.annotation is not Principal:
        return "takes no Principal first"
    if not any(door in whole_source(function) for door in ("reading(principal)", "reading_about(principal,")):
        return "does not read through reading(principal)"
    if not any(said in whole_source(function) for said in FILTERS):
        return "has no filter of the principal"
    return None


def whole_source(function: Callable[..., Any]) -> str:
    """Return a function's source with that of the private functions of its module that it calls, and theirs."""
    module = inspect.getmodule(function)
    seen, waiting, source = {function.__name__}, [function], ""
    while waiting:
        text_of = inspect.getsource(waiting.pop())
        source += text_of
        for name in {node.id for node in ast.walk(ast.parse(text_of)) if isinstance(node, ast.Name)} - seen:
            called = inspect.unwrap(getattr(module, name, print))  # a kept statement is wrapped
            if inspect.isfunction(called) and called.__module__ == function.__module__:
                seen.add(name)
                waiting.append(called)
    return source


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_takes_a_principal_and_reads_through_the_door(name: str) -> None:
    assert breaks_the_rule(QUERIES[name]) is None


def without_principal(municipality_id: str) -> None: ...


def without_filter(principal: Principal) -> None:
    with reading(principal) as session:
        session.scalar(select(Unit.unit_id))


def without_door(principal: Principal) -> None:
    visible(principal, Unit.municipality_id)


def test_what_queries_share_limits_by_the_principal_too() -> None:
    assert "visible(principal" in inspect.getsource(here)


def test_a_query_that_breaks_the_rule_would_be_found() -> None:
    assert breaks_the_rule(without_principal) == "takes no Principal first"
    assert breaks_the_rule(without_filter) == "has no filter of the principal"
    assert breaks_the_rule(without_door) == "does not read through reading(principal)"
    assert len(QUERIES) >= 20


OPENERS = {"Session", "sessionmaker", "scoped_session", "create_engine", "engine_from_config", "GuardedSession"}


def openings(source: str) -> set[str]:
    """Return what a file calls to make a session or an engine of its own."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            found |= {name} & OPENERS
    return found


def test_nobody_else_opens_the_database() -> None:
    files = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT)): openings(path.read_text("utf-8"))
        for path in files
        if str(path.relative_to(ROOT)) not in DOORS
    }
    assert len(files) > 100
    assert {name: made for name, made in found.items() if made} == {}


def test_an_opening_would_be_found() -> None:
    assert openings("orm.Session(engine())") == {"Session"}
    assert openings("create_engine('x')") == {"create_engine"}
    assert all(openings((ROOT / door).read_text("utf-8")) for door in DOORS)
