from pathlib import Path

import pytest

from tests.services.__main__ import report
from tests.tooling.fake_machine import FakeMachine


def test_what_is_found_is_told_with_its_place_and_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fake = FakeMachine(tmp_path)
    chromium = fake.program("bin/chromium", "Chromium 156.0")
    postgres = fake.postgres("bin", "15.18")
    fake.says[Path("python")] = "Version 1.65"

    assert report(fake.machine, "python") == 0
    said = capsys.readouterr()
    assert (
        said.out
        == f"Playwright: its driver runs\nChromium: {chromium} (Chromium 156.0)\nPostgreSQL: {postgres} (15.18)\n"
    )
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


@pytest.mark.parametrize("lost", ["python", "bin/chromium", "bin/initdb"])
def test_one_that_is_missing_fails_though_the_others_are_found(tmp_path: Path, lost: str) -> None:
    fake = FakeMachine(tmp_path)
    fake.says[Path("python")] = "/no/such/chromium"
    fake.program("bin/chromium", "Chromium 156.0")
    fake.postgres("bin", "15.18")
    del fake.says[Path("python") if lost == "python" else tmp_path / lost]

    assert report(fake.machine, "python") == 1
