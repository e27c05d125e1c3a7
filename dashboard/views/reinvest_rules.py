"""The rules of reinvestment: the versions in time, what another would have given, a draft, and its adoption."""

import streamlit as st

from dashboard import format, page, rule_results, rule_words
from dashboard.markup import Html, html, joined
from dashboard.rule_results import Rules
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import as_html
from dashboard.views import (
    reinvest_rules_adopt,
    reinvest_rules_compare,
    reinvest_rules_draft,
    reinvest_rules_tables,
)
from dashboard.views.listing import heading, quiet
from dashboard.views.scorecard_table import voice_of
from data.vocabulary import Right
from metrics.rule_timeline import DatedRule, RuleState

DEFINITIONS = ("cut", "initiator", "bearer", "fund", "threshold", "cap", "taper", "loan", "floor", "compared")


def show(scope: Scope) -> None:
    """Draw which rule holds, every version in words and as a table, the comparison, and the forms that one may use."""
    found, voice = rule_results.rules_of(scope), voice_of(scope)
    page.answer(_answer(scope, voice, found))
    current = [one for one in found.versions if one.state is not RuleState.PAST]
    past = [one for one in found.versions if one.state is RuleState.PAST]
    if current:
        st.html(_cards(voice, current))
    if past:
        with page.expander(scope, "rules.past") as opened:
            if opened:
                st.html(_cards(voice, past))
    if found.versions:
        _as_table(scope, found.versions)
        reinvest_rules_compare.show(scope, found)
    _forms(scope, found)
    with page.expander(scope, "rules.definitions") as opened:
        if opened:
            terms = [(voice.word(f"rules.term.{name}"), voice.word(f"rules.term.{name}.said")) for name in DEFINITIONS]
            page.definitions(terms)


def _answer(scope: Scope, voice: Voice, found: Rules) -> list[str]:
    standing, day = found.standing, format.day(voice.language, scope.quarter.last_day)
    drafts = sum(one.state is RuleState.DRAFT for one in found.versions)
    waiting = [voice.word("rules.answer.drafts", count=format.count(voice.language, drafts))] if drafts else []
    if standing is None:
        return [voice.word("rules.answer.none", day=day), *waiting]
    said = voice.word(
        "rules.answer",
        first=format.day(voice.language, standing.rule.valid_from),
        rule=standing.rule.version,
        shares=rule_words.shares(voice, standing),
    )
    return [said, *waiting]


def _cards(voice: Voice, found: list[DatedRule]) -> Html:
    return html('<div class="bb-rules">{cards}</div>', cards=joined(_card(voice, one) for one in found))


def _card(voice: Voice, dated: DatedRule) -> Html:
    body = (
        '<section class="bb-card"><h2>{name} <span class="bb-tag">{state}</span></h2>'
        '<p class="bb-quiet">{days}</p><ul>{said}</ul></section>'
    )
    return html(
        body,
        name=dated.rule.version,
        state=voice.word(f"rules.state.{dated.state}"),
        days=rule_words.days(voice, dated),
        said=joined(html("<li>{one}</li>", one=one) for one in rule_words.said(voice, dated)),
    )


def _as_table(scope: Scope, found: tuple[DatedRule, ...]) -> None:
    voice = voice_of(scope)
    with page.expander(scope, "rules.as_table") as opened:
        if opened:
            caption = voice.word("rules.as_table")
            table = as_html(voice.language, reinvest_rules_tables.versions(scope, found), caption)
            st.html(html('<div class="bb-rule-table">{table}</div>', table=table))
            st.html(quiet(voice.word("rules.unit", currency=voice.currency_name())))
            page.csv_link(scope, "reinvestment-rules")


def _forms(scope: Scope, found: Rules) -> None:
    """Draw the forms that the reader has the right to: drafting is the controller's, adopting follows the council."""
    drafts = [one for one in found.versions if one.state is RuleState.DRAFT]
    may = {right: scope.principal.may(right, scope.municipality_id) for right in (Right.BOOK, Right.RESOLVE)}
    if any(may.values()):
        st.html(heading(voice_of(scope).word("rules.forms")))
    if may[Right.BOOK]:
        with page.expander(scope, "rules.draft") as opened:
            if opened:
                reinvest_rules_draft.show(scope, found)
    if may[Right.RESOLVE]:
        with page.expander(scope, "rules.adopt") as opened:
            if opened:
                reinvest_rules_adopt.show(scope, drafts)
