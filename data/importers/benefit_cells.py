"""The cells of the benefits template, each column read by what it holds: a code, a word, a day, money or a share."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np

from data.benefit_vocabulary import (
    BenefitLevel,
    BenefitType,
    Confidence,
    Counterfactual,
    CutBasis,
    DfoType,
    Flow,
    Importance,
    InitiativeState,
    KsType,
    PartyKind,
    Phase,
    Route,
    WizardType,
)
from data.importers.benefit_fields import RowKind
from data.importers.cells import Fault, NumberLocale, amounts, number_of
from data.importers.columns import LONGEST_CODE, has, header_of, text_field
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.parsed import Parsed
from data.importers.places import AMOUNT_WANTED, fault_problems
from data.importers.profiles import Profile
from data.importers.rules import PlainRules
from data.importers.told import FIRST_YEAR, LAST_YEAR
from data.importers.values import BAD, day, field_values, reals, said_truth, whole, word, words_of
from data.vocabulary import AuthorityKind, Grain

Cells = Mapping[str, Any]
"""A row of the template: its line in the file as `line`, and each field's value, None where the cell is blank."""


class Better(StrEnum):
    """Which way an indicator must go to be better."""

    HIGHER = "higher"
    LOWER = "lower"


WORDS: Mapping[str, type[StrEnum]] = {
    "row": RowKind,
    "party_kind": PartyKind,
    "phase": Phase,
    "state": InitiativeState,
    "type": BenefitType,
    "wizard_type": WizardType,
    "dfo_type": DfoType,
    "ks_type": KsType,
    "level": BenefitLevel,
    "flow": Flow,
    "route": Route,
    "cut_basis": CutBasis,
    "importance": Importance,
    "confidence": Confidence,
    "counterfactual": Counterfactual,
    "grain": Grain,
    "authority": AuthorityKind,
    "better": Better,
}
_CODES = ("initiative", "benefit", "unit", "party", "bearer", "beneficiary", "leads_to", "indicator")
_LEDGER_CODES = ("function", "account")
_DAYS = ("date", "next_decision_on", "leader_term_ends_on", "first_effect_on", "baseline_on", "met_on")
_YEARS = ("year", "price_year", "last_year")
_COUNTS = ("baseline_count", "baseline_population", "adopters_planned", "adopters_now")
_TRUTHS = ("unexpected", "staffing_floor")
_TEXTS = (
    *(
        "name",
        "text",
        "role",
        "reference",
        "currency",
        "partners",
        "unit_of_measure",
        "baseline_method",
        "working",
        "compared_with",
        "method",
    ),
    "evidence",
)
_SHARES = (
    *("deadweight", "displacement", "attribution", "drop_off", "low", "high", "cost_low", "cost_high"),
    *("probability", "benefit_factor", "cost_factor"),
)
_AMOUNTS = ("amount", "supports", "fixed_cost", "unit_cost_before", "fixed_cost_before", "cost_after")
_REALS = (
    *("quantity", "hours", "baseline", "compared_before", "volume_before"),
    *("value_after", "compared_after", "volume_after"),
)
_MOST = 999_999_999
_MAGNITUDE = re.compile(r"[+-]?[0-9]{1,2}")

Read = tuple[Callable[[str], Any], str, str]
"""What reads a cell, the code of the problem, and an example of a good cell."""


def benefit_cells(
    parsed: Parsed, profile: Profile, rules: PlainRules, table: Table, context: Context
) -> list[dict[str, Any]]:
    """Return the rows of a file with every cell read; what is wrong with cells joins `parsed.problems`."""
    locale = profile.number_locale or context.number_locale
    columns: dict[str, Iterable[Any]] = {"line": table.rows.tolist()}
    for name, (read, code, wanted) in _readers(rules, locale).items():
        values, problems = field_values(profile, table, name, read, code, wanted)
        columns[name] = values.tolist()
        parsed.problems += problems
    for name in _AMOUNTS:
        columns[name] = _amounts(parsed, profile, table, name, locale, context.currency_exponent)
    for name in _REALS:
        values, problems = reals(profile, table, name, locale, frozenset())
        columns[name] = [None if np.isnan(value) else float(value) for value in values]
        parsed.problems += problems
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _readers(rules: PlainRules, locale: NumberLocale | None) -> dict[str, Read]:
    return {
        **{
            name: (
                word(kind, rules.words.get(name, {}), BAD if name == "row" else None),
                "unknown_word",
                words_of(kind),
            )
            for name, kind in WORDS.items()
        },
        **dict.fromkeys((*_CODES, *_LEDGER_CODES), (_code, "long_code", "")),
        **dict.fromkeys(_DAYS, (day(None), "bad_date", "2025-01-31")),
        **dict.fromkeys(_YEARS, (whole(FIRST_YEAR, LAST_YEAR, None), "bad_year", "2025")),
        **dict.fromkeys(_COUNTS, (whole(0, _MOST, None), "bad_count", "12")),
        **dict.fromkeys(_TRUTHS, (said_truth, "bad_truth", "yes, no")),
        **dict.fromkeys(_TEXTS, (_text, "", "")),
        **dict.fromkeys(_SHARES, (_share(locale), "bad_share", "12,5")),
        "period": (whole(1, 12, None), "bad_month", "1-12"),
        "magnitude": (_magnitude, "bad_magnitude", "-2"),
    }


def _code(cell: str) -> Any:
    return BAD if len(cell) > LONGEST_CODE else cell or None


def _text(cell: str) -> Any:
    return cell or None


def _magnitude(cell: str) -> Any:
    if not cell:
        return None
    plain = cell.replace("\u2212", "-")
    return int(plain) if _MAGNITUDE.fullmatch(plain) else BAD


def _share(locale: NumberLocale | None) -> Callable[[str], Any]:
    """Return a reader of per cent, such as 12,5 or 12,5 %, as millionths of a whole."""

    def read(cell: str) -> Any:
        plain = cell.removesuffix("%").strip()
        if not plain:
            return BAD if cell else None
        number = number_of(plain, locale)
        millionths = number * 10_000 if isinstance(number, Decimal) else None
        return int(millionths) if millionths is not None and millionths == int(millionths) else BAD

    return read


def _amounts(
    parsed: Parsed, profile: Profile, table: Table, name: str, locale: NumberLocale | None, exponent: int
) -> list[int | None]:
    """Return a column of money in minor units, None where the cell is blank."""
    if not has(profile, table, name):
        return [None] * len(table)
    cells = text_field(profile, table, name)
    values, faults = amounts(cells, locale=locale, exponent=exponent)
    wrong = [fault for fault in faults if not _blank(fault)]
    parsed.problems += fault_problems(table, header_of(profile, name), wrong, AMOUNT_WANTED)
    return [None if missing else int(value) for value, missing in zip(values.fillna(0), values.isna(), strict=True)]


def _blank(fault: Fault) -> bool:
    return fault.code == "empty_amount"
