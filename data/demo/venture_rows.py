"""Spell out what the demo tells of initiatives as rows of the register."""

from collections.abc import Iterable, Iterator
from typing import Any

from data.benefit_vocabulary import (
    Flow,
    PartyKind,
    ProjectionKind,
)
from data.demo.benefit_parties import UNTOUCHED, parties, role_at
from data.demo.effect_measurements import measurements
from data.demo.effect_periods import minor, parts_of
from data.demo.effects import Baseline, Effect
from data.demo.services import THOUSAND_KRONER
from data.demo.ventures import Payment, Venture, Version
from data.importers.benefit_rows import BenefitRow, BenefitRows, ClaimRow, InitiativeRow, LineRow, ProjectionRow
from data.importers.benefit_types import dfo_type_of, ks_type_of, wizard_type_of
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow

PERCENT = 10_000
"""A per cent in millionths."""
KRONE = 100

KIND_OF = {party.party_id: party.kind for party in parties()}


def register_rows(ventures: Iterable[Venture]) -> BenefitRows:
    """Return everything that is told of the initiatives, with the parties, in the order told."""
    rows = BenefitRows(parties=parties())
    for venture in ventures:
        rows.initiatives.append(_initiative(venture))
        rows.benefits += [_benefit(venture, effect) for effect in venture.effects]
        rows.projections += [_projection(venture, version) for version in venture.versions]
        for effect in venture.effects:
            rows.measurements += measurements(f"{venture.key}-{effect.letter}", effect)
        rows.claims += _claims(venture)
        _add_outlook(rows, venture)
    return rows


def _initiative(venture: Venture) -> InitiativeRow:
    low, high = venture.cost_spread or (None, None)
    return InitiativeRow(
        venture.key,
        venture.name,
        venture.unit_id,
        venture.phase,
        venture.price_year,
        "NOK",
        state=venture.state,
        decider_role=venture.decider,
        started_on=venture.started,
        next_decision_on=venture.decision,
        leader_term_ends_on=venture.term_ends,
        realisation_budget_minor=minor(venture.realising),
        cost_low_millionths=_millionths(low),
        cost_high_millionths=_millionths(high),
        summary=venture.summary,
        partners=venture.partners,
        absent=tuple(_absent(venture)),
    )


def _absent(venture: Venture) -> Iterator[tuple[PartyKind, str]]:
    """Yield each kind of party that neither pays nor gains, with the reason."""
    if not venture.explained:
        return
    named = {effect.gains for effect in venture.effects} | {row.bearer for row in venture.payments}
    named |= {row.to for row in venture.payments if row.to}
    touched = {KIND_OF[party] for party in named}
    for kind, reason in (UNTOUCHED | dict(venture.absent)).items():
        if kind not in touched:
            yield kind, reason


def _benefit(venture: Venture, effect: Effect) -> BenefitRow:
    return BenefitRow(
        f"{venture.key}-{effect.letter}",
        venture.key,
        effect.name,
        effect.kind,
        wizard_type_of(effect.kind),
        dfo_type_of(effect.kind),
        ks_type_of(effect.kind),
        effect.unit_id,
        level=effect.level,
        owner_role=(effect.owner_role or role_at(effect.unit_id)) if effect.owner else None,
        description=effect.description,
        working=effect.working,
        unexpected=effect.unexpected,
        staffing_floor=effect.floor,
        indicator_id=effect.indicator,
        unit_of_measure=effect.measure,
        better=effect.better,
        grain=effect.grain,
        first_effect_on=effect.since,
        counterfactual=effect.counterfactual,
        deadweight_millionths=effect.deadweight * PERCENT,
        displacement_millionths=effect.displacement * PERCENT,
        attribution_millionths=effect.attribution * PERCENT,
        drop_off_millionths=effect.drop_off * PERCENT,
        confidence=effect.confidence,
        low_millionths=_millionths(effect.low),
        high_millionths=_millionths(effect.high),
        prerequisites=effect.prerequisites,
        leads_to=tuple(f"{venture.key}-{letter}" for letter in effect.leads_to),
        **(_before(effect.baseline) if effect.baseline else {}),
    )


def _before(told: Baseline) -> dict[str, Any]:
    """Return what a benefit holds of how it was before."""
    return {
        "baseline_value": told.value,
        "baseline_on": told.on,
        "baseline_method": told.method,
        "baseline_count": told.count,
        "baseline_population": told.population,
        "compared_with": told.others,
        "compared_before": told.others_value,
        "volume_before": told.volume,
        "unit_cost_before_minor": told.unit_kroner * KRONE if told.unit_kroner else None,
        "fixed_cost_before_minor": minor(told.fixed_thousand),
    }


def _projection(venture: Venture, version: Version) -> ProjectionRow:
    lines = [line for effect in venture.effects for line in _effect_lines(venture, effect, version)]
    lines += [line for payment in venture.payments for line in _payment_lines(payment, version)]
    return ProjectionRow(
        venture.key,
        version.kind,
        version.as_of,
        tuple(lines),
        version.reference,
        version.authority,
        version.reason,
    )


def _effect_lines(venture: Venture, effect: Effect, version: Version) -> Iterator[LineRow]:
    unplanned = effect.unexpected and version.kind is ProjectionKind.PLAN
    if unplanned or (effect.entered and version.as_of < effect.entered):
        return
    percent = version.percent.get(effect.letter, 100)
    for part in parts_of(effect, percent):
        late = version.delay if part.year >= version.as_of.year else 0
        yield LineRow(
            Flow.BENEFIT,
            part.year + late,
            part.period,
            f"{venture.key}-{effect.letter}",
            effect.paid_by or venture.unit_id,
            effect.gains,
            part.amount_minor,
            part.quantity,
            effect.route,
        )


def _payment_lines(payment: Payment, version: Version) -> Iterator[LineRow]:
    percent = version.percent.get("cost", 100)
    for year, thousand in sorted(payment.years.items()):
        amount = round(thousand * THOUSAND_KRONER * percent / 100)
        yield LineRow(payment.flow, year, payment.period, None, payment.bearer, payment.to, amount)


def _claims(venture: Venture) -> Iterator[ClaimRow]:
    for claim in venture.claims:
        place = claim.place
        yield ClaimRow(
            f"{venture.key}-{claim.letter}",
            claim.year,
            claim.period,
            place.unit_id,
            claim.thousand * THOUSAND_KRONER,
            role_at(place.unit_id),
            place.function_code,
            place.account_code,
            claim.reference,
        )


def _add_outlook(rows: BenefitRows, venture: Venture) -> None:
    """Add what has no price, the ways it may go, and how many must take it into use."""
    key = venture.key
    rows.unpriced += [UnpricedRow(key, one.party, one.name, one.importance, one.magnitude) for one in venture.unpriced]
    rows.scenarios += [
        ScenarioRow(
            key,
            one.name,
            one.probability * PERCENT,
            one.benefits * PERCENT,
            one.costs * PERCENT,
            one.stop_year,
            minor(one.stop_thousand),
        )
        for one in venture.outlooks
    ]
    if venture.uptake:
        told = venture.uptake
        gain, fixed = round(told.gain_thousand * THOUSAND_KRONER), told.fixed_thousand * THOUSAND_KRONER
        counts = (told.adopter, told.planned, told.now)
        rows.adoptions.append(AdoptionRow(key, *counts, gain, fixed, told.first_year, told.last_year))


def _millionths(percent: int | None) -> int | None:
    return None if percent is None else percent * PERCENT
