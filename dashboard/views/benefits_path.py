"""Where on the way from the register to one benefit somebody stands, and links to elsewhere on it."""

from collections.abc import Sequence

from dashboard import navigation
from dashboard.benefit_place import Place
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.views.scorecard_table import voice_of

ADDRESS = navigation.address("benefits")
VALUE_FLOW = "/value_flow"


def address(scope: Scope, place: Place) -> str:
    """Return the address of a place of the benefits page."""
    return scope.address(ADDRESS, **place.parameters())


def link(scope: Scope, place: Place, label: str) -> Html:
    """Return a link to a place of the benefits page."""
    return html('<a href="{to}" target="_self">{label}</a>', to=address(scope, place), label=label)


def crumbs(scope: Scope, steps: Sequence[tuple[str, Place]], here: str) -> Html:
    """Return the way from the register to here; each step but the last is a link."""
    voice = voice_of(scope)
    every = [(voice.word("benefits.register"), Place()), *steps]
    links = joined(
        html('<li>{link}<span aria-hidden="true"> / </span></li>', link=link(scope, place, label))
        for label, place in every
    )
    return html(
        '<nav class="bb-way" aria-label="{said}"><ol>{links}<li><b aria-current="page">{here}</b></li></ol></nav>',
        said=voice.word("benefits.way"),
        links=links,
        here=here,
    )
