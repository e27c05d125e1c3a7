"""What came of storing a form of the register: that it stands, or what is wrong, where, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from dashboard.markup import html, joined
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import versions
from dashboard.words import has, text
from dashboard.words.problems import problem_sentence
from data.importers.problems import Problem

GOOD = frozenset({"saved", "adopted", "taken_away", "withdrawn"})
"""What is told where all went well."""


def said(scope: Scope, sheet: Sheet, line: str = "register.line") -> None:
    """Say what came of storing, once; what is wrong is said until it is mended."""
    if sheet.problems:
        say_problems(scope, sheet.problems, line)
    told = sheet.to_say()
    if told is not None:
        good = told in GOOD
        word = text(scope.language, f"register.told.{told}")
        versions.say("bb-good" if good else "bb-bad", word, "status" if good else "alert")


def say_problems(scope: Scope, problems: Sequence[Problem], line: str = "register.line") -> None:
    """Say what is wrong, each with where it stands and what to do; what was typed stays."""
    told = joined(html("<li>{said}</li>", said=problem_said(scope.language, problem, line)) for problem in problems)
    body = '<section class="bb-notice bb-stale" role="alert"><h2>{title}</h2><ul>{told}</ul></section>'
    st.html(html(body, title=text(scope.language, "register.not_stored"), told=told))


def problem_said(language: str, problem: Problem, line: str = "register.line") -> str:
    """Return a problem as a sentence, with the line and the field's label in front."""
    key = f"register.field.{problem.column}"
    column = text(language, key) if has(language, key) else problem.column
    numbered = text(language, line, number=problem.row) if problem.row else ""
    place = ", ".join(part for part in (numbered, column) if part)
    sentence = problem_sentence(language, replace(problem, column=column))
    return f"{place}: {sentence}" if place else sentence


def said_last(scope: Scope, at: str, told: Mapping[str, str]) -> None:
    """Say what came of the form that was drawn last under a choice, where its record is gone and the form with it.

    Args:
        scope: What is looked at.
        at: Where the session keeps the name of that form's sheet.
        told: What is to be said, by what its sheet tells; else nothing is.
    """
    name = st.session_state.get(at)
    sheet: Sheet | None = st.session_state.get(name) if name else None
    if not name or sheet is None:
        return
    if sheet.told is not None and sheet.told in told:
        sheet.tell(told[sheet.told])
    if sheet.told in told.values():
        said(scope, sheet)
        if sheet.told is None:
            del st.session_state[name]
