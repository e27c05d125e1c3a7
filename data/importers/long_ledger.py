"""Ledger tables with one amount a row: Brobygger's own template, and every export that can be described like it."""

from typing import Any

import numpy as np
import pandas as pd

from data.importers.cells import amounts
from data.importers.columns import code_field, code_problems, has, header_of, recoded
from data.importers.context import Context
from data.importers.delimited import Table, plain_name
from data.importers.lines import absent, lines_of, totals_by_kind
from data.importers.opening import opened
from data.importers.own_codes import own_codes
from data.importers.parsed import CoverageCell, GapRow, Parsed
from data.importers.places import AMOUNT_WANTED, fault_problems, value_problems
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.importers.rules import LongLedgerRules
from data.importers.told import FIRST_YEAR, LAST_YEAR
from data.importers.values import field_values, whole, word, words_of
from data.vocabulary import FLOW_KINDS, AccountClass, Kind

_STRETCH = ["fiscal_year", "period", "kind", "account_class"]
_BY_KIND = -1
"""A blank period: allowed for whole-year amounts, which then hold from period 1."""


def read_long_ledger(profile: Profile, rules: LongLedgerRules, content: bytes, context: Context) -> Parsed:
    """Return the lines of a long ledger file; `line_number` is the line of the file.

    A row whose amount says that it is missing is a gap of that unit, kind and period, and no line.
    """
    parsed = Parsed(grain=profile.grain, cumulative=profile.cumulative)
    table = opened(parsed, profile, content, context)
    if table is not None:
        _fill(parsed, profile, rules, table, context)
    return parsed


def _fill(parsed: Parsed, profile: Profile, rules: LongLedgerRules, table: Table, context: Context) -> None:
    fields = _stretch(parsed, profile, rules, table, context)
    fields |= _codes(parsed, profile, table, context)
    money, absent_rows = _money(parsed, profile, rules, table, context)
    own = own_codes(profile, table, fields, context, rules.words)
    parsed.functions, parsed.accounts = own.functions, own.accounts
    parsed.problems += own.problems
    if parsed.errors:
        return
    everything = pd.DataFrame({**fields, "amount_minor": money, "line_number": table.rows}, copy=False)
    parsed.gaps = _gaps(everything[absent_rows])
    parsed.coverage = _coverage(profile, everything)
    for name in ("project", "text"):
        everything[name] = _optional_text(profile, table, name)
    kept = everything[~absent_rows] if absent_rows.any() else everything
    parsed.lines = lines_of(**{str(name): kept[name] for name in kept})
    parsed.control_totals = totals_by_kind(parsed.lines)
    _summary(parsed)


def _stretch(
    parsed: Parsed, profile: Profile, rules: LongLedgerRules, table: Table, context: Context
) -> dict[str, Any]:
    """Return kind, class, year and period of each row."""
    readers = {
        "kind": (word(Kind, rules.words.get("kind", {})), "unknown_kind", words_of(Kind)),
        "account_class": (
            word(AccountClass, rules.words.get("account_class", {}), AccountClass.OPERATIONS),
            "unknown_class",
            words_of(AccountClass),
        ),
        "year": (whole(FIRST_YEAR, LAST_YEAR), "bad_year", "2025"),
        "period": (whole(1, 13, _BY_KIND), "bad_period", "1-13"),
    }
    values = {}
    for name, (read, code, wanted) in readers.items():
        values[name], problems = field_values(profile, table, name, read, code, wanted)
        parsed.problems += problems
    if parsed.errors:
        return {"kind": values["kind"], "account_class": values["account_class"]}
    year, period = values["year"].astype(np.int64), values["period"].astype(np.int64)
    kind = recoded(values["kind"])
    flows = kind.isin([word.value for word in FLOW_KINDS])
    blank_flow = flows & (period == _BY_KIND)
    parsed.problems += _told_year(profile, table, year, context)
    column = pd.Series(kind)
    parsed.problems += value_problems(table, header_of(profile, "period"), column, blank_flow, "period_missing", "1-13")
    return {
        "kind": kind,
        "account_class": recoded(values["account_class"]),
        "fiscal_year": year,
        "period": np.where(period == _BY_KIND, 1, period),
    }


def _told_year(profile: Profile, table: Table, year: Any, context: Context) -> list[Problem]:
    if context.year is None:
        return []
    column = header_of(profile, "year")
    return value_problems(table, column, pd.Series(year), year != context.year, "other_year", str(context.year))


def _codes(parsed: Parsed, profile: Profile, table: Table, context: Context) -> dict[str, Any]:
    """Return unit, function and account of each row; the unit must exist."""
    unit = code_field(profile, table, "unit")
    function = code_field(profile, table, "function")
    account = code_field(profile, table, "account")
    for name, column in (("unit", unit), ("account", account)):
        parsed.problems += code_problems(profile, table, name, column)
    known = context.units | {context.municipality_id, ""}
    strangers = [category for category in unit.cat.categories if category not in known]
    wrong = unit.isin(strangers).to_numpy()
    parsed.problems += value_problems(table, header_of(profile, "unit"), unit, wrong, "unknown_unit")
    return {"unit_id": unit, "function_code": function, "account_code": account}


def _money(parsed: Parsed, profile: Profile, rules: LongLedgerRules, table: Table, context: Context) -> tuple[Any, Any]:
    """Return the amounts as int64 minor units, and which rows say in words that theirs is missing."""
    cells = table.cells[plain_name(profile.columns["amount"][0])]
    locale = profile.number_locale or context.number_locale
    values, faults = amounts(cells, locale=locale, exponent=context.currency_exponent, unit=rules.unit)
    absent_rows = np.zeros(len(table), dtype=bool)
    absent_rows[[fault.position for fault in faults if fault.found.strip().casefold() in rules.missing]] = True
    wrong = [fault for fault in faults if not absent_rows[fault.position]]
    parsed.problems += fault_problems(table, header_of(profile, "amount"), wrong, AMOUNT_WANTED)
    return values.fillna(0).to_numpy(dtype=np.int64), absent_rows


def _optional_text(profile: Profile, table: Table, name: str) -> Any:
    if not has(profile, table, name):
        return absent(len(table))
    column = code_field(profile, table, name)
    return column.cat.remove_categories([""]) if "" in column.cat.categories else column


def _gaps(rows: pd.DataFrame) -> list[GapRow]:
    distinct = rows[["fiscal_year", "period", "kind", "unit_id"]].drop_duplicates()
    return [
        GapRow(int(year), int(period), Kind(kind), str(unit))
        for year, period, kind, unit in distinct.itertuples(index=False)
    ]


def _coverage(profile: Profile, rows: pd.DataFrame) -> list[CoverageCell]:
    distinct = rows[_STRETCH].drop_duplicates().sort_values(["fiscal_year", "period"])
    return [
        CoverageCell(
            int(year),
            int(period),
            Kind(kind),
            AccountClass(account_class),
            profile.grain,
            profile.cumulative and Kind(kind) in FLOW_KINDS,
        )
        for year, period, kind, account_class in distinct.itertuples(index=False)
    ]


def _summary(parsed: Parsed) -> None:
    """Note the file's year and last period where it is about one year, and whether it periodises the budget."""
    years = {cell.fiscal_year for cell in parsed.coverage}
    if len(years) == 1:
        parsed.fiscal_year = years.pop()
        parsed.period = max(cell.period for cell in parsed.coverage)
    parsed.periodised = any(cell.kind is Kind.PERIODISED for cell in parsed.coverage)
