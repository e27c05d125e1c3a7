"""Which projection counts, and which benefits enter money totals."""

from datetime import date

from data.periods import Quarter
from metrics import benefit_columns as columns
from metrics.benefit_lines import Standing, end_benefits, lines_of, of_benefits, standing_projections, until
from metrics.tables import table
from tests.metrics.benefit_town import benefit, line, projection

PROJECTIONS = table(
    columns.PROJECTIONS,
    [
        projection("A", 1, "plan", date(2024, 1, 1)),
        projection("A", 2, "plan", date(2025, 1, 1)),
        projection("A", 3, "forecast", date(2025, 6, 1)),
        projection("A", 4, "forecast", date(2025, 9, 1)),
        projection("A", 5, "plan", date(2026, 1, 1)),  # not known yet in 2025
        projection("A", 6, "plan", date(2025, 2, 1), adopted=False),  # a draft
        projection("B", 1, "plan", date(2025, 1, 1)),
        projection("C", 1, "forecast", date(2025, 1, 1)),  # expected, never planned
    ],
)
LINES = table(
    columns.PROJECTION_LINES,
    [
        line("A", 1, 1, "A-a", 2025, 12, 100),
        line("A", 2, 1, "A-a", 2025, 12, 200),
        line("A", 4, 1, "A-a", 2026, 3, 300),
        line("A", 6, 1, "A-a", 2025, 12, 999),
        line("B", 1, 1, "B-a", 2025, 9, 400),
    ],
)


def test_the_first_plan_is_original_the_newest_is_current_and_drafts_and_later_ones_count_nowhere() -> None:
    standing = standing_projections(PROJECTIONS, date(2025, 12, 31))
    assert standing.loc["A"].tolist() == [1, 2, 4]
    assert standing.loc["B"].astype(object).where(standing.loc["B"].notna(), None).tolist() == [1, 1, None]
    assert standing["original"].isna().tolist() == [False, False, True]


def test_lines_are_those_of_the_projection_asked_for_and_a_plan_stands_in_for_a_forecast() -> None:
    standing = standing_projections(PROJECTIONS, date(2025, 12, 31))
    assert lines_of(LINES, standing, Standing.ORIGINAL)["amount_minor"].tolist() == [100, 400]
    assert lines_of(LINES, standing, Standing.CURRENT)["amount_minor"].tolist() == [200, 400]
    assert lines_of(LINES, standing, Standing.FORECAST)["amount_minor"].tolist() == [300, 400]


def test_without_projections_nothing_stands() -> None:
    standing = standing_projections(table(columns.PROJECTIONS), date(2025, 12, 31))
    assert standing.empty
    assert lines_of(LINES, standing, Standing.CURRENT).empty


def test_only_benefits_that_lead_nowhere_are_end_benefits() -> None:
    #  hours -> money ; quality stands alone
    benefits = table(columns.BENEFITS, [benefit("hours", "A"), benefit("money", "A"), benefit("quality", "A")])
    arrows = table(columns.DEPENDENCIES, [("hours", "money")])
    assert end_benefits(benefits, arrows) == {"money", "quality"}
    assert of_benefits(LINES, ["B-a"])["amount_minor"].tolist() == [400]


def test_to_date_holds_what_has_ended_with_the_quarter() -> None:
    assert until(LINES, Quarter(2025, 3))["amount_minor"].tolist() == [400]  # period 12 of 2025 is not over
    assert until(LINES, Quarter(2025, 4))["amount_minor"].tolist() == [100, 200, 999, 400]
    assert until(LINES, Quarter(2026, 1))["amount_minor"].tolist() == [100, 200, 300, 999, 400]
