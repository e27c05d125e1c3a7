"""A plan or a forecast that is still a draft, as decisions find it in an open change."""

from dashboard.actions.in_register import NotInRegister
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Writing
from data.importers.problems import Problem
from data.keeping import BrokenRules
from data.schema.realisation import Projection
from data.stored_rows import projection_row


def draft_of(change: Writing, initiative_id: str, number: int, version: int | None, yours: object) -> Projection:
    """Return a draft whose version is the one that was read.

    Raises:
        NotInRegister: there is no such projection.
        BrokenRules: it is adopted, and never changes.
        RegisterChangedMeanwhile: somebody else wrote it since.
    """
    row = change.session.get(Projection, (change.municipality_id, initiative_id, number))
    if row is None:
        raise NotInRegister(f"{initiative_id} {number}")
    if row.adopted_at is not None:
        raise BrokenRules([Problem("projection_adopted", found=str(number))])
    if row.version_id != version:
        raise RegisterChangedMeanwhile(projection_row(change.session, row), row.version_id, yours)
    return row
