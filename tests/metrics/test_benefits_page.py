"""The register's page: its rows, its totals by type, what waits and the answer."""

from dataclasses import replace
from datetime import date

from metrics.benefits_page import BenefitsPage, benefits_page
from metrics.results import Fact, Missing, Status
from metrics.sight import Sight
from tests.metrics.benefit_town import Row, benefit, initiative, line, measurement, projection
from tests.metrics.small_register import register

FIRST = date(2024, 1, 1)
READ = {"first_effect_on": FIRST, "baseline_value": 1.0, "baseline_on": date(2023, 1, 1)}


def page(unit_id: str = "north", sight: Sight | None = None, **changed: list[Row]) -> BenefitsPage:
    told: dict[str, list[Row]] = {
        "initiatives": [
            initiative("A", realisation_budget_minor=5, started_on=date(2023, 6, 1), next_decision_on=date(2025, 1, 1)),
            initiative("S", "south"),
        ],
        "benefits": [
            benefit("A-cash", "A", unit_id="ward", **READ),
            benefit("A-hospital", "A", "other_public", owner_role=None, **READ),
            benefit("A-hours", "A", "reallocation", unit_of_measure="hours", **READ),
            benefit("A-later", "A", "society"),
            benefit("S-cash", "S", unit_id="south"),  # another line's
        ],
        "dependencies": [("A-hours", "A-cash")],
        "prerequisites": [("A-cash", 1, "Training", "Leader", date(2023, 1, 1), None)],
        "projections": [
            projection("A", 1, "plan", date(2024, 1, 1)),
            projection("A", 2, "forecast", date(2025, 6, 1)),
            projection("S", 1, "plan", date(2024, 1, 1)),
        ],
        "projection_lines": [
            line("A", 1, 1, "A-cash", 2024, 12, 100, beneficiary="ward"),
            line("A", 1, 2, "A-cash", 2025, 12, 100, beneficiary="ward"),
            line("A", 1, 3, "A-hospital", 2025, 12, 400, beneficiary="hospital"),
            line("A", 1, 4, "A-hours", 2025, 12, None, quantity=80.0, route="cut"),
            line("A", 1, 5, "A-later", 2027, 12, 50, beneficiary="hospital"),
            line("A", 2, 1, "A-cash", 2024, 12, 0, beneficiary="ward"),
            line("A", 2, 2, "A-cash", 2025, 12, 100, beneficiary="ward"),
            line("A", 2, 3, "A-cash", 2026, 12, 100, beneficiary="ward"),
            line("A", 2, 4, "A-hospital", 2025, 12, 400, beneficiary="hospital"),
            line("S", 1, 1, "S-cash", 2025, 12, 999, beneficiary="south"),
        ],
        "measurements": [
            measurement("1", "A-cash", 2025, 12, 90, beneficiary_id="ward", verdict="confirmed", verified_minor=90),
            measurement("2", "A-hospital", 2025, 12, 380, beneficiary_id="hospital"),
            measurement("3", "A-hours", 2025, 12, None, quantity=40.0),
            measurement("4", "S-cash", 2025, 12, 999, beneficiary_id="south"),
        ],
        "measured_routes": [("3", "cut", 30.0, "overtime")],
    }
    tables = register("2025Q4", unit_id, **{**told, **changed})
    made = benefits_page(replace(tables, sight=sight) if sight else tables)
    assert made is not None
    return made


def test_a_row_holds_the_kroner_the_rate_and_its_own_status() -> None:
    rows = {row.benefit_id: row for row in page().rows}
    assert list(rows) == ["A-cash", "A-hospital", "A-hours", "A-later"]
    cash, hospital, hours, later = rows.values()
    assert (cash.kroner.planned, cash.kroner.realised, cash.kroner.verified) == (200, 90, 90)
    assert (cash.kroner.rate.value, cash.status) == (90 / 200, Status.NOT_ACCEPTED)
    assert (cash.kroner.completion, cash.kroner.gap) == (90 + 100, 90 + 100 - 200)
    assert cash.slippage.months == 12  # nothing in 2024, then as planned, a year late
    assert (hospital.kroner.rate.value, hospital.status) == (380 / 400, Status.DESIRED)
    assert (hours.quantity.planned, hours.quantity.realised, hours.status) == (80.0, 40.0, Status.NOT_ACCEPTED)
    assert hours.kroner.planned_why is Missing.NOT_IN_KRONER
    assert not hours.end
    assert (later.status, later.kroner.rate.value) == (Status.NOT_DUE, None)
    assert (cash.measured, cash.verified, cash.overdue) == (True, True, True)  # 2024 was never measured


