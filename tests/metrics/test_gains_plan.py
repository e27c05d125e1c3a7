from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import BenefitType, PartyKind
from data.money_vocabulary import ThresholdBasis
from metrics.gains_plan import CutReason, RequiredCuts, net_gains, plan_against_realised, required_cuts
from metrics.gains_rules import NoCutRule, asks_for_confirmation, cut_rule
from metrics.results import Missing

MILLION_KRONER = 100_000_000
DAY = date(2026, 9, 30)
RULE = cut_rule(DAY)

ENTITIES = pd.DataFrame(
    [
        ("applicant", PartyKind.STATE_AGENCY, True),
        ("nav", PartyKind.STATE_AGENCY, False),
        ("agency", PartyKind.STATE_AGENCY, False),
        ("other_agency", PartyKind.STATE_AGENCY, False),
        ("municipality", PartyKind.MUNICIPALITY, False),
        ("county", PartyKind.COUNTY, False),
        ("hospital", PartyKind.HOSPITAL_TRUST, False),
        ("citizens", PartyKind.CITIZENS, False),
        ("business", PartyKind.BUSINESS, False),
    ],
    columns=["entity_id", "kind", "is_applicant"],
)


def net_of(**millions: float) -> pd.DataFrame:
    """A year's net gain by entity, in millions of kroner."""
    index = pd.MultiIndex.from_tuples([(entity, 2026) for entity in millions], names=["entity_id", "fiscal_year"])
    amounts = [round(amount * MILLION_KRONER) for amount in millions.values()]
    return pd.DataFrame({"net_minor": pd.Series(amounts, index=index, dtype="Int64")})


def cuts_of(net: pd.DataFrame, entities: pd.DataFrame = ENTITIES, **changed: Any) -> RequiredCuts:
    return required_cuts(net, entities, RULE, DAY, **changed)


def told(answer: RequiredCuts) -> dict[str, tuple[float, CutReason]]:
    rows = answer.rows.droplevel("fiscal_year")
    amounts = zip(rows.index, rows["required_cut_minor"], rows["reason"], strict=True)
    return {entity: (amount / MILLION_KRONER, reason) for entity, amount, reason in amounts}


def test_net_is_gross_less_operating_cost_and_only_budget_effects_are_gross() -> None:
    gains = pd.DataFrame(
        [
            ("applicant", 2026, BenefitType.CASH, 700),
            ("applicant", 2026, BenefitType.REALLOCATION, 300),
            ("applicant", 2026, BenefitType.OTHER_PUBLIC, 200),
            ("applicant", 2026, BenefitType.QUALITY, 5_000),  # decoys: no budget effects
            ("applicant", 2026, BenefitType.DISBENEFIT, -40),
            ("citizens", 2026, BenefitType.SOCIETY, 900),
            ("applicant", 2027, BenefitType.CASH, 100),
            ("nav", 2026, BenefitType.CASH, None),
        ],
        columns=["entity_id", "fiscal_year", "benefit_type", "amount_minor"],
    ).astype({"amount_minor": "Int64"})
    costs = pd.DataFrame(
        [("applicant", 2026, 150), ("applicant", 2026, 50), ("citizens", 2026, 0), ("nav", 2026, 10)],
        columns=["entity_id", "fiscal_year", "amount_minor"],
    )
    table = net_gains(gains, costs)
    assert table.loc[("applicant", 2026)].tolist() == [1_200, 200, 1_000, 4_960]
    assert table.loc[("citizens", 2026)].tolist() == [0, 0, 0, 900]
    # no operating cost is said for 2027, and NAV's gain has no amount: the net is missing, not 100 and not -10
    assert table["net_minor"].isna().to_dict() == {
        ("applicant", 2026): False,
        ("applicant", 2027): True,
        ("citizens", 2026): False,
        ("nav", 2026): True,
    }


def test_the_required_cuts_are_those_of_the_vector() -> None:
    # published: applicant gross 12, operating cost 2; NAV 6.0; an agency exactly 5.0; a municipality 8.0; an agency -1
    answer = cuts_of(net_of(applicant=12 - 2, nav=6, agency=5, municipality=8, other_agency=-1))
    assert told(answer) == {
        "applicant": (5.0, CutReason.SHARE_OF_APPLICANT),
        "nav": (3.0, CutReason.ABOVE_THRESHOLD),  # half of the whole 6.0, not of the 1.0 above 5
        "agency": (0.0, CutReason.NOT_ABOVE_THRESHOLD),  # 5 is not more than 5
        "municipality": (0.0, CutReason.MUNICIPALITY_OR_COUNTY),
        "other_agency": (0.0, CutReason.NO_NET_GAIN),
    }
    assert (answer.hypothetical, answer.threshold_basis) == (False, ThresholdBasis.EACH_YEAR)


def test_the_threshold_is_strict_to_the_minor_unit() -> None:
    net = net_of(applicant=0, nav=0)
    net["net_minor"] = pd.array([1, 5 * MILLION_KRONER + 1], dtype="Int64")
    # halves go up: 0.5 is 1, and (500 000 001) / 2 = 250 000 000.5
    assert cuts_of(net).rows["required_cut_minor"].tolist() == [1, 250_000_001]


def test_those_who_are_exempt_are_shown_with_the_reason() -> None:
    answer = cuts_of(net_of(applicant=-1, county=20, hospital=20, citizens=20, business=20))
    assert told(answer) == {
        "applicant": (0.0, CutReason.NO_NET_GAIN),
        "county": (0.0, CutReason.MUNICIPALITY_OR_COUNTY),
        "hospital": (0.0, CutReason.HEALTH_TRUST),
        "citizens": (0.0, CutReason.NOT_PUBLIC),
        "business": (0.0, CutReason.NOT_PUBLIC),
    }


