from datetime import date
from itertools import pairwise
from math import isnan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import PartyKind
from data.money_vocabulary import GrantCategory
from metrics.discounting import schedule
from metrics.gains_grant import GrantOffer, GrantRefusal, grant_offer, ranked
from metrics.gains_rules import GRANT_RULES, RULE_SETS

MILLION_KRONER = 100_000_000
NORWAY = schedule("no", date(2026, 9, 30))


def offer(
    millions: float,
    on: date,
    *,
    years: int = 2,
    applicant: PartyKind = PartyKind.STATE_AGENCY,
    category: GrantCategory = GrantCategory.ORDINARY,
) -> GrantOffer:
    return grant_offer(round(millions * MILLION_KRONER), years, applicant, category, on)


def test_the_grant_is_that_of_the_vector() -> None:
    # published: 800 / 22 = 36.4 m by the rule of 2019: half is 18.2 m, the cap 15 m, which is 41 % of the cost
    answer = offer(800 / 22, date(2019, 6, 1))
    assert answer.grant_minor == 15 * MILLION_KRONER
    assert round(answer.share, 2) == 0.41
    assert offer(4.99, date(2019, 6, 1)).refusals == (GrantRefusal.COST_TOO_SMALL,)


@pytest.mark.parametrize(
    ("millions", "on", "category", "granted"),
    [
        (5, date(2019, 12, 31), GrantCategory.ORDINARY, 2.5),
        (30, date(2019, 12, 31), GrantCategory.ORDINARY, 15),
        (50, date(2021, 1, 1), GrantCategory.ORDINARY, 15),
        (100, date(2022, 12, 31), GrantCategory.CROSS_CUTTING, 85),
        (10, date(2023, 1, 1), GrantCategory.ORDINARY, 5),
        (100, date(2026, 1, 1), GrantCategory.ORDINARY, 50),
    ],
)
def test_each_rounds_own_numbers_hold_at_their_edges(
    millions: float, on: date, category: GrantCategory, granted: float
) -> None:
    assert offer(millions, on, category=category).grant_minor == granted * MILLION_KRONER


@pytest.mark.parametrize(
    ("answer", "refusals"),
    [
        (offer(50.01, date(2019, 6, 1)), (GrantRefusal.COST_TOO_LARGE,)),
        (offer(100.01, date(2022, 6, 1), category=GrantCategory.CROSS_CUTTING), (GrantRefusal.COST_TOO_LARGE,)),
        (offer(9.99, date(2026, 1, 1), years=4), (GrantRefusal.COST_TOO_SMALL, GrantRefusal.TOO_MANY_YEARS)),
        (offer(20, date(2026, 1, 1), applicant=PartyKind.MUNICIPALITY), (GrantRefusal.PARTNER_ONLY,)),
        (offer(20, date(2026, 1, 1), applicant=PartyKind.UNIT), (GrantRefusal.PARTNER_ONLY,)),
        (offer(20, date(2026, 1, 1), applicant=PartyKind.BUSINESS), (GrantRefusal.MAY_NOT_APPLY,)),
        (offer(20, date(2020, 6, 1)), (GrantRefusal.NO_KNOWN_RULE,)),  # no source tells of 2020
        (offer(20, date(2019, 6, 1), category=GrantCategory.CROSS_CUTTING), (GrantRefusal.NO_KNOWN_RULE,)),
    ],
)
def test_what_may_not_be_sought_says_every_reason(answer: GrantOffer, refusals: tuple[GrantRefusal, ...]) -> None:
    assert answer.refusals == refusals
    assert answer.grant_minor is None
    assert isnan(answer.share)


def test_as_many_budget_years_as_the_round_allows_are_not_too_many() -> None:
    assert offer(20, date(2026, 1, 1), years=3).grant_minor == 10 * MILLION_KRONER


def test_projects_are_ranked_by_what_a_krone_gives() -> None:
    # published: 26.2 bn for 754 m and 3.4 bn for 109.5 m, both in the base year
    flows = pd.DataFrame({0: [3_400.0, 26_200, 1, 5, 10]}, index=["nine", "seventy-two", "free", "unknown", "loss"])
    funds = pd.DataFrame({0: [109.5, 754, 0, None, 10]}, index=flows.index)
    flows.loc["loss", 0] = -10
    table = ranked(flows, funds, NORWAY)
    assert table.index.tolist() == ["seventy-two", "nine", "loss", "free", "unknown"]
    assert table["value"].round(1).tolist()[:3] == [34.7, 31.1, -1.0]
    assert table["rank"].tolist()[:3] == [1, 2, 3]
    assert table["rank"].isna().tolist()[3:] == [True, True]


def test_every_rule_says_where_it_comes_from_and_none_overlaps() -> None:
    for rule in (*RULE_SETS, *GRANT_RULES):
        assert rule.mark in {"S", "V", "M", "D"}
        assert rule.source
    for category in GrantCategory:
        dated = sorted((one.valid_from, one.valid_to or date.max) for one in GRANT_RULES if one.category == category)
        assert all(end < start for (_, end), (start, _) in pairwise(dated))


@given(st.integers(1, 20_000_000_000), st.dates(date(2016, 1, 1), date(2030, 1, 1)), st.sampled_from(GrantCategory))
@settings(deadline=None, derandomize=True)
def test_a_grant_is_never_more_than_the_share_and_the_cap(cost: int, on: date, category: GrantCategory) -> None:
    answer = grant_offer(cost, 1, PartyKind.STATE_AGENCY, category, on)
    assert (answer.grant_minor is None) == bool(answer.refusals)
    if answer.rule is not None and answer.grant_minor is not None:
        assert answer.grant_minor * 1_000_000 <= cost * answer.rule.share_millionths
        assert answer.grant_minor <= (answer.rule.most_minor or answer.grant_minor)
