"""What a krone of another year is worth in the base year: discount schedules with dates, chained from year to year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np


@dataclass(frozen=True)
class DiscountSchedule:
    """A public body's real discount rates, in force from a date.

    `steps` are (last year, rate): the rate holds for each year up to and with the last year; the last step has None
    and never ends. `tax_financing_share` is what a krone of public money costs beyond the krone; None where no source
    says. `mark` tells how sure the numbers are (see `metrics.card.Parameter`).
    """

    key: str
    valid_from: date
    steps: tuple[tuple[int | None, float], ...]
    tax_financing_share: float | None
    mark: str
    source: str

    def rates(self, years: int) -> np.ndarray:
        """Return the rate of each of the years 1 to `years`."""
        answer = np.full(years, self.steps[-1][1], dtype="float64")
        for last, rate in reversed(self.steps[:-1]):
            answer[:last] = rate
        return answer


class UnknownSchedule(KeyError):
    """No schedule of that key is in force on the day: a broken promise in code."""


_NORWAY = ((40, 0.04), (75, 0.03), (None, 0.02))
_UNITED_KINGDOM = ((30, 0.035), (75, 0.030), (125, 0.025), (200, 0.020), (300, 0.015), (None, 0.010))
_DENMARK = ((35, 0.035), (70, 0.025), (None, 0.015))

SCHEDULES: tuple[DiscountSchedule, ...] = (
    DiscountSchedule(
        "no",
        date(2005, 9, 23),
        ((None, 0.04),),
        0.20,
        "M",
        "Finansdepartementet, pressemelding 59/2005",  # the 4 %; the tax cost is the later circulars'
    ),
    DiscountSchedule("no", date(2014, 1, 1), _NORWAY, 0.20, "M", "Finansdepartementet, rundskriv R-109/14"),
    DiscountSchedule("no", date(2021, 1, 1), _NORWAY, 0.20, "M", "Finansdepartementet, rundskriv R-109/2021"),
    DiscountSchedule("uk", date(2022, 1, 1), _UNITED_KINGDOM, 0.20, "V", "HM Treasury, The Green Book (2022)"),
    DiscountSchedule(
        "uk",
        date(2026, 2, 5),
        _UNITED_KINGDOM,
        0.0,
        "V",
        "HM Treasury, The Green Book (2026), which leaves out the cost of raising taxes",
    ),
    DiscountSchedule(
        "dk",
        date(2021, 1, 1),
        _DENMARK,
        None,
        "M",
        "Finansministeriet (2021); the rate after year 70 is not confirmed",
    ),
)


def schedule(key: str, on: date) -> DiscountSchedule:
    """Return the schedule of that key (`no`, `uk`, `dk`) in force on a day.

    Raises:
        UnknownSchedule: None of that key is in force on the day.
    """
    dated = [one for one in SCHEDULES if one.key == key and one.valid_from <= on]
    if not dated:
        raise UnknownSchedule(f"{key} on {on.isoformat()}")
    return max(dated, key=lambda one: one.valid_from)


def schedule_keys(on: date) -> tuple[str, ...]:
    """Return the keys that a schedule is in force of on a day, in the order of SCHEDULES."""
    return tuple(dict.fromkeys(one.key for one in SCHEDULES if one.valid_from <= on))


def factors(schedule: DiscountSchedule, years: Iterable[int]) -> np.ndarray:
    """Return what a krone of each year is worth in the base year, in the order of the years given.

    DF(0) = 1 and DF(t) = DF(t-1) / (1 + r_t): chained, so that a lower rate later never lifts a later year above an
    earlier one. Years before the base year are compounded with the first rate: DF(-k) = (1 + r_1)^k.

    Args:
        schedule: The rates.
        years: Whole years from the base year; negative before it.

    Returns:
        float64, above 0.

    Source:
        The schedules' own sources, in SCHEDULES.
    """
    when = np.fromiter(years, dtype="int64")
    rates = schedule.rates(max(1, int(when.max(initial=0))))
    chain = np.concatenate([[1.0], np.cumprod(1 / (1 + rates))])
    before = np.minimum(when, 0)
    return np.asarray(chain[np.maximum(when, 0)] * (1 + rates[0]) ** -before.astype("float64"), dtype="float64")


def annuity(schedule: DiscountSchedule, years: int) -> float:
    """Return the present value of one krone at the end of each of the years 1 to `years`; 0 for no years."""
    return float(factors(schedule, range(1, years + 1)).sum())
