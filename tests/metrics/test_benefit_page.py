"""One benefit on its axis of time, with its evidence, versions, map and calendar."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.benefit_axis import horizon
from metrics.benefit_page import BenefitPage, benefit_page
from metrics.benefit_tables import BenefitTables
from metrics.plan_versions import versions_of
from metrics.sight import Sight
from metrics.touched_groups import touched_groups
from tests.metrics.benefit_town import Row, benefit, initiative, line, measurement, projection
from tests.metrics.small_register import register


def town(**changed: list[Row]) -> BenefitTables:
    told: dict[str, list[Row]] = {
        "initiatives": [initiative("A")],
        "benefits": [benefit("hours", "A", "reallocation", unit_of_measure="hours"), benefit("cash", "A")],
        "dependencies": [("hours", "cash")],
        "projections": [
            projection("A", 1, "plan", date(2024, 1, 1)),
            projection("A", 2, "plan", date(2025, 1, 1)),
            projection("A", 3, "plan", date(2025, 2, 1), adopted=False),
            projection("A", 4, "forecast", date(2026, 1, 1)),  # not known yet
        ],
        "projection_lines": [
            line("A", 1, 1, "cash", 2025, 12, 100),
            line("A", 2, 1, "cash", 2025, 12, 60),
            line("A", 2, 2, "cash", 2025, 12, 20, beneficiary="ward"),
            line("A", 2, 3, "cash", 2029, 12, 100),
            line("A", 2, 4, "hours", 2025, 12, None, quantity=9.0),
        ],
        "measurements": [
            measurement("m", "cash", 2025, 12, 70, supports_minor=50, verdict="confirmed", verified_minor=40)
        ],
        "evidence": [
            ("m", 1, "file", 50, "ab12", "count.xlsx", None, None, None, None, None),
            ("other", 1, "file", 99, "cd34", "x.xlsx", None, None, None, None, None),
        ],
        "claims": [
            ("k", "cash", 2026, 1, "ward", None, None, 30, "Leader ward", None, False, 1),
            ("l", "hours", 2026, 1, "ward", None, None, 99, "Leader ward", None, False, 1),
        ],
    }
    return register("2025Q4", **{**told, **changed})


def page(benefit_id: str = "cash", sight: Sight | None = None) -> BenefitPage:
    made = benefit_page(replace(town(), sight=sight) if sight else town(), benefit_id)
    assert made is not None
    return made


def test_what_was_withdrawn_is_told_of_the_benefit_in_the_order_of_periods() -> None:
    day = date(2026, 2, 1)
    withdrawn: list[Row] = [
        ("cash", 2025, 12, "ward", day, "Controller", "counted twice"),
        ("cash", 2024, 12, "ward", day, None, None),
        ("hours", 2025, 12, "ward", day, "Leader", "another benefit"),
    ]
    made = benefit_page(town(withdrawals=withdrawn), "cash")
    assert made is not None
    assert [(one.fiscal_year, one.withdrawn_on, one.role, one.reason) for one in made.withdrawn] == [
        (2024, day, None, None),
        (2025, day, "Controller", "counted twice"),
    ]
    assert page().withdrawn == ()


def test_plan_forecast_and_what_came_stand_on_one_axis() -> None:
    made = page()
    assert made.in_kroner
    now, later = made.axis
    assert (now.fiscal_year, now.period, now.horizon) == (2025, 12, 0)
    assert (now.original, now.planned, now.forecast) == (100, 60 + 20, 60 + 20)  # the plan stands in for a forecast
    assert (now.realised, now.verified) == (50, 40)  # no more than the evidence supports
    assert (later.fiscal_year, later.horizon, later.original, later.realised) == (2029, 2, None, None)


def test_a_benefit_without_kroner_has_an_axis_of_its_own_unit() -> None:
    made = page("hours")
    assert not made.in_kroner
    assert [(one.planned, one.original) for one in made.axis] == [(9.0, None)]


def test_evidence_versions_map_and_calendar_are_the_benefits_own() -> None:
    made = page()
    assert [(one.amount_minor, one.supports_minor, one.verified_minor) for one in made.measured] == [(70, 50, 40)]
    assert [(one.file_name, one.supports_minor) for one in made.measured[0].evidence] == [("count.xlsx", 50)]
    assert [(one.number, one.gains_minor, one.quantity) for one in made.versions] == [(1, 100, None), (2, 180, None)]
    assert [(one.gains_minor, one.quantity) for one in page("hours").versions] == [(None, None), (None, 9.0)]
    assert [(node.benefit_id, node.depth, node.end) for node in made.map.nodes] == [
        ("hours", 0, False),
        ("cash", 1, True),
    ]
    assert [(one.fiscal_year, one.unit, one.amount_minor, one.booked) for one in made.calendar] == [
        (2026, "Ward", 30, False)
    ]


def test_a_unit_that_may_not_be_named_has_no_role_in_the_calendar() -> None:
    only = page(sight=Sight(frozenset({"fjell", "north"}))).calendar[0]
    assert (only.unit, only.responsible_role) == ("North", None)


def test_an_unknown_benefit_has_no_page() -> None:
    assert benefit_page(town(), "nothing") is None
    assert benefit_page(register(), "cash") is None


@pytest.mark.parametrize(
    ("year", "wanted"), [(2024, -1), (2025, 0), (2026, 1), (2028, 1), (2029, 2), (2040, 2), (1990, -1)]
)
def test_the_budget_year_is_the_first_of_the_four_year_plan(year: int, wanted: int) -> None:
    assert horizon(year, 2025) == wanted


NEEDED: list[Row] = [
    ("cash", 2, "Everybody is trained", None, date(2025, 3, 1), None),
    ("cash", 1, "The agreement is signed", "Leader north", date(2025, 3, 1), date(2025, 5, 20)),
    ("hours", 1, "Another benefit's", None, None, None),
]


def test_what_must_be_in_place_is_told_in_its_order_with_whose_it_is() -> None:
    made = benefit_page(town(prerequisites=NEEDED), "cash")
    assert made is not None
    assert [(one.description, one.responsible_role, one.met_on) for one in made.prerequisites] == [
        ("The agreement is signed", "Leader north", date(2025, 5, 20)),
        ("Everybody is trained", None, None),
    ]
    hidden = benefit_page(replace(town(prerequisites=NEEDED), sight=Sight(frozenset({"fjell"}))), "cash")
    assert hidden is not None
    assert [(one.responsible_role, one.shown) for one in hidden.prerequisites] == [(None, False)] * 2


def test_who_pays_and_gains_is_of_the_current_plan_by_names_that_may_be_told() -> None:
    made = page()
    assert (made.payers, made.gainers) == (("North",), ("North", "Ward"))
    hidden = page(sight=Sight(frozenset({"fjell", "north"})))
    assert hidden.gainers == ("North",)  # the ward is told as the unit above it


def test_a_version_of_an_initiative_promises_its_end_benefits_and_what_it_costs() -> None:
    """Hours lead to cash, so their own kroner are none of the money; a cost is paid once and one each year."""
    lines = [
        line("A", 1, 1, "hours", 2025, 12, 40),
        line("A", 1, 2, "cash", 2025, 12, 100),
        line("A", 1, 3, "cash", 2026, 12, -30),
        line("A", 1, 4, None, 2025, 12, 25, flow="cost", beneficiary=None),
        line("A", 1, 5, None, 2026, 12, 5, flow="operating_cost", beneficiary=None),
    ]
    (first, second) = versions_of(town(projection_lines=lines), "A")
    assert (first.number, first.gains_minor, first.costs_minor, first.quantity) == (1, 70, 30, None)
    assert (second.number, second.gains_minor, second.costs_minor) == (2, None, None)  # it has no lines at all


def test_of_every_kind_it_is_told_who_gains_and_who_pays_by_the_current_plan_or_why_none_does() -> None:
    found = touched_groups(town(affected_groups=[("A", "business", "no business is touched")]), "A")
    told = {one.kind: (one.gain, one.pay, one.explanation) for one in found}
    assert told["unit"] == (("North", "Ward"), ("North",), None)
    assert told["business"] == ((), (), "no business is touched")
    assert told["citizens"] == ((), (), None)
