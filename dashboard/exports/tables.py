"""Which tables can be had as files: the same tables as the pages show, from the same results."""

from collections.abc import Callable, Mapping

from dashboard import cofund_place, cofund_results, flow_results, reinvest_results, results
from dashboard.benefit_place import place
from dashboard.benefit_results import benefits_of
from dashboard.drill import drill
from dashboard.flow_choice import FlowChoice, flow_choice
from dashboard.flow_results import FlowAnswer
from dashboard.notices import NothingToShow
from dashboard.outsider_results import OutsiderView
from dashboard.outsiders_place import outsiders_place
from dashboard.reinvest_place import place as reinvest_place
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views import (
    admin_trail,
    benefits_register,
    benefits_tables,
    budget,
    budget_tables,
    cofund_tables,
    flow_tables,
    imports_batches,
    outsiders,
    outsiders_tables,
    reinvest_agree,
    reinvest_fund,
    reinvest_rules_tables,
    reinvest_tables,
    reinvest_words,
    reinvest_year,
    scorecard_table,
)
from dashboard.views.admin_trail import wanted_of
from dashboard.views.scorecard_table import voice_of
from data.queries.batches import batches
from data.queries.trail import trail
from data.vocabulary import Purpose, Right
from metrics.krone import krone
from metrics.outsider_answer import OutsiderAnswer
from metrics.reinvestment_page import ReinvestmentPage
from metrics.reinvestment_rows import saving_rows
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


def _reinvested(shown: Callable[[Scope, ReinvestmentPage], Table]) -> Callable[[Scope], Table]:
    """Return how a table of the reinvestment page is made of what is looked at."""

    def made(scope: Scope) -> Table:
        found = reinvest_results.page_of(scope)
        if found is None:
            raise NothingToShow("no_reinvestment", unit=scope.unit_name)
        return shown(scope, found)

    return made


def reinvested_kroner(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return every posting of the saving that the address names; without one, of every saving."""
    at, lot = reinvest_results.whole_of(scope), reinvest_place(asked).lot
    rows = [row for row in saving_rows(at) if lot in (None, row.lot_id)]
    found = [(reinvest_words.saving(voice_of(scope), row), krone(at, row.lot_id)) for row in rows]
    movements = [(name, one) for name, told in found if told for one in told.movements]
    if not movements:
        raise NothingToShow("no_reinvestment", unit=scope.unit_name)
    return reinvest_tables.movements(scope, movements)


def gains_plans(scope: Scope) -> Table:
    """Return the gains plans in their order, as the co-funding page shows them."""
    found = cofund_results.overview_of(scope)
    if not found.rows:
        raise NothingToShow("no_gains_plans", unit=scope.unit_name)
    return cofund_tables.ranked(scope, found)


def gains_plan_entities(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a gains plan gives each entity in all, with the cut required."""
    return cofund_tables.entities(scope, cofund_results.plan_of(scope, cofund_place.place(asked)))


def gains_plan_years(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a gains plan gives each entity year by year, with the cut required."""
    return cofund_tables.years(scope, cofund_results.plan_of(scope, cofund_place.place(asked)))


def gains_plan_against(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return a gains plan against what was realised."""
    return cofund_tables.against(scope, cofund_results.plan_of(scope, cofund_place.place(asked)))


def outsiders_lives(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a person costs the public by age, as the outsider accounts' page shows it at this address."""
    return outsiders_tables.lives(scope, outsiders.view_of(scope, outsiders_place(asked)))


def outsiders_levels(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a measure may be worth to each level, and who pays."""
    return outsiders_tables.levels(scope, *_accounts(scope, asked))


def outsiders_ages(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a measure may be worth by age and level."""
    return outsiders_tables.ages(scope, *_accounts(scope, asked))


def outsiders_rates(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a measure may be worth at other discount rates."""
    return outsiders_tables.rates(scope, *_accounts(scope, asked))


def _accounts(scope: Scope, asked: Mapping[str, str]) -> tuple[OutsiderView, OutsiderAnswer]:
    view = outsiders.view_of(scope, outsiders_place(asked))
    if view.page.answer is None:
        raise NothingToShow("no_outsider_accounts", why=" ".join(outsiders.answer_said(voice_of(scope), view)))
    return view, view.page.answer


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


def innovation_fund(scope: Scope) -> Table:
    """Return how the innovation fund stood on each day on which its money moved."""
    return reinvest_fund.balances(scope, reinvest_results.ledger_of(scope))


def agreements(scope: Scope) -> Table:
    """Return every agreement of reinvestment, and how far it has come."""
    return reinvest_agree.agreements(scope, reinvest_results.ledger_of(scope))


def reinvest_by_year(scope: Scope) -> Table:
    """Return what became of each unit's reinvested money in the year looked at."""
    return reinvest_year.by_unit(scope, reinvest_results.ledger_of(scope))


TABLES: dict[str, Callable[[Scope], Table]] = {
    "innovation-fund": innovation_fund,
    "agreements": agreements,
    "reinvest-year": reinvest_by_year,
    "scorecard": scorecard,
    "budget-charts": budget_charts,
    "gains-plans": gains_plans,
    "imports": imports,
    "reinvestment-stages": _reinvested(reinvest_tables.stages),
    "reinvestment-savings": _reinvested(reinvest_tables.savings),
    "reinvestment-balances": _reinvested(reinvest_tables.balances),
    "reinvestment-loans": _reinvested(reinvest_tables.loans),
    "reinvestment-flow": _reinvested(reinvest_tables.flow),
    "reinvestment-rules": reinvest_rules_tables.versions_file,
}
"""By the name in the address: `/eksport/scorecard.csv`."""

DRILLED: dict[str, Callable[[Scope, Mapping[str, str]], Table]] = {
    "budget": budget_parts,
    "budget-lines": budget_lines,
    "benefits": benefits,
    "value-flow": value_flow,
    "value-flow-parties": value_flow_parties,
    "value-flow-horizons": value_flow_horizons,
    "reinvestment-krone": reinvested_kroner,
    "gains-plan-entities": gains_plan_entities,
    "gains-plan-years": gains_plan_years,
    "gains-plan-against": gains_plan_against,
    "outsiders-lives": outsiders_lives,
    "outsiders-levels": outsiders_levels,
    "outsiders-ages": outsiders_ages,
    "outsiders-rates": outsiders_rates,
    "trail": trail_events,
    "reinvestment-rules-compared": reinvest_rules_tables.compared_file,
}
"""Tables that read more of the address than the scope."""
