import shutil
from pathlib import Path

import pytest

from tests.services.__main__ import report
from tests.services.node import LOCK_FILE, SOURCE
from tests.tooling.fake_machine import FakeMachine


def install_openid(fake: FakeMachine) -> Path:
    """Put the packages and the Node of the OpenID provider in their places, and return the folder of the packages."""
    fake.program("packages/playwright/driver/node", "v26.1.0")
    folder = fake.folder / "environment/openid-provider"
    folder.mkdir(parents=True)
    shutil.copy(SOURCE / LOCK_FILE, folder / "installed.json")
    return folder


def test_what_is_found_is_told_with_its_place_and_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fake = FakeMachine(tmp_path)
    chromium = fake.program("bin/chromium", "Chromium 156.0")
    postgres = fake.postgres("bin", "15.18")
    openid = install_openid(fake)
    fake.says[Path("python")] = "Version 1.65"

    assert report(fake.machine, "python") == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "Playwright: its driver runs",
        f"Chromium: {chromium} (Chromium 156.0)",
        f"PostgreSQL: {postgres} (15.18)",
        f"OpenID provider: {openid} (Node 26.1.0)",
    ]
    assert said.err == ""


def test_an_unprivileged_user_with_none_is_told_all_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = FakeMachine(tmp_path)

    assert report(fake.machine, "python") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Playwright's driver is missing" in said.err
    assert "Chromium is missing" in said.err
    assert "PostgreSQL 15 or newer is missing" in said.err
    assert "The OpenID provider of the tests is missing" in said.err


@pytest.mark.parametrize("lost", ["python", "bin/chromium", "bin/initdb", "packages/playwright/driver/node"])
def test_one_that_is_missing_fails_though_the_others_are_found(tmp_path: Path, lost: str) -> None:
    fake = FakeMachine(tmp_path)
    fake.says[Path("python")] = "/no/such/chromium"
    fake.program("bin/chromium", "Chromium 156.0")
    fake.postgres("bin", "15.18")
    install_openid(fake)
    del fake.says[Path("python") if lost == "python" else tmp_path / lost]

    assert report(fake.machine, "python") == 1
