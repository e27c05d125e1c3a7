"""The known exports: one TOML file each in the folder `profiles`, checked strictly when loaded.

A new export of a known kind of file is a new TOML file and nothing else.
"""

import codecs
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from data.importers.benefit_fields import BENEFIT_FIELDS
from data.importers.cells import NumberLocale
from data.importers.encodings import DEFAULT_FALLBACK
from data.importers.rules import (
    ChangeGroupRules,
    FixedWidthRules,
    IndicatorExportRules,
    LongLedgerRules,
    PlainRules,
    Rules,
    WideLedgerRules,
)
from data.importers.strict import ProfileError, built
from data.vocabulary import Grain

FOLDER = Path(__file__).with_name("profiles")


class Reader(StrEnum):
    """A kind of file."""

    FIXED_WIDTH = "fixed_width"
    WIDE_LEDGER = "wide_ledger"
    LONG_LEDGER = "long_ledger"
    INDICATOR_EXPORT = "indicator_export"
    INDICATORS = "indicators"
    UNITS = "units"
    BUDGET_CHANGES = "budget_changes"
    ADJUSTMENTS = "adjustments"
    BENEFITS = "benefits"
    CHANGE_GROUPS = "change_groups"
    OUTSIDER_PROFILE = "outsider_profile"


class BrokenText(StrEnum):
    """What to do with text that was encoded twice before it came: stop, or put it right and say so.

    Only for an export whose publisher is known to have slipped in a few descriptions; never for text that is a key.
    """

    REFUSE = "refuse"
    REPAIR = "repair"


class PeriodRule(StrEnum):
    """Where a file's year and period come from."""

    IN_FILE = "in_file"
    TOLD_QUARTER = "told_quarter"
    TOLD_YEAR = "told_year"
    NONE = "none"


_RULES: dict[Reader, type[Rules]] = {
    Reader.FIXED_WIDTH: FixedWidthRules,
    Reader.WIDE_LEDGER: WideLedgerRules,
    Reader.LONG_LEDGER: LongLedgerRules,
    Reader.INDICATOR_EXPORT: IndicatorExportRules,
    Reader.CHANGE_GROUPS: ChangeGroupRules,
}


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_FIELDS: dict[Reader, frozenset[str]] = {
    Reader.FIXED_WIDTH: frozenset(),
    Reader.WIDE_LEDGER: frozenset({"unit", "function", "function_name", "account", "account_name"}),
    Reader.LONG_LEDGER: _names(
        "kind year period unit function account amount account_class project "
        "text function_name function_group function_group_name account_name account_group"
    ),
    Reader.INDICATOR_EXPORT: _names("unit function objective indicator name unit_of_measure target achieved"),
    Reader.INDICATORS: _names(
        "indicator name unit year period numerator denominator value dimension "
        "unit_of_measure grain source function objective measures_volume owner_role about_people people "
        "target_type desired_low desired_high accepted_low accepted_high target_from target_reference"
    ),
    Reader.UNITS: _names("unit name parent level sector responsible_role valid_from ends"),
    Reader.BUDGET_CHANGES: _names("year decided_on unit authority reference reason amount"),
    Reader.ADJUSTMENTS: _names("year period unit amount reason benefit authority reference approved_on"),
    Reader.BENEFITS: BENEFIT_FIELDS,
    Reader.CHANGE_GROUPS: _names("unit unit_name side service service_name group text"),
    Reader.OUTSIDER_PROFILE: _names("profile valid_from source synthetic age level kind group amount"),
}


@dataclass(frozen=True, kw_only=True)
class Description:
    """The keys of a profile file, all but `[rules]`, whose shape depends on `reader`.

    `columns` names the header of each field (several headers are joined without a space); `optional` the fields whose
    column may be absent. `currency` or `chart` None means the municipality's.
    """

    reader: Reader
    source: str
    period: PeriodRule
    grain: Grain = Grain.MONTH
    cumulative: bool = False
    encoding: str = DEFAULT_FALLBACK
    broken_text: BrokenText = BrokenText.REFUSE
    delimiters: tuple[str, ...] = (";",)
    number_locale: NumberLocale | None = None
    currency: str | None = None
    chart: str | None = None
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Profile(Description):
    """A known export: what its file says, under its name."""

    name: str
    rules: Rules

    @property
    def title_key(self) -> str:
        """The key of its title in `dashboard/words`."""
        return f"profile.{self.name}.title"

    @property
    def help_key(self) -> str:
        """The key of the sentence that says where such a file comes from."""
        return f"profile.{self.name}.help"

    @property
    def wanted_headers(self) -> tuple[str, ...]:
        """The headers that must be in the file."""
        needed = (headers for name, headers in self.columns.items() if name not in self.optional)
        return tuple(header for headers in needed for header in headers)


def profile_of(name: str, text: str) -> Profile:
    """Return the profile that a TOML text describes.

    Raises:
        ProfileError: what is wrong, and where.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{name}.toml: {error}") from error
    rules = table.pop("rules", {})
    top = built(Description, table, f"{name}.toml")
    _check(top, f"{name}.toml")
    shape = _RULES.get(top.reader, PlainRules)
    return Profile(name=name, rules=built(shape, rules, f"{name}.toml, rules"), **vars(top))


def _check(top: Description, place: str) -> None:
    known = _FIELDS[top.reader]
    unknown = sorted(set(top.columns) - known)
    if unknown:
        raise ProfileError(f"{place}, columns: unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    stray = sorted(set(top.optional) - set(top.columns))
    if stray:
        raise ProfileError(f"{place}, optional: {', '.join(stray)} is not among the columns")
    if any(len(mark) != 1 for mark in top.delimiters) or not top.delimiters:
        raise ProfileError(f"{place}, delimiters: found {list(top.delimiters)}, wanted single characters")
    try:
        codecs.lookup(top.encoding)
    except LookupError:
        raise ProfileError(f"{place}, encoding: found {top.encoding!r}, wanted one such as cp1252") from None


@cache
def profiles() -> Mapping[str, Profile]:
    """Return every profile by name, in the order of their names."""
    return {path.stem: profile_of(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
