"""Every figure of the scorecard as a table, and the definitions behind them."""

from collections.abc import Iterator

from dashboard.figures import FigureVoice, is_share, shape
from dashboard.scope import Scope
from dashboard.table import Column, Table, Typed
from dashboard.words import has
from metrics.card import Metric, Unit
from metrics.catalogue import CATALOGUE
from metrics.results import DimensionResult, Kpi, Scorecard

KINDS = {Unit.SHARE: "share", Unit.MINOR: "money", Unit.COUNT: "count"}
HEADINGS = (
    "dimension",
    "figure",
    "value",
    "unit",
    "change",
    "trend",
    "status",
    "target",
    "target_type",
    "basis",
    "compared_with",
    "owner",
    "as_of",
    "why",
)


def table(scope: Scope, card: Scorecard) -> Table:
    """Return a row a figure, with value, change, trend, status, target, basis, owner and date."""
    voice = voice_of(scope)
    columns = tuple(Column(voice.word(f"column.{name}"), _KIND_OF.get(name, "text")) for name in HEADINGS)
    rows = tuple(row(voice, dimension, kpi) for dimension in card.dimensions for kpi in every_kpi(dimension))
    return Table(voice.word("page.scorecard.file"), columns, rows, scope.currency_exponent)


_KIND_OF = {"value": "own", "change": "own", "compared_with": "quarter", "as_of": "date"}


def every_kpi(dimension: DimensionResult) -> Iterator[Kpi]:
    """Yield the figures of a dimension's cards, then its others."""
    yield from dimension.kpis
    yield from dimension.more


def voice_of(scope: Scope) -> FigureVoice:
    """Return what every figure of a scope is said with."""
    return FigureVoice(scope.language, scope.currency, scope.currency_exponent)


def row(voice: FigureVoice, dimension: DimensionResult, kpi: Kpi) -> tuple[object, ...]:
    """Return a figure as a row, in the order of HEADINGS."""
    kind = "share" if is_share(kpi) else KINDS.get(kpi.unit, "number")
    return (
        voice.word(f"dimension.{dimension.dimension}"),
        voice.name(kpi),
        Typed(kind, kpi.value),
        unit_name(voice, kpi),
        Typed("points" if kind == "share" else kind, kpi.change),
        voice.word(f"trend.{kpi.trend}"),
        f"{shape(kpi.status)} {voice.status(kpi.status)}",
        voice.target(kpi),
        voice.word(f"target_type.{kpi.target.target_type}") if kpi.target else None,
        "; ".join(part for part in (voice.basis(kpi), voice.direction(kpi)) if part),
        kpi.compared_with,
        voice.owned(kpi),
        kpi.as_of,
        voice.why_missing(kpi),
    )


def unit_name(voice: FigureVoice, kpi: Kpi) -> str:
    """Return what a figure is counted in."""
    if kpi.unit is Unit.MINOR:
        return voice.currency_name()
    if kpi.unit is Unit.MEASURE:
        return f"% ({kpi.unit_of_measure})" if is_share(kpi) else kpi.unit_of_measure or ""
    return voice.word(f"measure_unit.{kpi.unit}")


def definitions(scope: Scope, card: Scorecard) -> list[tuple[str, str]]:
    """Return the name and the definition of each metric on the scorecard: formula, source, owner, review, since."""
    voice = voice_of(scope)
    shown = {kpi.key for dimension in card.dimensions for kpi in every_kpi(dimension)}
    return [
        (voice.word(f"metric.{metric.key}.name"), definition(voice, metric))
        for metric in CATALOGUE
        if metric.key in shown
    ]


def definition(voice: FigureVoice, metric: Metric) -> str:
    """Return the definition of a metric: formula, source, owner, last review and since when it holds."""
    formula_key = f"metric.{metric.key}.formula"
    parts = [voice.word(formula_key)] if has(voice.language, formula_key) else []
    parts += [
        voice.word("definition.source", source=metric.source),
        voice.word("definition.owner", owner=voice.owner(metric.owner)),
        voice.word("definition.reviewed", day=voice.day(metric.reviewed)),
        voice.word("definition.since", day=voice.day(metric.since)),
    ]
    return " ".join(parts)
