from dataclasses import replace
from datetime import date

import pytest

from data.periods import Quarter
from data.vocabulary import Dimension
from metrics import tables as t
from metrics.results import DimensionResult, Fact, Finding, Kpi, Missing, Need, Scorecard, Signal, Status, Trend
from metrics.scorecard import scorecard
from metrics.tables import ScorecardTables
from tests.metrics.small_town import (
    UNITS,
    account,
    accounts,
    adjustment,
    adjustments,
    empty,
    indicator,
    indicators,
    measured,
    position,
    positions,
    target,
    targets,
    values,
)

M = 100_000_000
"""A million kroner in øre."""


def millions(amount: float) -> int:
    return round(amount * M)


def look() -> ScorecardTables:
    """Health and care in the third quarter: 4.2 million over, of which 3.0 is approved for a benefit elsewhere."""
    return replace(
        empty("helse", "2026Q3"),
        budget_positions=positions(
            position("helse", 2025, 9, actual=millions(209), periodised=millions(206)),
            position(
                "helse",
                2026,
                9,
                actual=millions(225.2),
                periodised=millions(221),
                original=millions(290),
                revised=millions(295),
                forecast=millions(299.7),
            ),
            position("hjem", 2026, 9, actual=millions(101.2), periodised=millions(100)),
            position("lege", 2026, 9, actual=millions(124), periodised=millions(121)),
        ),
        account_positions=accounts(
            account("pay", actual=millions(181), periodised=millions(180)),
            account("purchases", actual=millions(50.2), periodised=millions(46)),
            account("income", actual=millions(-6), periodised=millions(-5)),
        ),
        adjustments=adjustments(adjustment("lege", millions(-3.0))),
        targets=targets(
            target("budget_deviation_year_to_date", "range", -0.01, 0.01, accepted_low=-0.02, accepted_high=0.02)
        ),
        loaded=t.table(t.LOADED_PERIODS, [(2026, 9, "actual", "operations", "month", date(2026, 10, 9))]),
        ledger_batch_ids=("b1",),
    )


def budget_of(card: Scorecard) -> DimensionResult:
    return card.dimensions[0]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def figure(card: Scorecard, key: str) -> Kpi:
    band = budget_of(card)
    return next(kpi for kpi in (*band.kpis, *band.more) if kpi.key == key)


def verbs(needs: tuple[Need, ...]) -> list[str]:
    return [need.verb for need in needs]


def test_an_overspend_is_told_with_the_benefit_that_the_council_approved_it_for() -> None:
    band = budget_of(scorecard(look()))
    assert codes(band.findings) == ["budget.overspend", "budget.approved_elsewhere", "budget.driver_cost_worse"]
    assert band.findings[0].facts["amount"] == Fact("money", millions(4.2))  # 225.2 - 221
    assert band.findings[0].facts["share"].value == pytest.approx(4.2 / 221)
    assert band.findings[1].facts == {
        "amount": Fact("money", millions(3.0)),
        "reason": Fact("text", "velferdsteknologi"),
        "authority": Fact("word", "authority.council"),
        "reference": Fact("text", "sak 41/26"),
        "benefit": Fact("text", "den sparer sykehuset"),
    }
    assert band.findings[2].facts == {
        "driver": Fact("word", "driver.purchases"),
        "amount": Fact("money", millions(4.2)),
    }


def test_the_lead_card_holds_all_that_its_reader_needs() -> None:
    lead = budget_of(scorecard(look())).kpis[0]
    assert (lead.key, lead.numerator, lead.denominator) == (
        "budget_deviation_year_to_date",
        -millions(4.2),
        millions(221),
    )
    assert lead.status is Status.ACCEPTED  # -1.9 % is outside ±1 % and inside ±2 %
    assert lead.distance == pytest.approx(-4.2 / 221 + 0.01)
    assert lead.change == pytest.approx(-4.2 / 221 + 3 / 206)
    assert (lead.compared_with, lead.trend) == (Quarter(2025, 3), Trend.WORSE)
    assert (lead.owner_role, lead.as_of, lead.batch_ids) == ("Helsesjef", date(2026, 10, 9), ("b1",))
    assert [str(point.quarter) for point in lead.series] == [
        *("2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")
    ]
    assert lead.series[-1].value == lead.value
    assert lead.signal is Signal.TOO_FEW_POINTS


