"""Whole minor units shared out so that the parts sum exactly to the whole."""

from collections.abc import Sequence


def whole_parts(total_minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Return each weight's part of the total, in whole minor units; the parts sum to the total.

    Each part is rounded down; the minor units left go one each to the parts with the largest remainders, the first
    given first where remainders are equal. No part is a whole unit or more away from its exact share.

    Args:
        total_minor: 0 or above.
        weights: Whole numbers, 0 or above, not all 0; they need not sum to anything. A weight of 0 gets nothing.

    Raises:
        ValueError: The total or a weight is below 0, or all weights are 0.

    Source:
        Hamilton's method.
    """
    whole = sum(weights)
    if total_minor < 0 or min(weights, default=0) < 0 or whole == 0:
        raise ValueError(f"cannot share {total_minor} by {tuple(weights)}")
    parts = [total_minor * weight // whole for weight in weights]
    remainders = [total_minor * weight % whole for weight in weights]
    left = total_minor - sum(parts)
    for place in sorted(range(len(parts)), key=lambda place: -remainders[place])[:left]:
        parts[place] += 1
    return tuple(parts)
