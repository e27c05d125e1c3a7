"""The reinvestment ledger as a machine that is driven at random; what it comes to is reckoned with plain numbers."""

# ruff: noqa: PT017 - an outcome may be one of many: which it is, is what is looked at

import itertools
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.approve_reinvestment import Approval, approve_reinvestment
from dashboard.actions.book_reinvestment import Booking, book_reinvestment
from dashboard.actions.close_year import Closing, close_year
from dashboard.actions.draft_rule import RuleDraft, draft_rule
from dashboard.actions.fund_innovation import Capital, fund_innovation
from dashboard.actions.ledger_refusals import DecidedMeanwhile, LedgerRefused
from dashboard.actions.lend_from_fund import Lending, lend_from_fund
from dashboard.actions.propose_reinvestment import Proposal, propose_reinvestment
from dashboard.actions.reject_reinvestment import Rejection, reject_reinvestment
from dashboard.actions.repay_fund import Repayment, repay_fund
from dashboard.actions.reverse_reinvestment import Reversal, Reversed, reverse_reinvestment
from dashboard.actions.settle_receivable import Settlement, settle_receivable
from dashboard.actions.spend_reinvestment import Spending, spend_reinvestment
from data.access import LOCAL_PRINCIPAL, reading
from data.money_vocabulary import Account
from data.reinvestment_vocabulary import YearEnd
from data.verified_reinvestment import of_reinvestment
from tests.data.small_savings import CUT, UNITS, YEAR, identity, measure, save_town
from tests.properties.ledger_promises import MOVED, LedgerPromises

NUMBERS = itertools.count(1)
AMOUNT = st.one_of(st.integers(1, 400), st.integers(1, 1_500))
PERIODS = [(year, period) for year in (YEAR, YEAR + 1) for period in (3, 6, 9, 12)]
OWNERS = {"C1": "north", "C2": "south"}
SHARES = st.tuples(*[st.integers(0, 5)] * 4).filter(lambda parts: sum(parts) > 0)


