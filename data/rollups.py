"""Keep the positions ready: what each unit, with all below it, had used and been given at the end of each period.

The positions of a municipality's year are made from the totals of the batches in force, in the transaction that
changed which batches those are.
"""

from collections.abc import Hashable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from data.bulk import insert_rows
from data.frames import frame
from data.periods import CLOSING_PERIOD
from data.schema.ledger import BatchCoverage, DeliveryGap, ImportBatch
from data.schema.rollups import BatchTotal, DataVersion, LoadedPeriod, Position, UnitTotal
from data.tree import ancestors_by_period
from data.vocabulary import FLOW_KINDS, INCOME_GROUPS, Grain, Kind

KINDS = (Kind.ACTUAL, Kind.PERIODISED, Kind.ORIGINAL, Kind.REVISED, Kind.FORECAST)
AMOUNT_COLUMNS = tuple(f"{kind}_minor" for kind in KINDS)
GROSS_COLUMNS = tuple(f"gross_{name}" for name in AMOUNT_COLUMNS)
PERIODS = range(1, CLOSING_PERIOD + 1)
COMBINATION = ["unit_id", "account_class", "function_group", "account_group"]

Amounts = npt.NDArray[np.int64]
"""Shape (rows, 13 periods)."""
Known = npt.NDArray[np.bool_]


def refresh(session: Session, municipality_id: str, fiscal_year: int) -> int:
    """Make the positions of a municipality's year anew; return the data version they are stamped with."""
    version = raise_version(session, municipality_id, fiscal_year)
    coverage = coverage_in_force(session, municipality_id, fiscal_year)
    for table in (Position, UnitTotal, LoadedPeriod):
        session.execute(delete(table).where(table.municipality_id == municipality_id, table.fiscal_year == fiscal_year))
    _store_loaded_periods(session, municipality_id, fiscal_year, coverage)
    totals = batch_totals(session, municipality_id, fiscal_year)
    if totals.empty:
        return version
    tree = ancestors_by_period(session, municipality_id, fiscal_year)
    gaps = gaps_in_force(session, municipality_id, fiscal_year)
    positions, unit_totals = computed(totals, coverage, tree, gaps)
    _store(session, Position, municipality_id, fiscal_year, version, positions)
    _store(session, UnitTotal, municipality_id, fiscal_year, version, unit_totals)
    return version


