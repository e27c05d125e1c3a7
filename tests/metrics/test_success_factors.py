"""The three things a benefit stands and falls with, and whether every group that is touched is told of."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import PartyKind
from metrics.success_factors import success_factors, unlisted_groups
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.small_register import register


def test_the_three_factors_name_the_record_that_fails() -> None:
    tables = register(
        initiatives=[initiative("A", phase="execution", started_on=date(2024, 1, 1))],
        benefits=[
            benefit("good", "A"),
            benefit("bad", "A", owner_role=None),
            benefit("problem", "A", level="problem"),
            benefit("found", "A", unexpected=True),
        ],
        prerequisites=[
            ("good", 1, "Training", "Leader", date(2023, 12, 1), None),
            ("bad", 1, "Training", "Leader", date(2024, 6, 1), None),  # noted too late
        ],
    )
    owned, early, funded = success_factors(tables, "A")
    assert (owned.met, owned.failing) == (False, ("bad",))
    assert (early.met, early.failing) == (False, ("bad",))
    assert (funded.met, funded.failing) == (False, ("A",))


def test_an_initiative_that_seeks_its_solution_is_not_missing_anything_but_a_benefit() -> None:
    seeking = initiative("B", phase="concept")
    factors = success_factors(register(initiatives=[seeking], benefits=[benefit("p", "B", level="problem")]), "B")
    assert [one.met for one in factors] == [None, True, None]
    empty = success_factors(register(initiatives=[seeking]), "B")[1]
    assert (empty.met, empty.failing) == (False, ("B",))


def test_every_kind_of_party_gains_or_somebody_says_why_not() -> None:
    tables = register(
        initiatives=[initiative("A")],
        benefits=[benefit("a", "A")],
        projection_lines=[
            line("A", 1, 1, "a", 2025, 12, 1, beneficiary="hospital"),
            line("A", 1, 2, None, 2025, 12, 1, flow="cost", bearer="north", beneficiary=None),
            line("B", 1, 1, "b", 2025, 12, 1, beneficiary="north"),
        ],
        affected_groups=[("A", "business", "No firm is touched"), ("B", "citizens", "None")],
    )
    assert set(unlisted_groups(tables, "A")) == set(PartyKind) - {PartyKind.HOSPITAL_TRUST, PartyKind.BUSINESS}


@settings(deadline=None, derandomize=True, max_examples=20)
@given(st.sets(st.sampled_from(PartyKind)))
def test_a_group_is_either_explained_or_lacking(explained: set[PartyKind]) -> None:
    groups = [("A", kind, "No line") for kind in explained]
    tables = register(initiatives=[initiative("A")], affected_groups=groups)
    assert set(unlisted_groups(tables, "A")) | explained == set(PartyKind)
    assert not set(unlisted_groups(tables, "A")) & explained
