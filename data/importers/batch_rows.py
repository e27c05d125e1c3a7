"""Write the rows that belong to one batch: its totals, what it speaks for, its gaps and its indicator values."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.bulk import insert_rows
from data.importers.parsed import INDICATOR_VALUE_COLUMNS, CoverageCell, GapRow, IndicatorRow, Parsed, TargetRow
from data.importers.register import group_of_account, group_of_function
from data.schema.indicators import Indicator, IndicatorValue, Target
from data.schema.ledger import BatchCoverage, DeliveryGap
from data.schema.rollups import BatchTotal

TOTAL_KEYS = [
    "fiscal_year",
    "period",
    "kind",
    "account_class",
    "unit_id",
    "function_group",
    "account_group",
]
CODE_KEYS = ["fiscal_year", "period", "kind", "account_class", "unit_id", "function_code", "account_code"]


def add_totals(session: Session, municipality_id: str, batch_id: str, chart: str, lines: pd.DataFrame) -> None:
    """Sum the batch's lines by unit, groups, kind and period, once and for all."""
    if lines.empty:
        return
    totals = totals_by_group(session, chart, sums_by_code(lines))
    columns = ["municipality_id", "batch_id", *TOTAL_KEYS, "amount_minor", "line_count"]
    values = [totals[name].tolist() for name in columns[2:]]
    rows = [(municipality_id, batch_id.replace("-", ""), *row) for row in zip(*values, strict=True)]
    insert_rows(session, BatchTotal.metadata.tables[BatchTotal.__tablename__], columns, rows)


def sums_by_code(lines: pd.DataFrame) -> pd.DataFrame:
    """Return `CODE_KEYS` with amount_minor (exact, whole minor units) and line_count."""
    codes, keys = _row_numbers(lines)
    amounts = np.zeros(len(keys), dtype=np.int64)
    np.add.at(amounts, codes, lines["amount_minor"].to_numpy(dtype=np.int64))
    return keys.assign(amount_minor=amounts, line_count=np.bincount(codes, minlength=len(keys)))


def _row_numbers(lines: pd.DataFrame) -> tuple["np.typing.NDArray[np.intp]", pd.DataFrame]:
    """Number the distinct combinations of `CODE_KEYS`; factorised column by column, which is fast on text."""
    combined = np.zeros(len(lines), dtype=np.int64)
    uniques = []
    for name in CODE_KEYS:
        codes, unique = pd.factorize(lines[name])
        combined = combined * len(unique) + codes
        uniques.append(unique)
    codes, distinct = pd.factorize(combined)
    keys = {}
    for name, unique in reversed(list(zip(CODE_KEYS, uniques, strict=True))):
        keys[name] = np.asarray(unique)[distinct % len(unique)]
        distinct = distinct // len(unique)
    return codes, pd.DataFrame({name: keys[name] for name in CODE_KEYS})


def totals_by_group(session: Session, chart: str, sums: pd.DataFrame) -> pd.DataFrame:
    """Return sums by code gathered under the chart's groups of the lines' own year."""
    functions = group_of_function(session, chart)
    accounts = group_of_account(session, chart)
    grouped = sums.assign(
        function_group=[
            functions(code, year) for code, year in zip(sums["function_code"], sums["fiscal_year"], strict=True)
        ],
        account_group=[
            accounts(account_class, code, year)
            for account_class, code, year in zip(
                sums["account_class"], sums["account_code"], sums["fiscal_year"], strict=True
            )
        ],
    )
    return grouped.groupby(TOTAL_KEYS, as_index=False, observed=True)[["amount_minor", "line_count"]].sum()


def add_coverage(session: Session, municipality_id: str, batch_id: str, cells: Iterable[CoverageCell]) -> None:
    """Note what the batch speaks for; who is in force is decided afterwards."""
    for cell in cells:
        session.add(
            BatchCoverage(
                municipality_id=municipality_id,
                batch_id=batch_id,
                fiscal_year=cell.fiscal_year,
                period=cell.period,
                kind=cell.kind,
                account_class=cell.account_class,
                grain=cell.grain,
                cumulative=cell.cumulative,
                in_force=False,
            )
        )


def add_gaps(session: Session, municipality_id: str, batch_id: str, gaps: Iterable[GapRow]) -> None:
    """Note which units have not delivered."""
    for gap in gaps:
        session.add(
            DeliveryGap(
                municipality_id=municipality_id,
                batch_id=batch_id,
                fiscal_year=gap.fiscal_year,
                period=gap.period,
                kind=gap.kind,
                unit_id=gap.unit_id,
            )
        )


def add_indicators(session: Session, municipality_id: str, batch_id: str, parsed: Parsed) -> None:
    """Add or renew the indicators, their targets and the batch's values."""
    known = {
        indicator.indicator_id: indicator
        for indicator in session.scalars(select(Indicator).where(Indicator.municipality_id == municipality_id))
    }
    for row in parsed.indicators:
        _add_indicator(session, municipality_id, known.get(row.indicator_id), row)
    add_targets(session, municipality_id, batch_id, parsed.targets)
    session.flush()
    if parsed.indicator_values.empty:
        return
    values = parsed.indicator_values
    plain = [values[name].astype(object).where(values[name].notna(), None).tolist() for name in INDICATOR_VALUE_COLUMNS]
    rows = [(municipality_id, batch_id.replace("-", ""), False, *row) for row in zip(*plain, strict=True)]
    columns = ["municipality_id", "batch_id", "in_force", *INDICATOR_VALUE_COLUMNS]
    insert_rows(session, IndicatorValue.metadata.tables[IndicatorValue.__tablename__], columns, rows)


def _add_indicator(session: Session, municipality_id: str, known: Indicator | None, row: IndicatorRow) -> None:
    indicator = known or Indicator(municipality_id=municipality_id, indicator_id=row.indicator_id)
    indicator.name = row.name
    indicator.dimension = row.dimension
    indicator.unit_of_measure = row.unit_of_measure
    indicator.grain = row.grain
    indicator.function_code = row.function_code
    indicator.objective = row.objective
    indicator.measures_volume = row.measures_volume
    indicator.owner_role = row.owner_role
    indicator.source = row.source
    if known is None:
        session.add(indicator)


def add_targets(session: Session, municipality_id: str, batch_id: str | None, rows: Iterable[TargetRow]) -> None:
    """Add or renew dated targets; `batch_id` is the file they came with, if any."""
    known = {
        (target.measure, target.unit_id, target.valid_from): target
        for target in session.scalars(select(Target).where(Target.municipality_id == municipality_id))
    }
    for row in rows:
        key = (row.measure, row.unit_id, row.valid_from)
        target = known.get(key) or Target(
            municipality_id=municipality_id, measure=row.measure, unit_id=row.unit_id, valid_from=row.valid_from
        )
        target.target_type = row.target_type
        target.desired_low, target.desired_high = row.desired_low, row.desired_high
        target.accepted_low, target.accepted_high = row.accepted_low, row.accepted_high
        target.reference, target.batch_id = row.reference, batch_id
        if key not in known:
            session.add(target)


def count_lines(session: Session, municipality_id: str) -> int:
    """Return how many ledger lines the municipality's batches brought, undone ones included."""
    counted = select(func.coalesce(func.sum(BatchTotal.line_count), 0)).where(
        BatchTotal.municipality_id == municipality_id
    )
    return int(session.scalar(counted) or 0)
