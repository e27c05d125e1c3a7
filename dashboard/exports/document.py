"""A document that leaves the app, before it is written: the same words and tables for PDF and for Excel."""

from dataclasses import dataclass

from dashboard.exports.drawing import Drawing
from dashboard.table import Table


@dataclass(frozen=True)
class Section:
    """A part of a document: what is said, the figures as a drawing, and the same figures as a table.

    `heading` is the name of the sheet too, as far as a sheet's name goes.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    drawing: Drawing | None = None


@dataclass(frozen=True)
class Document:
    """A document in one language.

    Attributes:
        name: What its file is called, without the scope.
        title: What stands at the top.
        lines: What stands under the title: unit, day, price level and so on.
        sections: Its parts, in order.
        marks: What must be known wherever a figure is seen, such as that it is synthetic: on every page and sheet.
        watermark: What it is not yet, such as a draft: across every page, and at the top of every sheet.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    marks: tuple[str, ...] = ()
    watermark: str | None = None
