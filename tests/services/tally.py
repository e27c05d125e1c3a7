"""Count the outcomes of a run into a file, so that two runs can be told as one: a pytest plugin."""

import json
from collections import Counter
from pathlib import Path

import pytest

OUTCOMES = ("failed", "error", "passed", "skipped", "xfailed", "xpassed")
WORDS = {"error": "errors"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run name the file."""
    parser.addoption("--tally", help="write how many tests passed, failed and so on to this file, as JSON")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the counts."""
    file = config.getoption("--tally")
    if file:
        counts = {outcome: len(terminalreporter.stats.get(outcome, ())) for outcome in OUTCOMES}
        Path(file).write_text(json.dumps(counts))


def read_tally(file: Path) -> Counter[str]:
    """Return the counts of a run; one error where the run did not come to its end."""
    return Counter(json.loads(file.read_text())) if file.exists() else Counter(error=1)


def told(counts: Counter[str], seconds: float) -> str:
    """Return the counts as pytest would tell them, for example "1 failed, 12 passed in 3.20s"."""
    parts = [f"{counts[outcome]} {word(outcome, counts[outcome])}" for outcome in OUTCOMES if counts[outcome]]
    return f"{', '.join(parts) or 'no tests ran'} in {seconds:.2f}s"


def word(outcome: str, count: int) -> str:
    """Return the word for an outcome; only "error" has a plural."""
    return WORDS.get(outcome, outcome) if count != 1 else outcome
