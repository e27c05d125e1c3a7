"""What verified benefits have been cut from a budget, and what is left in it."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.benefit_tables import BenefitTables
from metrics.budget_cuts import booked, cut_by_benefit, saving_not_cut, verified_and_cut, verified_cash
from metrics.budget_score import adherence_score
from metrics.positions import quarter_ends
from tests.metrics.benefit_town import Row, benefit, initiative, measurement
from tests.metrics.small_register import register
from tests.metrics.small_town import RULES, adjustments, position, positions


def claim(
    claim_id: str, benefit_id: str, amount: int, unit: str = "ward", year: int = 2025, *, yes: bool = True
) -> Row:
    return (claim_id, benefit_id, year, 1, unit, None, None, amount, "Leader ward", "sak 9" if yes else None, yes, 1)


def verified(key: str, benefit_id: str, amount: int, **told: object) -> Row:
    told = {"beneficiary_id": "ward", "verdict": "confirmed", "verified_minor": amount, **told}
    return measurement(key, benefit_id, 2025, 12, amount, **told)


def town(measurements: list[Row], claims: list[Row], **more: list[Row]) -> BenefitTables:
    benefits = [benefit("cash", "A"), benefit("other", "A"), benefit("society", "A", "society"), benefit("hours", "A")]
    return register(
        "2025Q4",
        initiatives=[initiative("A")],
        benefits=benefits,
        dependencies=[("hours", "cash")],
        measurements=measurements,
        claims=claims,
        **more,
    )


YEAR_END = quarter_ends(
    positions(
        position("ward", 2025, 9, actual=1, revised=100, forecast=95),
        position("ward", 2025, 12, actual=95, revised=100, original=100),
        position("north", 2025, 12, actual=95, revised=100),
        position("south", 2025, 12, actual=95, revised=100),
    )
)


def test_what_is_verified_counts_as_cut_no_further_than_a_booked_change_has_cut() -> None:
    tables = town(
        [
            verified("1", "cash", 50),
            verified("2", "other", 20),
            verified("3", "society", 999),  # can never be money
            verified("4", "hours", 999),  # leads to cash
            verified("5", "cash", 999, verdict="rejected", beneficiary_id="north"),
            verified("6", "other", 999, beneficiary_id="hospital"),  # somebody else's budget
        ],
        [claim("a", "cash", 30), claim("b", "cash", 10, yes=False), claim("c", "other", 25)],
    )
    rows = cut_by_benefit(verified_cash(tables), booked(tables)).set_index("benefit_id")
    assert rows.loc["cash", ["verified_minor", "cut_minor", "left_minor"]].tolist() == [50, 30, 50 - 30]
    assert rows.loc["other", ["verified_minor", "cut_minor", "left_minor"]].tolist() == [20, 20, 0]
    assert list(rows.index) == ["cash", "other"]
    both = verified_and_cut(verified_cash(tables), booked(tables), tables).iloc[0]
    assert (both["numerator"], both["denominator"], both["value"]) == (30 + 20, 50 + 20, 50.0)
    assert verified_and_cut(verified_cash(tables)[:0], booked(tables), tables).iloc[0]["value"] == 0  # nothing yet


def test_a_verified_saving_that_the_budget_still_holds_is_not_good_budgeting() -> None:
    #  revised 100, outturn 95, verified and not cut 5: d = 0, score 100 (the published vector)
    left = saving_not_cut(town([verified("1", "cash", 5)], []), YEAR_END)
    scored = adherence_score(YEAR_END, adjustments(), RULES, left)
    assert scored.loc[("ward", 2025, 4), ["share", "value"]].tolist() == [0.0, 100.0]
    assert scored.loc[("north", 2025, 4), "value"] == 100.0  # it lies above
    assert scored.loc[("south", 2025, 4), "share"] == 5 / 100  # it is not theirs
    assert left.loc[("ward", 2025, 3)] == 0  # not measured yet then


def test_what_is_cut_is_not_taken_out_twice() -> None:
    left = saving_not_cut(town([verified("1", "cash", 5)], [claim("a", "cash", 5)]), YEAR_END)
    assert left.tolist() == [0, 0, 0, 0]
    at_parent = saving_not_cut(town([verified("1", "cash", 5)], [claim("a", "cash", 5, "north")]), YEAR_END)
    assert at_parent.loc[("ward", 2025, 4)] == 5  # the cut was in the budget above
    assert at_parent.loc[("north", 2025, 4)] == 0


def test_a_saving_in_the_prices_of_an_unknown_year_is_missing() -> None:
    left = saving_not_cut(town([verified("1", "cash", 5, price_year=2020)], [], parameters=[]), YEAR_END)
    assert pd.isna(left.loc[("ward", 2025, 4)])
    assert left.loc[("south", 2025, 4)] == 0


@settings(deadline=None, derandomize=True, max_examples=30)
@given(amount=st.integers(0, 10**9), cuts=st.lists(st.integers(0, 10**9), max_size=3))
def test_cut_and_left_are_the_whole_of_what_was_verified(amount: int, cuts: list[int]) -> None:
    tables = town([verified("1", "cash", amount)], [claim(str(n), "cash", one) for n, one in enumerate(cuts)])
    row = cut_by_benefit(verified_cash(tables), booked(tables)).iloc[0]
    assert row["cut_minor"] + row["left_minor"] == amount
    assert 0 <= row["cut_minor"] <= sum(cuts)
