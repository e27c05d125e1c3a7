import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK_FILES = ["requirements.txt", "requirements-dev.txt", "requirements-postgres.txt"]
NODE_PACKAGES = ROOT / "tests" / "services" / "openid"
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==([^ ;\\]+)(?: ;[^\\]*)? \\$", re.MULTILINE)
ALLOWED_LINES = (
    re.compile(r"[a-z0-9][a-z0-9-]*==[^ ;\\]+(?: ;[^\\]*)? \\"),
    re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?"),
    re.compile(r"    # +(?:via|(?:via )?(?:-c requirements\.txt|[a-z0-9-]+(?: \(pyproject\.toml(?::[a-z]+)?\))?))"),
)


def pins(name: str) -> set[tuple[str, str]]:
    return set(PIN.findall((ROOT / name).read_text()))


@pytest.mark.parametrize("name", LOCK_FILES)
def test_a_lock_file_holds_nothing_but_pins_hashes_and_reasons(name: str) -> None:
    strange = [
        line
        for line in (ROOT / name).read_text().splitlines()
        if not any(allowed.fullmatch(line) for allowed in ALLOWED_LINES)
    ]
    assert strange == []


@pytest.mark.parametrize("name", LOCK_FILES)
def test_a_lock_file_names_no_host_and_no_index(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"://|index-url|find-links|trusted-host|\bfile:|\bgit\+|@ ", text)
    assert not re.search(r"\b[a-z0-9-]+\.(?:org|com|net|io|dev|local|internal)\b", text)


@pytest.mark.parametrize("name", LOCK_FILES)
def test_every_pin_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text()
    starts = [match.start() for match in PIN.finditer(text)]
    blocks = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_tests_run_on_the_versions_the_app_runs_on() -> None:
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


@pytest.mark.parametrize(
    ("lock_file", "table"), [("requirements.txt", "dependencies"), ("requirements-dev.txt", "dev")]
)
def test_everything_the_project_names_is_locked(lock_file: str, table: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = {"dependencies": project["project"]["dependencies"], **project["dependency-groups"]}[table]
    wanted = {re.split(r"[\[<>=!~ ]", name)[0] for name in named}
    assert wanted - {name for name, _ in pins(lock_file)} == set()


def node_pins() -> dict[str, dict[str, str]]:
    lock = json.loads((NODE_PACKAGES / "package-lock.json").read_text())
    return {name: pin for name, pin in lock["packages"].items() if name}


def test_every_package_for_node_has_a_version_and_a_hash_and_comes_from_wherever_npm_is_told() -> None:
    assert node_pins()
    strange = [
        name
        for name, pin in node_pins().items()
        if "resolved" in pin or not pin["version"] or not pin["integrity"].startswith("sha512-")
    ]
    assert strange == []


def test_no_package_for_node_runs_anything_when_it_is_installed() -> None:
    assert [name for name, pin in node_pins().items() if "hasInstallScript" in pin] == []


def test_the_packages_for_node_are_those_the_project_names() -> None:
    wanted = json.loads((NODE_PACKAGES / "package.json").read_text())["dependencies"]
    locked = node_pins()
    assert wanted == {name: locked[f"node_modules/{name}"]["version"] for name in wanted}
