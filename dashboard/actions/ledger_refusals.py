"""Why something was not entered in the reinvestment ledger: values that words of a screen or a command explain."""

from datetime import date, datetime

from data.money_vocabulary import PostingState


class LedgerRefused(ValueError):
    """What cannot be entered as it was asked: `reason` names the words `reinvest.refused.<reason>`."""

    def __init__(self, reason: str, **slots: object) -> None:
        """Keep the reason and what fills its words; an amount is whole minor units in a slot that ends in `_minor`."""
        super().__init__(reason)
        self.reason, self.slots = reason, slots


class DecidedMeanwhile(Exception):
    """Somebody else decided first: the transaction stands in `state` since a moment."""

    def __init__(self, state: PostingState, day: date, recorded_at: datetime) -> None:
        """Keep what stands."""
        super().__init__(f"{state} already")
        self.state, self.day, self.recorded_at = state, day, recorded_at


class RuleChangedMeanwhile(Exception):
    """Somebody else changed the draft since it was read; `version` is the one that stands now."""

    def __init__(self, version: int) -> None:
        """Keep what stands."""
        super().__init__("changed meanwhile")
        self.version = version
