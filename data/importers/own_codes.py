"""Codes of a municipality's own chart, named in a ledger file beside its amounts; or the KOSTRA codes it leans on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from data.codes import CHART, accounts_of, chapters, functions_of
from data.importers.columns import code_field, has, header_of
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.parsed import AccountRow, FunctionRow
from data.importers.places import value_problems
from data.importers.problems import Problem, Severity
from data.importers.profiles import Profile
from data.importers.values import field_values, word, words_of
from data.vocabulary import AccountClass, AccountGroup


@dataclass
class OwnCodes:
    """What a file says of codes, and what is wrong with it."""

    functions: list[FunctionRow] = field(default_factory=list)
    accounts: list[AccountRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def own_codes(
    profile: Profile, table: Table, fields: Mapping[str, Any], context: Context, words: Mapping[str, Mapping[str, str]]
) -> OwnCodes:
    """Return the codes that a file describes in its optional columns.

    A file that names functions must group accounts, and the other way round: the municipality then has its own chart.
    Without these columns the codes are KOSTRA's, and a code outside the list of the year is a warning.
    """
    found = OwnCodes()
    names = [name for name in ("function_name", "account_group") if has(profile, table, name)]
    if len(names) == 1:
        lacking = "account_group" if names == ["function_name"] else "function_name"
        column = header_of(profile, lacking)
        found.problems.append(Problem("missing_column", row=1, column=column, wanted=column))
    elif names:
        _functions(found, profile, table, fields)
        _accounts(found, profile, table, fields, words)
    elif context.chart == CHART and "fiscal_year" in fields:
        _outside_kostra(found, profile, table, fields)
    return found


def _functions(found: OwnCodes, profile: Profile, table: Table, fields: Mapping[str, Any]) -> None:
    told = [code_field(profile, table, name) for name in ("function_name", "function_group", "function_group_name")]
    for code, name, group, group_name in _distinct(fields["function_code"], *told):
        if code:
            key = group or code
            found.functions.append(FunctionRow(code, name or code, key, group_name or (name if key == code else key)))


def _accounts(
    found: OwnCodes, profile: Profile, table: Table, fields: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]
) -> None:
    read = word(AccountGroup, words.get("account_group", {}))
    groups, problems = field_values(profile, table, "account_group", read, "unknown_group", words_of(AccountGroup))
    found.problems += problems
    if problems or "account_class" not in fields:
        return
    names = code_field(profile, table, "account_name")
    distinct = _distinct(fields["account_code"], fields["account_class"], names, groups)
    seen = set()
    for code, account_class, name, group in distinct:
        if (code, account_class) not in seen:
            seen.add((code, account_class))
            row = AccountRow(code, name or code, AccountGroup(group), AccountClass(account_class))
            found.accounts.append(row)


def _distinct(codes: Any, *others: Any) -> list[tuple[str, ...]]:
    """Return each distinct code (and class, where that comes second) as first described."""
    frame = pd.DataFrame({str(at): np.asarray(column) for at, column in enumerate((codes, *others))}, dtype="object")
    return sorted(tuple(str(cell) for cell in row) for row in frame.drop_duplicates("0").itertuples(index=False))


def _outside_kostra(found: OwnCodes, profile: Profile, table: Table, fields: Mapping[str, Any]) -> None:
    year = int(fields["fiscal_year"].max()) if len(table) else 0
    balance = np.asarray(fields["account_class"] == AccountClass.BALANCE.value)
    for name, key, known in (
        ("function", "function_code", functions_of(year) | {""}),
        ("account", "account_code", accounts_of(year) | chapters() | {""}),
    ):
        codes = fields[key]
        strangers = [category for category in codes.cat.categories if category not in known]
        wrong = codes.isin(strangers).to_numpy() & ~balance
        for problem in value_problems(table, header_of(profile, name), codes, wrong, f"unknown_{name}"):
            extra = {**problem.extra, "list_year": str(year)}
            found.problems.append(
                Problem(problem.code, Severity.WARNING, problem.row, problem.column, problem.found, extra=extra)
            )
