"""The value flow as drawings: streams from payers to those who gain, and when the gains come."""

from collections.abc import Sequence

import streamlit as st

from dashboard import benefit_charts, format, page
from dashboard.benefit_charts import Divide
from dashboard.charts import Mark
from dashboard.flow_choice import FlowChoice
from dashboard.flow_results import FlowAnswer
from dashboard.markup import html
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.flow_matrix import party_name, years_of
from dashboard.views.scorecard_table import voice_of
from metrics.horizons import AfterTerm, Horizon, plan_ends
from metrics.value_flow_picture import MatrixPicture, Piles, Stream, Streams, Stretch, piles, streams


def flows(scope: Scope, found: FlowAnswer, picture: MatrixPicture, stretch: Stretch) -> None:
    """Draw the matrix as streams, and say what is not drawn."""
    voice, told = voice_of(scope), streams(picture.matrix)
    if not told.shown:
        return
    names = found.page.names
    payers = list(dict.fromkeys(one.bearer_id for one in told.shown))
    gainers = list(dict.fromkeys(one.beneficiary_id for one in told.shown))
    nodes = [party_name(voice, names, party) for party in (*payers, *gainers)]
    own = {at for at, party in enumerate((*payers, *gainers)) if party in _own(picture)}
    links = [
        (
            payers.index(one.bearer_id),
            len(payers) + gainers.index(one.beneficiary_id),
            float(one.present_value_minor),
            voice.money(one.present_value_minor),
        )
        for one in told.shown
    ]
    page.drawing(
        benefit_charts.flows(nodes, links, frozenset(own)),
        title=_most(voice, names, told.shown),
        subtitle=voice.word(
            "value_flow.streams.subtitle", year=found.page.base_year, years=years_of(voice, found, stretch)
        ),
        alt=voice.word("value_flow.streams.alt", said="; ".join(_stream(voice, names, one) for one in told.shown)),
    )
    _not_drawn(voice, told)


def _own(picture: MatrixPicture) -> set[str]:
    matrix = picture.matrix
    return {*matrix.bearers[: picture.own_bearers], *matrix.beneficiaries[: picture.own_beneficiaries]}


def _most(voice: Voice, names: dict[str, str], shown: Sequence[Stream]) -> str:
    """Return the largest stream that crosses from one party to another; where none does, the largest that stays."""
    crossing = next((one for one in shown if one.bearer_id != one.beneficiary_id), None)
    largest = crossing or shown[0]
    payer, gainer = (party_name(voice, names, party) for party in (largest.bearer_id, largest.beneficiary_id))
    amount = voice.money(largest.present_value_minor)
    if crossing is None:
        return voice.word("value_flow.streams.within", payer=payer, amount=amount)
    return voice.word("value_flow.streams.title", payer=payer, gainer=gainer, amount=amount)


def _stream(voice: Voice, names: dict[str, str], one: Stream) -> str:
    payer, gainer = (party_name(voice, names, party) for party in (one.bearer_id, one.beneficiary_id))
    return f"{payer} → {gainer} {voice.money(one.present_value_minor)}"


def _not_drawn(voice: Voice, told: Streams) -> None:
    left = [("rest", told.left_out, told.left_out_minor), ("below", told.below_zero, told.below_zero_minor)]
    said = [
        voice.word(f"value_flow.streams.{name}", count=format.count(voice.language, count), amount=voice.money(amount))
        for name, count, amount in left
        if count
    ]
    if said:
        st.html(html('<p class="bb-quiet">{said}</p>', said=" ".join(said)))


def when(scope: Scope, found: FlowAnswer, chosen: FlowChoice) -> None:
    """Draw what is gained by year and type, and say how much of it comes within the plan and after the term."""
    voice, told = voice_of(scope), piles(found.page)
    if not told.years:
        return
    stacks = {
        voice.word(f"benefit_type.{pile.benefit_type}"): [
            Mark(str(year), value, "" if value is None else f"{year}: {voice.money(value)}")
            for year, value in zip(told.years, pile.values_minor, strict=True)
        ]
        for pile in told.piles
    }
    page.drawing(
        benefit_charts.piles(stacks, _divides(voice, told)),
        title=voice.word("value_flow.piles.title"),
        subtitle=voice.word("value_flow.piles.subtitle", year=found.page.base_year),
        alt=_alt(voice, stacks, told),
    )
    said = [_shares(voice, found), *_term(voice, found.page.after_term)]
    st.html(html('<p class="bb-answer">{said}</p>', said=" ".join(said)))
    page.csv_link(scope, "value-flow-horizons", **chosen.parameters())


LINES = {"before": 2, "budget": 1}
"""How many lines up the names of the short stretches stand: on a phone they would run into one another."""


def _divides(voice: Voice, told: Piles) -> list[Divide]:
    ends = [("before", told.before), ("budget", told.budget), ("plan", told.plan), ("later", len(told.years))]
    found: list[Divide] = []
    for name, after in ends:
        if after > (found[-1].after if found else 0):
            found.append(Divide(after, voice.word(f"value_flow.divide.{name}"), line=LINES.get(name, 0)))
    return found


def _alt(voice: Voice, stacks: dict[str, list[Mark]], told: Piles) -> str:
    said = "; ".join(
        f"{name}: " + ", ".join(mark.written for mark in marks if mark.written) for name, marks in stacks.items()
    )
    return voice.word("value_flow.piles.alt", first=told.years[0], last=told.years[-1], said=said)


def _shares(voice: Voice, found: FlowAnswer) -> str:
    shares = {row.horizon: row.gains_present_value_share for row in found.page.horizons}
    if any(share is None for share in shares.values()):
        return voice.word("value_flow.horizons.none")
    parts = {horizon: format.share(voice.language, share or 0.0) for horizon, share in shares.items()}
    year = found.page.base_year
    said = voice.word(
        "value_flow.horizons.said",
        budget=parts[Horizon.BUDGET_YEAR],
        plan=parts[Horizon.REST_OF_PLAN],
        later=parts[Horizon.LATER],
        year=year,
        last=plan_ends(year),
    )
    if not shares[Horizon.EARLIER]:
        return said
    return f"{said} {voice.word('value_flow.horizons.earlier', before=parts[Horizon.EARLIER])}"


def _term(voice: Voice, told: AfterTerm) -> list[str]:
    said = []
    if told.share is not None:
        said.append(voice.word("value_flow.term.said", share=format.share(voice.language, told.share)))
    if told.untold:
        said.append(voice.word("value_flow.term.untold", count=format.count(voice.language, told.untold)))
    return said
