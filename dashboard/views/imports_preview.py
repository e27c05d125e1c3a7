"""What was found in the files: read rows, totals, every problem in its place, and the first rows as they were read."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import format
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.table import Column, Table, as_html, missing
from dashboard.views.imports_draft import FileReport, Money, Report
from dashboard.words import Written, has, text
from dashboard.words.problems import place_text, problem_sentence
from data.importers.problems import Problem

_WORDS_OF = {
    "kind": "kind",
    "account_class": "account_class",
    "level": "unit_level",
    "authority_kind": "authority_kind",
    "admin_level": "admin_level",
    "cost_kind": "cost_kind",
    "life_group": "life_group",
}
"""Columns whose values are words of our own lists, and the list."""

_TONES = {"refused": "not_accepted", "already": "open", "ready": "desired", "stored": "desired"}
"""How the state of a file is drawn: the shapes of the scorecard."""


def preview(words: str, report: Report) -> Html:
    """Return every file of a check or an import with what was found in it."""
    return joined(file_card(words, file, report.money) for file in report.files)


def file_card(words: str, file: FileReport, money: Money) -> Html:
    """Return a file: its state, what was read, its totals, its problems and its first rows."""
    state = state_of(file)
    return html(
        '<section class="bb-card bb-file"><header><h3>{name}</h3>'
        "{state}</header>"
        '<p class="bb-quiet">{facts}</p>{parts}</section>',
        name=file.name,
        state=status(_TONES[state], text(words, f"imports.state.{state}")),
        facts=facts(words, file),
        parts=joined(
            [_totals(words, file, money), _errors(words, file), _warnings(words, file), _sample(words, file, money)]
        ),
    )


def status(tone: str, word: str) -> Html:
    """Return a state as a drawn shape and a word, as the scorecard shows them."""
    return html(
        '<span class="bb-status bb-{tone}"><span class="bb-shape bb-{tone}" aria-hidden="true"></span>{word}</span>',
        tone=tone,
        word=word,
    )


def state_of(file: FileReport) -> str:
    """Return whether the file is refused, known from before, ready to be stored, or stored."""
    if file.error_count:
        return "refused"
    return "stored" if file.stored else "already" if file.already_imported else "ready"


_OF_YEAR = re.compile(r"([a-z_]+)_([0-9]{4})")


def facts(words: str, file: FileReport) -> str:
    """Return how many rows were read and for which stretch they are."""
    read = text(words, "imports.rows_read", n=format.count(words, file.rows_read))
    stretch = stretch_text(words, file.fiscal_year, file.period)
    return f"{read} · {stretch}" if stretch else read


def stretch_text(words: str, year: int | None, period: int | None) -> str:
    """Return the year and period of a file, as far as it has them."""
    if year is None:
        return ""
    return text(words, "imports.stretch", year=year, period=period) if period else str(year)


def _totals(words: str, file: FileReport, money: Money) -> Html:
    if not file.totals:
        return NOTHING
    columns = (
        Column(text(words, "imports.column.kind")),
        Column(text(words, "imports.column.total", currency=format.currency_name(words, money.currency)), "money"),
    )
    rows = tuple((kind_text(words, kind), total) for kind, total in file.totals.items())
    return as_html(words, Table("", columns, rows, money.exponent), text(words, "imports.totals_of", name=file.name))


def kind_text(words: str, kind: str) -> str:
    """Return what a control total is a sum of; one of a year alone ends with the year."""
    of_year = _OF_YEAR.fullmatch(kind)
    if of_year:
        return text(words, "kind.of_year", kind=kind_text(words, of_year[1]), year=of_year[2])
    return text(words, f"kind.{kind}") if has(words, f"kind.{kind}") else kind


def _errors(words: str, file: FileReport) -> Html:
    if not file.error_count:
        return NOTHING
    return html(
        '<h4 class="bb-finding">{title}</h4>{table}',
        title=_counted(words, "imports.errors", file.error_count, len(file.errors)),
        table=problem_table(words, file.errors, text(words, "imports.errors_of", name=file.name)),
    )


def _warnings(words: str, file: FileReport) -> Html:
    if not file.warning_count:
        return NOTHING
    return html(
        "<details><summary>{title}</summary>{table}</details>",
        title=_counted(words, "imports.warnings", file.warning_count, len(file.warnings)),
        table=problem_table(words, file.warnings, text(words, "imports.warnings_of", name=file.name)),
    )


def _counted(words: str, key: str, count: int, shown: int) -> str:
    said = text(words, key, n=format.count(words, count))
    return said if count == shown else f"{said} {text(words, 'imports.first_shown', n=format.count(words, shown))}"


def problem_table(words: str, problems: Sequence[Problem], caption: str) -> Html:
    """Return problems with place, what was found, what was wanted, and what is wrong and to do."""
    names = ("place", "found", "wanted", "problem")
    columns = tuple(Column(text(words, f"imports.column.{name}")) for name in names)
    rows = tuple(
        (place_text(words, problem), problem.found, problem.wanted, problem_sentence(words, problem))
        for problem in problems
    )
    return html('<div class="bb-problems">{table}</div>', table=as_html(words, Table("", columns, rows), caption))


def _sample(words: str, file: FileReport, money: Money) -> Html:
    if file.sample.empty or file.error_count:
        return NOTHING
    shown = file.sample.loc[:, [name for name in file.sample if file.sample[name].map(_is_said).any()]]
    columns = tuple(Column(_heading(words, str(name)), "money" if name == "amount_minor" else "text") for name in shown)
    rows = tuple(
        tuple(_cell(words, str(name), value) for name, value in zip(shown, row, strict=True))
        for row in shown.itertuples(index=False)
    )
    caption = text(words, "imports.sample", n=Written(str(len(rows)), len(rows)))
    table = as_html(words, Table("", columns, rows, money.exponent), caption)
    return html("<details><summary>{caption}</summary>{table}</details>", caption=caption, table=table)


def _is_said(value: Any) -> bool:
    return not (missing(value) or value == "")


def _heading(words: str, name: str) -> str:
    return text(words, f"imports.row.{name}")


def _cell(words: str, name: str, value: Any) -> Any:
    if missing(value):
        return None
    if name in _WORDS_OF:
        return text(words, f"{_WORDS_OF[name]}.{value}")
    if name == "amount_minor":
        return int(value)
    if isinstance(value, bool):
        return text(words, "imports.yes" if value else "imports.no")
    if isinstance(value, float):
        return format.full_number(words, value)
    return str(value) if not hasattr(value, "year") else format.day(words, pd.Timestamp(value).date())
