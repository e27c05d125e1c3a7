"""The benefits band of the scorecard, its lines of «Needs you», and how it reaches the fair score."""

from dataclasses import replace
from datetime import date

import pytest

from data.periods import Quarter
from data.vocabulary import Dimension
from metrics.benefit_tables import BenefitTables
from metrics.results import DimensionResult, Fact, Missing, Scorecard, Status
from metrics.scorecard import scorecard
from metrics.scorecard_cards import QUARTERS_SHOWN
from metrics.tables import ScorecardTables
from tests.metrics.benefit_town import Row, benefit, initiative, line, measurement, projection
from tests.metrics.small_register import TREE, register
from tests.metrics.small_town import empty, position, positions, target, targets

M = 100_000_000
FIRST = date(2024, 1, 1)
NO_GROWTH: list[Row] = [("municipal_deflator", date(year, 1, 1), 0.0) for year in (2025, 2026)]


def town(quarter: str = "2025Q4", unit_id: str = "fjell", **changed: list[Row]) -> BenefitTables:
    """North planned 10 millions in 2024 and 2025 and realised 6 and 8; south planned 5 in 2026."""
    rows: dict[str, list[Row]] = {
        "initiatives": [
            initiative("A", next_decision_on=date(2025, 11, 1)),
            initiative("B", "south", phase="planning", next_decision_on=date(2026, 2, 1)),
            initiative("C", "south", state="stopped", next_decision_on=date(2020, 1, 1)),
        ],
        "benefits": [
            benefit("a", "A", first_effect_on=FIRST, baseline_value=1.0, baseline_on=date(2023, 1, 1)),
            benefit("b", "A", "quality", first_effect_on=FIRST),
            benefit("c", "B", unit_id="south"),
        ],
        "projections": [
            projection("A", 1, "plan", date(2024, 1, 1)),
            projection("B", 1, "plan", date(2024, 1, 1)),
        ],
        "projection_lines": [
            line("A", 1, 1, "a", 2024, 12, 10 * M),
            line("A", 1, 2, "a", 2025, 12, 10 * M),
            line("B", 1, 1, "c", 2026, 12, 5 * M),
        ],
        "measurements": [
            measurement("1", "a", 2024, 12, 6 * M, verdict="confirmed", verified_minor=6 * M),
            measurement("2", "a", 2025, 12, 8 * M),
        ],
    }
    return register(quarter, unit_id, **{"parameters": NO_GROWTH, **rows, **changed})


def tables(found: BenefitTables | None) -> ScorecardTables:
    base = empty("helse", "2025Q4")
    if found is None:
        return base
    quarter = found.quarter
    return replace(
        base, unit_id=found.unit_id, quarter=quarter, compared_with=quarter.shifted(-4), units=TREE, benefits=found
    )


def band(card: Scorecard) -> DimensionResult:
    return next(one for one in card.dimensions if one.dimension is Dimension.BENEFITS)


def test_the_band_leads_with_the_rate_against_the_current_plan_and_holds_its_cards() -> None:
    made = band(scorecard(tables(town())))
    assert [kpi.key for kpi in made.kpis] == [
        "realisation_rate",
        "verified_share",
        "benefits_measured",
        "verified_and_cut",
    ]
    lead, share, measured, cut = made.kpis
    assert (lead.numerator, lead.denominator, lead.value) == (14 * M, 20 * M, 14 / 20)
    assert (share.numerator, share.denominator) == (6 * M, 14 * M)
    assert (measured.numerator, measured.denominator) == (1, 2)  # c's initiative is only planned
    assert cut.value == 0
    assert lead.change == pytest.approx(14 / 20 - 6 / 10)
    assert [point.value for point in lead.series] == [None, None, None, 0.6, 0.6, 0.6, 0.6, 0.7]
    assert len(lead.series) == QUARTERS_SHOWN
    assert (lead.status, made.status) == (Status.NO_TARGET, Status.NO_TARGET)
    assert [kpi.key for kpi in made.more] == ["realisation_rate_original", "benefits_verified"]
    assert lead.as_of == date(2025, 12, 31)
    assert lead.batch_ids == ()


