"""The overview of reinvestment: what became of verified savings, or what must happen before anything can."""

from dashboard import navigation, reinvest_results
from dashboard.notices import NothingToShow
from dashboard.scope import Scope


def show(scope: Scope) -> None:
    """Draw what the ledger holds; where nobody has ever shared a saving, say what comes first."""
    ledger = reinvest_results.ledger_of(scope)
    if ledger.empty:
        to = scope.address(navigation.address("benefits"))
        raise NothingToShow("no_reinvestment", town=scope.municipality_name, to=to)
