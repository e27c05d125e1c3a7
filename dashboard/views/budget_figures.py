"""The budget page's charts: drivers, the budget's own way, quarter by quarter, and other municipalities."""

import streamlit as st

from dashboard import charts, format, page
from dashboard.charts import Mark, StepMark
from dashboard.drill import Drill
from dashboard.markup import html
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views import budget_neighbours, budget_tables
from dashboard.views.budget_steps import step_name
from dashboard.views.scorecard_table import voice_of
from metrics.budget_drivers import INCOME_DRIVERS
from metrics.budget_page import BudgetPage, DriverPart
from metrics.waterfall import Step, StepKind


def show(scope: Scope, found: BudgetPage, drill: Drill) -> None:
    """Draw the four charts, two beside each other where there is room, and their figures as one table."""
    voice = voice_of(scope)
    with st.container(key="bb-charts-1"):
        left, right = st.columns(2, gap="large")
    with left:
        _drivers(voice, found)
    with right:
        _steps(voice, found)
    with st.container(key="bb-charts-2"):
        left, right = st.columns(2, gap="large")
    with left:
        _quarters(voice, found)
    with right:
        budget_neighbours.show(scope, found, drill)
    with page.expander(scope, "page.budget.charts_figures") as opened:
        if opened:
            alt = voice.word("budget.charts.alt")
            page.table(scope, budget_tables.charts(scope, found), export="budget-charts", alt=alt)
            page.definitions(budget_tables.chart_definitions(scope))


def nothing(voice: Voice, title: str, why: str) -> None:
    """Say why a chart is not there, in its place."""
    body = '<h2 class="bb-finding">{title}</h2><p class="bb-quiet">{why}</p>'
    st.html(html(body, title=voice.word(title), why=voice.word(why)))


def _drivers(voice: Voice, found: BudgetPage) -> None:
    if found.whole is None or found.whole.deviation_minor is None or not found.drivers:
        nothing(voice, "budget.drivers.title", "budget.drivers.none")
        return
    over = found.whole.deviation_minor < 0
    leading = found.drivers[0] if over else found.drivers[-1]
    marks = [Mark(_driver(voice, part), part.deviation_minor, _driven(voice, part)) for part in found.drivers]
    total = voice.word("budget.over" if over else "budget.under", amount=voice.money(abs(found.whole.deviation_minor)))
    page.drawing(
        charts.drivers(marks),
        title=voice.word(f"budget.drivers.{'over' if over else 'under'}", driver=_driver(voice, leading)),
        subtitle=voice.word("budget.drivers.subtitle", total=total),
        alt=voice.word("budget.drivers.alt", said="; ".join(f"{mark.name} {mark.written}" for mark in marks)),
    )


def _driver(voice: Voice, part: DriverPart) -> str:
    return budget_tables.driver_name(voice, part.driver)


def _driven(voice: Voice, part: DriverPart) -> str:
    way = "over" if part.deviation_minor < 0 else "under"
    if part.driver in INCOME_DRIVERS:
        way = "income_worse" if part.deviation_minor < 0 else "income_better"
    return voice.word(f"budget.{way}", amount=voice.money(abs(part.deviation_minor)))


def _steps(voice: Voice, found: BudgetPage) -> None:
    if not found.steps:
        nothing(voice, "budget.steps.title", "budget.steps.none")
        return
    if all(step.from_original_minor == 0 and step.amount_minor == 0 for step in found.steps):
        _balanced(voice, found)
        return
    marks = [_step(voice, step) for step in found.steps]
    revised = next(step for step in found.steps if step.kind is StepKind.REVISED)
    page.drawing(
        charts.steps(marks),
        title=_steps_title(voice, revised.from_original_minor),
        subtitle=voice.word("budget.steps.subtitle", original=voice.money(found.steps[0].amount_minor)),
        alt=voice.word("budget.steps.alt", said="; ".join(f"{mark.name} {mark.written}" for mark in marks)),
    )


def _steps_title(voice: Voice, change: int) -> str:
    if change == 0:
        return voice.word("budget.steps.unchanged")
    return voice.word(f"budget.steps.{'raised' if change > 0 else 'lowered'}", amount=voice.money(abs(change)))


def _step(voice: Voice, step: Step) -> StepMark:
    looks = {StepKind.ORIGINAL: "plan", StepKind.REVISED: "plan", StepKind.FORECAST: "forecast"}
    look = looks.get(step.kind) or ("more" if step.amount_minor > 0 else "less")
    written = voice.money(step.amount_minor)
    if step.kind not in looks and step.amount_minor > 0:
        written = f"+{written}"
    return StepMark(step_name(voice, step), step.start_minor, step.length_minor, written, look)


def _balanced(voice: Voice, found: BudgetPage) -> None:
    """Draw how much money each kind of authority has moved within a budget that balances."""
    moved = [step for step in found.steps if step.kind is StepKind.AUTHORITY]
    marks = [StepMark(step_name(voice, step), 0, step.moved_minor or 0, _moved(voice, step), "more") for step in moved]
    if not marks:
        nothing(voice, "budget.steps.title", "budget.steps.unchanged")
        return
    page.drawing(
        charts.steps(marks),
        title=voice.word("budget.steps.balanced"),
        subtitle=voice.word("budget.steps.balanced_subtitle"),
        alt=voice.word("budget.steps.alt_moved", said="; ".join(f"{mark.name} {mark.written}" for mark in marks)),
    )


def _moved(voice: Voice, step: Step) -> str:
    decisions = format.count(voice.language, step.decisions or 0)
    return voice.word("budget.steps.moved", moved=voice.money(step.moved_minor or 0), decisions=decisions)


def _quarters(voice: Voice, found: BudgetPage) -> None:
    known = [step for step in found.quarters if step.used_minor is not None]
    if not known:
        nothing(voice, "budget.quarters.title", "budget.quarters.none")
        return
    names = [format.quarter(voice.language, step.quarter) for step in found.quarters]
    now = [_amount(voice, name, step.used_minor) for name, step in zip(names, found.quarters, strict=True)]
    before = [_amount(voice, name, step.year_before_minor) for name, step in zip(names, found.quarters, strict=True)]
    alone = all(mark.value is None for mark in before)
    said = "; ".join(
        voice.word("budget.quarters.said", quarter=mark.name, used=mark.written, before=old.written)
        for mark, old in zip(now, before, strict=True)
    )
    page.drawing(
        charts.quarters(now, before),
        title=_quarters_title(voice, found),
        subtitle=voice.word(
            "budget.quarters.subtitle_alone" if alone else "budget.quarters.subtitle",
            currency=format.currency_name(voice.language, voice.currency),
        ),
        alt=voice.word("budget.quarters.alt", said=said),
    )


def _quarters_title(voice: Voice, found: BudgetPage) -> str:
    last = found.quarters[-1]
    # A share of a net amount that is income, or that changes its side, says nothing in a title.
    if last.change_share is None or (last.used_minor or 0) <= 0 or (last.year_before_minor or 0) <= 0:
        return voice.word("budget.quarters.title")
    way = "more" if last.change_share >= 0 else "less"
    share = format.share(voice.language, abs(last.change_share))
    return voice.word(f"budget.quarters.{way}", quarter=format.quarter(voice.language, last.quarter), share=share)


def _amount(voice: Voice, name: str, minor: int | None) -> Mark:
    return Mark(name, minor, voice.word("figure.missing") if minor is None else voice.money(minor))
