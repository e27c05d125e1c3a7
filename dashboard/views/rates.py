"""Discount rates in words: step by step, with their source and how sure that is."""

from dashboard import format
from dashboard.sentences import Voice
from metrics.discounting import DiscountSchedule


def rates_said(voice: Voice, found: DiscountSchedule) -> str:
    """Return the rates of a schedule, step by step, with their source and how sure that is."""
    steps = ", ".join(_step(voice, last, rate) for last, rate in found.steps)
    return voice.word("value_flow.rates", steps=steps, source=found.source, mark=mark_said(voice, found))


def mark_said(voice: Voice, found: DiscountSchedule) -> str:
    """Return how sure the rates are."""
    return voice.word(f"value_flow.mark.{found.mark.lower()}")


def _step(voice: Voice, last: int | None, rate: float) -> str:
    share = format.share(voice.language, rate)
    if last is None:
        return voice.word("value_flow.rate.after", rate=share)
    return voice.word("value_flow.rate.to", rate=share, year=last)
