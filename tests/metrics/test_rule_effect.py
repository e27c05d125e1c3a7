"""What the last years would have given under another version: parts that sum, years that count, and the sentence."""

from random import Random

import pandas as pd

from data.money_vocabulary import Account
from metrics.reinvestment import Saving
from metrics.reinvestment_rules import RuleVersion
from metrics.rule_comparison import ACCOUNTS, compare_rules
from metrics.rule_effect import Both, named, rule_effect
from metrics.rule_history import History, history
from metrics.tables import table
from tests.metrics.savings import rule, saving
from tests.metrics.test_reinvestment import random_rule, random_saving

FOUND = History(
    (
        saving(fiscal_year=2023, benefit_id="B0"),  # decoy: too old
        saving(fiscal_year=2024),
        saving(fiscal_year=2025, year_number=2),
        saving(fiscal_year=2026, benefit_id="B2", unit_id="U2", gross_minor=2_200, booked_reduction_minor=2_000),
        saving(fiscal_year=2026, benefit_id="B3", gross_minor=100),  # a loss: counts, and gives nothing
        saving(fiscal_year=2027, benefit_id="B4"),  # decoy: later
    ),
    rejected_years=(2023, 2025, 2026),
)
GENEROUS = rule(version="D", kept_as_cut=200_000, initiator=600_000, bearer_compensation=100_000, common_fund=100_000)


def test_the_last_three_years_are_told_by_account_and_by_unit() -> None:
    # 1 000 + 1 000 of U1, 2 000 of U2: 4 000 in all. In force 50, 30, 10, 10 %; the draft 20, 60, 10, 10 %
    effect = rule_effect(FOUND, rule(), GENEROUS, 2026)
    assert (effect.first_year, effect.last_year, effect.savings, effect.nothing_given) == (2024, 2026, 4, 1)
    assert (effect.earlier, effect.later, effect.rejected) == (1, 1, 2)
    assert effect.distributable_minor == 1_000 + 1_000 + 2_000
    assert effect.accounts == {
        Account.KEPT_AS_CUT: Both(2_000, 800),
        Account.INITIATOR: Both(1_200, 2_400),
        Account.BEARER_COMPENSATION: Both(400, 400),
        Account.COMMON_FUND: Both(400, 400),
    }
    assert effect.kept == {"U1": Both(600, 1_200), "U2": Both(600, 1_200)}
    assert effect.saved == {"U1": 2_000, "U2": 2_000}
    [line] = [one for one in effect.lines if (one.unit_id, one.account) == ("U2", Account.INITIATOR)]
    assert (line.fiscal_year, line.given, line.given.change_minor) == (2026, Both(600, 1_200), 600)


def test_what_the_initiator_had_before_the_years_counts_under_its_cap() -> None:
    # a cap of 500 over all periods: 300 in 2023, so 200 are left for 2024 and nothing after
    found = History(tuple(saving(fiscal_year=year, year_number=year - 2022) for year in (2023, 2024, 2025)), ())
    effect = rule_effect(found, rule(), rule(version="D", cap_minor=500), 2025)
    assert effect.accounts[Account.INITIATOR] == Both(300 * 3, 500)
    later = rule_effect(found, rule(), rule(version="D", cap_minor=500), 2026)
    assert later.accounts[Account.INITIATOR] == Both(300 * 2, 500 - 300)


def test_a_share_of_the_municipality_is_no_units() -> None:
    whole = rule(version="D", recipient_scope="municipality")
    effect = rule_effect(FOUND, rule(), whole, 2026)
    assert effect.accounts[Account.INITIATOR] == Both(1_200, 1_200)
    assert effect.kept["U1"] == Both(600, 0)


def test_units_that_may_not_be_named_stand_under_what_they_are_told_as() -> None:
    effect = rule_effect(FOUND, rule(), GENEROUS, 2026)
    sector = named(effect, {"U1": "S", "U2": "S"})
    assert (sector.kept, sector.saved) == ({"S": Both(1_200, 2_400)}, {"S": 4_000})
    assert sum(one.given.asked_minor for one in sector.lines) == 4_000
    assert len({(one.fiscal_year, one.unit_id, one.account) for one in sector.lines}) == len(sector.lines)
    assert named(effect, {"U1": "U1"}).saved == {"U1": 2_000, "another_unit": 2_000}
    assert sector.accounts == effect.accounts


def test_a_chart_has_the_units_that_get_most() -> None:
    many = [saving(unit_id=f"U{at}", benefit_id=f"B{at}", booked_reduction_minor=10 * at + 10) for at in range(10)]
    effect = rule_effect(History(tuple(many), ()), rule(), GENEROUS, 2026)
    assert effect.drawn == tuple(f"U{at}" for at in range(9, 1, -1))


