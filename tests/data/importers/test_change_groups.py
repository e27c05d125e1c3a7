"""A budget by change group: what its rows become, the next year's as re-forecast, and every problem it can have."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from data.benefit_vocabulary import BenefitType, Flow, PartyKind, Phase, ProjectionKind
from data.importers.context import Context, KnownBenefit, KnownRegister
from data.importers.profiles import profiles
from data.importers.reading import read

BUDGET = profiles()["bergen-budget"]
TOLD = Context("bergen", year=2012)
HEADER = "avdeling;avdeling-tekst;inntekt-utgift;tjeneste;tjeneste-tekst;endrgr;endrgr-tekst;tekst;"
NAMES = {"3": "Helse", "6": "Næring", "7": "Kultur"}


def line(unit, group, text, *amounts, side="Utgift", service="12000"):
    """Return a row of the file in whole kroner; a text stands as it is."""
    cells = (unit, NAMES.get(unit, ""), side, service, "Administrasjon", group, group, text)
    return ";".join((*cells, *(str(amount) for amount in amounts)))


def content_of(*rows, years=(2012, 2013, 2014, 2015)):
    return ("\ufeff" + "\n".join((HEADER + ";".join(map(str, years)), *rows)) + "\n").encode()


def parsed_of(*rows, years=(2012, 2013, 2014, 2015), context=TOLD):
    return read(BUDGET, content_of(*rows, years=years), context)


def after(parsed, context=TOLD, content=b""):
    """Return what is told with next year's budget once this one is stored."""
    known = context.register
    told = parsed.benefits
    register = KnownRegister(
        parties={**known.parties, **{row.party_id: row.name for row in told.parties}},
        price_years={**known.price_years, **{row.initiative_id: row.price_year for row in told.initiatives}},
        benefits={
            **known.benefits,
            **{row.benefit_id: KnownBenefit(row.initiative_id, row.benefit_type) for row in told.benefits},
        },
        projected={**known.projected, **{row.initiative_id: row.lines for row in told.projections}},
    )
    stored = {**context.stored, hashlib.sha256(content).hexdigest(): context.year}
    return replace(context, year=context.year + 1, register=register, stored=stored)


def errors(parsed):
    return sorted((problem.code, problem.row, problem.column, problem.found) for problem in parsed.errors)


def warned(parsed):
    return sorted((problem.code, problem.found) for problem in parsed.warnings)


def figures(projection):
    """Return whole kroner by benefit (or payer) and year."""
    found = {}
    for one in projection.lines:
        key = one.benefit_id or (one.bearer_id, one.beneficiary_id)
        found.setdefault(key, {})[one.fiscal_year] = one.amount_minor // 100
    return found


def test_less_net_spending_is_a_gain_of_the_department():
    # income falls by 3 (written as -3), expenditure falls by 10: a gain of 13; another text is another benefit
    parsed = parsed_of(
        line("3", "N11", "Nye rutiner", " -10 ", " -10 ", "-10", "-10"),
        line("3", "N11", "Nye  rutiner ", -3, -3, -3, -3, side="Inntekt"),
        line("3", "N11", "Annet", 0, " -   ", -5, -5),
        line("3", "N99", "Ikke et tiltak", 7, 7, 7, 7),
    )
    assert parsed.problems == []
    (initiative,) = parsed.benefits.initiatives
    assert (initiative.initiative_id, initiative.phase, initiative.price_year) == ("N11", Phase.EXECUTION, 2012)
    routines, other = parsed.benefits.benefits
    assert (routines.name, routines.unit_id, routines.owner_role) == ("Nye rutiner (Administrasjon)", "3", "Helse")
    assert (routines.benefit_type, routines.unexpected) == (BenefitType.CASH, False)
    assert other.first_effect_on == date(2014, 1, 1)
    (plan,) = parsed.benefits.projections
    assert (plan.kind, plan.as_of, plan.decision_reference) == (ProjectionKind.PLAN, date(2012, 1, 1), "Budsjett 2012")
    assert figures(plan) == {
        routines.benefit_id: dict.fromkeys(range(2012, 2016), 10 + 3),
        other.benefit_id: {2012: 0, 2013: 0, 2014: 5, 2015: 5},
    }
    assert {(one.bearer_id, one.beneficiary_id, one.period) for one in plan.lines} == {("3", "3", 12)}


def test_the_file_adds_up_by_year_and_its_departments_become_units():
    parsed = parsed_of(
        line("3", "N00", "Vedtatt budsjett", 100, 100, 100, 100),
        line("3", "N00", "Vedtatt budsjett", -40, -40, -40, -40, side="Inntekt"),
        line("6", "N11", "x", -1, -2, -3, -4),
    )
    assert parsed.rows_read == 3
    assert len(parsed.lines) == 0
    assert [(unit.unit_id, unit.name, unit.valid_from) for unit in parsed.units] == [
        ("3", "Helse", date(2012, 1, 1)),
        ("6", "Næring", date(2012, 1, 1)),
    ]
    totals = parsed.control_totals
    assert [totals[f"expenditure_{year}"] for year in range(2012, 2016)] == [
        9900,
        9800,
        9700,
        9600,
    ]  # 100 - 1 and so on
    assert totals["income_2015"] == -4000
    assert totals["benefits_plan"] == (1 + 2 + 3 + 4) * 100


