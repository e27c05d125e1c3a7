"""Why something was not entered in the reinvestment ledger: values that words of a screen or a command explain."""

from collections.abc import Sequence
from datetime import date, datetime

from data.money_vocabulary import PostingState


class LedgerRefused(ValueError):
    """What cannot be entered as it was asked: `reason` names the words `reinvest.refused.<reason>`."""

    def __init__(self, reason: str, **slots: object) -> None:
        """Keep the reason and what fills its words; an amount is whole minor units in a slot that ends in `_minor`."""
        super().__init__(reason)
        self.reason, self.slots = reason, slots


class RuleRefused(LedgerRefused):
    """A version of the rules that contradicts itself: everything that is wrong, each with the column it stands in."""

    def __init__(self, every: Sequence[tuple[str, LedgerRefused]]) -> None:
        """Keep all of it; what a plain refusal tells is the first."""
        super().__init__(every[0][1].reason, **every[0][1].slots)
        self.every = tuple(every)


class DecidedMeanwhile(Exception):
    """Somebody else decided first: the transaction stands in `state` since a moment."""

    def __init__(self, state: PostingState, day: date, recorded_at: datetime) -> None:
        """Keep what stands."""
        super().__init__(f"{state} already")
        self.state, self.day, self.recorded_at = state, day, recorded_at


class RuleChangedMeanwhile(Exception):
    """Somebody else changed the draft since it was read; `theirs` is what stands now, in `version`."""

    def __init__(self, version: int, theirs: object) -> None:
        """Keep what stands."""
        super().__init__("changed meanwhile")
        self.version, self.theirs = version, theirs
