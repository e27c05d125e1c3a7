"""Findings become sentences by kind of fact and by language."""

from datetime import date

import pytest

from dashboard import words
from dashboard.sentences import UnknownFact, Voice, sentence, written
from data.periods import Quarter
from metrics.results import Fact, Finding

NB, NN, EN = (Voice(language, "NOK", 2) for language in ("nb", "nn", "en"))
SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("fact", "nb", "en"),
    [
        (Fact("money", 420_000_000), f"4,2{SPACE}mill.{SPACE}kr", f"NOK{SPACE}4.2{SPACE}m"),
        (Fact("share", 0.019), f"1,9{SPACE}%", "1.9%"),
        (Fact("points", 0.006), f"0,6{SPACE}prosentpoeng", f"0.6{SPACE}percentage{SPACE}points"),
        (Fact("count", 1234), f"1{SPACE}234", "1,234"),
        (Fact("number", 5.5357), "5,54", "5.54"),
        (Fact("text", "Lia skole"), f"Lia{SPACE}skole", f"Lia{SPACE}skole"),
        (Fact("text", "Kløverenga barnehage"), "Kløverenga barnehage", "Kløverenga barnehage"),
        (Fact("word", "status.desired"), "Ønsket", "Desired"),
        (Fact("quarter", Quarter(2026, 3)), f"3.{SPACE}kv.{SPACE}2026", f"Q3{SPACE}2026"),
        (Fact("date", date(2026, 5, 12)), "12.05.2026", f"12{SPACE}May{SPACE}2026"),
    ],
)
def test_facts_are_written_by_kind(fact: Fact, nb: str, en: str) -> None:
    assert written(NB, fact) == nb
    assert written(EN, fact) == en


def test_a_word_inside_a_sentence_has_its_own_form() -> None:
    assert written(NB, Fact("word", "dimension.innovation")) == "innovasjon"
    assert words.text("nb", "dimension.innovation") == "Innovasjon"


def test_a_sentence_begins_with_a_capital() -> None:
    facts = {"why": Fact("text", "ukjent"), "do": Fact("text", "Spør.")}
    assert sentence(NB, Finding("dimension.missing", facts)) == "Ukjent. Spør."


def test_text_of_people_is_not_read_as_a_template() -> None:
    facts = {"why": Fact("text", "{do} og {0}"), "do": Fact("text", "x")}
    assert sentence(NB, Finding("dimension.missing", facts)) == f"{{do}}{SPACE}og{SPACE}{{0}}. x"


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(UnknownFact, match="weight"):
        written(NB, Fact("weight", 3))