def test_more_net_spending_for_a_new_initiative_is_a_cost_of_its_department():
    parsed = parsed_of(
        line("3", "N07B", "Flere plasser", 10, 20, 20, 20),
        line("3", "N07B", "Egenandel", -1, -1, -1, -1, side="Inntekt"),
        line("7", "N07B", "Film", 5, 5, 5, 5),
    )
    assert parsed.problems == []
    assert parsed.benefits.benefits == []
    (plan,) = parsed.benefits.projections
    assert {one.flow for one in plan.lines} == {Flow.OPERATING_COST}
    assert figures(plan) == {
        ("3", None): {2012: 10 - 1, 2013: 20 - 1, 2014: 20 - 1, 2015: 20 - 1},
        ("7", None): dict.fromkeys(range(2012, 2016), 5),
    }


def test_reduced_service_has_a_counterpart_without_a_price():
    parsed = parsed_of(line("3", "N10", "Færre plasser", -10, -10, -10, -10))
    (effect,) = parsed.benefits.unpriced
    assert (effect.initiative_id, effect.party_id, effect.magnitude) == ("N10", "innbyggere", -1)
    assert {party.kind for party in parsed.benefits.parties} == {PartyKind.UNIT, PartyKind.CITIZENS}


def test_a_requirement_given_back_is_a_disbenefit_of_an_initiative_of_its_own():
    parsed = parsed_of(
        line("3", "N06", "Reversert effektiviseringskrav fra 2011", 10, 10, 10, 10),
        line("3", "N06", "Noe annet", 99, 99, 99, 99),
    )
    (benefit,) = parsed.benefits.benefits
    assert (benefit.initiative_id, benefit.benefit_type) == ("N06-REVERSERT-2011", BenefitType.DISBENEFIT)
    assert benefit.owner_role == "Helse"
    assert figures(parsed.benefits.projections[0]) == {benefit.benefit_id: dict.fromkeys(range(2012, 2016), -10)}


def test_a_measure_of_a_group_of_gains_that_only_loses_is_a_disbenefit():
    parsed = parsed_of(line("3", "N11", "Lettet krav", 0, 4, 4, 4), line("3", "N11", "Krav", -1, 0, 0, 0))
    kinds = {row.name.split(" (")[0]: row.benefit_type for row in parsed.benefits.benefits}
    assert kinds == {"Lettet krav": BenefitType.DISBENEFIT, "Krav": BenefitType.CASH}


AGREEMENT = "Ny avtale for data og telefoni"


def test_what_sums_to_zero_over_departments_flows_from_those_who_deliver_to_the_one_who_carries():
    # 6 had budgeted 100 for all and gives it back; 3 delivers 60, 7 delivers 30, and 6 itself 10
    parsed = parsed_of(
        line("6", "N03", AGREEMENT, 100, 100, 100, 100, side="Inntekt"),
        line("6", "N03", AGREEMENT, -10, -10, -10, -10),
        line("3", "N03", AGREEMENT, -60, -60, -60, -60),
        line("7", "N03", f"Fordeling {AGREEMENT}", -30, -30, -30, -30),
        line("7", "N03", "Noe annet", -1, -1, -1, -1),
    )
    assert parsed.problems == []
    (plan,) = parsed.benefits.projections
    assert plan.initiative_id == "N03-DATA-TELEFONI"
    assert {one.flow for one in plan.lines} == {Flow.TRANSFER}
    assert figures(plan) == {
        ("3", "6"): dict.fromkeys(range(2012, 2016), 60),
        ("7", "6"): dict.fromkeys(range(2012, 2016), 30),
    }
    assert parsed.benefits.benefits == []


def test_the_next_budget_is_the_forecast_on_the_level_that_was_adopted():
    first = parsed_of(
        line("3", "N11", "Nevnt igjen", -10, -20, -20, -20),
        line("3", "N11", "Ikke nevnt", -5, -9, -9, -9),
    )
    told = after(first)
    second = parsed_of(
        line("3", "N11", "Nevnt igjen", -1, -2, -3, -4),
        line("3", "N11", "Nytt", -7, -7, -7, -7),
        years=(2013, 2014, 2015, 2016),
        context=told,
    )
    assert second.errors == []
    again, silent = (row.benefit_id for row in first.benefits.benefits)
    (new,) = second.benefits.benefits
    assert new.unexpected
    assert second.benefits.initiatives == []
    (forecast,) = second.benefits.projections
    assert (forecast.kind, forecast.as_of) == (ProjectionKind.FORECAST, date(2013, 1, 1))
    assert figures(forecast) == {
        again: {2012: 10, 2013: 10 + 1, 2014: 10 + 2, 2015: 10 + 3, 2016: 10 + 4},
        silent: dict.fromkeys(range(2012, 2017), 5),  # it stands as adopted for 2012, and not as planned for later
        new.benefit_id: dict.fromkeys(range(2013, 2017), 7),
    }
    assert warned(second) == [("not_restated", "5.00"), ("other_price_level", "2013")]


