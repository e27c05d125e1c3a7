"""The benefits band as it is read: its figures, its sentences in three languages, and its lines of «Needs you»."""

from dataclasses import replace

import pytest

from dashboard.figures import FigureVoice
from dashboard.language import LANGUAGES
from dashboard.sentences import sentence, sentences
from dashboard.views.bands import band as drawn
from metrics.benefits_page import benefits_page
from metrics.results import Finding, Scorecard
from metrics.scorecard import scorecard
from tests.metrics import test_documented_benefit as documented
from tests.metrics.test_benefits_page import page
from tests.metrics.test_scorecard import look, millions
from tests.metrics.test_scorecard_benefits import band, tables, town

NB = FigureVoice("nb", "NOK", 2)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_each_figure_of_the_band_is_written_in_its_own_unit() -> None:
    lead, share, measured, cut = band(scorecard(tables(town()))).kpis
    assert [plain(NB.figure(kpi)) for kpi in (lead, share, measured, cut)] == ["70 %", "42,9 %", "1 av 2", "0 kr"]
    assert plain(NB.amount(cut, millions(4.2))) == "4,2 mill. kr"
    assert NB.name(cut) == "Verifisert og kuttet i eget budsjett"


def test_the_band_says_what_came_of_what_was_planned() -> None:
    made = band(scorecard(tables(town())))
    assert [plain(one) for one in sentences(NB, made.findings)] == [
        "Av 20,0 mill. kr i planlagte gevinster hittil er 14,0 mill. kr realisert (70 %).",
        "6,0 mill. kr er verifisert, men ingenting er kuttet i egne budsjetter.",
        "1 av 2 gevinster er målt.",
    ]


def test_the_band_is_drawn_with_its_figures_and_a_band_that_is_not_due_is_not_red() -> None:
    made = scorecard(tables(town()))
    html = str(drawn(NB, band(made), made.quarter, may_import=False))
    assert "14,0\u00a0mill.\u00a0kr" in html
    assert "1\u00a0av\u00a02" in html
    early = scorecard(tables(town(unit_id="south")))
    assert "bb-band-open" in str(drawn(NB, band(early), early.quarter, may_import=False))
    assert NB.status(band(early).status) == "Ikke forfalt ennå"


def test_the_verdict_tells_an_overspend_and_its_benefit_in_one_sentence() -> None:
    found = documented.town(measurements=documented.measured(1, **documented.VERIFIED))
    card = scorecard(replace(look(), benefits=found))
    assert plain(sentence(NB, card.headline[0])) == (
        "Helse og omsorg bruker 4,2 mill. kr (1,9 %) mer enn budsjettet hittil i år, hvorav 3,0 mill. kr er vedtatt av "
        "kommunestyret (sak 41/26) fordi det «den sparer sykehuset»: planlagt 4,3 mill. kr i året, mest hos "
        "The hospital; 1,0 mill. kr realisert og 500 000 kr verifisert hittil."
    )


def everything_said() -> list[Finding]:
    """What the register says in each of its states."""
    cards: list[Scorecard] = [scorecard(tables(town())), scorecard(tables(town(unit_id="south")))]
    for measurements in ([], documented.measured(-1), documented.measured(1, **documented.VERIFIED)):
        cards.append(scorecard(replace(look(), benefits=documented.town(measurements=measurements))))
    findings = [finding for card in cards for finding in card.headline]
    findings += [finding for card in cards for one in card.dimensions for finding in one.findings]
    findings += [need.finding for card in cards for need in card.needs]
    made = page()
    return [*findings, *made.findings, *(need.finding for need in made.needs)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_register_says_can_be_said_in_every_language(language: str) -> None:
    voice = FigureVoice(language, "NOK", 2)
    said = {finding.code: sentence(voice, finding) for finding in everything_said()}
    about = {code for code in said if code.startswith(("benefit", "initiative"))}
    assert len(about) >= 12
    assert not [code for code, text in said.items() if "{" in text]
    assert benefits_page(town(unit_id="ward")) is None
