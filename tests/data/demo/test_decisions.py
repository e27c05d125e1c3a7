"""What was decided and written, and the made-up neighbours."""

from data.demo import demo_decisions, demo_published_aggregates, organisation
from data.demo.measures import MEASURES
from data.demo.neighbours import POPULATION, SPENDING


def test_every_decision_is_about_a_known_unit():
    known = {*organisation.UNITS, organisation.CENTRAL, organisation.MUNICIPALITY_ID}
    made = demo_decisions()
    rows = [*made.budget_changes, *made.adjustments, *made.targets, *made.commentary]
    assert {row.unit_id for row in rows} <= known


def test_commentary_is_by_roles_that_answer_for_the_unit():
    for row in demo_decisions().commentary:
        assert row.responsible_role == organisation.UNITS[row.unit_id][1]
        assert row.due is None or row.due > row.written_on


def test_bands_of_metrics_lie_around_zero_or_on_one_side(files):
    targets = demo_decisions().targets
    assert "budget_deviation_year_to_date" in {row.measure for row in targets}
    brought = [row for file in files for row in file.parsed.targets]
    assert len(brought) == sum(measure.goal is not None for measure in MEASURES)
    for row in [*targets, *brought]:
        if row.desired_low is not None and row.accepted_low is not None:
            assert row.accepted_low <= row.desired_low
        if row.desired_high is not None and row.accepted_high is not None:
            assert row.accepted_high >= row.desired_high


def test_eight_fictional_municipalities_are_compared():
    rows = demo_published_aggregates()
    assert all(row.fictional and "fictional" in row.source for row in rows)
    assert len({row.municipality_id for row in rows}) == 8
    assert {row.measure for row in rows} == {POPULATION, SPENDING}
    for row in rows:
        if row.measure == SPENDING:
            assert row.value == round(row.numerator / row.denominator, 6)


def test_fjellviks_own_aggregate_is_what_its_accounts_say(lines):
    rows = lines[(lines["kind"] == "actual") & (lines["fiscal_year"] == 2025)]
    spent = rows.loc[rows["function_code"].isin(["244", "251", "252"]), "amount_minor"].sum()
    (own,) = [
        row
        for row in demo_published_aggregates()
        if (row.municipality_id, row.fiscal_year, row.scope) == ("fjellvik", 2025, "FGK13")
    ]
    assert own.numerator == spent
    assert own.denominator == 7401
