"""What is wrong with a version of the rules as somebody wants it: everything at once, each with where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from data.benefit_vocabulary import MILLION

LONGEST_YEARS = 30
"""A share for longer than this is a slip of the hand: no council resolves it."""
SHARE_COLUMNS = (
    "kept_as_cut_millionths",
    "initiator_millionths",
    "bearer_compensation_millionths",
    "common_fund_millionths",
)


class FaultKind(StrEnum):
    """What can be wrong with a version."""

    SHARES_SHORT = "shares_short"
    SHARES_OVER = "shares_over"
    BELOW_ZERO = "below_zero"
    YEARS_MANY = "years_many"
    TAPER_LONGER = "taper_longer"
    TAPER_SHORTER = "taper_shorter"
    TAPER_SHARE = "taper_share"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and the column where it stands (empty: in several).

    `slots` fill the words; shares are millionths in slots that end in `_millionths`.
    """

    kind: FaultKind
    column: str = ""
    slots: dict[str, int] = field(default_factory=dict)


def faults(
    shares: Sequence[int], threshold_minor: int, cap_minor: int | None, years: int, taper: Sequence[int]
) -> tuple[Fault, ...]:
    """Return everything that contradicts itself; empty where a version can be made of it.

    Args:
        shares: Millionths in the order of `SHARE_COLUMNS`.
        threshold_minor: What is less is not shared.
        cap_minor: The most for the initiator; None is no cap.
        years: How many years the initiator gets a share.
        taper: Millionths of it that are left in year 1, 2, ...; empty where it never shrinks.
    """
    return (*_of_shares(shares), *_below_zero(threshold_minor, cap_minor, years), *_of_taper(years, taper))


def _of_shares(shares: Sequence[int]) -> Iterator[Fault]:
    below = [column for column, share in zip(SHARE_COLUMNS, shares, strict=True) if share < 0]
    yield from (Fault(FaultKind.BELOW_ZERO, column) for column in below)
    total = sum(shares)
    if not below and total != MILLION:
        less = total < MILLION
        told = {"total_millionths": total, "apart_millionths": abs(MILLION - total)}
        yield Fault(FaultKind.SHARES_SHORT if less else FaultKind.SHARES_OVER, "", told)


def _below_zero(threshold_minor: int, cap_minor: int | None, years: int) -> Iterator[Fault]:
    values = {"threshold_minor": threshold_minor, "cap_minor": cap_minor or 0, "years": years}
    yield from (Fault(FaultKind.BELOW_ZERO, column) for column, value in values.items() if value < 0)
    if years > LONGEST_YEARS:
        yield Fault(FaultKind.YEARS_MANY, "years", {"most": LONGEST_YEARS})


def _of_taper(years: int, taper: Sequence[int]) -> Iterator[Fault]:
    if taper and len(taper) != years:
        kind = FaultKind.TAPER_LONGER if len(taper) > years else FaultKind.TAPER_SHORTER
        yield Fault(kind, "taper", {"found": len(taper), "years": years})
    if not all(0 <= part <= MILLION for part in taper):
        yield Fault(FaultKind.TAPER_SHARE, "taper")
