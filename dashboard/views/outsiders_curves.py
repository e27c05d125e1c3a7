"""Two lives by age, with what lies between them, and what a measure may be worth by age and level."""

from collections.abc import Sequence

import pandas as pd

from dashboard import outsider_charts, page
from dashboard.charts import Mark
from dashboard.outsider_results import OutsiderView
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.outsiders_tables import marked
from dashboard.views.scorecard_table import voice_of
from data.money_vocabulary import WORKING_AGES, AdminLevel
from metrics.outsider_answer import OutsiderAnswer
from metrics.outsider_page import by_age, most_apart

TOLD_AGES = outsider_charts.NAMED_AGES
"""The ages that the drawing's text in words tells of: those of its axis; the table has all."""


def lives(scope: Scope, view: OutsiderView) -> None:
    """Draw what a person costs the public by age: outside against the average, or against those not outside."""
    voice = voice_of(scope)
    outside, other = (_marks(voice, view.page.curves, name) for name in ("outside", str(view.against)))
    page.drawing(
        outsider_charts.lives(outside, other, _called(voice, view)),
        title=lives_title(voice, view),
        subtitle=marked(voice, view, voice.word("outsiders.lives.subtitle")),
        alt=lives_alt(voice, view),
    )


def lives_title(voice: Voice, view: OutsiderView) -> str:
    """Return at what age those outside cost most more than those they are drawn against."""
    age, more = most_apart(view.page.curves, view.against)
    beside = voice.word(f"outsiders.line.{view.against}.inline")
    return voice.word("outsiders.lives.title", age=age, more=voice.money(more), other=beside)


def lives_alt(voice: Voice, view: OutsiderView) -> str:
    """Return what the curves show, in words."""
    outside, other = (_marks(voice, view.page.curves, name) for name in ("outside", str(view.against)))
    return voice.word("outsiders.lives.alt", said=_told(voice, *_called(voice, view), outside, other))


def _called(voice: Voice, view: OutsiderView) -> tuple[str, str]:
    return voice.word("outsiders.line.outside"), voice.word(f"outsiders.line.{view.against}")


def _marks(voice: Voice, found: pd.DataFrame, name: str) -> list[Mark]:
    column = found[f"{name}_minor"]
    return [Mark(str(age), float(minor), voice.money(int(minor))) for age, minor in column.items()]


def _told(voice: Voice, one: str, other: str, outside: Sequence[Mark], against: Sequence[Mark]) -> str:
    pairs = zip(outside, against, strict=True)
    said = [
        voice.word("outsiders.lives.at", age=mark.name, one=one, this=mark.written, other=other, that=beside.written)
        for mark, beside in pairs
        if int(mark.name) in TOLD_AGES
    ]
    return "; ".join(said)


def ages(scope: Scope, view: OutsiderView, found: OutsiderAnswer) -> None:
    """Draw what the measure may be worth by age, the levels stacked, and where it has covered its cost."""
    voice, table = voice_of(scope), by_age(found)
    stacks = {
        voice.word(f"admin_level.{level}"): _of_level(voice, table[str(level)])
        for level in AdminLevel
        if str(level) in table.columns
    }
    discounted = "discounted" if view.rates else "undiscounted"
    page.drawing(
        outsider_charts.by_age(stacks, _covered(voice, table, found.accounts.break_even_age)),
        title=_title(voice, found),
        subtitle=marked(voice, view, voice.word(f"outsiders.ages.subtitle.{discounted}")),
        alt=voice.word("outsiders.ages.alt", said="; ".join(_said(name, marks) for name, marks in stacks.items())),
    )


def _title(voice: Voice, found: OutsiderAnswer) -> str:
    age = found.accounts.break_even_age
    if age is None:
        return voice.word("outsiders.ages.title.never", last=WORKING_AGES[-1])
    return voice.word("outsiders.ages.title", age=age)


def _of_level(voice: Voice, column: "pd.Series[int]") -> list[Mark]:
    return [Mark(str(age), float(minor), voice.money(int(minor))) for age, minor in column.items()]


def _covered(voice: Voice, table: pd.DataFrame, age: int | None) -> Mark | None:
    """Return where the cost is covered; the line's place is the number of the column."""
    if age is None:
        return None
    at = list(table.index).index(age)
    return Mark(str(age), float(at), voice.word("outsiders.ages.covered", age=age))


def _said(name: str, marks: Sequence[Mark]) -> str:
    told = [mark for mark in marks if int(mark.name) in TOLD_AGES]
    return f"{name}: " + ", ".join(f"{mark.name}: {mark.written}" for mark in told)
