"""What people type, read as they write it in their language: amounts, shares and numbers, and back again."""

from dataclasses import dataclass
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
        return self._read(typed.replace("%", ""), place, amount_of(typed.replace("%", ""), self.locale, _SHARES))

    def number(self, typed: str, place: Problem) -> float | Problem | None:
        """Return a number."""
        found = number_of(typed, self.locale)
        found = _NUMBER_CODES.get(found, found) if isinstance(found, str) else found
        read = self._read(typed, place, found)
        return float(read) if isinstance(read, Decimal) else read

    def whole(self, typed: str, place: Problem) -> int | Problem | None:
        """Return a whole number, such as a year."""
        return self._read(typed, place, amount_of(typed, self.locale, 0))

    def _read(self, typed: str, place: Problem, found: Read | str) -> Read | Problem | None:
        if not typed.strip():
            return None
        if isinstance(found, str):
            return Problem(found, row=place.row, column=place.column, found=typed.strip(), wanted=self.example)
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
