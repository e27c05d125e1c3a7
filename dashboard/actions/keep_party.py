"""Enter somebody outside the municipality's own units who may pay or gain, or change what they are called."""

from dataclasses import dataclass

from dashboard.actions.in_register import keeping_of, note, told_of
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Principal, Writing, writing
from data.benefit_rules import party_problems
from data.benefit_vocabulary import PartyKind
from data.importers.benefit_rows import BenefitRows, PartyRow
from data.importers.problems import Problem
from data.keeping import require
from data.kept_benefits import add_register
from data.schema.initiatives import Party
from data.schema.organisation import Unit
from data.vocabulary import Right


@dataclass(frozen=True)
class WantedParty:
    """A party as somebody wants it. `read` is what was read; None for a new one."""

    municipality_id: str
    row: PartyRow
    read: PartyRow | None = None


def keep_party(principal: Principal, wanted: WantedParty) -> PartyRow:
    """Store a party outside the municipality and return what stands; it belongs to no unit.

    Raises:
        BrokenRules: it breaks a rule, or is an own unit: those are parties by the name that the unit has.
        RegisterChangedMeanwhile: what was read no longer stands, or the code of a new one is taken.
        AccessDenied: the principal may not enter benefits of any unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change:
        require([*party_problems(wanted.row), *_own_unit(change, wanted.row)])
        stored = change.session.get(Party, key := (wanted.municipality_id, wanted.row.party_id))
        theirs = None if stored is None else PartyRow(stored.party_id, PartyKind(stored.kind), stored.name)
        if theirs != wanted.read:
            raise RegisterChangedMeanwhile(theirs, theirs, wanted.row)
        before = told_of(change, stored)
        add_register(keeping_of(change), BenefitRows(parties=[wanted.row]), ())
        row = change.session.get_one(Party, key)
        note(change, "write", row, wanted.row.party_id, before, rows=change.changed_rows())
        return wanted.row


def _own_unit(change: Writing, row: PartyRow) -> list[Problem]:
    unit = change.session.get(Unit, (change.municipality_id, row.party_id))
    if unit is None and row.unit_id is None and row.kind is not PartyKind.UNIT:
        return []
    return [Problem("party_own_unit", column="party_id", found=row.party_id)]
