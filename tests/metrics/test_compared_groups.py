"""A benefit beside its comparison group."""

from typing import Any

import pytest

from data.periods import Quarter
from metrics.benefit_columns import MEASUREMENTS
from metrics.benefit_effects import CountedTwice
from metrics.benefit_tables import BenefitTables
from metrics.compared_groups import Compared, comparison_group
from metrics.results import Missing
from metrics.tables import table
from tests.metrics.benefit_town import benefit, initiative, measurement
from tests.metrics.value_town import register

BEFORE = {"counterfactual": "comparison_group", "baseline_value": 4.1, "compared_before": 4.2}


def town(*rows: tuple[Any, ...], **told: Any) -> BenefitTables:
    benefits = [benefit("a", "A", **{**BEFORE, **told}), benefit("other", "A", counterfactual="before_after")]
    return register(
        initiatives=[initiative("A", "hjem")], benefits=benefits, measurements=table(MEASUREMENTS, list(rows))
    )


def measured(key: str, year: int, after: float | None, others: float | None, of: str = "a") -> tuple[Any, ...]:
    told = {"beneficiary_id": "hjem", "value_after": after, "compared_after": others}
    return measurement(key, of, year, 12, None, quantity=0, **told)


def only(tables: BenefitTables) -> Compared:
    found = comparison_group(tables, "a")
    assert found is not None
    (one,) = found.measured
    return one


def test_what_happened_to_everybody_is_taken_off() -> None:
    # measured 4.1 -> 3.6: -0.5; others 4.2 -> 3.7: -0.5; -0.5 - -0.5, exactly nothing
    found = only(town(measured("m", 2024, 3.6, 3.7), measured("decoy", 2024, 1, 1, of="other")))
    assert (found.change, found.change_anyway, found.value, found.why) == (-0.5, -0.5, 0, None)
    assert (found.before, found.after, found.compared_before, found.compared_after) == (4.1, 3.6, 4.2, 3.7)
    assert only(town(measured("m", 2024, 3.0, 4.4))).value == pytest.approx((3.0 - 4.1) - (4.4 - 4.2))


def test_without_the_comparison_groups_own_measure_there_is_no_difference() -> None:
    found = only(town(measured("m", 2024, 3.6, None)))
    assert (found.change, found.change_anyway, found.value, found.why) == (-0.5, None, None, Missing.NOT_MEASURED)
    assert only(town(measured("m", 2024, 3.6, 3.7), compared_before=None)).value is None


def test_a_benefit_that_is_compared_with_nobody_has_no_comparison_and_what_comes_later_is_not_told() -> None:
    assert comparison_group(town(), "other") is None
    later = town(measured("now", 2025, 3.6, 3.7), measured("later", Quarter(2025, 4).year + 5, 1, 1))
    found = comparison_group(later, "a")
    assert found is not None
    assert [one.fiscal_year for one in found.measured] == [2025]


def test_a_deadweight_share_beside_it_is_a_broken_promise() -> None:
    with pytest.raises(CountedTwice):
        comparison_group(town(measured("m", 2024, 3.6, 3.7), deadweight_millionths=250_000), "a")
