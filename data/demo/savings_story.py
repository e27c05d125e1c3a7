"""The story of Fjellvik's reinvested savings, in the order of its days: from the rule to what came of the money."""

from datetime import date

from sqlalchemy import select

from data import rollups
from data.access import Principal, reading, visible, writing
from data.changes import Writing
from data.demo import savings
from data.demo.organisation import CENTRAL, MUNICIPALITY_ID
from data.demo.savings import DemoSaving
from data.demo.savings_acts import DemoLedger, book, decide, entered, measured, moved, propose, repaying
from data.demo.savings_rules import add_agreement, add_loan, add_raised, add_rules, can_be_told, revise
from data.money_vocabulary import Account, PostingState
from data.reinvestment_entries import Head, Leg
from data.reinvestment_ledger import Place
from data.reinvestment_vocabulary import TransactionKind, YearEnd
from data.schema.realisation import Measurement
from data.schema.reinvestment import ReinvestmentRule
from data.schema.reinvestment_ledger import YearClosing
from data.vocabulary import Right

FUND, APPROVED, REJECTED = Place(Account.COMMON_FUND), PostingState.APPROVED, PostingState.REJECTED
ENERGY_UNIT, CARE_UNIT = Place(Account.INITIATOR, "520"), Place(Account.INITIATOR, "350")


def load_savings(principal: Principal) -> bool:
    """Load the ledger of savings into a demo that has none; return False when it was there, or cannot be told."""
    if not _waits(principal):
        return False
    with writing(principal, MUNICIPALITY_ID, Right.IMPORT) as change:
        store_savings(change)
        change.record("load", "demo_savings", MUNICIPALITY_ID, rows=change.changed_rows())
    return True


def _waits(principal: Principal) -> bool:
    """Tell whether the town has no rule yet, and what its savings rest on."""
    with reading(principal) as session:
        found = session.scalar(
            select(ReinvestmentRule.valid_from)
            .where(visible(principal, ReinvestmentRule.municipality_id))
            .where(ReinvestmentRule.municipality_id == MUNICIPALITY_ID)
            .limit(1)
        )
        return found is None and can_be_told(session)


def store_savings(change: Writing) -> None:
    """Tell the whole story in an open change."""
    add_rules(change)
    ledger = DemoLedger(change, add_raised(change))
    _lend(ledger)
    spring = _share(ledger, savings.ENERGY_SPRING, date(2025, 9, 10), date(2025, 10, 1), "sak 89/25", date(2025, 9, 24))
    _share(ledger, savings.ENERGY_SUMMER, date(2025, 11, 5), date(2025, 12, 1), "sak 105/25", date(2025, 11, 20))
    _compensate(ledger)
    _carry_over(ledger)
    for saving in (savings.ENERGY_AUTUMN, savings.EMERGENCY_CARE):
        _share(ledger, saving, date(2026, 2, 3), date(2026, 3, 2), "sak 14/26", date(2026, 2, 26))
    _repay(ledger)
    _spend(ledger)
    _reverse(ledger, spring)
    _spend_of_the_fund(ledger)
    _propose_more(ledger)
    _appropriate(ledger)
    for year in (2025, 2026):
        rollups.raise_version(change.session, MUNICIPALITY_ID, year)


def _lend(ledger: DemoLedger) -> None:
    """Fill the innovation fund, and lend of it."""
    day, amount = date(2025, 2, 20), ledger.exactly(400)
    capital = [Leg(Account.BUDGET, None, -amount), Leg(Account.INNOVATION_FUND, None, amount)]
    head, of_fund = Head(TransactionKind.CAPITAL, None, day.year), ledger.raised["sak 7/25", CENTRAL]
    entered(ledger, "fund", head, capital, day, "sak 7/25", of_fund)
    day, lent = date(2025, 2, 27), ledger.exactly(savings.LENT)
    add_loan(ledger.change, day)
    legs = [
        Leg(Account.INNOVATION_FUND, None, -lent),
        Leg(Account.LOAN, savings.LENT_TO, lent, loan_id=savings.LOAN),
    ]
    purpose = "Styring av ventilasjon i skolene"
    head = Head(TransactionKind.LOAN, savings.LENT_TO, day.year, purpose, initiative_id=savings.LENT_FOR)
    entered(ledger, "lend", head, legs, day, "sak 7/25", ledger.raised["sak 7/25", savings.LENT_TO])


def _share(ledger: DemoLedger, saving: DemoSaving, proposed: date, booked: date, reference: str, resolved: date) -> str:
    """Propose, resolve and book a saving; return the transaction's id."""
    transaction_id = propose(ledger, saving, proposed)
    decide(ledger, transaction_id, APPROVED, resolved, reference)
    book(ledger, transaction_id, saving, booked, reference)
    return transaction_id


def _compensate(ledger: DemoLedger) -> None:
    """Claim of a school what the pool of substitutes costs; some of it is paid, the rest is owed."""
    add_agreement(ledger.change, date(2025, 8, 15))
    agreed = savings.AGREEMENT
    for kind, action, thousand, day in (
        (TransactionKind.CLAIM, "claim_compensation", 100, date(2025, 12, 15)),
        (TransactionKind.RECEIPT, "receive", -60, date(2026, 3, 4)),
    ):
        amount = ledger.exactly(thousand)
        legs = [
            Leg(Account.CLAIM, "280", amount, agreement_id=agreed),
            Leg(Account.BUDGET, "280", -amount, agreement_id=agreed),
        ]
        change_id = ledger.raised["sak 14/26", "280"] if kind == TransactionKind.RECEIPT else None
        head = Head(kind, "280", day.year, agreement_id=agreed)
        entered(ledger, action, head, legs, day, change_id=change_id)


