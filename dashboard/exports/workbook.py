"""Documents as Excel workbooks: numbers as numbers, text never as a formula, a sheet for each table."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from dashboard.exports.document import Document, Section
from dashboard.table import NUMBERS, Table, Typed, missing, written

_SHEET_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FORMATS = {"count": "#,##0", "number": "#,##0.######", "share": "0.00%", "points": "0.00%", "date": "yyyy-mm-dd"}
_WIDEST = 60


def as_workbook(language: str, document: Document) -> bytes:
    """Return a document as a workbook: a first sheet with what is said, then a sheet for each table.

    Amounts are in whole currency with their decimals; a share is a number that Excel shows as per cent.
    """
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": document.title})
        looks = {"bold": book.add_format({"bold": True}), "wrap": book.add_format({"text_wrap": True})}
        names = _Names()
        _words(book.add_worksheet(names.of(document.title)), document, looks)
        for part in document.sections:
            if part.table is not None:
                _Figures(book, names.of(part.heading), language, document).write(part, part.table)
    return content.getvalue()


class _Names:
    """Names of sheets: as Excel allows them, and no two alike."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, wanted: str) -> str:
        plain = " ".join(wanted.translate(_FORBIDDEN).split())
        tries = (plain[: _SHEET_NAME - len(end)].rstrip() + end for end in ("", *(f" {one}" for one in range(2, 1000))))
        name = next(one for one in tries if one.casefold() not in self._given)
        self._given.add(name.casefold())
        return name


def _top(document: Document) -> list[str]:
    """Return what stands at the top of every sheet."""
    return [one for one in (document.watermark, *document.marks) if one]


def _words(sheet: Any, document: Document, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 110)
    heads = ((one, "bold") for one in (*_top(document), document.title))
    for row, (line, look) in enumerate([*heads, *_said(document)]):
        sheet.write_string(row, 0, line, looks[look])


def _said(document: Document) -> Iterable[tuple[str, str]]:
    yield from ((line, "wrap") for line in document.lines)
    for part in document.sections:
        yield "", "wrap"
        yield part.heading, "bold"
        yield from ((said, "wrap") for said in part.paragraphs)


class _Figures:
    """One sheet with one table."""

    def __init__(self, book: Any, name: str, language: str, document: Document) -> None:
        self._sheet = book.add_worksheet(name)
        self._language, self._document = language, document
        self._bold = book.add_format({"bold": True})
        self._heads = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._looks: dict[str, Any] = {kind: book.add_format({"num_format": one}) for kind, one in _FORMATS.items()}
        self._book = book

    def write(self, part: Section, table: Table) -> None:
        decimals = "." + "0" * table.exponent if table.exponent else ""
        self._looks["money"] = self._book.add_format({"num_format": f"#,##0{decimals}"})
        top = [*_top(self._document), f"{self._document.title}: {part.heading}"]
        for row, line in enumerate(top):
            self._sheet.write_string(row, 0, line, self._bold)
        first = len(top) + 1
        for place, column in enumerate(table.columns):
            self._sheet.write_string(first, place, column.label, self._heads)
        for row, values in enumerate(table.rows, first + 1):
            for place, cell in enumerate(table.typed(values)):
                self._cell(row, place, cell, table.exponent)
        self._sheet.freeze_panes(first + 1, 1)
        self._widths(table)

    def _cell(self, row: int, place: int, cell: Typed, exponent: int) -> None:
        if missing(cell.value) or not (cell.kind in NUMBERS or type(cell.value) is date):
            self._sheet.write_string(row, place, written(self._language, cell, exponent))
        elif cell.kind == "money":
            amount = float(Decimal(int(cell.value)).scaleb(-exponent))
            self._sheet.write_number(row, place, amount, self._looks["money"])
        elif type(cell.value) is date:
            moment = datetime(cell.value.year, cell.value.month, cell.value.day)
            self._sheet.write_datetime(row, place, moment, self._looks["date"])
        else:
            self._sheet.write_number(row, place, float(cell.value), self._looks[cell.kind])

    def _widths(self, table: Table) -> None:
        for place, column in enumerate(table.columns):
            cells = (table.typed(row)[place] for row in table.rows)
            longest = max((len(written(self._language, cell, table.exponent)) for cell in cells), default=0)
            self._sheet.set_column(place, place, min(_WIDEST, max(longest, min(len(column.label), 24)) + 2))
