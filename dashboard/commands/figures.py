"""Commands about figures: the scorecard, and the proof that everything kept follows from the ledger."""

from dataclasses import asdict
from typing import Any

import click

from dashboard import format
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, QuarterType, answer, json_option, language_option, refuse, waiting
from dashboard.figures import FigureVoice
from dashboard.sentences import Voice, sentence
from dashboard.words import text
from data.periods import Quarter
from data.verification import differences
from metrics.load import UnknownScope, scorecard_tables
from metrics.results import DimensionResult, Kpi, Scorecard
from metrics.scorecard import scorecard


@click.command("scorecard")
@click.option("--municipality", required=True, help="Key of the municipality.")
@click.option("--quarter", required=True, type=QuarterType(), help="Such as 2022Q4.")
@click.option("--unit", help="Code of a unit; the whole municipality without it.")
@click.option("--compare", type=QuarterType(), help="Quarter to compare with; the same quarter a year before without.")
@json_option
@language_option
def scorecard_command(
    municipality: str, quarter: Quarter, unit: str | None, compare: Quarter | None, as_json: bool, language: str
) -> None:
    """Show a unit's quarter: how budget, innovation, implementation and benefits stand."""
    make_ready(as_json=as_json, language=language)
    try:
        tables = scorecard_tables(
            COMMAND_LINE, municipality, unit or municipality, quarter, compare or quarter.shifted(-4)
        )
    except UnknownScope as unknown:
        message = text(language, "command.unknown_scope", found=str(unknown))
        refuse({"error": "unknown_scope", "found": str(unknown)}, message, as_json=as_json)
    else:
        card = scorecard(tables)
        answer(scorecard_document(card, language), as_json=as_json, say=lambda: _said(card, language))


def scorecard_document(card: Scorecard, language: str) -> dict[str, Any]:
    """Return the scorecard as `scorecard --json` prints it."""
    voice = Voice(language, card.currency, card.currency_exponent)
    return {
        "municipality": card.municipality_id,
        "unit": card.unit_id,
        "quarter": str(card.quarter),
        "compared_with": str(card.compared_with),
        "as_of": card.as_of,
        "currency": card.currency,
        "dimensions": [_dimension(dimension, voice) for dimension in card.dimensions],
        "needs": [
            {
                "verb": need.verb,
                "sentence": sentence(voice, need.finding),
                "page": need.page,
                "unit": need.unit_id,
                "measure": need.measure,
                "initiative": need.initiative,
            }
            for need in card.needs
        ],
    }


def _dimension(result: DimensionResult, voice: Voice) -> dict[str, Any]:
    return {
        "dimension": result.dimension,
        "lead": result.lead,
        "status": result.status,
        "sentence": " ".join(sentence(voice, finding) for finding in result.findings),
        "kpis": [*(_kpi(kpi, True) for kpi in result.kpis), *(_kpi(kpi, False) for kpi in result.more)],
    }


def _kpi(kpi: Kpi, on_card: bool) -> dict[str, Any]:
    return {
        "key": kpi.key,
        "label": kpi.label,
        "at_unit": kpi.at_unit,
        "on_card": on_card,
        "value": kpi.value,
        "numerator": kpi.numerator,
        "denominator": kpi.denominator,
        "unit": kpi.unit_of_measure or kpi.unit,
        "basis": kpi.basis,
        "direction": kpi.direction,
        "status": kpi.status,
        "why_missing": kpi.why_missing,
        "missing_detail": kpi.missing_detail,
        "target": asdict(kpi.target) if kpi.target else None,
        "distance": kpi.distance,
        "change": kpi.change,
        "compared_with": kpi.compared_with,
        "signal": kpi.signal,
        "trend": kpi.trend,
        "as_of": kpi.as_of,
        "owner_role": kpi.owner_role,
        "batches": list(kpi.batch_ids),
    }


def _said(card: Scorecard, language: str) -> str:
    voice = FigureVoice(language, card.currency, card.currency_exponent)
    lines = [f"{card.municipality_name} · {card.unit_name} · {format.quarter_long(language, card.quarter)}"]
    lines += [sentence(voice, finding) for finding in card.headline]
    for dimension in card.dimensions:
        name = voice.word(f"dimension.{dimension.dimension}")
        said = " ".join(sentence(voice, finding) for finding in dimension.findings)
        lines += ["", f"{name}: {voice.status(dimension.status)}", f"  {said}"]
        lines += [f"  - {_figure(voice, kpi)}" for kpi in (*dimension.kpis, *dimension.more)]
    return "\n".join(lines)


def _figure(voice: FigureVoice, kpi: Kpi) -> str:
    more = voice.why_missing(kpi) if kpi.value is None else voice.status(kpi.status)
    said = (voice.figure(kpi), voice.basis(kpi), voice.direction(kpi), more)
    return f"{voice.name(kpi)}: " + " · ".join(part for part in said if part)


@click.command("verify")
@json_option
@language_option
def verify_command(as_json: bool, language: str) -> None:
    """Recompute every control total and rollup from the ledger; end with 1 on any difference."""
    make_ready(as_json=as_json, language=language)
    with waiting(text(language, "command.verify.running")):
        found = differences(COMMAND_LINE)
    document = {"whole": not found, "differences": [asdict(difference) for difference in found]}
    if found:
        rows = [f"{one.municipality_id}  {one.check}  {one.place}: {one.stored} / {one.computed}" for one in found]
        refuse(
            document,
            "\n".join([text(language, "command.verify.broken", n=format.count(language, len(found))), *rows]),
            as_json=as_json,
        )
    answer(document, as_json=as_json, say=lambda: text(language, "command.verify.whole"))
