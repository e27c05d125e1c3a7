"""What the benefits register answers, as text for a person in their language."""

from collections.abc import Mapping
from datetime import date

from dashboard import format
from dashboard.commands.benefits_document import party_name
from dashboard.commands.worth_said import each_benefit, sober_lines
from dashboard.sentences import Voice, sentences
from metrics.benefit_rows import GroupRow
from metrics.benefit_tables import BenefitTables
from metrics.benefits_report import BenefitsReport
from metrics.benefits_worth import Worth
from metrics.hours import FreedHours
from metrics.results import Missing
from metrics.scorecard_cards import Figure
from metrics.told_parties import names
from metrics.valued_lines import Perspective
from metrics.verified_by import VerifiedBy


def said(tables: BenefitTables, reports: tuple[BenefitsReport, ...], as_of: date, voice: Voice) -> str:
    """Return the answer: what it is of, then all together and each initiative."""
    quarter, told = tables.quarter, names(tables)
    lines = [
        f"{tables.municipality.name} · {format.quarter_long(voice.language, quarter)}",
        voice.word(
            "command.benefits.basis",
            quarter=format.day(voice.language, quarter.last_day),
            day=format.day(voice.language, as_of),
            year=quarter.year,
        ),
    ]
    for report in reports:
        lines += ["", *_report(report, told, voice)]
    return "\n".join(lines)


def _report(report: BenefitsReport, told: Mapping[str, str], voice: Voice) -> list[str]:
    about = report.about
    heading = voice.word("command.benefits.in_all") if about is None else f"{about.initiative_id} · {about.name}"
    lines = [heading, *(f"  {one}" for one in sentences(voice, report.findings))]
    if about is not None and not about.forecast_made:
        lines.append("  " + voice.word("command.benefits.no_forecast"))
    lines += [f"  - {_type(row, voice)}" for row in report.types]
    for key, figure in (("rate", report.rate), ("rate_original", report.rate_original)):
        lines.append("  - " + voice.word(f"command.benefits.{key}", share=_share(figure, voice)))
    lines += [f"  - {_verified(one, voice)}" for one in report.verified_by]
    cut = report.cut
    lines.append("  - " + voice.word("command.benefits.cut", amount=_money(cut.numerator, cut.why, voice)))
    lines += [f"  - {one}" for one in _hours(report.hours, voice)]
    lines += [f"  - {one}" for one in each_benefit(report, voice)]
    for perspective, worth in report.worth.items():
        lines += [f"  {one}" for one in _worth(perspective, worth, told, voice)]
    return lines


def _money(minor: float | None, why: Missing | None, voice: Voice) -> str:
    """Return an amount, or why it is missing."""
    return voice.money(minor) if minor is not None else _missing(why, voice)


def _missing(why: Missing | None, voice: Voice) -> str:
    reason = voice.word(f"missing.{why}") if why else ""
    return voice.word("command.benefits.missing", why=reason)


def _share(figure: Figure, voice: Voice) -> str:
    return format.share(voice.language, figure.value) if figure.value is not None else _missing(figure.why, voice)


def _type(row: GroupRow, voice: Voice) -> str:
    sums = row.kroner
    plans = {
        "planned": sums.planned,
        "original": sums.original,
        "forecast": sums.forecast,
        "completion": sums.completion,
        "whole": sums.planned_total,
    }
    return voice.word(
        "command.benefits.type",
        type=voice.word(f"benefit_type.{row.key}"),
        realised=_money(sums.realised, sums.realised_why, voice),
        verified=_money(sums.verified, sums.realised_why, voice),
        **{name: _money(amount, sums.planned_why or sums.realised_why, voice) for name, amount in plans.items()},
    )


def _verified(one: VerifiedBy, voice: Voice) -> str:
    role = one.role or voice.word("command.benefits.a_role")
    count = format.count(voice.language, one.measurements)
    return voice.word("command.benefits.verified", role=role, amount=_money(one.amount_minor, one.why, voice), n=count)


def _hours(hours: FreedHours | None, voice: Voice) -> list[str]:
    if hours is None:
        return []
    whole = voice.word("command.benefits.hours", **_number_pair(hours.planned, hours.realised, voice))
    routes = [
        voice.word(
            "command.benefits.route",
            route=voice.word(f"route.{one.route}"),
            **_number_pair(one.planned, one.realised, voice),
        )
        for one in hours.routes
    ]
    return [whole, *routes]


def _number_pair(planned: float, realised: float, voice: Voice) -> dict[str, str]:
    written = (format.short_number(voice.language, one) for one in (planned, realised))
    return dict(zip(("planned", "realised"), written, strict=True))


def _worth(perspective: Perspective, worth: Worth, told: Mapping[str, str], voice: Voice) -> list[str]:
    name = voice.word(f"perspective.{perspective}")
    value = _money(worth.total_minor, worth.why_missing, voice)
    lines = [voice.word("command.benefits.value", perspective=name, amount=value)]
    if worth.why_missing is not None:
        return lines
    lines += [f"  {one}" for one in sentences(voice, worth.answer)]
    lines += [f"  - {one}" for one in sober_lines(worth, voice)]
    lines += [f"  - {one}" for one in _parties(worth, told, voice)]
    lines += [f"  - {one}" for one in _wrong_pockets(worth, told, voice)]
    lines += [f"  - {one}" for one in _time(worth, voice)]
    if worth.unvalued:
        codes = ", ".join(one.initiative_id for one in worth.unvalued)
        lines.append("  - " + voice.word("command.benefits.unvalued", codes=codes))
    return lines


def _parties(worth: Worth, told: Mapping[str, str], voice: Voice) -> list[str]:
    lines = []
    for row in worth.parties:
        name = party_name(row.party_id, told, voice)
        line = f"{name}: {voice.money(row.npv_minor)}"
        if row.own_capture is not None:
            share = format.share(voice.language, row.own_capture)
            line = voice.word("command.benefits.bearer", party=line, share=share)
        lines.append(line)
    return lines


def _wrong_pockets(worth: Worth, told: Mapping[str, str], voice: Voice) -> list[str]:
    lines = [
        voice.word(
            "command.benefits.wrong_pocket",
            party=party_name(one.party_id, told, voice),
            initiative=one.initiative,
            loss=voice.money(one.loss_minor),
            a_year=_money(one.loss_a_year_minor, Missing.NO_LATER_YEARS, voice),
            share=format.share(voice.language, one.loss_share),
        )
        for one in worth.wrong_pockets
    ]
    found = worth.made_whole
    if found.needed_minor:
        key = "feasible" if found.feasible else "lacking"
        amounts = {"needed": found.needed_minor, "capacity": found.capacity_minor, "lacking": found.lacking_minor}
        lines.append(
            voice.word(f"command.benefits.{key}", **{name: voice.money(minor) for name, minor in amounts.items()})
        )
    return lines


def _time(worth: Worth, voice: Voice) -> list[str]:
    """Return how much of the gains comes in the budget year, within the four-year plan and later."""
    _, budget_year, _, later = worth.horizons
    lines = []
    for key, row in (("budget_year", budget_year), ("four_years", worth.within_plan), ("later", later)):
        if row.gains_share is not None and row.gains_present_value_share is not None:
            shares = {"share": row.gains_share, "worth": row.gains_present_value_share}
            told = {name: format.share(voice.language, share) for name, share in shares.items()}
            lines.append(voice.word(f"command.benefits.{key}", **told))
    return lines
