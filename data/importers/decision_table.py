"""Decisions around a budget: changes decided within the year, and deviations approved as not controllable."""

from typing import Any

import numpy as np

from data.importers.cells import amounts
from data.importers.columns import code_field, code_problems, header_of, text_field
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.opening import opened
from data.importers.parsed import AdjustmentRow, BudgetChangeRow, Parsed
from data.importers.places import AMOUNT_WANTED, fault_problems, value_problems
from data.importers.profiles import Profile
from data.importers.rules import PlainRules
from data.importers.told import FIRST_YEAR, LAST_YEAR
from data.importers.values import day, field_values, optional, required, whole, word, words_of
from data.vocabulary import AuthorityKind

_DAY = "2025-01-31"


def read_budget_changes(profile: Profile, rules: PlainRules, content: bytes, context: Context) -> Parsed:
    """Return decided changes of budgets; an amount above zero raises the net budget."""
    parsed = Parsed()
    table = opened(parsed, profile, content, context)
    if table is None:
        return parsed
    more = {"decided_on": (day(), "bad_date", _DAY), "reason": (optional, "", "")}
    fields = _fields(parsed, profile, rules, table, context, more)
    if not parsed.errors:
        parsed.budget_changes = [
            BudgetChangeRow(year, decided, unit, authority, reference, amount, reason)
            for year, decided, unit, authority, reference, amount, reason in _together(
                fields, "year", "decided_on", "unit", "authority", "reference", "amount", "reason"
            )
        ]
        _summary(parsed, "budget_changes", fields)
    return parsed


def read_adjustments(profile: Profile, rules: PlainRules, content: bytes, context: Context) -> Parsed:
    """Return approved non-controllable deviations; an extra cost is below zero."""
    parsed = Parsed()
    table = opened(parsed, profile, content, context)
    if table is None:
        return parsed
    more = {
        "period": (whole(1, 13), "bad_period", "1-13"),
        "reason": (required, "empty_text", ""),
        "benefit": (optional, "", ""),
        "approved_on": (day(None), "bad_date", _DAY),
    }
    fields = _fields(parsed, profile, rules, table, context, more)
    if not parsed.errors:
        parsed.adjustments = [
            AdjustmentRow(year, period, unit, amount, reason, authority, reference, approved, benefit)
            for year, period, unit, amount, reason, authority, reference, approved, benefit in _together(
                fields, "year", "period", "unit", "amount", "reason", "authority", "reference", "approved_on", "benefit"
            )
        ]
        _summary(parsed, "adjustments", fields)
    return parsed


def _fields(
    parsed: Parsed,
    profile: Profile,
    rules: PlainRules,
    table: Table,
    context: Context,
    more: dict[str, tuple[Any, str, str]],
) -> dict[str, Any]:
    """Return the checked fields that both kinds share, and `more`."""
    unit = code_field(profile, table, "unit")
    parsed.problems += code_problems(profile, table, "unit", unit)
    stray = ~unit.isin([*context.units, context.municipality_id, ""]).to_numpy()
    parsed.problems += value_problems(table, header_of(profile, "unit"), unit, stray, "unknown_unit")
    readers = {
        "year": (whole(FIRST_YEAR, LAST_YEAR), "bad_year", "2025"),
        "authority": (
            word(AuthorityKind, rules.words.get("authority", {})),
            "unknown_authority",
            words_of(AuthorityKind),
        ),
        "reference": (required, "empty_text", ""),
        **more,
    }
    fields: dict[str, Any] = {"unit": unit.to_numpy(dtype=object)}
    for name, (read, code, wanted) in readers.items():
        fields[name], problems = field_values(profile, table, name, read, code, wanted)
        parsed.problems += problems
    locale = profile.number_locale or context.number_locale
    cells = text_field(profile, table, "amount")
    values, faults = amounts(cells, locale=locale, exponent=context.currency_exponent)
    parsed.problems += fault_problems(table, header_of(profile, "amount"), faults, AMOUNT_WANTED)
    fields["amount"] = values.fillna(0).to_numpy(dtype=np.int64)
    return fields


def _together(fields: dict[str, Any], *names: str) -> "zip[tuple[Any, ...]]":
    return zip(*(fields[name].tolist() for name in names), strict=True)


def _summary(parsed: Parsed, name: str, fields: dict[str, Any]) -> None:
    """Note the sum, and the year where the file is about one."""
    parsed.control_totals = {name: int(fields["amount"].sum())}
    years = set(fields["year"].tolist())
    if len(years) == 1:
        parsed.fiscal_year = int(years.pop())
