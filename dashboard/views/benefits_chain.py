"""The chain from planned to date over expected, realised and verified to cut from own budgets, a row a type of benefit.

Kroner of the types share one scale and are never added up; hours stand apart.
"""

from dashboard import format
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.views.benefits_words import quiet, why
from data.benefit_vocabulary import BenefitType, Route
from metrics.benefit_rows import GroupRow
from metrics.benefits_page import BenefitsPage
from metrics.hours import FreedHours
from metrics.results import Missing
from metrics.verified_by import VerifiedBy

STEPS = ("planned", "forecast", "realised", "verified", "cut")
ORDER = list(BenefitType)


def card(voice: FigureVoice, found: BenefitsPage) -> Html:
    """Return the chain as a table whose cells hold the amount and its bar."""
    heads = joined(
        html('<th scope="col">{word}</th>', word=voice.word(f"benefits.step.{step}")) for step in ("type", *STEPS)
    )
    most = largest(found)
    rows = [_row(voice, found, group, most) for group in sorted(found.types, key=lambda one: ORDER.index(_type(one)))]
    return html(
        '<section class="bb-card" aria-labelledby="bb-chain"><h2 id="bb-chain">{title} <small>{unit}</small></h2>'
        '<div class="bb-scroll" role="region" aria-label="{title}" tabindex="0"><table class="bb-table bb-chain">'
        "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        '<p class="bb-quiet bb-small">{note}</p></section>',
        title=voice.word("benefits.chain.title"),
        unit=voice.word("benefits.chain.unit", year=found.price_year),
        heads=heads,
        rows=joined([*rows, *_apart(voice, found)]),
        note=voice.word("benefits.chain.note"),
    )


def _type(group: GroupRow) -> BenefitType:
    return BenefitType(group.key)


def amounts(found: BenefitsPage, group: GroupRow) -> dict[str, float | None]:
    """Return the amounts of a type by step; only money in own budgets can be cut."""
    kroner = group.kroner
    known = {step: getattr(kroner, step) for step in STEPS[:-1]}
    return known | {"cut": found.cut.numerator if _type(group) is BenefitType.CASH else None}


def largest(found: BenefitsPage) -> float:
    """Return the largest size among the amounts: the end of the scale that all bars share."""
    every = [abs(value) for group in found.types for value in amounts(found, group).values() if value is not None]
    return max(every, default=0) or 1


def _row(voice: FigureVoice, found: BenefitsPage, group: GroupRow, most: float) -> Html:
    cells = joined(_cell(voice, group, step, value, most) for step, value in amounts(found, group).items())
    return html(
        '<tr><th scope="row">{name} <small>{count}</small></th>{cells}</tr>',
        name=voice.word(f"benefit_type.{group.key}"),
        count=voice.word("benefits.chain.count", n=format.count(voice.language, group.count)),
        cells=cells,
    )


def _cell(voice: FigureVoice, group: GroupRow, step: str, value: float | None, most: float) -> Html:
    label = voice.word(f"benefits.step.{step}")
    if value is None:
        template = '<td><small class="bb-narrow">{label}: </small>{said}</td>'
        return html(template, label=label, said=quiet(_missing(voice, group, step)))
    return html(
        '<td><small class="bb-narrow">{label}: </small><b>{amount}</b>{bar}</td>',
        label=label,
        amount=voice.money(value),
        bar=_bar(step, value, most) if value else NOTHING,
    )


def _bar(step: str, value: float, most: float) -> Html:
    return html(
        '<i class="bb-step bb-step-{step}{way}" style="--at:{at};--most:{most}"></i>',
        step=step,
        way=" bb-step-loss" if value < 0 else "",
        at=abs(value),
        most=most,
    )


def _missing(voice: FigureVoice, group: GroupRow, step: str) -> str:
    if step == "cut":
        cash = _type(group) is BenefitType.CASH
        return why(voice, Missing.NO_PRICE_GROWTH) if cash else voice.word("benefits.chain.never_cut")
    kroner = group.kroner
    return why(voice, kroner.realised_why if step in ("realised", "verified") else kroner.planned_why)


def _apart(voice: FigureVoice, found: BenefitsPage) -> list[Html]:
    """Return what is told apart from kroner: hours freed, and how many benefits are of quality."""
    quality = sum(row.benefit_type is BenefitType.QUALITY for row in found.rows)
    lines = (
        [("verified_by", "; ".join(_confirmed(voice, one) for one in found.verified_by))] if found.verified_by else []
    )
    lines += [] if found.hours is None else [("hours", hours_sentence(voice, found.hours))]
    if quality:
        lines.append(("quality", voice.word("benefits.chain.quality", n=format.count(voice.language, quality))))
    return [
        html(
            '<tr class="bb-apart"><th scope="row">{name}</th><td colspan="{span}">{said}</td></tr>',
            name=voice.word(f"benefits.chain.{name}_name"),
            span=len(STEPS),
            said=said,
        )
        for name, said in lines
    ]


def _confirmed(voice: FigureVoice, one: VerifiedBy) -> str:
    """Return what a role has confirmed: kroner, or why they cannot be told, and in how many measurements."""
    return voice.word(
        "benefits.chain.confirmed",
        role=one.role or voice.word("command.benefits.a_role"),
        amount=why(voice, one.why) if one.amount_minor is None else voice.money(one.amount_minor),
        n=format.count(voice.language, one.measurements),
    )


def hours_sentence(voice: FigureVoice, hours: FreedHours) -> str:
    """Return how many hours were freed of those planned, and how many nobody has used yet."""
    unused = next(route.realised for route in hours.routes if route.route is Route.UNREALISED)
    said = {"planned": hours.planned, "realised": hours.realised, "unused": unused}
    return voice.word(
        "benefits.hours.said", **{name: format.count(voice.language, round(value)) for name, value in said.items()}
    )
