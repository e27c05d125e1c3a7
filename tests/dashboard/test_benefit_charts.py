"""The charts of benefits: what is drawn, how it is told apart without colour, and where horizons end."""

from dashboard.benefit_charts import LINE_PIXELS, PATTERNS, PILE, Divide, flows, piles
from dashboard.charts import Mark


def marks(*values: int | None) -> list[Mark]:
    return [Mark(str(2026 + at), value, "" if value is None else f"{value} kr") for at, value in enumerate(values)]


def test_piles_are_named_and_told_apart_without_colour() -> None:
    figure = piles({"Penger": marks(1, 2), "Tid <b>": marks(None, -3)}, [])
    assert [trace.name for trace in figure.data] == ["Penger", "Tid &lt;b&gt;"]
    assert [trace.marker.color for trace in figure.data] == list(PILE[:2])
    assert [trace.marker.pattern.shape for trace in figure.data] == list(PATTERNS[:2])
    assert all(trace.marker.pattern.fillmode == "overlay" for trace in figure.data)  # else the colour is lost
    assert figure.data[1].y == (None, -3)
    assert figure.layout.showlegend
    assert figure.layout.barmode == "relative"


def test_a_short_stretch_has_its_name_on_a_line_of_its_own() -> None:
    figure = piles({"Penger": marks(1, 2, 3)}, [Divide(1, "før", line=1), Divide(2, "budsjettåret")])
    assert [(note.text, note.yshift) for note in figure.layout.annotations] == [
        ("før", LINE_PIXELS),
        ("budsjettåret", 0),
    ]
    assert [shape.x0 for shape in figure.layout.shapes] == [0.5, 1.5]


def test_flows_lead_from_payers_to_those_who_gain() -> None:
    figure = flows(["Hjem", "Sykehus & co"], [(0, 1, 5.0, "5 kr")], frozenset({0}))
    (sankey,) = figure.data
    assert list(sankey.node.label) == ["Hjem", "Sykehus &amp; co"]
    assert (list(sankey.link.source), list(sankey.link.target), list(sankey.link.value)) == ([0], [1], [5.0])
    assert sankey.node.color[0] != sankey.node.color[1]
