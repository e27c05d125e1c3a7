"""What initiatives are worth by every measure, as lines for a person: as planned, on the soberer plan, and by taxes."""

from dashboard import format
from dashboard.sentences import Voice
from metrics.benefits_report import BenefitsReport
from metrics.benefits_worth import Worth
from metrics.price_and_volume import Parts
from metrics.worth_measures import Estimate, Measures


def sober_lines(worth: Worth, voice: Voice) -> list[str]:
    """Return the measures as planned, the soberer ones beside them, and the value less the cost of raising taxes."""
    measured = worth.measures
    lines = [voice.word("command.benefits.as_planned", **_told(measured.planned, voice))]
    taken = {"haircut": measured.haircut, "later": measured.later, "dearer": measured.dearer}
    amounts = {name: _money(one, voice) for name, one in taken.items()}
    lines.append(voice.word("command.benefits.sober", **_told(measured.sober, voice), **amounts))
    if worth.npv_after_tax_minor is not None and worth.tax_financing_minor is not None:
        told = {"tax": worth.tax_financing_minor, "after": worth.npv_after_tax_minor}
        lines.append(voice.word("command.benefits.tax", **{name: voice.money(minor) for name, minor in told.items()}))
    return lines


def each_benefit(report: BenefitsReport, voice: Voice) -> list[str]:
    """Return what comparison groups showed, and what of a lower cost is realised at the actual volume."""
    compared = [
        voice.word(
            "command.benefits.compared",
            benefit=benefit,
            year=one.fiscal_year,
            value=format.short_number(voice.language, one.value),
        )
        for benefit, group in report.comparisons.items()
        for one in group.measured
        if one.value is not None
    ]
    return compared + [
        voice.word("command.benefits.adjusted", benefit=benefit, year=one.fiscal_year, **_parts(one.parts, voice))
        for benefit, periods in report.adjusted.items()
        for one in periods
        if one.why is None
    ]


def _parts(parts: Parts, voice: Voice) -> dict[str, str]:
    told = {"total": parts.total_minor, "price": parts.price_minor, "volume": parts.volume_minor}
    told["realised"] = parts.realised_minor
    return {name: voice.money(minor or 0) for name, minor in told.items()}


def _told(measures: Measures, voice: Voice) -> dict[str, str]:
    told = {name: _money(getattr(measures, name), voice) for name in ("npv", "a_year")}
    told |= {name: _number(getattr(measures, name), 2, voice) for name in ("npv_per_krone", "benefit_cost_ratio")}
    years = ("payback_simple", "payback_discounted")
    return told | {name: _number(getattr(measures, name), 1, voice) for name in years}


def _money(one: Estimate, voice: Voice) -> str:
    return _missing(one, voice) if one.value is None else voice.money(one.value)


def _number(one: Estimate, decimals: int, voice: Voice) -> str:
    return _missing(one, voice) if one.value is None else format.number(voice.language, one.value, decimals)


def _missing(one: Estimate, voice: Voice) -> str:
    return voice.word("command.benefits.missing", why=voice.word(f"missing.{one.why}"))
