"""n of N of what must be in place around a benefit."""

from datetime import date
from math import isnan

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.benefit_coverage import benefits_measured, benefits_verified, coverage, covered_benefits
from tests.metrics.benefit_town import benefit, initiative, measurement
from tests.metrics.small_register import register

FIRST = date(2024, 3, 1)
READ = {"baseline_value": 5.0, "baseline_on": date(2024, 2, 1)}
BENEFITS = [
    benefit("good", "A", first_effect_on=FIRST, **READ),
    benefit("owner", "A", owner_role=None, first_effect_on=FIRST),
    benefit("afterwards", "A", baseline_value=5.0, baseline_on=date(2024, 3, 1), first_effect_on=FIRST),
    benefit("future", "A", first_effect_on=date(2026, 1, 1), **READ),
    benefit("early", "B", owner_role=None),  # its initiative is a concept yet
]
MEASUREMENTS = [
    measurement("1", "good", 2024, 12, 1, verdict="confirmed", verified_minor=1),
    measurement("2", "good", 2025, 12, 1),
    measurement("3", "owner", 2024, 12, 1, verdict="rejected"),
    measurement("4", "future", 2026, 12, 1),  # after the quarter
]


def test_a_census_counts_only_what_is_to_be_realised_by_now() -> None:
    tables = register(
        initiatives=[initiative("A", phase="execution"), initiative("B", phase="concept")],
        benefits=BENEFITS,
        measurements=MEASUREMENTS,
    )
    covered = covered_benefits(tables)
    assert list(covered.index) == ["good", "owner", "afterwards", "future"]
    assert covered["overdue_since"].tolist() == [None, date(2025, 12, 31), date(2024, 12, 31), None]
    assert covered["due"].tolist() == [True, True, True, False]
    counted = coverage(covered)
    #                             owner  before  any  confirmed  lacking
    assert counted["numerator"].tolist() == [3, 2, 2, 1, 2]
    assert counted["denominator"].tolist() == [4] * 5
    assert counted.loc["owned", "value"] == 3 / 4


def test_the_counts_of_a_unit_and_quarter_are_the_same() -> None:
    tables = register(initiatives=[initiative("A")], benefits=BENEFITS[:3], measurements=MEASUREMENTS)
    covered = covered_benefits(tables).assign(fiscal_year=2025, quarter=4)
    place = ("north", 2025, 4)
    assert benefits_measured(covered).loc[place, ["numerator", "denominator", "value"]].tolist() == [2, 3, 2 / 3]
    assert benefits_verified(covered).loc[place, "value"] == 1 / 3


def test_without_benefits_nothing_is_covered_and_nothing_is_not() -> None:
    assert coverage(covered_benefits(register()))["value"].map(isnan).all()


@settings(deadline=None, derandomize=True, max_examples=20)
@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_measured_and_lacking_are_everyone_whose_year_is_over(measured: list[bool]) -> None:
    tables = register(
        initiatives=[initiative("A")],
        benefits=[benefit(str(n), "A", first_effect_on=date(2025, 5, 1)) for n in range(len(measured))],
        measurements=[measurement(str(n), str(n), 2025, 12, 1) for n, one in enumerate(measured) if one],
    )
    counted = coverage(covered_benefits(tables))["numerator"]
    assert counted["measured"] + counted["overdue"] == len(measured)
