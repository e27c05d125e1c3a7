"""Write a version of the rules of reinvestment as a draft, which counts for nothing until the council adopts it."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from dashboard.actions.ledger_entries import written
from dashboard.actions.ledger_refusals import LedgerRefused, RuleChangedMeanwhile
from data.access import Principal, Writing, writing
from data.money_vocabulary import Account, RecipientScope
from data.schema.reinvestment import ReinvestmentRule
from data.vocabulary import Right
from metrics.reinvestment_rules import WrongRule
from metrics.rule_rows import rule_version

LONGEST_NAME = 80
ENTITY = "reinvestment_rule"


@dataclass(frozen=True)
class RuleDraft:
    """A version as somebody wants it. `version` is the one that was read of the day's draft; None for the first."""

    municipality_id: str
    valid_from: date
    name: str
    kept_as_cut_millionths: int
    initiator_millionths: int
    bearer_compensation_millionths: int
    common_fund_millionths: int
    threshold_minor: int = 0
    cap_minor: int | None = None
    years: int = 1
    taper: tuple[int, ...] = ()
    loan_first: bool = True
    recipient_scope: RecipientScope = RecipientScope.UNIT
    staffing_floor_exempt: bool = False
    default_account: Account = Account.COMMON_FUND
    version: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What the row holds of it beside its key."""
        told = {name: value for name, value in asdict(self).items() if name not in KEY}
        return told | {"taper": list(self.taper), "name": self.name.strip()}


KEY = frozenset({"municipality_id", "valid_from", "version"})


def draft_rule(principal: Principal, draft: RuleDraft) -> int:
    """Store a draft for a day, in place of the day's older draft; return its version.

    Raises:
        LedgerRefused: the draft contradicts itself, or the day has an adopted version.
        RuleChangedMeanwhile: somebody else changed the draft since it was read.
        AccessDenied: the principal may not draft rules.
    """
    require_sound(draft)
    with writing(principal, draft.municipality_id, Right.BOOK) as change:
        row = change.session.get(ReinvestmentRule, (draft.municipality_id, draft.valid_from))
        if row is not None and row.adopted_at is not None:
            raise LedgerRefused("rule_adopted", day=draft.valid_from)
        if row is not None and row.version_id != draft.version:
            raise RuleChangedMeanwhile(row.version_id)
        before = told_rule(change, row) if row else None
        row = row or ReinvestmentRule(municipality_id=draft.municipality_id, valid_from=draft.valid_from)
        for name, value in {**draft.values, "written_at": datetime.now(UTC), "written_by": change.actor}.items():
            setattr(row, name, value)
        change.session.add(row)
        change.session.flush()
        after = told_rule(change, row)
        change.record(
            "draft_rule", ENTITY, draft.valid_from.isoformat(), version=row.version_id, before=before, after=after
        )
        return row.version_id


def require_sound(draft: RuleDraft) -> None:
    """Refuse a draft that contradicts itself.

    Raises:
        LedgerRefused: it does.
    """
    if len(written("rule_name", draft.name)) > LONGEST_NAME:
        raise LedgerRefused("too_long", most=LONGEST_NAME)
    try:
        rule_version({**draft.values, "valid_from": draft.valid_from, "council_resolution": None})
    except WrongRule as wrong:
        raise LedgerRefused("rule", found=str(wrong)) from wrong


def told_rule(change: Writing, row: ReinvestmentRule) -> dict[str, Any]:
    """Return what the trail tells of a version: its name sealed, since a person wrote it."""
    plain = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}
    return told | {"name": change.sealed(row.name)}
