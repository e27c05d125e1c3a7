"""What a batch holds, summed once by unit, groups, kind and period: the stuff that positions are made of."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data.bulk import insert_frame
from data.frames import frame
from data.importers.groups import group_of_account, group_of_function
from data.schema.ledger import BatchCoverage, LedgerLine
from data.schema.organisation import Municipality
from data.schema.rollups import BatchTotal
from data.standing import numbered

PLACE = ["unit_id", "function_code", "account_code"]
CELL = ["fiscal_year", "period", "kind", "account_class"]
TOTAL_KEYS = [*CELL, "unit_id", "function_group", "account_group"]


@dataclass(frozen=True)
class CodedLines:
    """Ledger lines by number: each line's place among `places` and cell among `cells`, both sorted and distinct."""

    place: npt.NDArray[np.intp]
    places: pd.DataFrame
    cell: npt.NDArray[np.intp]
    cells: pd.DataFrame


def coded(lines: pd.DataFrame) -> CodedLines:
    """Return lines with what repeats in them told once; texts are looked at here and nowhere else."""
    return CodedLines(*numbered(lines, PLACE), *numbered(lines, CELL))


def sums_by_code(lines: pd.DataFrame, of: CodedLines | None = None) -> pd.DataFrame:
    """Return the distinct combinations of `PLACE` and `CELL` with amount_minor (exact) and line_count."""
    of = of or coded(lines)
    amounts = lines["amount_minor"].to_numpy(dtype=np.int64)
    rows = pd.DataFrame({"place": of.place, "cell": of.cell, "amount_minor": amounts, "line_count": 1}, copy=False)
    sums = added_up(rows, ["place", "cell"])
    parts = [
        of.places.take(sums["place"].to_numpy()),
        of.cells.take(sums["cell"].to_numpy()),
        sums[["amount_minor", "line_count"]],
    ]
    return pd.concat([part.reset_index(drop=True) for part in parts], axis=1)


def added_up(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the distinct combinations of some columns with their sums of amount_minor and line_count, in integers."""
    numbers, distinct = numbered(rows, keys)
    for name in ("amount_minor", "line_count"):
        added = np.zeros(len(distinct), dtype=np.int64)
        np.add.at(added, numbers, rows[name].to_numpy(dtype=np.int64))
        distinct[name] = added
    return distinct


def add_totals(session: Session, municipality_id: str, batch_id: str, chart: str, sums: pd.DataFrame) -> None:
    """Store a batch's sums by code under the chart's groups."""
    totals = totals_by_group(session, chart, sums)
    insert_frame(
        session, BatchTotal, totals.assign(municipality_id=municipality_id, batch_id=batch_id.replace("-", ""))
    )


def totals_by_group(session: Session, chart: str, sums: pd.DataFrame) -> pd.DataFrame:
    """Return `TOTAL_KEYS` with sums by code gathered under the chart's groups of the lines' own year."""
    functions, accounts = group_of_function(session, chart), group_of_account(session, chart)
    by_function, function_codes = numbered(sums, ["function_code", "fiscal_year"])
    by_account, account_codes = numbered(sums, ["account_class", "account_code", "fiscal_year"])
    function_groups = [functions(*code) for code in function_codes.itertuples(index=False, name=None)]
    account_groups = [accounts(*code) for code in account_codes.itertuples(index=False, name=None)]
    grouped = sums.assign(
        function_group=np.array(function_groups, dtype=object)[by_function],
        account_group=np.array(account_groups, dtype=object)[by_account],
    )
    return added_up(grouped, TOTAL_KEYS)


def regroup(session: Session, municipality_id: str) -> set[int]:
    """Sum every batch anew from its lines, for a chart whose groups have changed; return the years of the batches."""
    chart = session.get_one(Municipality, municipality_id).chart
    session.execute(delete(BatchTotal).where(BatchTotal.municipality_id == municipality_id))
    covered = select(BatchCoverage.batch_id, BatchCoverage.fiscal_year).where(
        BatchCoverage.municipality_id == municipality_id
    )
    stretches = session.execute(covered.distinct()).all()
    for batch_id, year in stretches:
        add_totals(session, municipality_id, batch_id, chart, stored_sums(session, municipality_id, batch_id, year))
    return {year for _, year in stretches}


def stored_sums(session: Session, municipality_id: str, batch_id: str, year: int) -> pd.DataFrame:
    """Return `PLACE` and `CELL` with amount_minor and line_count of what is stored of a batch's year."""
    keys = [getattr(LedgerLine, name) for name in (*PLACE, *CELL)]
    amount = func.sum(LedgerLine.amount_minor).cast(LedgerLine.amount_minor.type).label("amount_minor")
    return frame(
        session,
        select(*keys, amount, func.count().label("line_count"))
        .where(
            LedgerLine.municipality_id == municipality_id,
            LedgerLine.fiscal_year == year,
            LedgerLine.batch_id == batch_id,
        )
        .group_by(*keys),
    )
