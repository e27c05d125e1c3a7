"""The charts people read closely, in Plotly, all of one kind: direct labels, no legend, no axis but the zero line.

Actual is solid, plan is outlined, forecast is dotted. A value is drawn as it is (minor units) and written by its
label, so that nothing is computed here. The finding stands above the chart as text (`page.drawing`), not in it.

The colours are the placeholders that Streamlit's own Plotly theme swaps for the colours of the chosen theme in the
browser (streamlit.elements.lib.streamlit_plotly_theme), so a chart follows a change of theme without a new run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

NAVY, TEAL, PLUM, ORANGE, GREY, LILAC = (f"#00000{number}" for number in range(1, 7))
INK = "#000037"
CLEAR = "rgba(0,0,0,0)"
DOTS = {"shape": ".", "fgcolor": NAVY, "bgcolor": CLEAR, "size": 5, "solidity": 0.5}
OUTLINE = {"color": CLEAR, "line": {"color": NAVY, "width": 1.5}}
SOLID = {"color": NAVY, "line": {"color": NAVY, "width": 0}}
DOTTED = {"color": CLEAR, "line": {"color": NAVY, "width": 1.5}, "pattern": DOTS}
BARE = {"showgrid": False, "showticklabels": False, "zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1}
NAMED = {"showgrid": False, "ticks": "", "automargin": True, "tickfont": {"color": INK, "size": 13}}
ROW_PIXELS = 34
TWO_LINES_PIXELS = 44
COLUMN_PIXELS = 300


@dataclass(frozen=True)
class Mark:
    """A value in a chart: the name of its row or column, the value as drawn (None is missing) and as written."""

    name: str
    value: float | None
    written: str


@dataclass(frozen=True)
class StepMark:
    """A row of a way in steps: where it starts, how far it goes, what is written, and how it is drawn.

    `look` is plan (outlined), forecast (dotted), more or less.
    """

    name: str
    start: float
    length: float
    written: str
    look: str


def steps(rows: Sequence[StepMark]) -> go.Figure:
    """Return the way from one budget to another as rows: levels from zero, changes from where the last one ended."""
    looks = {"plan": OUTLINE, "forecast": DOTTED, "more": {"color": ORANGE}, "less": {"color": TEAL}}
    names = [safe(row.name) for row in rows]
    figure = _rows(len(rows))
    for number, row in enumerate(rows):
        figure.add_bar(
            orientation="h",
            y=[names[number]],
            x=[row.length],
            base=[row.start],
            marker=looks[row.look],
            width=0.6,
            **labelled([row.written]),
        )
    return figure.update_yaxes(categoryorder="array", categoryarray=names)


def quarters(this_year: Sequence[Mark], year_before: Sequence[Mark]) -> go.Figure:
    """Return each quarter's amount (solid, labelled) beside the same quarter of the year before (pale)."""
    figure = columns()
    pale = {"color": GREY, "line": {"width": 0}, "opacity": 0.45}
    shown = {"hovertext": _written(year_before), "hoverinfo": "x+text"}
    if year_before:
        figure.add_bar(x=names(year_before), y=values(year_before), marker=pale, **shown)
    figure.add_bar(x=names(this_year), y=values(this_year), marker=SOLID, **labelled(_written(this_year)))
    figure.update_layout(barmode="group", bargap=0.35, bargroupgap=0.05)
    return figure


def drivers(rows: Sequence[Mark]) -> go.Figure:
    """Return what a deviation is made of: bars to both sides of zero, over budget to the left."""
    figure = _coloured(rows, [ORANGE if (row.value or 0) < 0 else NAVY for row in rows])
    return figure.update_layout(height=len(rows) * TWO_LINES_PIXELS + 24).update_yaxes(ticktext=_labels(rows, "<br>"))


def comparison(rows: Sequence[Mark], own: str, reference: Mark | None = None) -> go.Figure:
    """Return bars by municipality with one's own in colour, and a dashed line at the reference."""
    figure = _coloured(rows, [NAVY] * len(rows))
    figure.update_traces(marker_opacity=[1.0 if row.name == own else 0.35 for row in rows])
    if reference is not None and reference.value is not None:
        said = f"{safe(reference.name)} {safe(reference.written)}"
        note = {
            "text": said,
            "font": {"color": INK, "size": 12},
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "xanchor": "right",
        }
        figure.add_vline(x=reference.value, line={"color": INK, "dash": "dash", "width": 1.5}, annotation=note)
        figure.update_layout(margin_t=26)
    return figure


def _coloured(rows: Sequence[Mark], colours: Sequence[str]) -> go.Figure:
    """Return bars whose values stand with their names: beside a bar they would meet names, lines and other bars."""
    figure = _rows(len(rows))
    marker = {"color": list(colours)}
    figure.add_bar(orientation="h", y=names(rows), x=values(rows), marker=marker, width=0.6, hoverinfo="skip")
    figure.update_layout(margin_r=8)
    return figure.update_yaxes(tickmode="array", tickvals=names(rows), ticktext=_labels(rows, "  "))


def _labels(rows: Sequence[Mark], between: str) -> list[str]:
    return [f"{safe(row.name)}{between}<b>{safe(row.written)}</b>" for row in rows]


def safe(text: str) -> str:
    """Return text that Plotly shows as it is: it reads some HTML in labels."""
    return escape(text, quote=False)


def names(marks: Sequence[Mark]) -> list[str]:
    """Return what the marks are called, safe to show."""
    return [safe(mark.name) for mark in marks]


def values(marks: Sequence[Mark]) -> list[float | None]:
    """Return the values as drawn."""
    return [mark.value for mark in marks]


def _written(marks: Sequence[Mark]) -> list[str]:
    return [mark.written for mark in marks]


def labelled(written: Iterable[str]) -> dict[str, object]:
    """Return what writes a label outside each bar."""
    return {
        "text": [safe(label) for label in written],
        "textposition": "outside",
        "textfont": {"color": INK, "size": 13},
        "cliponaxis": False,
        "constraintext": "none",
        "hoverinfo": "skip",
    }


def _rows(count: int) -> go.Figure:
    """Return an empty chart of horizontal bars, the first row at the top; names and labels make their own room."""
    figure = go.Figure(layout=_layout(count * ROW_PIXELS + 24))
    return figure.update_layout(xaxis=BARE, yaxis=NAMED | {"autorange": "reversed"}, barmode="overlay")


def columns() -> go.Figure:
    """Return an empty chart of columns from zero."""
    return go.Figure(layout=_layout(COLUMN_PIXELS)).update_layout(xaxis=NAMED, yaxis=BARE, margin={"r": 0, "t": 24})


def _layout(height: int) -> dict[str, object]:
    return {
        "height": height,
        "margin": {"l": 0, "r": 90, "t": 8, "b": 8},
        "showlegend": False,
        "plot_bgcolor": CLEAR,
        "paper_bgcolor": CLEAR,
        "dragmode": False,
        "font": {"family": "Inter, sans-serif", "size": 13},
    }
