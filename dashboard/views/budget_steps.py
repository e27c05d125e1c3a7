"""What the steps of the budget's way are called."""

from dashboard import format
from dashboard.sentences import Voice
from data.periods import Quarter
from metrics.waterfall import Step, StepKind


def step_name(voice: Voice, step: Step) -> str:
    """Return the name of a step: a level, who changed the budget, or the quarter in which it moved."""
    if step.kind is StepKind.AUTHORITY:
        name = voice.word(f"authority.{step.name}")
        return name[:1].upper() + name[1:]
    if step.kind is StepKind.QUARTER:
        return format.quarter(voice.language, Quarter.parse(step.name or ""))
    return voice.word(f"budget.step.{step.kind}")
