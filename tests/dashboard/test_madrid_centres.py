"""Each of Madrid's 48 centres opens in each quarter, with the amounts of a plain sum of the csv on it."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.commands.figures import scorecard_document
from dashboard.sentences import Voice, sentences
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE
from data.periods import Quarter
from metrics.budget_page import budget_page
from metrics.load import budget_tables, scorecard_tables
from metrics.results import Kpi, Missing, Scorecard
from metrics.scorecard import scorecard
from tests.dashboard.commands.conftest import said
from tests.madrid_csv import MONTHS, Sums, by_centre, published, spending_rows, whole

pytestmark = pytest.mark.real

MAIN = Path(__file__).resolve().parents[2] / "dashboard" / "main.py"
LANGUAGES = ("nb", "nn", "en")
QUARTERS = [Quarter(2022, number) for number in (1, 2, 3, 4)]


@pytest.fixture
def _madrid(madrid_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the shared file itself: nothing that uses this writes."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{madrid_template}")


@pytest.fixture(scope="module")
def expected(real_folder: Path) -> dict[Quarter, Sums]:
    """The csv's sums of every centre, and of all together under `madrid`."""
    sums = {Quarter.of_period(2022, month): by_centre(spending_rows(real_folder, month)) for month in MONTHS}
    return {quarter: {**one, "madrid": whole(one)} for quarter, one in sums.items()}


def card_of(unit: str, quarter: Quarter) -> Scorecard:
    return scorecard(scorecard_tables(LOCAL_PRINCIPAL, "madrid", unit, quarter, quarter.shifted(-4)))


def figures(card: Scorecard) -> dict[str, Kpi]:
    budget = card.dimensions[0]
    return {kpi.key: kpi for kpi in (*budget.kpis, *budget.more)}


def check_amounts(card: Scorecard, sums: Counter[str]) -> None:
    original, revised, actual = (sums[kind] for kind in ("original", "revised", "actual"))
    kpis = figures(card)
    spent, left = kpis["share_of_budget_spent"], kpis["year_deviation"]
    assert (spent.numerator, spent.denominator) == (actual, revised)
    if card.quarter.number == 4:
        assert (left.numerator, left.denominator) == (revised - actual, revised)
    else:
        assert (left.numerator, left.why_missing) == (None, Missing.YEAR_NOT_OVER)
    # no budget changes were imported, so that a revision is what revised lies from original
    assert (kpis["revision_ratio"].numerator, kpis["revision_ratio"].denominator) == (abs(revised - original), original)
    assert kpis["budget_deviation_year_to_date"].why_missing is Missing.NO_PERIODISED_BUDGET


def check_sentences(card: Scorecard) -> None:
    """Everything is said in three languages, with no slot left open, and not the same in Norwegian and English."""
    told = {}
    for language in LANGUAGES:
        document = scorecard_document(card, language)
        lines = [dimension["sentence"] for dimension in document["dimensions"]]
        lines += sentences(Voice(language, card.currency, card.currency_exponent), card.headline)
        lines += [need["sentence"] for need in document["needs"]]
        assert len(document["dimensions"]) == 4
        assert all(lines), (card.unit_id, language)
        assert not any(sign in line for line in lines for sign in "{}"), (card.unit_id, language)
        told[language] = lines
    assert told["nb"] != told["en"]


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
@pytest.mark.usefixtures("_madrid")
def test_every_centre_has_a_scorecard(expected: dict[Quarter, Sums], quarter: Quarter) -> None:
    assert len(expected[quarter]) == 48 + 1
    for unit, sums in expected[quarter].items():
        card = card_of(unit, quarter)
        assert (card.unit_id, card.quarter) == (unit, quarter)
        check_amounts(card, sums)
        check_sentences(card)


@pytest.mark.usefixtures("_madrid")
def test_every_centre_has_a_budget_page_with_its_quarters(expected: dict[Quarter, Sums]) -> None:
    last = QUARTERS[-1]
    for unit, sums in expected[last].items():
        found = budget_page(budget_tables(LOCAL_PRINCIPAL, "madrid", unit, last))
        reached = [0, *(expected[quarter][unit]["actual"] for quarter in QUARTERS)]
        within = [step.used_minor for step in found.quarters]
        assert within == [now - before for before, now in pairwise(reached)]
        assert found.functions is not None
        for part in (found.whole, found.functions.whole):
            assert part is not None
            amounts = (part.original_minor, part.revised_minor, part.used_minor)
            assert amounts == (sums["original"], sums["revised"], sums["actual"])
        for language in LANGUAGES:
            said_of_parts = sentences(Voice(language, "EUR", 2), found.where)
            assert len(said_of_parts) == len(found.where)
            assert all(said_of_parts)
        if unit == "madrid":
            assert found.units is not None
            used = {part.key: part.used_minor for part in found.units.parts}
            assert used == {key: one["actual"] for key, one in expected[last].items() if key != "madrid"}


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_the_command_line_has_the_published_totals(
    madrid_url: str, monkeypatch: pytest.MonkeyPatch, quarter: Quarter
) -> None:
    monkeypatch.setenv(URL_VARIABLE, madrid_url)
    told = said("scorecard", "--municipality", "madrid", "--quarter", quarter, "--json").document
    assert (told["municipality"], told["unit"], told["quarter"]) == ("madrid", "madrid", str(quarter))
    kpis = {kpi["key"]: kpi for kpi in told["dimensions"][0]["kpis"]}
    totals = published(quarter.last_period)
    spent, revision = kpis["share_of_budget_spent"], kpis["revision_ratio"]
    assert (spent["numerator"], spent["denominator"]) == (totals["actual"], totals["revised"])
    assert spent["value"] == pytest.approx(totals["actual"] / totals["revised"], abs=1e-12)
    assert revision["numerator"] == totals["revised"] - totals["original"]
    assert revision["denominator"] == totals["original"]


@pytest.mark.usefixtures("_madrid", "at_the_machine")
def test_the_page_of_every_centre_opens(expected: dict[Quarter, Sums]) -> None:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    for number, unit in enumerate(sorted(expected[QUARTERS[-1]])):
        query = {"municipality": "madrid", "unit": unit, "quarter": "2022Q4", "lang": LANGUAGES[number % 3]}
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, unit
        shown = "\n".join(str(element.proto.body) for element in app.get("html"))
        assert app.selectbox(key="bb-unit").value == unit
        assert shown.count("<section") >= 4, unit
