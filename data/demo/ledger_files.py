"""The demo's ledger as files would have brought it: budgets, accounts and forecasts as checked tables."""

from datetime import date

import numpy as np
import pandas as pd

from data.demo import forecasts
from data.demo.actuals import YearActuals
from data.demo.balance import balance_lines
from data.demo.budgets import Amounts, YearBudget
from data.demo.organisation import MUNICIPALITY_ID
from data.importers.parsed import LINE_COLUMNS, CoverageCell, GapRow, Parsed
from data.periods import CLOSING_PERIOD, Quarter
from data.vocabulary import AccountClass, Grain, Kind

OPERATIONS = AccountClass.OPERATIONS.value


def budget_file(budget: YearBudget) -> Parsed:
    """Return a year's original budget, its revised snapshots and its budget by month."""
    parts = [_rows(budget.cells, budget.original, Kind.ORIGINAL, 1)]
    parts += [_rows(budget.cells, amounts, Kind.REVISED, period) for period, amounts in budget.revised_at.items()]
    parts += [_rows(budget.cells, budget.monthly[:, month], Kind.PERIODISED, month + 1) for month in range(12)]
    last = max(budget.revised_at)
    parsed = _parsed(budget.year, parts, Grain.MONTH, Quarter.of_period(budget.year, last).last_day)
    parsed.period = last
    parsed.periodised = True
    return parsed


def actual_file(actuals: YearActuals, months: range, closing: bool) -> Parsed:
    """Return the accounts of some months of a year, with period 13 when it is closed."""
    cells, year = actuals.budget.cells, actuals.budget.year
    parts = [_actual_rows(actuals, month) for month in months]
    if closing:
        parts.append(_rows(cells, actuals.closing, Kind.ACTUAL, CLOSING_PERIOD, text="Årsavslutning"))
        parts.append(_balance_rows(year))
    as_of = date(year + 1, 2, 22) if closing else Quarter.of_period(year, months[-1]).last_day
    parsed = _parsed(year, parts, Grain.MONTH, as_of)
    parsed.period = CLOSING_PERIOD if closing else months[-1]
    return parsed


def forecast_file(actuals: YearActuals, periods: tuple[int, ...]) -> Parsed:
    """Return the forecasts made after some periods of a year; a unit that did not deliver is a gap, not a zero."""
    year = actuals.budget.year
    made = {period: forecasts.forecast_at(actuals, period) for period in periods}
    parts = [
        _rows(frame.drop(columns="amount_minor"), frame["amount_minor"].to_numpy("int64"), Kind.FORECAST, period)
        for period, frame in made.items()
    ]
    parsed = _parsed(year, parts, Grain.QUARTER, Quarter.of_period(year, periods[-1]).last_day)
    parsed.period = periods[-1]
    parsed.gaps = [
        GapRow(year, period, Kind.FORECAST, unit) for period in periods for unit in forecasts.late(year, period)
    ]
    return parsed


def _actual_rows(actuals: YearActuals, month: int) -> pd.DataFrame:
    """Return a month's lines: what a story tells of stands on a line of its own, with its text."""
    cells = actuals.budget.cells
    amounts = actuals.monthly[:, month - 1].copy()
    told = actuals.told[actuals.told["period"] == month]
    parts = []
    for row, amount, text in zip(told["row"], told["amount_minor"], told["text"], strict=True):
        amounts[row] -= amount
        parts.append(_rows(cells.iloc[[row]], np.array([amount]), Kind.ACTUAL, month, text=text))
    return pd.concat([_rows(cells, amounts, Kind.ACTUAL, month), *parts], ignore_index=True)


def _balance_rows(year: int) -> pd.DataFrame:
    """Return the balance at the end of a closed year; it belongs to the municipality and to no function."""
    cells = balance_lines(year).assign(unit_id=MUNICIPALITY_ID, function_code="")
    rows = _rows(cells.drop(columns="amount_minor"), cells["amount_minor"].to_numpy("int64"), Kind.ACTUAL, 12)
    return rows.assign(account_class=AccountClass.BALANCE.value)


def _rows(cells: pd.DataFrame, amounts: Amounts, kind: Kind, period: int, text: str | None = None) -> pd.DataFrame:
    """Return the lines of one kind and period; amounts of 0 are no lines."""
    made = cells.assign(amount_minor=amounts, kind=kind.value, period=period, text=text, account_class=OPERATIONS)
    kept: pd.DataFrame = made[amounts != 0]
    return kept


def _parsed(year: int, parts: list[pd.DataFrame], grain: Grain, as_of: date) -> Parsed:
    lines = pd.concat(parts, ignore_index=True)
    lines = lines.assign(
        line_number=np.arange(1, len(lines) + 1),
        fiscal_year=year,
        project=None,
        text=lines["text"].astype(object).where(lines["text"].notna(), None),
    )[list(LINE_COLUMNS)]
    spoken = lines[["kind", "period", "account_class"]].drop_duplicates()
    return Parsed(
        rows_read=len(lines),
        fiscal_year=year,
        grain=grain,
        as_of=as_of,
        lines=lines,
        coverage=[_coverage(year, grain, *cell) for cell in spoken.itertuples(index=False, name=None)],
        control_totals={str(kind): int(total) for kind, total in lines.groupby("kind")["amount_minor"].sum().items()},
    )


def _coverage(year: int, grain: Grain, kind: str, period: int, account_class: str) -> CoverageCell:
    """Return the cell; a balance is what stood at the end of the year, everything else what was booked."""
    balance = account_class == AccountClass.BALANCE
    told = Grain.YEAR if balance else grain
    return CoverageCell(year, int(period), Kind(kind), AccountClass(account_class), told, cumulative=balance)
