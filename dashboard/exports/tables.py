"""Which tables can be had as files: the same tables as the pages show, from the same results."""

from collections.abc import Callable

from dashboard import results
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views import scorecard_table


def scorecard(scope: Scope) -> Table:
    """Return every figure of the scorecard."""
    return scorecard_table.table(scope, results.scorecard_of(scope))


TABLES: dict[str, Callable[[Scope], Table]] = {"scorecard": scorecard}
"""By the name in the address: `/eksport/scorecard.csv`."""
