"""One initiative: what it has given, what it stands and falls with, whom it touches, its plans and its calendar."""

import streamlit as st

from dashboard import page
from dashboard.benefit_place import Place
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.views import (
    benefits_map,
    benefits_outlooks,
    benefits_parts,
    benefits_path,
    benefits_register,
    benefits_words,
    benefits_worth,
    gains_way,
    listing,
    reinvest_back,
)
from dashboard.views.bands import mark
from dashboard.views.scorecard_table import voice_of
from metrics.benefits_page import InitiativeRow
from metrics.initiative_page import InitiativePage, Partner, UnpricedEffect
from metrics.krone import Back
from metrics.results import Status
from metrics.success_factors import SuccessFactor
from metrics.touched_groups import TouchedGroup

_HEADINGS = ("benefit", "type", "status", "planned", "realised", "verified", "rate")
_UNPRICED = ("effect", "party", "importance", "magnitude", "consequence")
_FACTOR_STATUS = {True: Status.DESIRED, False: Status.NOT_ACCEPTED, None: Status.NOT_DUE}


def show(scope: Scope, found: InitiativePage, asked: Place, back: Back) -> None:
    """Draw everything of an initiative, and the savings that it was paid by and gave."""
    voice = voice_of(scope)
    st.html(benefits_path.crumbs(scope, [], found.row.name))
    st.html(_head(voice, found))
    said = sentences(voice, found.findings)
    page.answer(said or [voice.word("benefits.initiative.unpriced")])
    st.html(benefits_parts.facts(_facts(voice, found)))
    st.html(_benefits(scope, voice, found))
    benefits_worth.show(scope, found, asked)
    benefits_outlooks.show(scope, voice, found)
    st.html(benefits_map.section(scope, voice, found.map))
    if found.hours is not None:
        st.html(benefits_parts.hours(voice, found.hours))
    st.html(_factors(scope, voice, found))
    st.html(benefits_parts.calendar(voice, found.calendar, found.names))
    st.html(_groups(voice, found))
    st.html(_unpriced(voice, found))
    reinvest_back.show(scope, back)
    st.html(benefits_parts.versions(voice, found.versions, texts_told=found.texts_told))
    st.html(_way_on(scope, voice, found))


def _head(voice: FigureVoice, found: InitiativePage) -> Html:
    absent = voice.word("benefits.summary.none" if found.texts_told else "benefits.text.not_told")
    return html(
        '<h2 class="bb-heading bb-of-one">{name}</h2><p class="bb-quiet">{said}</p>',
        name=found.row.name,
        said=found.summary or absent,
    )


def _facts(voice: FigureVoice, found: InitiativePage) -> list[tuple[str, str]]:
    row, absent = found.row, voice.word("benefits.not_stated")
    decider = voice.owner(found.decider_role) if found.decider_role else absent
    money, year = found.money_set_aside_minor, found.price_year
    days = {"started": found.started_on, "leader_term": found.leader_term_ends_on}
    told = {
        "phase": f"{voice.word(f'phase.{row.phase}')} ({voice.word(f'initiative_state.{row.state}').lower()})",
        "ks_phase": voice.word(f"ks_phase.{row.phase}"),
        "next_decision": _next_decision(voice, row),
        "unit": benefits_words.unit(voice, found.unit_name),
        "decider": decider if found.unit_shown else voice.word("benefits.owner.not_told"),
        "partners": ", ".join(_partner(voice, one) for one in found.partners) or voice.word("benefits.partners.none"),
        **{name: absent if day is None else voice.day(day) for name, day in days.items()},
        "price_year": str(year),
        "money": voice.word("benefits.money.none") if money is None else voice.money(money),
        "rates": benefits_words.rates(voice, row.group.kroner) if row.group else absent,
        "forecast": voice.word("benefits.forecast.made" if row.forecast_made else "benefits.forecast.plan"),
    }
    return [(voice.word(f"benefits.fact.{name}"), said) for name, said in told.items()]


