"""An overspend told beside the documented benefit of the initiative that the same decision adopted."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.benefit_tables import BenefitTables
from metrics.documented_benefit import documented_benefits
from metrics.results import Fact, Finding, Need
from metrics.scorecard import scorecard
from metrics.sight import Sight
from tests.metrics.benefit_town import Row, benefit, initiative, line, measurement, projection
from tests.metrics.small_register import PARTIES, TOWN, TREE
from tests.metrics.small_register import register as rows_of
from tests.metrics.test_scorecard import budget_of, look, millions

SAK = "sak 41/26"
REALISED = measurement("1", "a", 2025, 12, millions(1), beneficiary_id="hospital", price_year=2026)
VERIFIED = {"verdict": "confirmed", "verified_minor": millions(0.5)}


def decided(initiative_id: str = "A", kind: str = "plan", *, reference: str = SAK, adopted: bool = True) -> Row:
    made = list(projection(initiative_id, 1, kind, date(2025, 6, 18), adopted=adopted))
    made[4] = reference
    return tuple(made)


def town(**changed: list[Row]) -> BenefitTables:
    """Two millions in 2025 and six in 2026, most of it for the hospital, and half a million for the ward."""
    told: dict[str, list[Row]] = {
        "initiatives": [initiative("A", price_year=2026), initiative("B", price_year=2026)],
        "benefits": [
            benefit("a", "A", "other_public"),
            benefit("w", "A", "reallocation"),
            benefit("z", "B"),
        ],
        "projections": [decided(), decided("B", reference="sak 7/25")],
        "projection_lines": [
            line("A", 1, 1, "a", 2025, 12, millions(2), beneficiary="hospital"),
            line("A", 1, 2, "a", 2026, 12, millions(6), beneficiary="hospital"),
            line("A", 1, 3, "w", 2026, 12, millions(0.5), beneficiary="ward"),
            line("B", 1, 1, "z", 2025, 12, millions(99)),
        ],
        "measurements": [(*REALISED,)],
    }
    return rows_of("2026Q3", "north", **{**told, **changed})


def measured(amount: float, **told: object) -> list[Row]:
    return [
        measurement("1", "a", 2025, 12, millions(amount), beneficiary_id="hospital", price_year=2026, **told),
    ]


def said(found: BenefitTables | None) -> tuple[Finding, Finding, list[Need]]:
    """The verdict's sentence, the band's sentence of what was approved, and the needs."""
    card = scorecard(replace(look(), benefits=found))
    return card.headline[0], budget_of(card).findings[1], list(card.needs)


def test_the_same_sentence_tells_what_was_planned_what_came_and_who_gains() -> None:
    headline, approved, needs = said(town(measurements=measured(1, **VERIFIED)))
    figures = {
        "planned": Fact("money", millions(4.25)),  # (2 + 6 + 0.5) over two years
        "gainer": Fact("text", "The hospital"),
        "realised": Fact("money", millions(1)),
        "verified": Fact("money", millions(0.5)),
    }
    assert headline.code == "headline.overspend_documented"
    assert approved.code == "budget.documented"
    for finding in (headline, approved):
        assert figures.items() <= finding.facts.items()
        assert finding.facts["benefit"] == Fact("text", "den sparer sykehuset")
    show = next(need for need in needs if need.verb == "show")
    assert (show.page, show.initiative, show.finding.code) == ("benefits", "A", "benefit.to_be_shown_realised")
    assert not any(need.verb == "follow_up" for need in needs)


@pytest.mark.parametrize(
    ("measurements", "lines", "end"),
    [
        ([], None, "_unmeasured"),
        (measured(-1), None, "_loss"),
        ([], [line("A", 1, 1, "a", 2026, 12, millions(6), beneficiary="hospital")], "_not_due"),
    ],
)
def test_what_has_not_come_is_told_as_it_is(measurements: list[Row], lines: list[Row] | None, end: str) -> None:
    changed: dict[str, list[Row]] = {"measurements": measurements}
    headline, approved, needs = said(town(**changed, **({"projection_lines": lines} if lines else {})))
    assert headline.code == f"headline.overspend_documented{end}"
    assert approved.code == f"budget.documented{end}"
    assert [need.finding.code for need in needs if need.verb == "show"] == [f"benefit.to_be_shown{end}"]


def test_once_all_that_was_due_is_verified_nobody_is_asked_for_it() -> None:
    _, _, needs = said(town(measurements=measured(2, verdict="confirmed", verified_minor=millions(2))))
    assert not {need.verb for need in needs} & {"show", "follow_up"}


@pytest.mark.parametrize(
    "changed",
    [
        {"projections": [decided(reference="sak 42/26")]},
        {"projections": [decided(kind="forecast")]},
        {"projections": [decided(adopted=False)]},
        {"projection_lines": []},
        {"initiatives": [initiative("A", price_year=2020)], "parameters": []},  # not to be carried to 2026
    ],
)
def test_without_such_an_initiative_it_is_told_as_a_quote(changed: dict[str, list[Row]]) -> None:
    kept = {} if "initiatives" not in changed else {"benefits": [benefit("a", "A", "other_public")]}
    lines = {} if "initiatives" not in changed else {"projection_lines": [line("A", 1, 1, "a", 2025, 12, 5)]}
    only = {} if "initiatives" not in changed else {"projections": [decided()]}
    headline, approved, needs = said(town(**{**kept, **lines, **only, **changed}))
    assert headline.code == "headline.overspend_approved"
    assert approved.code == "budget.approved_elsewhere"
    assert [need.page for need in needs if need.verb == "follow_up"] == ["budget"]
    assert said(None)[0] == headline


def test_a_gainer_that_may_not_be_named_is_told_as_the_unit_above_it() -> None:
    lines = [line("A", 1, 1, "w", 2025, 12, millions(2), beneficiary="ward")]
    found = town(projection_lines=lines, measurements=[])
    assert found.parties["party_id"].tolist() == [party[0] for party in PARTIES]
    assert TREE["unit_id"].tolist()[2] == "ward"

    def gainer(*named: str) -> str:
        seen = replace(found, sight=Sight(frozenset(named)))
        return documented_benefits(seen, {SAK})[SAK].gainer

    assert gainer("ward", "north") == "Ward"
    assert gainer("north") == "North"
    assert gainer() == TOWN.name
