"""What a profile may say beyond its columns: one shape for each kind of file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.vocabulary import AccountClass, AccountGroup, Dimension, Kind, TargetType


@dataclass(frozen=True)
class FixedWidthRules:
    """A file of records of one width without a header. Positions count from 1, both ends included."""

    form: str
    record_length: int
    fields: Mapping[str, tuple[int, ...]]
    classes: Mapping[str, AccountClass]
    unit: int = 1
    codes_checked: bool = True


@dataclass(frozen=True)
class UnitName:
    """Units whose id begins with `prefix` are named by `column`; the first that fits counts."""

    prefix: str
    column: str


@dataclass(frozen=True)
class WideLedgerRules:
    """A row holds several amounts of one account: each of `amounts` becomes a line of that kind.

    `original + change = revised` is checked where `change` names a column; `tolerance_minor` is the rounding that a
    row may carry. `account_groups` and `function_groups` go by the longest prefix of a code.
    """

    amounts: Mapping[Kind, str]
    account_class: AccountClass
    account_groups: Mapping[str, AccountGroup]
    function_groups: Mapping[str, str]
    function_group_digits: int
    unit_names: tuple[UnitName, ...]
    change: str | None = None
    tolerance_minor: int = 1
    unit: int = 1


@dataclass(frozen=True)
class LongLedgerRules:
    """A row is one amount. `words` translates what people write in a column to our word for it."""

    missing: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unit: int = 1


@dataclass(frozen=True)
class IndicatorExportRules:
    """A published list of indicators, achieved beside planned, whose rows say nothing of dimension or direction."""

    source: str
    target_reference: str
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    default_target: TargetType = TargetType.MINIMUM
    maximum_units: tuple[str, ...] = ()
    maximum_words: tuple[str, ...] = ()
    never_maximum_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlainRules:
    """A template of our own: `words` translates what people write in a column to our word for it."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


Rules = FixedWidthRules | WideLedgerRules | LongLedgerRules | IndicatorExportRules | PlainRules
