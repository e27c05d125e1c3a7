"""Enter what the demo tells of savings in the ledger: the same rows and the same acts in the trail as by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from data.changes import Writing
from data.demo.effect_periods import minor
from data.demo.savings import INNOVATION, LOAN, DemoSaving
from data.money_vocabulary import Account, PostingState
from data.periods import last_day_of_period
from data.reinvestment_entries import Head, Leg, Parts, Step, add_state, add_transaction, new_id, tell
from data.reinvestment_ledger import Place, holdings, postings_of
from data.reinvestment_sources import lots_behind
from data.reinvestment_vocabulary import FIRST_STATE, TransactionKind
from data.schema.initiatives import Benefit
from data.schema.ledger import BudgetChange
from data.schema.realisation import BudgetClaim, Measurement, Verification
from data.schema.reinvestment import SavingLot, SavingSource
from data.schema.reinvestment_ledger import SavingSplit

RULE_FROM = date(2025, 1, 1)


@dataclass
class DemoLedger:
    """The ledger while its story is told: the open change, the budgets that were raised, and the savings so far."""

    change: Writing
    raised: Mapping[tuple[str, str], str]
    """By reference and unit: the budget change."""
    lots: dict[tuple[str, int, int], str] = field(default_factory=dict)
    """By benefit, year and period: the saving."""

    def exactly(self, thousand: float) -> int:
        """Return thousand kroner as øre."""
        return minor(thousand) or 0


def entered(
    ledger: DemoLedger,
    action: str,
    head: Head,
    legs: Sequence[Leg],
    day: date,
    resolution: str | None = None,
    change_id: str | None = None,
    split: tuple[str, DemoSaving] | None = None,
) -> str:
    """Enter a transaction in its first state; return its id.

    The budget change named carries out every posting; `split` is the saving it is of, and how that is shared.
    """
    transaction_id, state = add_transaction(ledger.change, head, legs), FIRST_STATE[head.kind]
    if split is not None:
        add_split(ledger, transaction_id, *split)
    numbered = enumerate(legs, start=1) if change_id else ()
    changes: dict[int, Parts] = {number: [(str(change_id), leg.amount_minor)] for number, leg in numbered}
    add_state(ledger.change, transaction_id, head.kind, Step(state, day, resolution, changes=changes))
    tell(ledger.change, action, transaction_id, state)
    return transaction_id


def measured(ledger: DemoLedger, saving: DemoSaving) -> tuple[Measurement, int]:
    """Return the newest measurement that a saving is of, and what is verified of it."""
    cell = {"benefit_id": saving.benefit_id, "fiscal_year": saving.year, "period": saving.period}
    row = ledger.change.session.scalars(
        select(Measurement)
        .filter_by(municipality_id=ledger.change.municipality_id, **cell)
        .order_by(Measurement.revision.desc())
        .limit(1)
    ).one()
    looked = ledger.change.session.get_one(Verification, (row.municipality_id, row.measurement_id))
    return row, looked.verified_minor or 0


def propose(ledger: DemoLedger, saving: DemoSaving, day: date) -> str:
    """Propose how a saving is shared; return the transaction's id."""
    row, _ = measured(ledger, saving)
    lot_id = _lot(ledger, saving, row)
    unit_id = row.beneficiary_id
    head = Head(TransactionKind.ALLOCATION, unit_id, row.price_year, measurement_id=row.measurement_id)
    transaction_id = add_transaction(ledger.change, head, _legs(ledger, saving, unit_id, lot_id))
    add_split(ledger, transaction_id, lot_id, saving)
    add_state(ledger.change, transaction_id, head.kind, Step(PostingState.PROPOSED, day))
    tell(ledger.change, "propose", transaction_id, PostingState.PROPOSED)
    return transaction_id


def _legs(ledger: DemoLedger, saving: DemoSaving, unit_id: str, lot_id: str) -> list[Leg]:
    legs = [Leg(Account.SAVING, unit_id, -ledger.exactly(saving.given), lot_id)]
    for account, thousand in saving.parts.items():
        amount = ledger.exactly(thousand)
        if account == INNOVATION:
            legs.append(Leg(Account.USE, unit_id, amount, lot_id))
            legs += repaying(unit_id, amount)
        else:
            legs.append(Leg(account, unit_id if account == Account.INITIATOR else None, amount, lot_id))
    return legs


def repaying(unit_id: str, amount: int) -> list[Leg]:
    """Return the postings that pay back on the loan."""
    return [Leg(Account.LOAN, unit_id, -amount, loan_id=LOAN), Leg(Account.INNOVATION_FUND, None, amount)]


