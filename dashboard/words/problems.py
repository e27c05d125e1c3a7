"""Problems in files as sentences: where, what was found, what was wanted."""

import re
from decimal import Decimal

from dashboard import format
from dashboard.words import has, slots_of, table, text
from data.importers.problems import Problem

_VOCABULARY = ("kind", "account_class")
"""Further facts that are words of our own lists, said in the reader's language."""

_AMOUNTS = {"goes_backwards": ("found", "loaded_total")}
"""Facts that are amounts of our own counting, written as the reader writes numbers; cells stay as they are."""

_PLAIN_AMOUNT = re.compile(r"-?\d+(\.\d+)?")


def problem_text(language: str, problem: Problem) -> str:
    """Return the problem as a sentence that begins with its place."""
    key = f"problem.{problem.code}"
    said = text(language, key, **_facts(language, problem))
    if "row" in slots_of(table(language)[key]):
        return said
    return f"{place_text(language, problem)}: {said}"


def problem_sentence(language: str, problem: Problem) -> str:
    """Return what is wrong and what to do, without the place, for a table that has columns for the place."""
    said = text(language, f"problem.{problem.code}", **_facts(language, problem))
    return said[:1].upper() + said[1:]


def place_text(language: str, problem: Problem) -> str:
    """Return where the problem is: a cell, a row, a column or the whole file."""
    where = ("row" if problem.row else "") + ("_column" if problem.column else "")
    return text(language, f"problem_place.{where.strip('_') or 'file'}", row=problem.row, column=problem.column)


def _facts(language: str, problem: Problem) -> dict[str, str]:
    facts = {
        "row": str(problem.row),
        "column": problem.column,
        "found": problem.found,
        "wanted": problem.wanted,
        **problem.extra,
    }
    for name in _VOCABULARY:
        if name in facts and has(language, f"{name}.{facts[name]}"):
            facts[name] = text(language, f"{name}.{facts[name]}")
    for name in _AMOUNTS.get(problem.code, ()):
        if _PLAIN_AMOUNT.fullmatch(facts.get(name, "")):
            facts[name] = _amount(language, facts[name])
    return facts


def _amount(language: str, plain: str) -> str:
    value = Decimal(plain)
    return format.number(language, value, max(0, -int(value.as_tuple().exponent)))
