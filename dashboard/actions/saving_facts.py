"""What is known of a saving when it is shared, and the postings of how it is: for proposals and what revises them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from dashboard.actions.ledger_refusals import LedgerRefused
from data.access import Writing
from data.benefit_vocabulary import BenefitType
from data.money_vocabulary import Account
from data.periods import last_day_of_period
from data.reinvestment_entries import Leg
from data.reinvestment_ledger import LoanLeft, given_to, loans_of, splits_of_benefit
from data.reinvestment_sources import Source, booked_cuts, somebody_else_pays, source
from data.schema.reinvestment import ReinvestmentRule, SavingLot
from data.schema.reinvestment_ledger import SavingSplit
from metrics.innovation_fund import Loan, instalment_due
from metrics.reinvestment import Saving, Split
from metrics.reinvestment_rules import RuleVersion, rule_in_force
from metrics.rule_rows import rule_version


def rule_on(change: Writing, day: date) -> RuleVersion:
    """Return the version of the rules that is in force on a day.

    Raises:
        LedgerRefused: the council had adopted none.
    """
    rows = change.session.scalars(
        select(ReinvestmentRule).where(ReinvestmentRule.municipality_id == change.municipality_id)
    )
    found = rule_in_force(tuple(version_of(row) for row in rows), day)
    if found is None:
        raise LedgerRefused("no_rule", day=day)
    return found


def version_of(row: ReinvestmentRule) -> RuleVersion:
    """Return a stored version of the rules as formulas read it."""
    return rule_version({column.key: getattr(row, column.key) for column in row.__table__.columns})


def saving_of(change: Writing, found: Source, operating_cost_minor: int, day: date) -> Saving:
    """Return what is known of a saving that is proposed on a day, from what stands in the register and the ledger."""
    measured, unit_id = found.measurement, str(found.own_unit_id)
    shared = splits_of_benefit(change.session, change.municipality_id, measured.benefit_id)
    place = (measured.fiscal_year, measured.period)
    earlier = [(lot, split) for lot, split in shared if (lot.fiscal_year, lot.period) < place]
    return Saving(
        benefit_id=measured.benefit_id,
        fiscal_year=measured.fiscal_year,
        period=measured.period,
        year_number=found.year_number,
        unit_id=unit_id,
        benefit_type=found.benefit_type,
        gross_minor=found.verified_minor,
        operating_cost_minor=operating_cost_minor,
        loss_carried_minor=uncovered([split for _, split in earlier]),
        booked_reduction_minor=_cut_left(change, found, shared),
        owner_id=found.owner_role,
        verifier_id=found.verifier_role,
        already_used=any(_same_saving(lot, found) for lot, _ in shared),
        instalment_due_minor=sum(due for _, due in instalments_due(change, unit_id, day)),
        initiator_before_minor=_initiator_before(change, earlier),
        at_minimum_staffing=found.benefit.staffing_floor,
        bearer_to_compensate=somebody_else_pays(change.session, change.municipality_id, found),
    )


def uncovered(earlier: Sequence[SavingSplit]) -> int:
    """Return what earlier periods of a benefit lost and no later one has covered; minor units, 0 or above.

    A period that was revised after later ones were shared left them a loss that they did not carry: the next does.
    """
    owed = 0
    for split in earlier:
        late = max(0, owed - split.loss_carried_minor)
        owed = split.loss_forward_minor + late
    return owed


def _cut_left(change: Writing, found: Source, shared: Sequence[tuple[SavingLot, SavingSplit]]) -> int:
    """The cut that is booked for the benefit so far in the year, less what its other savings of the year took."""
    year = found.measurement.fiscal_year
    cut = sum(amount for _, amount in booked_cuts(change.session, change.municipality_id, found.measurement))
    others = (split.distributable_minor for lot, split in shared if lot.fiscal_year == year)
    return max(0, cut - sum(others))


def _same_saving(lot: SavingLot, found: Source) -> bool:
    measured = found.measurement
    cell = (measured.fiscal_year, measured.period, measured.beneficiary_id)
    return (lot.fiscal_year, lot.period, lot.beneficiary_id) == cell


def _initiator_before(change: Writing, earlier: Sequence[tuple[SavingLot, SavingSplit]]) -> int:
    lots = [lot.lot_id for lot, _ in earlier]
    return given_to(change.session, change.municipality_id, Account.INITIATOR, lots)


def stood(split: SavingSplit, found: Source, gross_minor: int) -> Saving:
    """Return a saving as it stood when it was shared, with another verified gain."""
    return Saving(
        benefit_id=found.measurement.benefit_id,
        fiscal_year=found.measurement.fiscal_year,
        period=found.measurement.period,
        year_number=split.year_number,
        unit_id=str(found.own_unit_id),
        benefit_type=BenefitType.CASH,
        gross_minor=gross_minor,
        operating_cost_minor=split.operating_cost_minor,
        loss_carried_minor=split.loss_carried_minor,
        booked_reduction_minor=split.booked_reduction_minor,
        owner_id="owner",
        verifier_id="verifier",
        instalment_due_minor=split.instalment_due_minor,
        initiator_before_minor=split.initiator_before_minor,
        at_minimum_staffing=split.at_minimum_staffing,
        bearer_to_compensate=split.bearer_to_compensate,
    )


def add_split(change: Writing, transaction_id: str, lot_id: str, measurement_id: str, shared: Split) -> None:
    """Store how a saving was worked out, with all that it was worked out from."""
    saving = shared.saving
    change.session.add(
        SavingSplit(
            municipality_id=change.municipality_id,
            transaction_id=transaction_id,
            lot_id=lot_id,
            measurement_id=measurement_id,
            rule_valid_from=shared.rule.valid_from,
            year_number=saving.year_number,
            gross_minor=saving.gross_minor,
            operating_cost_minor=saving.operating_cost_minor,
            loss_carried_minor=saving.loss_carried_minor,
            booked_reduction_minor=saving.booked_reduction_minor or 0,
            instalment_due_minor=saving.instalment_due_minor,
            initiator_before_minor=saving.initiator_before_minor,
            bearer_to_compensate=saving.bearer_to_compensate,
            at_minimum_staffing=saving.at_minimum_staffing,
            distributable_minor=shared.distributable_minor,
            loss_forward_minor=shared.loss_carried_forward_minor,
        )
    )
    change.session.flush()


def legs_of(change: Writing, shared: Split, lot_id: str, day: date) -> list[Leg]:
    """Return the postings of a shared saving; an instalment is a use of the saving, and fills the fund again."""
    unit_id = shared.saving.unit_id
    legs = [Leg(Account.SAVING, unit_id, -shared.distributable_minor, lot_id)]
    for part in shared.parts:
        if part.account == Account.INNOVATION_FUND:
            legs.append(Leg(Account.USE, unit_id, part.amount_minor, lot_id))
            legs += repaying(instalments_due(change, unit_id, day), part.amount_minor)
        else:
            legs.append(Leg(part.account, part.unit_id, part.amount_minor, lot_id))
    return legs


def instalments_due(change: Writing, unit_id: str, day: date) -> list[tuple[LoanLeft, int]]:
    """Return a unit's loans with what is due of each on a day, the oldest first."""
    found = []
    for left in loans_of(change.session, change.municipality_id, unit_id):
        loan = Loan(left.loan_id, left.unit_id, left.amount_minor, left.paid_out_on, left.instalments)
        found.append((left, instalment_due(loan, left.repaid_minor, day)))
    return [(left, due) for left, due in found if due]


def repaying(due: Sequence[tuple[LoanLeft, int]], amount_minor: int) -> list[Leg]:
    """Return the postings that pay an amount back on loans, as far as it is due, the oldest first."""
    legs, left = [], amount_minor
    for loan, wanted in due:
        part = min(left, wanted)
        if part:
            legs.append(Leg(Account.LOAN, loan.unit_id, -part, loan_id=loan.loan_id))
            left -= part
    return [*legs, Leg(Account.INNOVATION_FUND, None, amount_minor)]


def period_end(found: Source) -> date:
    """Return the last day of the period that a saving was made in."""
    return last_day_of_period(found.measurement.fiscal_year, found.measurement.period)


def unrevised(change: Writing, transaction_id: str) -> Source:
    """Return what is behind a proposal, which stands as it was verified then.

    Raises:
        LedgerRefused: the saving was revised since.
    """
    split = change.session.get_one(SavingSplit, (change.municipality_id, transaction_id))
    found = source(change.session, change.municipality_id, split.measurement_id)
    if found is None or not found.newest or (found.verified_minor or 0) < split.gross_minor:
        raise LedgerRefused("revised")
    return found
