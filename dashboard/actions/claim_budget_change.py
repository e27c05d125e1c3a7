"""Put a line into the realisation calendar, and link it to the booked budget change that realises it."""

from dataclasses import dataclass

from dashboard.actions.in_register import benefit_of, keeping_of, note, require_over, told_of, units_named
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Principal, writing
from data.importers.benefit_rows import BenefitRows, ClaimRow
from data.kept_realisation import claim_of
from data.register import add_rows
from data.schema.realisation import BudgetClaim
from data.stored_rows import claim_row
from data.vocabulary import Right


@dataclass(frozen=True)
class WantedClaim:
    """A line of the calendar as somebody wants it. `version` is the one that was read; None for a new line."""

    municipality_id: str
    row: ClaimRow
    version: int | None = None


def claim_budget_change(principal: Principal, wanted: WantedClaim) -> str:
    """Store a line of the realisation calendar and return its id.

    Raises:
        BrokenRules: it breaks a rule, no such cut is booked, or others have claimed what was cut.
        RegisterChangedMeanwhile: the version read is no longer the one that stands.
        NotInRegister: there is no such benefit.
        AccessDenied: the principal may not enter benefits of both the owner's unit and the one that is cut.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        require_over(change, benefit_of(change, wanted.row.benefit_id).unit_id)
        require_over(change, wanted.row.unit_id)
        stored = claim_of(keeping_of(change), wanted.row)
        if (stored.version_id if stored else None) != wanted.version:
            theirs = claim_row(change.session, stored) if stored else None
            raise RegisterChangedMeanwhile(theirs, stored.version_id if stored else None, wanted.row)
        before = told_of(change, stored)
        rows = BenefitRows(claims=[wanted.row])
        (claim_id,) = add_rows(change.session, wanted.municipality_id, None, rows, change.actor).claim_ids
        row = change.session.get_one(BudgetClaim, (wanted.municipality_id, claim_id))
        note(change, "claim", row, claim_id, before, rows=change.changed_rows())
        return claim_id
