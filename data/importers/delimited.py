"""A delimited file as a table of text: its header checked, its rows counted, nothing interpreted."""

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data.importers.encodings import broken_cells, repaired
from data.importers.problems import Problem, Severity


@dataclass(frozen=True)
class Table:
    """The cells of a file as text, by the header's names, and the line of the file that each row stood on."""

    cells: pd.DataFrame
    rows: Any
    headers: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """Return a header as the file writes it."""
        return self.headers.get(name, name)

    def __len__(self) -> int:
        """How many rows of data there are."""
        return len(self.cells)


def plain_name(name: str) -> str:
    """Return a header as it is compared: composed, in small letters, without spaces around it."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def table_of(
    text: str, delimiters: tuple[str, ...], wanted: tuple[str, ...], *, repair: bool = False
) -> tuple[Table | None, list[Problem]]:
    """Return the table in a text, and what is wrong with its header and its rows.

    Args:
        text: the whole file; its first line is the header.
        delimiters: those that the profile allows; the one that splits the header best is used.
        wanted: the headers that must be there.
        repair: put text right that was encoded twice, with a warning, instead of refusing it.

    Returns:
        The table with its ragged rows left out (each of them is a problem), or None where the header is wrong.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, body = text.partition("\n")
    delimiter = max(delimiters, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    problems = _header_problems(header, wanted)
    if problems:
        return None, problems
    table, ragged = _rows(body, [plain_name(name) for name in header], delimiter)
    if not len(table) and not ragged:
        return None, [Problem("no_rows")]
    table = Table(table.cells, table.rows, {plain_name(name): name.strip() for name in header})
    return table, ragged + _mojibake(table, repair)


def _header_problems(header: list[str], wanted: tuple[str, ...]) -> list[Problem]:
    names = [plain_name(name) for name in header]
    problems = [
        Problem("mojibake" if better else "lost_letters", row=1, column=name, found=name, wanted=better)
        for name in header
        if (better := repaired(name)) is not None
    ]
    missing = [name for name in wanted if plain_name(name) not in names]
    if missing and len(missing) == len(wanted):
        return [*problems, Problem("wrong_header", row=1, found=", ".join(header)[:200], wanted=", ".join(wanted))]
    problems += [Problem("missing_column", row=1, column=name, wanted=name) for name in missing]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    return problems + [Problem("duplicate_header", row=1, column=name, found=name) for name in twice]


def _rows(body: str, names: list[str], delimiter: str) -> tuple[Table, list[Problem]]:
    if '"' in body:
        return _rows_one_by_one(body, names, delimiter)
    return _rows_at_once(body, names, delimiter)


def _rows_at_once(body: str, names: list[str], delimiter: str) -> tuple[Table, list[Problem]]:
    """Read rows without quotes: every line is a row, so a row's line is its number."""
    odd: list[tuple[int, str]] = []

    def skipped(row: Any) -> str:
        odd.append((row.number, row.text))
        return "skip"

    keys = _distinct_names(names)
    raw = body.encode("utf-8")
    if not raw.strip():
        return Table(pd.DataFrame({name: [] for name in names if name}, dtype="str"), np.array([], dtype=np.int64)), []
    read: Any = arrow_csv.read_csv(
        pa.BufferReader(raw),
        read_options=arrow_csv.ReadOptions(column_names=keys, use_threads=False, block_size=max(len(raw) + 1, 1 << 16)),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter, quote_char=False, ignore_empty_lines=False, invalid_row_handler=skipped
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(keys, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    numbers = np.arange(2, read.num_rows + len(odd) + 2)
    kept = np.delete(numbers, [number - 1 for number, _ in odd])
    ragged = [_ragged(number + 1, row.split(delimiter), len(names)) for number, row in odd if row.strip()]
    return _without_blank_rows(_frame(read, names, keys), kept), ragged


def _without_blank_rows(cells: pd.DataFrame, rows: Any) -> Table:
    """Return the table without rows that hold nothing, as spreadsheets leave them at the end."""
    if not len(cells.columns):
        return Table(cells, rows)
    at = np.flatnonzero((cells.iloc[:, 0] == "").to_numpy())
    blank = np.zeros(len(cells), dtype=bool)
    blank[at] = [not any(cell.strip() for cell in row) for row in cells.iloc[at].itertuples(index=False)]
    if not blank.any():
        return Table(cells, rows)
    return Table(cells[~blank].reset_index(drop=True), rows[~blank])


def _distinct_names(names: list[str]) -> list[str]:
    # A column without a header (a delimiter too many at the end of every line) is read and left out.
    return [name or f"\0{position}" for position, name in enumerate(names)]


def _frame(read: Any, names: list[str], keys: list[str]) -> pd.DataFrame:
    kept = [key for key, name in zip(keys, names, strict=True) if name]
    frame: pd.DataFrame = read.select(kept).to_pandas()
    return frame.astype("str")


def _rows_one_by_one(body: str, names: list[str], delimiter: str) -> tuple[Table, list[Problem]]:
    """Read rows with quotes, in which a cell may hold a line break; a row's line is where it ends."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    cells: list[list[str]] = []
    rows: list[int] = []
    problems: list[Problem] = []
    try:
        for row in reader:
            if len(row) == len(names):
                cells.append(row)
                rows.append(reader.line_num + 1)
            elif any(cell.strip() for cell in row):
                problems.append(_ragged(reader.line_num + 1, row, len(names)))
    except csv.Error as error:
        problems.append(Problem("broken_quotes", row=reader.line_num + 1, found=str(error)))
    keys = _distinct_names(names)
    frame = pd.DataFrame(cells, columns=keys, dtype="str")
    kept = frame[[key for key in keys if not key.startswith("\0")]]
    return _without_blank_rows(kept, np.array(rows, dtype=np.int64)), problems


def _ragged(row: int, found: list[str], wanted: int) -> Problem:
    return Problem("ragged_row", row=row, found=str(len(found)), wanted=str(wanted))


def _mojibake(table: Table, repair: bool) -> list[Problem]:
    """Return a problem for each distinct cell that was encoded twice; with `repair`, put those right that can be."""
    problems = []
    for name in table.cells:
        column = table.cells[name]
        suspect = column[~column.str.isascii().to_numpy()]
        broken = broken_cells(suspect.unique())
        for cell, better in broken.items():
            at = np.flatnonzero((column == cell).to_numpy())
            code, severity = ("mojibake" if better else "lost_letters"), Severity.ERROR
            if repair and better:
                code, severity = "mojibake_repaired", Severity.WARNING
            extra = {"count": str(len(at))}
            row = int(table.rows[at[0]])
            problems.append(
                Problem(code, severity, row, table.header(str(name)), found=cell, wanted=better, extra=extra)
            )
        if broken and repair:
            table.cells[name] = column.replace(broken)
    return problems
