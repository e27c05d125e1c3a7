"""Every word on the screen, in bokmål, nynorsk and English: one flat table a language."""

import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

FOLDER = Path(__file__).parent


class MissingWord(KeyError):
    """A word that no language file has: a broken promise in code."""


class Written(str):
    """A value as the reader sees it, and the number that decides between one and many.

    In a sentence `{n}` writes it, and `{n:unit|units}` writes only the word that agrees with it.
    """

    number: float | None

    def __new__(cls, text: str, number: float | None = None) -> "Written":
        """Keep the number beside the text."""
        made = super().__new__(cls, text)
        made.number = number
        return made

    def __format__(self, choice: str) -> str:
        """Write the text, or the word that agrees with the number."""
        if "|" not in choice:
            return str(self)
        one, many = choice.split("|", 1)
        return one if self.number is not None and abs(self.number) == 1 else many


@cache
def table(language: str) -> dict[str, str]:
    """Return all words of a language."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def has(language: str, key: str) -> bool:
    """Tell whether the language has a word for the key."""
    return key in table(language)


def text(language: str, key: str, **slots: Any) -> str:
    """Return the words of a key with its {slots} filled.

    Raises:
        MissingWord: the key, or a slot that its words need, is absent.
    """
    try:
        words = table(language)[key]
        return words.format(**slots) if slots else words
    except KeyError as absent:
        raise MissingWord(f"{language}: {key} ({absent})") from None


def slots_of(words: str) -> set[str]:
    """Return the names of the {slots} in a piece of text."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}
