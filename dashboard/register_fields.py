"""The fields of the register's forms: what a field holds, and how what is typed becomes a value and back again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from dashboard import format
from dashboard.typed import SHARE_EXAMPLES, WHOLE_EXAMPLE, Hand
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
        of: The name whose words it shares, where there are several alike.
        number: Which of them it is, counted from 1.
        asked: Whether something has to be chosen, though nothing is to begin with.
    """

    name: str
    holds: Holds = Holds.LINE
    options: Mapping[str, str] = field(default_factory=dict)
    optional: bool = True
    longest: int | None = None
    title: str | None = None
    of: str | None = None
    number: int = 0
    asked: bool = False

    @property
    def column(self) -> str:
        """The name of the record's field, as problems have it."""
        return self.of or self.name

    def label(self, language: str) -> str:
        """Return what the field is called."""
        return self.title or text(language, f"register.field.{self.column}")

    def help(self, language: str) -> str | None:
        """Return the few words that help to fill it, where there are any."""
        key = f"register.field.{self.column}.help"
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
        place = Problem("", row=self.number, column=self.column)
        if self.holds in TYPED:
            read = getattr(hand, self.holds.value)(str(typed or ""), place)
            if read is None and not self.optional:
                code, example = self._empty(hand)
                return replace(place, code=code, wanted=example)
            return read
        if self.holds in (Holds.LINE, Holds.TEXT):
            return str(typed or "").strip() or (None if self.optional else replace(place, code="empty_text"))
        if self.asked and typed is None:
            return replace(place, code="not_chosen")
        return tuple(typed or ()) if self.holds is Holds.SOME else typed

    def _empty(self, hand: Hand) -> tuple[str, str]:
        """Return the code of the problem that a number lacks, and what one looks like."""
        if self.holds is Holds.SHARE:
            return "empty_share", SHARE_EXAMPLES[hand.locale]
        return ("empty_number", WHOLE_EXAMPLE) if self.holds is Holds.WHOLE else ("empty_amount", hand.example)

    def fitting(self, value: Any) -> Any:
        """Return a value that the field can hold: a choice that is not there any more is the first, or none."""
        if self.holds is Holds.ONE and value not in self.options:
            return None if self.optional or not self.options else next(iter(self.options))
        if self.holds is Holds.SOME:
            return [one for one in value or () if one in self.options]
        if self.holds is Holds.TICK:
            return bool(value)
        return value if self.holds is Holds.DAY else value or ""

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
