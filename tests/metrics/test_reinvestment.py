from fractions import Fraction
from random import Random
from typing import Any

import pytest

from data.benefit_vocabulary import MILLION, BenefitType
from data.money_vocabulary import SHARED, Account, RecipientScope
from metrics.reinvestment import Ineligible, Part, Saving, Split, StepKind, split
from metrics.reinvestment_rules import RuleVersion
from tests.metrics.savings import rule, saving


def given(answer: Split) -> dict[str, int]:
    return {part.account.value: part.amount_minor for part in answer.parts}


def test_a_saving_is_shared_as_the_version_says_and_every_step_is_shown() -> None:
    # gross 1 300 - cost 200 - loss 50 = net 1 050; booked 1 000; instalment 100; 900 by 50, 30, 10 and 10 %
    answer = split(saving(gross_minor=1_300, loss_carried_minor=50, instalment_due_minor=100), rule())
    assert answer.reasons == ()
    assert (answer.net_minor, answer.distributable_minor, answer.loss_carried_forward_minor) == (1_050, 1_000, 0)
    assert [(step.kind, step.amount_minor, step.left_minor) for step in answer.steps] == [
        (StepKind.GROSS, 1_300, 1_300),
        (StepKind.OPERATING_COST, -200, 1_100),
        (StepKind.LOSS_CARRIED, -50, 1_050),
        (StepKind.NOT_BOOKED, -50, 1_000),
        (StepKind.INSTALMENT_FIRST, -100, 900),
        (StepKind.SHARED, -900, 0),
        (StepKind.FEWER_AFTER_YEARS, 0, 0),
        (StepKind.OVER_CAP, 0, 0),
        (StepKind.INSTALMENT_FROM_SHARE, 0, 0),
    ]
    assert answer.parts == (
        Part(Account.KEPT_AS_CUT, 450),
        Part(Account.INITIATOR, 270, "U1"),
        Part(Account.BEARER_COMPENSATION, 90),
        Part(Account.COMMON_FUND, 90),
        Part(Account.INNOVATION_FUND, 100, "U1"),
    )


def test_the_published_rounding_holds_in_a_split() -> None:
    # published: 1 000 000.01 kr by .5, .3, .2
    shares = {"kept_as_cut": 500_000, "initiator": 300_000, "bearer_compensation": 200_000, "common_fund": 0}
    whole = saving(gross_minor=100_000_001, operating_cost_minor=0, booked_reduction_minor=100_000_001)
    assert given(split(whole, rule(**shares))) == {
        "kept_as_cut": 50_000_001,
        "initiator": 30_000_000,
        "bearer_compensation": 20_000_000,
    }


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"benefit_type": BenefitType.REALLOCATION}, Ineligible.NOT_CASHABLE),
        ({"benefit_type": BenefitType.QUALITY}, Ineligible.NOT_CASHABLE),
        ({"gross_minor": None}, Ineligible.NOT_KNOWN),
        ({"operating_cost_minor": None}, Ineligible.NOT_KNOWN),
        ({"verifier_id": None}, Ineligible.NOT_VERIFIED),
        ({"verifier_id": "owner"}, Ineligible.VERIFIED_BY_OWNER),
        ({"booked_reduction_minor": None}, Ineligible.NOT_BOOKED),
        ({"booked_reduction_minor": 0}, Ineligible.NOT_BOOKED),
        ({"already_used": True}, Ineligible.ALREADY_USED),
    ],
)
def test_what_is_not_eligible_gives_nothing_and_says_why(changed: dict[str, Any], reason: Ineligible) -> None:
    answer = split(saving(**changed), rule())
    assert answer.reasons == (reason,)
    assert (answer.distributable_minor, answer.parts) == (0, ())


def test_all_the_reasons_are_told_at_once() -> None:
    answer = split(saving(benefit_type=BenefitType.SOCIETY, verifier_id=None, already_used=True), rule())
    assert answer.reasons == (Ineligible.NOT_CASHABLE, Ineligible.NOT_VERIFIED, Ineligible.ALREADY_USED)