def _lot(ledger: DemoLedger, saving: DemoSaving, row: Measurement) -> str:
    """Return the saving's id: that of before where it was proposed once already."""
    place = (saving.benefit_id, saving.year, saving.period)
    if place in ledger.lots:
        return ledger.lots[place]
    change, lot_id = ledger.change, ledger.lots.setdefault(place, new_id())
    here = {"municipality_id": change.municipality_id, "lot_id": lot_id}
    names = ("benefit_id", "fiscal_year", "period", "beneficiary_id")
    change.session.add(SavingLot(**here, **{name: getattr(row, name) for name in names}))
    change.session.flush()
    initiative = change.session.get_one(Benefit, (change.municipality_id, saving.benefit_id)).initiative_id
    until = last_day_of_period(saving.year, saving.period)
    for behind in lots_behind(change.session, change.municipality_id, initiative, until):
        change.session.add(SavingSource(**here, source_lot_id=behind))
    change.session.flush()
    return lot_id


def add_split(ledger: DemoLedger, transaction_id: str, lot_id: str, saving: DemoSaving) -> None:
    """Store how a saving was worked out, with all that it was worked out from."""
    row, verified = measured(ledger, saving)
    benefit = ledger.change.session.get_one(Benefit, (row.municipality_id, row.benefit_id))
    since = benefit.first_effect_on or date(saving.year, 1, 1)
    ledger.change.session.add(
        SavingSplit(
            municipality_id=row.municipality_id,
            transaction_id=transaction_id,
            lot_id=lot_id,
            measurement_id=row.measurement_id,
            rule_valid_from=RULE_FROM,
            year_number=saving.year - since.year + 1,
            gross_minor=verified,
            operating_cost_minor=ledger.exactly(saving.cost),
            loss_carried_minor=0,
            booked_reduction_minor=ledger.exactly(saving.cut_left),
            instalment_due_minor=ledger.exactly(saving.due),
            initiator_before_minor=ledger.exactly(saving.had),
            bearer_to_compensate=False,
            at_minimum_staffing=benefit.staffing_floor,
            distributable_minor=ledger.exactly(saving.given),
            loss_forward_minor=0,
        )
    )
    ledger.change.session.flush()


def decide(
    ledger: DemoLedger, transaction_id: str, state: PostingState, day: date, told: str, *, reason: str | None = None
) -> None:
    """Let a proposal be approved or rejected by a resolution."""
    action = "approve" if state == PostingState.APPROVED else "reject"
    step = Step(state, day, told, reason, PostingState.PROPOSED)
    add_state(ledger.change, transaction_id, TransactionKind.ALLOCATION, step)
    tell(ledger.change, action, transaction_id, state)


def book(ledger: DemoLedger, transaction_id: str, saving: DemoSaving, day: date, reference: str) -> None:
    """Book an approved proposal: the saving by the cut that is claimed, the rest by the budgets that were raised."""
    named = {
        Account.SAVING: _cut(ledger, saving),
        Account.KEPT_AS_CUT: _cut(ledger, saving),
        Account.INITIATOR: ledger.raised.get((reference, _unit(ledger, saving))),
    }
    central = ledger.raised[reference, "900"]
    changes: dict[int, Parts] = {
        posting.number: [(named.get(Account(posting.account)) or central, posting.amount_minor)]
        for posting in postings_of(ledger.change.session, ledger.change.municipality_id, transaction_id)
    }
    step = Step(PostingState.BOOKED, day, follows=PostingState.APPROVED, changes=changes)
    add_state(ledger.change, transaction_id, TransactionKind.ALLOCATION, step)
    tell(ledger.change, "book", transaction_id, PostingState.BOOKED)


def _unit(ledger: DemoLedger, saving: DemoSaving) -> str:
    return measured(ledger, saving)[0].beneficiary_id


def _cut(ledger: DemoLedger, saving: DemoSaving) -> str:
    """Return the budget change that cut what the benefit freed in its year."""
    found = ledger.change.session.scalars(
        select(BudgetChange.change_id)
        .join(BudgetClaim, BudgetChange.change_id == BudgetClaim.change_id)
        .where(
            BudgetClaim.municipality_id == ledger.change.municipality_id,
            BudgetClaim.benefit_id == saving.benefit_id,
            BudgetClaim.fiscal_year == saving.year,
            BudgetChange.amount_minor < 0,
        )
    ).one()
    return str(found)


def moved(ledger: DemoLedger, source: Place, target: Place, thousand: float) -> list[Leg]:
    """Return the postings that move money of savings from a place to another, the oldest saving first."""
    left, lots = ledger.exactly(thousand), []
    for one in holdings(ledger.change.session, ledger.change.municipality_id, source):
        part = min(left, one.left_minor)
        if part:
            lots.append((one.lot_id, part))
            left -= part
    out = [Leg(source.account, source.unit_id, -part, lot) for lot, part in lots]
    return [*out, *(Leg(target.account, target.unit_id, part, lot) for lot, part in lots)]
