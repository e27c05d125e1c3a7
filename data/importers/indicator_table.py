"""Brobygger's own template for indicators: a value a row, with the indicator and its target described beside it."""

from typing import Any

import numpy as np
import pandas as pd

from data.importers.columns import code_field, code_problems, header_of
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.opening import opened
from data.importers.parsed import INDICATOR_VALUE_COLUMNS, IndicatorRow, Parsed
from data.importers.places import value_problems
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.importers.rules import PlainRules
from data.importers.target_rows import BOUNDS, targets_of
from data.importers.told import FIRST_YEAR, LAST_YEAR
from data.importers.values import day, field_values, optional, reals, said_truth, truth, whole, word, words_of
from data.vocabulary import Dimension, Grain, TargetType

_DESCRIBED = ("name", "dimension", "unit_of_measure", "grain", "source", "function", "objective", "owner_role")
_FIGURES = ("numerator", "denominator", "value")
MOST_PEOPLE = 99_999_999


def read_indicators(profile: Profile, rules: PlainRules, content: bytes, context: Context) -> Parsed:
    """Return the indicators, values and targets of a file.

    An indicator is described on at least one of its rows; blank cells of the others follow it, and cells that say
    something else are a problem. A row without figures, or whose figure says that it is missing, brings no value.
    """
    parsed = Parsed()
    table = opened(parsed, profile, content, context)
    if table is not None:
        rows = _rows(parsed, profile, rules, table, context)
        parsed.problems += _half_ratios(profile, table, rows)
        parsed.indicators = _indicators(parsed, profile, rows, context)
        parsed.targets = targets_of(parsed, profile, rows)
        if not parsed.errors:
            parsed.indicator_values = _values(rows)
            _summary(parsed)
    return parsed


def _rows(parsed: Parsed, profile: Profile, rules: PlainRules, table: Table, context: Context) -> pd.DataFrame:
    """Return every field of every row, checked one by one."""
    columns: dict[str, Any] = {"line_number": table.rows}
    for name in ("indicator", "unit"):
        codes = code_field(profile, table, name)
        parsed.problems += code_problems(profile, table, name, codes)
        columns[name] = codes.to_numpy(dtype=object)
    strangers = ~np.isin(columns["unit"].astype(str), [*context.units, context.municipality_id, ""])
    units = pd.Series(columns["unit"])
    parsed.problems += value_problems(table, header_of(profile, "unit"), units, strangers, "unknown_unit")
    for name, (read, code, wanted) in _readers(rules).items():
        columns[name], problems = field_values(profile, table, name, read, code, wanted)
        parsed.problems += problems
    locale = profile.number_locale or context.number_locale
    for name in (*_FIGURES, *BOUNDS):
        columns[name], problems = reals(profile, table, name, locale, frozenset(rules.missing))
        parsed.problems += problems
    # An object column stays one: pandas would turn words of a closed list into plain text.
    return pd.DataFrame({name: pd.Series(column, dtype=column.dtype) for name, column in columns.items()})


def _readers(rules: PlainRules) -> dict[str, tuple[Any, str, str]]:
    words = rules.words
    texts = ("name", "unit_of_measure", "source", "function", "objective", "owner_role", "target_reference")
    return {
        **dict.fromkeys(texts, (optional, "", "")),
        "year": (whole(FIRST_YEAR, LAST_YEAR), "bad_year", "2025"),
        "period": (whole(1, 13), "bad_period", "1-13"),
        "dimension": (word(Dimension, words.get("dimension", {}), None), "unknown_dimension", words_of(Dimension)),
        "grain": (word(Grain, words.get("grain", {}), None), "unknown_grain", words_of(Grain)),
        "target_type": (
            word(TargetType, words.get("target_type", {}), None),
            "unknown_target_type",
            words_of(TargetType),
        ),
        "measures_volume": (truth, "bad_truth", "yes, no"),
        "about_people": (said_truth, "bad_truth", "yes, no"),
        "people": (whole(0, MOST_PEOPLE, None), "bad_people", "12"),
        "target_from": (day(None), "bad_date", "2025-01-31"),
    }


def _half_ratios(profile: Profile, table: Table, rows: pd.DataFrame) -> list[Problem]:
    half = (rows["numerator"].isna() != rows["denominator"].isna()).to_numpy()
    column = header_of(profile, "denominator")
    repeated = rows.duplicated(["indicator", "unit", "year", "period"]).to_numpy()
    return [
        *value_problems(table, column, rows["indicator"], half, "half_ratio"),
        *value_problems(table, header_of(profile, "indicator"), rows["indicator"], repeated, "repeated_indicator"),
    ]


def _indicators(parsed: Parsed, profile: Profile, rows: pd.DataFrame, context: Context) -> list[IndicatorRow]:
    found = []
    for indicator, group in rows.groupby("indicator", sort=True):
        said = {name: _one_answer(parsed, profile, str(indicator), name, group) for name in _DESCRIBED}
        if said["name"] is None:
            if indicator not in context.known_indicators:
                row, column = int(group["line_number"].iloc[0]), header_of(profile, "name")
                parsed.problems.append(Problem("name_missing", row=row, column=column, found=str(indicator)))
            continue
        found.append(
            IndicatorRow(
                indicator_id=str(indicator),
                name=said["name"],
                dimension=None if said["dimension"] is None else said["dimension"].value,
                unit_of_measure=said["unit_of_measure"] or "",
                grain=said["grain"] or Grain.QUARTER,
                source=said["source"] or "",
                function_code=said["function"],
                objective=said["objective"],
                measures_volume=bool((group["measures_volume"] == True).any()),  # noqa: E712 - a cell may be None
                owner_role=said["owner_role"],
                about_people=_about_people(group),
            )
        )
    return found


def _about_people(group: pd.DataFrame) -> bool | None:
    """Return whether an indicator's rows say that it is about persons: in so many words, or by how many they are."""
    said = set(group["about_people"].dropna())
    return True if True in said or group["people"].notna().any() else False if said else None


def _one_answer(parsed: Parsed, profile: Profile, indicator: str, name: str, group: pd.DataFrame) -> Any:
    """Return what the rows of an indicator say of it, which must be one thing; None where they say nothing."""
    said = group[name].dropna()
    if said.empty:
        return None
    other = said[[answer != said.iloc[0] for answer in said]]
    if not other.empty:
        row = int(group.loc[other.index[0], "line_number"])
        column, extra = header_of(profile, name), {"indicator": indicator}
        found, wanted = str(other.iloc[0]), str(said.iloc[0])
        parsed.problems.append(
            Problem("contradicting_rows", row=row, column=column, found=found, wanted=wanted, extra=extra)
        )
    return said.iloc[0]


def _values(rows: pd.DataFrame) -> pd.DataFrame:
    kept = rows[rows[list(_FIGURES)].notna().any(axis=1)]
    named = {"indicator": "indicator_id", "unit": "unit_id", "year": "fiscal_year"}
    values = kept.rename(columns=named)[list(INDICATOR_VALUE_COLUMNS)]
    return values.astype({"fiscal_year": "int64", "period": "int64", "people": "Int64"}).reset_index(drop=True)


def _summary(parsed: Parsed) -> None:
    years = parsed.indicator_values["fiscal_year"].unique()
    if len(years) == 1:
        parsed.fiscal_year = int(years[0])
        parsed.period = int(parsed.indicator_values["period"].max())
