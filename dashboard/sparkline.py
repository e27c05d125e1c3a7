"""The line of eight quarters with its target band, as SVG.

It is shown through <img>, where SVG sees neither the page's fonts nor its styles; its colours follow the theme by
`prefers-color-scheme`, which in an <img> is the scheme of the element that holds it.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.markup import Html, html

STYLE = (
    "<style>text{font:12px 'Liberation Sans',Arial,Helvetica,sans-serif;fill:#24272B}.band{fill:#E1EDEE}"
    ".line{fill:none;stroke:#12436D;stroke-width:2;stroke-linejoin:round}.dot{fill:#12436D}"
    ".ring{fill:#FFFFFF;stroke:#12436D;stroke-width:1.6}@media (prefers-color-scheme:dark){text{fill:#E9ECEF}"
    ".band{fill:#24424A}.line{stroke:#8CC0EE}.dot{fill:#8CC0EE}.ring{fill:#1B2026;stroke:#8CC0EE}}</style>"
)


@dataclass(frozen=True)
class Frame:
    """The size of a drawing and the room kept free at its right for the last value."""

    width: int = 260
    height: int = 48
    right: int = 44
    edge: int = 7


@dataclass(frozen=True)
class Span:
    """The target band in the figure's unit; an open side is None."""

    low: float | None
    high: float | None


def line(values: Sequence[float | None], span: Span | None, last: str, alt: str, css: str = "bb-line") -> Html:
    """Return a line of quarters, oldest first, with the band of its target and its last value written beside it.

    Args:
        values: one a quarter; None is missing and breaks the line.
        span: what is desired, drawn as a band.
        last: the last value as text.
        alt: a full sentence of what the line shows.
        css: the class of the image.
    """
    frame = Frame()
    body = _band(frame, values, span) + _strokes(frame, values, span) + _ends(frame, values, span, last)
    return image(body, frame.width, frame.height, alt, css)


def image(body: str, width: int, height: int, alt: str, css: str) -> Html:
    """Return an <img> that holds the drawing; its width stretches and its proportions stay."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="xMinYMid meet">'
    )
    data = b64encode(f"{head}{STYLE}{body}</svg>".encode()).decode()
    return html('<img class="{css}" alt="{alt}" src="data:image/svg+xml;base64,{data}">', css=css, alt=alt, data=data)


def _levels(values: Sequence[float | None], span: Span | None) -> tuple[float, float]:
    """Return the lowest and highest level drawn, with a little air; a band's closed sides are always in sight."""
    seen = [value for value in values if value is not None]
    seen += [side for side in (span.low, span.high) if side is not None] if span else []
    low, high = min(seen, default=0.0), max(seen, default=1.0)
    air = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    return low - air, high + air


def _height(frame: Frame, level: float, levels: tuple[float, float]) -> float:
    low, high = levels
    return frame.height - frame.edge - (level - low) / (high - low) * (frame.height - 2 * frame.edge)


def _points(frame: Frame, values: Sequence[float | None], span: Span | None) -> list[tuple[float, float] | None]:
    levels = _levels(values, span)
    step = (frame.width - frame.right - 2 * frame.edge) / max(1, len(values) - 1)
    return [
        None if value is None else (frame.edge + number * step, _height(frame, value, levels))
        for number, value in enumerate(values)
    ]


def _band(frame: Frame, values: Sequence[float | None], span: Span | None) -> str:
    if span is None or (span.low is None and span.high is None):
        return ""
    levels = _levels(values, span)
    top = 1.0 if span.high is None else _height(frame, span.high, levels)
    bottom = frame.height - 1.0 if span.low is None else _height(frame, span.low, levels)
    width = frame.width - frame.right
    return f'<rect class="band" x="0" y="{top:.1f}" width="{width}" height="{bottom - top:.1f}" rx="2"/>'


def _strokes(frame: Frame, values: Sequence[float | None], span: Span | None) -> str:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in _points(frame, values, span):
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return "".join(_stroke(run) for run in runs if run)


def _stroke(run: list[tuple[float, float]]) -> str:
    if len(run) == 1:
        return f'<circle class="ring" cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="3"/>'
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
    return f'<polyline class="line" points="{path}"/>'


def _ends(frame: Frame, values: Sequence[float | None], span: Span | None, last: str) -> str:
    point = _points(frame, values, span)[-1] if values else None
    if point is None:
        return ""
    x, y = point
    label = f'<text x="{x + 9:.1f}" y="{y + 4:.1f}">{escape(last)}</text>'
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.6"/>{label}'
