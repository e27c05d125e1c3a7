"""A table of figures, kept as values until it is written: on the page, or as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard import format
from dashboard.markup import Html, html, joined
from dashboard.words import text
from data.periods import Quarter

NUMBERS = frozenset({"money", "share", "points", "count", "number"})
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


@dataclass(frozen=True)
class Column:
    """A column: its heading in the reader's language, and what its values are.

    `kind` is text, money (whole minor units), share (0.019 is 1.9 %), points (a difference of
    shares), count, number, date, quarter, or `own` where each value is a Typed of its own.
    """

    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Typed:
    """A value that says itself what it is."""

    kind: str
    value: Any


@dataclass(frozen=True)
class Table:
    """Rows of values under columns; None is missing. `name` becomes the name of the file."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    exponent: int = 2

    def typed(self, row: Sequence[Any]) -> list[Typed]:
        """Return a row's values, each with its kind."""
        pairs = zip(self.columns, row, strict=True)
        return [value if isinstance(value, Typed) else Typed(column.kind, value) for column, value in pairs]


def written(language: str, cell: Typed, exponent: int) -> str:
    """Return a value as the page's table shows it, with every digit and its unit."""
    if missing(cell.value):
        return "" if cell.kind == "text" else text(language, "figure.missing")
    exact = plain(language, cell, exponent)
    if cell.kind == "points":
        return f"{exact}{format.SPACE}{text(language, 'points.many')}"
    if cell.kind == "share":
        return exact + ("%" if language == "en" else f"{format.SPACE}%")
    return exact


def plain(language: str, cell: Typed, exponent: int) -> str:
    """Return a value as text without its unit; a share is written as per cent."""
    value = cell.value
    if missing(value):
        return ""
    if cell.kind == "money":
        return format.money_exact(language, int(value), exponent)
    if cell.kind in {"share", "points"}:
        return format.number(language, float(value) * 100, 2)
    if cell.kind in {"count", "number"}:
        return format.full_number(language, float(value))
    if isinstance(value, Quarter):
        return format.quarter(language, value)
    return format.day(language, value) if isinstance(value, date) else str(value)


def missing(value: Any) -> bool:
    """Tell whether a value is absent, as None, NaN or NA."""
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def as_html(language: str, table: Table, caption: str) -> Html:
    """Return the table as HTML, figures to the right; for tables of a screen or two."""
    heads = joined(
        html('<th scope="col"{css}>{label}</th>', css=_css(column.kind), label=column.label) for column in table.columns
    )
    rows = joined(html("<tr>{cells}</tr>", cells=_cells(language, table, row)) for row in table.rows)
    return html(
        '<div class="bb-scroll" role="region" aria-label="{caption}" tabindex="0"><table class="bb-table">'
        '<caption class="bb-hidden">{caption}</caption><thead><tr>{heads}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        caption=caption,
        heads=heads,
        rows=rows,
    )


def _cells(language: str, table: Table, row: Sequence[Any]) -> Html:
    return joined(
        html("<td{css}>{value}</td>", css=_css(cell.kind), value=written(language, cell, table.exponent))
        for cell in table.typed(row)
    )


def _css(kind: str) -> Html:
    return Html(' class="bb-number"') if kind in NUMBERS or kind == "own" else Html("")


def as_frame(language: str, table: Table) -> Any:
    """Return the table for `st.dataframe`: values sort as numbers and are shown as the reader writes them."""
    labels = [column.label for column in table.columns]
    frame = pd.DataFrame([list(row) for row in table.rows], columns=labels)
    return frame.style.format(
        {column.label: _writer(language, column.kind, table.exponent) for column in table.columns}
    )


def _writer(language: str, kind: str, exponent: int) -> Callable[[object], str]:
    return lambda value: written(language, Typed(kind, value), exponent)


def as_csv(language: str, table: Table) -> bytes:
    """Return the table as a file for a spreadsheet in the reader's language: UTF-8 with its mark at the start.

    Bokmål and nynorsk use a comma in numbers and a semicolon between cells, English a point and a comma. Text that a
    spreadsheet would run as a formula gets an apostrophe before it; numbers keep their minus.
    """
    lines = [[Typed("text", column.label) for column in table.columns], *(table.typed(row) for row in table.rows)]
    comma = "," if language == "en" else ";"
    content = "\r\n".join(comma.join(_csv_cell(language, cell, table.exponent) for cell in line) for line in lines)
    return f"\ufeff{content}\r\n".encode()


def _csv_cell(language: str, cell: Typed, exponent: int) -> str:
    value = plain(language, cell, exponent)
    if cell.kind in NUMBERS:
        thousands = "," if language == "en" else format.SPACE
        return value.replace(thousands, "").replace(format.MINUS, "-")
    value = value.replace(format.SPACE, " ")
    safe = f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return '"' + safe.replace('"', '""') + '"'
