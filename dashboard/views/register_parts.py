"""Parts of a form that are alike and numbered: another can be added, and any of them taken out.

How many there are stands among the form's values as `parts`, so that it follows them wherever they go.
"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard.register_fields import Field, Values
from dashboard.register_sheet import Sheet
from dashboard.views.register_form import Form, typed_of
from dashboard.words import text

COUNT = "parts"
MOST = 12
"""How many parts a form may have."""


def name_of(number: int, name: str) -> str:
    """Return what the field of a part is called in its form."""
    return f"{number}_{name}"


def numbered(fields: Sequence[Field], number: int, *, needed: bool = True) -> list[Field]:
    """Return the fields of a part; of one that is not needed nothing has to be filled in."""
    return [
        replace(
            one,
            name=name_of(number, one.name),
            of=one.of or one.name,
            number=number,
            optional=one.optional or not needed,
        )
        for one in fields
    ]


def is_blank(form: Form, sheet: Sheet, fields: Sequence[Field], number: int) -> bool:
    """Tell whether nothing stands in a part."""
    return not any(typed_of(form, sheet, name_of(number, one.name)) for one in fields)


def count_of(form: Form, otherwise: int) -> int:
    """Return how many parts a form has now; `otherwise` before it is drawn the first time."""
    sheet: Sheet | None = st.session_state.get(form.name("sheet"))
    return otherwise if sheet is None else int(sheet.values.get(COUNT, otherwise))


def told_in(values: Values, fields: Sequence[Field]) -> list[Values]:
    """Return what the parts mean in which anything is said, by the names of their fields."""
    parts: list[Values] = []
    while name_of(len(parts) + 1, fields[0].name) in values:
        parts.append({one.name: values[name_of(len(parts) + 1, one.name)] for one in fields})
    return [one for one in parts if any(value is not None for value in one.values())]


def put(typed: Sequence[Values]) -> Values:
    """Return parts as the values of a form."""
    parts = {name_of(number, name): value for number, one in enumerate(typed, start=1) for name, value in one.items()}
    return parts | {COUNT: len(typed)}


def another(form: Form, sheet: Sheet, word: str) -> None:
    """Draw the button that adds a part."""
    full = sheet.values.get(COUNT, 1) >= MOST
    label = text(form.scope.language, word)
    st.button(label, key=form.name("another-part"), on_click=_added, args=(form, sheet), disabled=full)


def out(form: Form, sheet: Sheet, fields: Sequence[Field], number: int, word: str) -> None:
    """Draw the button that takes a part out."""
    label = text(form.scope.language, word, number=number)
    what = (form, sheet, fields, number)
    st.button(
        label, key=form.name(f"out-{number}"), on_click=_taken_out, args=what, type="tertiary", icon=":material/close:"
    )


def _typed(form: Form, sheet: Sheet) -> Values:
    return sheet.values | {one.name: typed_of(form, sheet, one.name) for one in form.fields}


def _added(form: Form, sheet: Sheet) -> None:
    typed = _typed(form, sheet)
    _filled(sheet, typed | {COUNT: typed.get(COUNT, 1) + 1})


def _taken_out(form: Form, sheet: Sheet, fields: Sequence[Field], number: int) -> None:
    typed = _typed(form, sheet)
    count = typed.get(COUNT, 1)
    for later in range(number, count):
        typed |= {name_of(later, one.name): typed.get(name_of(later + 1, one.name)) for one in fields}
    for one in fields:
        typed.pop(name_of(count, one.name), None)
    _filled(sheet, typed | {COUNT: count - 1})


def _filled(sheet: Sheet, values: Values) -> None:
    """Let the fields be drawn anew with these values; what is wrong is said anew when it is stored."""
    sheet.values, sheet.problems, sheet.round = values, (), sheet.round + 1
