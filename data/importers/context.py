"""What a reader is told besides the file: whose it is, which period, and what is known and loaded already."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.importers.cells import NumberLocale


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
class Context:
    """The municipality a file is for, what was told about it, and what the database knows.

    `year` and `period` (1-13) are told where the file does not say. `units` are the ids that exist; `functions` and
    `accounts` the codes of the municipality's own chart (None: any code is new and welcome). `known_indicators` are
    the indicators that exist.
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
    loaded: tuple[LoadedFile, ...] = ()