def test_the_headline_is_the_verdict_in_at_most_two_sentences() -> None:
    headline = scorecard(look()).headline
    assert codes(headline) == ["headline.overspend_approved"]
    assert headline[0].facts["unit"] == Fact("text", "Helse og omsorg")
    assert headline[0].facts["part"] == Fact("money", millions(3.0))


def test_an_approval_larger_than_the_overspend_covers_all_of_it_and_no_more() -> None:
    card = scorecard(replace(look(), adjustments=adjustments(adjustment("lege", millions(-9)))))
    assert "budget.approved_elsewhere_whole" in codes(budget_of(card).findings)
    assert card.headline[0].facts["part"] == Fact("money", millions(4.2))


@pytest.mark.parametrize(
    "row",
    [
        adjustment("lege", -millions(3), approved_on=None),
        adjustment("lege", -millions(3), approved_on=date(2026, 10, 1)),
        adjustment("lege", -millions(3), period=10),
        adjustment("skole", -millions(3)),
        adjustment("lege", -millions(3), year=2025),
    ],
)
def test_what_is_not_approved_here_and_by_now_explains_nothing(row: tuple[object, ...]) -> None:
    card = scorecard(replace(look(), adjustments=adjustments(row)))
    assert "budget.approved_elsewhere" not in codes(budget_of(card).findings)
    assert codes(card.headline) == ["headline.overspend"]
    assert verbs(card.needs).count("explain") == 2  # both units below, none of it approved


def test_what_was_approved_needs_no_explanation_and_the_rest_does() -> None:
    needs = scorecard(look()).needs
    explain = [need for need in needs if need.verb == "explain"]
    assert [(need.unit_id, need.finding.code) for need in explain] == [("hjem", "unexplained.overspend")]
    assert explain[0].finding.facts == {
        "unit": Fact("text", "Hjemmetjenesten"),
        "amount": Fact("money", millions(1.2)),  # 101.2 - 100
    }
    assert (explain[0].page, explain[0].measure) == ("budget", "budget_deviation_year_to_date")


def test_what_is_left_after_approval_is_judged_by_its_own_size() -> None:
    def explained(approved: float) -> bool:
        card = scorecard(replace(look(), adjustments=adjustments(adjustment("lege", millions(approved)))))
        return not any(need.verb == "explain" and need.unit_id == "lege" for need in card.needs)

    assert explained(-2.0)  # 3 - 2 = 1 is within 1 % of 121
    assert not explained(-1.5)  # 1.5 is not


def test_a_written_cause_settles_it_and_an_empty_one_does_not() -> None:
    key = "budget_deviation_year_to_date"
    written = t.table(t.COMMENTARY, [("hjem", key, "Flere brukere")])
    blank = t.table(t.COMMENTARY, [("hjem", key, "  "), ("lege", key, "annen enhet"), ("hjem", "revision_ratio", "x")])
    assert "explain" not in verbs(scorecard(replace(look(), commentary=written)).needs)
    assert "explain" in verbs(scorecard(replace(look(), commentary=blank)).needs)


def test_a_unit_without_units_below_explains_itself() -> None:
    needs = scorecard(replace(look(), unit_id="hjem")).needs
    assert (needs[0].verb, needs[0].unit_id) == ("explain", "hjem")


def test_no_dimension_vanishes_without_data() -> None:
    card = scorecard(empty())
    assert [band.dimension for band in card.dimensions] == list(Dimension)
    assert [band.why_missing for band in card.dimensions] == [
        Missing.NOTHING_IMPORTED,
        Missing.NO_INDICATORS,
        Missing.NO_INDICATORS,
        Missing.NO_BENEFITS_REGISTERED,
    ]
    for band in card.dimensions:
        assert band.findings[0].facts["why"] == Fact("word", f"missing.{band.why_missing}")
        assert band.status is Status.NO_DATA
    assert [(band.lead, band.kpis) for band in card.dimensions[1:]] == [(None, ())] * 3
    assert codes(card.headline) == ["headline.missing"]


