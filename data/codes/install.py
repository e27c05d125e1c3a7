"""Put the shipped code lists into the database."""

import pandas as pd
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.access import installing
from data.bulk import insert_rows
from data.codes import CHART, shipped_codes
from data.frames import frame
from data.schema import Model


def install_codes() -> None:
    """Make the tables hold exactly the shipped lists of KOSTRA; other charts are left alone."""
    codes = vars(shipped_codes())
    with installing() as session:
        for name, rows in codes.items():
            _install(session, name, rows)


def _install(session: Session, table_name: str, shipped: pd.DataFrame) -> None:
    table = Model.metadata.tables[table_name]
    columns = [column.name for column in table.columns]
    wanted = _rows(shipped.assign(chart=CHART), columns)
    stored = _rows(frame(session, select(table).where(table.c.chart == CHART)), columns)
    if set(wanted) == set(stored):
        return
    session.execute(delete(table).where(table.c.chart == CHART))
    insert_rows(session, table, columns, wanted)


def _rows(table: pd.DataFrame, columns: list[str]) -> list[tuple[object, ...]]:
    values = [table[name].astype(object).where(table[name].notna(), None).tolist() for name in columns]
    return list(zip(*values, strict=True))
