"""The KOSTRA code lists that ship with Brobygger: functions, arts, balance chapters and the official hierarchies.

Facts (which codes exist, from and until which year, what enters what) from Statistics Norway and Skatteetaten:
statisticsnorway/kostraregnskap, artshierarki and funksjonshierarki of 2015 and 2016; Skatteetaten/saf-t, KOSTRA arts
of 2024 with their names; statisticsnorway/kostra-kontrollprogram, code lists of 2025. Names of functions follow the
ministry's yearly guide to KOSTRA reporting; a code whose name we have no source for bears its number as its name.

No list lies between 2016 and 2024: a code that is new in 2024 or 2025 holds from 2017, so that no file is refused for a
code that may have existed, and a code that only the newest list lacks ends in 2025. Groups are our own reading: which
functions form a service area is the hierarchy's (`FGK..`), what an art is for follows its series and its name.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.vocabulary import AccountClass

CHART = "kostra"
FIRST_LIST, NEWEST_LIST = 2015, 2025
"""The years of the oldest and the newest list; a file from before the oldest is judged by the oldest."""

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ShippedCodes:
    """Frames with the columns of the tables in `data.schema.codes`; a row with a null name or sign ends a code."""

    function_code: pd.DataFrame
    function_group: pd.DataFrame
    account_code: pd.DataFrame
    hierarchy_edge: pd.DataFrame


def shipped_codes() -> ShippedCodes:
    """Return everything that ships, ready for the tables."""
    groups = ({"function_group": row["function_group"], "name": row["name"]} for row in _rows("function_groups"))
    return ShippedCodes(
        function_code=_frame(_dated_functions(), function_group="object"),
        function_group=_frame({**row, "valid_from_year": FIRST_LIST} for row in groups),
        account_code=_frame([*_dated_accounts(), *_chapters()], account_group="object"),
        hierarchy_edge=_frame(_edges(), sign="Int64"),
    )


@cache
def functions_of(year: int) -> frozenset[str]:
    """Return the functions of the list of a year."""
    return frozenset(_in_force("functions", "function_code", year))


@cache
def accounts_of(year: int) -> frozenset[str]:
    """Return the arts of the list of a year."""
    return frozenset(_in_force("accounts", "account_code", year))


@cache
def chapters() -> frozenset[str]:
    """Return the chapters of the balance, of all years."""
    return frozenset(row["account_code"] for row in _rows("chapters"))


def _in_force(name: str, key: str, year: int) -> Iterator[str]:
    judged_by = min(max(year, FIRST_LIST), NEWEST_LIST)
    for row in _rows(name):
        if int(row["from_year"]) <= judged_by < int(row["ended_year"] or 9999):
            yield row[key]


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _dated_functions() -> Iterator[dict[str, Any]]:
    for row in _rows("functions"):
        first = {"function_code": row["function_code"], "valid_from_year": int(row["from_year"])}
        yield {**first, "name": row["name"], "function_group": row["function_group"]}
        if row["ended_year"]:
            yield {**first, "valid_from_year": int(row["ended_year"]), "name": None, "function_group": None}


def _dated_accounts() -> Iterator[dict[str, Any]]:
    for row in _rows("accounts"):
        for account_class in (AccountClass.OPERATIONS, AccountClass.INVESTMENT):
            first = {"account_class": account_class.value, "account_code": row["account_code"]}
            group = row[f"{account_class.value}_group"]
            yield {**first, "valid_from_year": int(row["from_year"]), "name": row["name"], "account_group": group}
            if row["ended_year"]:
                yield {**first, "valid_from_year": int(row["ended_year"]), "name": None, "account_group": None}


def _chapters() -> Iterator[dict[str, Any]]:
    fixed = {"account_class": AccountClass.BALANCE.value, "valid_from_year": FIRST_LIST}
    for row in _rows("chapters"):
        yield {**fixed, **row}


def _edges() -> Iterator[dict[str, Any]]:
    for row in _rows("hierarchy"):
        for signed in row["children"].split():
            edge = {"hierarchy": row["hierarchy"], "parent": row["parent"], "child": signed[1:]}
            yield {**edge, "valid_from_year": int(row["from_year"]), "sign": -1 if signed[0] == "-" else 1}
            if row["ended_year"]:
                yield {**edge, "valid_from_year": int(row["ended_year"]), "sign": None}


def _frame(rows: Iterable[dict[str, Any]], **types: Any) -> pd.DataFrame:
    """Return rows as a frame under the chart; texts are objects with None where absent."""
    frame = pd.DataFrame([{"chart": CHART, **row} for row in rows], dtype="object")
    return frame.astype({"valid_from_year": "Int64", **types})
