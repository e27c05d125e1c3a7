"""What the last three years would have given under another version: the sentence, the chart, and both tables."""

from collections.abc import Mapping

import streamlit as st

from dashboard import format, page, reinvest_place, rule_charts, rule_results, rule_words
from dashboard.charts import Mark
from dashboard.choices import distinct
from dashboard.rule_results import Rules
from dashboard.scope import Scope
from dashboard.sentences import Voice, sentences
from dashboard.table import Table, as_html
from dashboard.views.listing import heading, quiet
from dashboard.views.reinvest_rules_tables import by_account, by_unit, unit_name
from dashboard.views.scorecard_table import voice_of
from metrics.rule_effect import Both, RuleEffect
from metrics.rule_timeline import DatedRule, RuleState, to_compare

KEY = "bb-rules-compared"


def show(scope: Scope, found: Rules) -> None:
    """Draw the choice of a version and what it would have given; where there are not two, say what is needed."""
    voice = voice_of(scope)
    st.html(heading(voice.word("rules.compare")))
    wanted = reinvest_place.here().rule
    asked = to_compare(found.versions, wanted)
    if found.standing is None or asked is None:
        lacking = "standing" if found.standing is None else "other"
        st.html(quiet(voice.word(f"rules.compare.no_{lacking}")))
        return
    _choice(voice, found, asked)
    effect = rule_results.effect_of(scope, found, asked.key)
    if effect is not None:
        _effect(scope, effect, asked)


def _choice(voice: Voice, found: Rules, asked: DatedRule) -> None:
    others = [one for one in found.versions if one.state is not RuleState.IN_FORCE]
    labels = distinct({one.key: rule_words.label(voice, one) for one in others})
    st.session_state[KEY] = asked.key
    st.selectbox(
        voice.word("rules.compare.which"),
        list(labels),
        format_func=labels.__getitem__,
        key=KEY,
        width=420,
        on_change=_chosen,
    )


def _chosen() -> None:
    st.query_params["rule"] = st.session_state[KEY]


def _effect(scope: Scope, effect: RuleEffect, asked: DatedRule) -> None:
    voice = voice_of(scope)
    page.answer(sentences(voice, effect.answer))
    if not effect.savings:
        return
    if effect.accounts:
        _by_account(voice, effect)
        _table(scope, effect, "account", by_account(scope, effect))
        _by_unit(scope, effect)
        _table(scope, effect, "unit", by_unit(scope, effect))
    st.html(quiet(" ".join(coverage(voice, effect))))
    page.csv_link(scope, "reinvestment-rules-compared", rule=asked.key)


def _by_account(voice: Voice, effect: RuleEffect) -> None:
    rows = {voice.word(f"rules.chart.{account}"): both for account, both in effect.accounts.items()}
    title = "rules.chart.title.same" if effect.winner is None else f"rules.more.{effect.winner}"
    _drawing(voice, effect, voice.word(title), rows)


def _by_unit(scope: Scope, effect: RuleEffect) -> None:
    voice = voice_of(scope)
    rows = {unit_name(scope, unit): effect.kept[unit] for unit in effect.drawn}
    _drawing(voice, effect, voice.word("rules.chart.units.title"), rows)
    if len(effect.drawn) < len(effect.kept):
        st.html(quiet(voice.word("rules.chart.units.rest", drawn=len(effect.drawn))))


def _drawing(voice: Voice, effect: RuleEffect, title: str, rows: Mapping[str, Both]) -> None:
    """Draw what each would have got under both versions."""
    standing = [_mark(voice, name, "standing", both.standing_minor) for name, both in rows.items()]
    asked = [_mark(voice, name, "asked", both.asked_minor) for name, both in rows.items()]
    pairs = zip(standing, asked, strict=True)
    told = {
        "standing": effect.standing.version,
        "asked": effect.asked.version,
        "first": effect.first_year,
        "last": effect.last_year,
    }
    said = "; ".join(f"{one.name}: {one.written}, {other.written}" for one, other in pairs)
    page.drawing(
        rule_charts.pairs(standing, asked),
        title=title,
        subtitle=voice.word("rules.chart.subtitle", **told),
        alt=voice.word("rules.chart.alt", said=said, **told),
    )


def _mark(voice: Voice, name: str, version: str, minor: int) -> Mark:
    return Mark(name, float(minor), voice.word(f"rules.chart.{version}", amount=voice.money(minor)))


def _table(scope: Scope, effect: RuleEffect, name: str, table: Table) -> None:
    voice = voice_of(scope)
    title = voice.word(f"rules.compared.by_{name}", first=effect.first_year, last=effect.last_year)
    st.html(heading(title))
    st.html(as_html(voice.language, table, title))
    st.html(quiet(voice.word("rules.unit", currency=voice.currency_name())))


def coverage(voice: Voice, effect: RuleEffect) -> list[str]:
    """Return which years and savings the comparison covers, and what it leaves out."""
    counts = {
        "nothing": effect.nothing_given,
        "rejected": effect.rejected,
        "earlier": effect.earlier,
        "later": effect.later,
    }
    told = {
        "count": format.count(voice.language, effect.savings),
        "first": effect.first_year,
        "last": effect.last_year,
    }
    said = [
        voice.word(f"rules.covers.{name}", count=format.count(voice.language, count))
        for name, count in counts.items()
        if count
    ]
    return [voice.word("rules.covers", **told), *said, voice.word("rules.covers.left_out")]
