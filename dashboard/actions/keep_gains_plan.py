"""Write the gains plan of an initiative: who applies, measures, how they are followed up, and operating costs."""

from dataclasses import dataclass

from dashboard.actions.in_register import initiative_of, keeping_of, note, require_over, told_of
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Principal, writing
from data.gains_rows import GainsPlanRow
from data.keeping import require
from data.kept_gains import gains_plan_row, keep_plan, problems_of
from data.schema.gains import GainsPlan
from data.vocabulary import Right


@dataclass(frozen=True)
class WantedGainsPlan:
    """A gains plan as somebody wants it. `version` is the one that was read; None for a new one."""

    municipality_id: str
    row: GainsPlanRow
    version: int | None = None


def keep_gains_plan(principal: Principal, wanted: WantedGainsPlan) -> int:
    """Store a gains plan, whole or not, and return its new version; an adopted version of it stays as it is.

    Raises:
        BrokenRules: something in it breaks a rule; what is not told yet does not.
        RegisterChangedMeanwhile: the version read is no longer the one that stands.
        NotInRegister: there is no such initiative.
        AccessDenied: the principal may not enter benefits of the initiative's unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change:
        require_over(change, initiative_of(change, wanted.row.initiative_id).unit_id)
        stored = change.session.get(GainsPlan, (wanted.municipality_id, wanted.row.initiative_id))
        if (stored.version_id if stored else None) != wanted.version:
            theirs = gains_plan_row(change.session, stored) if stored else None
            raise RegisterChangedMeanwhile(theirs, stored.version_id if stored else None, wanted.row)
        before, keeping = told_of(change, stored), keeping_of(change)
        require(problems_of(keeping, wanted.row))
        row = keep_plan(keeping, wanted.row)
        note(change, "write", row, wanted.row.initiative_id, before, rows=change.changed_rows())
        return row.version_id
