"""The chart of two versions of the rules: what each account would have got under both."""

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.charts import BARE, CLEAR, GREY, NAMED, SOLID, Mark, labelled, names, values

PAIR_PIXELS = 64
PALE = {"color": GREY, "line": {"width": 0}, "opacity": 0.45}
LABEL_PIXELS = 170
"""Room for a label beside the longest bar, on a phone too."""
LAYOUT = {
    "margin": {"l": 0, "r": LABEL_PIXELS, "t": 8, "b": 8},
    "showlegend": False,
    "plot_bgcolor": CLEAR,
    "paper_bgcolor": CLEAR,
    "dragmode": False,
    "barmode": "group",
    "bargap": 0.3,
    "bargroupgap": 0.08,
    "font": {"family": "Inter, sans-serif", "size": 13},
}
WIDE = 18
"""Letters a line of a name."""


def pairs(standing: Sequence[Mark], asked: Sequence[Mark]) -> go.Figure:
    """Return two bars an account: the version in force pale, the one asked about solid below it, each with its label.

    Args:
        standing: What each account would have got under the version in force.
        asked: The same under the version asked about, in the same order.
    """
    figure = go.Figure()
    lines = ["<br>".join(wrap(name, WIDE)) for name in names(asked)]
    for marks, marker, group in ((standing, PALE, "standing"), (asked, SOLID, "asked")):
        told = labelled(mark.written for mark in marks)
        figure.add_bar(orientation="h", y=names(marks), x=values(marks), marker=marker, offsetgroup=group, **told)
    return figure.update_layout(
        **LAYOUT,
        height=PAIR_PIXELS * len(asked) + 16,
        xaxis=BARE | {"rangemode": "tozero"},
        yaxis=NAMED | {"autorange": "reversed", "tickmode": "array", "tickvals": names(asked), "ticktext": lines},
    )