@pytest.mark.parametrize("loaded", [(), (position("helse", 2026, 6, actual=1, periodised=1),)])
def test_a_quarter_without_figures_looks_the_same_whether_or_not_its_year_is_known(loaded: tuple[object, ...]) -> None:
    band = budget_of(scorecard(replace(empty(), budget_positions=positions(*loaded))))  # the third quarter
    assert (band.lead, band.why_missing) == ("budget_deviation_year_to_date", Missing.NOTHING_IMPORTED)
    assert (band.kpis[0].key, band.kpis[0].value) == (band.lead, None)
    assert {kpi.why_missing for kpi in band.kpis} == {Missing.NOTHING_IMPORTED}
    assert len(band.kpis) == 4


MADRID = {"actual": millions(100), "original": millions(380), "revised": millions(400)}


@pytest.mark.parametrize(
    ("quarter", "amounts", "lead"),
    [
        ("2026Q3", MADRID | {"periodised": millions(99)}, "budget_deviation_year_to_date"),
        ("2026Q3", MADRID, "share_of_budget_spent"),
        ("2026Q4", MADRID, "year_deviation"),
        ("2026Q4", MADRID | {"periodised": millions(400)}, "year_deviation"),  # nothing is «so far» when a year is over
        ("2026Q4", {"actual": millions(100), "periodised": millions(99)}, "budget_deviation_year_to_date"),
        ("2026Q4", {"actual": millions(100)}, "budget_deviation_year_to_date"),  # nothing can lead: the first, missing
    ],
)
def test_which_figure_leads(quarter: str, amounts: dict[str, int], lead: str) -> None:
    base = empty("helse", quarter)
    row = position("helse", 2026, base.quarter.last_period, **amounts)
    band = budget_of(scorecard(replace(base, budget_positions=positions(row))))
    assert band.lead == lead == band.kpis[0].key
    assert band.status is band.kpis[0].status
    assert 2 <= len(band.kpis) <= 4
    missing = next(kpi for kpi in band.kpis if kpi.key == "budget_deviation_year_to_date")
    if "periodised" not in amounts:
        assert missing.why_missing is Missing.NO_PERIODISED_BUDGET
        assert missing.value is None


def test_accounts_alone_lead_with_the_years_net_result() -> None:
    base = empty("fjell", "2026Q4")
    card = scorecard(
        replace(
            base,
            budget_positions=positions(position("fjell", 2026, 12, actual=-millions(2))),
            account_positions=accounts(
                account("pay", actual=millions(98), unit="fjell", period=12),
                account("income", actual=-millions(100), unit="fjell", period=12),
            ),
        )
    )
    assert budget_of(card).lead == "net_operating_result"
    assert budget_of(card).findings[0] == Finding(
        "budget.net_result_surplus", {"amount": Fact("money", millions(2)), "share": Fact("share", 0.02)}
    )
    assert figure(card, "debt_share").why_missing is Missing.NO_BALANCE


def test_a_late_unit_makes_the_figure_missing_and_is_named() -> None:
    late = replace(
        look(),
        budget_positions=positions(position("helse", 2026, 9, periodised=millions(221), revised=millions(295))),
        gaps=t.table(
            t.DELIVERY_GAPS,
            [
                (2026, 9, "actual", "hjem"),
                (2026, 9, "forecast", "lege"),
                (2026, 9, "actual", "elsewhere"),  # decoy: no unit of this town
                (2025, 9, "actual", "lege"),  # decoy: another year
                (2026, 6, "forecast", "hjem"),  # decoy: an earlier forecast
            ],
        ),
    )
    card = scorecard(late)
    lead = budget_of(card).kpis[0]
    assert (lead.why_missing, lead.missing_detail, lead.value) == (Missing.NOT_DELIVERED, "Hjemmetjenesten", None)
    assert figure(card, "forecast_deviation").missing_detail == "Legetjenesten"
    assert budget_of(card).findings[0].facts["units"] == Fact("text", "Hjemmetjenesten")
    assert [(need.unit_id, need.finding.code) for need in card.needs if need.verb == "deliver"] == [
        ("hjem", "late.actual"),
        ("lege", "late.forecast"),
    ]


