from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import PartyKind
from metrics import benefit_columns as columns
from metrics.benefit_tables import BenefitTables
from metrics.gains_answer import gains_plan
from metrics.gains_columns import GAINS_OPERATING_COSTS, GAINS_PLANS
from metrics.gains_stored import StoredGains
from metrics.gains_tables import NoGainsPlan, PlanTables, plan_tables
from metrics.tables import table
from tests.metrics.benefit_town import Row, benefit, initiative, line, measurement, projection
from tests.metrics.small_register import register

DAY = date(2026, 12, 31)
AGENCY: Row = ("agency", "state_agency", "An agency", None)
PARTIES: list[Row] = [
    ("north", "unit", "North", "north"),
    ("south", "unit", "South", "south"),
    ("hospital", "hospital_trust", "The hospital", None),
    AGENCY,
]
BENEFITS: list[Row] = [
    benefit("cash", "I-1", baseline_method="accounts"),
    benefit("other", "I-1", "other_public"),
    benefit("quality", "I-1", "quality"),
    benefit("hours", "I-1", "reallocation"),
    benefit("step", "I-1"),  # decoy: leads to cash, so its kroner are counted there
    benefit("elsewhere", "I-2"),  # decoy: another initiative's
]
LINES: list[Row] = [
    line("I-1", 2, 1, "cash", 2025, 12, 700),
    line("I-1", 2, 2, "cash", 2025, 12, 300, beneficiary="south"),
    line("I-1", 2, 3, "other", 2026, 12, 900, beneficiary="hospital"),
    line("I-1", 2, 4, "quality", 2025, 12, None, quantity=4.0),
    line("I-1", 2, 5, "hours", 2025, 12, None, quantity=50.0),
    line("I-1", 2, 6, "step", 2025, 12, 5_000),
    line("I-1", 2, 7, None, 2025, 12, 150, flow="operating_cost", beneficiary=None),
    line("I-1", 2, 8, None, 2025, 6, 9_000, flow="cost", beneficiary=None),  # decoy: the project's own cost
    line("I-1", 1, 1, "cash", 2025, 12, 1),  # decoy: the original plan
    line("I-1", 3, 1, "cash", 2025, 12, 2),  # decoy: adopted after the day
    line("I-1", 4, 1, "cash", 2025, 12, 3),  # decoy: a forecast
    line("I-2", 1, 1, "elsewhere", 2025, 12, 4),
]
PROJECTIONS: list[Row] = [
    projection("I-1", 1, "plan", date(2024, 1, 1)),
    projection("I-1", 2, "plan", date(2025, 1, 1)),
    projection("I-1", 3, "plan", date(2027, 1, 1)),
    projection("I-1", 4, "forecast", date(2025, 6, 1)),
    projection("I-2", 1, "plan", date(2024, 1, 1)),
]


def town(**rows: list[Row]) -> BenefitTables:
    told: dict[str, list[Row]] = {
        columns.INITIATIVES: [initiative("I-1"), initiative("I-2"), initiative("I-3")],
        columns.PARTIES: PARTIES,
        columns.BENEFITS: BENEFITS,
        columns.DEPENDENCIES: [("step", "cash")],
        columns.PROJECTIONS: PROJECTIONS,
        columns.PROJECTION_LINES: LINES,
    }
    return register("2026Q4", **{**told, **rows})


def made(**rows: list[Row]) -> PlanTables:
    return plan_tables(town(**rows), StoredGains(), "I-1", DAY)


def cells(plan: PlanTables, table: str) -> dict[tuple[str, int], int]:
    frame = getattr(plan, table).groupby(["entity_id", "fiscal_year"])["amount_minor"].sum()
    return {(str(entity), int(year)): int(amount) for (entity, year), amount in frame.items()}


def test_gains_are_the_current_plans_end_benefits_with_own_units_as_one_entity() -> None:
    plan = made()
    assert cells(plan, "gains") == {
        ("fjell", 2025): 700 + 300,
        ("fjell", 2026): 0,  # the plan is whole: it gives nothing that year
        ("hospital", 2025): 0,
        ("hospital", 2026): 900,
    }
    assert cells(plan, "own_units") == {("north", 2025): 700, ("south", 2025): 300}
    assert plan.not_in_kroner == ("hours", "quality")


def test_an_operating_cost_is_0_beside_told_years_and_missing_where_it_is_never_told() -> None:
    assert cells(made(), "operating_costs") == {("fjell", 2025): 150, ("fjell", 2026): 0}
    answer = gains_plan(town(), StoredGains(), "I-1", DAY)
    assert answer.net["net_minor"].to_dict()["fjell", 2025] == 1_000 - 150
    assert answer.net.loc[("hospital", 2026)].isna()["net_minor"]
    missing = {(gap.kind, gap.entity_id) for gap in answer.missing}
    assert ("no_operating_cost", "hospital") in missing
    assert not answer.complete