def _next_decision(voice: FigureVoice, row: InitiativeRow) -> str:
    """Return which decision point comes after the phase, and when."""
    absent = voice.word("benefits.not_stated")
    day = absent if row.next_decision_on is None else voice.day(row.next_decision_on)
    return voice.word("benefits.next_decision", point=voice.word(f"decision_point.{row.phase}"), day=day)


def _partner(voice: FigureVoice, one: Partner) -> str:
    return voice.word("benefits.partner.with", name=one.name, part=one.part) if one.part else one.name


def _benefits(scope: Scope, voice: FigureVoice, found: InitiativePage) -> Html:
    rows = [
        [
            benefits_path.link(scope, Place(benefit=row.benefit_id), row.name),
            *benefits_register.figures(voice, row),
        ]
        for row in found.benefits
    ]
    return benefits_parts.section(voice, "benefits.of_initiative", _HEADINGS, rows)


def _factors(scope: Scope, voice: FigureVoice, found: InitiativePage) -> Html:
    rows = joined(_factor(scope, voice, found, factor) for factor in found.row.factors)
    return html(
        '{head}<ul class="bb-factors">{rows}</ul>', head=listing.heading(voice.word("benefits.factors")), rows=rows
    )


def _factor(scope: Scope, voice: FigureVoice, found: InitiativePage, factor: SuccessFactor) -> Html:
    """Return whether a factor is met, and the records that it fails on."""
    met = {True: "met", False: "unmet", None: "early"}[factor.met]
    names = [
        benefits_path.link(scope, Place(benefit=key), found.names[key])
        if key in found.names
        else html("{name}", name=voice.word("benefits.factor.initiative"))
        for key in factor.failing
    ]
    failing = joined(html("{comma}{name}", comma=", " if at else ": ", name=name) for at, name in enumerate(names))
    return html(
        "<li>{mark}<b>{name}</b> {said}{failing}</li>",
        mark=mark(_FACTOR_STATUS[factor.met]),
        name=voice.word(f"benefits.factor.{factor.key}"),
        said=voice.word(f"benefits.factor.{factor.key}.{met}"),
        failing=failing,
    )


def _groups(voice: FigureVoice, found: InitiativePage) -> Html:
    rows = [[html("{k}", k=voice.word(f"party_kind.{one.kind}")), _touched(voice, one)] for one in found.groups]
    return benefits_parts.section(voice, "benefits.groups", ("group", "touched"), rows)


def _touched(voice: FigureVoice, group: TouchedGroup) -> Html:
    parts = {"gain": group.gain, "pay": group.pay}
    said = [voice.word(f"benefits.groups.{part}", names=", ".join(names)) for part, names in parts.items() if names]
    if said:
        return html("{said}", said=". ".join(said))
    return html("{said}", said=group.explanation or voice.word("benefits.groups.unexplained"))


def _unpriced(voice: FigureVoice, found: InitiativePage) -> Html:
    rows = [_effect(voice, effect) for effect in found.unpriced]
    return benefits_parts.section(voice, "benefits.unpriced", _UNPRICED, rows)


def _effect(voice: FigureVoice, effect: UnpricedEffect) -> list[Html]:
    sign = "+" * effect.consequence or "\u2212" * -effect.consequence or "0"
    way = "better" if effect.consequence > 0 else "worse" if effect.consequence < 0 else "none"
    return [
        html("{name}", name=effect.name),
        html("{party}", party=effect.party),
        html("{word}", word=voice.word(f"importance.{effect.importance}")),
        html("{word}", word=voice.word(f"magnitude.{effect.magnitude}")),
        html("{sign} <small>{word}</small>", sign=sign, word=voice.word(f"benefits.consequence.{way}")),
    ]


def _way_on(scope: Scope, voice: FigureVoice, found: InitiativePage) -> Html:
    key = found.row.initiative_id
    flow = scope.address(benefits_path.VALUE_FLOW, initiative=key)
    return html(
        '<p class="bb-quiet"><a href="{to}" target="_self">{word}</a></p>{plan}',
        to=flow,
        word=voice.word("benefits.to_flow"),
        plan=gains_way.to_plan(scope, voice, key),
    )
