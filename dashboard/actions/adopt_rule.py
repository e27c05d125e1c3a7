"""Adopt a version of the rules of reinvestment, once the council has resolved it: from then on it never changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from dashboard.actions.draft_rule import ENTITY, require_as_read, require_no_overlap
from dashboard.actions.ledger_entries import not_ahead, written
from dashboard.actions.ledger_refusals import LedgerRefused
from data import rollups
from data.access import Principal, writing
from data.reinvestment_told import told_rule
from data.schema.reinvestment import ReinvestmentRule
from data.vocabulary import Right


@dataclass(frozen=True)
class Adoption:
    """The council's resolution, of the day `resolved_on`, to adopt the draft of a day, as it was read."""

    municipality_id: str
    valid_from: date
    council_resolution: str
    version: int
    resolved_on: date


def adopt_rule(principal: Principal, wanted: Adoption) -> int:
    """Adopt a draft; return its version.

    Raises:
        LedgerRefused: there is no draft for the day, it is adopted already, no resolution is named, the council has not
            met yet, or savings from that day on are shared by another version.
        RuleChangedMeanwhile: the draft is not the one that was read.
        AccessDenied: the principal may not register what the council resolved.
    """
    resolution, resolved_on = written("resolution", wanted.council_resolution), not_ahead(wanted.resolved_on)
    with writing(principal, wanted.municipality_id, Right.RESOLVE) as change:
        row = change.session.get(ReinvestmentRule, (wanted.municipality_id, wanted.valid_from))
        if row is None:
            raise LedgerRefused("no_draft", day=wanted.valid_from)
        require_as_read(row, wanted.version)
        require_no_overlap(change, wanted.valid_from)
        before = told_rule(change, row)
        row.council_resolution, row.resolved_on = resolution, resolved_on
        row.adopted_at, row.adopted_by = datetime.now(UTC), change.actor
        change.session.flush()
        key = wanted.valid_from.isoformat()
        change.record("adopt_rule", ENTITY, key, version=row.version_id, before=before, after=told_rule(change, row))
        rollups.raise_version(change.session, wanted.municipality_id, wanted.valid_from.year)
        return row.version_id
