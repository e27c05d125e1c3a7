"""Gains plans: who applies, measures, operating costs that are said, and the versions that were adopted.

A gains plan is the municipality's, as its initiative is: whoever has figures there reads it. Which role answers comes
where the right over the initiative's unit is held; whether one does is told to all, since a plan without is incomplete.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Boolean, ColumnElement, Label, Select, func, select, type_coerce

from data.access import Principal, reading, told, visible
from data.asked import KEPT, MUNICIPALITY, here, same
from data.frames import frame
from data.importers.force import gone_benefits, gone_initiatives
from data.schema.gains import GainsAdoption, GainsMeasure, GainsOperatingCost, GainsPlan
from data.schema.initiatives import Benefit, Initiative
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]
OfPlan = type[GainsPlan | GainsMeasure | GainsOperatingCost | GainsAdoption]


def gains_plans(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the gains plans in the columns of GAINS_PLANS; the applicant is missing where the municipality applies."""
    names = ("initiative_id", "applicant_id", "grant_category", "total_cost_minor", "budget_years")
    columns = (*names, "grant_applied_minor", "version_id")
    with reading(principal) as session:
        return frame(session, _plain(principal, GainsPlan, columns), municipality=municipality_id)


def gains_measures(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what is done to achieve the gains, in the columns of GAINS_MEASURES."""
    with reading(principal) as session:
        return frame(session, _measures(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _measures(principal: Principal) -> Statement:
    table = GainsMeasure
    return (
        select(
            table.initiative_id,
            table.number,
            table.description,
            _over(principal, table.responsible_role),
            _is_said(table.responsible_role).label("has_responsible"),
            table.due_on,
            table.follow_up,
            table.quantification,
        )
        .join(Initiative, same(Initiative, table, "initiative_id"))
        .where(*_counting(principal, table))
        .order_by(table.initiative_id, table.number)
    )


def gains_operating_costs(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what running the solution costs an entity a year, where it is said: initiative_id, entity_id, amount."""
    columns = ("initiative_id", "entity_id", "amount_minor")
    with reading(principal) as session:
        return frame(session, _plain(principal, GainsOperatingCost, columns), municipality=municipality_id)


def gains_adoptions(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return the adopted versions in the columns of GAINS_ADOPTIONS; the words are for who may read of the unit."""
    with reading(principal) as session:
        return frame(session, _adoptions(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _adoptions(principal: Principal) -> Statement:
    table = GainsAdoption
    names = ("decision_reference", "authority_kind", "projection_number", "plan_version", "rule_valid_from", "figures")
    return (
        select(
            table.initiative_id,
            table.number,
            table.adopted_on,
            *(getattr(table, name) for name in names),
            _over(principal, table.words),
        )
        .join(Initiative, same(Initiative, table, "initiative_id"))
        .where(*_counting(principal, table))
        .order_by(table.initiative_id, table.number)
    )


def benefits_answered_for(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return whether some role answers for each benefit that counts, told to all: benefit_id, has_owner."""
    with reading(principal) as session:
        return frame(session, _answered_for(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _answered_for(principal: Principal) -> Statement:
    return (
        select(Benefit.benefit_id, _is_said(Benefit.owner_role).label("has_owner"))
        .where(visible(principal, Benefit.municipality_id), Benefit.municipality_id == MUNICIPALITY)
        .where(Benefit.benefit_id.not_in(gone_benefits(MUNICIPALITY)))
        .order_by(Benefit.benefit_id)
    )


@lru_cache(maxsize=KEPT)
def _plain(principal: Principal, table: OfPlan, names: tuple[str, ...]) -> Statement:
    columns = [getattr(table, name) for name in names]
    return select(*columns).where(*_counting(principal, table)).order_by(*columns[:2])


def _is_said(column: Any) -> ColumnElement[bool]:
    return type_coerce(func.coalesce(func.trim(column), "") != "", Boolean())


def _over(principal: Principal, column: Any) -> Label[Any]:
    return told(principal, column, Initiative.municipality_id, Initiative.unit_id, Right.FIGURES)


def _counting(principal: Principal, table: OfPlan) -> tuple[ColumnElement[bool], ...]:
    counting = table.initiative_id.not_in(gone_initiatives(MUNICIPALITY))
    return *here(principal, table), counting
