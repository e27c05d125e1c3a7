"""Answers that are kept are kept for those who may see the same, and what people wrote is kept for nobody."""

import ast
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from dashboard import results
from data import rollups
from data.access import LOCAL_PRINCIPAL, NOBODY, Principal, writing
from data.importers.parsed import UnitRow
from data.periods import Quarter
from data.queries import scope as queries
from data.schema.organisation import UnitVersion
from data.vocabulary import Right, Role, UnitLevel
from metrics import load
from metrics.scorecard import scorecard
from tests.data.small_files import TOWN, YEAR, file, keep
from tests.principals import somebody

ROOT = Path(results.__file__).resolve().parents[1]
LEAVES = [f"u{number}" for number in range(20)]
EVERYBODY = [
    *(somebody(Role.LEADER, TOWN, unit) for unit in LEAVES),
    somebody(Role.SUPERIOR, TOWN, "s0"),
    somebody(Role.COUNCIL, TOWN),
    somebody(Role.EMPLOYER, TOWN),
    somebody(Role.CONTROLLER, TOWN),
    NOBODY,
]
TODAY, QUARTER = date(YEAR, 6, 30), Quarter(YEAR, 2)
CHANGES = 1_000


@pytest.fixture
def town(sqlite_database: str) -> Iterator[str]:
    """A town of two sectors with ten units each, all with accounts and a budget."""
    sectors = [UnitRow(key, f"Sector {key}", None, UnitLevel.SECTOR) for key in ("s0", "s1")]
    units = [UnitRow(unit, f"Unit {unit}", f"s{at // 10}", UnitLevel.UNIT) for at, unit in enumerate(LEAVES)]
    amounts = [(kind, 6, unit, "100", at + 1) for at, unit in enumerate(LEAVES) for kind in ("actual", "original")]
    keep(file(amounts, units=[*sectors, *units]))
    st.cache_data.clear()
    yield sqlite_database
    st.cache_data.clear()


@pytest.fixture
def sqlite_database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    from data.database import URL_VARIABLE, engine

    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    yield sqlite_url
    engine().dispose()


def change(number: int) -> None:
    """Rename a unit, as an import would: the figures get a new version."""
    unit = LEAVES[number % len(LEAVES)]
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as opened:
        opened.session.get_one(UnitVersion, (TOWN, unit, date(1900, 1, 1))).name = f"Unit {unit} after {number}"
        rollups.raise_version(opened.session, TOWN, YEAR)
        opened.record("rename", "unit", unit)


def plain(answer: Any) -> bytes:
    return repr(answer.to_dict("list") if hasattr(answer, "to_dict") else answer).encode()


def kept_units(principal: Principal, version: int) -> Any:
    return results.units(principal, version, TOWN, TODAY)


def unequal(kept: Callable[[Principal, int], Any], fresh: Callable[[Principal], Any], changes: int) -> int:
    """Return how many of so many random changes, of who asks or of the data, a warm cache answers otherwise."""
    draw, wrong, who = random.Random(4), 0, EVERYBODY[0]  # noqa: S311 - a seeded draw
    for number in range(changes):
        if draw.random() < 0.05:
            change(number)
        else:
            who = draw.choice(EVERYBODY)
        version = results.data_version(LOCAL_PRINCIPAL, TOWN)
        wrong += plain(kept(who, version)) != plain(fresh(who))
    return wrong


def fresh_units(principal: Principal) -> Any:
    return queries.units(principal, TOWN, TODAY)


@pytest.mark.usefixtures("town")
def test_more_than_twenty_people_are_told_different_things() -> None:
    assert len(EVERYBODY) >= 20
    assert len({plain(fresh_units(principal)) for principal in EVERYBODY}) == len(EVERYBODY)


@pytest.mark.usefixtures("town")
def test_a_warm_cache_answers_as_a_cold_one() -> None:
    assert unequal(kept_units, fresh_units, CHANGES) == 0


@pytest.mark.usefixtures("town")
def test_without_the_scope_in_the_key_it_would_not() -> None:
    """The test above can fail: here everybody has the same key."""
    leaking = st.cache_data(show_spinner=False, hash_funcs={Principal: lambda _: "anybody"})(
        results.units.__wrapped__  # the same function, kept by another key
    )
    assert unequal(lambda who, version: leaking(who, version, TOWN, TODAY), fresh_units, 100) > 50


@pytest.mark.usefixtures("town")
def test_scorecards_too() -> None:
    def unit_of(principal: Principal) -> str | None:
        seen = fresh_units(principal)["unit_id"]
        return None if seen.empty else str(seen.iloc[0])

    def kept(principal: Principal, version: int) -> Any:
        unit = unit_of(principal)
        return unit and results.scorecard(principal, version, TOWN, unit, QUARTER, QUARTER.shifted(-1))

    def fresh(principal: Principal) -> Any:
        unit = unit_of(principal)
        return unit and scorecard(load.scorecard_tables(principal, TOWN, unit, QUARTER, QUARTER.shifted(-1)))

    assert unequal(kept, fresh, 60) == 0


CACHES = {"cache_data", "cache_resource", "lru_cache", "cache"}
OF_DATA = {"queries", "load", "reading", "visible", "within", "around", "principal"}
"""What a function that answers with data names."""
PERSONAL = {
    "about_me",
    "batches",
    "comment",
    "commentary",
    "ledger_lines",
    "ledger_page",
    "own_name",
    "own_roles",
    "own_sessions",
    "people",
    "register",
    "trail",
}
"""Names of functions that answer with what people wrote or did, and with who they are."""


def cached_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for floor in ("data", "metrics", "dashboard", "pages"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef) and any(map(is_cache, node.decorator_list)):
                    yield f"{path.relative_to(ROOT)}:{node.name}", node


def is_cache(decorator: ast.expr) -> bool:
    made = decorator.func if isinstance(decorator, ast.Call) else decorator
    return (made.attr if isinstance(made, ast.Attribute) else getattr(made, "id", "")) in CACHES


def faults(function: ast.FunctionDef) -> list[str]:
    """Return what is wrong with a function whose answers are kept."""
    parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    }
    found = [f"{name} is no part of the key" for name in parameters if name.startswith("_")]
    if named & OF_DATA and parameters[:1] != ["principal"]:
        found.append("takes no principal first")
    return found + [f"keeps {name}" for name in sorted(called & PERSONAL)]


def test_every_kept_answer_is_kept_by_its_principal_and_no_personal_one_is_kept() -> None:
    found = dict(cached_functions())
    assert {"dashboard/results.py:scorecard", "dashboard/results.py:budget_page"} <= found.keys()
    assert len(found) > 20
    assert {name: wrong for name, function in found.items() if (wrong := faults(function))} == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def f(version, principal): return queries.units(principal)", "takes no principal first"),
        ("def f(version): return load.scorecard_tables(LOCAL, version)", "takes no principal first"),
        ("def f(principal, _version): return queries.units(principal)", "_version is no part of the key"),
        ("def f(principal, town): return decisions.commentary(principal, town)", "keeps commentary"),
    ],
)
def test_a_fault_would_be_found(source: str, fault: str) -> None:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert fault in faults(function)
