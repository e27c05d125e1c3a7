"""From bytes to text, and the refusal of text that was broken before it came here.

A file is UTF-8 (with or without a byte order mark) or, where its bytes are not, a Western European code page.
"""

import codecs
import re
from collections.abc import Iterable

import ftfy
from ftfy.badness import is_bad

from data.importers.problems import Problem

DEFAULT_FALLBACK = "cp1252"
"""What a file that is not UTF-8 is read as, unless its profile names another code page."""

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TWICE_ENCODED = re.compile("[ÂÃ][\u0080-\u00bf\u0152-\u2122]")
_REPLACEMENT = "\ufffd"


def text_of(content: bytes, fallback: str = DEFAULT_FALLBACK) -> tuple[str, list[Problem]]:
    """Return the text of a file without its byte order mark, and what makes it unreadable.

    Args:
        content: the bytes of the file.
        fallback: the code page of a file that is not UTF-8; Latin-1 where that has no such character either.

    Returns:
        The text and no problems, or an empty text and the problem that stops the file.
    """
    refused = _not_text(content)
    if refused is not None:
        return "", [refused]
    return _decoded(content.removeprefix(codecs.BOM_UTF8), fallback), []


def _not_text(content: bytes) -> Problem | None:
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        return Problem("empty_file")
    if content.startswith(_UTF16_MARKS):
        return Problem("utf16", found="UTF-16", wanted="UTF-8")
    at = content.find(b"\0")
    if at >= 0:
        return Problem("nul_bytes", row=content.count(b"\n", 0, at) + 1, wanted="UTF-8")
    return None


def _decoded(content: bytes, fallback: str) -> str:
    for encoding in ("utf-8", fallback):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def repaired(cell: str) -> str | None:
    """Return what a cell said before it was encoded twice (`PÃ¥` was `På`), or None where nothing is wrong.

    A cell with the replacement character is beyond repair: the answer is then empty.

    Source:
        ftfy's measure of badness, and, for the two-letter cells that it lets pass, the bytes themselves: a capital A
        with tilde or circumflex before a continuation byte, in a cell that is whole UTF-8 when written as Windows-1252.
    """
    if cell.isascii():
        return None
    if _REPLACEMENT in cell:
        return ""
    if is_bad(cell):
        better = ftfy.fix_encoding(cell)
        if better != cell:
            return better
    return _written_twice(cell) if _TWICE_ENCODED.search(cell) else None


def _written_twice(cell: str) -> str | None:
    try:
        return cell.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return None


def broken_cells(cells: Iterable[str]) -> dict[str, str]:
    """Return each distinct broken cell with what it probably said (empty where that is lost)."""
    found: dict[str, str] = {}
    for cell in cells:
        better = repaired(cell)
        if better is not None:
            found[cell] = better
    return found
