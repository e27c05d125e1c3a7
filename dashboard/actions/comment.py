"""Write why a figure deviates, without overwriting what somebody else wrote in the meantime."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from data import rollups
from data.access import Principal, Writing, require_unit, writing
from data.periods import Quarter
from data.schema.follow_up import Commentary
from data.vocabulary import Right

TEXTS = ("cause", "action", "responsible_role")
LIMITS = {"cause": 4000, "action": 4000, "responsible_role": 200}
"""How many letters each text may have: the form says so too, but a browser need not have sent it."""


@dataclass(frozen=True)
class Comment:
    """A commentary as its writer wants it. `version` is the one the writer read; None for the first."""

    municipality_id: str
    unit_id: str
    quarter: Quarter
    measure: str
    cause: str
    action: str
    responsible_role: str
    due: date | None
    version: int | None


@dataclass(frozen=True)
class Stored:
    """What stands now."""

    cause: str
    action: str
    responsible_role: str
    due: date | None
    written_by: str
    written_at: datetime
    version: int


class ChangedMeanwhile(Exception):
    """Somebody else wrote since the form was read; `theirs` is what stands (None: it was taken away)."""

    def __init__(self, theirs: Stored | None) -> None:
        """Keep what stands."""
        super().__init__("changed meanwhile")
        self.theirs = theirs


class TooLongComment(ValueError):
    """A text is longer than the form lets anybody write; the argument names the field."""


class IncompleteComment(ValueError):
    """A text that must be filled is empty; the argument names the field."""


def write_comment(principal: Principal, comment: Comment) -> Stored:
    """Store a commentary and return it with its new version.

    Raises:
        IncompleteComment: cause, action or responsible role is empty.
        TooLongComment: one of them is longer than its limit.
        ChangedMeanwhile: the version read is no longer the one that stands.
        AccessDenied: the principal may not write here.
    """
    for name in TEXTS:
        if not getattr(comment, name).strip():
            raise IncompleteComment(name)
        if len(getattr(comment, name)) > LIMITS[name]:
            raise TooLongComment(name)
    with writing(principal, comment.municipality_id, Right.COMMENT) as change:
        require_unit(change.session, change.principal, comment.municipality_id, comment.unit_id, Right.COMMENT)
        key = (
            comment.municipality_id,
            comment.unit_id,
            comment.quarter.year,
            comment.quarter.number,
            comment.measure,
        )
        row = change.session.get(Commentary, key)
        if (row.version_id if row else None) != comment.version:
            raise ChangedMeanwhile(_stored(row) if row else None)
        before = _told(row, change) if row else None
        row = row or Commentary(
            **dict(zip(("municipality_id", "unit_id", "fiscal_year", "quarter", "measure"), key, strict=True))
        )
        _fill(row, comment, change.actor)
        change.session.add(row)
        change.session.flush()
        rollups.raise_version(change.session, comment.municipality_id, comment.quarter.year)
        place = f"{comment.unit_id} {comment.quarter} {comment.measure}"
        change.record("write", "commentary", place, version=row.version_id, before=before, after=_told(row, change))
        return _stored(row)


def _fill(row: Commentary, comment: Comment, actor: str) -> None:
    row.cause = comment.cause.strip()
    row.action = comment.action.strip()
    row.responsible_role = comment.responsible_role.strip()
    row.due = comment.due
    row.written_at = datetime.now(UTC)
    row.written_by = actor


def _told(row: Commentary, change: Writing) -> dict[str, Any]:
    """Return what the trail tells of a commentary: its texts sealed."""
    return {
        **{name: change.sealed(getattr(row, name)) for name in TEXTS},
        "due": row.due.isoformat() if row.due else None,
        "version": row.version_id,
        "written_by": row.written_by,
    }


def _stored(row: Commentary) -> Stored:
    return Stored(row.cause, row.action, row.responsible_role, row.due, row.written_by, row.written_at, row.version_id)