def test_whether_the_threshold_is_yearly_changes_the_answer_and_is_told() -> None:
    index = pd.MultiIndex.from_tuples(
        [("nav", 2026), ("nav", 2027), ("agency", 2026), ("agency", 2027)], names=["entity_id", "fiscal_year"]
    )
    amounts = [4 * MILLION_KRONER, 3 * MILLION_KRONER, 6 * MILLION_KRONER, -2 * MILLION_KRONER]
    net = pd.DataFrame({"net_minor": pd.Series(amounts, index=index, dtype="Int64")})
    yearly, whole = cuts_of(net), cuts_of(net, threshold_basis=ThresholdBasis.WHOLE_PLAN)
    assert [cut / MILLION_KRONER for cut in yearly.rows["required_cut_minor"]] == [0, 0, 3, 0]  # only 6 is more than 5
    # 4 + 3 = 7 is more than 5; 6 - 2 = 4 is not
    assert [cut / MILLION_KRONER for cut in whole.rows["required_cut_minor"]] == [2, 1.5, 0, 0]
    assert whole.threshold_basis == ThresholdBasis.WHOLE_PLAN


def test_a_missing_net_gain_makes_the_cut_missing_but_never_that_of_the_exempt() -> None:
    net = net_of(applicant=1, nav=1, municipality=1)
    net["net_minor"] = pd.array([None, None, None], dtype="Int64")
    rows = cuts_of(net).rows.droplevel("fiscal_year")
    assert rows["required_cut_minor"].isna().tolist() == [True, True, False]
    assert rows["reason"].tolist() == [CutReason.NOT_KNOWN, CutReason.NOT_KNOWN, CutReason.MUNICIPALITY_OR_COUNTY]
    assert rows.loc["municipality", "required_cut_minor"] == 0


@pytest.mark.parametrize("kind", [PartyKind.UNIT, PartyKind.MUNICIPALITY, PartyKind.COUNTY])
def test_a_municipalitys_plan_requires_no_cut_and_a_computed_one_is_hypothetical(kind: PartyKind) -> None:
    own = pd.DataFrame(
        [("us", kind, True), ("nav", PartyKind.STATE_AGENCY, False)], columns=["entity_id", "kind", "is_applicant"]
    )
    plain = cuts_of(net_of(us=10, nav=6), own)
    assert told(plain) == {"us": (0.0, CutReason.MUNICIPAL_PLAN), "nav": (0.0, CutReason.MUNICIPAL_PLAN)}
    assert plain.hypothetical is False
    asked = cuts_of(net_of(us=10, nav=6), own, hypothetically=True)
    assert told(asked) == {"us": (5.0, CutReason.SHARE_OF_APPLICANT), "nav": (3.0, CutReason.ABOVE_THRESHOLD)}
    assert asked.hypothetical is True


def test_a_net_gain_of_exactly_nothing_is_no_gain() -> None:
    assert told(cuts_of(net_of(applicant=0, nav=0))) == {
        "applicant": (0.0, CutReason.NO_NET_GAIN),
        "nav": (0.0, CutReason.NO_NET_GAIN),
    }


def test_a_plan_without_one_applicant_or_with_an_unknown_entity_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="found 0"):
        cuts_of(net_of(nav=1), ENTITIES[1:])
    with pytest.raises(ValueError, match="stranger"):
        cuts_of(net_of(stranger=1))


def test_a_rule_that_was_verified_before_today_asks_to_be_confirmed() -> None:
    assert cuts_of(net_of(applicant=1)).confirm_rule is True
    assert asks_for_confirmation(RULE, RULE.last_verified) is False
    with pytest.raises(NoCutRule):
        cut_rule(date(2015, 12, 31))


def test_what_is_realised_stands_beside_the_plan_by_year() -> None:
    index = pd.MultiIndex.from_tuples(
        [("us", 2025), ("us", 2026), ("us", 2027), ("us", 2028)], names=["entity_id", "fiscal_year"]
    )
    plan = pd.DataFrame({"net_minor": pd.Series([100, 200, 0, 300], index=index, dtype="Int64")})
    done = pd.DataFrame({"realised_net_minor": pd.Series([80, 250, 10], index=index[:3], dtype="Int64")})
    table = plan_against_realised(plan, done).droplevel("entity_id")
    assert table["value"].tolist()[:2] == [0.8, 1.25]
    assert table["gap_minor"].tolist()[:3] == [-20, 50, 10]
    assert table["why"].tolist() == [None, None, Missing.ZERO_DENOMINATOR, Missing.NOT_MEASURED]


@given(st.dictionaries(st.sampled_from(ENTITIES["entity_id"].tolist()), st.integers(-(10**12), 10**12), min_size=1))
@settings(deadline=None, derandomize=True)
def test_cuts_are_half_the_net_or_nothing_as_the_white_paper_says_it(amounts: dict[str, int]) -> None:
    net = net_of(**dict.fromkeys(amounts, 0.0))
    net["net_minor"] = pd.array(list(amounts.values()), dtype="Int64")
    found = cuts_of(net).rows.droplevel("fiscal_year")["required_cut_minor"]
    for entity, amount in amounts.items():
        owes = entity == "applicant" or (entity in {"nav", "agency", "other_agency"} and amount > 500_000_000)
        half = Fraction(amount, 2)
        assert abs(found[entity] - (half if owes and amount > 0 else 0)) <= Fraction(1, 2)
