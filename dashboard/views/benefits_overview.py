"""The register's first view: the answer, the chain from planned to cut by type, coverage, what waits, and the rows."""

import streamlit as st

from dashboard import navigation, page
from dashboard.bars import Bar, bars
from dashboard.benefit_place import Place
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.views import benefits_calendar, benefits_chain, benefits_register, needs
from dashboard.views.scorecard_table import voice_of
from data.vocabulary import Right
from metrics.benefits_page import BenefitsPage
from metrics.scorecard_cards import Figure


def show(scope: Scope, found: BenefitsPage | None, asked: Place) -> None:
    """Draw the register of a unit, or what to do where it is empty."""
    if found is None:
        st.html(_empty(scope))
        return
    voice = voice_of(scope)
    page.answer(sentences(voice, found.findings))
    top = html(
        '<div class="bb-top">{chain}{covered}</div><div class="bb-gap"></div>{needs}',
        chain=benefits_chain.card(voice, found),
        covered=_coverage(voice, found.coverage),
        needs=needs.card(scope, voice, found.needs),
    )
    st.html(top)
    benefits_register.show(scope, found, asked)
    benefits_calendar.show(scope, found)


def _coverage(voice: FigureVoice, coverage: dict[str, Figure]) -> Html:
    """Return how many of the benefits that are to be realised by now have each thing in place."""
    rows = [
        Bar(
            voice.word(f"benefits.coverage.{name}"),
            int(figure.numerator or 0),
            int(figure.denominator),
            voice.word("targets.of", met=int(figure.numerator or 0), judged=int(figure.denominator)),
        )
        for name, figure in coverage.items()
        if figure.denominator
    ]
    return html(
        '<section class="bb-card" aria-labelledby="bb-coverage"><h2 id="bb-coverage">{title}</h2>'
        "{body}{note}</section>",
        title=voice.word("benefits.coverage.title"),
        body=bars(rows) if rows else html('<p class="bb-quiet">{s}</p>', s=voice.word("benefits.coverage.none")),
        note=html('<p class="bb-quiet bb-small">{s}</p>', s=voice.word("benefits.coverage.note")) if rows else NOTHING,
    )


def _empty(scope: Scope) -> Html:
    """Return that nothing is registered, and for who may change that the ways to do it."""
    voice = voice_of(scope)
    may = scope.principal.may(Right.BENEFITS, scope.municipality_id)
    template = html(
        '<li><a href="/eksport/mal/benefits-csv.csv" download>{word}</a></li>',
        word=voice.word("benefits.empty.template"),
    )
    imports = html(
        '<li><a href="{to}" target="_self">{word}</a></li>',
        to=scope.address(navigation.address("imports")),
        word=voice.word("benefits.empty.import"),
    )
    add = html(
        '<li><a href="{to}" target="_self">{word}</a></li>',
        to=scope.address(navigation.address("benefits"), add="initiative"),
        word=voice.word("benefits.empty.add"),
    )
    may_import = scope.principal.may(Right.IMPORT, scope.municipality_id)
    return html(
        '<div class="bb-notice" role="status"><h2>{title}</h2><p>{body}</p><ul class="bb-list">{add}{ways}</ul></div>',
        title=voice.word("benefits.empty.title", unit=scope.unit_name),
        body=voice.word("benefits.empty.body" if may else "benefits.empty.ask"),
        add=add if may else NOTHING,
        ways=html("{a}{b}", a=template, b=imports) if may_import else NOTHING,
    )
