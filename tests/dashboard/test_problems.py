"""Problems in files as sentences: a word for every code, with its place once, in three languages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import words
from dashboard.language import LANGUAGES
from dashboard.words.problems import place_text, problem_sentence, problem_text
from data.importers.problems import Problem, Severity

IMPORTERS = Path(__file__).resolve().parents[2] / "data" / "importers"
MADE = re.compile(r'(?:Problem|warning)\(\s*"([a-z0-9_]+)"')
ASKED = re.compile(
    r'"(unknown_(?:unit|party|initiative|benefit|indicator)|claimed_[a-z_]+|cut_without_basis|basis_without_cut|evidence_of_[a-z]+)"'
)
"""Codes of the register that stand in the code otherwise than first in a Problem."""
CELL = Problem("not_an_amount", row=3, column="amount", found="n/a", wanted="1 234,50")
ENDED = Problem(
    "ended_code",
    Severity.WARNING,
    row=19,
    column="function",
    found="254",
    extra={"count": "52", "sum": "241189000.00", "list_year": "2025"},
)
SHORT = Problem("goes_backwards", found="90.50", extra={"loaded_total": "1007169550.49", "loaded_period": "3"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_that_code_names_has_words(language):
    codes = {code for path in IMPORTERS.glob("*.py") for code in MADE.findall(path.read_text())}
    assert len(codes) > 20
    assert sorted(code for code in codes if not words.has(language, f"problem.{code}")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_benefits_register_has_words(language):
    files = [*IMPORTERS.parent.glob("*.py"), *(IMPORTERS.parents[1] / "dashboard" / "actions").glob("*.py")]
    codes = {code for path in files for code in (*MADE.findall(path.read_text()), *ASKED.findall(path.read_text()))}
    assert {"circle", "cut_without_basis", "claimed_line_above_cut", "verifier_in_line", "unknown_party"} <= codes
    assert sorted(code for code in codes if not words.has(language, f"problem.{code}")) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["claimed_above_cut", "claimed_line_above_cut", "attribution_above_whole"])
def test_a_claimant_who_may_not_be_named_is_another_unit(language, code):
    facts = {"cut": "1000.00", "benefit": "VT-01-a", "indicator": "i1"}
    named = problem_text(language, Problem(code, found="900.00", wanted="100.00", extra={**facts, "unit": "Nord"}))
    hidden = problem_text(language, Problem(f"{code}_elsewhere", found="900.00", wanted="100.00", extra=facts))
    assert "Nord" in named
    assert named != hidden


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Rad 3, amount: «n/a» er ikke et beløp. Skriv det som 1 234,50."),
        ("en", "Row 3, amount: “n/a” is not an amount. Write it like 1 234,50."),
    ],
)
def test_a_cell_is_named_once(language, said):
    assert problem_text(language, CELL) == said


def test_a_table_that_shows_the_place_does_not_repeat_it():
    assert problem_sentence("nb", CELL) == "«n/a» er ikke et beløp. Skriv det som 1 234,50."
    assert place_text("nb", CELL) == "Rad 3, amount"
    assert place_text("nn", Problem("empty_file")) == "Heile fila"
    assert place_text("en", Problem("missing_column", column="unit")) == "Column unit"


def test_a_file_as_a_whole_has_no_place_before_its_sentence():
    assert problem_text("nb", Problem("empty_file")) == "Filen er tom. Eksporter den på nytt."


def test_a_part_of_a_record_is_said_in_words_and_sums_as_the_reader_writes_them():
    assert problem_text("nb", ENDED) == (
        "Rad 19: Funksjon 254 finnes ikke lenger i kodelisten for 2025 "
        "(52 linjer, til sammen 241\u00a0189\u00a0000,00). "
        "Beløpene beholdes; bruk en ny kode i senere år."
    )
    assert place_text("nb", ENDED) == "Rad 19, funksjon"
    assert "241,189,000.00" in problem_text("en", ENDED)


@pytest.mark.parametrize(("count", "said"), [("1", "(1 linje, "), ("2", "(2 linjer, "), ("21", "(21 linjer, ")])
def test_one_line_is_not_said_as_many(count, said):
    assert said in problem_text("nb", replace(ENDED, extra={**ENDED.extra, "count": count}))


def test_words_of_our_own_lists_are_said_in_the_readers_language():
    other = Problem(
        "other_source", found="kostra-0a", extra={"kind": "actual", "year": "2025", "account_class": "operations"}
    )
    said = problem_text("nb", other)
    assert "actual" not in said
    assert "egnskap" in said


def test_a_sentence_whose_facts_are_absent_is_a_broken_promise():
    with pytest.raises(words.MissingWord, match=r"nb: problem\.goes_backwards"):
        problem_text("nb", SHORT)
