"""What a reader is told besides the file: whose it is, which period, and what is known and loaded already."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.benefit_vocabulary import BenefitType, Counterfactual
from data.importers.benefit_rows import LineRow
from data.importers.cells import NumberLocale
from data.vocabulary import Grain


@dataclass(frozen=True)
class LoadedFile:
    """A stored file of the same profile that counts. Amounts are minor units.

    `actual_by_code` holds the sum of actuals by `"<unit_id> <function_code>"`.
    """

    fiscal_year: int
    period: int
    file_hash: str
    actual_total: int
    actual_by_code: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class KnownBenefit:
    """What a reader must know of a benefit that is in the register."""

    initiative_id: str
    benefit_type: BenefitType
    grain: Grain = Grain.YEAR
    unit_of_measure: str | None = None
    unexpected: bool = False
    staffing_floor: bool = False
    counterfactual: Counterfactual = Counterfactual.NONE


@dataclass(frozen=True)
class KnownRegister:
    """What is in the benefits register and counts. `projected` are the lines of each initiative's newest projection.

    `parties` are names by id; `price_years` the initiatives, with the year that their kroner are of; `plans` how many
    plans of each are adopted; `files` the hashes of stored evidence.
    """

    parties: Mapping[str, str] = field(default_factory=dict)
    price_years: Mapping[str, int] = field(default_factory=dict)
    benefits: Mapping[str, KnownBenefit] = field(default_factory=dict)
    projected: Mapping[str, tuple[LineRow, ...]] = field(default_factory=dict)
    plans: Mapping[str, int] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Context:
    """The municipality a file is for, what was told about it, and what the database knows.

    `year` and `period` (1-13) are told where the file does not say. `units` are the ids that exist; `functions` and
    `accounts` the codes of the municipality's own chart (None: any code is new and welcome). `known_indicators` are
    the indicators that exist; `register` is what is known of benefits. `stored` are the files of
    the profile that are not undone: the year of each by its SHA-256.
    """

    municipality_id: str
    currency: str = "NOK"
    currency_exponent: int = 2
    year: int | None = None
    period: int | None = None
    number_locale: NumberLocale | None = None
    accept_unknown: bool = False
    accept_decrease: bool = False
    chart: str = "kostra"
    units: frozenset[str] = frozenset()
    known_indicators: frozenset[str] = frozenset()
    stored: Mapping[str, int | None] = field(default_factory=dict)
    loaded: tuple[LoadedFile, ...] = ()
    register: KnownRegister = field(default_factory=KnownRegister)
