"""What an address asks for, held against what it can ask for: anybody can write in it."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)

IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id that the database gave a row."""


def word_of(words: Iterable[Word], text: str | None) -> Word | None:
    """Return the word of a closed list that a text is; None where it is none of them."""
    return next((word for word in words if word.value == text), None)


def matching(pattern: re.Pattern[str], text: str | None) -> str | None:
    """Return a text that has the form wanted; None where it has another."""
    return text if text and pattern.fullmatch(text) else None
