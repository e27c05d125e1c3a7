"""How much of what was planned came, with each part that must not count beside it."""

from datetime import date
from math import isnan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.benefit_tables import BenefitTables
from metrics.realisation import (
    realisation,
    realisation_rate,
    realisation_rate_original,
    status_against_curve,
    verified_share,
)
from metrics.realised_amounts import QUANTITY, RegisterAt, register_of, supported
from metrics.results import Missing, Status
from tests.metrics.benefit_town import benefit, initiative, line, measurement, projection
from tests.metrics.small_register import register

RULES = {"realisation_on_track": 0.9, "realisation_accepted": 0.7}
INITIATIVES = [initiative("A"), initiative("B", "south")]
BENEFITS = [
    benefit("cash", "A"),
    benefit("hospital", "A", "other_public", unit_id="ward"),
    benefit("worse", "A", "disbenefit", unit_id="ward"),
    benefit("hours", "A", "reallocation", unit_of_measure="hours"),
    benefit("calm", "A", "quality"),
    benefit("later", "B", unit_id="south"),
]
PROJECTIONS = [
    projection("A", 1, "plan", date(2024, 1, 1)),
    projection("A", 2, "plan", date(2025, 1, 1)),
    projection("A", 3, "forecast", date(2025, 10, 1)),
    projection("B", 1, "plan", date(2025, 1, 1)),
]
LINES = [
    line("A", 1, 1, "cash", 2025, 12, 200),
    line("A", 1, 2, "cash", 2026, 12, 200),
    line("A", 2, 1, "cash", 2025, 12, 100),
    line("A", 2, 2, "cash", 2026, 12, 300),
    line("A", 2, 3, "hospital", 2025, 12, 400, beneficiary="hospital"),
    line("A", 2, 4, "worse", 2025, 12, -50),
    line("A", 2, 5, "hours", 2025, 12, 999, quantity=80.0),  # hours lead to cash: their kroner are not added
    line("A", 2, 6, "calm", 2025, 12, 777),  # quality is never kroner
    line("A", 2, 7, None, 2025, 12, 555, flow="cost"),
    line("A", 3, 1, "cash", 2025, 12, 90),
    line("A", 3, 2, "cash", 2026, 12, 250),
    line("B", 1, 1, "later", 2026, 12, 60),
]
MEASUREMENTS = [
    measurement("m1", "cash", 2025, 12, 80, verdict="confirmed", verified_minor=70),
    measurement("m2", "hospital", 2025, 12, 300, supports_minor=250),  # 50 of it is supported by nothing
    measurement("m3", "worse", 2025, 12, -60, supports_minor=None),  # a loss needs no evidence
    measurement("m4", "hours", 2025, 12, None, quantity=40.0),
    measurement("m5", "cash", 2026, 12, 500),  # after the quarter
]


def town(quarter: str = "2025Q4", **changed: list[tuple[object, ...]]) -> BenefitTables:
    rows = {
        "initiatives": INITIATIVES,
        "benefits": BENEFITS,
        "dependencies": [("hours", "cash")],
        "projections": PROJECTIONS,
        "projection_lines": LINES,
        "measurements": MEASUREMENTS,
    }
    return register(quarter, **{**rows, **changed})


def sums(tables: BenefitTables, by: str = "initiative_id", of: str = "amount_minor") -> pd.DataFrame:
    made = register_of(tables)
    members = made.benefits if by == "benefit_id" or of == QUANTITY else made.benefits[made.benefits["counts"]]
    if by == "benefit_id":
        members = members.assign(row=members["benefit_id"])
        by = "row"
    return realisation(RegisterAt(made, tables.quarter), members, by, of)


def test_an_initiative_is_the_sum_of_its_end_benefits_in_kroner() -> None:
    made = sums(town()).loc["A"]
    assert made["original"] == 200
    assert made["current"] == 100 + 400 - 50
    assert made["forecast"] == 90  # the forecast says nothing of the hospital any more
    assert made["realised"] == 80 + 250 - 60
    assert made["verified"] == 70
    assert made["original_total"] == 200 + 200
    assert made["current_total"] == 100 + 300 + 400 - 50
    assert made["completion"] == (80 + 250 - 60) + 250
    assert made["gap"] == (270 + 250) - 750


def test_the_rate_is_told_against_both_plans_and_the_verified_share_against_what_came() -> None:
    made = sums(town())
    now, first, share = realisation_rate(made), realisation_rate_original(made), verified_share(made)
    assert now.loc["A", ["numerator", "denominator", "value"]].tolist() == [270, 450, 270 / 450]
    assert first.loc["A", "value"] == 270 / 200
    assert share.loc["A", "value"] == 70 / 270


def test_what_is_not_due_is_neither_nought_nor_everything() -> None:
    rate = realisation_rate(sums(town())).loc["B"]
    assert isnan(rate["value"])
    assert rate["why"] is Missing.NOT_DUE_YET
    assert sums(town()).loc["B", "completion"] == 60  # nothing came, nothing was to come, the forecast stands


