"""Enter an effect of an initiative that has no price, change it, or take it away."""

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
from data.access import Principal, Writing, writing
from data.benefit_ids import units_named_as_parties, unknown_ids
from data.benefit_rules import unpriced_problems
from data.importers.benefit_rows import BenefitRows
from data.importers.outlook_rows import UnpricedRow
from data.importers.problems import Problem
from data.keeping import require
from data.kept_benefits import add_register
from data.kept_outlook import add_unpriced, effect_of
from data.schema.realisation import UnpricedEffect
from data.stored_rows import unpriced_row
from data.vocabulary import Right

Read = tuple[int, UnpricedRow]
"""The number of an effect, and what it was when it was read."""


@dataclass(frozen=True)
class WantedEffect:
    """An effect as somebody wants it. `read` is what was read; None for a new one. `there`: it is to stand."""

    municipality_id: str
    row: UnpricedRow
    read: Read | None = None
    there: bool = True


def keep_unpriced(principal: Principal, wanted: WantedEffect) -> Read | None:
    """Store an effect without a price, or take it away; return its number and what stands, None: nothing.

    Raises:
        BrokenRules: it breaks a rule, or the initiative has an effect of that name for the party already.
        RegisterChangedMeanwhile: what was read no longer stands.
        NotInRegister: there is no such initiative, or nothing to take away.
        AccessDenied: the principal may not enter benefits of the initiative's unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        require_over(change, initiative_of(change, wanted.row.initiative_id).unit_id)
        stored = _as_read(change, wanted)
        before = told_of(change, stored)
        if wanted.there:
            row = _stored(change, wanted.row, stored)
            note(change, "write", row, _key(row), before, rows=change.changed_rows())
            return row.number, unpriced_row(row)
        take_away(change, stored, _key(stored) if stored else wanted.row.initiative_id, before)
        return None


def _as_read(change: Writing, wanted: WantedEffect) -> UnpricedEffect | None:
    """Return the stored effect that was read; None where a new one is wanted."""
    if wanted.read is None:
        return None
    number, read = wanted.read
    stored = change.session.get(UnpricedEffect, (change.municipality_id, wanted.row.initiative_id, number))
    theirs = unpriced_row(stored) if stored else None
    require_as_read(theirs, read, (number, theirs) if theirs else None, wanted.row)
    return stored


def _key(row: UnpricedEffect) -> str:
    return f"{row.initiative_id} {row.number}"


def _stored(change: Writing, row: UnpricedRow, stored: UnpricedEffect | None) -> UnpricedEffect:
    keeping, rows = keeping_of(change), BenefitRows(unpriced=[row])
    require([*unpriced_problems(row), *unknown_ids(keeping, rows)])
    same = effect_of(keeping, row)
    if same is not None and same is not stored:
        require([Problem("unpriced_twice", column="name", found=row.name)])
    add_register(keeping, BenefitRows(), units_named_as_parties(keeping, rows))
    return add_unpriced(keeping, row, stored.number if stored else None)