def computed(
    totals: pd.DataFrame, coverage: pd.DataFrame, tree: pd.DataFrame, gaps: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of `position` and `unit_total` for one municipality's year, without the keys of the year.

    Args:
        totals: unit_id, account_class, function_group, account_group, period, kind, amount_minor, line_count.
        coverage: kind, account_class, period, grain, cumulative of the cells in force.
        tree: unit_id, period, ancestor_id, each unit its own ancestor too.
        gaps: unit_id, kind, period of what was not delivered.
    """
    spread = totals.merge(tree, on=["unit_id", "period"]).drop(columns="unit_id")
    spread = spread.rename(columns={"ancestor_id": "unit_id"})
    combinations = spread[COMBINATION].drop_duplicates().sort_values(COMBINATION, ignore_index=True)
    spread = spread.merge(combinations.reset_index(names="row"), on=COMBINATION)
    gaps = gaps.merge(tree, on=["unit_id", "period"]).drop(columns="unit_id").rename(columns={"ancestor_id": "unit_id"})
    amounts, known = {}, {}
    for kind in KINDS:
        amounts[kind], known[kind] = _positions_of(kind, combinations, spread, coverage, gaps)
    shown = sorted(int(period) for period in coverage["period"].unique())
    positions = _rows(combinations, amounts, known, shown)
    return positions, _unit_totals(positions, spread)


def _positions_of(
    kind: Kind, combinations: pd.DataFrame, spread: pd.DataFrame, coverage: pd.DataFrame, gaps: pd.DataFrame
) -> tuple[Amounts, Known]:
    cells = np.zeros((len(combinations), CLOSING_PERIOD), dtype=np.int64)
    lines = spread[spread["kind"] == kind]
    np.add.at(
        cells,
        (lines["row"].to_numpy(dtype=np.intp), lines["period"].to_numpy(dtype=np.intp) - 1),
        lines["amount_minor"].to_numpy(dtype=np.int64),
    )
    amounts = np.zeros_like(cells)
    known = np.zeros(cells.shape, dtype=bool)
    for account_class, covered in coverage[coverage["kind"] == kind].groupby("account_class"):
        own = (combinations["account_class"] == account_class).to_numpy()
        missed = _missed(combinations.loc[own, "unit_id"], gaps[gaps["kind"] == kind])
        amounts[own], known[own] = standing(kind, cells[own], covered, missed)
    return amounts, known


def standing(kind: Kind, cells: Amounts, covered: pd.DataFrame, missed: Known) -> tuple[Amounts, Known]:
    """Return what stands at the end of each period, and whether it is known, for one kind and class.

    Flows add up from January and are known while every period of their grain is loaded; cumulative flows are taken
    as stated. Original and revised budgets hold until the next; a forecast holds within its quarter.
    """
    loaded = np.zeros(CLOSING_PERIOD, dtype=bool)
    loaded[covered["period"].to_numpy(dtype=np.intp) - 1] = True
    if kind not in FLOW_KINDS:
        return _held(cells, loaded, missed, within_quarter=kind is Kind.FORECAST)
    if bool(covered["cumulative"].any()):
        return cells, loaded[None, :] & ~missed
    step = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[Grain(covered["grain"].iloc[0])]
    due = np.array([period % step == 0 or period == CLOSING_PERIOD for period in PERIODS])
    due[-1] = False
    unbroken = np.logical_and.accumulate(loaded | ~due) & loaded
    return cells.cumsum(axis=1), unbroken[None, :] & ~np.logical_or.accumulate(missed, axis=1)


def _held(cells: Amounts, loaded: Known, missed: Known, *, within_quarter: bool) -> tuple[Amounts, Known]:
    amounts = np.zeros_like(cells)
    known = np.zeros(cells.shape, dtype=bool)
    for index, period in enumerate(PERIODS):
        earliest = (min(period, 12) - 1) // 3 * 3 if within_quarter else 0
        at = [earlier for earlier in range(earliest, index + 1) if loaded[earlier]]
        if at:
            amounts[:, index] = cells[:, at[-1]]
            known[:, index] = ~missed[:, at[-1]]
    return amounts, known


def _missed(units: "pd.Series[str]", gaps: pd.DataFrame) -> Known:
    missed = np.zeros((len(units), CLOSING_PERIOD), dtype=bool)
    for unit_id, period in zip(gaps["unit_id"], gaps["period"], strict=True):
        missed[(units == unit_id).to_numpy(), int(period) - 1] = True
    return missed


def _rows(
    combinations: pd.DataFrame, amounts: dict[Kind, Amounts], known: dict[Kind, Known], shown: list[int]
) -> pd.DataFrame:
    parts = []
    for period in shown:
        part = combinations.assign(period=period)
        for kind, column in zip(KINDS, AMOUNT_COLUMNS, strict=True):
            part[column] = pd.arrays.IntegerArray(amounts[kind][:, period - 1].copy(), ~known[kind][:, period - 1])
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _unit_totals(positions: pd.DataFrame, spread: pd.DataFrame) -> pd.DataFrame:
    keys = ["unit_id", "period", "account_class"]
    gross = positions[~positions["account_group"].isin(INCOME_GROUPS)]
    parts = [
        _complete_sums(positions, keys).set_axis(list(AMOUNT_COLUMNS), axis=1),
        _complete_sums(gross, keys).set_axis(list(GROSS_COLUMNS), axis=1),
    ]
    totals = pd.concat(parts, axis=1).reset_index()
    counts = spread.groupby(["unit_id", "account_class"])["line_count"].sum().rename("line_count").reset_index()
    return totals.merge(counts, on=["unit_id", "account_class"])


def _complete_sums(positions: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    groups = positions.groupby(keys)[list(AMOUNT_COLUMNS)]
    sums = groups.sum(min_count=1)
    return sums.where(groups.count().eq(groups.size(), axis=0))


def batch_totals(session: Session, municipality_id: str, fiscal_year: int) -> pd.DataFrame:
    """Return the totals of the batches in force for a year, as `computed` takes them."""
    of_cell = and_(
        BatchCoverage.municipality_id == BatchTotal.municipality_id,
        BatchCoverage.batch_id == BatchTotal.batch_id,
        BatchCoverage.fiscal_year == BatchTotal.fiscal_year,
        BatchCoverage.period == BatchTotal.period,
        BatchCoverage.kind == BatchTotal.kind,
        BatchCoverage.account_class == BatchTotal.account_class,
    )
    keys = (
        BatchTotal.unit_id,
        BatchTotal.account_class,
        BatchTotal.function_group,
        BatchTotal.account_group,
        BatchTotal.period,
        BatchTotal.kind,
    )
    return frame(
        session,
        select(*keys, BatchTotal.amount_minor, BatchTotal.line_count)
        .join(BatchCoverage, of_cell)
        .where(
            BatchTotal.municipality_id == municipality_id,
            BatchTotal.fiscal_year == fiscal_year,
            BatchCoverage.in_force,
        ),
    )


def coverage_in_force(session: Session, municipality_id: str, fiscal_year: int) -> pd.DataFrame:
    """Return the cells in force of a year with their grain and the batch's dates."""
    of_batch = and_(
        ImportBatch.municipality_id == BatchCoverage.municipality_id, ImportBatch.batch_id == BatchCoverage.batch_id
    )
    return frame(
        session,
        select(
            BatchCoverage.kind,
            BatchCoverage.account_class,
            BatchCoverage.period,
            BatchCoverage.grain,
            BatchCoverage.cumulative,
            ImportBatch.as_of,
            ImportBatch.imported_at,
        )
        .join(ImportBatch, of_batch)
        .where(
            BatchCoverage.municipality_id == municipality_id,
            BatchCoverage.fiscal_year == fiscal_year,
            BatchCoverage.in_force,
        ),
    )


def gaps_in_force(session: Session, municipality_id: str, fiscal_year: int) -> pd.DataFrame:
    """Return unit_id, kind and period of what batches in force say was not delivered."""
    in_force = and_(
        BatchCoverage.municipality_id == DeliveryGap.municipality_id,
        BatchCoverage.batch_id == DeliveryGap.batch_id,
        BatchCoverage.fiscal_year == DeliveryGap.fiscal_year,
        BatchCoverage.period == DeliveryGap.period,
        BatchCoverage.kind == DeliveryGap.kind,
    )
    return frame(
        session,
        select(DeliveryGap.unit_id, DeliveryGap.kind, DeliveryGap.period)
        .join(BatchCoverage, in_force)
        .where(
            DeliveryGap.municipality_id == municipality_id,
            DeliveryGap.fiscal_year == fiscal_year,
            BatchCoverage.in_force,
        )
        .distinct(),
    )


def _store_loaded_periods(session: Session, municipality_id: str, fiscal_year: int, coverage: pd.DataFrame) -> None:
    for cell in coverage.to_dict("records"):
        session.add(LoadedPeriod(municipality_id=municipality_id, fiscal_year=fiscal_year, **_plain(dict(cell))))
    session.flush()


def _plain(cell: dict[Hashable, Any]) -> dict[str, Any]:
    named = {str(name): value for name, value in cell.items()}
    return {**named, "period": int(str(cell["period"])), "cumulative": bool(cell["cumulative"])}


def _store(
    session: Session,
    table: type[Position] | type[UnitTotal],
    municipality_id: str,
    fiscal_year: int,
    version: int,
    rows: pd.DataFrame,
) -> None:
    filled = rows.assign(municipality_id=municipality_id, fiscal_year=fiscal_year, data_version=version)
    columns = [column.name for column in table.__table__.columns]
    values = [filled[column].astype(object).where(filled[column].notna(), None).tolist() for column in columns]
    insert_rows(session, Position.metadata.tables[table.__tablename__], columns, list(zip(*values, strict=True)))


def raise_version(session: Session, municipality_id: str, fiscal_year: int) -> int:
    """Give a municipality's year a new data version, so that kept answers are asked anew; return it."""
    latest = session.scalar(select(func.max(DataVersion.version)).where(DataVersion.municipality_id == municipality_id))
    version = (latest or 0) + 1
    session.merge(
        DataVersion(
            municipality_id=municipality_id, fiscal_year=fiscal_year, version=version, stamped_at=datetime.now(UTC)
        )
    )
    session.flush()
    return version
