import shutil
from pathlib import Path

import pytest

from tests.services.machine import MissingServiceError
from tests.services.node import LOCK_FILE, SOURCE, Installation, ensure_openid, find_openid
from tests.tooling.fake_machine import FakeMachine

PLAYWRIGHT = "packages/playwright/driver/node"
FOLDER = "environment/openid-provider"


def installed(fake: FakeMachine) -> Path:
    folder = fake.folder / FOLDER
    folder.mkdir(parents=True)
    return Path(shutil.copy(SOURCE / LOCK_FILE, folder / "installed.json")).parent


def test_the_node_that_is_locked_with_playwright_wins_over_the_path(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    folder = installed(fake)
    on_path = fake.program("bin/node", "v24.0.0")

    assert find_openid(fake.machine) == Installation(on_path, folder, "24.0.0")
    own = fake.program(PLAYWRIGHT, "v26.13.1")
    assert find_openid(fake.machine) == Installation(own, folder, "26.13.1")


@pytest.mark.parametrize(
    ("says", "is_found"), [("v20.0.0", True), ("v18.20.8", False), ("v9.1.0", False), ("node", False), ("", False)]
)
def test_twenty_is_the_oldest_version(tmp_path: Path, says: str, is_found: bool) -> None:
    fake = FakeMachine(tmp_path)
    installed(fake)
    fake.program("bin/node", says)

    assert (find_openid(fake.machine) is not None) == is_found


def test_packages_of_another_lock_file_are_not_found(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    fake.program(PLAYWRIGHT, "v26.13.1")
    (installed(fake) / "installed.json").write_text("{}")

    assert find_openid(fake.machine) is None


def test_packages_are_installed_once_without_running_what_is_in_them(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program(PLAYWRIGHT, "v26.13.1")
    npm = fake.program("bin/npm")
    fake.installs = {"ci": lambda: None}

    assert ensure_openid(fake.machine).folder == tmp_path / FOLDER
    assert ensure_openid(fake.machine).folder == tmp_path / FOLDER
    assert fake.done == [f"{npm} ci --ignore-scripts --no-audit --no-fund --prefix {tmp_path / FOLDER}"]
    assert (tmp_path / FOLDER / LOCK_FILE).read_bytes() == (SOURCE / LOCK_FILE).read_bytes()


def test_an_installation_that_failed_is_none(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    fake.program(PLAYWRIGHT, "v26.13.1")
    fake.program("bin/npm")

    for _ in range(2):
        with pytest.raises(MissingServiceError, match=r"OpenID provider .* missing.*«apt-get install nodejs npm»"):
            ensure_openid(fake.machine)
    assert len(fake.done) == 2


def test_root_installs_npm_where_there_is_none(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program("bin/apt-get")
    fake.program(PLAYWRIGHT, "v26.13.1")
    fake.installs = {"update": lambda: None, "npm": lambda: fake.program("bin/npm"), "ci": lambda: None}

    ensure_openid(fake.machine)

    assert fake.done[:2] == [
        "apt-get update --quiet",
        "apt-get install --yes --quiet --no-install-recommends nodejs npm",
    ]


def test_anyone_else_is_told_what_is_missing(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    fake.program("bin/apt-get")
    fake.program(PLAYWRIGHT, "v26.13.1")

    with pytest.raises(MissingServiceError, match=r"«npm»"):
        ensure_openid(fake.machine)
    assert fake.done == []


def test_a_node_that_is_missing_is_named_with_the_ways_to_get_it(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    installed(fake)
    fake.program("bin/node", "v18.20.8")

    with pytest.raises(MissingServiceError, match=r"Node 20 .*requirements-dev\.txt.*PATH"):
        ensure_openid(fake.machine)
