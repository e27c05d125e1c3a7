"""The co-funding page: all gains plans, or the plan of one initiative, by what the address asks for."""

from dashboard import cofund_results
from dashboard.cofund_place import CofundPlace
from dashboard.scope import Scope
from dashboard.views import cofund_edit, cofund_overview, cofund_plan


def show(scope: Scope, asked: CofundPlace) -> None:
    """Draw what is asked for, and the forms of a plan to who may write it."""
    if asked.initiative is None:
        cofund_overview.show(scope, cofund_results.overview_of(scope))
        return
    found = cofund_results.plan_of(scope, asked)
    cofund_plan.show(scope, found, asked)
    cofund_edit.show(scope, found, asked)
