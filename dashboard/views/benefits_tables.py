"""The register as a table of values for a file, and the definitions behind its words."""

from dashboard.figures import FigureVoice
from dashboard.scope import Scope
from dashboard.table import Column, Table, Typed
from dashboard.views import benefits_words
from dashboard.views.scorecard_table import definition, voice_of
from metrics.benefit_rows import BenefitRow
from metrics.benefits_page import BenefitsPage
from metrics.catalogue import CATALOGUE
from metrics.results import Missing

HEADINGS = {
    "initiative_code": "text",
    "initiative": "text",
    "benefit_code": "text",
    "benefit": "text",
    "unit": "text",
    "owner": "text",
    "type": "text",
    "phase": "text",
    "status": "text",
    "overdue": "text",
    "measure": "text",
    "original": "own",
    "planned": "own",
    "expected": "own",
    "realised": "own",
    "verified": "own",
    "rate": "share",
    "rate_original": "share",
    "planned_total": "own",
    "completion": "own",
    "why": "text",
}
"""Columns of the file and what their values are."""
_SUMS = ("original", "planned", "forecast", "realised", "verified")
_TERMS = ("type", "step", "status", "apart")
_METRICS = (
    "realisation_rate",
    "realisation_rate_original",
    "verified_share",
    "verified_and_cut",
    "benefits_measured",
    "benefits_verified",
)


def register(scope: Scope, found: BenefitsPage, rows: list[BenefitRow]) -> Table:
    """Return a row a benefit, in kroner or in its own unit."""
    voice = voice_of(scope)
    columns = tuple(Column(voice.word(f"benefits.column.{name}"), kind) for name, kind in HEADINGS.items())
    made = tuple(_row(voice, found, row) for row in rows)
    return Table(voice.word("page.benefits.file"), columns, made, scope.currency_exponent)


def _row(voice: FigureVoice, found: BenefitsPage, row: BenefitRow) -> tuple[object, ...]:
    initiative = next(one for one in found.initiatives if one.initiative_id == row.initiative_id)
    sums, kroner = benefits_words.sums_of(row), benefits_words.in_kroner(row)
    kind = "money" if kroner else "number"
    missing = [one for one in (sums.planned_why, sums.realised_why) if isinstance(one, Missing)]
    return (
        row.initiative_id,
        initiative.name,
        row.benefit_id,
        row.name,
        benefits_words.unit(voice, found.unit_names.get(row.unit or "")),
        owner(voice, row),
        voice.word(f"benefit_type.{row.benefit_type}"),
        voice.word(f"phase.{initiative.phase}"),
        voice.status(row.status),
        voice.word("benefits.overdue") if row.overdue else "",
        voice.currency_name() if kroner else benefits_words.measure(voice, row.unit_of_measure),
        *(Typed(kind, getattr(sums, name)) for name in _SUMS),
        sums.rate.value,
        sums.rate_original.value,
        Typed(kind, sums.planned_total),
        Typed(kind, sums.completion),
        "; ".join(dict.fromkeys(voice.word(f"missing.{one}") for one in missing)),
    )


def owner(voice: FigureVoice, row: BenefitRow) -> str:
    """Return the role that owns a benefit, that none does, or that it is not for whoever asks."""
    if not row.unit_shown:
        return voice.word("benefits.owner.not_told")
    return voice.word("figure.no_owner") if row.owner_role is None else voice.owner(row.owner_role)


def definitions(voice: FigureVoice) -> list[tuple[str, str]]:
    """Return what the words of the register mean, and the definition of each of its figures."""
    terms = [(voice.word(f"benefits.term.{name}"), voice.word(f"benefits.term.{name}.said")) for name in _TERMS]
    figures = {metric.key: metric for metric in CATALOGUE}
    return terms + [(voice.word(f"metric.{key}.name"), definition(voice, figures[key])) for key in _METRICS]
