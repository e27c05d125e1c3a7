from collections import Counter
from random import Random

import pytest

from data.money_vocabulary import SHARED, Account
from metrics.reinvestment import split
from metrics.reinvestment_postings import Entry, correction, entries
from tests.metrics.savings import rule, saving

SAVING, INITIATOR, USE, LOAN = Account.SAVING, Account.INITIATOR, Account.USE, Account.LOAN
FUND, RECEIVABLE = Account.INNOVATION_FUND, Account.RECEIVABLE


def held(made: tuple[Entry, ...]) -> Counter[Account]:
    sums: Counter[Account] = Counter()
    for entry in made:
        sums[entry.account] += entry.amount_minor
    return sums


def test_a_shared_saving_is_posted_in_double_entry() -> None:
    # 1 000: instalment 100, then 900 by 50, 30, 10 and 10 %
    assert entries(split(saving(instalment_due_minor=100), rule())) == (
        Entry(SAVING, "U1", -1_000),
        Entry(Account.KEPT_AS_CUT, None, 450),
        Entry(INITIATOR, "U1", 270),
        Entry(Account.BEARER_COMPENSATION, None, 90),
        Entry(Account.COMMON_FUND, None, 90),
        Entry(USE, "U1", 100),
        Entry(LOAN, "U1", -100, of_lot=False),
        Entry(FUND, None, 100, of_lot=False),
    )


def test_what_is_not_shared_is_not_posted() -> None:
    assert entries(split(saving(verifier_id=None), rule())) == ()


def test_a_gain_revised_down_is_taken_back_from_where_it_is_left() -> None:
    # 1 000 becomes 600: 500, 300, 100, 100 become 300, 180, 60, 60
    booked, revised = split(saving(), rule()), split(saving(gross_minor=800), rule())
    left = {account: booked.given(account) for account in SHARED}
    assert correction(booked, revised, left) == (
        Entry(SAVING, "U1", 400),
        Entry(Account.KEPT_AS_CUT, None, -200),
        Entry(INITIATOR, "U1", -120),
        Entry(Account.BEARER_COMPENSATION, None, -40),
        Entry(Account.COMMON_FUND, None, -40),
    )


def test_what_is_spent_already_is_owed_by_the_unit() -> None:
    booked, revised = split(saving(), rule()), split(saving(gross_minor=800), rule())
    left = {account: booked.given(account) for account in SHARED} | {INITIATOR: 50}  # 250 of 300 are spent
    made = correction(booked, revised, left)
    # 120 too much: 50 is there, 70 is owed; the saving gets 400 - 70 back now, and 70 when it is paid
    assert held(made) == {
        SAVING: 330,
        Account.KEPT_AS_CUT: -200,
        INITIATOR: -50,
        USE: -70,
        RECEIVABLE: 70,
        Account.BEARER_COMPENSATION: -40,
        Account.COMMON_FUND: -40,
    }
    assert Entry(RECEIVABLE, "U1", 70) in made


def test_an_instalment_that_was_paid_with_too_much_is_owed_again() -> None:
    second = rule(threshold_minor=0, loan_first=True)
    booked = split(saving(instalment_due_minor=1_000), second)
    revised = split(saving(gross_minor=800, instalment_due_minor=1_000), second)
    assert held(correction(booked, revised, {FUND: 5_000})) == {SAVING: 400, USE: -400, LOAN: 400, FUND: -400}


def test_a_gain_revised_to_nothing_is_taken_back_whole_and_one_that_stands_posts_nothing() -> None:
    booked = split(saving(), rule())
    left = {account: booked.given(account) for account in SHARED}
    nothing = correction(booked, split(saving(gross_minor=0), rule()), left)
    assert held(nothing) + held(entries(booked)) == Counter()
    assert all(held(nothing)[account] == -held(entries(booked))[account] for account in (SAVING, *SHARED))
    assert correction(booked, booked, left) == ()


def test_only_the_same_benefit_period_and_version_can_correct() -> None:
    booked = split(saving(), rule())
    for other in (split(saving(period=4), rule()), split(saving(), rule(version="2"))):
        with pytest.raises(ValueError, match="cannot correct"):
            correction(booked, other, {})


def test_over_random_revisions_every_transaction_sums_to_nothing_and_no_account_is_overdrawn() -> None:
    draw = Random(11)  # noqa: S311 - cases for a test, not a secret
    for _ in range(2_000):
        due, by = draw.choice([0, draw.randint(1, 900)]), rule(threshold_minor=draw.choice([0, 400]))
        booked = split(saving(gross_minor=draw.randint(0, 2_000), instalment_due_minor=due), by)
        revised = split(saving(gross_minor=draw.randint(0, 2_000), instalment_due_minor=due), by)
        left = {account: draw.randint(0, booked.given(account)) for account in (*SHARED, FUND)}
        made = correction(booked, revised, left)
        assert sum(held(made).values()) == 0 == sum(held(entries(booked)).values())
        for account in (*SHARED, FUND):
            assert held(made)[account] >= -left[account]
            owed = booked.given(account) - revised.given(account) + held(made)[account]
            assert owed >= 0
        # whatever came back or is owed is the whole difference
        change = revised.distributable_minor - booked.distributable_minor
        assert held(made)[SAVING] - -change == -held(made)[RECEIVABLE]
