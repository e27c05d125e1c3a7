"""Let a draft become the plan, or the newest forecast, of an initiative: from then on it never changes."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.actions.drafts import draft_of
from dashboard.actions.in_register import initiative_of, keeping_of, note, require_over, told_of, units_named
from data.access import Principal, writing
from data.keeping import require
from data.kept_realisation import adopt
from data.register import projection_problems_of, share_problems_of
from data.stored_rows import projection_row
from data.vocabulary import AuthorityKind, Right


@dataclass(frozen=True)
class AdoptedDraft:
    """A draft that is to stand: the day it holds from and, for every plan after the first, who decided it where."""

    municipality_id: str
    initiative_id: str
    number: int
    version: int
    as_of: date
    decision_reference: str | None = None
    authority_kind: AuthorityKind | None = None


def adopt_projection(principal: Principal, wanted: AdoptedDraft) -> int:
    """Adopt a plan or a forecast and return its new version.

    Raises:
        BrokenRules: a plan after the first has no decision, a line breaks a rule, or it is adopted already.
        RegisterChangedMeanwhile: the version read is no longer the one that stands.
        NotInRegister: there is no such initiative or draft.
        AccessDenied: the principal may not enter benefits of the initiative's unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
        require_over(change, initiative_of(change, wanted.initiative_id).unit_id)
        row = draft_of(change, wanted.initiative_id, wanted.number, wanted.version, wanted)
        before, keeping = told_of(change, row), keeping_of(change)
        decision = (wanted.decision_reference or "").strip() or None
        told = replace(projection_row(change.session, row), as_of=wanted.as_of)
        told = replace(told, decision_reference=decision, authority_kind=wanted.authority_kind)
        require(projection_problems_of(keeping, told))
        row.as_of, row.decision_reference, row.authority_kind = wanted.as_of, decision, wanted.authority_kind
        adopt(keeping, row)
        require(share_problems_of(keeping, [wanted.initiative_id]))
        key = f"{row.initiative_id} {row.projection_number}"
        note(change, "adopt", row, key, before, rows=change.changed_rows())
        return row.version_id
