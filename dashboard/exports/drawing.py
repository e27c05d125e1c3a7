"""Drawings of documents: Vega-Lite, written as SVG without a browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import vl_convert

from dashboard.format import SPACE

FONTS = Path(__file__).parent / "fonts"
_INK, _PALE = "#24272B", "#D9DCE0"
_COLOURS = ("#12436D", "#F46A25", "#28A197", "#801650", "#3D3D3D")
_DASHES = {"solid": [1, 0], "dotted": [2, 3]}
_WIDTH, _HEIGHT = 480, 240

vl_convert.register_font_directory(str(FONTS))


@dataclass(frozen=True)
class Drawing:
    """A drawing as SVG, and what it shows in a sentence or two."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Curve:
    """A line through points from left to right; a point without a value is missing and breaks the line.

    `look` is solid (actual) or dotted (forecast).
    """

    name: str
    points: tuple[tuple[float, float | None], ...]
    look: str = "solid"


def curves(
    language: str, lines: Sequence[Curve], alt: str, *, across: str, up: str, shaded: tuple[int, int] | None = None
) -> Drawing:
    """Return lines with their names at their ends.

    Args:
        language: How numbers at the axes are written.
        lines: At most five.
        alt: What the drawing shows.
        across: What the horizontal axis measures, with its unit.
        up: What the vertical axis measures, with its unit; the axis begins at zero or below.
        shaded: Between which two of the lines the area is shaded; they have the same points.
    """
    values = [{"line": line.name, "x": x, "y": y} for line in lines for x, y in line.points]
    layers = [_area(lines, shaded)] if shaded else []
    layers += [_lines(lines, values, across, up), *(_name(line, place) for place, line in enumerate(lines))]
    spec = {"width": _WIDTH, "height": _HEIGHT, "config": _CONFIG, "layer": layers}
    return Drawing(vl_convert.vegalite_to_svg(spec, format_locale=_numbers(language)), alt)


def _numbers(language: str) -> dict[str, Any]:
    decimal, thousands = (".", ",") if language == "en" else (",", SPACE)
    return {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}


_CONFIG: dict[str, Any] = {
    "background": None,
    "font": "Inter",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _INK,
        "titleColor": _INK,
        "gridColor": _PALE,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
    },
}


def _lines(lines: Sequence[Curve], values: list[dict[str, Any]], across: str, up: str) -> dict[str, Any]:
    names = [line.name for line in lines]
    colour = {"domain": names, "range": list(_COLOURS[: len(lines)])}
    dash = {"domain": names, "range": [_DASHES[line.look] for line in lines]}
    return {
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 2, "invalid": "break-paths-show-path-domains"},
        "encoding": {
            "x": {
                "field": "x",
                "type": "quantitative",
                "title": across,
                "scale": {"zero": False, "nice": False},
                "axis": {"grid": False, "format": "d"},
            },
            "y": {"field": "y", "type": "quantitative", "title": up},
            "color": {"field": "line", "type": "nominal", "scale": colour, "legend": None},
            "strokeDash": {"field": "line", "type": "nominal", "scale": dash, "legend": None},
        },
    }


def _area(lines: Sequence[Curve], shaded: tuple[int, int]) -> dict[str, Any]:
    one, other = (lines[place].points for place in shaded)
    pairs = zip(one, other, strict=True)
    values = [{"x": x, "y": y, "y2": y2} for (x, y), (_, y2) in pairs if y is not None and y2 is not None]
    return {
        "data": {"values": values},
        "mark": {"type": "area", "color": _PALE, "opacity": 0.7},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
            "y2": {"field": "y2"},
        },
    }


def _name(line: Curve, place: int) -> dict[str, Any]:
    """Return the name of a line at its last point, in its colour."""
    ends = [(x, y) for x, y in line.points if y is not None][-1:]
    return {
        "data": {"values": [{"x": x, "y": y} for x, y in ends]},
        "mark": {"type": "text", "align": "left", "dx": 6, "text": line.name, "color": _COLOURS[place], "fontSize": 11},
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
    }
