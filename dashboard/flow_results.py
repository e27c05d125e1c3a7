"""Answers of the value-flow page kept between runs, by what the principal may see and the version of the figures."""

from dataclasses import dataclass, replace

import streamlit as st

from dashboard.flow_choice import FlowChoice
from dashboard.results import BY_SCOPE, KEPT
from dashboard.scope import Scope
from data.access import Principal
from data.periods import Quarter
from metrics import load
from metrics.benefit_tables import BenefitTables
from metrics.initiative_value import InitiativeValue, initiative_value
from metrics.value_flow_answer import Asked, ValueFlowPage
from metrics.value_flow_page import value_flow_page, valued
from metrics.value_flow_scope import in_scope
from metrics.worth_measures import Sobriety


@dataclass(frozen=True)
class FlowAnswer:
    """What the page shows: its figures, the initiatives there are to choose between, and what the one chosen is worth.

    An initiative that is not among them is as none chosen.
    """

    initiatives: dict[str, str]
    page: ValueFlowPage
    value: InitiativeValue | None


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def flow_answer(
    principal: Principal,
    version: int,
    municipality_id: str,
    unit_id: str,
    quarter: Quarter,
    asked: Asked,
    sobriety: Sobriety,
) -> FlowAnswer:
    """Return the value flow of the initiatives that concern a unit. No text that people wrote is in it."""
    del version  # only part of the key
    tables = load.benefit_tables(principal, municipality_id, unit_id, quarter)
    there = in_scope(tables, replace(asked, initiative_id=None))
    asked = asked if asked.initiative_id in there else replace(asked, initiative_id=None)
    return FlowAnswer(there, value_flow_page(tables, asked), _worth(tables, asked, sobriety))


def _worth(tables: BenefitTables, asked: Asked, sobriety: Sobriety) -> InitiativeValue | None:
    if asked.initiative_id is None:
        return None
    return initiative_value(valued(tables, asked), tables, asked.initiative_id, sobriety)


def flow_of(scope: Scope, chosen: FlowChoice) -> FlowAnswer:
    """Return the value flow of what is looked at."""
    return flow_answer(
        scope.principal,
        scope.version,
        scope.municipality_id,
        scope.unit_id,
        scope.quarter,
        chosen.asked(scope),
        chosen.sobriety(),
    )
