"""Hours by route, planned and realised, summing to the hours freed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import Route
from metrics.benefit_tables import BenefitTables
from metrics.hours import FreedHours, freed_hours
from metrics.realised_amounts import benefit_amounts, register_of
from metrics.results import Missing
from tests.metrics.benefit_town import Row, benefit, initiative, line, measurement, projection
from tests.metrics.small_register import register


def town(routes: list[Row], freed: float = 100.0, **changed: list[Row]) -> BenefitTables:
    told: dict[str, list[Row]] = {
        "initiatives": [initiative("A")],
        "benefits": [
            benefit("h", "A", "reallocation", unit_of_measure="hours", staffing_floor=True),
            benefit("q", "A", "quality", unit_of_measure="falls"),
        ],
        "projections": [projection("A", 1, "plan", date(2024, 1, 1))],
        "projection_lines": [
            line("A", 1, 1, "h", 2025, 12, None, quantity=60.0, route="quality"),
            line("A", 1, 2, "h", 2025, 12, None, quantity=40.0, route="cut"),
            line("A", 1, 3, "h", 2025, 12, None, quantity=20.0),  # nobody has said where to
            line("A", 1, 4, "h", 2026, 12, None, quantity=500.0, route="cut"),  # not due
            line("A", 1, 5, "q", 2025, 12, None, quantity=7.0),  # not hours
        ],
        "measurements": [measurement("1", "h", 2025, 12, None, quantity=freed)],
        "measured_routes": routes,
    }
    return register(**{**told, **changed})


def freed(tables: BenefitTables) -> FreedHours:
    found = freed_hours(tables, benefit_amounts(register_of(tables), tables.quarter), ["h", "q"])
    assert found is not None
    return found


def test_hours_go_by_routes_and_what_no_route_is_stated_for_is_unrealised() -> None:
    made = freed(
        town([("1", "quality", 50.0, None), ("1", "growth_absorbed", 10.0, None), ("9", "cut", 99.0, "posts")])
    )
    by_route = {one.route: (one.planned, one.realised) for one in made.routes}
    assert by_route == {
        Route.QUALITY: (60.0, 50.0),
        Route.CUT: (40.0, 0.0),
        Route.REALLOCATED: (0.0, 0.0),
        Route.GROWTH_ABSORBED: (0.0, 10.0),
        Route.UNREALISED: (20.0, 100 - 50 - 10),
    }
    assert (made.planned, made.realised) == (60 + 40 + 20, 100)


def test_a_unit_at_minimum_staffing_is_told_and_a_cut_of_posts_there_too() -> None:
    assert freed(town([])).at_floor == ("h",)
    assert freed(town([("1", "cut", 5.0, "overtime")])).posts_at_floor == ()
    assert freed(town([("1", "cut", 5.0, "posts")])).posts_at_floor == ("h",)


def test_what_was_cut_is_a_share_of_the_hours_measured_and_a_unit_at_the_floor_is_not_judged_by_it() -> None:
    cut = [("1", "cut", 25.0, "overtime")]
    loose = [benefit("h", "A", "reallocation", unit_of_measure="hours")]
    made = freed(town(cut, benefits=loose))
    assert (made.cut_share, made.why_no_cut_share) == (25 / 100, None)
    assert (freed(town(cut)).cut_share, freed(town(cut)).why_no_cut_share) == (None, Missing.AT_MINIMUM_STAFFING)
    unmeasured = freed(town([], benefits=loose, measurements=[]))
    assert (unmeasured.cut_share, unmeasured.why_no_cut_share) == (None, Missing.NOT_MEASURED)
    nothing = freed(town([], freed=0.0, benefits=loose))
    assert (nothing.cut_share, nothing.why_no_cut_share) == (None, Missing.ZERO_DENOMINATOR)


def test_hours_that_lead_to_other_hours_are_counted_once() -> None:
    both = [
        benefit("h", "A", "reallocation", unit_of_measure="hours"),
        benefit("q", "A", "reallocation", unit_of_measure="hours"),
    ]
    made = freed(town([], benefits=both, dependencies=[("h", "q")]))
    assert (made.planned, made.realised) == (7.0, 0.0)


def test_without_hours_there_is_nothing_to_route() -> None:
    tables = town([], benefits=[benefit("q", "A", "quality", unit_of_measure="falls")])
    assert freed_hours(tables, benefit_amounts(register_of(tables), tables.quarter), ["q"]) is None


@settings(deadline=None, derandomize=True, max_examples=25)
@given(parts=st.lists(st.integers(0, 3000), min_size=4, max_size=4), rest=st.integers(0, 1000))
def test_the_routes_are_the_whole_of_what_was_freed(parts: list[int], rest: int) -> None:
    stated = [route for route in Route if route is not Route.UNREALISED]
    rows = [("1", route, part / 100, None) for route, part in zip(stated, parts, strict=True)]
    made = freed(town(rows, (sum(parts) + rest) / 100))
    assert sum(one.realised for one in made.routes) == pytest.approx(made.realised)
    assert made.realised == pytest.approx((sum(parts) + rest) / 100, abs=4 / 60)
