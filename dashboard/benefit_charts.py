"""The charts of benefits: over time against the plan, by horizon, and who pays to whom.

Actual is solid, plan is outlined, forecast is dotted. What is written stands ready in each mark: nothing is computed
here. The marks of the horizons (budget year, four-year plan) are lines with their names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import (
    CLEAR,
    DOTTED,
    GREY,
    INK,
    LILAC,
    NAVY,
    ORANGE,
    OUTLINE,
    PLUM,
    SOLID,
    TEAL,
    Mark,
    columns,
    names,
    safe,
    values,
)

PILE = (NAVY, TEAL, PLUM, ORANGE, LILAC)
"""Colours of what is stacked, at most five."""
PATTERNS = ("", "/", "x", ".", "-")
"""So that a pile keeps its meaning in greyscale."""
NAMES = {"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "font": {"color": INK, "size": 13}} | {
    "itemclick": False,
    "itemdoubleclick": False,
    "traceorder": "normal",
}
"""The names of a pile under it, each with its colour and pattern: a column is too narrow to write them in."""
FLOW_PIXELS = 30
LEAST_FLOW_PIXELS = 140
LINE_PIXELS = 16
MOST_NAMED = 10
"""How many periods have their names under the columns; of more, some are left out."""
NAMED_QUARTERS = 4
"""How many names then are left of quarters and months, which are long, so that a phone has room for them."""


@dataclass(frozen=True)
class Divide:
    """Where a horizon ends: after so many columns, and what the stretch before it is called.

    `line` is how many lines above the columns the name stands, so that two short stretches do not share one.
    """

    after: int
    name: str
    line: int = 0


def over_time(
    planned: Sequence[Mark], realised: Sequence[Mark], expected: Sequence[Mark], divides: Sequence[Divide]
) -> go.Figure:
    """Return a benefit by year: the plan outlined, what was realised solid within it, what is expected dotted.

    All three have the same names in the same order; a value that is missing draws nothing.
    """
    figure = columns()
    figure.add_bar(x=names(planned), y=values(planned), marker=OUTLINE, width=0.72, **_told(planned))
    figure.add_bar(x=names(expected), y=values(expected), marker=DOTTED, width=0.4, **_told(expected))
    figure.add_bar(x=names(realised), y=values(realised), marker=SOLID, width=0.4, **_told(realised))
    for at, marks in enumerate(zip(realised, planned, expected, strict=True)):
        _label(figure, at, *marks)
    figure.update_layout(barmode="overlay")
    if len(planned) > MOST_NAMED:
        figure.update_xaxes(tickangle=0, nticks=NAMED_QUARTERS)
    return _divided(figure, divides)


def _label(figure: go.Figure, at: int, realised: Mark, *others: Mark) -> None:
    """Write what was realised above the highest column of its period, where nothing covers it.

    The place is told by its number: a name such as «2026» would be read as one.
    """
    if realised.value is None:
        return
    top = max([0.0, *(mark.value for mark in (realised, *others) if mark.value is not None)])
    note = {"text": safe(realised.written), "showarrow": False, "font": {"color": INK, "size": 13}}
    figure.add_annotation(x=at, y=top, yanchor="bottom", **note)


def piles(stacks: Mapping[str, Sequence[Mark]], divides: Sequence[Divide]) -> go.Figure:
    """Return columns by year, what belongs to whom stacked; at most five names, each with a pattern of its own."""
    figure = columns()
    for number, (name, marks) in enumerate(stacks.items()):
        pattern = {"shape": PATTERNS[number], "fgcolor": INK, "fgopacity": 0.5, "fillmode": "overlay"}
        marker = {"color": PILE[number], "pattern": pattern}
        figure.add_bar(name=safe(name), x=names(marks), y=values(marks), marker=marker, **_told(marks))
    figure.update_layout(barmode="relative", bargap=0.3, showlegend=True, legend=NAMES)
    if max(map(len, stacks.values()), default=0) > MOST_NAMED:
        figure.update_xaxes(tickangle=0, nticks=MOST_NAMED)
    return _divided(figure, divides)


def flows(nodes: Sequence[str], links: Sequence[tuple[int, int, float, str]], own: frozenset[int]) -> go.Figure:
    """Return who pays to whom as a Sankey: payers at the left, those who gain at the right, one's own in colour.

    Args:
        nodes: names of payers, then of those who gain, each once a side.
        links: from, to, how much, and how much as written.
        own: the nodes that are one's own.
    """
    colours = [NAVY if number in own else GREY for number in range(len(nodes))]
    label = [safe(name) for name in nodes]
    node = {"label": label, "color": colours, "pad": 14, "thickness": 12, "line": {"width": 0}}
    link = {
        "source": [one[0] for one in links],
        "target": [one[1] for one in links],
        "value": [one[2] for one in links],
        "customdata": [safe(one[3]) for one in links],
        "hovertemplate": "%{source.label} → %{target.label}: %{customdata}<extra></extra>",
        "color": _PALE,
    }
    height = max(LEAST_FLOW_PIXELS, FLOW_PIXELS * len(nodes))
    figure = go.Figure(go.Sankey(node=node, link=link, textfont={"color": INK, "size": 13}, arrangement="fixed"))
    return figure.update_layout(
        height=height,
        margin={"l": 4, "r": 4, "t": 8, "b": 8},
        paper_bgcolor=CLEAR,
        font={"family": "Inter, sans-serif", "size": 13},
    )


_PALE = "rgba(128,140,153,0.35)"
"""A grey that is pale on light and on dark."""


def _divided(figure: go.Figure, divides: Sequence[Divide]) -> go.Figure:
    """Mark where horizons end; the name stands left of its line, above the columns."""
    for divide in divides:
        at = divide.after - 0.5
        figure.add_vline(x=at, line={"color": GREY, "dash": "dot", "width": 1})
        note = {"text": safe(divide.name), "showarrow": False, "font": {"color": INK, "size": 12}}
        up = divide.line * LINE_PIXELS
        figure.add_annotation(x=at, y=1, yref="paper", xanchor="right", yanchor="bottom", xshift=-4, yshift=up, **note)
    lines = max((divide.line for divide in divides), default=0)
    return figure.update_xaxes(type="category").update_layout(margin_t=26 + lines * LINE_PIXELS)


def _told(marks: Sequence[Mark]) -> dict[str, object]:
    return {"hovertext": _written(marks), "hoverinfo": "x+text"}


def _written(marks: Sequence[Mark]) -> list[str]:
    return [mark.written for mark in marks]
