"""What the curve of a benefit comes to in each period that it is measured by."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.benefit_vocabulary import BenefitType
from data.demo.effects import Effect
from data.demo.services import THOUSAND_KRONER
from data.vocabulary import Grain

PERIODS = {Grain.YEAR: (12,), Grain.QUARTER: (3, 6, 9, 12), Grain.MONTH: tuple(range(1, 13))}


def minor(thousand: float | None) -> int | None:
    """Return thousand kroner as øre."""
    return None if thousand is None else round(thousand * THOUSAND_KRONER)


@dataclass(frozen=True)
class Part:
    """What a curve comes to in one period: øre, and a quantity."""

    year: int
    period: int
    amount_minor: int | None
    quantity: float | None


def parts_of(effect: Effect, percent: int = 100) -> Iterator[Part]:
    """Yield what the curves of an effect come to by period, evenly over the periods from its first effect on.

    A quantity of quality is a level, the same in every period of its year.
    """
    for year in sorted({*effect.years, *effect.amounts}):
        periods = [period for period in PERIODS[effect.grain] if _begun(effect, year, period)]
        amounts = _even(effect.years.get(year), percent, len(periods))
        whole = effect.amounts.get(year)
        for period, amount in zip(periods, amounts, strict=True):
            parts = 1 if effect.kind is BenefitType.QUALITY else len(periods)
            quantity = None if whole is None else round(whole * percent / 100 / parts, 3)
            yield Part(year, period, amount, quantity)


def _begun(effect: Effect, year: int, period: int) -> bool:
    return effect.since is None or (year, period) >= (effect.since.year, effect.since.month)


def _even(thousand: float | None, percent: int, count: int) -> list[int] | list[None]:
    """Return an amount in whole øre divided evenly; the first parts take what is left over."""
    if thousand is None:
        return [None] * count
    each, rest = divmod(round(thousand * THOUSAND_KRONER * percent / 100), max(count, 1))
    return [each + (place < rest) for place in range(count)]
