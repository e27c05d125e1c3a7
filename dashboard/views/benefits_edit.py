"""Entering the register: every form that the reader may use here, each made only when somebody opens it."""

from collections.abc import Callable

import streamlit as st

from dashboard import page
from dashboard.markup import html
from dashboard.register_choices import RegisterChoices
from dashboard.scope import Scope
from dashboard.views import (
    benefits_adoption_form,
    benefits_benefit_form,
    benefits_calendar_form,
    benefits_initiative_form,
    benefits_map_form,
    benefits_measure_form,
    benefits_party_form,
    benefits_plan_form,
    benefits_scenarios_form,
    benefits_unpriced_form,
    benefits_verify_form,
    benefits_withdraw_form,
)
from dashboard.words import text
from data.vocabulary import Right


def show(scope: Scope, initiative_id: str | None = None, benefit_id: str | None = None) -> None:
    """Draw the forms about an initiative or a benefit, chosen here where the page is about none.

    Args:
        scope: What is looked at.
        initiative_id: The initiative that the page is about.
        benefit_id: The benefit that the page is about; its initiative is looked up.
    """
    enters, verifies = (scope.principal.may(right, scope.municipality_id) for right in (Right.BENEFITS, Right.VERIFY))
    if not enters and not verifies:
        return
    choices = RegisterChoices(scope)
    st.html(html('<h2 class="bb-finding bb-on-screen">{word}</h2>', word=text(scope.language, "register.title")))
    if verifies:
        _part(scope, "verify", lambda: benefits_verify_form.show(scope, choices))
    if enters and choices.units:
        _entering(scope, choices, initiative_id, benefit_id)


def _entering(scope: Scope, choices: RegisterChoices, initiative_id: str | None, benefit_id: str | None) -> None:
    of = dict(zip(choices.every_benefit["benefit_id"], choices.every_benefit["initiative_id"], strict=True))
    _part(scope, "new_initiative", lambda: benefits_initiative_form.show(scope, choices, None))
    _part(scope, "party", lambda: benefits_party_form.show(scope))
    about = _initiative(scope, choices, initiative_id or of.get(benefit_id))
    if about is not None:
        _of_initiative(scope, choices, about)
    own = choices.benefits_of(about) if about is not None else choices.own_benefits
    benefit = _choice(scope, "register.which_benefit", own, benefit_id, f"benefit-{about}")
    if benefit is not None:
        _of_benefit(scope, choices, str(of[benefit]), benefit)


def _initiative(scope: Scope, choices: RegisterChoices, wanted: str | None) -> str | None:
    """Return the initiative that is worked on; those with a benefit of the reader's are offered too."""
    rows = choices.every_benefit[choices.every_benefit["benefit_id"].isin(choices.own_benefits)]
    names = dict(zip(choices.every_initiative["initiative_id"], choices.every_initiative["name"], strict=True))
    offered = dict(choices.initiatives)
    offered |= {one: f"{one} {names[one]}" for one in rows["initiative_id"] if one in names and one not in offered}
    return _choice(scope, "register.which_initiative", offered, wanted, "initiative")


def _choice(scope: Scope, label: str, offered: dict[str, str], wanted: str | None, key: str) -> str | None:
    if not offered:
        return None
    at = list(offered).index(wanted) if wanted in offered else 0
    name = f"bb-register-{scope.municipality_id}-{key}-{wanted}"
    return st.selectbox(text(scope.language, label), list(offered), index=at, format_func=offered.__getitem__, key=name)


def _of_initiative(scope: Scope, choices: RegisterChoices, about: str) -> None:
    if about in choices.initiatives:
        _part(scope, "initiative", lambda: benefits_initiative_form.show(scope, choices, about))
        _part(scope, "plan", lambda: benefits_plan_form.show(scope, choices, about))
        _part(scope, "unpriced", lambda: benefits_unpriced_form.show(scope, choices, about))
        _part(scope, "scenarios", lambda: benefits_scenarios_form.show(scope, about))
        _part(scope, "adoption", lambda: benefits_adoption_form.show(scope, about))
    _part(scope, "map", lambda: benefits_map_form.show(scope, choices, about))
    _part(scope, "new_benefit", lambda: benefits_benefit_form.show(scope, choices, about, None))


def _of_benefit(scope: Scope, choices: RegisterChoices, about: str, benefit: str) -> None:
    _part(scope, "benefit", lambda: benefits_benefit_form.show(scope, choices, about, benefit))
    _part(scope, "measure", lambda: benefits_measure_form.show(scope, choices, benefit))
    _part(scope, "withdraw", lambda: benefits_withdraw_form.show(scope, choices, benefit))
    _part(scope, "calendar", lambda: benefits_calendar_form.show(scope, choices, benefit))


def _part(scope: Scope, name: str, draw: Callable[[], None]) -> None:
    with page.expander(scope, f"register.part.{name}") as opened:
        if opened:
            draw()
