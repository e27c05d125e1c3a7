"""The fields of what shows a measurement: files, places in the ledger, and what is stored already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds, Values
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import register_parts, uploader
from dashboard.views.register_form import Form, Group, hand_of
from dashboard.words import text
from data.importers.benefit_rows import EvidenceRow
from data.kept_realisation import hash_of
from data.vocabulary import Kind

CODED = 40
LEFT_OUT, UPLOADER = "left_out", "evidence"
SHORT = 12
"""How many letters of a file's fingerprint name its field."""


@dataclass(frozen=True)
class Shown:
    """What shows a measurement: files in the uploader of the key `upload`, and what is stored with it already."""

    scope: Scope
    choices: RegisterChoices
    upload: str
    stored: Sequence[EvidenceRow]

    @property
    def files(self) -> dict[str, Any]:
        """The files by the beginning of their fingerprints; the same file twice is one."""
        uploaded = st.session_state.get(self.upload) or []
        return {hash_of(EvidenceRow(content=one.getvalue()))[:SHORT]: one for one in uploaded}

    @property
    def place(self) -> tuple[Field, ...]:
        """The fields of a place in the ledger."""
        return (
            Field("ledger_year", Holds.WHOLE, optional=False),
            Field("ledger_unit_id", Holds.ONE, self.choices.units),
            Field("ledger_function_code", longest=CODED),
            Field("ledger_account_code", longest=CODED),
            Field("ledger_supports", Holds.AMOUNT),
        )

    def groups(self, form: Form, sheet: Sheet | None, count: int) -> list[Group]:
        """Return the groups of fields; without a sheet every place is one that nothing has to be filled in of."""
        numbers = range(1, count + 1)
        blank = {one for one in numbers if sheet is None or register_parts.is_blank(form, sheet, self.place, one)}
        return [
            (UPLOADER, ()),
            ("shown", [*self._files(), *self._stored()]),
            *((_name(one), register_parts.numbered(self.place, one, needed=one not in blank)) for one in numbers),
            ("more", ()),
        ]

    def _files(self) -> list[Field]:
        """Return a field for how much each file shows."""
        language = self.scope.language
        titles = {key: text(language, "register.evidence.file_shows", name=one.name) for key, one in self.files.items()}
        return [Field(f"file_{key}", Holds.AMOUNT, of="file_supports", title=title) for key, title in titles.items()]

    def _stored(self) -> list[Field]:
        """Return the field that leaves out what is stored; what is not left out is kept."""
        told = {str(place_of(one)): told_of(self.scope, self.choices, one) for one in self.stored}
        return [Field(LEFT_OUT, Holds.SOME, told)] if told else []

    def rows(self, values: Values) -> tuple[EvidenceRow, ...]:
        """Return the evidence that the values mean; what is told again takes the place of what is stored."""
        now = [*self._sent(values), *self._places(values)]
        again = {place_of(one) for one in now}
        left_out = set(values.get(LEFT_OUT) or ())
        kept = (one for one in self.stored if place_of(one) not in again and str(place_of(one)) not in left_out)
        return (*kept, *now)

    def _sent(self, values: Values) -> list[EvidenceRow]:
        return [
            EvidenceRow(values[f"file_{key}"], file_name=one.name, content=one.getvalue())
            for key, one in self.files.items()
        ]

    def _places(self, values: Values) -> list[EvidenceRow]:
        """Return the places in the ledger: what was realised shows in what was spent, for budgets show nothing."""
        found = []
        for told in register_parts.told_in(values, self.place):
            supports = told.pop("ledger_supports")
            found.append(EvidenceRow(supports, ledger_kind=Kind.ACTUAL, **told))
        return found


def _uploader(scope: Scope, key: str) -> None:
    uploader.words(scope.language)
    st.file_uploader(text(scope.language, "register.evidence.file"), key=key, accept_multiple_files=True)


def with_buttons(
    form: Form, sheet: Sheet, shown: Shown, count: int
) -> tuple[dict[str, str], dict[str, Callable[[], None]]]:
    """Return what the places in the ledger are called, and the buttons that add one and take one out."""
    numbers = range(1, count + 1)
    names = {_name(one): text(form.scope.language, form.line, number=one) for one in numbers} | {
        "shown": "",
        "more": "",
    }
    beneath: dict[str, Callable[[], None]] = {
        _name(one): partial(register_parts.out, form, sheet, shown.place, one, "register.evidence.out")
        for one in numbers
    }
    beneath["more"] = partial(register_parts.another, form, sheet, "register.evidence.another")
    beneath[UPLOADER] = partial(_uploader, form.scope, shown.upload)
    return names, beneath


def _name(number: int) -> str:
    return f"ledger-{number}"


def place_of(one: EvidenceRow) -> tuple[str | int | None, ...]:
    """Return what some evidence is: a file by its fingerprint, or a place in the ledger."""
    of_file = None if one.ledger_year is not None else hash_of(one)
    return (
        of_file,
        one.ledger_kind,
        one.ledger_year,
        one.ledger_unit_id,
        one.ledger_function_code,
        one.ledger_account_code,
    )


def told_of(scope: Scope, choices: RegisterChoices, shown: EvidenceRow) -> str:
    """Return what some evidence is and how much it shows, as a text."""
    place = (
        shown.ledger_year,
        choices.parties.get(shown.ledger_unit_id or ""),
        shown.ledger_function_code,
        shown.ledger_account_code,
    )
    of_ledger = ", ".join(str(part) for part in place if part)
    what = of_ledger or shown.file_name or (shown.content_hash or "")[:SHORT]
    if shown.supports_minor is None:
        return what
    amount = kroner(scope, shown.supports_minor)
    return text(scope.language, "register.evidence.shows", what=what, amount=amount)


def kroner(scope: Scope, minor: int) -> str:
    """Return an exact amount with its currency."""
    return text(scope.language, "register.kroner", amount=hand_of(scope).of_amount(minor))
