"""How commands speak: text for a person, or one JSON object for a program."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

import click

from data.access import LOCAL_PRINCIPAL
from data.periods import Quarter

COMMAND_LINE = replace(LOCAL_PRINCIPAL, actor="command line")
"""Whoever runs commands on the machine that holds the database."""

LANGUAGES = ("nb", "nn", "en")
Item = TypeVar("Item")

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), default="nb", show_default=True, help="Language of sentences."
)


class QuarterType(click.ParamType[Quarter]):
    """A quarter such as 2022Q4."""

    name = "quarter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:
        """Return the quarter; a wrong form is wrong usage."""
        if isinstance(value, Quarter):
            return value
        try:
            return Quarter.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def answer(document: dict[str, Any], *, as_json: bool, say: Callable[[], str]) -> None:
    """Print the document as JSON, or what `say` makes of it."""
    click.echo(as_text(document) if as_json else say())


def refuse(document: dict[str, Any], message: str, *, as_json: bool) -> NoReturn:
    """Print why something was refused, and end with status 1."""
    click.echo(as_text(document) if as_json else message, err=not as_json)
    sys.exit(1)


def as_text(document: dict[str, Any]) -> str:
    """Return the document as JSON that every reader takes: a figure that is not a number is a broken promise."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=plain, allow_nan=False)


def counted(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items under a progress bar on standard error; none where nobody watches."""
    stream = sys.stderr
    with click.progressbar(items, file=stream, hidden=not stream.isatty()) as bar:
        yield from bar


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """Say on standard error what takes its time, and take the line away afterwards; silent where nobody watches."""
    stream = sys.stderr
    watched = stream.isatty()
    if watched:
        click.echo(f"{message} …", err=True, nl=False)
    try:
        yield
    finally:
        if watched:
            click.echo("\r\033[K", err=True, nl=False)


def plain(value: Any) -> Any:
    """Return a JSON form of a value that JSON has no form for."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Quarter):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
