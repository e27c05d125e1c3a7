"""Amounts written as text become whole minor units: exactly, never through a float, and never by a guess.

A column is read in three steps, each slower and more forgiving than the one before: plain numbers and numbers grouped
by spaces are cast by Arrow's exact decimals; what is left is read one distinct cell at a time.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SPACES = " \u00a0\u2009\u202f\u2007"
"""Plain, no-break, thin, narrow no-break and figure space: all of them group digits somewhere."""
MINUS = "\u2212"
LARGEST_MINOR = 10**17
"""Larger amounts are refused: 92 of these still add up within 64 bits, and no municipality has one."""

_FAST_DIGITS = 13
_LONGEST = 28  # digits that a Decimal keeps in every operation
_BODY = {
    mark: re.compile(
        rf"([1-9][0-9]{{0,2}}(?:([ {other}])[0-9]{{3}})(?:\2[0-9]{{3}})*|[0-9]+)(?:{re.escape(mark)}([0-9]+))?"
    )
    for mark, other in ((",", "."), (".", ","))
}
_SPACE = re.compile(f"[{SPACES}]")
_ERROR_CELL = re.compile(r"=.*|[+@].*[A-Za-z(].*|#[A-Z0-9/]+[!?]?", re.DOTALL)


class NumberLocale(StrEnum):
    """Which sign separates the decimals; the other one, or a space, may group the digits."""

    COMMA = "comma"
    POINT = "point"

    @property
    def mark(self) -> str:
        """The decimal sign."""
        return "," if self is NumberLocale.COMMA else "."


@dataclass(frozen=True)
class Fault:
    """A cell that could not be read: its position in the column, what is wrong (a problem code) and its text."""

    position: int
    code: str
    found: str


def amounts(
    cells: "pd.Series[Any]", *, locale: NumberLocale | None, exponent: int, unit: int = 1
) -> "tuple[pd.Series[Any], list[Fault]]":
    """Return a column of amounts as whole minor units, and the cells that are none.

    Args:
        cells: text; a blank cell is a fault (`empty_amount`), because missing is never 0.
        locale: which sign separates decimals; None accepts only what can be read in one way.
        exponent: decimals of the currency (2: a krone has 100 øre).
        unit: what 1 in the file stands for in whole currency (1000 where amounts are in NOK 1 000).

    Returns:
        `Int64` minor units on the index of `cells`, <NA> where the cell is a fault; and the faults in order.
    """
    text: Any = pa.array(cells, type=pa.string(), from_pandas=True).fill_null("")
    minor = np.zeros(len(text), dtype=np.int64)
    left = _cast_plain(text, np.arange(len(text)), minor, locale, exponent)
    left = _cast_spaced(text, left, minor, locale, exponent)
    minor *= unit
    faults = _read_slowly(text, left, minor, locale, exponent, unit)
    missing = np.zeros(len(text), dtype=bool)
    missing[[fault.position for fault in faults]] = True
    return pd.Series(pd.arrays.IntegerArray(minor, missing), index=cells.index), faults


def _decimals(locale: NumberLocale | None, exponent: int) -> str:
    # At most two decimals are cast unseen: three could be a group of thousands.
    if exponent == 0:
        return ""
    mark = "[.,]" if locale is None else f"[{locale.mark}]"
    return f"({mark}[0-9]{{1,{min(exponent, 2)}}})?"


def _cast_plain(text: Any, at: Any, minor: Any, locale: NumberLocale | None, exponent: int) -> Any:
    pattern = f"^-?[0-9]{{1,{_FAST_DIGITS}}}{_decimals(locale, exponent)}$"
    fits = pc.match_substring_regex(text, pattern).to_numpy(zero_copy_only=False)
    if fits.any():
        chosen = text if fits.all() else text.filter(pa.array(fits))
        exact = pc.cast(pc.replace_substring(chosen, ",", "."), pa.decimal128(18, exponent))
        # A decimal128 that fits 64 bits is its low word; the array starts where its offset says.
        words = np.frombuffer(exact.buffers()[1], dtype="<i8")[::2]
        minor[at[fits]] = words[exact.offset : exact.offset + len(exact)]
    return at[~fits]


def _cast_spaced(text: Any, left: Any, minor: Any, locale: NumberLocale | None, exponent: int) -> Any:
    if not len(left):
        return left
    trimmed = pc.utf8_trim_whitespace(text.take(pa.array(left)))
    digits = f"(-|{MINUS})?([1-9][0-9]{{0,2}}([{SPACES}][0-9]{{3}}){{1,3}}|[0-9]{{1,{_FAST_DIGITS}}})"
    grouped = pc.match_substring_regex(trimmed, f"^{digits}{_decimals(locale, exponent)}$")
    fits = grouped.to_numpy(zero_copy_only=False)
    plain = pc.replace_substring_regex(trimmed.filter(grouped), f"[{SPACES}]", "")
    plain = pc.replace_substring(plain, MINUS, "-")
    _cast_plain(plain, left[fits], minor, locale, exponent)
    return left[~fits]


def _read_slowly(
    text: Any, left: Any, minor: Any, locale: NumberLocale | None, exponent: int, unit: int
) -> list[Fault]:
    faults = []
    known: dict[str, int | str] = {}
    for position, found in zip(left.tolist(), text.take(pa.array(left)).to_pylist(), strict=True):
        if found not in known:
            known[found] = amount_of(found, locale, exponent, unit)
        read = known[found]
        if isinstance(read, str):
            faults.append(Fault(position, read, found))
        else:
            minor[position] = read
    return faults


def amount_of(found: str, locale: NumberLocale | None, exponent: int, unit: int = 1) -> int | str:
    """Return one cell as whole minor units, or the code of the problem that it is."""
    number = number_of(found, locale)
    if isinstance(number, str):
        return number
    minor = number.scaleb(exponent) * unit
    if abs(minor) >= LARGEST_MINOR:
        return "too_large"
    return int(minor) if minor == minor.to_integral_value() else "too_many_decimals"


def number_of(found: str, locale: NumberLocale | None) -> Decimal | str:
    """Return one cell as an exact number, or the code of the problem that it is."""
    body, negative = _unsigned(_SPACE.sub(" ", found).strip())
    if not body:
        return "empty_amount" if not found.strip() else "not_an_amount"
    if _ERROR_CELL.fullmatch(found.strip()):
        return "formula_cell"
    marks = (",", ".") if locale is None else (locale.mark,)
    readings = {reading for mark in marks if (reading := _parts(body, mark)) is not None}
    if len(readings) != 1:
        return "ambiguous_amount" if readings else "not_an_amount"
    whole, decimals = readings.pop()
    if len(whole) + len(decimals) > _LONGEST:
        return "too_large"
    number = Decimal(f"{whole or 0}.{decimals or 0}")
    return -number if negative else number


def _unsigned(cell: str) -> tuple[str, bool]:
    """Return a cell without its one sign and whether that was a minus; an empty text where there are two."""
    if cell.startswith("(") and cell.endswith(")"):
        inner = cell[1:-1].strip()
        return ("" if inner[:1] in ("-", "+", MINUS, "(") or inner[-1:] in ("-", MINUS) else inner), True
    leading, trailing = cell[:1] in ("-", "+", MINUS), cell[-1:] in ("-", MINUS)
    if leading and trailing:
        return "", False
    body = cell[1:] if leading else cell[:-1] if trailing else cell
    return body.strip(), trailing or (leading and cell[0] != "+")


def _parts(body: str, mark: str) -> tuple[str, str] | None:
    """Return the digits before and after the decimal sign, without grouping and needless zeros; None if none."""
    match = _BODY[mark].fullmatch(body)
    if match is None:
        return None
    whole = re.sub(r"[ .,]", "", match[1]).lstrip("0")
    return whole, (match[3] or "").rstrip("0")
