"""Documents as PDF: tagged for screen readers, with the app's own letters."""

import json
from pathlib import Path
from typing import Any

import typst

from dashboard.exports.document import Document, Section
from dashboard.exports.drawing import FONTS
from dashboard.table import NUMBERS, Table, Typed, written

_TEMPLATE = Path(__file__).with_name("document.typ")
_WIDE = 7
"""From how many columns on a table needs the paper on its side."""


def as_pdf(language: str, document: Document) -> bytes:
    """Return a document as PDF/UA-1; the same document gives the same figures as its workbook."""
    return typst.compile(
        _TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"told": json.dumps(_told(language, document))},
        pdf_standards=["ua-1"],
    )


def _told(language: str, document: Document) -> dict[str, Any]:
    widest = max((len(part.table.columns) for part in document.sections if part.table), default=0)
    return {
        "lang": language,
        "title": document.title,
        "lines": list(document.lines),
        "marks": list(document.marks),
        "watermark": document.watermark,
        "wide": widest >= _WIDE,
        "sections": [_section(language, part) for part in document.sections],
    }


def _section(language: str, part: Section) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "paragraphs": list(part.paragraphs),
        "drawing": {"svg": part.drawing.svg, "alt": part.drawing.alt} if part.drawing else None,
        "table": _table(language, part.table) if part.table else None,
    }


def _table(language: str, table: Table) -> dict[str, Any]:
    return {
        "heads": [{"text": column.label, "number": _is_number(column.kind)} for column in table.columns],
        "rows": [[_cell(language, cell, table.exponent) for cell in table.typed(row)] for row in table.rows],
    }


def _cell(language: str, cell: Typed, exponent: int) -> dict[str, Any]:
    return {"text": written(language, cell, exponent), "number": _is_number(cell.kind)}


def _is_number(kind: str) -> bool:
    return kind in NUMBERS or kind == "own"
