"""A little of the benefits register for each who asks, so that every decision about it can be tried."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.actions.adopt_gains_plan import AdoptedGainsPlan
from dashboard.actions.adopt_projection import AdoptedDraft
from dashboard.actions.claim_budget_change import WantedClaim
from dashboard.actions.connect_benefits import Arrow
from dashboard.actions.draft_plan import Draft, draft_plan
from dashboard.actions.keep_adoption import WantedAdoption
from dashboard.actions.keep_benefit import WantedBenefit
from dashboard.actions.keep_gains_plan import WantedGainsPlan, keep_gains_plan
from dashboard.actions.keep_initiative import WantedInitiative
from dashboard.actions.keep_outsider_scenario import WantedScenario
from dashboard.actions.keep_party import WantedParty
from dashboard.actions.keep_scenarios import WantedScenarios
from dashboard.actions.keep_unpriced import WantedEffect
from dashboard.actions.measure_benefit import Measuring
from dashboard.actions.verify_measurement import Finding
from dashboard.actions.withdraw_measurement import Withdrawal
from data.access import LOCAL_PRINCIPAL, Principal, writing
from data.benefit_vocabulary import MILLION, Importance, PartyKind, Verdict
from data.importers.benefit_rows import BenefitRows, ClaimRow, MeasurementRow, PartyRow, ProjectionRow
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.money_vocabulary import AdminLevel
from data.outsider_rows import ScenarioRow as MeasureRow
from data.register import add_rows
from data.vocabulary import Right
from tests.data.benefit_register import CLAIM, GAIN, LINE, MEASURED, PLAN, STARTED, add
from tests.data.gains_register import DECISION, whole_plan, whole_register
from tests.permissions.people import TOWN


def _rows(unit: str, key: str) -> BenefitRows:
    """Return an initiative of a unit with two benefits, the first of them measured."""
    started = replace(STARTED, initiative_id=key, unit_id=unit)
    gain = replace(GAIN, benefit_id=f"{key}-a", initiative_id=key, unit_id=unit)
    measured = replace(MEASURED, benefit_id=f"{key}-a", beneficiary_id=unit)
    return BenefitRows(
        initiatives=[started], benefits=[gain, replace(gain, benefit_id=f"{key}-b")], measurements=[measured]
    )


def given_of_register(name: str, principal: Principal, unit: str) -> tuple[Any, ...] | None:
    """Return what a decision about the register is given, of the unit of whoever asks; None for another decision."""
    if name not in WANTED:
        return None
    key = f"{name.partition('.')[2][:12]}-{principal.actor}"
    with writing(LOCAL_PRINCIPAL, TOWN, Right.BENEFITS) as change:
        who = principal.actor_in(TOWN) if name in OWN else "somebody else"
        added = add_rows(change.session, TOWN, None, _rows(unit, key), who)
        change.record("add", "initiative", key)
    return (WANTED[name](key, unit, added.measurement_ids[0]),)


def _plan(key: str, unit: str) -> ProjectionRow:
    line = replace(LINE, benefit_id=f"{key}-a", bearer_id=unit, beneficiary_id=unit)
    return replace(PLAN, initiative_id=key, lines=(line,))


def _adopted(key: str, unit: str) -> AdoptedDraft:
    draft = draft_plan(LOCAL_PRINCIPAL, Draft(TOWN, _plan(key, unit)))
    return AdoptedDraft(TOWN, key, draft.number, draft.version, date(2024, 1, 1))


def _adopted_gains(key: str, unit: str) -> AdoptedGainsPlan:
    """Return the decision to adopt a whole gains plan of an initiative of its own."""
    own = f"{key}-g"
    add(whole_register(unit, own, "fjordfylket"), TOWN)
    version = keep_gains_plan(LOCAL_PRINCIPAL, WantedGainsPlan(TOWN, whole_plan(own, "fjordfylket")))
    return AdoptedGainsPlan(TOWN, own, version, DECISION)


def _measured(key: str, unit: str) -> MeasurementRow:
    return replace(MEASURED, benefit_id=f"{key}-b", beneficiary_id=unit)


def _claim(key: str, unit: str) -> ClaimRow:
    return replace(CLAIM, benefit_id=f"{key}-a", unit_id=unit)


OWN = {"withdraw_measurement.withdraw_measurement"}
"""Decisions about what whoever asks has entered."""
FOLLOWED_UP = MeasureRow(
    name="Oppfølging",
    unit_id=TOWN,
    target_group="Unge",
    people=9,
    success_without_millionths=0,
    success_with_millionths=500_000,
    move_millionths=1_000_000,
    start_age=18,
    cost_minor=(1,),
    paid_by=AdminLevel.STATE,
)
WANTED: dict[str, Callable[[str, str, str], object]] = {
    "keep_initiative.keep_initiative": lambda key, unit, _: WantedInitiative(
        TOWN, replace(STARTED, initiative_id=f"{key}-new", unit_id=unit)
    ),
    "keep_benefit.keep_benefit": lambda key, unit, _: WantedBenefit(
        TOWN, replace(GAIN, benefit_id=f"{key}-new", initiative_id=key, unit_id=unit)
    ),
    "keep_outsider_scenario.keep_outsider_scenario": lambda key, unit, _: WantedScenario(
        TOWN, replace(FOLLOWED_UP, name=f"{key}-new", unit_id=unit)
    ),
    "keep_party.keep_party": lambda key, _unit, _measured: WantedParty(
        TOWN, PartyRow(f"{key}-new", PartyKind.BUSINESS, "Taxilaget")
    ),
    "keep_unpriced.keep_unpriced": lambda key, unit, _: WantedEffect(
        TOWN, UnpricedRow(key, unit, "Trygghet", Importance.LARGE, 1)
    ),
    "keep_scenarios.keep_scenarios": lambda key, _unit, _measured: WantedScenarios(
        TOWN, key, (ScenarioRow(key, "Som planlagt", MILLION),)
    ),
    "keep_adoption.keep_adoption": lambda key, _unit, _measured: WantedAdoption(
        TOWN, AdoptionRow(key, "Avdelinger", 10, None, 100, 0, 2024, 2030)
    ),
    "withdraw_measurement.withdraw_measurement": lambda _key, _unit, measured: Withdrawal(
        TOWN, measured, "Regnet to ganger", "Leder"
    ),
    "draft_plan.draft_plan": lambda key, unit, _: Draft(TOWN, _plan(key, unit)),
    "adopt_projection.adopt_projection": lambda key, unit, _: _adopted(key, unit),
    "keep_gains_plan.keep_gains_plan": lambda key, _unit, _: WantedGainsPlan(TOWN, whole_plan(key, "fjordfylket")),
    "adopt_gains_plan.adopt_gains_plan": lambda key, unit, _: _adopted_gains(key, unit),
    "measure_benefit.measure_benefit": lambda key, unit, _: Measuring(TOWN, _measured(key, unit)),
    "verify_measurement.verify_measurement": lambda _key, _unit, measured: Finding(
        TOWN, measured, Verdict.CONFIRMED, "Controller", 900
    ),
    "claim_budget_change.claim_budget_change": lambda key, unit, _: WantedClaim(TOWN, _claim(key, unit)),
    "connect_benefits.connect_benefits": lambda key, _unit, _measured: Arrow(TOWN, f"{key}-a", f"{key}-b"),
}
