import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What a floor is meant to do, and must stay allowed.
ALLOWED = {
    "data/frames.py": "",
    "data/queries.py": "import sqlalchemy\nimport data.frames\n",
    "metrics/card.py": "import data.frames\n",
    "metrics/budget.py": "import metrics.card\n",
    "metrics/load.py": "import sqlalchemy\nimport data.queries\n",
    "dashboard/results.py": "import metrics.load\nimport metrics.budget\nimport streamlit\n",
    "dashboard/actions/adopt.py": "import metrics.budget\nimport data.queries\n",
    "pages/scorecard.py": "import dashboard.results\nimport metrics.card\nimport streamlit\n",
}


def lint(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Lint a small house with the contracts of the project."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        (file.parent / "__init__.py").touch()
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_the_floors_are_for_is_allowed(tmp_path: Path) -> None:
    result = lint(tmp_path, ALLOWED)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("data/frames.py", "import metrics.card", "An arrow goes down"),
        ("metrics/budget.py", "import dashboard.results", "An arrow goes down"),
        ("dashboard/results.py", "import pages.scorecard", "An arrow goes down"),
        ("metrics/budget.py", "import sqlalchemy", "Formulas know no database"),
        ("metrics/budget.py", "import streamlit", "Formulas know no database"),
        ("metrics/budget.py", "import plotly", "Formulas know no database"),
        ("metrics/budget.py", "import authlib", "Formulas know no database"),
        ("metrics/load.py", "import streamlit", "Formulas know no database"),
        ("metrics/budget.py", "import metrics.load", "Only the dashboard fetches"),
        ("pages/scorecard.py", "import metrics.load", "Only the dashboard fetches"),
        ("data/queries.py", "import streamlit", "The database knows no screen"),
        ("data/queries.py", "import plotly.graph_objects", "The database knows no screen"),
        ("pages/scorecard.py", "import data.queries", "A page asks the dashboard"),
        ("pages/scorecard.py", "from sqlalchemy import select", "A page asks the dashboard"),
    ],
)
def test_a_forbidden_import_breaks_the_contract_that_forbids_it(
    tmp_path: Path, file: str, line: str, broken: str
) -> None:
    result = lint(tmp_path, ALLOWED | {file: f"{ALLOWED[file]}{line}\n"})
    assert result.returncode == 1
    assert [told for told in result.stdout.splitlines() if told.startswith(broken) and "BROKEN" in told]
