"""The charts of the outsider accounts: two lives by age with what lies between them, and effects by age and level.

What is written stands ready in each mark: nothing is computed here.
"""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard import benefit_charts
from dashboard.charts import GREY, INK, NAVY, ORANGE, SOLID, Mark, columns, labelled, names, safe, values

SHADE = "rgba(244,106,37,0.18)"
"""A pale orange that keeps the zero line and both curves in sight, on light and on dark."""
LIVES_PIXELS = 360
NAMED_AGES = (18, 28, 38, 48, 58)
LABEL_ROOM = 150


def lives(outside: Sequence[Mark], other: Sequence[Mark], called: tuple[str, str]) -> go.Figure:
    """Return what a person costs by age: outside (orange, dashed) against another (blue), the difference shaded.

    Args:
        outside: A mark an age, of a person outside.
        other: The same ages, of whom they are drawn against.
        called: What the two are called; each name stands at the end of its line.
    """
    figure = columns()
    _line(figure, other, {"color": NAVY, "width": 2.5})
    _line(figure, outside, {"color": ORANGE, "width": 2.5, "dash": "dash"}, fill="tonexty", fillcolor=SHADE)
    for marks, name in zip((outside, other), called, strict=True):
        first, last = marks[0], marks[-1]
        note = {"showarrow": False, "align": "left", "xanchor": "left", "font": {"color": INK, "size": 13}}
        figure.add_annotation(x=int(first.name), y=first.value, text=safe(first.written), yshift=14, **note)
        said = f"<b>{safe(name)}</b><br>{safe(last.written)}"
        figure.add_annotation(x=int(last.name), y=last.value, text=said, xshift=8, **note)
    ends = [NAMED_AGES[0] - 0.7, NAMED_AGES[-1] + 0.3]
    figure.update_xaxes(tickmode="array", tickvals=list(NAMED_AGES), range=ends, showgrid=False)
    return figure.update_layout(height=LIVES_PIXELS, margin_r=LABEL_ROOM, hovermode="x unified")


def _line(figure: go.Figure, marks: Sequence[Mark], line: dict[str, object], **more: object) -> None:
    figure.add_scatter(
        x=[int(mark.name) for mark in marks],
        y=values(marks),
        mode="lines",
        line=line,
        customdata=[safe(mark.written) for mark in marks],
        hovertemplate="%{customdata}<extra></extra>",
        **more,
    )


def by_age(stacks: Mapping[str, Sequence[Mark]], so_far: Mark | None) -> go.Figure:
    """Return columns by age, the levels stacked; a line where the effects have covered the cost, if they do."""
    figure = benefit_charts.piles(stacks, [])
    if so_far is not None:
        figure.add_vline(x=so_far.value, line={"color": GREY, "dash": "dot", "width": 1.5})
        note = {"text": safe(so_far.written), "showarrow": False, "font": {"color": INK, "size": 12}}
        figure.add_annotation(x=so_far.value, y=1, yref="paper", xanchor="left", yanchor="bottom", xshift=4, **note)
    return figure.update_xaxes(tickangle=0, nticks=len(NAMED_AGES)).update_layout(margin_t=30)


def rates(marks: Sequence[Mark]) -> go.Figure:
    """Return the net effect by discount rate as columns from zero, each with its value."""
    figure = columns()
    figure.add_bar(x=names(marks), y=values(marks), marker=SOLID, width=0.5, **labelled(mark.written for mark in marks))
    return figure.update_xaxes(type="category").update_layout(margin_t=30, margin_b=30)
