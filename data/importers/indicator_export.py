"""Published lists of indicators: what was planned beside what was achieved, once a year."""

import unicodedata
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.importers.columns import code_field, code_problems, header_of, text_field
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.opening import opened
from data.importers.parsed import IndicatorRow, Parsed, TargetRow
from data.importers.places import value_problems, warning
from data.importers.profiles import Profile
from data.importers.rules import IndicatorExportRules
from data.importers.values import reals
from data.vocabulary import Grain, TargetType

LAST_PERIOD = 12
_KEY = ("unit", "function", "objective", "indicator")


def read_indicator_export(profile: Profile, rules: IndicatorExportRules, content: bytes, context: Context) -> Parsed:
    """Return the indicators of a list, their targets and what was achieved at the end of the told year.

    A blank figure is missing: no value, no target. The id of an indicator is its codes, joined by hyphens.
    """
    parsed = Parsed(fiscal_year=context.year, period=LAST_PERIOD, grain=Grain.YEAR)
    table = opened(parsed, profile, content, context)
    if table is not None:
        _fill(parsed, profile, rules, _with_indicators(parsed, profile, table), context)
    return parsed


def _with_indicators(parsed: Parsed, profile: Profile, table: Table) -> Table:
    """Return the table without the rows of objectives that have no indicator (neither code nor name)."""
    blank = ((text_field(profile, table, "indicator") == "") & (text_field(profile, table, "name") == "")).to_numpy()
    if not blank.any():
        return table
    row, extra = int(table.rows[blank][0]), {"count": str(int(blank.sum()))}
    parsed.problems.append(warning("no_indicator", row=row, column=header_of(profile, "indicator"), extra=extra))
    return Table(table.cells[~blank].reset_index(drop=True), table.rows[~blank])


def _fill(parsed: Parsed, profile: Profile, rules: IndicatorExportRules, table: Table, context: Context) -> None:
    codes = {name: code_field(profile, table, name) for name in _KEY}
    for name, column in codes.items():
        parsed.problems += code_problems(profile, table, name, column)
    strangers = [code for code in codes["unit"].cat.categories if code and code not in context.units]
    wrong = codes["unit"].isin(strangers).to_numpy()
    parsed.problems += value_problems(table, header_of(profile, "unit"), codes["unit"], wrong, "unknown_unit")
    ids = pd.Series(np.asarray(codes["unit"], dtype=object))
    for name in _KEY[1:]:
        ids = ids + "-" + pd.Series(np.asarray(codes[name], dtype=object))
    column_name = header_of(profile, "indicator")
    parsed.problems += value_problems(table, column_name, ids, ids.duplicated().to_numpy(), "repeated_indicator")
    figures = {}
    for name in ("achieved", "target"):
        figures[name], problems = reals(profile, table, name, profile.number_locale, frozenset())
        parsed.problems += problems
    if not parsed.errors:
        rows = _rows(profile, table, codes, ids, figures)
        _indicators(parsed, rules, rows, context)
        parsed.indicator_values = _values(rows, table, context)


def _rows(profile: Profile, table: Table, codes: dict[str, Any], ids: Any, figures: dict[str, Any]) -> pd.DataFrame:
    texts = {name: text_field(profile, table, name).to_numpy(dtype=object) for name in ("name", "unit_of_measure")}
    plain = {name: np.asarray(column, dtype=object) for name, column in codes.items()}
    return pd.DataFrame({**plain, **texts, **figures, "indicator_id": ids.to_numpy()})


def _indicators(parsed: Parsed, rules: IndicatorExportRules, rows: pd.DataFrame, context: Context) -> None:
    since = date(context.year or 1900, 1, 1)
    for row, wanted in zip(rows.itertuples(index=False), rows["target"].to_numpy(dtype=np.float64), strict=True):
        name, unit = str(row.name), str(row.unit_of_measure)
        dimension = rules.dimensions.get(str(row.function))
        parsed.indicators.append(
            IndicatorRow(
                indicator_id=str(row.indicator_id),
                name=name,
                dimension=None if dimension is None else dimension.value,
                unit_of_measure=unit,
                grain=Grain.YEAR,
                source=rules.source,
                function_code=str(row.function),
                objective=str(row.objective),
            )
        )
        if not np.isnan(wanted):
            low_is_good = target_type(rules, name, unit) is TargetType.MAXIMUM
            parsed.targets.append(
                TargetRow(
                    measure=str(row.indicator_id),
                    unit_id=str(row.unit),
                    valid_from=since,
                    target_type=TargetType.MAXIMUM if low_is_good else TargetType.MINIMUM,
                    desired_low=None if low_is_good else float(wanted),
                    desired_high=float(wanted) if low_is_good else None,
                    reference=rules.target_reference,
                )
            )


def target_type(rules: IndicatorExportRules, name: str, unit: str) -> TargetType:
    """Return which side of its target is good, as far as unit and name say it beyond doubt; else the default."""
    plain = _plain(name)
    in_time = _plain(unit) in {_plain(known) for known in rules.maximum_units}
    named = any(_plain(said) in plain for said in rules.maximum_words)
    excepted = any(_plain(said) in plain for said in rules.never_maximum_words)
    return TargetType.MAXIMUM if in_time and named and not excepted else rules.default_target


def _plain(text: str) -> str:
    """Return a text in small letters without accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _values(rows: pd.DataFrame, table: Table, context: Context) -> pd.DataFrame:
    known = rows["achieved"].notna().to_numpy()
    nothing = np.full(int(known.sum()), np.nan)
    return pd.DataFrame(
        {
            "line_number": table.rows[known],
            "indicator_id": rows["indicator_id"][known].to_numpy(),
            "unit_id": rows["unit"][known].to_numpy(),
            "fiscal_year": np.full(len(nothing), context.year, dtype=np.int64),
            "period": np.full(len(nothing), LAST_PERIOD, dtype=np.int64),
            "numerator": nothing,
            "denominator": nothing,
            "value": rows["achieved"][known].to_numpy(),
            "people": pd.array([None] * len(nothing), dtype="Int64"),
        }
    )
