"""Files of fixed-width records without a header: the accounts and the balance that municipalities report (KOSTRA)."""

import re
from typing import Any

import numpy as np
import pandas as pd

from data.importers.context import Context
from data.importers.encodings import text_of
from data.importers.kostra_codes import code_problems
from data.importers.lines import absent, constant, lines_of, totals_by_kind
from data.importers.parsed import CoverageCell, Parsed
from data.importers.places import warning
from data.importers.problems import Problem, Severity
from data.importers.profiles import Profile
from data.importers.rules import FixedWidthRules
from data.importers.sequence import plain_amount
from data.vocabulary import AccountClass, Grain, Kind

_AMOUNT = re.compile(r" *(-?[0-9]+)")
_YEAR = re.compile(r"(19|20)[0-9]{2}")


def read_fixed_width(profile: Profile, rules: FixedWidthRules, content: bytes, context: Context) -> Parsed:
    """Return the lines of a file of records: every record a line of kind actual at the municipality itself.

    Amounts are cumulative from January. A quarter's file ends at its last month; a file without a quarter is the
    year's, at period 12. In the balance the account is the chapter, and the sector is kept as the line's text.
    """
    parsed = Parsed(cumulative=profile.cumulative)
    text, parsed.problems = text_of(content, profile.encoding)
    if parsed.problems:
        return parsed
    records, parsed.problems = _records(rules, text)
    parsed.rows_read = len(records)
    if len(records):
        _stretch(parsed, records, context)
        parsed.problems += _belonging(rules, records, context)
        amounts, faults = _amounts(rules, records, context.currency_exponent)
        parsed.problems += faults
        records["amount_minor"] = amounts
        if not parsed.errors:
            _fill(parsed, profile, rules, records, context)
    return parsed


