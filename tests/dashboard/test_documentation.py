"""docs/metrics.md says what the cards say, and a card that changed is noticed."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard import documentation
from metrics.card import Parameter, Unit
from metrics.catalogue import CATALOGUE


def test_the_file_is_current():
    assert documentation.is_current()
    assert documentation.main(["--check"]) == 0


def test_every_metric_stands_in_it_with_every_part():
    written = documentation.metrics_document()
    for metric in CATALOGUE:
        assert f"| Key | `{metric.key}` |" in written
    for term in (
        "Question",
        "Formula",
        "Unit",
        "Direction",
        "Finest grain",
        "Inputs",
        "Owner",
        "Last reviewed",
        "Since",
    ):
        assert written.count(f"\n| {term} | ") == len(CATALOGUE)


def test_a_card_that_changed_is_noticed(monkeypatch, capsys):
    changed = replace(CATALOGUE[0], reviewed=date(1999, 1, 1))
    monkeypatch.setattr(documentation, "CATALOGUE", (changed, *CATALOGUE[1:]))
    assert documentation.main(["--check"]) == 1
    assert "make docs" in capsys.readouterr().err


def test_a_file_that_is_absent_is_not_current(tmp_path):
    assert not documentation.is_current(tmp_path / "metrics.md")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.0175, Unit.SHARE, "1.75 %"),
        (2_000_000_000, Unit.MINOR, "20 000 000 in the municipality's currency"),
        (12, Unit.COUNT, "12"),
    ],
)
def test_values_are_written_with_their_unit(value, unit, said):
    assert documentation.value_text(Parameter("x", date(2026, 1, 1), value, unit, "D", "ours")) == said


def test_every_test_that_a_promise_of_security_names_is_there():
    root = Path(__file__).parents[2]
    named = set(re.findall(r"`(tests/[a-z_/]+\.py)`", (root / "docs" / "security.md").read_text(encoding="utf-8")))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (root / name).is_file()] == []
