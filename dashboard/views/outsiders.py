"""The parts of the outsider accounts' page in their order."""

import streamlit as st

from dashboard import format, outsider_results, page
from dashboard.markup import NOTHING, Html, html
from dashboard.notices import NothingToShow
from dashboard.outsider_results import OutsiderView
from dashboard.outsider_sentences import every_sentence
from dashboard.outsider_stored import applies
from dashboard.outsiders_place import OutsidersPlace
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import Table, as_html
from dashboard.views import (
    outsiders_choices,
    outsiders_curves,
    outsiders_edit,
    outsiders_payer,
    outsiders_society,
    outsiders_sure,
    outsiders_tables,
)
from dashboard.views.listing import quiet
from dashboard.views.rates import rates_said
from dashboard.views.scorecard_table import voice_of
from metrics.outsider_answer import OutsiderAnswer
from metrics.outsider_page import KeptScenario

DEFINITIONS = ("potential", "prevented", "way", "lift", "break_even", "discount")


def show(scope: Scope, asked: OutsidersPlace) -> None:
    """Draw the answer, the choices, the curves, what a measure may be worth and to whom, and the forms."""
    view, voice = view_of(scope, asked), voice_of(scope)
    page.answer(answer_said(voice, view))
    st.html(marks(voice, view))
    outsiders_choices.draw(scope, view)
    if view.scenario is not None:
        st.html(quiet(scenario_said(voice, view.scenario)))
    with st.container(key="bb-outsiders"):
        outsiders_curves.lives(scope, view)
        _file(scope, view, asked, "outsiders-lives", outsiders_tables.lives(scope, view))
        if view.page.answer is not None:
            _accounts(scope, view, asked, view.page.answer)
        page.document_links(scope, "outsiders", **asked.parameters())
        with page.expander(scope, "outsiders.definitions") as opened:
            if opened:
                page.definitions(definitions(voice, view))
    outsiders_edit.show(scope, view)


def view_of(scope: Scope, asked: OutsidersPlace) -> OutsiderView:
    """Return what is shown; refused in words where the example's money is not the municipality's."""
    view = outsider_results.outsiders_of(scope, asked)
    if not applies(scope.currency, view.profile):
        raise NothingToShow("no_outsider_profile", municipality=scope.municipality_name)
    return view


def _accounts(scope: Scope, view: OutsiderView, asked: OutsidersPlace, found: OutsiderAnswer) -> None:
    outsiders_payer.show(scope, view, found)
    _file(scope, view, asked, "outsiders-levels", outsiders_tables.levels(scope, view, found), opened=True)
    outsiders_curves.ages(scope, view, found)
    _file(scope, view, asked, "outsiders-ages", outsiders_tables.ages(scope, view, found))
    outsiders_sure.show(scope, view, found)
    _file(scope, view, asked, "outsiders-rates", outsiders_tables.rates(scope, view, found), opened=True)
    outsiders_society.show(scope, view)


def _file(
    scope: Scope, view: OutsiderView, asked: OutsidersPlace, export: str, table: Table, *, opened: bool = False
) -> None:
    """Draw a table, or the way to open it, and the link to it as a file."""
    voice = voice_of(scope)
    caption = outsiders_tables.marked(voice, view, voice.word(f"outsiders.table.{export.partition('-')[2]}"))
    if opened:
        st.html(as_html(voice.language, table, caption))
    else:
        with page.expander(scope, f"outsiders.table.{export.partition('-')[2]}") as shown:
            if shown:
                st.html(as_html(voice.language, table, caption))
    page.csv_link(scope, export, **asked.parameters())


def answer_said(voice: Voice, view: OutsiderView) -> list[str]:
    """Return the answer: what the measure may be worth, or why that is not told."""
    if view.page.answer is not None:
        return every_sentence(view.page.answer, voice)
    why = view.page.why_missing
    level = voice.word(f"admin_level.{view.scenario.paid_by}") if view.scenario else ""
    return [voice.word(f"outsiders.none.{why}", level=level)]


def marks(voice: Voice, view: OutsiderView) -> Html:
    """Return what always stands with the figures, after the mark of made-up ones."""
    tag = html('<span class="bb-tag">{word}</span> ', word=voice.word("outsiders.mark"))
    shown = tag if view.profile.synthetic else NOTHING
    return html('<p class="bb-quiet">{tag}{said}</p>', tag=shown, said=source_said(voice, view))


def source_said(voice: Voice, view: OutsiderView) -> str:
    """Return where the costs by age are from, and whose view the effects are seen from."""
    profile = view.profile
    if profile.profile_id is None:
        source = voice.word("outsiders.from.example")
    else:
        name = outsiders_choices.profile_name(voice, profile)
        source = voice.word("outsiders.from.own", name=name, source=profile.source)
    return f"{source} {voice.word('command.outsiders.perspective')}"


def scenario_said(voice: Voice, one: KeptScenario) -> str:
    """Return what the measure is: for whom, how well it works, what it costs and who pays."""
    people = voice.word("outsiders.few") if one.people is None else format.count(voice.language, one.people)
    shares = {
        name: format.share(voice.language, share)
        for name, share in zip(("without", "better", "way"), one.shares, strict=True)
    }
    cost = voice.word(
        "outsiders.cost_said",
        amount=voice.money(one.cost_in_all_minor),
        years=format.count(voice.language, len(one.cost_minor)),
    )
    level = voice.word(f"admin_level.{one.paid_by}")
    level = level[:1].lower() + level[1:]
    return voice.word(
        "outsiders.scenario_said",
        group=one.target_group,
        people=people,
        age=one.start_age,
        cost=cost,
        level=level,
        **shares,
    )


def definitions(voice: Voice, view: OutsiderView) -> list[tuple[str, str]]:
    """Return what the figures mean, and the discount rates with their source."""
    said = [
        (voice.word(f"outsiders.definition.{key}"), voice.word(f"outsiders.definition.{key}.said"))
        for key in DEFINITIONS
    ]
    rates = voice.word("outsiders.undiscounted") if view.rates is None else rates_said(voice, view.rates)
    return [*said, (voice.word("outsiders.rates"), rates)]