def test_the_sentence_says_who_gets_more_and_who_less() -> None:
    shared, moved = rule_effect(FOUND, rule(), GENEROUS, 2026).answer
    assert (shared.code, shared.facts["count"].value, shared.facts["amount"].value) == ("rules.shared", 4, 4_000)
    assert (moved.code, moved.facts["winner"].value, moved.facts["more"].value) == (
        "rules.moved",
        "rules.went.initiator",
        1_200,
    )
    assert (moved.facts["loser"].value, moved.facts["less"].value) == ("rules.went.kept_as_cut", 1_200)
    assert [one.code for one in rule_effect(FOUND, rule(), rule(version="D"), 2026).answer] == [
        "rules.shared",
        "rules.same",
    ]
    (none,) = rule_effect(FOUND, rule(), GENEROUS, 2020).answer
    assert none.code == "rules.no_savings"


def test_over_random_rules_every_krone_is_somewhere_under_both_versions() -> None:
    draw = Random(20261201)  # noqa: S311 - cases for a test, not a secret
    shared = moved = 0
    for number in range(300):
        found = History(tuple(_random(draw, at) for at in range(draw.randint(1, 8))), ())
        effect = rule_effect(found, random_rule(draw), random_rule(draw), 2026)
        for name in ("standing_minor", "asked_minor"):
            by_account = sum(getattr(one, name) for one in effect.accounts.values())
            by_line = sum(getattr(one.given, name) for one in effect.lines)
            assert by_account == by_line == effect.distributable_minor == sum(effect.saved.values()), number
            initiator = effect.accounts.get(Account.INITIATOR, Both(0, 0))
            assert sum(getattr(one, name) for one in effect.kept.values()) == getattr(initiator, name)
        assert sum(one.change_minor for one in effect.accounts.values()) == 0
        shared += bool(effect.distributable_minor)
        moved += effect.answer[-1].code == "rules.moved"
    assert (shared > 240, moved > 150) == (True, True)  # the cases are not all empty


def _random(draw: Random, at: int) -> Saving:
    one = random_saving(draw)
    return type(one)(**{**vars(one), "benefit_id": f"B{at}", "fiscal_year": draw.choice([2023, 2024, 2025, 2026])})


def test_over_random_rules_the_comparison_sums_to_what_is_distributable() -> None:
    draw = Random(30092026)  # noqa: S311 - cases for a test, not a secret
    savings = [_random(draw, at) for at in range(50)]
    versions = [type(one)(**{**vars(one), "version": str(at)}) for at, one in enumerate(_rules(draw, 200))]
    answer = compare_rules(savings, versions)
    parts = answer[[f"{account}_minor" for account in ACCOUNTS]].sum(axis="columns")
    assert (parts == answer["distributable_minor"]).all()
    # 200 rules x 50 savings = 10 000; what there is to share does not depend on the rule
    totals = answer["distributable_minor"].groupby(level="fiscal_year").nunique()
    assert (totals == 1).all()
    assert answer["distributable_minor"].min() > 0


def _rules(draw: Random, count: int) -> list[RuleVersion]:
    return [random_rule(draw) for _ in range(count)]


SAVING = {
    "benefit_id": "B1",
    "initiative_id": "I1",
    "fiscal_year": 2026,
    "period": 3,
    "beneficiary_id": "p",
    "measurement_id": "m",
    "rule_valid_from": None,
    "year_number": 2,
    "gross_minor": 900,
    "operating_cost_minor": 100,
    "loss_carried_minor": 50,
    "booked_reduction_minor": 700,
    "instalment_due_minor": 20,
    "initiator_before_minor": 30,
    "bearer_to_compensate": False,
    "at_minimum_staffing": True,
    "distributable_minor": 700,
    "loss_forward_minor": 0,
}


def _savings(*rows: dict[str, object]) -> pd.DataFrame:
    columns = ["transaction_id", "lot_id", *SAVING]
    return table("savings", [tuple({**SAVING, **row}[name] for name in columns) for row in rows])


def _states(**states: str) -> pd.DataFrame:
    rows = [(key, "allocation", "U1", 2026, *[None] * 5, state, None, None, None) for key, state in states.items()]
    return table("transactions", rows)


def test_a_saving_of_the_ledger_counts_once_as_it_stands_now_and_a_rejected_one_does_not() -> None:
    rows = _savings(
        {"transaction_id": "t1", "lot_id": "a"},
        {"transaction_id": "t2", "lot_id": "a", "gross_minor": 800},  # revised down
        {"transaction_id": "t3", "lot_id": "b"},  # rejected
        {"transaction_id": "t4", "lot_id": "c", "benefit_id": "B2"},  # rejected, and proposed anew
        {"transaction_id": "t5", "lot_id": "c", "benefit_id": "B2", "gross_minor": 600},
    )
    found = history(rows, _states(t1="booked", t2="booked", t3="rejected", t4="rejected", t5="proposed"))
    assert [(one.benefit_id, one.gross_minor) for one in found.savings] == [("B1", 800), ("B2", 600)]
    assert found.rejected_years == (2026,)
    one = found.savings[0]
    assert (one.unit_id, one.year_number, one.operating_cost_minor, one.loss_carried_minor) == ("U1", 2, 100, 50)
    assert (one.booked_reduction_minor, one.instalment_due_minor, one.initiator_before_minor) == (700, 20, 30)
    assert (one.bearer_to_compensate, one.at_minimum_staffing) == (False, True)
    assert history(_savings(), _states()) == History((), ())
