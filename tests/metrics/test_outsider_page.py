"""What the outsider accounts' page shows, from a profile that is easy to count with: one outside costs 100 more."""

from dataclasses import replace

import pytest

from data.money_vocabulary import AdminLevel
from metrics.outsider_page import (
    Against,
    KeptScenario,
    NoAccounts,
    by_age,
    by_level,
    highest_paying_rate,
    most_apart,
    outsider_page,
)
from metrics.outsider_rates import flat
from tests.metrics.profiles import only, plain, profile

WHOLE = profile(plain)
KEPT = KeptScenario(
    scenario_id="1",
    name="A measure",
    unit_id="town",
    initiative_id=None,
    target_group="g",
    people=100,
    success_without_millionths=500_000,
    success_with_millionths=600_000,
    move_millionths=500_000,
    start_age=57,
    cost_minor=(400, 100),
    paid_by=AdminLevel.MUNICIPALITY,
    discount=False,
)


def test_levels_and_ages_add_up_and_the_payer_is_told_apart() -> None:
    page = outsider_page(WHOLE, KEPT, None)
    assert page.answer is not None
    # 100 x (0.6 - 0.5) = 10 prevented, half the way, ages 57 and 58: 10 x 0.5 x 2 x 30 and x 70
    levels = {one.level: (one.present_minor, one.cost_minor, one.net_minor) for one in by_level(page.answer)}
    assert levels[AdminLevel.MUNICIPALITY] == (300, 500, -200)
    assert levels[AdminLevel.COUNTY] == (0, 0, 0)
    assert levels[AdminLevel.STATE] == (700, 0, 700)
    assert page.answer.payer.wrong_pocket
    assert not page.answer.payer.payer_whole
    ages = by_age(page.answer)
    assert list(ages.index) == [57, 58]
    assert list(ages["total_minor"]) == [10 * 50, 10 * 50]
    assert list(ages["so_far_minor"]) == [500 - 500, 1_000 - 500]
    assert page.answer.accounts.break_even_age == 57


def test_what_cannot_be_told_is_said_and_nothing_is_computed() -> None:
    trust = replace(KEPT, paid_by=AdminLevel.HEALTH_TRUST)
    huge = profile(only(2**60))
    cases = {
        NoAccounts.NO_SCENARIO: outsider_page(WHOLE, None, None),
        NoAccounts.TOO_FEW: outsider_page(WHOLE, replace(KEPT, people=None), None),
        NoAccounts.UNTOLD_LEVEL: outsider_page(WHOLE, trust, None),
        NoAccounts.TOO_LARGE: outsider_page(huge, replace(KEPT, people=10_000), None),
    }
    for why, page in cases.items():
        assert (page.answer, page.society, page.why_missing) == (None, None, why)
        assert len(page.curves) == 41


def test_society_is_told_only_where_it_is_discounted_and_leaves_transfers_out() -> None:
    assert outsider_page(WHOLE, KEPT, None).society is None
    rates = replace(flat(0.0), tax_financing_share=0.2)
    society = outsider_page(WHOLE, KEPT, rates).society
    assert society is not None
    # a year and person: services 30, taxes 20, transfers 50 in the public view alone; 10 x 0.5 x 2 years
    assert (society.services_minor, society.production_minor) == (300, 200)
    # 20 % of the whole net effect on public budgets: 0.2 x (1 000 - 500)
    assert society.tax_financing_minor == 100
    assert society.total.potential_minor == 300 + 200 + 100 - 500


@pytest.mark.parametrize(("against", "more"), [(Against.AVERAGE, 86), (Against.NOT_OUTSIDE, 100)])
def test_the_widest_gap_is_against_whom_is_drawn(against: Against, more: int) -> None:
    # outside 40 + 60 - 10 = 90; not outside 10 + 10 - 30 = -10; the average 14 + 17 - 27 = 4, so 86 more than it
    lives = outsider_page(WHOLE, None, None).curves
    assert most_apart(lives, against)[1] == more


def test_without_the_average_it_is_not_drawn() -> None:
    assert outsider_page(WHOLE, None, None).average_told
    assert not outsider_page(WHOLE[WHOLE["group"] != "average"], None, None).average_told


@pytest.mark.parametrize(("cost", "rate"), [(1_000, 0.0), (975, 0.04), (940, 0.06), (1_001, None)])
def test_the_highest_rate_at_which_it_pays(cost: int, rate: float | None) -> None:
    # effects 500 now and 500 in a year: 1 000 at 0 %, 980.8 at 4 %, 971.7 at 6 %; the cost falls now
    page = outsider_page(WHOLE, replace(KEPT, cost_minor=(cost,)), None)
    assert page.answer is not None
    assert highest_paying_rate(page.answer) == rate