def rounded(shares: tuple[int, ...]) -> tuple[int, ...]:
    """Return shares in millionths that sum to a million."""
    first = [part * 1_000_000 // sum(shares) for part in shares]
    return (1_000_000 - sum(first[1:]), *first[1:])


class LedgerMachine(LedgerPromises, RuleBasedStateMachine):
    """One town, from its first rule on. Each refusal must have the reason that the model expects."""

    @initialize(shares=SHARES, threshold=st.sampled_from([0, 0, 50, 300]), cap=st.sampled_from([None, None, 40, 500]))
    def begin(self, shares: tuple[int, ...], threshold: int, cap: int | None) -> None:
        self.town = save_town(f"t{next(NUMBERS)}")
        kept = rounded(shares)
        draft = RuleDraft(self.town, date(YEAR, 1, 1), "R", *kept, threshold_minor=threshold, cap_minor=cap, years=2)
        first = date(YEAR, 1, 1)
        adopt_rule(LOCAL_PRINCIPAL, Adoption(self.town, first, "PS 1", draft_rule(LOCAL_PRINCIPAL, draft), first))
        self.day = date(YEAR, 2, 1)
        self.next_period = dict.fromkeys(OWNERS, 0)
        self.kept: dict[str, dict[int, dict[str, Any]]] = {key: {} for key in OWNERS}  # what each period came to
        self.shared: dict[tuple[str, int], int] = defaultdict(int)
        self.proposals: dict[str, dict[str, Any]] = {}
        self.losses: dict[str, dict[str, Any]] = {}
        self.loans: dict[str, int] = {}
        self.seen: dict[str, dict[Any, Any]] = {}
        for key, unit in OWNERS.items():  # something to spend from the start
            self.shared_whole(key, 700 if unit == "north" else 450)

    def shared_whole(self, key: str, gross: int) -> None:
        """Let a saving come all the way to an account."""
        before = set(self.proposals)
        self.proposing(key, gross, 0)
        for new in sorted(set(self.proposals) - before):
            approve_reinvestment(LOCAL_PRINCIPAL, Approval(self.town, new, "PS 2", self.day))
            self.proposals[new]["state"] = "approved"
            self.booking(new, named=True)

    def held(self, account: str, unit: str | None) -> int:
        """What an account holds, reckoned from the rows."""
        found = self.read()
        moved = {row[0] for row in found["events"] if row[1] in MOVED}
        rows = (row for row in found["postings"] if row[0] in moved and row[2] == account and row[3] == unit)
        return sum(row[4] for row in rows)

    @rule(days=st.integers(1, 120))
    def wait(self, days: int) -> None:
        self.day = min(self.day + timedelta(days=days), date(YEAR + 1, 12, 31))

    @rule(key=st.sampled_from(sorted(OWNERS)), gross=AMOUNT, cost=st.integers(0, 300))
    def propose(self, key: str, gross: int, cost: int) -> None:
        self.proposing(key, gross, cost)

    @rule(key=st.sampled_from(sorted(OWNERS)), gross=AMOUNT)
    def share(self, key: str, gross: int) -> None:
        self.shared_whole(key, gross)

    def proposing(self, key: str, gross: int, cost: int) -> None:
        waits = (one["state"] in ("proposed", "approved") for one in self.proposals.values() if one["key"] == key)
        if self.next_period[key] == len(PERIODS) or any(waits):
            return
        at = self.next_period[key]
        self.next_period[key] += 1  # measured again in this period it would be another revision
        measured = measure(self.town, key, gross, year=PERIODS[at][0], period=PERIODS[at][1])
        self.worked_out({"key": key, "at": at, "gross": gross, "cost": cost, "measured": measured, "lot": None})

    def worked_out(self, told: dict[str, Any]) -> None:
        """Propose a measured saving: what it comes to is reckoned from what is free and not covered now."""
        key, at, year = told["key"], told["at"], PERIODS[told["at"]][0]
        loss = self.uncovered(key, at)
        net, left = told["gross"] - told["cost"] - loss, CUT - self.shared[key, year]
        wanted = Proposal(self.town, told["measured"], told["cost"])
        if net > 0 and left == 0:
            self.refused("ineligible_not_booked", propose_reinvestment, wanted)
            return
        found = propose_reinvestment(LOCAL_PRINCIPAL, wanted)
        amount = max(0, min(net, left))
        assert found.split.distributable_minor == amount
        assert told["lot"] in (None, found.lot_id)
        self.kept[key][at] = told
        self.shared[key, year] += amount
        state = {"state": "proposed", "loss": loss, "left": left, "amount": amount, "lot": found.lot_id, "year": year}
        told |= state
        if amount:
            self.proposals[found.transaction_id] = told
        else:
            self.losses[found.transaction_id] = told

    def uncovered(self, key: str, at: int) -> int:
        """What the periods before one lost, less what any of them covered: whatever was found when."""
        owed = 0
        for place, told in self.kept[key].items():
            own = told["gross"] - told["cost"]
            if place < at and own < 0:
                owed -= own
            elif place < at and told["left"]:  # without a cut it is no money, so it covers nothing of a loss
                owed -= min(own, told["loss"])
        return owed

    def chosen(self, data: st.DataObject) -> str:
        return str(data.draw(st.sampled_from(sorted(self.proposals))))

    @precondition(lambda self: self.proposals)
    @rule(data=st.data())
    def approve(self, data: st.DataObject) -> None:
        key = self.chosen(data)
        wanted = Approval(self.town, key, "PS 2", self.day)
        if self.proposals[key]["state"] != "proposed":
            self.too_late(approve_reinvestment, wanted, self.proposals[key]["state"])
        else:
            approve_reinvestment(LOCAL_PRINCIPAL, wanted)
            self.proposals[key] |= {"state": "approved", "since": self.day}

    @precondition(lambda self: self.proposals)
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        key = self.chosen(data)
        told, wanted = self.proposals[key], Rejection(self.town, key, "not now", self.day, "PS 3")
        if told["state"] not in ("proposed", "approved"):
            self.too_late(reject_reinvestment, wanted, told["state"])
            return
        reject_reinvestment(LOCAL_PRINCIPAL, wanted)
        self.shared[told["key"], told["year"]] -= told["amount"]
        del self.kept[told["key"]][told["at"]]
        told["state"] = "rejected"
        self.worked_out({**told})  # what was rejected may be proposed anew

    @precondition(lambda self: self.proposals)
    @rule(data=st.data(), named=st.booleans())
    def book(self, data: st.DataObject, named: bool) -> None:
        self.booking(self.chosen(data), named)

    def booking(self, key: str, named: bool) -> None:
        told = self.proposals[key]
        unit = OWNERS[told["key"]]
        changes = dict.fromkeys(Account, identity(self.town, f"raise {unit}")) if named else {}
        wanted = Booking(self.town, key, self.day, changes)
        if told["state"] != "approved":
            self.too_late(book_reinvestment, wanted, told["state"])
            return
        try:
            book_reinvestment(LOCAL_PRINCIPAL, wanted)
        except LedgerRefused as refused:
            assert refused.reason in {"no_change_for", "too_early", "year_closed", "loan_repaid"}
            assert refused.reason != "no_change_for" or not named
        else:
            told["state"] = "booked"

    @rule(unit=st.sampled_from([*UNITS, None]), amount=AMOUNT)
    def spend(self, unit: str | None, amount: int) -> None:
        account = Account.INITIATOR if unit else Account.COMMON_FUND
        wanted = Spending(self.town, account, unit, amount, "pads", self.day, resolution="PS 4")
        left = self.held(account, unit)
        if amount > left:
            self.refused("not_enough", spend_reinvestment, wanted)
        else:
            self.dated(spend_reinvestment, wanted)

    @rule(unit=st.sampled_from(UNITS), fate=st.sampled_from(list(YearEnd)))
    def close(self, unit: str, fate: YearEnd) -> None:
        left = self.held("initiator", unit)
        try:
            found = close_year(LOCAL_PRINCIPAL, Closing(self.town, unit, YEAR, fate, "PS 5"))
        except LedgerRefused as refused:
            assert refused.reason in {"nothing_held", "too_early", "year_closed"}
        else:
            assert found == left
            assert self.held("initiator", unit) == (0 if fate is YearEnd.LAPSE else left)

    @precondition(lambda self: any(one["state"] == "booked" for one in self.proposals.values()))
    @rule(data=st.data(), lower=st.integers(1, 600))
    def revise(self, data: st.DataObject, lower: int) -> None:
        """The verification falls; what was spent is owed, and the rest is taken back."""
        booked = sorted(key for key, one in self.proposals.items() if one["state"] == "booked")
        key = str(data.draw(st.sampled_from(booked)))
        told = self.proposals[key]
        gross = max(0, told["gross"] - lower)
        now = max(0, min(gross - told["cost"] - told["loss"], told["left"]))
        if self.day < self.latest() or now >= told["amount"]:
            return
        found = self.measured_anew(key, told, gross)
        assert found.taken_back_minor + found.receivable_minor == told["amount"] - now
        self.shared[told["key"], told["year"]] -= told["amount"] - now
        told |= {"gross": gross, "amount": now}

    def measured_anew(self, key: str, told: dict[str, Any], gross: int) -> Reversed:
        year, period = PERIODS[told["at"]]
        told["measured"] = measure(self.town, told["key"], gross, year=year, period=period)
        return reverse_reinvestment(LOCAL_PRINCIPAL, Reversal(self.town, key, self.day))

    @precondition(lambda self: any(one["gross"] for one in self.losses.values()))
    @rule(data=st.data(), lower=st.integers(1, 300))
    def lose_more(self, data: st.DataObject, lower: int) -> None:
        """A period that gave nothing is found to have lost more, also after later ones were shared."""
        key = str(data.draw(st.sampled_from(sorted(key for key, one in self.losses.items() if one["gross"]))))
        told = self.losses[key]
        gross = max(0, told["gross"] - lower)
        own = gross - told["cost"]
        before, after = (told["loss"] + max(0, -one) for one in (told["gross"] - told["cost"], own))
        if told["left"]:
            before, after = (told["loss"] - one for one in (told["gross"] - told["cost"], own))
        if after == before:
            return
        assert self.measured_anew(key, told, gross).loss_minor == after
        told["gross"] = gross

    def latest(self) -> date:
        days = [row[4] for row in self.read()["events"] if row[1] in MOVED]
        return max((date.fromisoformat(day) if isinstance(day, str) else day for day in days), default=date.min)

    @rule(unit=st.sampled_from(UNITS), amount=AMOUNT)
    def settle(self, unit: str, amount: int) -> None:
        change_id = identity(self.town, f"raise {unit}")
        wanted = Settlement(self.town, unit, amount, self.day, change_id)
        if amount > self.held("receivable", unit):
            self.refused("not_enough", settle_receivable, wanted)
        else:
            self.dated(settle_receivable, wanted)

    @rule(amount=AMOUNT, from_common_fund=st.booleans())
    def fund(self, amount: int, from_common_fund: bool) -> None:
        wanted = Capital(self.town, amount, from_common_fund, "PS 6", self.day, identity(self.town, "raise north"))
        if from_common_fund and amount > self.held("common_fund", None):
            self.refused("not_enough", fund_innovation, wanted)
        else:
            self.dated(fund_innovation, wanted, "budget_change_used")

    @rule(unit=st.sampled_from(UNITS), amount=AMOUNT, instalments=st.integers(1, 3))
    def lend(self, unit: str, amount: int, instalments: int) -> None:
        code = f"L{len(self.loans)}"
        due = tuple(self.day + timedelta(days=30 * number) for number in range(instalments))
        change_id = identity(self.town, f"raise {unit}")
        wanted = Lending(self.town, code, unit, amount, "pilot", due, "PS 7", self.day, change_id)
        if amount > self.held("innovation_fund", None):
            self.refused("not_enough", lend_from_fund, wanted)
        elif self.dated(lend_from_fund, wanted, "budget_change_used"):
            self.loans[code] = amount

    @precondition(lambda self: self.loans)
    @rule(data=st.data(), amount=AMOUNT, from_savings=st.booleans())
    def repay(self, data: st.DataObject, amount: int, from_savings: bool) -> None:
        code = data.draw(st.sampled_from(sorted(self.loans)))
        try:
            repay_fund(LOCAL_PRINCIPAL, Repayment(self.town, code, amount, from_savings, self.day))
        except LedgerRefused as refused:
            assert refused.reason in {"over_loan", "not_enough", "too_early", "year_closed"}
            assert refused.reason != "not_enough" or from_savings

    def refused(self, reason: str, action: Any, wanted: Any) -> None:
        """Whatever is refused is refused for its reason, and changes nothing."""
        before = self.read()
        try:
            action(LOCAL_PRINCIPAL, wanted)
        except LedgerRefused as refused:
            assert refused.reason == reason
        else:
            raise AssertionError(f"{wanted} was not refused")
        assert self.read() == before

    def too_late(self, action: Any, wanted: Any, state: str) -> None:
        before = self.read()
        try:
            action(LOCAL_PRINCIPAL, wanted)
        except DecidedMeanwhile as decided:
            assert decided.state == state
        else:
            raise AssertionError(f"{wanted} was decided twice")
        assert self.read() == before

    def dated(self, action: Any, wanted: Any, *reasons: str) -> bool:
        """Do what there is money for; only the day, or a budget change that is used up, may stand against it."""
        try:
            action(LOCAL_PRINCIPAL, wanted)
        except LedgerRefused as refused:
            assert refused.reason in {"too_early", "year_closed", *reasons}
            return False
        return True

    def teardown(self) -> None:
        if hasattr(self, "town"):
            with reading(LOCAL_PRINCIPAL) as session:
                assert list(of_reinvestment(session, self.town)) == []
