"""What the demo hands over to be stored: the municipality, and its files in the order they would have arrived."""

import hashlib
from dataclasses import dataclass, field

import pandas as pd

from data.demo import decisions, ledger_files, organisation
from data.demo.actuals import YearActuals, accounts
from data.demo.forecasts import periods
from data.demo.indicator_files import indicator_file
from data.demo.services import CLOSED_YEARS, FIRST_YEAR, LAST_YEAR
from data.importers.parsed import Parsed

PROFILE_LEDGER, PROFILE_UNITS, PROFILE_INDICATORS = ("ledger-csv", "units-csv", "indicators-csv")


@dataclass(frozen=True)
class DemoMunicipality:
    """The row of `municipality`; `root_name` and `root_role` are the root unit's."""

    municipality_id: str = organisation.MUNICIPALITY_ID
    name: str = "Fjellvik"
    currency: str = "NOK"
    currency_exponent: int = 2
    chart: str = "kostra"
    fictional: bool = True
    root_role: str = "Kommunedirektør"


@dataclass(frozen=True)
class DemoFile:
    """A file of the demo: its name, the profile it would have been read with, what it said, and a hash of that."""

    name: str
    profile: str
    parsed: Parsed
    content_hash: str = field(init=False)

    def __post_init__(self) -> None:
        """Hash the content."""
        object.__setattr__(self, "content_hash", content_hash(self.parsed))


def demo_municipality() -> DemoMunicipality:
    """Return the made-up municipality."""
    return DemoMunicipality()


def demo_files() -> list[DemoFile]:
    """Return every file of the demo; each call makes the same ones.

    Units come first, then the indicators: stored before a year's ledger they cost no new positions.
    """
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    made = [DemoFile("fjellvik-enheter.csv", PROFILE_UNITS, _units())]
    made += [DemoFile(f"fjellvik-indikatorer-{year}.csv", PROFILE_INDICATORS, indicator_file(year)) for year in years]
    return made + [part for year in years for part in _year_files(year)]


def _units() -> Parsed:
    rows = organisation.unit_rows()
    return Parsed(rows_read=len(rows), units=rows)


def _year_files(year: int) -> list[DemoFile]:
    """Return a closed year as one file a kind, the open year's accounts and forecasts as a file a quarter."""
    actuals = accounts(year)
    adopted = ledger_files.budget_file(actuals.budget)
    adopted.budget_changes, adopted.adjustments = decisions.budget_changes(year), decisions.adjustments(year)
    made = [DemoFile(f"fjellvik-budsjett-{year}.csv", PROFILE_LEDGER, adopted)]
    if year in CLOSED_YEARS:
        whole = ledger_files.actual_file(actuals, range(1, 13), closing=True)
        made.append(DemoFile(f"fjellvik-regnskap-{year}.csv", PROFILE_LEDGER, whole))
        beliefs = ledger_files.forecast_file(actuals, periods(year))
        made.append(DemoFile(f"fjellvik-prognose-{year}.csv", PROFILE_LEDGER, beliefs))
        return made
    return made + [part for period in periods(year) for part in _quarter_files(actuals, period)]


def _quarter_files(actuals: YearActuals, period: int) -> list[DemoFile]:
    name = f"{actuals.budget.year}-{period:02d}.csv"
    accounts = ledger_files.actual_file(actuals, range(period - 2, period + 1), closing=False)
    beliefs = ledger_files.forecast_file(actuals, (period,))
    return [
        DemoFile(f"fjellvik-regnskap-{name}", PROFILE_LEDGER, accounts),
        DemoFile(f"fjellvik-prognose-{name}", PROFILE_LEDGER, beliefs),
    ]


def content_hash(parsed: Parsed) -> str:
    """Return a hash (hex, SHA-256) of everything a file said that is stored."""
    digest = hashlib.sha256()
    for table in (parsed.lines, parsed.indicator_values):
        digest.update(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())
    for part in _told(parsed):
        digest.update(repr(part).encode())
    return digest.hexdigest()


def _told(parsed: Parsed) -> tuple[object, ...]:
    registers = (parsed.units, parsed.indicators, parsed.targets)
    return (*registers, parsed.coverage, parsed.gaps, parsed.budget_changes, parsed.adjustments)
