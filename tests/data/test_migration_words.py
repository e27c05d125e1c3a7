"""What migrations share says the same as when they were used: a database of before must not differ from a new one."""

import hashlib
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from data.database import ROOT
from data.migrations.guards import let, stopped
from data.migrations.protection import policies, privileges, without_policies

TRAIL = {
    "sqlite": "6894b7f514032d31",
    "postgresql": "7198d6dd8feb8e16",
}
PROTECTED = "6d410f06a2ef9518"


def revision(name: str) -> ModuleType:
    (path,) = (ROOT / "data" / "migrations" / "versions").glob(f"{name}_*.py")
    spec = spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def digest(statements: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16]


def test_the_guards_of_the_trail_are_those_of_revision_0003() -> None:
    told = revision("0003")
    for dialect, wanted in TRAIL.items():
        said = [*stopped(told.KEYS, told.SAID, dialect), *let(told.KEYS, dialect)]
        assert len(said) == (12 if dialect == "sqlite" else 6)
        assert digest(said) == wanted


def test_the_policies_are_those_of_revision_0004() -> None:
    tables = revision("0004").TABLES
    said = [*privileges(tables), *policies(tables), *without_policies(tables)]
    assert len(said) == len(tables) * (2 + 6 + 7)
    assert digest(said) == PROTECTED
    changed = {**tables, "unit": tables["unit"]._replace(seen="true")}
    assert digest([*privileges(changed), *policies(changed), *without_policies(changed)]) != PROTECTED
