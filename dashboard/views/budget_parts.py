"""Where the deviation is: a row a part, with its bars and its deviation in words, and the way further down."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import format
from dashboard.drill import Drill
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views import budget_path
from dashboard.views.scorecard_table import voice_of
from data.vocabulary import INCOME_GROUPS, AccountGroup
from metrics.breakdown import Breakdown, By, Part
from metrics.budget_page import BudgetPage
from metrics.ratios import GROSS
from metrics.yardstick import Yardstick

FIRST = 15
"""How many rows are drawn at once."""


def heading(scope: Scope, found: BudgetPage, shown: Breakdown) -> Html:
    """Return what the rows compare, the whole's own deviation, and how its marks are read."""
    voice = voice_of(scope)
    return html(
        '<h2 class="bb-finding">{title}: {whole}</h2><p class="bb-key" aria-hidden="true">{marks}</p>',
        title=voice.word(f"budget.heading.{found.yardstick}"),
        whole=said(voice, shown.whole, found.yardstick),
        marks=_marks(voice, found.yardstick),
    )


def _marks(voice: Voice, yardstick: Yardstick) -> Html:
    names = {"used": "forecast" if yardstick is Yardstick.FORECAST else "used", "plan": "revised", "first": "original"}
    if yardstick is Yardstick.YEAR:
        names["used"] = "year"
    if yardstick is Yardstick.YEAR_TO_DATE:
        names = {"used": "used", "plan": "periodised", "year": "revised", "first": "original"}
    return joined(
        html(
            '<span><i class="bb-mark bb-mark-{mark}"></i>{name}</span>',
            mark=mark,
            name=voice.word(f"budget.legend.{name}"),
        )
        for mark, name in names.items()
    )


def rows(scope: Scope, found: BudgetPage, shown: Breakdown, drill: Drill) -> None:
    """Draw a row a part; where they are many, the last ones wait until somebody asks for them."""
    _drawn(scope, found, shown, drill, shown.parts[:FIRST], "bb-parts")
    rest = shown.parts[FIRST:]
    if not rest:
        return
    voice = voice_of(scope)
    label = voice.word("budget.more_parts", n=format.count(voice.language, len(rest)))
    box = st.expander(label, key="bb-rest", on_change="rerun")
    if box.open:
        with box:
            _drawn(scope, found, shown, drill, rest, "bb-more-parts")


def _drawn(scope: Scope, found: BudgetPage, shown: Breakdown, drill: Drill, parts: Sequence[Part], key: str) -> None:
    """Draw rows: a part's name, which leads further down, then its bars and words."""
    voice = voice_of(scope)
    with st.container(key=key):
        for number, part in enumerate(parts):
            name = budget_path.part_name(scope, found, shown, part.key)
            with st.container(key=f"bb-part-{key}-{number}", horizontal=True, vertical_alignment="center"):
                _name(scope, shown, drill, part, name, found.lines)
                st.html(_row(voice, shown, part, name))


def _name(scope: Scope, shown: Breakdown, drill: Drill, part: Part, name: str, lines: bool) -> None:
    """Draw the name of a part, which leads further down where there is a way that may be gone."""
    if part.key == shown.own_key or (shown.by is By.ACCOUNT and not lines):
        st.html(html('<span class="bb-part-name">{name}</span>', name=name))
    elif shown.by is By.UNIT:
        budget_path.link(scope, Drill(), name, unit=part.key)
    elif shown.by is By.FUNCTION:
        budget_path.link(scope, Drill(By.FUNCTION, part.key), name)
    else:
        budget_path.link(scope, replace(drill.at(), account=AccountGroup(part.key)), name)


def _row(voice: Voice, shown: Breakdown, part: Part, name: str) -> Html:
    low, high = shown.amount_range
    over, under = shown.deviation_range
    missing = voice.word("figure.missing")
    spoken = voice.word(
        "budget.row.alt",
        name=name,
        used=missing if part.used_minor is None else voice.money(part.used_minor),
        budget=missing if part.budget_minor is None else voice.money(part.budget_minor),
        original=missing if part.original_minor is None else voice.money(part.original_minor),
        said=_said(voice, shown, part),
    )
    return html(
        '<div class="bb-part-row bb-by-{yardstick}" style="--low:{low};--high:{high};--over:{over};--under:{under}">'
        '<span class="bb-hidden">{spoken}</span><div class="bb-track" aria-hidden="true">{bars}</div>'
        '{deviation}<div class="bb-said" aria-hidden="true">{words}</div></div>',
        yardstick=shown.yardstick,
        low=low,
        high=high or 1,
        over=over,
        under=under if over or under else 1,
        spoken=spoken,
        bars=_bars(part, shown.yardstick),
        deviation=_deviation_bar(shown, part),
        words=_words(voice, shown, part),
    )


