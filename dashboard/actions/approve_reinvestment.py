"""Approve a proposal: register that the council has resolved it. Nothing but a resolution approves."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.ledger_entries import not_ahead, standing, told, written
from dashboard.actions.saving_facts import unrevised
from data.access import Principal, writing
from data.money_vocabulary import PostingState
from data.reinvestment_entries import Step, add_state
from data.vocabulary import Right


@dataclass(frozen=True)
class Approval:
    """The council's resolution of a day to share a saving as proposed."""

    municipality_id: str
    transaction_id: str
    resolution: str
    day: date


def approve_reinvestment(principal: Principal, wanted: Approval) -> None:
    """Let a proposal be approved.

    Raises:
        LedgerRefused: there is no such proposal, the saving was revised since, no resolution is named, or the day is
            ahead.
        DecidedMeanwhile: it is approved, rejected or booked already.
        AccessDenied: the principal may not register what the council resolved.
    """
    resolution, day = written("resolution", wanted.resolution), not_ahead(wanted.day)
    with writing(principal, wanted.municipality_id, Right.RESOLVE) as change:
        found = standing(change, wanted.transaction_id, PostingState.PROPOSED)
        unrevised(change, wanted.transaction_id)
        step = Step(PostingState.APPROVED, day, resolution, follows=found.state)
        add_state(change, wanted.transaction_id, found.kind, step)
        told(change, "approve", wanted.transaction_id, PostingState.APPROVED, day)
