"""The benefits page: the register, one initiative or one benefit, by what the address asks for."""

from dashboard import benefit_results
from dashboard.benefit_place import Place
from dashboard.notices import NothingToShow
from dashboard.reinvest_results import back_of
from dashboard.scope import Scope
from dashboard.views import benefits_initiative, benefits_one, benefits_overview
from metrics.benefit_page import benefit_page
from metrics.initiative_page import initiative_page
from metrics.worth_measures import Sobriety


def show(scope: Scope, asked: Place) -> None:
    """Draw what is asked for; an initiative or benefit that the unit answers for none of is refused in words."""
    if asked.benefit is not None:
        _benefit(scope, asked.benefit)
    elif asked.initiative is not None:
        _initiative(scope, asked, asked.initiative)
    else:
        benefits_overview.show(scope, benefit_results.benefits_of(scope), asked)


def _benefit(scope: Scope, benefit_id: str) -> None:
    register = benefit_results.register_of(scope)
    found = benefit_page(register, benefit_id)
    if found is None:
        raise NothingToShow("no_benefit", found=benefit_id, unit=scope.unit_name, to=scope.address("/benefits"))
    benefits_one.show(scope, found, back_of(scope, register, found.row.initiative_id))


def _initiative(scope: Scope, asked: Place, initiative_id: str) -> None:
    register = benefit_results.register_of(scope)
    found = initiative_page(register, initiative_id, Sobriety(asked.project))
    if found is None:
        raise NothingToShow("no_initiative", found=initiative_id, unit=scope.unit_name, to=scope.address("/benefits"))
    benefits_initiative.show(scope, found, asked, back_of(scope, register, initiative_id))