def _bars(part: Part, yardstick: Yardstick) -> Html:
    drawn = [_bar("year", part.revised_minor if yardstick is Yardstick.YEAR_TO_DATE else None)]
    drawn += [_bar("plan", part.budget_minor), _bar("used", part.used_minor), _bar("first", part.original_minor)]
    return joined([*drawn, html('<i class="bb-zero"></i>')])


def _bar(mark: str, amount: int | None) -> Html:
    if amount is None:
        return NOTHING
    return html('<i class="bb-bar bb-bar-{mark}" style="--at:{amount}"></i>', mark=mark, amount=amount)


def _deviation_bar(shown: Breakdown, part: Part) -> Html:
    if shown.yardstick is Yardstick.SPENT:
        return _share_bar(shown, part)
    bar = NOTHING
    if part.deviation_minor is not None:
        side = "over" if part.deviation_minor < 0 else "under"
        bar = html('<i class="bb-dev bb-dev-{side}" style="--at:{amount}"></i>', side=side, amount=part.deviation_minor)
    return html('<div class="bb-devs" aria-hidden="true">{bar}<i class="bb-zero"></i></div>', bar=bar)


def _share_bar(shown: Breakdown, part: Part) -> Html:
    """Return how much of the budget is spent, in an outline of all of it."""
    if part.share is None:
        return html('<div aria-hidden="true"></div>')
    return html(
        '<div class="bb-shares" style="--high:{high}" aria-hidden="true"><i class="bb-bar bb-share"></i>'
        '<i class="bb-bar bb-share-used" style="--at:{share}"></i></div>',
        high=shown.top_share,
        share=part.share,
    )


def _words(voice: Voice, shown: Breakdown, part: Part) -> Html:
    if part.why is not None and part.deviation_minor is None:
        return html('<b class="bb-missing">{why}</b>', why=voice.word(f"missing.{part.why}"))
    if shown.yardstick is Yardstick.SPENT:
        return html("<b>{said}</b> <small>{of}</small>", said=_said(voice, shown, part), of=_of_budget(voice, part))
    share = NOTHING if part.share is None else html(" <small>{share}</small>", share=share_text(voice, part))
    return html("<b>{said}</b>{share}", said=_said(voice, shown, part), share=share)


def share_text(voice: Voice, part: Part) -> str:
    """Return the size of a deviation as a share, the gross one marked; the words beside it say which way it goes."""
    share = format.share(voice.language, abs(part.share or 0.0))
    return f"{share} {voice.word('budget.of_gross')}" if part.basis == GROSS else share


def _of_budget(voice: Voice, part: Part) -> str:
    if part.used_minor is None or part.budget_minor is None:
        return ""
    used, budget = voice.money(part.used_minor), voice.money(part.budget_minor)
    return voice.word("budget.of_budget", used=used, budget=budget)


def said(voice: Voice, part: Part, yardstick: Yardstick, *, income: bool = False) -> str:
    """Return a part's deviation in words, or how much of its budget is spent, or that it is missing.

    Of income alone the words are better and worse than budget: nobody spends it.
    """
    if yardstick is Yardstick.SPENT:
        spent = None if part.share is None else format.share(voice.language, part.share)
        return voice.word("figure.missing") if spent is None else voice.word("budget.spent", share=spent)
    deviation = part.deviation_minor
    if deviation is None:
        return voice.word("figure.missing")
    if deviation == 0:
        return voice.word("budget.even")
    over, under = ("income_worse", "income_better") if income else ("over", "under")
    return voice.word(f"budget.{over if deviation < 0 else under}", amount=voice.money(abs(deviation)))


def _said(voice: Voice, shown: Breakdown, part: Part) -> str:
    income = shown.by is By.ACCOUNT and part.key in INCOME_GROUPS
    return said(voice, part, shown.yardstick, income=income)
