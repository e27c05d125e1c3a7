"""The three things a benefit stands and falls with, and whether every group that is touched is told of."""

from datetime import date

from metrics.success_factors import success_factors
from tests.metrics.benefit_town import benefit, initiative
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
