import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import Confidence
from metrics.discounting import schedule
from metrics.optimism import (
    ProjectKind,
    RealisedIsMeasured,
    cost_bound,
    haircut_amounts,
    later_benefits,
    sober_costs,
    time_bound,
)
from metrics.present_value import present_value
from metrics.results import Missing
from metrics.tables import PARAMETERS, table

DAY = date(2026, 9, 30)


def test_costs_are_raised_by_what_is_left_of_the_bias() -> None:
    # published: (100, 50) x 1.51; 100 x (1 + 0.5 x 0.5)
    assert sober_costs([100, 50], 0.51).tolist() == pytest.approx([151, 75.5])
    assert sober_costs(100, 0.50, mitigation=0.5) == pytest.approx(125)


def test_the_vectors_investment_with_bias_and_the_cost_of_taxes_and_its_net_present_value() -> None:
    # published: 100 x (1 + 0.20 x 0.5) x 1.20 = 132, then 10 a year for 29 years
    in_2022 = schedule("uk", date(2022, 6, 1))
    spent = sober_costs([100], 0.20, mitigation=0.5) * (1 + (in_2022.tax_financing_share or 0))
    assert spent.tolist() == pytest.approx([132])
    assert present_value([-spent[0], *[10] * 29], in_2022) == pytest.approx(48.357670, abs=5e-7)


def test_the_upper_bounds_are_those_of_the_green_book() -> None:
    bounds = {kind: (cost_bound(kind, DAY), time_bound(kind, DAY)) for kind in ProjectKind}
    assert bounds == {
        "standard_buildings": (0.24, 0.04),
        "non_standard_buildings": (0.51, 0.39),
        "standard_civil_engineering": (0.44, 0.20),
        "non_standard_civil_engineering": (0.66, 0.25),
        "equipment_development": (2.00, 0.54),
        "outsourcing": (0.41, 0.15),
    }
    own = table(PARAMETERS, [("optimism_cost_outsourcing", date(2026, 1, 1), 0.30)])
    assert cost_bound(ProjectKind.OUTSOURCING, DAY, own) == 0.30


def test_benefits_come_later_and_what_falls_beyond_the_last_year_is_lost() -> None:
    assert later_benefits([0, 10, 20, 30], 1).tolist() == [0, 0, 10, 20]
    assert later_benefits([[0, 10], [5, 20]], 0).tolist() == [[0, 10], [5, 20]]
    assert later_benefits([1, 2], 3).tolist() == [0, 0]


def test_of_a_part_of_a_year_that_part_comes_one_year_later_still() -> None:
    # 1.25 years: 0.75 one year later, 0.25 two: 0.75 x 10; 0.25 x 10 + 0.75 x 20
    assert later_benefits([10, 20, 30, 0], 1.25).tolist() == pytest.approx([0, 7.5, 2.5 + 15, 5 + 22.5])


@pytest.mark.parametrize(("bias", "mitigation"), [(-0.1, 0), (0.1, 1.1), (0.1, -0.1)])
def test_a_bias_or_mitigation_that_cannot_be_is_refused(bias: float, mitigation: float) -> None:
    with pytest.raises(ValueError, match="bias"):
        sober_costs([1], bias, mitigation)


@pytest.mark.parametrize("delay", [-1, math.nan])
def test_a_delay_that_cannot_be_is_refused(delay: float) -> None:
    with pytest.raises(ValueError, match="delay"):
        later_benefits([1], delay)


def promises(*rows: tuple[int | None, str | None, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["amount_minor", "grade", "state"]).astype({"amount_minor": "Int64"})


def test_a_promise_is_cut_by_its_grade_and_shown_raw_beside_it() -> None:
    made = haircut_amounts(promises(*[(1_000, grade, "planned") for grade in "abcdef"]), DAY)
    # 0, 5, 10, 15, 25 and 40 %
    assert made["adjusted_minor"].tolist() == [1_000, 950, 900, 850, 750, 600]
    assert made["amount_minor"].tolist() == [1_000] * 6


def test_a_promise_without_grade_or_amount_is_missing_not_whole() -> None:
    made = haircut_amounts(promises((1_000, None, "forecast"), (None, "a", "planned"), (50, "b", "planned")), DAY)
    assert made["adjusted_minor"].isna().tolist() == [True, True, False]
    assert made["adjusted_minor"].iloc[2] == 48  # 47.5 away from zero
    assert made["why"].tolist() == [Missing.NO_CONFIDENCE_GRADE, None, None]
    assert math.isnan(made["haircut_share"].iloc[0])


@pytest.mark.parametrize("state", ["realised", "verified", "reinvested", None])
def test_what_is_realised_or_of_no_state_is_never_cut(state: str | None) -> None:
    with pytest.raises(RealisedIsMeasured, match=r"no haircut on (realised|verified|reinvested|None|nan)"):
        haircut_amounts(promises((1_000, "a", "planned"), (1_000, "f", state)), DAY)


def test_an_unknown_grade_is_refused() -> None:
    with pytest.raises(ValueError, match="'g' is not a valid Confidence"):
        haircut_amounts(promises((1_000, "g", "planned")), DAY)


@given(st.integers(0, 10**12), st.sampled_from(Confidence))
@settings(deadline=None, derandomize=True)
def test_weaker_evidence_never_makes_a_promise_worth_more(amount: int, grade: Confidence) -> None:
    made = haircut_amounts(promises((amount, Confidence.A, "planned"), (amount, grade, "planned")), DAY)
    best, this = made["adjusted_minor"].tolist()
    assert amount == best >= this >= 0


@given(st.floats(0, 5), st.floats(0, 1))
@settings(deadline=None, derandomize=True)
def test_mitigation_brings_costs_towards_the_plan_and_never_under_it(bias: float, mitigation: float) -> None:
    assert 100 <= sober_costs(100, bias, mitigation) <= sober_costs(100, bias) + 1e-9