def test_what_is_due_and_not_measured_is_missing_and_not_nought() -> None:
    made = sums(town(measurements=[]))
    assert made.loc["A", "realised_why"] is Missing.NOT_MEASURED
    assert pd.isna(made.loc["A", "realised"])
    assert pd.isna(made.loc["A", "completion"])
    assert realisation_rate(made).loc["A", "why"] is Missing.NOT_MEASURED


def test_a_benefit_nobody_foresaw_has_nought_planned_and_no_rate() -> None:
    tables = town(
        benefits=[*BENEFITS, benefit("found", "A", unexpected=True)],
        measurements=[measurement("m9", "found", 2025, 12, 10)],
    )
    made = sums(tables, "benefit_id")
    assert made.loc["found", ["current", "realised"]].tolist() == [0, 10]
    assert realisation_rate(made).loc["found", "why"] is Missing.ZERO_DENOMINATOR


def test_without_a_plan_there_is_nothing_to_hold_it_against() -> None:
    made = sums(town(projections=[projection("A", 2, "plan", date(2025, 1, 1), adopted=False)]))
    assert made["planned_why"].tolist() == [Missing.NO_PLAN] * 2
    assert made["current"].isna().all()


def test_kroner_of_other_years_are_carried_to_one_level_or_missing() -> None:
    made = sums(town("2026Q3")).loc["A"]  # plan of 2025, measured in 2025: both times 1.10
    assert (made["current"], made["realised"]) == (110 + 440 - 55, 88 + 275 - 66)
    unknown = sums(town("2026Q3", parameters=[])).loc["A"]
    assert unknown["planned_why"] is Missing.NO_PRICE_GROWTH
    assert unknown["realised_why"] is Missing.NO_PRICE_GROWTH
    assert pd.isna(unknown["current"])


def test_hours_are_a_figure_of_their_own() -> None:
    made = sums(town(), "benefit_id", QUANTITY)
    assert made.loc["hours", ["current", "realised", "verified"]].tolist() == [80.0, 40.0, 0.0]
    money = sums(town(), "benefit_id")
    assert money.loc["calm", "planned_why"] is Missing.NOT_IN_KRONER


def test_only_what_evidence_supports_counts_and_what_was_rejected_does_not() -> None:
    rows = town(
        measurements=[
            measurement("a", "cash", 2025, 12, 100, supports_minor=100),
            measurement("b", "cash", 2025, 12, 100, supports_minor=30),
            measurement("c", "cash", 2025, 12, 100, supports_minor=None),
            measurement("d", "cash", 2025, 12, 100, supports_minor=100, verdict="rejected"),
            measurement("e", "cash", 2025, 12, -100, supports_minor=None),
        ]
    ).measurements
    assert supported(rows).tolist() == [100, 30, 0, 0, -100]


@pytest.mark.parametrize(
    ("rate", "why", "lower", "wanted"),
    [
        (0.9, None, False, Status.DESIRED),
        (0.89, None, False, Status.ACCEPTED),
        (0.7, None, False, Status.ACCEPTED),
        (0.69, None, False, Status.NOT_ACCEPTED),
        (2.0, None, True, Status.NOT_ACCEPTED),  # twice the loss that was planned
        (0.5, None, True, Status.DESIRED),
        (0.0, None, True, Status.DESIRED),
        (float("nan"), Missing.NOT_DUE_YET, False, Status.NOT_DUE),
        (float("nan"), Missing.NOT_MEASURED, False, Status.NO_DATA),
        (float("nan"), Missing.ZERO_DENOMINATOR, False, Status.NO_TARGET),
    ],
)
def test_a_benefit_is_judged_by_its_own_curve(rate: float, why: Missing | None, lower: bool, wanted: Status) -> None:
    assert status_against_curve(rate, why, RULES, lower_is_better=lower) is wanted


AMOUNTS = st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=2)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(planned=AMOUNTS, measured=AMOUNTS, times=st.integers(2, 9))
def test_a_total_is_all_its_parts_and_the_size_of_kroner_changes_no_rate(
    planned: list[int], measured: list[int], times: int
) -> None:
    def of(scale: int) -> BenefitTables:
        ids = list(enumerate(("cash", "hospital")))
        lines = [line("A", 2, n, one, 2025, 12, planned[n] * scale) for n, one in ids]
        return town(
            projection_lines=lines,
            measurements=[measurement(one, one, 2025, 12, measured[n] * scale) for n, one in ids],
        )

    whole, parts = sums(of(1)).loc["A"], sums(of(1), "benefit_id")
    assert whole["current"] == parts["current"].sum() == sum(planned)
    assert whole["realised"] == parts["realised"].sum() == sum(measured)
    rates = [realisation_rate(sums(of(scale))).loc["A", "value"] for scale in (1, times)]
    assert rates[1] == pytest.approx(rates[0], nan_ok=True)
