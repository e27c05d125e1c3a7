"""Which tables can be had as files: the same tables as the pages show, from the same results."""

from collections.abc import Callable

from dashboard import results
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views import imports_batches, scorecard_table
from data.queries.batches import batches


def scorecard(scope: Scope) -> Table:
    """Return every figure of the scorecard."""
    return scorecard_table.table(scope, results.scorecard_of(scope))


def imports(scope: Scope) -> Table:
    """Return every file that was imported for the municipality."""
    found = batches(scope.principal, scope.municipality_id)
    return imports_batches.table(scope.language, found, scope.currency_exponent)


TABLES: dict[str, Callable[[Scope], Table]] = {"scorecard": scorecard, "imports": imports}
"""By the name in the address: `/eksport/scorecard.csv`."""
