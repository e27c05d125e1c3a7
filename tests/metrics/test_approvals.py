from metrics.approvals import approved_decisions, largest_approved
from metrics.results import Fact
from tests.metrics.small_town import adjustment, adjustments

ROWS = adjustments(
    adjustment("hjem", -2, benefit=None),
    adjustment("lege", -3),  # the same case: told together, at the unit that bears most
    adjustment("hjem", -4, reference="sak 9/26", reason="flom", benefit=None),
    adjustment("skole", 7, reference="sak 8/26"),
)


def test_a_decision_is_told_once_at_the_unit_that_bears_most_of_it() -> None:
    first, second, last = approved_decisions(ROWS)
    assert (first.amount_minor, first.unit_id, first.benefit) == (-5, "lege", "den sparer sykehuset")  # -2 - 3
    assert (second.amount_minor, second.unit_id, second.benefit) == (-4, "hjem", None)
    assert (last.amount_minor, last.unit_id) == (7, "skole")
    assert largest_approved(ROWS) == first


def test_what_a_sentence_says_of_a_decision() -> None:
    with_benefit, without = approved_decisions(ROWS)[:2]
    assert with_benefit.facts()["amount"] == Fact("money", 5)
    assert with_benefit.facts()["benefit"] == Fact("text", "den sparer sykehuset")
    assert "benefit" not in without.facts()


def test_money_given_back_is_no_approved_cost() -> None:
    assert largest_approved(adjustments(adjustment("hjem", 7))) is None
    assert largest_approved(adjustments()) is None