def _records(rules: FixedWidthRules, text: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return each record cut into its fields, with its line, and the records of another length."""
    problems = []
    cut: list[list[Any]] = []
    slices = [slice(first - 1, last) for first, last in rules.fields.values()]
    for row, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        record = line.rstrip() if len(line) > rules.record_length else line
        if not record.strip():
            continue
        if len(record) != rules.record_length:
            wanted = str(rules.record_length)
            problems.append(Problem("wrong_record_length", row=row, found=str(len(line)), wanted=wanted))
            continue
        cut.append([row, *(record[part] for part in slices)])
    if not cut and not problems:
        problems.append(Problem("no_rows"))
    return pd.DataFrame(cut, columns=["row", *rules.fields], dtype="object"), problems


def _stretch(parsed: Parsed, records: pd.DataFrame, context: Context) -> None:
    """Note the year and period that the records state, all of them the same and as told."""
    year, quarter = records["year"].iloc[0], records["quarter"].iloc[0]
    if not _YEAR.fullmatch(year) or quarter not in (" ", "1", "2", "3", "4"):
        row = int(records["row"].iloc[0])
        parsed.problems.append(Problem("unreadable_period", row=row, found=f"{year}{quarter}", wanted="20254"))
        return
    parsed.fiscal_year = int(year)
    parsed.period = 12 if quarter == " " else int(quarter) * 3
    parsed.grain = Grain.YEAR if quarter == " " else Grain.QUARTER
    other = (records["year"] != year) | (records["quarter"] != quarter)
    found = (records["year"] + records["quarter"])[other]
    parsed.problems += _by_value("mixed_periods", "year, quarter", found, records, wanted=year + quarter)
    for code, told, stated in (
        ("other_year", context.year, parsed.fiscal_year),
        ("other_period", context.period, parsed.period),
    ):
        if told is not None and told != stated:
            parsed.problems.append(Problem(code, found=str(stated), wanted=str(told)))


def _belonging(rules: FixedWidthRules, records: pd.DataFrame, context: Context) -> list[Problem]:
    """Return the records of another form, another municipality or another account class."""
    region = f"{context.municipality_id}00"
    other_class = ~records["account_class"].isin(list(rules.classes))
    classes = ", ".join(rules.classes)
    return [
        *_by_value("other_form", "form", records["form"][records["form"] != rules.form], records, wanted=rules.form),
        *_by_value("other_municipality", "region", records["region"][records["region"] != region], records, region),
        *_by_value("unknown_class", "account class", records["account_class"][other_class], records, classes),
    ]


def _by_value(code: str, column: str, found: "pd.Series[Any]", records: pd.DataFrame, wanted: str) -> list[Problem]:
    """Return one problem for each distinct value, at its first record, with how many records have it."""
    return [
        Problem(
            code,
            row=int(records["row"][cells.index[0]]),
            column=column,
            found=str(value),
            wanted=wanted,
            extra={"count": str(len(cells))},
        )
        for value, cells in found.groupby(found, sort=False)
    ]


def _amounts(rules: FixedWidthRules, records: pd.DataFrame, exponent: int) -> tuple[Any, list[Problem]]:
    problems = []
    minor = np.zeros(len(records), dtype=np.int64)
    scale: int = rules.unit * 10**exponent
    for at, (row, found) in enumerate(zip(records["row"], records["amount"], strict=True)):
        match = _AMOUNT.fullmatch(found)
        if match is None:
            code = "empty_amount" if not found.strip() else "not_an_amount"
            problems.append(Problem(code, row=int(row), column="amount", found=found, wanted="   -1234"))
        else:
            minor[at] = int(match[1]) * scale
    return minor, problems


def _fill(parsed: Parsed, profile: Profile, rules: FixedWidthRules, records: pd.DataFrame, context: Context) -> None:
    function, account = records["function"].str.strip(), records["account"].str.strip()
    balance = AccountClass.BALANCE in rules.classes.values()
    classes = records["account_class"].map({code: word.value for code, word in rules.classes.items()})
    length = len(records)
    parsed.lines = lines_of(
        line_number=records["row"].to_numpy(dtype=np.int64),
        kind=constant(Kind.ACTUAL.value, length),
        fiscal_year=np.full(length, parsed.fiscal_year, dtype=np.int64),
        period=np.full(length, parsed.period, dtype=np.int64),
        unit_id=constant(context.municipality_id, length),
        account_class=classes.astype("category"),
        function_code=constant("", length) if balance else function.astype("category"),
        account_code=(function if balance else account).astype("category"),
        project=absent(length),
        amount_minor=records["amount_minor"].to_numpy(dtype=np.int64),
        text=[sector or None for sector in account] if balance else absent(length),
    )
    parsed.control_totals = totals_by_kind(parsed.lines)
    parsed.problems += _repeated(records.assign(function=function, account=account), context.currency_exponent)
    if rules.codes_checked:
        final = parsed.grain is Grain.YEAR or parsed.period == 12
        severity = Severity.ERROR if final and not context.accept_unknown else Severity.WARNING
        records = records.assign(function=function, account=account)
        parsed.problems += code_problems(records, parsed.fiscal_year or 0, balance, severity, context.currency_exponent)
    grain = parsed.grain or profile.grain
    for word in classes.unique():
        year, period = parsed.fiscal_year or 0, parsed.period or 0
        cell = CoverageCell(year, period, Kind.ACTUAL, AccountClass(word), grain, profile.cumulative)
        parsed.coverage.append(cell)


def _repeated(records: pd.DataFrame, exponent: int) -> list[Problem]:
    """Return a warning for each combination that stands in several records: they are kept, and add up."""
    key = ["account_class", "function", "account"]
    several = records[records.duplicated(key, keep=False)]
    problems = []
    for (account_class, function, account), group in several.groupby(key, sort=False):
        extra = {
            "count": str(len(group)),
            "rows": ", ".join(str(row) for row in group["row"]),
            "sum": plain_amount(int(group["amount_minor"].sum()), exponent),
        }
        found = f"{account_class} {function} {account}"
        problems.append(warning("repeated_record", row=int(group["row"].iloc[1]), found=found, extra=extra))
    return problems
