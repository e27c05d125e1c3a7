"""Quarters and the accounting periods 1-13 of a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

CLOSING_PERIOD = 13
"""The period of closing entries: it belongs to the year and to the fourth quarter only."""

_TEXT = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year, such as 2022Q4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a number outside 1-4."""
        if not 1 <= self.number <= 4:
            raise ValueError(f"a quarter is 1-4, not {self.number}")

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Return the quarter written as `2022Q4`; ValueError says what was found otherwise."""
        match = _TEXT.fullmatch(text.strip().upper())
        if match is None:
            raise ValueError(f"found «{text}», wanted a quarter such as 2022Q4")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of_period(cls, year: int, period: int) -> "Quarter":
        """Return the quarter that period 1-13 falls in; period 13 falls in the fourth."""
        return cls(year, min((period - 1) // 3 + 1, 4))

    @classmethod
    def ended_by(cls, day: date) -> "Quarter":
        """Return the last quarter that is over when the day is: its own last day still counts."""
        its_own = cls.of_period(day.year, day.month)
        return its_own if its_own.last_day == day else its_own.shifted(-1)

    @property
    def last_period(self) -> int:
        """The month that ends the quarter: 3, 6, 9 or 12."""
        return self.number * 3

    @property
    def last_day(self) -> date:
        """The last calendar day of the quarter."""
        following = self.shifted(1)
        return date(following.year, following.number * 3 - 2, 1) - timedelta(days=1)

    def shifted(self, quarters: int) -> "Quarter":
        """Return the quarter so many later (or, below 0, earlier)."""
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    def until(self, last: "Quarter") -> "list[Quarter]":
        """Return every quarter from this one to `last`, both included."""
        count = (last.year - self.year) * 4 + last.number - self.number
        return [self.shifted(step) for step in range(count + 1)]

    def __str__(self) -> str:
        """Return the form used in addresses and on the command line."""
        return f"{self.year}Q{self.number}"


def last_day_of_period(year: int, period: int) -> date:
    """Return the last day of the month of a period; the closing period ends with December."""
    month = min(period, 12)
    return date(year, month, monthrange(year, month)[1])
