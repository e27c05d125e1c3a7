from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest

from data.money_vocabulary import MOVES_MONEY, Account, PostingState
from metrics.ledger_balance import (
    NotEnough,
    balances,
    drawn,
    overdrawn,
    unbalanced,
    year_end,
)

POSTING_COLUMNS = ("posting_id", "transaction_id", "account", "unit_id", "amount_minor", "lot_id", "on", "state")
BOOKED, SPENT, LAPSED = PostingState.BOOKED, PostingState.SPENT, PostingState.LAPSED
FIRST, SECOND, SPEND, NEXT_YEAR = date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 1), date(2026, 2, 1)

ROWS = [
    # transaction, account, unit, amount, lot, on, state
    ("T1", Account.SAVING, "U1", -300, "lot1", FIRST, BOOKED),
    ("T1", Account.INITIATOR, "U1", 200, "lot1", FIRST, BOOKED),
    ("T1", Account.COMMON_FUND, None, 100, "lot1", FIRST, BOOKED),
    ("T2", Account.SAVING, "U1", -150, "lot2", SECOND, BOOKED),
    ("T2", Account.INITIATOR, "U1", 150, "lot2", SECOND, BOOKED),
    ("T3", Account.INITIATOR, "U1", -200, "lot1", SPEND, SPENT),
    ("T3", Account.INITIATOR, "U1", -40, "lot2", SPEND, SPENT),
    ("T3", Account.USE, "U1", 240, "lot1", SPEND, SPENT),
    ("T4", Account.INITIATOR, "U1", -60, "lot2", date(2025, 12, 31), LAPSED),
    ("T4", Account.COMMON_FUND, None, 60, "lot2", date(2025, 12, 31), LAPSED),
    ("T5", Account.INITIATOR, "U1", -10, "lot2", NEXT_YEAR, BOOKED),  # a contra entry: revised down
    ("T5", Account.SAVING, "U1", 10, "lot2", NEXT_YEAR, BOOKED),
    ("T6", Account.INITIATOR, "U1", 999, "lot3", SECOND, PostingState.PROPOSED),  # decoys: these moved nothing
    ("T6", Account.SAVING, "U1", -999, "lot3", SECOND, PostingState.PROPOSED),
    ("T7", Account.INITIATOR, "U1", 999, "lot3", SECOND, PostingState.APPROVED),
    ("T7", Account.SAVING, "U1", -999, "lot3", SECOND, PostingState.APPROVED),
    ("T8", Account.INITIATOR, "U1", 999, "lot3", SECOND, PostingState.REJECTED),
    ("T8", Account.SAVING, "U1", -999, "lot3", SECOND, PostingState.REJECTED),
]


def postings(rows: list[tuple[object, ...]] = ROWS) -> pd.DataFrame:
    table = pd.DataFrame([(f"P{number}", *row) for number, row in enumerate(rows)], columns=list(POSTING_COLUMNS))
    return table.astype({"amount_minor": "Int64", "unit_id": object, "lot_id": object})


def held(on: date) -> dict[str, int]:
    table = balances(postings(), on).reset_index()
    return dict(zip(table["account"], table["amount_minor"], strict=True))


def test_a_balance_counts_what_moved_up_to_the_day_and_with_it() -> None:
    assert held(date(2025, 3, 30)) == {}
    assert held(FIRST) == {"saving": -300, "initiator": 200, "common_fund": 100}
    assert held(SPEND)["initiator"] == 200 + 150 - 240
    assert held(date(2026, 12, 31)) == {
        "saving": -300 - 150 + 10,
        "initiator": 200 + 150 - 240 - 60 - 10,
        "common_fund": 100 + 60,
        "use": 240,
    }


def test_units_and_the_municipality_are_told_apart() -> None:
    rows = [*ROWS, ("T9", Account.COMMON_FUND, "U2", 7, "lot4", FIRST, BOOKED)]
    table = balances(postings(rows), FIRST).reset_index()
    fund = table[table["account"] == Account.COMMON_FUND]
    assert {
        (None if pd.isna(unit) else unit): amount
        for unit, amount in zip(fund["unit_id"], fund["amount_minor"], strict=True)
    } == {
        None: 100,
        "U2": 7,
    }