def test_a_cost_that_is_said_counts_each_year_where_no_line_tells_it_and_0_is_not_missing() -> None:
    said = [("I-1", "hospital", 0), ("I-1", "fjell", 999), ("I-2", "hospital", 7)]  # lines tell fjell's; I-2 is a decoy
    stored = StoredGains(operating_costs=table(GAINS_OPERATING_COSTS, said))
    assert cells(plan_tables(town(), stored, "I-1", DAY), "operating_costs") == {
        ("fjell", 2025): 150,
        ("fjell", 2026): 0,
        ("hospital", 2025): 0,
        ("hospital", 2026): 0,
    }
    assert gains_plan(town(), stored, "I-1", DAY).net["net_minor"].to_dict()["hospital", 2026] == 900


def test_a_party_that_applies_is_the_applicant_and_the_municipality_is_shown_with_no_cut() -> None:
    plans = table(GAINS_PLANS, [("I-1", "agency", "ordinary", 1_200_000_000, 3, None, 1)])
    said = table(GAINS_OPERATING_COSTS, [("I-1", "agency", 100), ("I-1", "hospital", 0)])
    lines = [*LINES, line("I-1", 2, 9, "other", 2026, 12, 701, beneficiary="agency")]
    answer = gains_plan(town(**{columns.PROJECTION_LINES: lines}), StoredGains(plans, operating_costs=said), "I-1", DAY)
    assert not answer.cuts.hypothetical
    cuts = answer.cuts.rows
    assert cuts.loc[("agency", 2026)].tolist() == [701 - 100, 301, "share_of_applicant"]  # 300.5, halves up
    assert cuts.loc[("fjell", 2025)].tolist() == [850, 0, "municipality_or_county"]
    assert answer.grant is not None
    assert answer.grant.grant_minor == 600_000_000  # half of 12 million kroner


def test_partners_are_entities_and_the_municipality_applies() -> None:
    plan = made(**{columns.PARTNERS: [("I-1", "agency", "Shares data"), ("I-2", "nobody", "decoy")]})
    rows = plan.entities.itertuples(index=False, name=None)
    assert {one: (kind, applies) for one, kind, applies in rows} == {
        "fjell": (PartyKind.UNIT, True),
        "hospital": (PartyKind.HOSPITAL_TRUST, False),
        "agency": (PartyKind.STATE_AGENCY, False),
    }


def test_only_confirmed_kroner_of_end_benefits_stand_against_the_plan() -> None:
    confirmed: dict[str, Any] = {"verdict": "confirmed"}
    rows = [
        measurement("m1", "cash", 2025, 12, 800, verified_minor=600, **confirmed),
        measurement("m2", "cash", 2025, 12, 800, beneficiary_id="south"),  # decoy: nobody has verified it
        measurement("m3", "cash", 2025, 12, 50, beneficiary_id="south", verdict="rejected", verified_minor=0),  # decoy
        measurement("m4", "step", 2025, 12, 70, verified_minor=70, **confirmed),  # decoy: not an end benefit
        measurement("m5", "cash", 2026, 12, 110, verified_minor=110, **confirmed),  # 110 / 1.10 in prices of 2025
    ]
    answer = gains_plan(town(**{columns.MEASUREMENTS: rows}), StoredGains(), "I-1", DAY)
    assert answer.against["numerator"].to_dict()["fjell", 2025] == 600 - 150
    assert answer.against["denominator"].to_dict()["fjell", 2025] == 1_000 - 150
    assert answer.against["numerator"].to_dict()["fjell", 2026] == 100 - 0
    before = gains_plan(town(**{columns.MEASUREMENTS: rows}), StoredGains(), "I-1", date(2026, 12, 30)).against
    assert set(before.index.get_level_values("fiscal_year")) == {2025}  # 2026 is not over


def test_a_line_without_kroner_of_a_benefit_that_has_kroner_makes_the_year_missing() -> None:
    lines = [*LINES, line("I-1", 2, 9, "cash", 2026, 12, None, quantity=3.0)]
    answer = gains_plan(town(**{columns.PROJECTION_LINES: lines}), StoredGains(), "I-1", DAY)
    assert answer.net["gross_minor"].isna().to_dict()["fjell", 2026]
    assert ("no_gross_gain", 2026) in {(gap.kind, gap.fiscal_year) for gap in answer.missing}


@pytest.mark.parametrize(("initiative_id", "why"), [("I-9", "unknown_initiative"), ("I-3", "no_plan")])
def test_without_an_adopted_plan_there_is_none(initiative_id: str, why: str) -> None:
    with pytest.raises(NoGainsPlan, match=why):
        plan_tables(town(), StoredGains(), initiative_id, DAY)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(["north", "south", "hospital"]), st.integers(0, 10**12)), min_size=1))
def test_all_entities_together_gain_what_the_lines_give(told: list[tuple[str, int]]) -> None:
    lines = [line("I-1", 2, n, "cash", 2025, 12, amount, beneficiary=to) for n, (to, amount) in enumerate(told)]
    assert sum(cells(made(**{columns.PROJECTION_LINES: lines}), "gains").values()) == sum(amount for _, amount in told)
