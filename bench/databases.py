"""Fill databases of a known size, and time it: from checked lines to figures that can be asked for."""

import hashlib
import os
from dataclasses import dataclass
from functools import partial

from bench.ledger import LINES_A_YEAR, YEARS, Size, units, year
from bench.measuring import say, seconds
from data.access import LOCAL_PRINCIPAL
from data.codes.install import install_codes
from data.database import URL_VARIABLE, migrate
from data.importers.parsed import Parsed
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, store

LARGEST_YEAR = 1_300_000
"""Lines of the largest municipality-year that was measured in the field."""


@dataclass(frozen=True)
class Filled:
    """A database with a ledger: where it is, how large, and how fast it was filled."""

    engine: str
    url: str
    size: Size
    lines_a_second: float


def use(url: str) -> None:
    """Let the product read and write this database."""
    os.environ[URL_VARIABLE] = url


def filled(engine: str, url: str, size: Size) -> Filled:
    """Create the schema and store the municipalities, one year a file."""
    use(url)
    migrate(url)
    install_codes()
    taken = 0.0
    for number in range(1, size.municipalities + 1):
        keep(municipality(number), "units", units())
        for fiscal_year in YEARS:
            content = partial(keep, municipality(number), "ledger-csv", year(number, fiscal_year))
            taken += seconds(content)
        say(f"{engine}: {number * len(YEARS) * LINES_A_YEAR:,} of {size.lines:,} lines")
    return Filled(engine, url, size, size.lines / taken)


def municipality(number: int) -> MunicipalityFacts:
    """Return the facts of one of the municipalities."""
    return MunicipalityFacts(f"m{number:03d}", f"Municipality {number}")


def keep(told: MunicipalityFacts, profile: str, parsed: Parsed) -> None:
    """Store some content as a file of its own."""
    mark = f"{told.municipality_id} {profile} {parsed.fiscal_year} {parsed.rows_read}"
    store(LOCAL_PRINCIPAL, told, FileFacts(profile, mark, hashlib.sha256(mark.encode()).hexdigest()), parsed)