def test_every_transaction_has_as_much_debit_as_credit_and_one_that_has_not_is_found() -> None:
    assert unbalanced(postings()).empty
    wrong = [
        *ROWS,
        ("T9", Account.INITIATOR, "U1", 50, "lot4", FIRST, PostingState.PROPOSED),
        ("T9", Account.SAVING, "U1", -49, "lot4", FIRST, PostingState.PROPOSED),
        ("T10", Account.INITIATOR, "U1", None, "lot4", FIRST, BOOKED),
    ]
    found = unbalanced(postings(wrong))
    assert found.loc["T9"].tolist() == [50, 49, 1]
    assert found.index.tolist() == ["T10", "T9"]
    assert pd.isna(found.loc["T10", "difference_minor"])
    with pytest.raises(ValueError, match="no amount"):
        balances(postings(wrong), FIRST)


def test_an_account_that_was_ever_below_zero_is_found_though_it_was_filled_again() -> None:
    assert overdrawn(postings()).empty  # the saving is below zero, as it must be
    early = [*ROWS, ("T9", Account.INITIATOR, "U1", -201, "lot1", date(2025, 4, 1), SPENT)]
    found = overdrawn(postings(early))
    # 200 - 201 = -1 on 1 April; then 149; then 149 - 240 = -91; then -151; then -161
    assert found["on"].tolist() == [date(2025, 4, 1), SPEND, date(2025, 12, 31), NEXT_YEAR]
    assert found["amount_minor"].tolist() == [-1, -91, -151, -161]
    assert set(found["account"]) == {Account.INITIATOR}


def test_a_spending_draws_on_the_oldest_saving_first() -> None:
    lots = (("lot1", 200), ("lot2", 150))
    assert drawn(lots, 240) == (("lot1", 200), ("lot2", 40))
    assert drawn(lots, 200) == (("lot1", 200),)
    assert drawn(lots, 350) == (("lot1", 200), ("lot2", 150))
    with pytest.raises(NotEnough, match="short by 1 ") as short:
        drawn(lots, 351)
    assert short.value.short_minor == 1
    with pytest.raises(ValueError, match="cannot spend 0"):
        drawn(lots, 0)


def test_the_year_ends_with_what_was_spent_lapsed_and_carried_over() -> None:
    table = year_end(postings(), 2025, [Account.INITIATOR, Account.COMMON_FUND])
    assert table.loc[(Account.INITIATOR, "U1")].tolist() == [0, 350, 240, 60, 0, 50]
    after = year_end(postings(), 2026, [Account.INITIATOR])
    assert after.loc[(Account.INITIATOR, "U1")].tolist() == [50, 0, 0, 0, 10, 40]
    assert set(table.reset_index()["account"]) == {Account.INITIATOR, Account.COMMON_FUND}  # no other account is told


def test_an_empty_ledger_holds_nothing() -> None:
    empty = postings([])
    assert balances(empty, FIRST).empty
    assert unbalanced(empty).empty
    assert overdrawn(empty).empty
    assert year_end(empty, 2025, [Account.INITIATOR]).empty


def test_over_random_ledgers_balances_are_those_of_a_slow_count_and_the_year_adds_up() -> None:
    draw = Random(7)  # noqa: S311 - cases for a test, not a secret
    for _ in range(40):
        rows: list[tuple[object, ...]] = []
        for transaction in range(draw.randint(1, 25)):
            day = date(2024, 1, 1) + timedelta(days=draw.randint(0, 1_000))
            amount, state = draw.randint(-500, 500), draw.choice(list(PostingState))
            unit, lot = draw.choice(["U1", "U2", None]), draw.choice(["lot1", "lot2"])
            rows.append((f"T{transaction}", Account.INITIATOR, unit, amount, lot, day, state))
            rows.append((f"T{transaction}", Account.SAVING, unit, -amount, lot, day, state))
        on = date(2025, 12, 31)
        wanted: dict[tuple[str, str], int] = {}
        for _, account, unit, amount, _, day, state in rows:
            if state in MOVES_MONEY and day <= on:
                wanted[(account, str(unit))] = wanted.get((account, str(unit)), 0) + amount
        table = balances(postings(rows), on).reset_index()
        units = ["None" if pd.isna(unit) else unit for unit in table["unit_id"]]
        assert dict(zip(zip(table["account"], units, strict=True), table["amount_minor"], strict=True)) == wanted
        assert unbalanced(postings(rows)).empty
        year = year_end(postings(rows), 2025, list(Account))
        left = year["opening_minor"] + year["received_minor"] - year["spent_minor"] - year["lapsed_minor"]
        assert (left - year["taken_back_minor"]).tolist() == year["carried_over_minor"].tolist()
        assert year["carried_over_minor"].tolist() == table["amount_minor"].tolist()
