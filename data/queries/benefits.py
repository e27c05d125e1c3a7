"""The benefits register: initiatives, the parties to them, and their benefits.

An initiative is the municipality's: whoever has figures there reads them all, since who pays and who gains are seldom
in the same unit. What people wrote, and which role answers, comes where the right over its unit is held. What an undone
batch brought does not count, nor what hangs on that.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Label, Select, and_, select

from data.access import Principal, reading, told
from data.asked import KEPT, MUNICIPALITY, here, same
from data.frames import frame
from data.importers.force import counts, gone_benefits, gone_initiatives
from data.schema.initiatives import (
    AffectedGroup,
    Benefit,
    BenefitDependency,
    BenefitPrerequisite,
    Initiative,
    InitiativePartner,
    Party,
)
from data.schema.realisation import Adoption, Scenario, UnpricedEffect
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]
OfInitiative = type[InitiativePartner | AffectedGroup | UnpricedEffect | Scenario | Adoption]


def initiatives(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return every initiative that counts, in the columns of INITIATIVES; the summary is for who may read texts."""
    with reading(principal) as session:
        return frame(session, _initiatives(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _initiatives(principal: Principal) -> Statement:
    return (
        select(
            Initiative.initiative_id,
            Initiative.name,
            Initiative.unit_id,
            Initiative.phase,
            Initiative.state,
            _over(principal, Initiative.decider_role, Initiative, Right.FIGURES),
            Initiative.started_on,
            Initiative.next_decision_on,
            Initiative.leader_term_ends_on,
            Initiative.price_year,
            Initiative.realisation_budget_minor,
            Initiative.cost_low_millionths,
            Initiative.cost_high_millionths,
            _over(principal, Initiative.summary, Initiative, Right.TEXTS),
            Initiative.version_id,
        )
        .where(*here(principal, Initiative), counts(Initiative))
        .order_by(Initiative.initiative_id)
    )


def partners(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return who takes part in each initiative: initiative_id, party_id, part."""
    with reading(principal) as session:
        return frame(session, _partners(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _partners(principal: Principal) -> Statement:
    key = (InitiativePartner.initiative_id, InitiativePartner.party_id)
    return select(*key, InitiativePartner.part).where(*_of_initiatives(principal, InitiativePartner)).order_by(*key)


def affected_groups(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return which kinds of parties no benefit touches: initiative_id, kind, explanation (a text)."""
    with reading(principal) as session:
        return frame(session, _affected_groups(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _affected_groups(principal: Principal) -> Statement:
    key = (AffectedGroup.initiative_id, AffectedGroup.kind)
    return (
        select(*key, _over(principal, AffectedGroup.explanation, Initiative, Right.TEXTS))
        .join(Initiative, same(Initiative, AffectedGroup, "initiative_id"))
        .where(*_of_initiatives(principal, AffectedGroup))
        .order_by(*key)
    )


def parties(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return who may pay or gain: party_id, kind, name, unit_id (null: not an own unit)."""
    with reading(principal) as session:
        return frame(session, _parties(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _parties(principal: Principal) -> Statement:
    columns = (Party.party_id, Party.kind, Party.name, Party.unit_id)
    return select(*columns).where(*here(principal, Party)).order_by(Party.party_id)


def benefits(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return every benefit that counts, in the columns of BENEFITS; what people wrote is for who may read texts."""
    with reading(principal) as session:
        return frame(session, _benefits(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _benefits(principal: Principal) -> Statement:
    return (
        select(
            Benefit.benefit_id,
            Benefit.initiative_id,
            Benefit.name,
            _over(principal, Benefit.description, Benefit, Right.TEXTS),
            _over(principal, Benefit.working, Benefit, Right.TEXTS),
            Benefit.benefit_type,
            Benefit.wizard_type,
            Benefit.dfo_type,
            Benefit.ks_type,
            Benefit.level,
            Benefit.unit_id,
            _over(principal, Benefit.owner_role, Benefit, Right.FIGURES),
            Benefit.unexpected,
            Benefit.staffing_floor,
            Benefit.indicator_id,
            Benefit.unit_of_measure,
            Benefit.better,
            Benefit.grain,
            Benefit.first_effect_on,
            Benefit.baseline_value,
            Benefit.baseline_on,
            Benefit.baseline_method,
            Benefit.baseline_count,
            Benefit.baseline_population,
            _over(principal, Benefit.compared_with, Benefit, Right.TEXTS),
            Benefit.compared_before,
            Benefit.volume_before,
            Benefit.unit_cost_before_minor,
            Benefit.fixed_cost_before_minor,
            Benefit.counterfactual,
            Benefit.deadweight_millionths,
            Benefit.displacement_millionths,
            Benefit.attribution_millionths,
            Benefit.drop_off_millionths,
            Benefit.confidence,
            Benefit.low_millionths,
            Benefit.high_millionths,
            Benefit.version_id,
        )
        .where(*here(principal, Benefit), Benefit.benefit_id.not_in(gone_benefits(MUNICIPALITY)))
        .order_by(Benefit.benefit_id)
    )


def dependencies(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the arrows of the benefits map: benefit_id, leads_to_id."""
    with reading(principal) as session:
        return frame(session, _dependencies(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _dependencies(principal: Principal) -> Statement:
    ends = (BenefitDependency.benefit_id, BenefitDependency.leads_to_id)
    both_count = (end.not_in(gone_benefits(MUNICIPALITY)) for end in ends)
    return select(*ends).where(*here(principal, BenefitDependency), *both_count).order_by(*ends)


def prerequisites(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what must be in place: benefit_id, number, description, responsible_role, noted_on, met_on."""
    with reading(principal) as session:
        return frame(session, _prerequisites(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _prerequisites(principal: Principal) -> Statement:
    table = BenefitPrerequisite
    of_benefit = and_(Benefit.municipality_id == table.municipality_id, Benefit.benefit_id == table.benefit_id)
    return (
        select(
            table.benefit_id,
            table.number,
            table.description,
            _over(principal, table.responsible_role, Benefit, Right.FIGURES),
            table.noted_on,
            table.met_on,
        )
        .join(Benefit, of_benefit)
        .where(*here(principal, table), table.benefit_id.not_in(gone_benefits(MUNICIPALITY)))
        .order_by(table.benefit_id, table.number)
    )


def unpriced_effects(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return effects without a price: initiative_id, number, party_id, name, importance, magnitude (-3 to +3)."""
    with reading(principal) as session:
        return frame(session, _unpriced_effects(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _unpriced_effects(principal: Principal) -> Statement:
    names = ("initiative_id", "number", "party_id", "name", "importance", "magnitude")
    return _whole(principal, UnpricedEffect, names).order_by(UnpricedEffect.initiative_id, UnpricedEffect.number)


def scenarios(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the ways that each initiative may go, in the columns of SCENARIOS."""
    with reading(principal) as session:
        return frame(session, _scenarios(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _scenarios(principal: Principal) -> Statement:
    factors = ("probability_millionths", "benefit_factor_millionths", "cost_factor_millionths")
    names = ("initiative_id", "number", "name", *factors, "stop_year", "stop_cost_minor")
    return _whole(principal, Scenario, names).order_by(Scenario.initiative_id, Scenario.number)


def adoptions(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return how many take each solution into use, in the columns of ADOPTIONS."""
    with reading(principal) as session:
        return frame(session, _adoptions(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _adoptions(principal: Principal) -> Statement:
    amounts = ("gain_per_adopter_minor", "fixed_cost_minor")
    names = ("initiative_id", "adopter", "adopters_planned", "adopters_now", *amounts, "first_year", "last_year")
    return _whole(principal, Adoption, names).order_by(Adoption.initiative_id)


def _whole(principal: Principal, table: OfInitiative, names: tuple[str, ...]) -> Statement:
    """Return the statement for columns of a table that hold nothing to be left out."""
    return select(*(getattr(table, name) for name in names)).where(*_of_initiatives(principal, table))


def _over(principal: Principal, column: Any, owner: type[Initiative | Benefit], right: Right) -> Label[Any]:
    return told(principal, column, owner.municipality_id, owner.unit_id, right)


def _of_initiatives(principal: Principal, table: OfInitiative) -> tuple[ColumnElement[bool], ...]:
    return *here(principal, table), table.initiative_id.not_in(gone_initiatives(MUNICIPALITY))
