"""What must hold across the benefits of a municipality: no circle, and nothing is claimed twice.

Each rule takes what is stored, and what is about to be, as plain rows; who calls it holds the municipality's lock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.benefit_rules import percent
from data.benefit_vocabulary import MILLION
from data.importers.problems import Problem
from data.importers.sequence import plain_amount

Arrow = tuple[str, str]
"""A benefit, and one that it leads to."""


@dataclass(frozen=True)
class AttributedShare:
    """What a benefit takes the honour for of an indicator's change in a unit, while it lasts (`ends` None: for good).

    `claimant_id` is the unit whose initiative it is.
    """

    benefit_id: str
    claimant_id: str
    indicator_id: str
    unit_id: str
    share_millionths: int
    begins: date
    ends: date | None = None

    def lasts(self, day: date) -> bool:
        """Tell whether it lasts on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Claimed:
    """What a benefit claims of a place that was cut: a budget change, or a budget line of a year.

    `place` is an id, or parts that together name a line; `claimant_id` is the unit whose initiative it is.
    """

    place: tuple[str, ...]
    claim_id: str
    benefit_id: str
    claimant_id: str
    amount_minor: int


def circle(arrows: Iterable[Arrow]) -> tuple[str, ...]:
    """Return the benefits of a circle in the map in the order of its arrows; nothing where there is none."""
    onward: dict[str, list[str]] = {}
    for benefit, leads_to in sorted(set(arrows)):
        onward.setdefault(benefit, []).append(leads_to)
    done: set[str] = set()
    for start in onward:
        path, ways = [start], [iter(onward[start])]
        while path:
            step = next(ways[-1], None)
            if step is None:
                done.add(path.pop())
                ways.pop()
            elif step in path:
                return tuple(path[path.index(step) :])
            elif step not in done:
                path.append(step)
                ways.append(iter(onward.get(step, ())))
    return ()


def circle_problems(arrows: Iterable[Arrow], names: Mapping[str, str]) -> list[Problem]:
    """Return a problem where the map would have a circle, with the names of the benefits in it."""
    found = circle(arrows)
    if not found:
        return []
    told = " → ".join(names.get(one, one) for one in (*found, found[0]))
    return [Problem("circle", column="leads_to", found=told)]


def attribution_problems(shares: Iterable[AttributedShare], entered: frozenset[str]) -> list[Problem]:
    """Return a problem for each entered benefit that takes more of an indicator than others have left.

    Args:
        shares: Of all benefits of the municipality that count, the entered among them.
        entered: The benefits that are entered now; sums that they have no part in are not looked at.
    """
    by_place: dict[tuple[str, str], list[AttributedShare]] = {}
    for share in shares:
        by_place.setdefault((share.indicator_id, share.unit_id), []).append(share)
    found: dict[str, Problem] = {}
    for of_place in by_place.values():
        for day in sorted({share.begins for share in of_place}):
            lasting = sorted((one for one in of_place if one.lasts(day)), key=lambda one: one.benefit_id)
            total = sum(one.share_millionths for one in lasting)
            own = [one for one in lasting if one.benefit_id in entered]
            if total > MILLION and own:
                found.setdefault(own[-1].benefit_id, _shared(own[-1], lasting, total))
    return list(found.values())


def _shared(own: AttributedShare, lasting: list[AttributedShare], total: int) -> Problem:
    others = [one for one in lasting if one is not own]
    other = max(others, key=lambda one: one.share_millionths, default=own)
    left = max(0, MILLION - (total - own.share_millionths))
    return Problem(
        "attribution_above_whole",
        column="attribution_millionths",
        found=percent(own.share_millionths),
        wanted=percent(left),
        extra={"indicator": own.indicator_id, "unit": other.claimant_id, "benefit": other.benefit_id},
    )


def claim_sum_problems(
    claims: Iterable[Claimed],
    cut: Mapping[tuple[str, ...], int],
    entered: frozenset[str],
    code: str,
    exponent: int = 2,
) -> list[Problem]:
    """Return a problem for each place of which an entered claim takes more than others have left of what was cut.

    Args:
        claims: Of all benefits of the municipality that count, the entered among them.
        cut: What was cut in each place, above zero; a place that is not there was not cut.
        entered: The claims that are entered now.
        code: What the problem is called: of a budget change, or of a budget line.
        exponent: Decimals of the currency.
    """
    by_place: dict[tuple[str, ...], list[Claimed]] = {}
    for claim in claims:
        by_place.setdefault(claim.place, []).append(claim)
    found = []
    for place, of_place in by_place.items():
        total = sum(claim.amount_minor for claim in of_place)
        own = [claim for claim in of_place if claim.claim_id in entered]
        if own and total > cut.get(place, 0):
            found.append(_claimed(own[-1], of_place, cut.get(place, 0), code, exponent))
    return found


def _claimed(own: Claimed, of_place: list[Claimed], cut: int, code: str, exponent: int) -> Problem:
    others = [claim for claim in of_place if claim is not own]
    taken = sum(claim.amount_minor for claim in others)
    return Problem(
        code if others else f"{code}_alone",
        column="amount_minor",
        found=plain_amount(own.amount_minor, exponent),
        wanted=plain_amount(max(0, cut - taken), exponent),
        extra={"cut": plain_amount(cut, exponent), **_largest(others)},
    )


def _largest(others: list[Claimed]) -> dict[str, str]:
    """Return who else has claimed most of a place; nothing where nobody has."""
    if not others:
        return {}
    other = max(others, key=lambda claim: claim.amount_minor)
    return {"unit": other.claimant_id, "benefit": other.benefit_id}
