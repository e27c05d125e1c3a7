"""The command line as a process: what goes to which stream, and progress where somebody watches."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from data.database import URL_VARIABLE
from tests.dashboard.commands.conftest import BAD, LEDGER, UNITS

ROOT = Path(__file__).parents[3]


def command(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "dashboard", *arguments]
    environment = {**os.environ, URL_VARIABLE: url}
    return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    """Units, a good ledger and a bad one."""
    made = []
    for name, content in (("units.csv", UNITS), ("a.csv", LEDGER), ("b.csv", BAD)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        made.append(str(tmp_path / name))
    return made


def test_from_an_empty_folder_to_a_refused_file(tmp_path, paths):
    url = f"sqlite:///{tmp_path / 'made' / 'new.db'}"
    of = ("--municipality", "9901", "--json")
    first = command(url, "import", "units-csv", paths[0], *of)
    assert (first.returncode, first.stderr) == (0, "")
    assert json.loads(first.stdout)["rows_read"] == 2
    refused = command(url, "import", "ledger-csv", paths[2], *of)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert json.loads(refused.stdout)["problem_count"] == 2
    wrong = command(url, "import", "ledger-csv", *of)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "FILES" in wrong.stderr


def test_progress_is_shown_on_a_terminal_alone_and_never_among_the_answer(tmp_path, paths):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    command(url, "import", "units-csv", paths[0], "--municipality", "9901")
    watched, terminal = pty.openpty()
    line = [sys.executable, "-m", "dashboard", "import", "ledger-csv", paths[1], "--municipality", "9901", "--json"]
    process = subprocess.Popen(  # noqa: S603 - ours
        line, cwd=ROOT, env={**os.environ, URL_VARIABLE: url}, stdout=subprocess.PIPE, stderr=terminal
    )
    out, _ = process.communicate(timeout=60)
    os.close(terminal)
    assert json.loads(out)["rows_read"] == 4
    assert b"100%" in os.read(watched, 10_000)
    os.close(watched)
