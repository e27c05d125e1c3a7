"""What needs somebody, and in which order."""

from dataclasses import replace

import pytest

from metrics import tables as t
from metrics.results import Fact, Need
from metrics.scorecard import scorecard
from metrics.tables import ScorecardTables
from tests.metrics.small_town import UNITS, adjustment, adjustments, empty, position, positions

M = 100_000_000


def over_and_under(*millions: float) -> ScorecardTables:
    """Units of 10 million each and one of 1 000 million, each so many million over (-) or under (+) its budget."""
    keys = [f"s{n}" for n in range(len(millions))]
    units = t.table(t.UNITS, [*UNITS.itertuples(index=False, name=None), *((key, "helse", key, None) for key in keys)])
    rows = [
        position(key, 2026, 9, periodised=budget * M, actual=round((budget - each) * M))
        for key, each, budget in zip(keys, millions, (1000, *[10] * 9), strict=False)
    ]
    whole = position("helse", 2026, 9, periodised=2000 * M, actual=1990 * M)
    return replace(empty(), units=units, budget_positions=positions(whole, *rows))


def of_verb(tables: ScorecardTables, verb: str) -> list[Need]:
    return [need for need in scorecard(tables).needs if need.verb == verb]


@pytest.mark.parametrize(
    ("millions", "named"),
    [
        ((175, -0.14, 69.6), ["s0", "s2"]),  # 0.14 of 10 is 1.4 % of its own budget and little money
        ((-20, 9, -8), ["s0", "s1"]),  # over and under weigh alike
        ((11, 3, -3.1), ["s0", "s2"]),
        ((900, 800, 950), ["s2", "s0"]),  # nothing is so large that what is larger weighs no more
    ],
)
def test_the_unexplained_are_named_by_money_and_not_by_their_own_share(
    millions: tuple[float], named: list[str]
) -> None:
    assert [need.unit_id for need in of_verb(over_and_under(*millions), "explain")] == named


def approved(*rows: tuple[object, ...], unit: str = "helse") -> ScorecardTables:
    return replace(over_and_under(-30), unit_id=unit, adjustments=adjustments(*rows))


def test_an_approved_cost_with_a_benefit_is_to_be_followed_up_though_it_explains_the_deviation() -> None:
    (line,) = of_verb(approved(adjustment("lege", -3 * M)), "follow_up")
    assert (line.unit_id, line.page) == ("lege", "budget")
    assert line.finding.code == "benefit.to_be_shown"
    assert line.finding.facts == {
        "unit": Fact("text", "Legetjenesten"),
        "amount": Fact("money", 3 * M),
        "reason": Fact("text", "velferdsteknologi"),
        "authority": Fact("word", "authority.council"),
        "reference": Fact("text", "sak 41/26"),
        "benefit": Fact("text", "den sparer sykehuset"),
    }


@pytest.mark.parametrize(
    "row",
    [
        adjustment("lege", -3 * M, benefit=None),
        adjustment("lege", 3 * M),  # gives money back
        adjustment("lege", -3 * M, approved_on=None),
        adjustment("lege", -3 * M, year=2025),
        adjustment("skole", -3 * M),  # not below the unit
        adjustment("lege", -3 * M, period=10),  # falls after the quarter
    ],
)
def test_what_has_no_benefit_to_show_here_asks_for_nothing(row: tuple[object, ...]) -> None:
    assert of_verb(approved(row), "follow_up") == []


def test_the_dearest_decision_stands_first() -> None:
    rows = (adjustment("lege", -2 * M, reference="sak 2/26"), adjustment("lege", -4 * M, reference="sak 4/26"))
    references = [line.finding.facts["reference"].value for line in of_verb(approved(*rows), "follow_up")]
    assert references == ["sak 4/26", "sak 2/26"]
