"""What the cards, the table and the command line say beside a figure."""

from dataclasses import replace

from dashboard.commands.figures import scorecard_document
from dashboard.figures import FigureVoice
from dashboard.views import bands, scorecard_table
from data.periods import Quarter
from metrics.card import Unit
from metrics.results import Direction, Kpi, Missing, Scorecard
from metrics.scorecard import scorecard
from tests.dashboard import sample
from tests.metrics.small_town import empty

NB = FigureVoice("nb", "NOK", 2)
NOW = Quarter(2026, 3)
DEVIATION = replace(sample.DEVIATION, basis="gross")
SCORE = Kpi(key="adherence_score", unit=Unit.SCORE, value=75.0, basis="unadjusted", direction=Direction.OVERSPEND)
REVISION = Kpi(key="revision_ratio", unit=Unit.SHARE, value=0.077, basis="snapshot")


def card() -> Scorecard:
    sample.add_words()
    budget = replace(sample.card().dimensions[0], kpis=(DEVIATION, SCORE, REVISION))
    return replace(sample.card(), dimensions=(budget, *sample.card().dimensions[1:]))


def test_a_card_says_what_its_share_is_a_share_of() -> None:
    drawn = str(bands.band(NB, card().dimensions[0], NOW, may_import=False))
    lead, rows = drawn.split('class="bb-rows"')
    assert "av brutto utgifter" in lead
    closed = [part.split("</summary>")[0] for part in rows.split("<summary>")[1:]]
    assert "Budsjettpresisjon <small>(ikke justert, merforbruk)</small>" in closed[0]
    assert "minst" in closed[1]
    assert "minst så mye er endret" in rows


def test_a_quarter_without_figures_points_at_where_they_come_in() -> None:
    empty_budget = scorecard(empty()).dimensions[0]
    assert empty_budget.why_missing is Missing.NOTHING_IMPORTED
    link = f">{NB.word('page.imports.title')}</a>"
    assert link in str(bands.band(NB, empty_budget, NOW, may_import=True))
    assert link not in str(bands.band(NB, empty_budget, NOW, may_import=False))
    assert link not in str(bands.band(NB, card().dimensions[0], NOW, may_import=True))


def test_the_command_says_the_same_to_machines() -> None:
    kpis = scorecard_document(card(), "nb")["dimensions"][0]["kpis"]
    assert [(kpi["basis"], kpi["direction"]) for kpi in kpis] == [
        ("gross", None),
        ("unadjusted", "overspend"),
        ("snapshot", None),
    ]
    assert kpis[0]["trend"] == "worse"


def test_the_table_has_a_column_for_basis_trend_and_type_of_target() -> None:
    headings = scorecard_table.HEADINGS
    row = scorecard_table.row(NB, card().dimensions[0], DEVIATION)
    told = dict(zip(headings, row, strict=True))
    assert (told["basis"], told["trend"], told["target_type"]) == ("av brutto utgifter", "svakere", "innenfor et spenn")
    scored = dict(zip(headings, scorecard_table.row(NB, card().dimensions[0], SCORE), strict=True))
    assert scored["basis"] == "ikke justert: ingen godkjente ikke-styrbare avvik; merforbruk"
    assert scored["target_type"] is None
