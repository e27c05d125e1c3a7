"""Amounts and shares for sentences that say the direction themselves: never negative."""

from metrics.results import Fact


def money(minor: float) -> Fact:
    """Return an amount for a sentence that says the direction itself: never negative."""
    return Fact("money", abs(round(minor)))


def share(value: float) -> Fact:
    """Return a share for a sentence that says the direction itself: never negative."""
    return Fact("share", abs(value))
