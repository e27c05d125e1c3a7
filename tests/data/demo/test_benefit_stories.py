"""Each hard case of the register is in its rows, with the sums that it is told by. Amounts in thousand kroner."""

from datetime import date

import pytest

from data.benefit_vocabulary import (
    PUBLIC_KINDS,
    BenefitLevel,
    BenefitType,
    Confidence,
    Counterfactual,
    Flow,
    InitiativeState,
    Phase,
    Route,
)
from data.demo import demo_decisions
from data.demo.initiatives import demo_register
from data.vocabulary import Grain
from tests.data.demo.register_reading import (
    THOUSAND,
    benefit,
    forecasts,
    initiative,
    measured,
    net_of,
    plans,
    realised,
    thousand,
    verified,
)

PUBLIC_MONEY = (BenefitType.CASH, BenefitType.OTHER_PUBLIC, BenefitType.DISBENEFIT)


def test_a_failed_trial_is_planned_measured_and_not_realised():
    (plan,) = plans("DH-01")
    hospital = benefit("DH-01-a")
    assert thousand(plan.lines, benefit_id="DH-01-a") == 900 + 5 * 1200
    assert (hospital.counterfactual, hospital.confidence) == (Counterfactual.RANDOMISED, Confidence.A)
    (found,) = measured("DH-01-a")
    assert (found.amount_minor, found.quantity, found.verification.verified_minor) == (0, 0, 0)
    assert thousand(forecasts("DH-01")[0].lines, benefit_id="DH-01-a") == 0
    (home_care,) = measured("DH-01-b")
    assert (home_care.beneficiary_id, home_care.quantity) == ("330", 520)  # of 600 hours planned
    doctors = benefit("DH-01-c")
    assert (doctors.benefit_type, doctors.owner_role) == (BenefitType.DISBENEFIT, "Kommuneoverlege")
    assert thousand(plan.lines, benefit_id="DH-01-c") == 0  # nobody planned it
    assert realised("DH-01-c") == -110


def test_welfare_technology_is_paid_by_the_municipality_and_gained_by_the_hospital():
    (plan,) = plans("VT-01")
    assert plan.decision_reference == "sak 41/26"
    (adjustment,) = [row for row in demo_decisions().adjustments if row.reference == "sak 41/26"]
    assert thousand(plan.lines, flow=Flow.COST, bearer_id="330") * THOUSAND == -adjustment.amount_minor
    assert net_of(plan.lines, "nordfjella-hf") == 400 + 1400 + 6 * 1600 == 11_400
    assert net_of(plan.lines, "330") == -3000 - 7 * 260 == -4820
    assert net_of(plan.lines, "130") == 8 * -60 == -480  # false alarms, at somebody else's desk
    assert 11_400 - 4820 - 480 > 0
    (found,) = measured("VT-01-a")
    planned = thousand(plan.lines, benefit_id="VT-01-a", fiscal_year=2026, period=9)
    assert (planned, realised("VT-01-a"), verified("VT-01-a")) == (400 / 2, 150, 150)
    assert found.beneficiary_id == "nordfjella-hf"


def test_one_unit_pays_and_others_gain():
    (plan,) = plans("DP-01")
    assert net_of(plan.lines, "130") == -900 - 6 * 230 == -2280
    cash = thousand(plan.lines, benefit_id="DP-01-a") + thousand(plan.lines, benefit_id="DP-01-e")
    assert cash == (60 + 5 * 90) + (250 + 5 * 460) == 3060  # money elsewhere alone is more than it costs
    assert {line.beneficiary_id for line in plan.lines if line.flow is Flow.BENEFIT} == {
        "540", "370", "280", "innbyggere",
    }  # fmt: skip


@pytest.mark.parametrize(("key", "payer"), [("VT-01", "330"), ("DP-01", "130"), ("SK-01", "280")])
def test_the_pocket_is_wrong_in_present_value_too(key, payer):
    """At 4 % from 2026, public money alone: the whole is worth more than it costs, and who pays loses."""
    lines = plans(key)[-1].lines
    counted = {row.benefit_id for row in demo_register().benefits if row.benefit_type in PUBLIC_MONEY}
    public = {row.party_id for row in demo_register().parties if row.kind in PUBLIC_KINDS}
    worth: dict[str, float] = {}
    for line in lines:
        if line.flow is Flow.BENEFIT and line.benefit_id not in counted:
            continue
        value = (line.amount_minor or 0) / THOUSAND / 1.04 ** (line.fiscal_year - 2026)
        if line.beneficiary_id in public:
            worth[line.beneficiary_id] = worth.get(line.beneficiary_id, 0) + value
        if line.flow is not Flow.BENEFIT and line.bearer_id in public:
            worth[line.bearer_id] = worth.get(line.bearer_id, 0) - value
    assert sum(worth.values()) > 0
    assert worth[payer] < 0


