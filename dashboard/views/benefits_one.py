"""One benefit: its plan, forecast and what came on one axis of time, what is known of it, and what shows it."""

import streamlit as st

from dashboard import format, page
from dashboard.benefit_charts import over_time
from dashboard.benefit_place import Place
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.views import (
    benefits_adjusted,
    benefits_axis,
    benefits_compared,
    benefits_facts,
    benefits_map,
    benefits_measured,
    benefits_parts,
    benefits_path,
    benefits_words,
    gains_way,
    reinvest_back,
)
from dashboard.views.scorecard_table import voice_of
from metrics.benefit_page import BenefitPage, Prerequisite
from metrics.growth import Growth
from metrics.krone import Back

JUST_NOTICED = 0.0005
"""Less than this, as a share, would be written as 0."""


def show(scope: Scope, found: BenefitPage, back: Back) -> None:
    """Draw everything of a benefit, and the savings that its initiative was paid by and gave."""
    voice, row = voice_of(scope), found.row
    st.html(benefits_path.crumbs(scope, [(found.initiative_name, Place(initiative=row.initiative_id))], row.name))
    st.html(_head(voice, found))
    st.html(gains_way.to_plan(scope, voice, row.initiative_id))
    page.answer(sentences(voice, found.findings) or [_in_its_own_unit(voice, found)])
    _charts(voice, found)
    with page.expander(scope, "page.benefits.axis") as opened:
        if opened:
            st.html(benefits_axis.table(voice, found, found.axis, kroner=found.in_kroner))
            if found.curve:
                st.html(benefits_axis.table(voice, found, found.curve, kroner=False))
    st.html(benefits_facts.section(voice, found))
    st.html(_prerequisites(voice, found))
    st.html(benefits_measured.section(scope, voice, found))
    if found.growth:
        st.html(_growth(voice, found.growth))
    if found.comparison is not None:
        st.html(benefits_compared.section(voice, found, found.comparison))
    if found.adjusted is not None:
        st.html(benefits_adjusted.section(voice, found, found.adjusted))
    if found.hours is not None:
        st.html(benefits_parts.hours(voice, found.hours))
    st.html(benefits_map.section(scope, voice, found.map, row.benefit_id))
    st.html(benefits_parts.calendar(voice, found.calendar, {row.benefit_id: row.name}))
    reinvest_back.show(scope, back, row.benefit_id)
    told, measure = found.facts.texts_told, row.unit_of_measure
    st.html(benefits_parts.versions(voice, found.versions, texts_told=told, unit_of_measure=measure))


def _head(voice: FigureVoice, found: BenefitPage) -> Html:
    absent = voice.word("benefits.description.none" if found.facts.texts_told else "benefits.text.not_told")
    return html(
        '<h2 class="bb-heading bb-of-one">{name} {status}</h2><p class="bb-quiet">{said}</p>',
        name=found.row.name,
        status=benefits_words.status(voice, found.row.status),
        said=found.description or absent,
    )


def _prerequisites(voice: FigureVoice, found: BenefitPage) -> Html:
    """Return what must be in place first, or that nothing is noted."""
    return benefits_parts.section(
        voice,
        "benefits.prerequisites",
        ("prerequisite", "responsible", "noted_on", "met_on"),
        [_prerequisite(voice, one) for one in found.prerequisites],
    )


def _prerequisite(voice: FigureVoice, one: Prerequisite) -> list[Html]:
    role = voice.owner(one.responsible_role) if one.responsible_role else None
    absent = voice.word("figure.no_owner" if one.shown else "benefits.owner.not_told")
    met = voice.word("benefits.prerequisites.not_met") if one.met_on is None else voice.day(one.met_on)
    noted = voice.word("benefits.not_stated") if one.noted_on is None else voice.day(one.noted_on)
    return [html("{said}", said=said) for said in (one.description, role or absent, noted, met)]


def _growth(voice: FigureVoice, found: tuple[Growth, ...]) -> Html:
    """Return how what was measured grew by the year."""
    said = ". ".join(_grown(voice, one) for one in found)
    return html('<p class="bb-quiet">{word}: {said}.</p>', word=voice.word("benefits.growth"), said=said)


def _grown(voice: FigureVoice, one: Growth) -> str:
    if one.share is None:
        change = voice.word(f"benefits.growth.{one.why}")
    elif abs(one.share) < JUST_NOTICED:
        change = voice.word("benefits.growth.same")
    else:
        way = "more" if one.share > 0 else "less"
        change = voice.word(f"benefits.growth.{way}", share=format.share(voice.language, abs(one.share)))
    return voice.word("benefits.growth.step", first=one.first_year, last=one.last_year, change=change)


def _in_its_own_unit(voice: FigureVoice, found: BenefitPage) -> str:
    """Return the answer of a benefit that is not in kroner."""
    sums, measure = found.row.quantity, found.row.unit_of_measure
    if sums.planned is None:
        return voice.word("benefits.one.nothing", why=benefits_words.why(voice, sums.planned_why))
    planned = benefits_words.quantity(voice, sums.planned, measure)
    if sums.realised is None:
        return voice.word("benefits.one.unmeasured", planned=planned, why=benefits_words.why(voice, sums.realised_why))
    realised = benefits_words.quantity(voice, sums.realised, measure)
    return voice.word("benefits.one.measured", planned=planned, realised=realised)


def _charts(voice: FigureVoice, found: BenefitPage) -> None:
    drawings = [(found.drawn, found.in_kroner)] + ([(found.curve, False)] if found.curve else [])
    for moments, kroner in drawings:
        if not moments:
            continue
        planned, realised, expected = (
            benefits_axis.marks(voice, found, moments, name, kroner=kroner)
            for name in ("planned", "realised", "forecast")
        )
        page.drawing(
            over_time(planned, realised, expected, benefits_axis.divides(voice, moments, found.leader_term_ends_on)),
            title=voice.word("benefits.chart.kroner" if kroner else "benefits.chart.quantity"),
            subtitle=benefits_axis.subtitle(voice, found, kroner=kroner),
            alt=benefits_axis.alt(voice, planned, realised, expected),
        )