def test_a_forecast_that_came_last_year_and_not_now_is_late() -> None:
    rows = positions(
        position("helse", 2025, 9, revised=millions(280), forecast=millions(280)),
        position("helse", 2026, 9, revised=millions(290), actual=millions(200)),
    )
    needs = scorecard(replace(empty(), budget_positions=rows)).needs
    assert [need.finding.code for need in needs if need.verb == "deliver"] == ["late.forecast"]
    never = positions(position("helse", 2026, 9, revised=millions(290), actual=millions(200)))
    assert "deliver" not in verbs(scorecard(replace(empty(), budget_positions=never)).needs)


def hidden(whole: float, *below: tuple[float, float]) -> list[Finding]:
    """Return what is said to lie behind a total this many million under budget; below: budget and deviation."""
    rows = [
        position(key, 2026, 9, actual=millions(budget - deviation), periodised=millions(budget))
        for key, (budget, deviation) in zip(("hjem", "lege", "x", "y"), below, strict=False)
    ]
    more = [("x", "helse", "Kultur", None), ("y", "helse", "Sentrale poster", None)]
    units = t.table(t.UNITS, [*UNITS.itertuples(index=False, name=None), *more])
    total = position("helse", 2026, 9, actual=millions(5000 - whole), periodised=millions(5000))
    card = scorecard(replace(empty(), units=units, budget_positions=positions(total, *rows)))
    return [finding for finding in budget_of(card).findings if "hidden" in finding.code]


def test_tv_08_central_income_and_the_overspend_it_hides_are_both_told() -> None:
    # Sandnes: central items 36.0 under and the services 17.5 over are 18.5 under; 17.5 is 0.35 % of the whole 5 000
    (said,) = hidden(18.5, (500, -15), (500, -3.5), (400, 1), (3600, 36))
    assert said == Finding(
        "budget.hidden_behind",
        {
            "unit": Fact("text", "Sentrale poster"),
            "under": Fact("money", millions(36)),
            "amount": Fact("money", millions(17.5)),  # 15 + 3.5 - 1
        },
    )


def test_an_overspend_that_several_cover_is_told_with_how_many_overspend() -> None:
    (said,) = hidden(3, (500, -15), (500, 9), (500, 9))
    assert said == Finding(
        "budget.hidden_overspend", {"amount": Fact("money", millions(15)), "units": Fact("count", 1)}
    )


def test_what_is_small_to_those_who_overspend_is_not_told() -> None:
    assert hidden(10, (2000, -20), (3000, 30)) == []  # 20 is 1 % of 2 000, not more
    assert hidden(9, (2000, -21), (3000, 30)) != []
    assert hidden(-1, (500, -31), (500, 30)) == []  # the total itself is over and says so


def test_a_gross_share_says_so() -> None:
    gross = {"periodised": millions(100), "actual": millions(101)}
    row = position("helse", 2026, 9, actual=millions(6), periodised=millions(5), gross=gross)
    assert "budget.of_gross" in codes(budget_of(scorecard(replace(empty(), budget_positions=positions(row)))).findings)


def test_volume_is_an_of_which() -> None:
    tables = replace(
        look(),
        indicators=indicators(indicator("V", None, volume=True)),
        indicator_values=values(measured("V", "helse", 2026, 9, 221.0)),
        targets=targets(target("V", "maximum", None, 200.0, unit="helse")),
    )
    said = [finding for finding in budget_of(scorecard(tables)).findings if finding.code.startswith("budget.volume")]
    assert [finding.code for finding in said] == ["budget.volume_higher"]
    assert said[0].facts["amount"] == Fact("money", round(21 * 221 * M / 200))  # 21 more than planned, of 221 m gross
    assert said[0].facts["share"] == Fact("share", 221 / 200)  # of what was planned