def test_totals_are_told_by_type_and_never_as_one() -> None:
    types = {row.key: (row.count, row.kroner.planned, row.kroner.realised) for row in page().types}
    assert types == {"cash": (1, 200, 90), "other_public": (1, 400, 380), "society": (1, 0, None)}
    only = page().initiatives[0]
    assert only.group is not None
    assert (only.group.kroner.planned, only.group.kroner.realised) == (600, 470)
    assert (only.initiative_id, only.forecast_made) == ("A", True)
    assert [factor.met for factor in only.factors] == [False, False, True]


def test_the_answer_agrees_with_its_rows() -> None:
    made = page()
    assert [one.code for one in made.findings] == [
        "benefits.realised",
        "benefits.verified_not_cut",
        "benefits.measured",
        "benefits.completion",
    ]
    assert made.findings[0].facts["planned"] == Fact("money", 600)
    assert made.findings[0].facts["realised"] == Fact("money", 470)
    assert made.findings[3].facts == {"expected": Fact("money", 470 + 100), "planned": Fact("money", 650)}
    assert made.coverage["owned"].numerator == 3
    assert made.coverage["overdue"].denominator == 4
    assert made.hours is not None
    assert (made.hours.planned, made.hours.realised) == (80.0, 40.0)
    assert made.price_year == 2025


def test_what_waits_is_told_the_weightiest_first() -> None:
    needs = page().needs
    assert [need.finding.code for need in needs] == [
        "initiative.past_decision",
        "benefit.overdue_many",
        "benefit.unverified",
        "benefit.not_cut",
        "benefit.without_baseline",
        "benefit.without_owner",
    ]
    assert needs[3].finding.facts == {"amount": Fact("money", 90)}


def test_a_unit_that_may_not_be_named_is_told_as_the_one_above_it_without_its_role() -> None:
    made = page(sight=Sight(frozenset({"north"})))
    cash = next(row for row in made.rows if row.benefit_id == "A-cash")
    assert (cash.unit, cash.unit_shown, cash.owner_role) == ("north", False, None)
    assert made.unit_names == {"north": "North"}
    assert cash.kroner.planned == 200  # figures are made from all


def test_where_nothing_is_registered_there_is_no_page() -> None:
    assert benefits_page(register()) is None


USERS = {"service 1": 3_454, "service 2": 104_003, "service 3": 5_998, "service 4": 5_712}
UNIQUE = 109_385
"""Users of welfare technology in 2020, service by service, and how many persons they are: fewer than the sum."""


def test_users_of_several_services_are_never_added_to_persons() -> None:
    """The sum counts 9 782 persons twice. How many persons they are is told only where it was counted.

    Source: Helsedirektoratet, Omsorg 2020: 3 454 + 104 003 + 5 998 + 5 712 users are 109 385 unique ones.
    """
    counted = {**USERS, "persons": UNIQUE}
    made = page(
        "fjell",
        initiatives=[initiative("A")],
        benefits=[benefit(name, "A", "quality", unit_of_measure="users", **READ) for name in counted],
        dependencies=[],
        prerequisites=[],
        projections=[projection("A", 1, "plan", FIRST)],
        projection_lines=[
            line("A", 1, number, name, 2025, 12, None, quantity=float(users))
            for number, (name, users) in enumerate(counted.items())
        ],
        measurements=[],
        measured_routes=[],
    )
    assert {row.benefit_id: row.quantity.planned for row in made.rows} == counted
    assert sum(USERS.values()) - UNIQUE == 9_782
    for total in (sum(USERS.values()), sum(counted.values())):
        assert str(total) not in repr(made)
