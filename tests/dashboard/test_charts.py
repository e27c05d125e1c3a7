"""Charts of one kind: direct labels, no legend, values as they are, names that cannot become markup."""

import plotly.graph_objects as go
import pytest
from streamlit.elements.lib import streamlit_plotly_theme as theirs

from dashboard import charts
from dashboard.charts import Mark, StepMark

ROWS = [Mark("Lønn <b>", -120_000_000, "1,2 mill. kr"), Mark("Kjøp", 30_000_000, "300 000 kr"), Mark("Annet", None, "")]
STEPS = [StepMark("Revidert <b>", 0, 100, "100", "plan"), StepMark("Ventet", 100, 5, "+5", "more")]
FIGURES = {
    "steps": charts.steps(STEPS),
    "quarters": charts.quarters(ROWS, ROWS),
    "drivers": charts.drivers(ROWS),
    "comparison": charts.comparison(ROWS, own="Kjøp", reference=Mark("midt", 10.0, "10 kr")),
}


@pytest.mark.parametrize("name", FIGURES)
def test_no_legend_no_grid_and_no_text_that_plotly_reads_as_markup(name: str) -> None:
    figure = FIGURES[name]
    assert figure.layout.showlegend is False
    assert figure.layout.xaxis.showgrid is False
    assert figure.layout.yaxis.showgrid is False
    assert "Lønn <b>" not in figure.to_json().replace("\\u003c", "<").replace("\\u003e", ">")


def test_values_are_drawn_as_they_are_and_missing_stays_missing() -> None:
    bar = FIGURES["drivers"].data[0]
    assert list(bar.x) == [-120_000_000, 30_000_000, None]
    assert list(bar.marker.color) == [charts.ORANGE, charts.NAVY, charts.NAVY]


def test_a_plan_is_outlined_and_a_change_starts_where_the_last_row_ended() -> None:
    plan, change = FIGURES["steps"].data
    assert (plan.marker.color, plan.marker.line.color) == (charts.CLEAR, charts.NAVY)
    assert (list(change.base), list(change.x), change.marker.color) == ([100], [5], charts.ORANGE)


def test_ones_own_row_stands_out_and_the_reference_is_a_dashed_line() -> None:
    figure: go.Figure = FIGURES["comparison"]
    pale, own, other = figure.data[0].marker.opacity
    assert own == 1
    assert pale == other < 1
    assert figure.layout.shapes[0].line.dash == "dash"


def test_colours_are_the_placeholders_that_streamlit_swaps_by_theme() -> None:
    assert [charts.NAVY, charts.TEAL, charts.PLUM] == [theirs.CATEGORY_0, theirs.CATEGORY_1, theirs.CATEGORY_2]
    assert charts.INK == theirs.GRAY_90