def test_at_the_years_end_volume_is_held_against_the_years_budget() -> None:
    row = position("helse", 2026, 12, actual=millions(410), periodised=millions(390), revised=millions(400))
    tables = replace(
        empty("helse", "2026Q4"),
        budget_positions=positions(row),
        indicators=indicators(indicator("V", None, volume=True)),
        indicator_values=values(measured("V", "helse", 2026, 12, 210.0)),
        targets=targets(target("V", "maximum", None, 200.0, unit="helse")),
    )
    said = [finding for finding in budget_of(scorecard(tables)).findings if finding.code.startswith("budget.volume")]
    assert said[0].facts["amount"] == Fact("money", 10 * millions(400) // 200)  # 10 more, each 2 million


def months(last: float) -> list[tuple[object, ...]]:
    """Monthly positions of 2024-2026: every month 100 budgeted and 99 or 101 spent, the last one `last`."""
    rows, spent = [], 0.0
    for year in (2024, 2025, 2026):
        spent = 0.0
        for period in range(1, 13 if year < 2026 else 10):
            spent += last if (year, period) == (2026, 9) else (99, 101)[period % 2]
            rows.append(position("helse", year, period, actual=round(spent * M), periodised=100 * period * M))
    return rows


@pytest.mark.parametrize(("last", "said"), [(101, Signal.NOISE), (130, Signal.MORE_THAN_NOISE)])
def test_a_deviation_is_judged_on_discrete_months_where_quarters_are_too_few(last: float, said: Signal) -> None:
    card = scorecard(replace(look(), budget_positions=positions(*months(last))))
    assert budget_of(card).kpis[0].signal is said
    assert ("investigate" in verbs(card.needs)) == (said is Signal.MORE_THAN_NOISE)


def indicators_of_helse() -> ScorecardTables:
    return replace(
        look(),
        indicators=indicators(
            *(indicator(key) for key in "ABCDE"), indicator("F", "implementation"), indicator("G", "implementation")
        ),
        indicator_values=values(
            measured("A", "helse", 2026, 9, 10.0),
            measured("B", "hjem", 2026, 9, 9.0),
            measured("C", "helse", 2026, 9, 2.0),
            measured("D", "lege", 2026, 9, 4.0),
            measured("E", "helse", 2026, 6, 1.0),
            measured("E", "helse", 2026, 9, None),
            measured("F", "helse", 2026, 9, 3.0),
            measured("C", "helse", 2025, 9, 5.0),
        ),
        targets=targets(
            *(target(key, "minimum", 10.0, accepted_low=8.0) for key in "ABC"), target("D", "maximum", None, 3.0)
        ),
        indicator_batch_ids=("i1",),
    )


def test_innovation_leads_with_how_many_met_their_target_and_shows_the_furthest_off() -> None:
    band = scorecard(indicators_of_helse()).dimensions[1]
    lead = band.kpis[0]
    assert (lead.key, lead.numerator, lead.denominator, lead.value) == ("innovation_targets_met", 1, 4, 0.25)
    assert band.count is not None
    assert (band.count.met, band.count.judged, band.count.registered) == (1, 4, 5)
    # off by 8 of 10, by 1 of 3, and B is accepted at 1 of 10
    assert [kpi.key for kpi in band.kpis[1:]] == ["C", "D", "B"]
    assert [kpi.status for kpi in band.kpis[1:]] == [Status.NOT_ACCEPTED, Status.NOT_ACCEPTED, Status.ACCEPTED]
    assert codes(band.findings) == ["indicators.met", "indicators.furthest_off", "indicators.unmeasured"]
    assert band.findings[0].facts == {"met": Fact("count", 1), "of": Fact("count", 4)}
    furthest = band.kpis[1]
    assert (furthest.label, furthest.at_unit, furthest.distance, furthest.change) == ("Indikator C", None, -8.0, -3.0)
    assert (furthest.trend, furthest.owner_role, furthest.batch_ids) == (Trend.WORSE, "Helsesjef", ("i1",))
    assert [point.value for point in furthest.series] == [None, None, None, 5.0, None, None, None, 2.0]
    assert band.kpis[2].at_unit == "Legetjenesten"


def test_every_other_indicator_stands_behind_the_cards_with_its_target_and_trend() -> None:
    base = indicators_of_helse()
    later = [tuple(row) for row in base.indicator_values.itertuples(index=False, name=None)]
    band = scorecard(replace(base, indicator_values=values(*later, measured("A", "helse", 2025, 9, 9.0)))).dimensions[1]
    assert [kpi.key for kpi in (*band.kpis[1:], *band.more)] == ["C", "D", "B", "A", "E"]
    met, unmeasured = band.more
    assert (met.status, met.value, met.trend) == (Status.DESIRED, 10.0, Trend.BETTER)  # 9 the year before
    assert met.target is not None
    assert (met.target.target_type, met.target.desired_low) == ("minimum", 10.0)
    assert (unmeasured.value, unmeasured.why_missing) == (None, Missing.NOT_MEASURED)
    assert [point.value for point in unmeasured.series][-2:] == [1.0, None]
    assert band.count is not None
    assert band.count.registered == len(band.kpis) - 1 + len(band.more)


def test_measured_without_any_target_says_so() -> None:
    band = scorecard(indicators_of_helse()).dimensions[2]
    assert (band.why_missing, band.status) == (Missing.NO_TARGETS, Status.NO_DATA)
    assert [kpi.key for kpi in band.kpis] == ["implementation_targets_met", "F", "G"]
    assert band.kpis[2].why_missing is Missing.NOT_MEASURED


def test_yearly_indicators_are_not_missed_before_the_year_is_over() -> None:
    yearly = replace(
        empty(),
        indicators=indicators(indicator("A", grain="year")),
        indicator_values=values(measured("A", "helse", 2025, 12, 5.0)),
        targets=targets(target("A", "minimum", 4.0)),
    )
    card = scorecard(yearly)
    assert card.dimensions[1].why_missing is Missing.YEARLY_ONLY
    assert "measure" not in verbs(card.needs)
    assert card.dimensions[1].kpis[0].series[-4].value == 1.0  # the fourth quarter of 2025 met its target
    in_fourth = scorecard(replace(yearly, quarter=Quarter(2026, 4), compared_with=Quarter(2025, 4)))
    assert in_fourth.dimensions[1].why_missing is Missing.NOT_MEASURED
    assert "measure" in verbs(in_fourth.needs)


def test_at_most_five_needs_the_weightiest_first_and_no_verb_drowns_the_rest() -> None:
    schools = [(f"s{n}", "helse", f"Skole {n}", None) for n in range(6)]
    units = t.table(t.UNITS, [*UNITS.itertuples(index=False, name=None), *schools])
    over = [position(f"s{n}", 2026, 9, actual=millions(110 + n), periodised=millions(100)) for n in range(6)]
    base = indicators_of_helse()
    tables = replace(
        base,
        units=units,
        budget_positions=positions(*over, position("helse", 2026, 9, actual=millions(700), periodised=millions(600))),
        gaps=t.table(t.DELIVERY_GAPS, [(2026, 9, "forecast", f"s{n}") for n in range(6)]),
    )
    needs = scorecard(tables).needs
    assert verbs(needs) == ["explain", "explain", "deliver", "deliver", "follow_up"]
    assert [need.unit_id for need in needs[:2]] == ["s5", "s4"]  # 15 and 14 million over: the most money first
    assert [need.weight for need in needs] == sorted((need.weight for need in needs), reverse=True)


def test_the_same_tables_give_the_same_card_in_any_order_of_rows() -> None:
    tables = indicators_of_helse()
    shuffled = replace(
        tables,
        budget_positions=tables.budget_positions.iloc[::-1].reset_index(drop=True),
        account_positions=tables.account_positions.iloc[::-1].reset_index(drop=True),
        indicators=tables.indicators.iloc[::-1].reset_index(drop=True),
        indicator_values=tables.indicator_values.iloc[::-1].reset_index(drop=True),
        targets=tables.targets.iloc[::-1].reset_index(drop=True),
        units=tables.units.iloc[::-1].reset_index(drop=True),
    )
    assert scorecard(shuffled) == scorecard(tables)
