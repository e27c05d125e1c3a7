"""The tables of the reinvestment page as files."""

from collections.abc import Callable, Mapping

from dashboard import reinvest_results
from dashboard.notices import NothingToShow
from dashboard.reinvest_place import place
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views import (
    reinvest_agree,
    reinvest_fund,
    reinvest_rules_tables,
    reinvest_tables,
    reinvest_words,
    reinvest_year,
)
from dashboard.views.scorecard_table import voice_of
from metrics.krone import krone
from metrics.reinvestment_page import ReinvestmentPage
from metrics.reinvestment_rows import saving_rows


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
    at, lot = reinvest_results.whole_of(scope), place(asked).lot
    rows = [row for row in saving_rows(at) if lot in (None, row.lot_id)]
    found = [(reinvest_words.saving(voice_of(scope), row), krone(at, row.lot_id)) for row in rows]
    movements = [(name, one) for name, told in found if told for one in told.movements]
    if not movements:
        raise NothingToShow("no_reinvestment", unit=scope.unit_name)
    return reinvest_tables.movements(scope, movements)


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
    "reinvestment-stages": _reinvested(reinvest_tables.stages),
    "reinvestment-savings": _reinvested(reinvest_tables.savings),
    "reinvestment-balances": _reinvested(reinvest_tables.balances),
    "reinvestment-loans": _reinvested(reinvest_tables.loans),
    "reinvestment-flow": _reinvested(reinvest_tables.flow),
    "reinvestment-rules": reinvest_rules_tables.versions_file,
    "innovation-fund": innovation_fund,
    "agreements": agreements,
    "reinvest-year": reinvest_by_year,
}

DRILLED: dict[str, Callable[[Scope, Mapping[str, str]], Table]] = {
    "reinvestment-krone": reinvested_kroner,
    "reinvestment-rules-compared": reinvest_rules_tables.compared_file,
}
