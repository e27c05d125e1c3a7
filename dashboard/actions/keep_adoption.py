"""Say how many are to take a solution into use and what that gives, or that it depends on no number any longer."""

from dataclasses import dataclass

from dashboard.actions.in_register import (
    initiative_of,
    keeping_of,
    note,
    require_as_read,
    require_over,
    take_away,
    told_of,
    units_named,
)
from data.access import Principal, writing
from data.benefit_rules import adoption_problems
from data.importers.outlook_rows import AdoptionRow
from data.keeping import require
from data.kept_outlook import add_adoption
from data.schema.realisation import Adoption
from data.stored_rows import adoption_row
from data.vocabulary import Right


@dataclass(frozen=True)
class WantedAdoption:
    """How many are to adopt, as somebody wants it; `read` is what was read. `there`: it is to stand."""

    municipality_id: str
    row: AdoptionRow
    read: AdoptionRow | None = None
    there: bool = True


def keep_adoption(principal: Principal, wanted: WantedAdoption) -> AdoptionRow | None:
    """Store how many are to take a solution into use, or take it away, and return what stands.

    Raises:
        BrokenRules: it breaks a rule.
        RegisterChangedMeanwhile: what was read no longer stands.
        NotInRegister: there is no such initiative, or nothing to take away.
        AccessDenied: the principal may not enter benefits of the initiative's unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        initiative_id = wanted.row.initiative_id
        require_over(change, initiative_of(change, initiative_id).unit_id)
        stored = change.session.get(Adoption, (wanted.municipality_id, initiative_id))
        theirs, before = adoption_row(stored) if stored else None, told_of(change, stored)
        require_as_read(theirs, wanted.read, theirs, wanted.row)
        if not wanted.there:
            take_away(change, stored, initiative_id, before)
            return None
        require(adoption_problems(wanted.row))
        note(change, "write", add_adoption(keeping_of(change), wanted.row), initiative_id, before)
        return wanted.row
