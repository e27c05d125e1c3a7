"""What taking a batch out of force would change: asked before it is done."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from data.access import Principal, reading, visible
from data.importers.held import rests_on
from data.schema.indicators import IndicatorValue
from data.schema.ledger import Adjustment, BatchCoverage, BudgetChange, ImportBatch
from data.schema.outsiders import OutsiderProfile
from data.schema.realisation import Measurement, Projection
from data.vocabulary import BatchState, Right


@dataclass(frozen=True)
class Replacement:
    """Periods of a year and kind that the batch decides now, and the file that decides them without it (None: none)."""

    fiscal_year: int
    kind: str
    account_class: str
    periods: tuple[int, ...]
    file_name: str | None


@dataclass(frozen=True)
class UndoEffect:
    """All that an undo takes out of force: figures by period, and counts of indicator values, decisions and benefits.

    `projections` counts plans, forecasts and measurements of the benefits register, `profiles` those of outsider
    accounts. `held`: savings of the reinvestment ledger rest on what it brought, so it cannot be undone.
    """

    replacements: tuple[Replacement, ...]
    indicator_values: int
    decisions: int
    projections: int = 0
    profiles: int = 0
    held: bool = False


def undo_effect(principal: Principal, batch_id: str) -> UndoEffect:
    """Return what changes when the batch is undone; nothing where the principal sees no such batch."""
    with reading(principal) as session:
        municipality_id = session.scalar(
            select(ImportBatch.municipality_id).where(
                visible(principal, ImportBatch.municipality_id, right=Right.IMPORT), ImportBatch.batch_id == batch_id
            )
        )
        if municipality_id is None:
            return UndoEffect((), 0, 0)
        return UndoEffect(
            replacements=_replacements(session, municipality_id, batch_id),
            indicator_values=_count(session, IndicatorValue, municipality_id, batch_id, IndicatorValue.in_force),
            decisions=sum(_count(session, table, municipality_id, batch_id) for table in (BudgetChange, Adjustment)),
            projections=sum(_count(session, table, municipality_id, batch_id) for table in (Projection, Measurement)),
            profiles=_count(session, OutsiderProfile, municipality_id, batch_id),
            held=rests_on(session, municipality_id, batch_id),
        )


def _replacements(session: Session, municipality_id: str, batch_id: str) -> tuple[Replacement, ...]:
    successors: dict[tuple[int, str, str, int], str | None] = {}
    for row in session.execute(_cells_and_others(municipality_id, batch_id)):
        cell = (row.fiscal_year, row.kind, row.account_class, row.period)
        if successors.get(cell) is None:  # the newest comes first
            successors[cell] = row.file_name
    gathered: dict[tuple[int, str, str, str | None], list[int]] = {}
    for (year, kind, account_class, period), file_name in sorted(successors.items(), key=lambda pair: pair[0]):
        gathered.setdefault((year, kind, account_class, file_name), []).append(period)
    return tuple(
        Replacement(year, kind, account_class, tuple(periods), file_name)
        for (year, kind, account_class, file_name), periods in gathered.items()
    )


def _cells_and_others(municipality_id: str, batch_id: str) -> Select[int, str, str, int, str]:
    """Return each cell the batch decides, with the other files that speak for it (null: none), the newest first."""
    mine, theirs = aliased(BatchCoverage), aliased(BatchCoverage)
    same_cell = and_(
        theirs.municipality_id == mine.municipality_id,
        theirs.batch_id != mine.batch_id,
        *(getattr(theirs, name) == getattr(mine, name) for name in ("fiscal_year", "period", "kind", "account_class")),
    )
    of_theirs = and_(
        ImportBatch.municipality_id == theirs.municipality_id,
        ImportBatch.batch_id == theirs.batch_id,
        ImportBatch.state != BatchState.UNDONE,
    )
    return (
        select(mine.fiscal_year, mine.kind, mine.account_class, mine.period, ImportBatch.file_name)
        .outerjoin(theirs, same_cell)
        .outerjoin(ImportBatch, of_theirs)
        .where(mine.municipality_id == municipality_id, mine.batch_id == batch_id, mine.in_force)
        .order_by(ImportBatch.imported_at.desc(), ImportBatch.batch_id.desc())
    )


def _count(
    session: Session,
    table: type[IndicatorValue | BudgetChange | Adjustment | Projection | Measurement | OutsiderProfile],
    municipality_id: str,
    batch_id: str,
    *conditions: object,
) -> int:
    counted = select(func.count()).select_from(table)
    own = (table.municipality_id == municipality_id, table.batch_id == batch_id)
    return session.scalar(counted.where(*own, *conditions)) or 0  # type: ignore[arg-type]  # a column is a condition
