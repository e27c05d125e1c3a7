"""Enter a benefit of an initiative, or change what stands of it."""

from dataclasses import dataclass, replace

from dashboard.actions.in_register import (
    initiative_of,
    note,
    raise_version_of,
    require_over,
    told_of,
    units_named,
)
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Principal, writing
from data.importers.benefit_rows import BenefitRow, BenefitRows
from data.register import add_rows
from data.schema.initiatives import Benefit
from data.stored_rows import benefit_row
from data.vocabulary import Right


@dataclass(frozen=True)
class WantedBenefit:
    """A benefit as somebody wants it. `version` is the one that was read; None for a new one."""

    municipality_id: str
    row: BenefitRow
    version: int | None = None


def keep_benefit(principal: Principal, wanted: WantedBenefit) -> int:
    """Store a benefit and return its new version; the map's arrows stay as they are, `connect_benefits` draws them.

    Raises:
        BrokenRules: it breaks a rule, or takes a share of an indicator that others have taken.
        RegisterChangedMeanwhile: the version read is no longer the one that stands.
        NotInRegister: there is no such initiative.
        AccessDenied: the principal may not enter benefits of the owner's unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        initiative_of(change, wanted.row.initiative_id)
        stored = change.session.get(Benefit, key := (wanted.municipality_id, wanted.row.benefit_id))
        require_over(change, wanted.row.unit_id)
        if stored is not None:
            require_over(change, stored.unit_id)
        theirs = benefit_row(change.session, stored) if stored else None
        if (stored.version_id if stored else None) != wanted.version:
            raise RegisterChangedMeanwhile(theirs, stored.version_id if stored else None, wanted.row)
        before = told_of(change, stored)
        told = replace(wanted.row, leads_to=theirs.leads_to) if theirs else wanted.row
        add_rows(change.session, wanted.municipality_id, None, BenefitRows(benefits=[told]), change.actor)
        row = change.session.get_one(Benefit, key)
        raise_version_of(change, row, wanted.version, changed=theirs != told)
        note(change, "write", row, wanted.row.benefit_id, before, rows=change.changed_rows())
        return row.version_id
