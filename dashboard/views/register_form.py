"""A form of the register: fields in groups, one button that stores once, and both versions where two have written.

Nothing typed is lost: what stands in the fields is kept with the form, also while it is closed, and what cannot be
stored stays there with the sentences that say what is wrong, where, and what to do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard.markup import html
from dashboard.register_fields import Field, Holds, Values, merged
from dashboard.register_sheet import Sheet, Write
from dashboard.scope import Scope
from dashboard.typed import Hand
from dashboard.views import versions
from dashboard.views.register_said import said, say_problems
from dashboard.words import text
from data.importers.problems import Problem
from data.queries.to_change import ToChange

__all__ = ["Form", "Group", "drawn", "hand_of", "press", "said", "say_problems", "sheet_of", "show", "typed_of"]

Group = tuple[str, Sequence[Field]]
WIDE = frozenset({Holds.TEXT, Holds.SOME})
BESIDE = {"needs": 4, "absent": 2, "rule_shares": 4, "rule_initiator": 4}
"""How many fields stand beside each other in a group; three, where nothing else is said."""


@dataclass(frozen=True)
class Form:
    """A form of one record.

    Attributes:
        scope: What is looked at.
        key: The form's name in the session: that of its record, or `new`.
        groups: Fields under headings (`register.group.<name>`; an empty one has none).
        values_of: What stands in the fields of a record.
        row_of: The record that values mean.
        write: Stores a record read in a version.
        save: The key of the button's words.
        remove: Takes a record away that was read in a version; None where it stays for good.
        away: The key of the words of the button that takes it away.
        headings: What groups are called that have no word of their own; an empty one has no heading.
        beneath: What is drawn under the fields of a group.
        line: The key of the words for the number of a part, where the form has several alike.
        ways: How two versions can be brought together.
    """

    scope: Scope
    key: str
    groups: Sequence[Group]
    values_of: Callable[[Any], Values]
    row_of: Callable[[Values], Any]
    write: Write
    save: str = "register.save"
    remove: Write | None = None
    away: str = "register.remove"
    headings: Mapping[str, str] | None = None
    beneath: Mapping[str, Callable[[], None]] | None = None
    line: str = "register.line"
    ways: Sequence[str] = ("theirs", "mine", "merge")

    @property
    def fields(self) -> list[Field]:
        """All the fields."""
        return [field for _, fields in self.groups for field in fields]

    @property
    def hand(self) -> Hand:
        """How the reader writes numbers."""
        return hand_of(self.scope)

    def heading(self, group: str) -> str:
        """Return what a group is called; nothing where it has no heading."""
        own = (self.headings or {}).get(group)
        return (text(self.scope.language, f"register.group.{group}") if group else "") if own is None else own

    def name(self, part: str) -> str:
        """Return the name of a part in the session."""
        return "-".join(("bb-register", self.scope.municipality_id, self.scope.language, self.key, part))


def hand_of(scope: Scope) -> Hand:
    """Return how the reader writes numbers."""
    return Hand(scope.language, scope.currency_exponent)


def sheet_of(form: Form, stands: ToChange[Any] | None, empty: Values) -> Sheet:
    """Return the form's state; one in which nothing was changed follows what the database has now."""
    key = form.name("sheet")
    sheet: Sheet | None = st.session_state.get(key)
    if sheet is None:
        sheet = st.session_state[key] = Sheet(values=form.values_of(stands.row) if stands else dict(empty))
        if stands is not None:
            sheet.stands(stands.row, stands.version)
    elif stands is not None and stands.version != sheet.version and _untouched(form, sheet):
        sheet.fill(form.values_of(stands.row))
        sheet.stands(stands.row, stands.version)
    return sheet


def _untouched(form: Form, sheet: Sheet) -> bool:
    """Tell whether nothing was changed in a form, and nothing waits there."""
    if sheet.theirs is not None or sheet.begun is None:
        return False
    begun = form.values_of(sheet.begun)
    return all(typed_of(form, sheet, field.name) == begun.get(field.name) for field in form.fields)


def show(form: Form, stands: ToChange[Any] | None, empty: Values) -> Sheet:
    """Draw a form and store what stands in it when its button is pressed."""
    sheet = sheet_of(form, stands, empty)
    _both(form, sheet)
    values, problems = drawn(form, sheet)
    with st.container(horizontal=True, key=form.name("buttons")):
        pressed = st.button(text(form.scope.language, form.save), type="primary", key=form.name("save"))
        gone = form.remove is not None and sheet.saved is not None and _remove_button(form)
        if stands is None and sheet.saved is not None:
            st.button(text(form.scope.language, "register.another"), on_click=_anew, args=(form, empty))
    if pressed:
        press(form, sheet, values, problems)
    if gone and form.remove is not None:
        _removed(sheet, form.remove, empty)
    said(form.scope, sheet, form.line)
    return sheet


