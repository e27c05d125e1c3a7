"""The answers of the reinvestment page. They hold what people wrote, so none is kept between runs."""

from dashboard.scope import Scope
from metrics import load
from metrics.reinvestment_tables import ReinvestmentTables


def ledger_of(scope: Scope) -> ReinvestmentTables:
    """Return the reinvestment ledger of what is looked at."""
    return load.reinvestment_tables(scope.principal, scope.municipality_id)
