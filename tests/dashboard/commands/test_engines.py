"""Every command's JSON is the same on SQLite and on PostgreSQL, loaded separately."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.commands import main
from data.database import URL_VARIABLE, engine
from data.importers.templates import template, template_names
from tests.dashboard.commands.conftest import BAD, LEDGER, UNITS, said
from tests.services.cluster import Cluster

MADRID = "madrid/madrid_2022_ejecucion_gastos_{}M.csv"
# the commands with --json that a database without the demo can answer
ASKED = {
    "init",
    "profiles",
    "template",
    "import",
    "imports",
    "undo",
    "scorecard",
    "benefits",
    "gains-plan",
    "parameter",
    "verify",
    "grant",
    "people",
    "revoke",
}
NEWEST = "id 0"  # the first that «imports» tells
DEMO_UNITS = ["100", "110", "200", "300", "310", "330", "500"]
MADRID_UNITS = ["001100", "001111", "001300", "508120"]
IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(\+00:00)?")


def masked(answer: str, seen: dict[str, str]) -> str:
    """Names each id by its order of appearance, so that a wrong reference is still seen; moments are left out."""
    named = IDENTITY.sub(lambda found: seen.setdefault(found[0], f"id {len(seen)}"), answer)
    return MOMENT.sub("moment", named)


def answers(url: str, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, str]]:
    monkeypatch.setenv(URL_VARIABLE, url)
    seen: dict[str, str] = {}
    told = []
    for command in commands:
        line = [next((real for real, name in seen.items() if name == part), part) for part in command]
        answered = said(*line, "--json")
        told.append((" ".join(command), answered.status, masked(answered.out, seen)))
    engine().dispose()  # the server of the tests stops before the pool would close its connections
    return told


def assert_equal(left: list[tuple[Any, ...]], right: list[tuple[Any, ...]]) -> None:
    for one, other in zip(left, right, strict=True):
        assert one == other


def written(folder: Path, name: str, content: str) -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


@pytest.mark.postgres
def test_templates_files_and_undo(sqlite_url, postgres_url, tmp_path, monkeypatch):
    of = ["--municipality", "9901", "--name", "Prøvekommunen"]
    somebody = ["--municipality", "9901", "--issuer", "https://issuer.example", "--subject", "subject-1"]
    growth = ["municipal_deflator", "--from", "2025-01-01", "--reference", "KS 2025"]
    units = UNITS + "EXAMPLE;EXAMPLE unit;;unit;2025-01-01\n"
    commands = [
        ["init"],
        ["profiles"],
        *(["template", name] for name in template_names()),
        ["import", "units-csv", written(tmp_path, "units.csv", units), *of],
        *(["import", name, written(tmp_path, f"{name}.csv", template(name)), *of] for name in template_names()),
        ["import", "ledger-csv", written(tmp_path, "bad.csv", BAD), *of],
        ["import", "ledger-csv", written(tmp_path, "good.csv", LEDGER), *of, "--dry-run"],
        ["import", "ledger-csv", written(tmp_path, "good.csv", LEDGER), *of],
        ["import", "ledger-csv", written(tmp_path, "good.csv", LEDGER), *of],
        ["imports"],
        ["undo", "id 0"],
        ["undo", "id 0"],
        ["imports", "--municipality", "9901"],
        ["scorecard", "--municipality", "9901", "--quarter", "2025Q1"],
        ["scorecard", "--municipality", "9901", "--quarter", "2025Q1", "--unit", "skole", "--language", "en"],
        ["scorecard", "--municipality", "9902", "--quarter", "2025Q1"],
        ["benefits", "--municipality", "9901", "--as-of", "2025-12-31"],
        ["benefits", "--municipality", "9901", "--as-of", "2025-12-31", "--initiative", "EXAMPLE-1"],
        ["benefits", "--municipality", "9902", "--as-of", "2025-12-31"],
        ["gains-plan", "--municipality", "9901", "--as-of", "2025-12-31"],
        ["gains-plan", "--municipality", "9901", "--as-of", "2025-12-31", "--initiative", "EXAMPLE-1"],
        ["gains-plan", "--municipality", "9901", "--as-of", "2025-12-31", "--initiative", "NONE"],
        ["parameter", "--municipality", "9901", *growth, "--value", "0.041"],
        ["parameter", "--municipality", "9901", *growth, "--value", "4.1"],  # out of bounds: refused
        ["parameter", "--municipality", "9901"],
        ["grant", "--role", "controller", *somebody],
        ["grant", "--role", "controller", *somebody],
        ["grant", "--role", "leader", *somebody],  # for no unit: refused
        ["people", "--municipality", "9901"],
        ["revoke", "--role", "controller", *somebody],
        ["people"],
        ["verify"],
    ]
    assert {command[0] for command in commands} == ASKED
    on_sqlite = answers(sqlite_url, commands, monkeypatch)
    assert_equal(on_sqlite, answers(postgres_url, commands, monkeypatch))
    assert sum(status == 0 for _, status, _ in on_sqlite) > len(commands) / 2


@pytest.fixture
def madrid_on_postgres(postgres_server: Cluster, madrid_template_on_postgres: str) -> Iterator[str]:
    with postgres_server.copy(madrid_template_on_postgres) as url:
        yield url


@pytest.mark.postgres
def test_the_demo(demo_url, demo_on_postgres, monkeypatch):
    of = ["scorecard", "--municipality", "fjellvik", "--quarter"]
    quarters = ["2023Q1", "2024Q3", "2025Q4", "2026Q2", "2026Q3"]
    commands = [
        ["demo"],
        ["imports"],
        *([*of, quarter] for quarter in quarters),
        *([*of, "2026Q3", "--unit", unit] for unit in DEMO_UNITS),
        [*of, "2026Q3", "--unit", "330", "--compare", "2026Q2", "--language", "nn"],
        [*of, "2026Q3", "--unit", "helse"],
        ["undo", NEWEST],
        [*of, "2026Q3"],
        ["imports", "--municipality", "fjellvik"],
        ["verify"],
    ]
    on_sqlite = answers(demo_url, commands, monkeypatch)
    refused = [line for line, status, _ in on_sqlite if status]
    assert refused == [" ".join([*of, "2026Q3", "--unit", "helse"])]  # no unit has that id
    assert_equal(on_sqlite, answers(demo_on_postgres, commands, monkeypatch))


@pytest.mark.real
@pytest.mark.postgres
def test_madrid(madrid_url, madrid_on_postgres, real_folder, monkeypatch):
    told = ["--municipality", "madrid", "--year", "2022"]
    months = ["03", "06", "09", "12"]
    files = [str(real_folder / MADRID.format(month)) for month in months]
    periods = [part for month in months for part in ("--period", month)]
    indicators = ["import", "madrid-indicators", str(real_folder / "madrid/madrid_2022_indicadores.csv"), *told]
    card = ["scorecard", "--municipality", "madrid", "--quarter"]
    cards = [[*card, f"2022Q{number}"] for number in range(1, 5)]
    cards += [[*card, "2022Q4", "--unit", unit] for unit in MADRID_UNITS]
    commands = [
        ["imports"],
        ["undo", "id 1"],  # the last quarter; the newest are the indicators
        [*card, "2022Q4"],
        ["import", "madrid-execution", *files, *told, *periods],
        indicators,
        *cards,
        ["imports"],
        ["verify"],
    ]
    on_sqlite = answers(madrid_url, commands, monkeypatch)
    assert [status for _, status, _ in on_sqlite] == [0] * len(commands)
    files_told = json.loads(on_sqlite[3][2])["files"]
    assert [one["already_imported"] for one in files_told] == [True, True, True, False]
    assert_equal(on_sqlite, answers(madrid_on_postgres, commands, monkeypatch))


def test_every_command_that_speaks_json_is_asked():
    speaking = {name for name, command in main.commands.items() if "as_json" in {one.name for one in command.params}}
    # «demo» is asked above; «serve» and «outsiders» ask no database; a link of «sign-in» is random
    assert speaking == ASKED | {"demo", "serve", "sign-in", "outsiders"}
