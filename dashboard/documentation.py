"""Write docs/metrics.md from the cards; with `--check`, only tell whether it is current."""

import sys
from collections.abc import Iterator
from pathlib import Path

from dashboard.words import text
from data.database import ROOT
from metrics.card import Better, Metric, Parameter, Unit
from metrics.catalogue import CATALOGUE
from metrics.parameters import PARAMETERS

METRICS = ROOT / "docs" / "metrics.md"

_INTRODUCTION = """\
# Metrics

Generated from the cards in `metrics/` by `make docs`; do not edit. Names, questions and formulas are the words that the
pages show, in English and in bokmål. Every ratio keeps its numerator and denominator; a missing part makes the whole
missing. Costs are positive and income negative; a deviation is budget less actual, so + is underspend.

Marks of parameters: S stated in a source, V read on the named page, M general knowledge not confirmed, D a design
decision of Brobygger. What is M or D is a default: a municipality sets its own, from a date.
"""

_BETTER = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.NEAR_ZERO: "nearest zero is best",
    Better.NEUTRAL: "neither way is good in itself",
}


def metrics_document() -> str:
    """Return the whole of docs/metrics.md."""
    parts = [_INTRODUCTION, _contents(), *(_metric(metric) for metric in CATALOGUE), _parameters()]
    return "\n".join(parts)


def _contents() -> str:
    rows = [
        f"| [{_name('en', one)}](#{one.key}) | {_name('nb', one)} | {one.dimension} | {one.grain} |"
        for one in CATALOGUE
    ]
    return "\n".join(["| Metric | Bokmål | Dimension | Finest grain |", "|---|---|---|---|", *rows, ""])


def _metric(metric: Metric) -> str:
    rows = "\n".join(f"| {term} | {_cell(said)} |" for term, said in _rows(metric))
    anchor = f'<a id="{metric.key}"></a>'
    return f"{anchor}\n\n## {_name('en', metric)} · {_name('nb', metric)}\n\n| | |\n|---|---|\n{rows}\n"


def _rows(metric: Metric) -> Iterator[tuple[str, str]]:
    yield "Key", f"`{metric.key}`"
    for term, part in (("Question", "question"), ("Formula", "formula")):
        yield term, text("en", f"metric.{metric.key}.{part}")
        yield f"{term} (nb)", text("nb", f"metric.{metric.key}.{part}")
    yield "Unit", text("en", f"measure_unit.{metric.unit}")
    yield "Direction", _BETTER[metric.better]
    yield "Finest grain", str(metric.grain)
    yield "Inputs", ", ".join(f"`{name}`" for name in metric.needs)
    yield "Parameters", "; ".join(_in_brief(name) for name in metric.parameters) or "none"
    if metric.reference is not None:
        known = metric.reference
        yield "Reference", f"{known.value:g} ({known.population}, {known.year}; {known.source}). Never a target."
    yield "Source", metric.source
    yield "Owner", text("en", f"role.{metric.owner}")
    yield "Last reviewed", metric.reviewed.isoformat()
    yield "Since", metric.since.isoformat()


def _in_brief(key: str) -> str:
    dated = [number for number in PARAMETERS if number.key == key]
    return f"[`{key}`](#parameters) = " + ", then ".join(f"{value_text(number)} ({number.mark})" for number in dated)


def _parameters() -> str:
    rows = [
        f"| `{one.key}` | {value_text(one)} | {_since(one)} | {one.mark} | {_cell(one.source)} | {_bounds(one)} |"
        for one in PARAMETERS
    ]
    heading = ["| Parameter | Value | From | Mark | Source | May be set to |", "|---|---|---|---|---|---|"]
    return "\n".join(['<a id="parameters"></a>', "", "## Parameters", "", *heading, *rows, ""])


def value_text(number: Parameter, value: float | None = None) -> str:
    """Return a parameter's value (or another value of it) with its unit: 1 %, 20 000 000.00 in whole currency, 12."""
    shown = number.value if value is None else value
    if number.unit is Unit.SHARE:
        return f"{shown * 100:g} %"
    if number.unit is Unit.MINOR:
        return f"{shown / 100:,.0f}".replace(",", " ") + " in the municipality's currency"
    return f"{shown:g}"


def _since(number: Parameter) -> str:
    return "always" if number.valid_from.year == 1900 else number.valid_from.isoformat()


def _bounds(number: Parameter) -> str:
    low, high = number.bounds
    if low == float("-inf") and high == float("inf"):
        return "any value"
    return f"{value_text(number, low)} to {value_text(number, high)}"


def _name(language: str, metric: Metric) -> str:
    return text(language, f"metric.{metric.key}.name")


def _cell(said: str) -> str:
    return said.replace("|", "\\|").replace("\n", " ")


def is_current(path: Path = METRICS) -> bool:
    """Tell whether the file holds what would be written now."""
    return path.is_file() and path.read_text(encoding="utf-8") == metrics_document()


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` return 1 when it is not current."""
    if arguments == ["--check"]:
        if is_current():
            return 0
        print("docs/metrics.md is not current: run make docs", file=sys.stderr)
        return 1
    METRICS.parent.mkdir(exist_ok=True)
    METRICS.write_text(metrics_document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
