from pathlib import Path

import pytest

from tests.services.__main__ import report
from tests.tooling.fake_machine import FakeMachine


def test_what_is_found_is_told_with_its_place_and_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fake = FakeMachine(tmp_path)
    chromium = fake.program("bin/chromium", "Chromium 156.0")
    postgres = fake.postgres("bin", "15.18")

    assert report(fake.machine, tmp_path / "none") == 0
    said = capsys.readouterr()
    assert said.out == f"Chromium: {chromium} (Chromium 156.0)\nPostgreSQL: {postgres} (15.18)\n"
    assert said.err == ""


def test_an_unprivileged_user_with_neither_is_told_both_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = FakeMachine(tmp_path)

    assert report(fake.machine, tmp_path / "none") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Chromium is missing" in said.err
    assert "PostgreSQL 15 or newer is missing" in said.err


@pytest.mark.parametrize("there", ["chromium", "postgres"])
def test_one_that_is_missing_fails_though_the_other_is_found(tmp_path: Path, there: str) -> None:
    fake = FakeMachine(tmp_path)
    if there == "chromium":
        fake.program("bin/chromium", "Chromium 156.0")
    else:
        fake.postgres("bin", "15.18")

    assert report(fake.machine, tmp_path / "none") == 1
