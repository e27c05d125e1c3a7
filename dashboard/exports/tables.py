"""Which tables can be had as files: the same tables as the pages show, from the same results."""

from collections.abc import Callable, Mapping

from dashboard import flow_results, results
from dashboard.benefit_place import place
from dashboard.benefit_results import benefits_of
from dashboard.drill import drill
from dashboard.exports import cofunding_tables, outsider_tables, reinvestment_tables
from dashboard.flow_choice import FlowChoice, flow_choice
from dashboard.flow_results import FlowAnswer
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views import (
    admin_trail,
    benefits_calendar,
    benefits_register,
    benefits_tables,
    budget,
    budget_tables,
    flow_tables,
    imports_batches,
    scorecard_table,
)
from dashboard.views.admin_trail import wanted_of
from data.queries.batches import batches
from data.queries.trail import trail
from data.vocabulary import Purpose, Right
from metrics.value_flow_picture import matrix_picture


def scorecard(scope: Scope) -> Table:
    """Return every figure of the scorecard."""
    return scorecard_table.table(scope, results.scorecard_of(scope))


def benefits(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return the rows of the benefits register that the address asks for."""
    found = benefits_of(scope)
    if found is None:
        raise NothingToShow("no_benefits", unit=scope.unit_name)
    return benefits_tables.register(scope, found, benefits_register.chosen(found, place(asked)))


def benefits_calendar_lines(scope: Scope) -> Table:
    """Return the realisation calendar."""
    found = benefits_of(scope)
    if found is None:
        raise NothingToShow("no_benefits", unit=scope.unit_name)
    return benefits_calendar.table(scope, found)


LINES = 10_000
"""How many ledger lines a file holds at most."""
EVENTS = 50_000
"""How many acts of the trail a file holds at most."""


def budget_parts(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return the breakdown that the budget page shows at this address."""
    found = results.budget_of(scope)
    shown = budget.breakdown(found, drill(asked))
    if shown is None:
        raise NothingToShow("no_budget", unit=scope.unit_name, year=scope.quarter.year)
    return budget_tables.parts(scope, found, shown)


def budget_lines(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return the ledger lines of one account group of a function group, from the first one on."""
    wanted = drill(asked)
    if not results.budget_of(scope).lines:
        raise NothingToShow("no_lines")
    if wanted.function is None or wanted.account is None:
        raise NothingToShow("no_budget", unit=scope.unit_name, year=scope.quarter.year)
    chosen = (wanted.kind, wanted.function, str(wanted.account))
    return budget_tables.lines(scope, results.ledger_page_of(scope, chosen, size=LINES))


def budget_charts(scope: Scope) -> Table:
    """Return the figures behind the charts of the budget page."""
    return budget_tables.charts(scope, results.budget_of(scope))


def value_flow(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return who pays and who gains, as the value-flow page shows it at this address."""
    chosen, found = _flow(scope, asked)
    return flow_tables.matrix(scope, found, matrix_picture(found.page, chosen.stretch), chosen.stretch)


def value_flow_parties(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what each party gains, pays and is left with, as the value-flow page shows it at this address."""
    return flow_tables.parties(scope, _flow(scope, asked)[1])


def value_flow_horizons(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return when what is gained and paid comes, as the value-flow page shows it at this address."""
    return flow_tables.horizons(scope, _flow(scope, asked)[1])


def _flow(scope: Scope, asked: Mapping[str, str]) -> tuple[FlowChoice, FlowAnswer]:
    chosen = flow_choice(asked, scope)
    found = flow_results.flow_of(scope, chosen)
    if found.page.why_missing is not None:
        raise NothingToShow("no_value_flow", unit=scope.unit_name)
    return chosen, found


def imports(scope: Scope) -> Table:
    """Return every file that was imported for the municipality; refused to who may not know of files."""
    if not scope.principal.may(Right.FILES, scope.municipality_id):
        raise NothingToShow("no_files")
    found = batches(scope.principal, scope.municipality_id)
    return imports_batches.table(scope.language, found, scope.currency_exponent)


def trail_events(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return the acts of the trail that the address asks for, the newest first; fetching them is an act itself."""
    if not scope.principal.may(Right.TRAIL, scope.municipality_id):
        raise NothingToShow("no_administration")
    found = trail(scope.principal, scope.municipality_id, wanted_of(asked), size=EVENTS, purpose=Purpose.EXPORT)
    return admin_trail.table(scope.language, found)


TABLES: dict[str, Callable[[Scope], Table]] = {
    **reinvestment_tables.TABLES,
    **cofunding_tables.TABLES,
    "scorecard": scorecard,
    "benefits-calendar": benefits_calendar_lines,
    "budget-charts": budget_charts,
    "imports": imports,
}
"""By the name in the address: `/eksport/scorecard.csv`."""

DRILLED: dict[str, Callable[[Scope, Mapping[str, str]], Table]] = {
    "budget": budget_parts,
    "budget-lines": budget_lines,
    "benefits": benefits,
    "value-flow": value_flow,
    "value-flow-parties": value_flow_parties,
    "value-flow-horizons": value_flow_horizons,
    "trail": trail_events,
    **reinvestment_tables.DRILLED,
    **cofunding_tables.DRILLED,
    **outsider_tables.DRILLED,
}
"""Tables that read more of the address than the scope."""
