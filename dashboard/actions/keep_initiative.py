"""Enter an initiative in the benefits register, or change what stands of it."""

from dataclasses import dataclass

from dashboard.actions.in_register import note, raise_version_of, require_over, told_of, units_named
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Principal, writing
from data.importers.benefit_rows import BenefitRows, InitiativeRow
from data.register import add_rows
from data.schema.initiatives import Initiative
from data.stored_rows import initiative_row
from data.vocabulary import Right


@dataclass(frozen=True)
class WantedInitiative:
    """An initiative as somebody wants it. `version` is the one that was read; None for a new one."""

    municipality_id: str
    row: InitiativeRow
    version: int | None = None


def keep_initiative(principal: Principal, wanted: WantedInitiative) -> int:
    """Store an initiative and return its new version.

    Raises:
        BrokenRules: it breaks a rule, alone or beside its benefits.
        RegisterChangedMeanwhile: the version read is no longer the one that stands.
        AccessDenied: the principal may not enter benefits of the unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        key = (wanted.municipality_id, wanted.row.initiative_id)
        stored = change.session.get(Initiative, key)
        require_over(change, wanted.row.unit_id)
        if stored is not None:
            require_over(change, stored.unit_id)
        theirs = initiative_row(change.session, stored) if stored else None
        if (stored.version_id if stored else None) != wanted.version:
            raise RegisterChangedMeanwhile(theirs, stored.version_id if stored else None, wanted.row)
        before = told_of(change, stored)
        add_rows(change.session, wanted.municipality_id, None, BenefitRows(initiatives=[wanted.row]), change.actor)
        row = change.session.get_one(Initiative, key)
        raise_version_of(change, row, wanted.version, changed=theirs != wanted.row)
        note(change, "write", row, wanted.row.initiative_id, before, rows=change.changed_rows())
        return row.version_id