def test_those_who_save_pay_a_part_back():
    original = plans("SK-01")[0]
    paid_back = (120 + 5 * 260) + (90 + 5 * 200)
    assert thousand(original.lines, flow=Flow.TRANSFER, beneficiary_id="280") == paid_back == 2510
    assert net_of(original.lines, "280") == paid_back - (350 + 5 * 720) == -1440
    assert net_of(original.lines, "230") == (250 + 5 * 520) - (120 + 5 * 260) == 1430
    (kitchen,) = plans("MT-01")
    transferred = 120 + 6 * 240
    assert thousand(kitchen.lines, flow=Flow.TRANSFER, bearer_id="310", beneficiary_id="320") == transferred


def test_a_later_plan_was_decided_again():
    rebaselined = [key for key in ("HR-01", "SK-01", "VL-01", "MR-01", "GL-01") if len(plans(key)) == 2]
    assert rebaselined == ["HR-01", "SK-01", "VL-01", "MR-01", "GL-01"]
    first, second = plans("VL-01")
    assert thousand(first.lines, benefit_id="VL-01-a", fiscal_year=2026) == 180
    assert thousand(second.lines, benefit_id="VL-01-a", fiscal_year=2026) == 180 * 0.8
    assert second.reason
    assert second.decision_reference == "sak 15/26"


def test_a_staffing_floor_sends_freed_hours_to_quality():
    assert benefit("KS-01-a").staffing_floor
    assert benefit("AR-01-a").staffing_floor
    rows = measured("KS-01-a")
    # 2025: 180 hours over two quarters; 2026: three quarters of 260 / 4, 96 %
    assert sum(row.quantity for row in rows) == pytest.approx(180 + 3 * 65 * 0.96)
    assert {route for row in rows for route, _, _ in row.routes} == {Route.QUALITY}
    assert sum(hours for row in rows for _, hours, _ in row.routes) == pytest.approx(0.85 * (180 + 3 * 65 * 0.96))


@pytest.mark.parametrize("key", ["VT-01-d", "MB-01-b", "MT-01-b", "KV-01-c", "IN-01-d", "DH-01-c"])
def test_a_disbenefit_has_an_owner_of_its_own(key):
    row = benefit(key)
    assert row.benefit_type is BenefitType.DISBENEFIT
    others = {one.owner_role for one in map(benefit, (key[:-1] + "a", key[:-1] + "b")) if one.benefit_id != key}
    assert row.owner_role not in others


def test_a_benefit_was_given_back():
    original, current = plans("GL-01")
    assert thousand(original.lines, benefit_id="GL-01-b") == 0
    assert thousand(current.lines, benefit_id="GL-01-b") == 5 * -120  # 2026-2030
    assert thousand(current.lines, benefit_id="GL-01-a", fiscal_year=2026) == 240
    assert benefit("GL-01-b").benefit_type is BenefitType.CASH


def test_an_unexpected_benefit_was_planned_at_nothing():
    (plan,) = plans("UT-01")
    assert benefit("UT-01-b").unexpected
    assert not [line for line in plan.lines if line.benefit_id == "UT-01-b"]
    # 2025: 3 quarters of 30; 2026: 3 quarters of 30, 105 % in whole thousands
    assert realised("UT-01-b") == 3 * 30 + 3 * 32
    assert verified("UT-01-b") == 3 * 30


def test_prevention_brings_nothing_before_2029():
    (plan,) = plans("FT-01")
    money = [line for line in plan.lines if line.flow is Flow.BENEFIT and line.amount_minor is not None]
    assert min(line.fiscal_year for line in money) == 2029
    assert thousand(plan.lines, flow=Flow.OPERATING_COST, fiscal_year=2026) == 450
    assert thousand(plan.lines, benefit_id="FT-01-a") == 400 + 700 + 15 * 1000
    assert benefit("FT-01-a").first_effect_on == date(2029, 1, 1)
    assert not measured("FT-01-a")


def test_two_initiatives_share_the_same_sick_leave():
    rows = [benefit("SF-01-b"), benefit("SF-02-a")]
    assert {(row.indicator_id, row.unit_id) for row in rows} == {("sykefravar", "310")}
    assert sum(row.attribution_millionths for row in rows) == 600_000 + 400_000


def test_a_pilot_was_stopped_and_another_is_past_its_decision():
    stopped, late = initiative("RO-01"), initiative("KI-01")
    assert (stopped.state, realised("RO-01-a")) == (InitiativeState.STOPPED, 0)
    assert (late.state, late.next_decision_on) == (InitiativeState.RUNNING, date(2026, 6, 30))


@pytest.mark.parametrize(("key", "phase"), [("RP-01", Phase.IDEA), ("FR-01", Phase.CONCEPT)])
def test_early_ideas_have_neither_owner_nor_baseline(key, phase):
    row = benefit(f"{key}-a")
    assert (row.owner_role, row.baseline_value, row.level) == (None, None, BenefitLevel.PROBLEM)
    assert initiative(key).phase is phase
    assert initiative(key).absent == ()


def test_some_measurements_are_overdue():
    for key in ("LM-01-a", "NO-01-a"):
        assert benefit(key).first_effect_on < date(2026, 6, 30)
        assert benefit(key).grain is Grain.QUARTER
        assert initiative(key[:5]).phase is Phase.EXECUTION
        assert not measured(key)
    assert {row.period for row in measured("LM-01-b")} == {6}  # the third quarter is missing
