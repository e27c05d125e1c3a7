"""Ledger exports whose row holds several amounts of one account: original, revised and actual side by side."""

import hashlib
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.importers.cells import NumberLocale, amounts
from data.importers.columns import by_longest_prefix, code_field, code_problems, first_by, header_of, text_field
from data.importers.context import Context
from data.importers.delimited import Table, plain_name
from data.importers.lines import absent, actual_by_code, constant, lines_of, totals_by_kind
from data.importers.opening import opened
from data.importers.parsed import AccountRow, CoverageCell, FunctionRow, Parsed, UnitRow
from data.importers.places import AMOUNT_WANTED, fault_problems, warning
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.importers.rules import WideLedgerRules
from data.importers.sequence import plain_amount, sequence_problems
from data.vocabulary import AccountGroup, Kind, UnitLevel

_CODES = ("unit", "function", "account")


def read_wide_ledger(profile: Profile, rules: WideLedgerRules, content: bytes, context: Context) -> Parsed:
    """Return the lines of a wide ledger file: one for each row and kind of amount.

    `line_number // len(rules.amounts)` is the line of the file. Whole-year kinds hold as of the told period, so files
    of a year give the same figures in any order of arrival.
    """
    parsed = Parsed(fiscal_year=context.year, period=context.period, grain=profile.grain, cumulative=profile.cumulative)
    changes = () if rules.change is None else (rules.change,)
    table = opened(parsed, profile, content, context, (*rules.amounts.values(), *changes))
    if table is not None:
        _fill(parsed, profile, rules, table, context)
        if not parsed.errors and profile.cumulative and context.period is not None:
            _compare(parsed, context, hashlib.sha256(content).hexdigest())
    return parsed


def _fill(parsed: Parsed, profile: Profile, rules: WideLedgerRules, table: Table, context: Context) -> None:
    codes = {name: code_field(profile, table, name) for name in _CODES}
    for name, column in codes.items():
        parsed.problems += code_problems(profile, table, name, column)
    locale = profile.number_locale or context.number_locale
    money, problems = _amounts(rules, table, locale, context.currency_exponent)
    parsed.problems += problems
    if parsed.errors:
        return
    parsed.problems += _change_warnings(rules, table, money, context.currency_exponent)
    _lines(parsed, rules, table, codes, money)
    parsed.control_totals = totals_by_kind(parsed.lines)
    if "change" in money:
        parsed.control_totals["change"] = int(money["change"].sum())
    _coverage(parsed, profile, rules)
    _code_rows(parsed, profile, rules, table, codes)


def _amounts(
    rules: WideLedgerRules, table: Table, locale: NumberLocale | None, exponent: int
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the amounts of each kind (and of `change`) as int64 minor units, and the cells that are none."""
    columns = {kind.value: header for kind, header in rules.amounts.items()}
    if rules.change is not None:
        columns["change"] = rules.change
    money: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, header in columns.items():
        cells = table.cells[plain_name(header)]
        values, faults = amounts(cells, locale=locale, exponent=exponent, unit=rules.unit)
        problems += fault_problems(table, header, faults, AMOUNT_WANTED)
        money[name] = values.fillna(0).to_numpy(dtype=np.int64)
    return money, problems


def _change_warnings(rules: WideLedgerRules, table: Table, money: dict[str, Any], exponent: int) -> list[Problem]:
    """Return where original + change is not revised: rows beyond the tolerance, then the total."""
    if "change" not in money:
        return []
    off = money["revised"] - money["original"] - money["change"]
    problems = [
        warning(
            "change_does_not_add_up",
            row=int(table.rows[at]),
            column=rules.amounts[Kind.REVISED],
            found=plain_amount(int(money["revised"][at]), exponent),
            wanted=plain_amount(int(money["original"][at] + money["change"][at]), exponent),
        )
        for at in np.flatnonzero(np.abs(off) > rules.tolerance_minor)
    ]
    total = int(off.sum())
    if total:
        revised = int(money["revised"].sum())
        found, wanted = plain_amount(revised, exponent), plain_amount(revised - total, exponent)
        extra = {"difference": plain_amount(total, exponent)}
        problems.append(warning("total_does_not_add_up", found=found, wanted=wanted, extra=extra))
    return problems


def _lines(parsed: Parsed, rules: WideLedgerRules, table: Table, codes: dict[str, Any], money: dict[str, Any]) -> None:
    kinds = [kind.value for kind in rules.amounts]
    length = len(table) * len(kinds)
    repeated = {name: column.array.repeat(len(kinds)) for name, column in codes.items()}
    kind = np.tile(np.arange(len(kinds)), len(table))
    parsed.lines = lines_of(
        line_number=np.repeat(table.rows * len(kinds), len(kinds)) + kind,
        kind=pd.Categorical.from_codes(kind, pd.Index(kinds, dtype="object")),
        fiscal_year=np.full(length, parsed.fiscal_year, dtype=np.int64),
        period=np.full(length, parsed.period, dtype=np.int64),
        unit_id=repeated["unit"],
        account_class=constant(rules.account_class.value, length),
        function_code=repeated["function"],
        account_code=repeated["account"],
        project=absent(length),
        amount_minor=np.column_stack([money[name] for name in kinds]).ravel(),
        text=absent(length),
    )


def _coverage(parsed: Parsed, profile: Profile, rules: WideLedgerRules) -> None:
    if parsed.fiscal_year is None or parsed.period is None:
        return
    for kind in rules.amounts:
        flows = profile.cumulative and kind is Kind.ACTUAL
        cell = CoverageCell(parsed.fiscal_year, parsed.period, kind, rules.account_class, profile.grain, flows)
        parsed.coverage.append(cell)


def _code_rows(parsed: Parsed, profile: Profile, rules: WideLedgerRules, table: Table, codes: dict[str, Any]) -> None:
    names = {rule.column: table.cells[plain_name(rule.column)] for rule in rules.unit_names}
    since = date(parsed.fiscal_year or 1900, 1, 1)
    for unit, *found in first_by(codes["unit"], *names.values()):
        column = next(rule.column for rule in rules.unit_names if unit.startswith(rule.prefix))
        name = found[list(names).index(column)].strip()
        parsed.units.append(UnitRow(unit, name, level=UnitLevel.SECTOR, sector=name, valid_from=since))
    for code, name in first_by(codes["function"], text_field(profile, table, "function_name")):
        group = code[: rules.function_group_digits]
        parsed.functions.append(FunctionRow(code, name, group, rules.function_groups.get(group, group)))
    for code, name in first_by(codes["account"], text_field(profile, table, "account_name")):
        found_group = by_longest_prefix(code, rules.account_groups)
        if found_group is None:
            column = header_of(profile, "account")
            parsed.problems.append(warning("ungrouped_account", column=column, found=code))
        parsed.accounts.append(AccountRow(code, name, found_group or AccountGroup.UNKNOWN_COST, rules.account_class))


def _compare(parsed: Parsed, context: Context, file_hash: str) -> None:
    total = parsed.control_totals.get(Kind.ACTUAL.value, 0)
    by_code = actual_by_code(parsed.lines)
    parsed.problems += sequence_problems(context, parsed.period or 0, file_hash, total, by_code)
