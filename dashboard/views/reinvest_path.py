"""Links to elsewhere on the reinvestment page."""

from dashboard import navigation
from dashboard.markup import Html, html
from dashboard.reinvest_place import ReinvestPlace
from dashboard.scope import Scope

ADDRESS = navigation.address("reinvestment")


def address(scope: Scope, place: ReinvestPlace) -> str:
    """Return the address of a place of the reinvestment page."""
    return scope.address(ADDRESS, **place.parameters())


def widest(scope: Scope) -> Scope:
    """Return the same for the whole municipality, where the reader sees it: a krone crosses units on its way."""
    known = any(unit.unit_id == scope.municipality_id for unit in scope.choices.units)
    return scope.of_unit(scope.municipality_id) if known else scope


def link(scope: Scope, place: ReinvestPlace, label: str) -> Html:
    """Return a link to a place of the reinvestment page."""
    return html('<a href="{to}" target="_self">{label}</a>', to=address(scope, place), label=label)
