"""What a profile may say beyond its columns: one shape for each kind of file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.benefit_vocabulary import Confidence, Importance, PartyKind, Phase
from data.vocabulary import AccountClass, AccountGroup, AuthorityKind, Dimension, Kind, TargetType


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


class Becomes(StrEnum):
    """What rows of a budget by change group become in the benefits register."""

    GAIN = "gain"
    COST = "cost"
    GIVEN_BACK = "given_back"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class Counterpart:
    """What money is bought by, where a budget names it and does not measure it: an effect without a price."""

    party_id: str
    party_kind: PartyKind
    party_name: str
    name: str
    importance: Importance
    magnitude: int


@dataclass(frozen=True)
class InitiativeRule:
    """Which rows are one initiative: those of `group`, or whose text holds `contains`, or both. The first that fits."""

    initiative_id: str
    name: str
    becomes: Becomes
    phase: Phase
    group: str | None = None
    contains: str | None = None
    confidence: Confidence = Confidence.F
    counterpart: Counterpart | None = None


@dataclass(frozen=True)
class ChangeGroupRules:
    """A budget over several years, told as changes by change group of what was adopted the year before.

    A row of `expenditure` is above zero for a cost; one of `income` below zero for an income. A cell that holds only
    `zero` is nought, as spreadsheets write it. `reference` is the decision, with the year in its place.
    """

    expenditure: str
    income: str
    reference: str
    authority: AuthorityKind
    initiatives: tuple[InitiativeRule, ...]
    years: int = 4
    zero: str = "-"


Rules = FixedWidthRules | WideLedgerRules | LongLedgerRules | IndicatorExportRules | PlainRules | ChangeGroupRules
