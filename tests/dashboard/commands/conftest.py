"""What tests of the command line share: commands in this process on a database of the test's own, and small files."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dashboard.commands import main
from data.database import URL_VARIABLE
from tests.services.cluster import Cluster

UNITS = "unit;name;parent;level;valid_from\nskole;Skolen;;unit;2025-01-01\nsykehjem;Sykehjemmet;;unit;2025-01-01\n"
# actual: 1 000,50 + 2 000,25 - 500,00 = 2 500,75; original: 9 000,00
LEDGER = (
    "kind;year;period;unit;function;account;amount\n"
    "actual;2025;1;skole;202;010;1 000,50\n"
    "actual;2025;2;skole;202;010;2 000,25\n"
    "actual;2025;2;sykehjem;253;600;-500,00\n"
    "original;2025;;skole;202;010;9 000,00\n"
)
TOTALS = {"actual": 100_050 + 200_025 - 50_000, "original": 900_000}
BAD = LEDGER.replace("2 000,25", "n/a").replace(";253;", ";;").replace("9 000,00", "9.000")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON object that is all of standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Run = Callable[..., Said]


@pytest.fixture
def run(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    return said


def said(*arguments: object) -> Said:
    """Run a command in this process; whatever it raises is the test's."""
    result = CliRunner(catch_exceptions=False).invoke(main, [str(argument) for argument in arguments])
    return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], Path]:
    def written(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return written


@pytest.fixture
def town(run: Run, file: Callable[[str, str], Path]) -> str:
    """A municipality with two units and nothing else."""
    made = run("import", "units-csv", file("units.csv", UNITS), "--municipality", "9901", "--name", "Prøvekommunen")
    assert made.status == 0, made.out + made.err
    return "9901"


@pytest.fixture
def demo_on_postgres(postgres_server: Cluster, demo_template_on_postgres: str) -> Iterator[str]:
    """The address of a PostgreSQL database of the test's own with the demo municipality."""
    with postgres_server.copy(demo_template_on_postgres) as url:
        yield url
