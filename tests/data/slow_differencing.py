"""What can be worked out from shown sums, the slow and certain way: by linear algebra over the groups of persons."""

from collections.abc import Iterator, Mapping, Set
from fractions import Fraction
from itertools import combinations

Row = list[Fraction]


def told_groups(own: Mapping[str, int], above: Mapping[str, Set[str]], shown: Set[str], most: int) -> list[Set[str]]:
    """Return each set of units' own persons, `most` persons at most, whose figure shown sums can be combined to.

    Args:
        own: Persons in each unit itself, and in none below it.
        above: The units above each.
        shown: The units whose sum, over themselves and all below, is shown.
        most: The size of group looked for.
    """
    peopled = sorted(unit for unit, count in own.items() if count)
    sums = [[Fraction(unit == top or top in above[unit]) for unit in peopled] for top in sorted(shown)]
    basis = reduced(sums)
    return [
        group
        for group in small(peopled, own, most)
        if not any(rest(basis, [Fraction(unit in group) for unit in peopled]))
    ]


def small(peopled: list[str], own: Mapping[str, int], most: int) -> Iterator[Set[str]]:
    few = [unit for unit in peopled if own[unit] <= most]
    for size in range(1, min(len(few), most) + 1):
        for group in combinations(few, size):
            if sum(own[unit] for unit in group) <= most:
                yield set(group)


def reduced(rows: list[Row]) -> list[Row]:
    """Return the rows by Gauss' elimination, each with a 1 where it begins."""
    found: list[Row] = []
    for row in rows:
        left = rest(found, row)
        if any(left):
            first = next(value for value in left if value)
            found.append([value / first for value in left])
    return found


def rest(basis: list[Row], row: Row) -> Row:
    """Return what is left of a row when the rows of the basis are taken from it; zeros where they make it up."""
    for known in basis:
        place = next(number for number, value in enumerate(known) if value)
        if row[place]:
            factor = row[place]
            row = [value - factor * other for value, other in zip(row, known, strict=True)]
    return row
