"""The demo's ledger of savings: every share follows from the rule, every state is there, and all of it is proved."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from data.access import LOCAL_PRINCIPAL, reading, writing
from data.database import URL_VARIABLE
from data.demo import demo_municipality
from data.demo.savings_story import load_savings
from data.money_vocabulary import Account, PostingState
from data.queries import reinvestment
from data.reinvestment_sources import somebody_else_pays, source
from data.verified_reinvestment import of_reinvestment
from data.vocabulary import Right
from metrics.innovation_fund import Loan, instalment_due
from metrics.ledger_balance import balances, overdrawn, unbalanced
from metrics.reinvestment import Saving, split
from metrics.rule_rows import rule_versions

TOWN = demo_municipality().municipality_id
END = date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, demo_url)


def asked(name: str) -> pd.DataFrame:
    return getattr(reinvestment, name)(LOCAL_PRINCIPAL, TOWN)


def shared_by_the_rule(row: dict, rule) -> dict[tuple[str, str | None], int]:
    """Work a saving out anew from the register and the rule alone: what each account gets."""
    with writing(LOCAL_PRINCIPAL, TOWN, Right.BOOK) as change:
        found = source(change.session, TOWN, row["measurement_id"])
        assert found is not None
        saving = Saving(
            benefit_id=row["benefit_id"],
            fiscal_year=row["fiscal_year"],
            period=row["period"],
            year_number=found.year_number,
            unit_id=str(found.own_unit_id),
            benefit_type=found.benefit_type,
            gross_minor=found.verified_minor,
            operating_cost_minor=row["operating_cost_minor"],
            loss_carried_minor=0,
            booked_reduction_minor=row["booked_reduction_minor"],
            owner_id=found.owner_role,
            verifier_id=found.verifier_role,
            instalment_due_minor=3_000_000 if (row["benefit_id"], row["period"]) == ("EN-01-a", 6) else 0,
            at_minimum_staffing=found.benefit.staffing_floor,
            bearer_to_compensate=somebody_else_pays(change.session, TOWN, found),
        )
        change.record("ask", "test", "savings")
    answer = split(saving, rule)
    assert answer.reasons == ()
    assert answer.distributable_minor == row["distributable_minor"]
    return {(part.account, part.unit_id): part.amount_minor for part in answer.parts}


def given(transaction_id: str) -> dict[tuple[str, str | None], int]:
    """What the ledger says that each account got; an instalment is what was paid into the innovation fund."""
    rows = asked("postings")
    rows = rows[rows["transaction_id"] == transaction_id]
    kept = rows[~rows["account"].isin([Account.SAVING, Account.USE, Account.LOAN])]
    unit = rows.loc[rows["account"] == Account.SAVING, "unit_id"].iloc[0]
    found = {}
    for account, own, amount in zip(kept["account"], kept["unit_id"], kept["amount_minor"], strict=True):
        whose = unit if account == Account.INNOVATION_FUND else own
        found[account, None if pd.isna(whose) else whose] = int(amount)
    return found


def test_each_share_is_what_the_rule_gives():
    rule = next(one for one in rule_versions(asked("rules")) if one.council_resolution)
    kinds = asked("transactions").set_index("transaction_id")["kind"]
    rows = [row for row in asked("savings").to_dict("records") if kinds[row["transaction_id"]] == "allocation"]
    assert len(rows) == 9
    for row in rows:
        assert given(row["transaction_id"]) == shared_by_the_rule(row, rule), row


def test_the_reversal_leaves_what_the_smaller_saving_gives():
    """150 - 17.5 = 132.5 became 120 - 17.5 = 102.5; after the instalment of 30, 72.5 is 14.5, 29 and 29."""
    lot = asked("savings").query("benefit_id == 'EN-01-a' and period == 6")["lot_id"].iloc[0]
    rows = asked("postings")
    rows = rows[(rows["lot_id"] == lot) & rows["kind"].isin(["allocation", "reversal"])]
    sums = {account: int(total) for account, total in rows.groupby("account")["amount_minor"].sum().items()}
    assert sums == {
        Account.SAVING: -11_450_000,  # -13.25 + 1.8 million øre: less than what it gave, since 12 000 is owed
        Account.KEPT_AS_CUT: 1_450_000,
        Account.INITIATOR: 4_100_000,  # spent before it was revised
        Account.COMMON_FUND: 2_900_000,
        Account.USE: 3_000_000 - 1_200_000,
        Account.RECEIVABLE: 1_200_000,
    }


def test_every_state_and_kind_is_there():
    found = asked("transactions")
    states = Counter(found.loc[found["kind"] == "allocation", "state"])
    assert states == {"booked": 5, "rejected": 1, "approved": 1, "proposed": 2}
    others = set(found["kind"]) - {"allocation"}
    assert others == {
        "capital", "loan", "repayment", "carry_over", "spending", "reversal", "claim", "receipt", "appropriation"
    }  # fmt: skip
    assert list(asked("year_closings")[["unit_id", "fate", "amount_minor"]].iloc[0]) == ["520", "carry_over", 9_400_000]
    assert set(found.loc[found["initiative_id"].notna(), "initiative_id"]) == {"EN-01", "RH-01", "DH-01", "LP-01"}
    assert found.loc[found["state"] == PostingState.REJECTED, "reason"].notna().all()


def test_a_saving_that_a_saving_paid_for_names_it():
    savings = asked("savings").set_index("lot_id")["benefit_id"]
    pairs = {(savings[a], savings[b]) for a, b in asked("saving_sources").drop_duplicates().itertuples(index=False)
             if isinstance(savings[a], str) and isinstance(savings[b], str)}  # fmt: skip
    assert ("RH-01-b", "EN-01-a") in pairs
    assert len(asked("saving_sources")) == 3 * 3  # three months of cleaning, each from three quarters of energy


def test_the_loan_is_repaid_twice_and_the_third_instalment_is_late():
    """120 in four of 30: the first was paid by the spring's energy, the second by the unit, the third not."""
    rows = asked("fund_instalments")
    due = tuple((day, int(amount)) for day, amount in zip(rows["due_on"], rows["amount_minor"], strict=True))
    loan = Loan("LF-2025-1", "520", 12_000_000, date(2025, 2, 27), due)
    repaid = -int(asked("postings").query("account == 'loan' and amount_minor < 0")["amount_minor"].sum())
    assert repaid == 6_000_000
    assert instalment_due(loan, repaid, END) == 9_000_000 - 6_000_000


def test_the_ledger_is_proved_and_loaded_once():
    postings = asked("postings")
    assert unbalanced(postings).empty
    assert overdrawn(postings).empty
    assert int(balances(postings, END)["amount_minor"].sum()) == 0
    with reading(LOCAL_PRINCIPAL) as session:
        assert list(of_reinvestment(session, TOWN)) == []
    assert not load_savings(LOCAL_PRINCIPAL)