def test_a_third_budget_builds_on_the_second():
    first = parsed_of(line("3", "N07B", "Plasser", 10, 20, 20, 20))
    second_told = after(first)
    years = (2013, 2014, 2015, 2016)
    second = parsed_of(line("3", "N07B", "Plasser", 3, 4, 4, 4), years=years, context=second_told)
    third = parsed_of(
        line("3", "N07B", "Flere", 1, 1, 1, 1), years=(2014, 2015, 2016, 2017), context=after(second, second_told)
    )
    (forecast,) = third.benefits.projections
    assert figures(forecast) == {
        ("3", None): {2012: 10, 2013: 10 + 3, 2014: 13 + 1, 2015: 13 + 1, 2016: 13 + 1, 2017: 13 + 1}
    }


def test_a_measure_first_told_later_is_a_plan_of_its_own_and_a_renamed_department_is_said():
    told = after(parsed_of(line("3", "N11", "x", -1, -1, -1, -1)))
    told = replace(told, register=replace(told.register, parties={"3": "Helse og omsorg"}))
    second = parsed_of(
        line("3", "N11", "x", 0, 0, 0, 0),
        line("3", "N10", "y", -1, -1, -1, -1),
        years=(2013, 2014, 2015, 2016),
        context=told,
    )
    kinds = {row.initiative_id: row.kind for row in second.benefits.projections}
    assert kinds == {"N11": ProjectionKind.FORECAST, "N10": ProjectionKind.PLAN}
    assert [row.initiative_id for row in second.benefits.initiatives] == ["N10"]
    assert warned(second) == [("other_price_level", "2013"), ("renamed_department", "Helse")]


ROW = line("3", "N11", "x", -1, -1, -1, -1)
LATER = (2013, 2014, 2015, 2016)


def test_the_year_is_told_and_stands_in_the_header():
    assert errors(parsed_of(ROW, context=Context("bergen"))) == [("year_not_told", 0, "", "")]
    assert errors(parsed_of(ROW, years=LATER)) == [("other_year", 0, "", "2013")]
    assert errors(parsed_of(ROW, years=(2012, 2013, 2014, 2016))) == [("year_columns", 1, "", "2012, 2013, 2014, 2016")]
    assert errors(parsed_of(ROW, years=("a", "b", "c", "d"))) == [("year_columns", 1, "", "")]
    assert errors(parsed_of(ROW, context=Context("bergen", currency="SEK", year=2012))) == [
        ("other_currency", 0, "", "SEK")
    ]


@pytest.mark.parametrize(
    ("stored", "year", "said"),
    [
        ({"a": 2012}, 2012, ("budget_loaded", "2012")),
        ({"a": 2013}, 2012, ("later_budget_loaded", "2012")),
        ({"a": 2012}, 2014, ("budget_year_gap", "2014")),
        ({"a": 2012, "b": 2013}, 2012, ("budget_loaded", "2012")),
        ({}, 2013, None),
        ({"a": 2012}, 2013, None),
    ],
)
def test_budgets_come_in_their_order(stored, year, said):
    years = tuple(range(year, year + 4))
    parsed = parsed_of(ROW, years=years, context=Context("bergen", year=year, stored=stored))
    assert [(problem.code, problem.found) for problem in parsed.errors] == ([said] if said else [])


def test_the_very_same_file_is_no_problem():
    content = content_of(ROW)
    first = read(BUDGET, content, TOLD)
    told = replace(after(first, content=content), year=2012)
    again = read(BUDGET, content, told)
    assert again.problems == []
    assert again.benefits.projections == first.benefits.projections


def test_rows_that_cannot_be_read():
    parsed = parsed_of(
        line("", "N11", "x", 1, 1, 1, 1),
        line("3", "N11", "x", "n/a", "", "1,5", "1.5"),
        line("3", "N11", "x", 1, 1, 1, 1, side="Gave"),
    )
    assert errors(parsed) == [
        ("empty_amount", 3, "2013", ""),
        ("empty_code", 2, "avdeling", ""),
        ("not_an_amount", 3, "2012", "n/a"),
        ("not_an_amount", 3, "2015", "1.5"),
        ("unknown_side", 4, "inntekt-utgift", "Gave"),
    ]


def test_a_text_that_is_too_long_and_agreements_that_are_none():
    assert errors(parsed_of(line("3", "N11", "x" * 200, -1, -1, -1, -1))) == [("long_text", 2, "tekst", "")]
    uneven = parsed_of(line("6", "N03", AGREEMENT, 5, 5, 5, 5), line("3", "N03", AGREEMENT, -5, -5, -4, -5))
    assert errors(uneven) == [("agreement_does_not_add_up", 2, "", "1.00")]
    assert uneven.errors[0].extra["year"] == "2014"
    several = parsed_of(
        line("6", "N03", AGREEMENT, 5, 5, 5, 5),
        line("7", "N03", AGREEMENT, 5, 5, 5, 5),
        line("3", "N03", AGREEMENT, -10, -10, -10, -10),
    )
    assert errors(several) == [("agreement_of_several", 2, "", "6, 7")]
