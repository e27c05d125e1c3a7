"""Keep an agreement: that a winner compensates a bearer, or that another legal entity gets a share."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from dashboard.actions.ledger_entries import above_zero, not_ahead, written
from dashboard.actions.ledger_refusals import LedgerRefused
from dashboard.actions.lend_from_fund import CODE
from data import rollups
from data.access import Principal, Writing, writing
from data.reinvestment_told import told_columns
from data.reinvestment_vocabulary import AgreementKind
from data.schema.initiatives import Party
from data.schema.reinvestment import ReinvestmentAgreement
from data.vocabulary import Right

ENTITY = "reinvestment_agreement"


@dataclass(frozen=True)
class Agreement:
    """What two parties agreed, at most how much, and where the agreement is kept."""

    municipality_id: str
    agreement_id: str
    kind: AgreementKind
    payer_id: str
    receiver_id: str
    amount_minor: int
    reference: str
    day: date


def agree_compensation(principal: Principal, wanted: Agreement) -> None:
    """Store an agreement; it is never changed.

    Raises:
        LedgerRefused: the code is taken, a party is unknown, or both are the same.
        AccessDenied: the principal may not book.
    """
    amount, reference, day = (
        above_zero(wanted.amount_minor),
        written("reference", wanted.reference),
        not_ahead(wanted.day),
    )
    with writing(principal, wanted.municipality_id, Right.BOOK) as change:
        _require_new(change, wanted)
        row = ReinvestmentAgreement(
            municipality_id=wanted.municipality_id,
            agreement_id=wanted.agreement_id,
            kind=wanted.kind,
            payer_id=wanted.payer_id,
            receiver_id=wanted.receiver_id,
            reference=reference,
            agreed_on=day,
            amount_minor=amount,
            written_at=datetime.now(UTC),
            written_by=change.actor,
        )
        change.session.add(row)
        change.session.flush()
        change.record("agree", ENTITY, wanted.agreement_id, before=None, after=told_columns(row))
        rollups.raise_version(change.session, wanted.municipality_id, day.year)


def _require_new(change: Writing, wanted: Agreement) -> None:
    here = change.municipality_id
    if not CODE.fullmatch(wanted.agreement_id):
        raise LedgerRefused("code", found=wanted.agreement_id)
    if change.session.get(ReinvestmentAgreement, (here, wanted.agreement_id)) is not None:
        raise LedgerRefused("agreement_exists", found=wanted.agreement_id)
    for party_id in (wanted.payer_id, wanted.receiver_id):
        if change.session.get(Party, (here, party_id)) is None:
            raise LedgerRefused("party", found=party_id)
    if wanted.payer_id == wanted.receiver_id:
        raise LedgerRefused("same_party")