def _remove_button(form: Form) -> bool:
    return st.button(text(form.scope.language, form.away), key=form.name("remove"))


def _removed(sheet: Sheet, remove: Write, empty: Values) -> None:
    """Take the record away; the fields are those of a new one, and the page is drawn anew where something changed."""
    if sheet.remove(remove):
        sheet.fill(dict(empty))
        sheet.tell("taken_away")
        st.rerun()
    if sheet.theirs is not None:
        st.rerun()


def press(form: Form, sheet: Sheet, values: Values, problems: list[Problem]) -> None:
    """Store what the values mean, or keep why they cannot be read; the page is drawn anew where something changed."""
    if problems:
        sheet.problems = tuple(problems)
        sheet.tell(None)
        return
    if sheet.store(form.row_of(values), form.write) or sheet.theirs is not None:
        st.rerun()


def drawn(form: Form, sheet: Sheet) -> tuple[Values, list[Problem]]:
    """Draw the fields and return what they mean, and a problem for each that cannot be read."""
    for group, fields in form.groups:
        title = form.heading(group)
        if title:
            st.html(html('<h3 class="bb-finding">{title}</h3>', title=title))
        narrow = [field for field in fields if field.holds not in WIDE]
        wide = BESIDE.get(group) or beside(len(narrow))
        for start in range(0, len(narrow), wide):
            columns = st.columns(wide, vertical_alignment="bottom")
            for column, field in zip(columns, narrow[start : start + wide], strict=False):
                with column:
                    one(form, sheet, field)
        for field in fields:
            if field.holds in WIDE:
                one(form, sheet, field)
        if form.beneath is not None and group in form.beneath:
            form.beneath[group]()
    meant = {field.name: field.meant(form.hand, sheet.values.get(field.name)) for field in form.fields}
    return meant, [value for value in meant.values() if isinstance(value, Problem)]


def beside(count: int) -> int:
    """Return how many of some fields stand beside each other: so many that none is left alone on a row."""
    return 4 if count % 3 == 1 and count > 1 else 3


def one(form: Form, sheet: Sheet, field: Field) -> None:
    """Draw a field, and keep what stands in it."""
    key = form.name(f"{field.name}-{sheet.round}")
    before = typed_of(form, sheet, field.name)
    if key not in st.session_state or field.fitting(before) != before:
        st.session_state[key] = field.fitting(before)
    language = form.scope.language
    shared: dict[str, Any] = {"label": field.label(language), "key": key, "help": field.help(language)}
    draw: dict[Holds, Callable[[], Any]] = {
        Holds.TEXT: lambda: st.text_area(**shared, max_chars=field.longest, height=88),
        Holds.ONE: lambda: _choice(field, language, shared),
        Holds.SOME: lambda: st.multiselect(
            **shared,
            options=list(field.options),
            format_func=lambda option: field.options.get(option, option),
            placeholder=text(language, "imports.choose"),
        ),
        Holds.DAY: lambda: st.date_input(**shared, format="DD.MM.YYYY"),
        Holds.TICK: lambda: st.checkbox(**shared),
    }
    plain = partial(st.text_input, **shared, max_chars=field.longest)
    sheet.values[field.name] = draw.get(field.holds, plain)()


def typed_of(form: Form, sheet: Sheet, name: str) -> Any:
    """Return what stands in a field in this run, also before it is drawn."""
    return st.session_state.get(form.name(f"{name}-{sheet.round}"), sheet.values.get(name))


def _choice(field: Field, language: str, shared: dict[str, Any]) -> Any:
    options: list[Any] = list(field.options)
    if field.optional:
        options = [None, *options]
    nothing = text(language, "register.none")
    return st.selectbox(
        **shared,
        options=options,
        format_func=lambda one: nothing if one is None else field.options.get(one, one),
        placeholder=nothing,
    )


def _both(form: Form, sheet: Sheet) -> None:
    if sheet.theirs is None:
        return
    theirs, mine = form.values_of(sheet.theirs), form.values_of(sheet.mine)
    begun = form.values_of(sheet.begun) if sheet.begun is not None else {}
    language = form.scope.language
    apart = [field for field in form.fields if theirs.get(field.name) != mine.get(field.name)]
    told = {
        whose: [(field.label(language), field.shown(language, values.get(field.name))) for field in apart]
        for whose, values in (("theirs", theirs), ("mine", mine))
    }
    choices = (("theirs", theirs), ("mine", mine), ("merge", merged(begun, theirs, mine)))
    ways = [
        versions.Way(form.name(name), text(language, f"register.use.{name}"), sheet.fill, (values,))
        for name, values in choices
        if name in form.ways
    ]
    versions.beside(language, told, ways, form.name("ways"), title="register")


def _anew(form: Form, empty: Values) -> None:
    """Begin on another record: the fields are those of a new one."""
    before: Sheet = st.session_state[form.name("sheet")]
    st.session_state[form.name("sheet")] = Sheet(values=dict(empty), round=before.round + 1)
