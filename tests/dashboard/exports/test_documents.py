"""A document says the same as PDF and as a workbook, and its marks are seen wherever a figure is."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from dashboard.exports.document import Document, Section
from dashboard.exports.drawing import Curve, curves
from dashboard.exports.pdf import as_pdf
from dashboard.exports.workbook import as_workbook
from dashboard.table import Column, Table, Typed

MARK, DRAFT = "Syntetisk eksempel", "Utkast"
COLUMNS = (
    Column("Enhet"),
    Column("Netto", "money"),
    Column("Andel", "share"),
    Column("Dag", "date"),
    Column("Målt", "own"),
)
ROWS = (
    ("Helse", 123456789, 0.1234, date(2026, 1, 2), Typed("count", 3)),
    ("=1+1", None, -0.02, None, Typed("text", "@SUM(A1)")),
)
TABLE = Table("gevinster", COLUMNS, ROWS)
LONG = Table("lang", (Column("Rad", "count"),), tuple((number,) for number in range(200)))


def document(*tables: Table, marks: tuple[str, ...] = (MARK,), watermark: str | None = DRAFT) -> Document:
    sections = tuple(Section("Gevinster: år [1]", ("Noe er sagt #her $x$ *nå*.",), table) for table in tables)
    return Document("plan", "Gevinstplan", ("Helse · 1. kv. 2026",), sections, marks, watermark)


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_every_figure_and_word_is_in_the_pdf() -> None:
    (page,) = pages(as_pdf("nb", document(TABLE)))
    for said in ("Gevinstplan", "Helse · 1. kv. 2026", "Noe er sagt #her $x$ *nå*.", "=1+1", "@SUM(A1)"):
        assert said in page
    assert "Helse 1 234 567,89 12,34 % 02.01.2026 3" in page.replace("\u00a0", " ")
    assert "mangler −2,00 %" in page.replace("\u00a0", " ")


def test_marks_and_watermark_stand_on_every_page() -> None:
    found = pages(as_pdf("nb", document(LONG)))
    assert len(found) > 2
    assert all(MARK in page and DRAFT in page for page in found)
    assert not any(
        DRAFT in page or MARK in page for page in pages(as_pdf("nb", document(LONG, marks=(), watermark=None)))
    )


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_pdf_is_tagged_and_says_its_language_and_title(language: str) -> None:
    reader = PdfReader(BytesIO(as_pdf(language, document(TABLE))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Gevinstplan"
    assert (reader.root_object["/Lang"], reader.root_object["/MarkInfo"]["/Marked"]) == (language, True)


def test_a_table_of_many_columns_lies_on_its_side() -> None:
    wide = Table("bred", tuple(Column(f"K{place}", "count") for place in range(9)), (tuple(range(9)),))
    sizes = [PdfReader(BytesIO(as_pdf("nb", document(one)))).pages[0].mediabox for one in (TABLE, wide)]
    assert [size.width > size.height for size in sizes] == [False, True]


def test_a_workbook_holds_numbers_as_numbers_and_text_never_as_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(as_workbook("nb", document(TABLE))))
    assert book.sheetnames == ["Gevinstplan", "Gevinster år 1"]
    sheet = book["Gevinster år 1"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in cells[:3]] == [DRAFT, MARK, "Gevinstplan: Gevinster: år [1]"]
    heads = next(place for place, row in enumerate(cells) if row[0] == "Enhet")
    first, second = cells[heads + 1 :]
    assert (first[:3], first[3].date(), first[4]) == (["Helse", 1234567.89, 0.1234], date(2026, 1, 2), 3)
    assert second == ["=1+1", "mangler", -0.02, "mangler", "@SUM(A1)"]
    assert {cell.data_type for cell in sheet[heads + 3]} == {"s", "n"}  # never "f", a formula
    assert sheet.cell(heads + 2, 2).number_format == "#,##0.00"


def test_two_tables_of_one_heading_have_a_sheet_each() -> None:
    book = openpyxl.load_workbook(BytesIO(as_workbook("en", document(TABLE, LONG, TABLE))))
    assert book.sheetnames == ["Gevinstplan", "Gevinster år 1", "Gevinster år 1 2", "Gevinster år 1 3"]
    assert [sheet["A1"].value for sheet in book] == [DRAFT] * 4


def test_curves_are_drawn_with_their_names_and_come_into_the_pdf() -> None:
    points = tuple((float(age), age * 1000.0) for age in range(18, 59))
    lines = [Curve("Utenfor", points), Curve("Gjennomsnitt", tuple((x, y / 2) for x, y in points), "dotted")]
    drawing = curves("nb", lines, "To kurver over alder", across="Alder", up="Kroner", shaded=(0, 1))
    assert all(said in drawing.svg for said in ("Utenfor", "Gjennomsnitt", "Alder", "Kroner", "20\u00a0000"))
    told = Document("x", "Kurver", (), (Section("Kurver", drawing=drawing),))
    (page,) = pages(as_pdf("nb", told))
    assert "Utenfor" in page


def test_a_missing_point_breaks_the_line_and_is_not_zero() -> None:
    whole = curves("nb", [Curve("A", ((1, 5.0), (2, 6.0), (3, 7.0)))], "a", across="x", up="y")
    broken = curves("nb", [Curve("A", ((1, 5.0), (2, None), (3, 7.0)))], "a", across="x", up="y")
    lines = [drawing.svg.split('aria-roledescription="line mark"')[1].split(' d="')[1] for drawing in (whole, broken)]
    assert [line.split('"')[0].count("M") for line in lines] == [1, 2]
