"""What the demo municipality is there to tell, as its readers get it, in bokmål."""

from typing import Any

import pytest

from data.database import URL_VARIABLE
from tests.dashboard.commands.conftest import said


@pytest.fixture
def card(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(URL_VARIABLE, demo_url)

    def of(unit: str, quarter: str = "2026Q3") -> dict[str, Any]:
        found = plain(said("scorecard", "--municipality", "fjellvik", "--unit", unit, "--quarter", quarter, "--json"))
        return dict(found)

    return of


def plain(answered: Any) -> Any:
    document = answered.document
    budget = document["dimensions"][0]
    needs = {need["verb"]: need for need in reversed(document["needs"])}  # the first of each verb
    return {"sentence": said_plainly(budget["sentence"]), "budget": budget, "needs": needs, "document": document}


def said_plainly(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


APPROVED = "3,0 mill. kr er vedtatt av kommunestyret (sak 41/26) fordi det «sparer liggedøgn på sykehus»"


@pytest.mark.parametrize(
    ("unit", "over"),
    [
        ("330", "3,1 mill. kr (6,6 %) mer enn periodisert budsjett."),
        ("300", "4,2 mill. kr (1,9 %) mer enn periodisert budsjett."),
    ],
)
def test_an_overspend_that_the_council_approved_has_its_sentence_and_its_line(card: Any, unit: str, over: str) -> None:
    found = card(unit)
    assert found["sentence"].startswith(f"{over} {APPROVED}: velferdsteknologi til hjemmeboende.")
    line = found["needs"]["follow_up"]
    assert said_plainly(line["sentence"]) == f"Hjemmetjenesten: {APPROVED}. Vis at gevinsten kommer"
    assert (line["unit"], line["page"]) == ("330", "budget")
    assert all(need["unit"] != "330" for verb, need in found["needs"].items() if verb == "explain")
