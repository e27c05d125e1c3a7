"""Problems in files as sentences: where, what was found, what was wanted."""

import re
from dataclasses import replace
from decimal import Decimal

from dashboard import format
from dashboard.words import MissingWord, Written, has, slots_of, table, text
from data.importers.problems import Problem

_VOCABULARY = ("kind", "account_class", "admin_level", "cost_kind", "life_group")
"""Further facts that are words of our own lists, said in the reader's language."""

_AMOUNTS = {
    "goes_backwards": ("found", "loaded_total"),
    "change_does_not_add_up": ("found", "wanted"),
    "total_does_not_add_up": ("found", "wanted", "difference"),
    "ended_code": ("sum",),
    "agreement_does_not_add_up": ("found",),
    "not_restated": ("found",),
    "repeated_record": ("sum",),
    **dict.fromkeys(
        ("realised_above_evidence", "supports_above_ledger", "verified_above_realised", "claim_not_above_zero"),
        ("found", "wanted"),
    ),
    **dict.fromkeys(
        (f"claimed_{of}{who}" for of in ("above_cut", "line_above_cut") for who in ("", "_alone", "_elsewhere")),
        ("found", "wanted", "cut"),
    ),
    **dict.fromkeys(
        (
            *("attribution_above_whole", "attribution_above_whole_elsewhere", "share_outside", "bound_outside"),
            *("deadweight_twice", "probabilities_do_not_add_up"),
        ),
        ("found", "wanted"),
    ),
}
"""Facts that are amounts or shares of our own counting, as the reader writes numbers; cells stay as they are."""

_RECORD_COLUMNS = frozenset({"art", "chapter", "form", "region", "account class", "year, quarter"})
"""Parts of a record without a header; «function» is one as well where a code has ended, else a header of a file."""

_PLAIN_AMOUNT = re.compile(r"-?\d+(\.\d+)?")
_PLACE = re.compile(r"^\w+ (?:\{row\}|1)(?:, \{column\})?: ")


def problem_text(language: str, problem: Problem) -> str:
    """Return the problem as a sentence that begins with its place, unless it is about the whole file."""
    words = table(language)[f"problem.{problem.code}"]
    said = _filled(language, problem, words)
    if not problem.row or _PLACE.match(words) or "row" in slots_of(words):
        return said
    place = place_text(language, replace(problem, column="" if "column" in slots_of(words) else problem.column))
    return f"{place}: {said}"


def problem_sentence(language: str, problem: Problem) -> str:
    """Return what is wrong and what to do, without the place, for a table that has a column for the place."""
    said = _filled(language, problem, _PLACE.sub("", table(language)[f"problem.{problem.code}"]))
    return said[:1].upper() + said[1:]


def place_text(language: str, problem: Problem) -> str:
    """Return where the problem is: a cell, a row, a column or the whole file."""
    where = ("row" if problem.row else "") + ("_column" if problem.column else "")
    column = column_text(language, problem)
    return text(language, f"problem_place.{where.strip('_') or 'file'}", row=problem.row, column=column)


def column_text(language: str, problem: Problem) -> str:
    """Return what the column is called: a header as it stands in the file, a part of a record in words."""
    in_record = problem.column in _RECORD_COLUMNS or (problem.column == "function" and problem.code == "ended_code")
    return text(language, f"problem_column.{re.sub('[, ]+', '_', problem.column)}") if in_record else problem.column


def _filled(language: str, problem: Problem, words: str) -> str:
    try:
        said = words.format(**_facts(language, problem))
    except KeyError as absent:
        raise MissingWord(f"{language}: problem.{problem.code} ({absent})") from None
    return said[:1].upper() + said[1:]


def _facts(language: str, problem: Problem) -> dict[str, str]:
    facts = {
        "row": str(problem.row),
        "column": column_text(language, problem),
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
    if facts.get("count", "").isdigit():
        facts["count"] = Written(facts["count"], float(facts["count"]))  # tells a sentence whether it is one or many
    return facts


def _amount(language: str, plain: str) -> str:
    value = Decimal(plain)
    return format.number(language, value, max(0, -int(value.as_tuple().exponent)))