@pytest.mark.parametrize(
    ("changed", "after"),
    [
        ({"gross_minor": 150}, 50),  # 150 - 200 = -50
        ({"gross_minor": 150, "loss_carried_minor": 30}, 80),  # 30 + 50
        ({"gross_minor": 250, "loss_carried_minor": 80}, 30),  # 80 - 50: covered in part, and nothing is left to give
        ({"gross_minor": 280, "loss_carried_minor": 80}, 0),  # net exactly 0
        ({"gross_minor": 150, "booked_reduction_minor": None}, 50),  # a period of losses has no cut
        (
            {"gross_minor": 900, "booked_reduction_minor": None, "loss_carried_minor": 80},
            80,
        ),  # not covered before a cut
        ({"gross_minor": 150, "already_used": True, "loss_carried_minor": 30}, 30),  # counted before
        ({"gross_minor": 150, "verifier_id": None, "loss_carried_minor": 30}, 30),  # not known yet
        ({"gross_minor": None, "loss_carried_minor": 30}, 30),
    ],
)
def test_losses_are_carried_until_a_later_gain_covers_them(changed: dict[str, Any], after: int) -> None:
    answer = split(saving(**changed), rule())
    assert answer.parts == ()
    assert answer.loss_carried_forward_minor == after


def test_no_more_is_given_than_was_booked_and_no_more_than_was_gained() -> None:
    assert split(saving(booked_reduction_minor=700), rule()).distributable_minor == 700
    assert split(saving(booked_reduction_minor=5_000), rule()).distributable_minor == 1_000


def test_under_the_threshold_all_goes_to_the_account_that_the_rule_names() -> None:
    small = rule(threshold_minor=1_001, default_account=Account.KEPT_AS_CUT)
    answer = split(saving(instalment_due_minor=100), small)
    assert given(answer) == {"kept_as_cut": 1_000}
    assert StepKind.UNDER_THRESHOLD in {step.kind for step in answer.steps}
    # a small amount may stay with the unit, under its cap all the same
    theirs = rule(threshold_minor=1_001, default_account=Account.INITIATOR, cap_minor=600)
    assert given(split(saving(), theirs)) == {"initiator": 600, "common_fund": 400}
    # exactly the threshold is shared
    assert given(split(saving(), rule(threshold_minor=1_000)))["initiator"] == 300


def test_a_loan_takes_the_whole_amount_where_it_must() -> None:
    assert given(split(saving(instalment_due_minor=4_000), rule())) == {"innovation_fund": 1_000}


def test_a_loan_that_is_not_first_is_paid_out_of_the_initiators_share() -> None:
    second = rule(loan_first=False)
    assert given(split(saving(instalment_due_minor=100), second)) == {
        "kept_as_cut": 500,
        "initiator": 300 - 100,
        "bearer_compensation": 100,
        "common_fund": 100,
        "innovation_fund": 100,
    }
    assert given(split(saving(instalment_due_minor=400), second))["innovation_fund"] == 300  # no more than the share


def test_what_the_initiator_may_not_have_goes_to_the_common_fund() -> None:
    capped = split(saving(initiator_before_minor=150), rule(cap_minor=400))
    assert (given(capped)["initiator"], given(capped)["common_fund"]) == (400 - 150, 100 + 50)
    full = split(saving(initiator_before_minor=450), rule(cap_minor=400))
    assert "initiator" not in given(full)
    tapered = split(saving(year_number=2), rule(taper=(MILLION, 500_000, 250_000)))
    assert (given(tapered)["initiator"], given(tapered)["common_fund"]) == (150, 100 + 150)
    late = split(saving(year_number=4), rule())
    assert given(late) == {"kept_as_cut": 500, "bearer_compensation": 100, "common_fund": 100 + 300}


def test_a_share_that_nobody_may_have_moves_before_it_is_rounded() -> None:
    # at minimum staffing the unit gives up no cut: 50 + 30 % go to it
    floor = split(saving(at_minimum_staffing=True), rule(staffing_floor_exempt=True))
    assert given(floor) == {"initiator": 800, "bearer_compensation": 100, "common_fund": 100}
    assert given(split(saving(at_minimum_staffing=True), rule()))["kept_as_cut"] == 500  # the version does not exempt
    alone = split(saving(bearer_to_compensate=False), rule())
    assert given(alone) == {"kept_as_cut": 500, "initiator": 300, "common_fund": 200}


def test_the_version_says_whether_the_unit_or_the_municipality_gets_the_share() -> None:
    municipality = split(saving(), rule(recipient_scope=RecipientScope.MUNICIPALITY))
    assert [part.unit_id for part in municipality.parts if part.account == Account.INITIATOR] == [None]
    assert municipality.given(Account.INITIATOR) == 300