def test_its_sentences_tell_planned_realised_verified_and_what_is_money() -> None:
    findings = band(scorecard(tables(town()))).findings
    assert [one.code for one in findings] == ["benefits.realised", "benefits.verified_not_cut", "benefits.measured"]
    assert findings[0].facts == {
        "planned": Fact("money", 20 * M),
        "realised": Fact("money", 14 * M),
        "share": Fact("share", 14 / 20),
    }
    claims: list[Row] = [("k", "a", 2024, 1, "north", None, None, 4 * M, "Leader", "sak", True, 1)]
    cut = band(scorecard(tables(town(claims=claims))))
    assert cut.findings[1].code == "benefits.verified_and_cut"
    assert cut.findings[1].facts["cut"] == Fact("money", 4 * M)


def test_an_adopted_target_judges_the_lead() -> None:
    wanted = targets(target("realisation_rate", "minimum", 0.9, accepted_low=0.7))
    made = band(scorecard(replace(tables(town()), targets=wanted)))
    assert made.status is Status.ACCEPTED  # 0.70 is the lowest accepted
    assert made.kpis[0].distance == pytest.approx(0.7 - 0.9)


def test_a_unit_whose_benefits_are_not_due_says_so_and_is_not_red() -> None:
    made = band(scorecard(tables(town(unit_id="south"))))
    assert made.why_missing is Missing.NOT_DUE_YET
    assert made.status is Status.NOT_DUE
    assert {kpi.status for kpi in made.kpis[:3]} == {Status.NOT_DUE}
    assert made.findings[0].code == "dimension.missing"


@pytest.mark.parametrize("found", [None, register(), town(unit_id="ward")])
def test_without_a_benefit_of_the_units_the_band_says_that_none_is_registered(found: BenefitTables | None) -> None:
    assert band(scorecard(tables(found))).why_missing is Missing.NO_BENEFITS_REGISTERED


def test_what_a_unit_that_has_ended_answered_for_is_still_the_municipalitys() -> None:
    ended = town(benefits=[benefit("a", "A", unit_id="closed", first_effect_on=FIRST)])
    assert band(scorecard(tables(ended))).kpis[0].numerator == 14 * M
    assert band(scorecard(tables(replace(ended, unit_id="north")))).why_missing is Missing.NO_BENEFITS_REGISTERED


def test_what_was_planned_is_told_where_nothing_was_measured() -> None:
    first, *_ = band(scorecard(tables(town(measurements=[])))).findings
    assert (first.code, first.facts) == ("benefits.not_measured", {"planned": Fact("money", (10 + 10) * M)})


def test_a_loss_is_told_as_a_loss() -> None:
    found = town(measurements=[measurement("1", "a", 2025, 12, -3 * M)])
    first = band(scorecard(tables(found))).findings[0]
    assert (first.code, first.facts["realised"]) == ("benefits.loss", Fact("money", 3 * M))


def test_the_register_asks_for_what_is_late_unverified_and_undecided() -> None:
    needs = {need.verb: need for need in scorecard(tables(town())).needs}
    late = needs["measure_benefit"]
    assert late.finding.code == "benefit.overdue"  # b was never measured
    assert late.finding.facts == {"benefit": Fact("text", "Benefit b"), "day": Fact("date", date(2024, 12, 31))}
    assert (late.page, late.initiative, late.unit_id) == ("benefits", "A", "fjell")
    assert needs["verify"].finding.facts == {"count": Fact("count", 1), "amount": Fact("money", 8 * M)}
    assert needs["decide"].finding.facts["initiative"] == Fact("text", "Initiative A")
    assert needs["decide"].finding.code == "initiative.past_decision"  # B's day has not come, C is stopped


def test_what_is_verified_and_not_cut_reaches_the_fair_score() -> None:
    #  revised 100, outturn 94 of which 6 is a verified saving that the budget still holds: nothing is left, score 100
    found = town("2024Q4", "north")
    rows = positions(position("north", 2024, 12, actual=94 * M, revised=100 * M, original=100 * M))

    def score(register_of_quarter: BenefitTables | None) -> float | None:
        base = replace(tables(found), budget_positions=rows, benefits=register_of_quarter)
        made = scorecard(base).dimensions[0]
        return next(kpi.value for kpi in (*made.kpis, *made.more) if kpi.key == "adherence_score")

    assert found.quarter == Quarter(2024, 4)
    assert score(found) == 100.0
    assert score(None) == 0.0  # 6 % away
