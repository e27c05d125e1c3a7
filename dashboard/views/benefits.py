"""The benefits page: the register, one initiative or one benefit, by what the address asks for."""

from dashboard import benefit_results
from dashboard.benefit_place import Place
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.views import benefits_initiative, benefits_one, benefits_overview


def show(scope: Scope, asked: Place) -> None:
    """Draw what is asked for; an initiative or benefit that the unit answers for none of is refused in words."""
    if asked.benefit is not None:
        benefit = benefit_results.benefit_of(scope, asked.benefit)
        if benefit is None:
            raise NothingToShow("no_benefit", found=asked.benefit, unit=scope.unit_name, to=scope.address("/benefits"))
        benefits_one.show(scope, benefit)
    elif asked.initiative is not None:
        initiative = benefit_results.initiative_of(scope, asked.initiative, asked.project)
        if initiative is None:
            wanted = asked.initiative
            raise NothingToShow("no_initiative", found=wanted, unit=scope.unit_name, to=scope.address("/benefits"))
        benefits_initiative.show(scope, initiative, asked)
    else:
        benefits_overview.show(scope, benefit_results.benefits_of(scope), asked)
