"""Reject a proposal, or withdraw an approval that is not booked: the saving can then be proposed anew."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import not_ahead, standing, told, written
from data.access import Principal, writing
from data.money_vocabulary import PostingState
from data.reinvestment_entries import Step, add_state
from data.vocabulary import Right


@dataclass(frozen=True)
class Rejection:
    """Why a saving is not shared as proposed. What the council approved, it alone withdraws: by a resolution."""

    municipality_id: str
    transaction_id: str
    reason: str
    day: date
    resolution: str | None = None


def reject_reinvestment(principal: Principal, wanted: Rejection) -> None:
    """Let a proposal be rejected.

    Raises:
        LedgerRefused: there is no such proposal, no reason is given, or an approval is withdrawn without a resolution.
        DecidedMeanwhile: it is rejected or booked already.
        AccessDenied: the principal may not register what the council resolved.
    """
    reason, day = written("reason", wanted.reason), not_ahead(wanted.day)
    with writing(principal, wanted.municipality_id, Right.RESOLVE) as change:
        found = standing(change, wanted.transaction_id, PostingState.PROPOSED, PostingState.APPROVED)
        approved = found.state == PostingState.APPROVED
        resolution = written("resolution", wanted.resolution) if approved else wanted.resolution
        step = Step(PostingState.REJECTED, day, resolution, reason, follows=found.state)
        add_state(change, wanted.transaction_id, found.kind, step)
        told(change, "reject", wanted.transaction_id, PostingState.REJECTED, day)
