"""What the benefits register answers, as one JSON object: whole minor units, and null with a reason where missing."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from dashboard.sentences import Voice, sentences, written
from metrics.benefit_rows import GroupRow
from metrics.benefits_report import BenefitsReport
from metrics.benefits_worth import Worth
from metrics.hours import FreedHours
from metrics.initiative_outlooks import Expected, Spread
from metrics.scorecard_cards import Figure
from metrics.value_flow_answer import MadeWhole, PartyRow
from metrics.value_flow_rows import minor
from metrics.value_flow_sentences import party
from metrics.worth_measures import Estimate, SoberWorth


def report_document(report: BenefitsReport, names: Mapping[str, str], voice: Voice) -> dict[str, Any]:
    """Return one initiative, or all together, as `benefits --json` prints it."""
    about = asdict(report.about) if report.about else {}
    return {
        **about,
        "sentences": sentences(voice, report.findings),
        "types": [_type(row) for row in report.types],
        "realisation_rate": _figure(report.rate),
        "realisation_rate_original": _figure(report.rate_original),
        "verified_by": [asdict(one) for one in report.verified_by],
        "verified_and_cut": _figure(report.cut),
        "hours": _hours(report.hours),
        "calendar": [asdict(line) for year in report.calendar for line in year.lines],
        **_by_benefit(report),
        "value": {str(which): _worth(worth, names, voice) for which, worth in report.worth.items()},
    }


def _by_benefit(report: BenefitsReport) -> dict[str, Any]:
    """Return what comparison groups showed and what price and volume leave, by benefit; nothing of all together."""
    if report.about is None:
        return {}
    adjusted = {
        benefit: [{**_without(asdict(one), "parts"), **asdict(one.parts)} for one in periods]
        for benefit, periods in report.adjusted.items()
    }
    comparisons = {benefit: asdict(one) for benefit, one in report.comparisons.items()}
    return {"comparison_groups": comparisons, "price_and_volume": adjusted}


def _type(row: GroupRow) -> dict[str, Any]:
    """Return the kroner of one type: to date, and in the end."""
    sums = row.kroner
    return {
        "type": row.key,
        "benefits": row.count,
        "planned_original_minor": sums.original,
        "planned_minor": sums.planned,
        "forecast_minor": sums.forecast,
        "realised_minor": sums.realised,
        "verified_minor": sums.verified,
        "planned_original_total_minor": sums.original_total,
        "planned_total_minor": sums.planned_total,
        "forecast_at_completion_minor": sums.completion,
        "why_no_plan": sums.planned_why,
        "why_none_realised": sums.realised_why,
        "realisation_rate": _figure(sums.rate),
        "realisation_rate_original": _figure(sums.rate_original),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "why_missing": figure.why,
    }


def _hours(hours: FreedHours | None) -> dict[str, Any] | None:
    if hours is None:
        return None
    return {
        "planned": hours.planned,
        "realised": hours.realised,
        "routes": {str(one.route): {"planned": one.planned, "realised": one.realised} for one in hours.routes},
        "at_minimum_staffing": list(hours.at_floor),
        "cut_share": hours.cut_share,
        "why_no_cut_share": hours.why_no_cut_share,
    }


def _worth(worth: Worth, names: Mapping[str, str], voice: Voice) -> dict[str, Any]:
    return {
        "npv_minor": worth.total_minor,
        "npv_by_forecast_minor": worth.forecast_minor,
        "concentration": worth.concentration,
        "why_missing": worth.why_missing,
        "sentences": sentences(voice, worth.answer),
        "parties": [_party(row, names, voice) for row in worth.parties],
        "wrong_pockets": [
            {**asdict(one), "party": party_name(one.party_id, names, voice)} for one in worth.wrong_pockets
        ],
        "compensation": _compensation(worth.made_whole, names, voice),
        "horizons": {str(row.horizon): _without(asdict(row), "horizon") for row in worth.horizons},
        "four_year_plan": asdict(worth.within_plan),
        "share_after_leader_term": worth.after_term_share,
        "tax_financing_minor": worth.tax_financing_minor,
        "why_no_tax_financing": worth.why_no_tax_financing,
        "npv_after_tax_financing_minor": worth.npv_after_tax_minor,
        **_sober(worth.measures),
        "outlooks": None if worth.outlooks is None else _outlooks(*worth.outlooks),
        "unvalued": [asdict(one) for one in worth.unvalued],
    }


AMOUNTS = ("benefits", "costs", "npv", "a_year")


def _sober(worth: SoberWorth) -> dict[str, Any]:
    """Return the measures as planned, on the soberer plan, and what made the difference between the net values."""
    taken = {"haircut": worth.haircut, "later": worth.later, "dearer": worth.dearer}
    return {
        "as_planned": _measures(vars(worth.planned)),
        "sober": _measures(vars(worth.sober)) | {"cost_bias": worth.cost_bias},
        "taken_off": _measures(taken, amounts=tuple(taken)),
    }


def _outlooks(expected: Expected, spread: Spread) -> dict[str, Any]:
    """Return how one initiative may go: over its scenarios, and between which values many draws land."""
    option, draws = expected.option, spread.draws
    return {
        "scenarios": asdict(option) if option else None,
        "why_no_scenarios": expected.why,
        "draws": asdict(draws) if draws else None,
        "why_no_draws": spread.why,
    }


def _measures(told: Mapping[str, Estimate], amounts: Collection[str] = AMOUNTS) -> dict[str, Any]:
    """Return figures, amounts in whole minor units, and why those that are missing are."""
    found = {
        f"{name}_minor" if name in amounts else name: minor(one.value) if name in amounts else one.value
        for name, one in told.items()
    }
    return found | {"why_missing": {name: one.why for name, one in told.items() if one.why}}


def _party(row: PartyRow, names: Mapping[str, str], voice: Voice) -> dict[str, Any]:
    return {"party": party_name(row.party_id, names, voice), **asdict(row)}


def party_name(party_id: str, names: Mapping[str, str], voice: Voice) -> str:
    """Return what a party is called in a list; one that may not be named is another unit of the municipality."""
    return str(written(voice, party(party_id, dict(names))))


def _compensation(found: MadeWhole, names: Mapping[str, str], voice: Voice) -> dict[str, Any]:
    payments = [
        {
            **asdict(one),
            "payer": party_name(one.payer_id, names, voice),
            "receiver": party_name(one.receiver_id, names, voice),
        }
        for one in found.payments
    ]
    return {**asdict(found), "payments": payments}


def _without(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}
