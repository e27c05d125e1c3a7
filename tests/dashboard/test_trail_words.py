"""Whatever the trail can say has words in all three languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import words
from dashboard.language import LANGUAGES
from data.chain import Fault
from data.vocabulary import Purpose

ROOT = Path(__file__).resolve().parents[2]
PLACES = {"record": (0, 1), "Act": (0, 1), "reading_about": (None, 3), "_note": (2, None), "note": (1, None)}
"""Where action and entity stand among the arguments of what leaves an act."""


def acts(source: str) -> Iterator[tuple[str, str]]:
    """Yield ("action" or "entity", word) for each act that a file leaves, names of the file's constants resolved."""
    tree = ast.parse(source)
    told = {
        target.id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.Tuple) and _literal(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [value for one in node.args for value in _values(one, told)]
            for kind, place in zip(("action", "entity"), PLACES.get(name, ()), strict=False):
                if place is not None and place < len(given) and isinstance(given[place], str):
                    yield kind, given[place]


def _literal(node: ast.expr) -> bool:
    return all(isinstance(part, ast.Constant | ast.Tuple | ast.Load) for part in ast.walk(node))


def _values(node: ast.expr, told: dict[str, object]) -> list[object]:
    if isinstance(node, ast.Starred) and isinstance(node.value, ast.Name):
        known = told.get(node.value.id, ())
        return list(known) if isinstance(known, tuple) else []
    if isinstance(node, ast.Constant):
        return [node.value]
    return [told.get(node.id) if isinstance(node, ast.Name) else None]


def wanted() -> set[str]:
    files = [path for floor in ("data", "dashboard", "pages") for path in sorted((ROOT / floor).rglob("*.py"))]
    said = {f"admin.{kind}.{word}" for path in files for kind, word in acts(path.read_text("utf-8"))}
    return said | {f"admin.purpose.{one}" for one in Purpose} | {f"audit.fault.{one}" for one in Fault}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_action_entity_purpose_and_fault_has_words(language: str) -> None:
    assert sorted(key for key in wanted() if not words.has(language, key)) == []


def test_acts_are_found_however_they_are_written() -> None:
    source = (
        'E = "thing"\nDONE = ("load", "demo")\nchange.record("write", E, key)\nchange.record(*DONE, key)\n'
        'with reading_about(principal, town, Right.TRAIL, E, key, why):\n    pass\n_note(session, who, "enter", key)\n'
        'audit.Act("read", "x", key, {})\nlog.record(level)\n'
    )
    assert set(acts(source)) == {
        ("action", "write"),
        ("entity", "thing"),
        ("action", "load"),
        ("entity", "demo"),
        ("action", "enter"),
        ("action", "read"),
        ("entity", "x"),
    }
    found = wanted()
    known = {"action.import", "action.undo", "action.write", "action.load", "action.read", "action.sign_in"}
    known |= {"entity.import_batch", "entity.commentary", "entity.demo", "entity.trail", "entity.session"}
    assert {f"admin.{one}" for one in known} <= found
