"""The tables of the co-funding page as files."""

from collections.abc import Callable, Mapping

from dashboard import cofund_results
from dashboard.cofund_place import place
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views import cofund_tables


def gains_plans(scope: Scope) -> Table:
    """Return the gains plans in their order, as the co-funding page shows them."""
    found = cofund_results.overview_of(scope)
    if not found.rows:
        raise NothingToShow("no_gains_plans", unit=scope.unit_name)
    return cofund_tables.ranked(scope, found)


def gains_plan_entities(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a gains plan gives each entity in all, with the cut required."""
    return cofund_tables.entities(scope, cofund_results.plan_of(scope, place(asked)))


def gains_plan_years(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a gains plan gives each entity year by year, with the cut required."""
    return cofund_tables.years(scope, cofund_results.plan_of(scope, place(asked)))


def gains_plan_against(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return a gains plan against what was realised."""
    return cofund_tables.against(scope, cofund_results.plan_of(scope, place(asked)))


TABLES: dict[str, Callable[[Scope], Table]] = {
    "gains-plans": gains_plans,
}

DRILLED: dict[str, Callable[[Scope, Mapping[str, str]], Table]] = {
    "gains-plan-entities": gains_plan_entities,
    "gains-plan-years": gains_plan_years,
    "gains-plan-against": gains_plan_against,
}
