"""Write a version of the rules of reinvestment as a draft, which counts for nothing until the council adopts it.

A draft can be taken away again; what the council has adopted never can.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from dashboard.actions.ledger_refusals import LedgerRefused, RuleChangedMeanwhile, RuleRefused
from data.access import Principal, Writing, writing
from data.money_vocabulary import SHARED, Account, RecipientScope
from data.periods import last_day_of_period
from data.reinvestment_told import told_rule
from data.rule_reach import shared_since
from data.schema.reinvestment import ReinvestmentRule
from data.vocabulary import Right
from metrics.rule_faults import SHARE_COLUMNS, faults

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

    @classmethod
    def of(cls, row: ReinvestmentRule) -> "RuleDraft":
        """Return what a row holds, as if it were wanted anew: in no version."""
        told = {column: getattr(row, column) for column in cls.__dataclass_fields__ if column != "version"}
        words = {
            "recipient_scope": RecipientScope(row.recipient_scope),
            "default_account": Account(row.default_account),
        }
        return cls(**{**told, **words, "taper": tuple(row.taper)})


KEY = frozenset({"municipality_id", "valid_from", "version"})


def draft_rule(principal: Principal, draft: RuleDraft) -> int:
    """Store a draft for a day, in place of the day's older draft; return its version.

    Raises:
        RuleRefused: the draft contradicts itself.
        LedgerRefused: the day has an adopted version, or savings from that day on are shared by another.
        RuleChangedMeanwhile: somebody else changed the draft since it was read.
        AccessDenied: the principal may not draft rules.
    """
    require_sound(draft)
    with writing(principal, draft.municipality_id, Right.BOOK) as change:
        row = change.session.get(ReinvestmentRule, (draft.municipality_id, draft.valid_from))
        if row is not None:
            require_as_read(row, draft.version)
        require_no_overlap(change, draft.valid_from)
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


def drop_draft(principal: Principal, municipality_id: str, valid_from: date, version: int) -> None:
    """Take a draft away.

    Raises:
        LedgerRefused: there is none, or the council has adopted it.
        RuleChangedMeanwhile: somebody else changed it since it was read.
        AccessDenied: the principal may not draft rules.
    """
    with writing(principal, municipality_id, Right.BOOK) as change:
        row = change.session.get(ReinvestmentRule, (municipality_id, valid_from))
        if row is None:
            raise LedgerRefused("no_draft", day=valid_from)
        require_as_read(row, version)
        before = told_rule(change, row)
        change.session.delete(row)
        change.session.flush()
        change.record("remove", ENTITY, valid_from.isoformat(), version=version, before=before, after=None)


def require_sound(draft: RuleDraft) -> None:
    """Refuse a draft that contradicts itself.

    Raises:
        RuleRefused: it does; with all that is wrong.
    """
    every = [("name", wrong) for wrong in _of_name(draft.name)]
    shares = [getattr(draft, column) for column in SHARE_COLUMNS]
    for fault in faults(shares, draft.threshold_minor, draft.cap_minor, draft.years, draft.taper):
        every.append((fault.column, LedgerRefused(f"rule_{fault.kind}", **fault.slots)))
    if draft.default_account not in SHARED:
        every.append(("default_account", LedgerRefused("rule_account", account=draft.default_account)))
    if every:
        raise RuleRefused(every)


def _of_name(name: str) -> list[LedgerRefused]:
    if not name.strip():
        return [LedgerRefused("rule_name")]
    return [LedgerRefused("too_long", most=LONGEST_NAME)] if len(name.strip()) > LONGEST_NAME else []


def require_as_read(row: ReinvestmentRule, version: int | None) -> None:
    """Refuse a version that is adopted, and a draft that is not the one that was read.

    Raises:
        LedgerRefused: it is adopted.
        RuleChangedMeanwhile: somebody else changed it.
    """
    if row.adopted_at is not None:
        raise LedgerRefused("rule_adopted", day=row.valid_from)
    if row.version_id != version:
        raise RuleChangedMeanwhile(row.version_id, RuleDraft.of(row))


def require_no_overlap(change: Writing, valid_from: date) -> None:
    """Refuse a version that reaches back to savings that another version has shared.

    Raises:
        LedgerRefused: it does.
    """
    found = shared_since(change.session, change.municipality_id, valid_from)
    if found is not None:
        raise LedgerRefused("rule_overlap", day=valid_from, last=last_day_of_period(*found))
