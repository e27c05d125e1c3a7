"""Write the lines of a plan or a forecast that is not adopted yet."""

from dataclasses import dataclass

from sqlalchemy import delete

from dashboard.actions.drafts import draft_of
from dashboard.actions.in_register import initiative_of, keeping_of, note, require_over, told_of, units_named
from data.access import Principal, Writing, writing
from data.importers.benefit_rows import ProjectionRow
from data.keeping import require
from data.kept_realisation import add_draft, add_lines
from data.register import draft_problems_of
from data.schema.realisation import Projection, ProjectionLine
from data.vocabulary import Right


@dataclass(frozen=True)
class Draft:
    """A plan or forecast as somebody wants it. `number` and `version` are those that were read; None for a new one."""

    municipality_id: str
    row: ProjectionRow
    number: int | None = None
    version: int | None = None


@dataclass(frozen=True)
class StoredDraft:
    """What stands now."""

    number: int
    version: int


def draft_plan(principal: Principal, draft: Draft) -> StoredDraft:
    """Store a draft with all its lines and return its number and new version.

    Raises:
        BrokenRules: a line breaks a rule, or the projection is adopted and never changes.
        RegisterChangedMeanwhile: the version read is no longer the one that stands; both are told.
        NotInRegister: there is no such initiative or draft.
        AccessDenied: the principal may not enter benefits of the initiative's unit.
    """
    with writing(principal, draft.municipality_id, Right.BENEFITS) as change, units_named(change):
        require_over(change, initiative_of(change, draft.row.initiative_id).unit_id)
        before, row = None, None
        if draft.number is not None:
            row = draft_of(change, draft.row.initiative_id, draft.number, draft.version, draft.row)
            before = told_of(change, row)
        keeping = keeping_of(change)
        require(draft_problems_of(keeping, draft.row))
        row = add_draft(keeping, draft.row) if row is None else _rewritten(change, row, draft.row)
        key = f"{row.initiative_id} {row.projection_number}"
        note(change, "draft", row, key, before, lines=len(draft.row.lines), rows=change.changed_rows())
        return StoredDraft(row.projection_number, row.version_id)


def _rewritten(change: Writing, row: Projection, wanted: ProjectionRow) -> Projection:
    """Return a draft with what is wanted now in place of what it held."""
    keeping = keeping_of(change)
    change.session.execute(
        delete(ProjectionLine).filter_by(
            municipality_id=row.municipality_id,
            initiative_id=row.initiative_id,
            projection_number=row.projection_number,
        )
    )
    row.kind, row.as_of, row.reason = wanted.kind, wanted.as_of, wanted.reason
    row.decision_reference, row.authority_kind = wanted.decision_reference, wanted.authority_kind
    row.written_at, row.written_by = keeping.now, keeping.actor
    add_lines(keeping, row, wanted.lines)
    return row