def _carry_over(ledger: DemoLedger) -> None:
    """Close 2025 for the unit that saved energy: what is left may be used in 2026."""
    day, left = date(2025, 12, 31), ledger.exactly(94)
    head = Head(TransactionKind.CARRY_OVER, ENERGY_UNIT.unit_id, day.year)
    transaction_id = entered(ledger, "close_year", head, [], day, "sak 3/26")
    ledger.change.session.add(
        YearClosing(
            municipality_id=MUNICIPALITY_ID,
            unit_id=ENERGY_UNIT.unit_id,
            fiscal_year=day.year,
            fate=YearEnd.CARRY_OVER,
            amount_minor=left,
            transaction_id=transaction_id,
        )
    )
    ledger.change.session.flush()


def _repay(ledger: DemoLedger) -> None:
    """Pay the loan's second instalment of the unit's ordinary budget."""
    head, legs = Head(TransactionKind.REPAYMENT, "520", 2026), repaying("520", ledger.exactly(30))
    entered(ledger, "repay", head, legs, date(2026, 2, 27))


def _spend(ledger: DemoLedger) -> None:
    """Pay for initiatives with what the units got."""
    for place, thousand, day, purpose, initiative in (
        (ENERGY_UNIT, 130, date(2026, 3, 10), "Sensorer til behovsstyrt renhold", "RH-01"),
        (CARE_UNIT, 60, date(2026, 3, 20), "Måleutstyr til digital hjemmeoppfølging", "DH-01"),
    ):
        legs = moved(ledger, place, Place(Account.USE, place.unit_id), thousand)
        head = Head(TransactionKind.SPENDING, place.unit_id, day.year, purpose, initiative_id=initiative)
        entered(ledger, "spend", head, legs, day)


def _reverse(ledger: DemoLedger, booked: str) -> None:
    """Take back what the spring's energy gave too much; the unit owes what it has spent of it."""
    revise(ledger.change)
    before, after = savings.ENERGY_SPRING, savings.ENERGY_REVISED
    row, _ = measured(ledger, after)
    lot_id = ledger.lots[after.benefit_id, after.year, after.period]
    cut, unit, fund = (
        ledger.exactly(after.parts[account] - before.parts[account])
        for account in (savings.CUT, savings.UNIT, savings.FUND)
    )
    legs = [
        Leg(Account.KEPT_AS_CUT, None, cut, lot_id),
        Leg(Account.USE, "520", unit, lot_id),
        Leg(Account.RECEIVABLE, "520", -unit, lot_id),
        Leg(Account.COMMON_FUND, None, fund, lot_id),
        Leg(Account.SAVING, "520", -cut - fund, lot_id),
    ]
    head = Head(TransactionKind.REVERSAL, "520", 2025, measurement_id=row.measurement_id, reverses_id=booked)
    entered(ledger, "reverse", head, legs, date(2026, 5, 20), split=(lot_id, after))


def _spend_of_the_fund(ledger: DemoLedger) -> None:
    """Let the council use the common fund for what gives value later."""
    legs = moved(ledger, FUND, Place(Account.USE), 100)
    head = Head(TransactionKind.SPENDING, None, 2026, "Lesekurs på Lia skole", initiative_id="LP-01")
    entered(ledger, "spend", head, legs, date(2026, 6, 17), "sak 64/26")


def _propose_more(ledger: DemoLedger) -> None:
    """Leave savings in every state: rejected, booked below the threshold, approved and waiting, and proposed."""
    first = propose(ledger, savings.TELEPHONY_UNCOSTED, date(2026, 5, 11))
    why = "Lisenskostnaden for den nye løsningen er ikke trukket fra."
    decide(ledger, first, REJECTED, date(2026, 6, 17), "sak 65/26", reason=why)
    resolved, reference = date(2026, 9, 24), "sak 84/26"
    _share(ledger, savings.CLEANING_JULY, date(2026, 8, 20), date(2026, 9, 28), reference, resolved)
    august = propose(ledger, savings.CLEANING_AUGUST, date(2026, 9, 10))
    decide(ledger, august, APPROVED, resolved, reference)
    propose(ledger, savings.TELEPHONY, date(2026, 9, 15))
    propose(ledger, savings.CLEANING_SEPTEMBER, date(2026, 9, 30))


def _appropriate(ledger: DemoLedger) -> None:
    """Give a unit money of the common fund for quality that was verified; nothing was saved by it."""
    cell = {"benefit_id": "MR-01-c", "fiscal_year": 2025, "period": 12}
    row = ledger.change.session.scalars(select(Measurement).filter_by(municipality_id=MUNICIPALITY_ID, **cell)).one()
    legs = moved(ledger, FUND, Place(Account.INITIATOR, "130"), 15)
    head = Head(TransactionKind.APPROPRIATION, "130", 2026, measurement_id=row.measurement_id)
    change_id = ledger.raised["sak 84/26", "130"]
    entered(ledger, "appropriate", head, legs, date(2026, 9, 29), "sak 84/26", change_id)
