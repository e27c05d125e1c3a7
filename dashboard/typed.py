"""What people type, read as they write it in their language: amounts, shares and numbers, and back again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from dashboard import format
from data.benefit_vocabulary import MILLION
from data.importers.cells import NumberLocale, amount_of, number_of
from data.importers.problems import Problem

Read = TypeVar("Read")

_EXAMPLES = {NumberLocale.COMMA: "1\u00a0234,50", NumberLocale.POINT: "1,234.50"}
_SHARES = 4
"""A millionth is this many decimals of a per cent."""
_NUMBER_CODES = {"not_an_amount": "not_a_number", "ambiguous_amount": "ambiguous_number"}
_SHARE_CODES = dict.fromkeys(("not_an_amount", "ambiguous_amount", "too_many_decimals"), "bad_share")
_WHOLE_CODES = dict.fromkeys(("not_an_amount", "ambiguous_amount", "too_many_decimals"), "not_whole")
SHARE_EXAMPLES = {NumberLocale.COMMA: "12,5", NumberLocale.POINT: "12.5"}
WHOLE_EXAMPLE = "12"


@dataclass(frozen=True)
class Hand:
    """How a reader writes numbers, and how many decimals the municipality's money has."""

    language: str
    exponent: int

    @property
    def locale(self) -> NumberLocale:
        """Which sign separates decimals."""
        return NumberLocale.POINT if self.language == "en" else NumberLocale.COMMA

    @property
    def example(self) -> str:
        """An amount as the reader writes it."""
        return _EXAMPLES[self.locale]

    def amount(self, typed: str, place: Problem) -> int | Problem | None:
        """Return an amount in minor units; None where nothing is typed, the problem where it is none."""
        return self._read(typed, place, amount_of(typed, self.locale, self.exponent))

    def share(self, typed: str, place: Problem) -> int | Problem | None:
        """Return a share typed as per cent in millionths."""
        bare = typed.replace("%", "")
        found = _told_as(_SHARE_CODES, amount_of(bare, self.locale, _SHARES))
        return self._read(bare, place, found, SHARE_EXAMPLES[self.locale])

    def number(self, typed: str, place: Problem) -> float | Problem | None:
        """Return a number."""
        found = _told_as(_NUMBER_CODES, number_of(typed, self.locale))
        read = self._read(typed, place, found)
        return float(read) if isinstance(read, Decimal) else read

    def whole(self, typed: str, place: Problem) -> int | Problem | None:
        """Return a whole number, such as a year."""
        return self._read(typed, place, _told_as(_WHOLE_CODES, amount_of(typed, self.locale, 0)), WHOLE_EXAMPLE)

    def _read(self, typed: str, place: Problem, found: Read | str, example: str = "") -> Read | Problem | None:
        if not typed.strip():
            return None
        if isinstance(found, str):
            return replace(place, code=found, found=typed.strip(), wanted=example or self.example)
        return found

    def of_amount(self, minor: int | None) -> str:
        """Return an amount as the reader writes it; empty where there is none."""
        return "" if minor is None else format.money_exact(self.language, minor, self.exponent)

    def of_share(self, millionths: int | None) -> str:
        """Return a share as per cent."""
        return "" if millionths is None else format.full_number(self.language, millionths / (MILLION // 100))

    def of_number(self, value: float | None) -> str:
        """Return a number with every digit it has."""
        return "" if value is None else format.full_number(self.language, value)


def _told_as(codes: Mapping[str, str], found: Read | str) -> Read | str:
    """Return what was read, or why it was not by the code that suits the kind of number."""
    return codes.get(found, found) if isinstance(found, str) else found