def random_rule(draw: Random) -> RuleVersion:
    cuts = sorted(draw.randint(0, MILLION) for _ in range(3))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, MILLION], strict=True)]
    years = draw.randint(0, 4)
    return rule(
        **dict(zip(("kept_as_cut", "initiator", "bearer_compensation", "common_fund"), shares, strict=True)),
        threshold_minor=draw.choice([0, draw.randint(0, 10**6)]),
        cap_minor=draw.choice([None, 0, draw.randint(0, 10**7)]),
        years=years,
        taper=draw.choice([(), tuple(draw.randint(0, MILLION) for _ in range(years))]),
        loan_first=draw.random() < 0.5,
        staffing_floor_exempt=draw.random() < 0.5,
        default_account=draw.choice(SHARED),
    )


def random_saving(draw: Random) -> Saving:
    return saving(
        gross_minor=draw.randint(0, 10 ** draw.randint(4, 11)),
        operating_cost_minor=draw.randint(0, 10 ** draw.randint(0, 7)),
        loss_carried_minor=draw.choice([0, 0, draw.randint(0, 10**6)]),
        booked_reduction_minor=draw.choice([None, *(draw.randint(1, 10 ** draw.randint(4, 11)) for _ in range(4))]),
        year_number=draw.randint(1, 5),
        instalment_due_minor=draw.choice([0, draw.randint(0, 10**8)]),
        initiator_before_minor=draw.choice([0, draw.randint(0, 10**7)]),
        at_minimum_staffing=draw.random() < 0.5,
        bearer_to_compensate=draw.random() < 0.5,
    )


def exact_initiator(share: Fraction, one: Saving, by: RuleVersion) -> Fraction:
    if one.year_number > by.years:
        return Fraction(0)
    if by.taper:
        share *= Fraction(by.taper[one.year_number - 1], MILLION)
    if by.cap_minor is None:
        return share
    return min(share, Fraction(max(0, by.cap_minor - one.initiator_before_minor)))


def exact_parts(one: Saving, by: RuleVersion) -> dict[str, Fraction]:
    """What each account would get if an øre could be divided, step by step."""
    net = (one.gross_minor or 0) - (one.operating_cost_minor or 0) - one.loss_carried_minor
    if one.booked_reduction_minor is None or net <= 0:
        return {}
    amount = Fraction(min(net, one.booked_reduction_minor))
    if amount < by.threshold_minor:
        exact = dict.fromkeys([account.value for account in SHARED], Fraction(0)) | {by.default_account.value: amount}
        kept = exact_initiator(exact["initiator"], one, by)
        return exact | {"initiator": kept, "common_fund": exact["common_fund"] + exact["initiator"] - kept}
    repaid = min(amount, Fraction(one.instalment_due_minor)) if by.loan_first else Fraction(0)
    amount -= repaid
    cut, own = Fraction(by.kept_as_cut, MILLION), Fraction(by.initiator, MILLION)
    if by.staffing_floor_exempt and one.at_minimum_staffing:
        cut, own = Fraction(0), cut + own
    bearer = Fraction(by.bearer_compensation, MILLION) if one.bearer_to_compensate else Fraction(0)
    initiator = exact_initiator(amount * own, one, by)
    fund = amount - amount * cut - amount * bearer - initiator
    later = Fraction(0) if by.loan_first else min(initiator, Fraction(one.instalment_due_minor))
    return {
        "kept_as_cut": amount * cut,
        "initiator": initiator - later,
        "bearer_compensation": amount * bearer,
        "common_fund": fund,
        "innovation_fund": repaid + later,
    }


def test_over_random_rules_no_minor_unit_is_lost_or_made_and_each_part_is_the_exact_one_rounded() -> None:
    draw = Random(20260930)  # noqa: S311 - cases for a test, not a secret
    shared = 0
    for _ in range(10_000):
        one, by = random_saving(draw), random_rule(draw)
        answer = split(one, by)
        parts = given(answer)
        wanted = exact_parts(one, by)
        assert sum(parts.values()) == answer.distributable_minor == sum(wanted.values())
        assert all(amount > 0 for amount in parts.values())
        # two roundings at most (the share, then the taper), each less than one minor unit; the fund takes up both
        assert all(abs(parts.get(account, 0) - exact) < 3 for account, exact in wanted.items())
        assert parts.keys() <= wanted.keys()
        if by.cap_minor is not None:
            assert parts.get("initiator", 0) <= max(0, by.cap_minor - one.initiator_before_minor)
        shared += bool(parts)
    assert shared > 5_000  # the cases are not all empty
