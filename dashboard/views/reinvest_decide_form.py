"""A form of the reinvestment ledger: fields, one button that does what it says once, and what came of it.

However often the button is pressed, it is done once: what is done empties the fields in a new round, and a press that
belongs to an older round does nothing. What is refused stays in the fields, with the sentence that says why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from dashboard.actions.ledger_refusals import DecidedMeanwhile, LedgerRefused
from dashboard.register_fields import Field, Holds, Values
from dashboard.register_sheet import Sheet, Telling
from dashboard.scope import Scope
from dashboard.views import register_form, versions
from dashboard.views.listing import quiet, told
from dashboard.views.register_form import Form
from dashboard.words import text
from dashboard.words.reinvestment import decided_text, refused_text
from data.access import AccessDenied
from data.importers.problems import Problem
from data.vocabulary import Right

LAST = "bb-reinvest-last"
"""Under this name the session keeps what was done last, until the page has said it."""
LONG = 300
CODED = 40
DAY = Field("day", Holds.DAY, optional=False)
AMOUNT = Field("amount_minor", Holds.AMOUNT, optional=False)
RESOLUTION = Field("resolution", longest=200)


@dataclass(frozen=True)
class Deed:
    """What a form does: its name (`reinvest.do.<name>`), its fields, and what stands in them from the start.

    `act` does it with what the fields mean, and returns what fills the sentence `reinvest.done.<name>`.
    """

    name: str
    fields: Sequence[Field]
    act: Callable[[Values], Mapping[str, object]]
    begin: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def empty(self) -> Values:
        """What stands in the fields from the start; a day is today."""
        days = {one.name: date.today() for one in self.fields if one.holds is Holds.DAY}
        return {**days, **self.begin}


@st.fragment
def show(scope: Scope, deed: Deed) -> None:
    """Draw a form and do what it says when its button is pressed."""
    form = _form(scope, deed)
    sheet = register_form.sheet_of(form, None, deed.empty)
    drawn = sheet.round
    values, problems = register_form.drawn(form, sheet)
    label = text(scope.language, f"reinvest.do.{deed.name}")
    pressed = st.button(label, type="primary", key=form.name(f"save-{drawn}"))
    if pressed and once(scope, deed, sheet, drawn, values, problems):
        st.rerun()
    if sheet.problems:
        register_form.say_problems(scope, sheet.problems)
    if sheet.told is not None:
        versions.say("bb-bad", sheet.told, "alert")


def _form(scope: Scope, deed: Deed) -> Form:
    name = f"reinvest-{deed.name}-{deed.key}"
    return Form(scope, name, [("", deed.fields)], dict, dict, _never)


def _never(row: Any, version: Any) -> Any:
    raise NotImplementedError("a form of the ledger does what it says by itself")


def once(scope: Scope, deed: Deed, sheet: Sheet, drawn: int, values: Values, problems: Sequence[Problem]) -> bool:
    """Do what a form says, and tell whether it is done; a press of a round that is over does nothing."""
    with sheet.lock:
        if sheet.round != drawn:
            return False
        st.session_state.pop(LAST, None)
        sheet.problems = tuple(problems)
        sheet.tell(None)
        if problems:
            return False
        try:
            slots = deed.act(values)
        except LedgerRefused as refused:
            sheet.tell(refused_text(scope.language, refused, scope.currency_exponent))
        except DecidedMeanwhile as decided:
            sheet.tell(decided_text(scope.language, decided))
        except AccessDenied:
            sheet.tell(text(scope.language, "reinvest.refused.denied"))
        else:
            sheet.fill(deed.empty)
            st.session_state[LAST] = Telling(text(scope.language, f"reinvest.done.{deed.name}", **slots))
            return True
        return False


def say_last() -> None:
    """Say once what was done last."""
    last: Telling | None = st.session_state.get(LAST)
    said = last.to_say() if last else None
    if said is not None:
        st.html(told(said))


def part(scope: Scope, deed: Deed, *, key: str | None = None) -> None:
    """Draw a form that is opened from its heading."""
    label = text(scope.language, f"reinvest.part.{deed.name}")
    box = st.expander(label, key=f"bb-reinvest-part-{deed.name}-{key or ''}", on_change="rerun")
    with box:
        if box.open:
            show(scope, deed)


def may(scope: Scope, right: Right) -> bool:
    """Tell whether the reader has a right in the municipality; where not, say who has."""
    if scope.principal.may(right, scope.municipality_id):
        return True
    st.html(quiet(text(scope.language, f"reinvest.needs.{right.value}")))
    return False


def parts(scope: Scope, right: Right, deeds: Sequence[Deed], *, key: str | None = None) -> None:
    """Draw the forms that need a right, or say once who has it."""
    if may(scope, right):
        for deed in deeds:
            part(scope, deed, key=key)
