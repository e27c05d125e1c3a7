"""The ways between an initiative in the register and its gains plan."""

from dashboard import cofund_results
from dashboard.benefit_place import Place
from dashboard.cofund_place import CofundPlace
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html
from dashboard.scope import Scope
from dashboard.views import benefits_path
from data.vocabulary import Right


def to_plan(scope: Scope, voice: FigureVoice, initiative_id: str) -> Html:
    """Return the way to an initiative's gains plan, or to where one is begun for who may; else nothing."""
    found = cofund_results.plans_there(scope)
    if found is None:
        return NOTHING
    if any(row.initiative_id == initiative_id for row in found.rows):
        return _link(CofundPlace(initiative_id).address(scope), voice.word("benefits.to_gains_plan"))
    if initiative_id in found.without and scope.principal.may(Right.BENEFITS, scope.municipality_id):
        to = CofundPlace(initiative_id).editing().address(scope)
        return _link(to, voice.word("benefits.to_new_gains_plan"))
    return NOTHING


def to_initiative(scope: Scope, voice: FigureVoice, initiative_id: str) -> Html:
    """Return the way from a gains plan back to its initiative in the register."""
    to = benefits_path.address(scope, Place(initiative=initiative_id))
    return _link(to, voice.word("cofund.to_initiative"))


def _link(to: str, word: str) -> Html:
    return html('<p class="bb-quiet"><a href="{to}" target="_self">{word}</a></p>', to=to, word=word)
