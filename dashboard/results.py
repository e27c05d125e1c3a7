"""Answers kept between runs. Each is kept by what the principal may see and by the version of the figures."""

from datetime import date
from operator import attrgetter
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.ledger_page import LedgerPage, Selection, kinds, ledger_page
from dashboard.scope import Scope
from data.access import Principal
from data.periods import Quarter
from data.queries import scope as queries
from data.queries.ledger import PAGE, Place
from data.vocabulary import Kind
from metrics import load
from metrics.budget_page import BudgetPage, Comment
from metrics.budget_page import budget_page as computed_budget_page
from metrics.results import Scorecard
from metrics.scorecard import scorecard as computed_scorecard

KEPT = 512
BY_SCOPE: dict[Any, Any] = {Principal: attrgetter("scope"), Scope: attrgetter("key")}
"""A principal counts in a key by roles, reach and policy, not by who it is; a scope by what it looks at."""


def municipalities(principal: Principal) -> pd.DataFrame:
    """Return the municipalities that the principal may see; asked anew on each run, for a new one must show at once."""
    return queries.municipalities(principal)


def data_version(principal: Principal, municipality_id: str) -> int:
    """Return the version of a municipality's figures; asked anew on each run."""
    return queries.data_version(principal, municipality_id)


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def quarters(principal: Principal, version: int, municipality_id: str) -> tuple[Quarter, ...]:
    """Return the quarters with figures, the newest first."""
    del version  # only part of the key
    return tuple(queries.quarters(principal, municipality_id))


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def units(principal: Principal, version: int, municipality_id: str, on: date) -> pd.DataFrame:
    """Return the units that stood on a date, each before those below it."""
    del version  # only part of the key
    return queries.units(principal, municipality_id, on)


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def scorecard(
    principal: Principal, version: int, municipality_id: str, unit_id: str, quarter: Quarter, compared_with: Quarter
) -> Scorecard:
    """Return the scorecard of a unit and quarter."""
    del version  # only part of the key
    return computed_scorecard(load.scorecard_tables(principal, municipality_id, unit_id, quarter, compared_with))


def scorecard_of(scope: Scope) -> Scorecard:
    """Return the scorecard of what is looked at."""
    return scorecard(
        scope.principal, scope.version, scope.municipality_id, scope.unit_id, scope.quarter, scope.compared_with
    )


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def budget_page(principal: Principal, version: int, municipality_id: str, unit_id: str, quarter: Quarter) -> BudgetPage:
    """Return the figures of the budget page of a unit and quarter."""
    del version  # only part of the key
    return computed_budget_page(load.budget_tables(principal, municipality_id, unit_id, quarter))


def budget_of(scope: Scope) -> BudgetPage:
    """Return the figures of the budget page of what is looked at."""
    return budget_page(scope.principal, scope.version, scope.municipality_id, scope.unit_id, scope.quarter)


def comment_of(scope: Scope, found: BudgetPage) -> Comment | None:
    """Return what is written about the deviation that the budget page shows.

    Not kept: what people write is in no cache that others share.
    """
    measure = found.yardstick.metric.key
    return load.comment(scope.principal, scope.municipality_id, scope.unit_id, scope.quarter, measure)


def kinds_of(scope: Scope) -> list[Kind]:
    """Return the kinds of amounts that the ledger holds for the year up to the quarter."""
    return kinds(scope.principal, scope.municipality_id, scope.quarter)


def ledger_page_of(
    scope: Scope,
    chosen: tuple[Kind, str, str],
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> LedgerPage:
    """Return a page of the ledger lines of a kind, a function group and an account group of what is looked at.

    Not kept: a page is read from the index faster than most would be found again.
    """
    selection = Selection(scope.municipality_id, scope.unit_id, scope.quarter, *chosen)
    return ledger_page(scope.principal, selection, after, before, size)
