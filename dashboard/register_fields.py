"""The fields of the register's forms: what a field holds, and how what is typed becomes a value and back again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from dashboard import format
from dashboard.typed import Hand
from dashboard.words import has, text
from data.importers.problems import Problem

Values = dict[str, Any]
"""What stands in fields, by name: texts as they were typed, days as dates, choices by their values."""


class Holds(StrEnum):
    """What a field holds."""

    LINE = "line"
    TEXT = "text"
    ONE = "one"
    SOME = "some"
    DAY = "day"
    AMOUNT = "amount"
    SHARE = "share"
    NUMBER = "number"
    WHOLE = "whole"
    TICK = "tick"


TYPED = frozenset({Holds.AMOUNT, Holds.SHARE, Holds.NUMBER, Holds.WHOLE})
"""Numbers are typed as text, so that everybody writes them as in their own language."""


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Attributes:
        name: Of the record's field; `register.field.<name>` is its label, `….help` its help where it has one.
        holds: What it holds.
        options: What can be chosen, with labels.
        optional: Whether nothing can be chosen, or left unsaid.
        longest: How many letters a text may have.
        title: Its label, where that is no word of its own.
    """

    name: str
    holds: Holds = Holds.LINE
    options: Mapping[str, str] = field(default_factory=dict)
    optional: bool = True
    longest: int | None = None
    title: str | None = None

    def label(self, language: str) -> str:
        """Return what the field is called."""
        return self.title or text(language, f"register.field.{self.name}")

    def help(self, language: str) -> str | None:
        """Return the few words that help to fill it, where there are any."""
        key = f"register.field.{self.name}.help"
        return text(language, key) if has(language, key) else None

    def typed(self, hand: Hand, value: Any) -> Any:
        """Return a value as it stands in the field."""
        if self.holds in TYPED:
            of = {Holds.AMOUNT: hand.of_amount, Holds.SHARE: hand.of_share, Holds.NUMBER: hand.of_number}
            return of[self.holds](value) if self.holds in of else "" if value is None else str(value)
        if self.holds in (Holds.LINE, Holds.TEXT):
            return value or ""
        if self.holds is Holds.ONE:
            return None if value is None else str(value)
        return list(value or ()) if self.holds is Holds.SOME else value

    def meant(self, hand: Hand, typed: Any) -> Any:
        """Return the value that stands in the field, or the problem where it cannot be read."""
        place = Problem("", column=self.name)
        if self.holds in TYPED:
            read = getattr(hand, self.holds.value)(str(typed or ""), place)
            if read is None and not self.optional:
                return Problem("empty_amount", column=self.name, wanted=hand.example)
            return read
        if self.holds in (Holds.LINE, Holds.TEXT):
            return str(typed or "").strip() or (None if self.optional else Problem("empty_text", column=self.name))
        return tuple(typed or ()) if self.holds is Holds.SOME else typed

    def shown(self, language: str, typed: Any) -> str:
        """Return what stands in the field as a text."""
        if typed in (None, "", []):
            return text(language, "register.empty")
        if isinstance(typed, date):
            return format.day(language, typed)
        if self.holds is Holds.TICK:
            return text(language, "imports.yes" if typed else "imports.no")
        chosen = typed if self.holds is Holds.SOME else [typed]
        return ", ".join(self.options.get(one, str(one)) for one in chosen)


def words_of(language: str, of: str, values: Sequence[StrEnum]) -> dict[str, str]:
    """Return the words of a closed list as options."""
    return {value.value: text(language, f"{of}.{value}") for value in values}


def typed_values(fields: Sequence[Field], hand: Hand, row: Any) -> Values:
    """Return what stands in the fields of a record."""
    return {field.name: field.typed(hand, getattr(row, field.name)) for field in fields}


def merged(begun: Values, theirs: Values, mine: Values) -> Values:
    """Return both together: what the reader changed since they began is theirs to keep, all else as it stands now."""
    return {name: value if value != begun.get(name) else theirs.get(name) for name, value in mine.items()}
