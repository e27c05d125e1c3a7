"""Gains plans side by side, and what a page says of one: against the value-flow page and sums by hand."""

from datetime import date

import pytest

from metrics import benefit_columns as columns
from metrics.benefit_tables import BenefitTables
from metrics.gains_answer import GainsPlan, gains_plan
from metrics.gains_columns import GAINS_OPERATING_COSTS, GAINS_PLANS
from metrics.gains_page import OTHERS, entity_totals, net_by_year, plan_answer
from metrics.gains_ranking import gains_overview
from metrics.gains_stored import StoredGains
from metrics.initiative_value import initiative_value
from metrics.results import Missing
from metrics.tables import table
from metrics.value_flow_answer import Asked
from metrics.value_flow_page import valued
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import Row, benefit, initiative, line, projection
from tests.metrics.small_register import register

DAY = date(2026, 12, 31)
CODES = ("I-1", "I-2", "I-3", "I-4", "I-5")
PARTIES: list[Row] = [("north", "unit", "North", "north"), ("agency", "state_agency", "An agency", None)]
# I-1 pays 100 and gains 300; I-2 pays 100 and gains 150; I-3 has a line without kroner; I-4 is not begun; I-5 no plan
LINES: list[Row] = [
    line("I-1", 1, 1, "a", 2026, 12, 300),
    line("I-1", 1, 2, None, 2026, 6, 100, flow="cost", beneficiary=None),
    line("I-2", 1, 1, "b", 2026, 12, 150),
    line("I-2", 1, 2, None, 2026, 6, 100, flow="cost", beneficiary=None),
    line("I-3", 1, 1, "c", 2026, 12, None),
    line("I-3", 1, 2, "c", 2027, 12, 5),
    line("I-4", 1, 1, "d", 2026, 12, 9_000),
]
EFFECTS: list[Row] = [("I-1", 1, "north", "Calm", "large", 2), ("I-1", 2, "agency", "Toil", "medium", -1)]
BEGUN = table(GAINS_PLANS, [(code, None, "ordinary", 100, 1, None, 1) for code in ("I-2", "I-1", "I-3", "I-5")])


def town(lines: list[Row] = LINES, parties: list[Row] = PARTIES) -> BenefitTables:
    planned = CODES[:4]
    return register(
        "2026Q4",
        **{
            columns.INITIATIVES: [initiative(code, price_year=2026) for code in CODES],
            columns.PARTIES: parties,
            columns.BENEFITS: [benefit(key, code) for key, code in zip("abcd", planned, strict=True)],
            columns.PROJECTIONS: [projection(code, 1, "plan", date(2026, 1, 1)) for code in planned],
            columns.PROJECTION_LINES: lines,
            columns.UNPRICED_EFFECTS: EFFECTS,
        },
    )


def test_plans_that_are_begun_on_are_ranked_as_the_value_flow_page_values_them() -> None:
    tables = town()
    found = gains_overview(tables, StoredGains(BEGUN), DAY)
    assert [(row.initiative_id, row.rank, row.why) for row in found.rows] == [
        ("I-1", 1, None),
        ("I-2", 2, None),
        ("I-3", None, Missing.INCOMPLETE_LINES),
    ]
    assert [row.per_krone for row in found.rows[:2]] == [pytest.approx((300 - 100) / 100), pytest.approx(0.5)]
    cube = valued(tables, Asked(perspective=Perspective.SOCIO_ECONOMIC))
    for row in found.rows[:2]:
        worth = initiative_value(cube, tables, row.initiative_id).worth
        assert row.per_krone == pytest.approx(worth.planned.npv_per_krone.value)
        assert row.npv_minor == round(worth.planned.npv.value or 0)
    assert (found.rows[0].better, found.rows[0].worse) == (1, 1)
    assert (set(found.without), set(found.unplanned)) == ({"I-4"}, {"I-5"})
    assert (found.complete, found.adopted) == (0, 0)


def test_what_no_public_money_is_spent_on_has_no_rank() -> None:
    found = gains_overview(town([line("I-1", 1, 1, "a", 2026, 12, 300)]), StoredGains(BEGUN), DAY)
    row = next(one for one in found.rows if one.initiative_id == "I-1")
    assert (row.rank, row.per_krone, row.why, row.npv_minor) == (None, None, Missing.ZERO_DENOMINATOR, 300)


def agency_plan(lines: list[Row], parties: list[Row] = PARTIES) -> GainsPlan:
    """The agency applies; it says what it costs: 10 a year."""
    stored = StoredGains(
        table(GAINS_PLANS, [("I-1", "agency", "ordinary", 100, 1, None, 1)]),
        operating_costs=table(GAINS_OPERATING_COSTS, [("I-1", "agency", 10), ("I-1", "fjell", 0)]),
    )
    return gains_plan(town(lines, parties), stored, "I-1", DAY)


GAINS: list[Row] = [
    line("I-1", 1, 1, "a", 2026, 12, 10, beneficiary="agency"),
    line("I-1", 1, 2, "a", 2027, 12, 110, beneficiary="agency"),
]


def test_an_entitys_total_is_the_sum_of_its_years_and_the_reason_is_that_of_the_cut() -> None:
    agency, fjell = entity_totals(agency_plan(GAINS))
    assert (agency.gross_minor, agency.operating_cost_minor, agency.net_minor) == (120, 20, 100)
    assert agency.required_cut_minor == (10 - 10) // 2 + (110 - 10) // 2
    assert agency.reasons == ("share_of_applicant",)  # that 2026 has no net gain is not the reason of 50
    assert (fjell.net_minor, fjell.reasons) == (0, ("municipality_or_county",))


def test_a_missing_year_makes_the_total_missing_and_the_answer_says_so() -> None:
    plan = agency_plan([*GAINS, line("I-1", 1, 3, "a", 2027, 6, None, beneficiary="agency", quantity=1.0)])
    agency = entity_totals(plan)[0]
    assert (agency.gross_minor, agency.operating_cost_minor, agency.net_minor) == (None, 20, None)
    assert {one.code for one in plan_answer(plan)} == {"gains.incomplete", "gains.net_unknown", "gains.cut_unknown"}
    assert net_by_year(plan).stacks == {}  # nothing, and what is not known: there is nothing to draw


def test_the_answer_says_the_gain_and_the_cut() -> None:
    said = {one.code: {name: fact.value for name, fact in one.facts.items()} for one in plan_answer(agency_plan(GAINS))}
    assert said["gains.net_gain"]["amount"] == 100
    assert said["gains.cut"]["amount"] == 50


def test_a_drawing_has_room_for_five_and_tells_the_rest_together() -> None:
    parties = [*PARTIES, *(((f"p{n}", "county", f"P{n}", None)) for n in range(6))]
    said = [("I-1", one, 0) for one in ("agency", "fjell", *(f"p{n}" for n in range(6)))]
    lines = [line("I-1", 1, n + 1, "a", 2026, 12, 10 + n, beneficiary=f"p{n}") for n in range(6)]
    stored = StoredGains(operating_costs=table(GAINS_OPERATING_COSTS, said))
    told = net_by_year(gains_plan(town(lines, parties), stored, "I-1", DAY))
    assert list(told.stacks) == ["p5", "p4", "p3", "p2", OTHERS]
    assert told.stacks[OTHERS] == (10 + 11,)
    assert told.in_kroner(1)["p5"] == ((2026, 1.5),)
    assert told.gains_most == "p5"
