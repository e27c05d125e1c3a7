"""The rows of the report: page data, loading, comparison and rerun."""

from collections.abc import Iterator
from datetime import date

from bench import page_data, trail, values
from bench.databases import LARGEST_YEAR, Filled, keep, municipality
from bench.ledger import YEARS, units, year
from bench.measuring import Row, Side, median_cpu_ms, median_ms, seconds
from bench.page_data import LOOKED_AT
from bench.rerun import bare_page, scorecard_page
from data import rollups
from data.access import LOCAL_PRINCIPAL, writing
from data.queries import aggregates
from data.schema.rollups import PublishedAggregate
from data.vocabulary import Right

MUNICIPALITIES = 357
REFRESH_SECONDS = {"sqlite": 2.0, "postgresql": 1.0}
LINES_A_SECOND = 400_000.0

IMPORTED = "import to queryable"
REFRESHED = "positions of the largest municipality-year"
COMPARED = "comparison of 357 municipalities"
RERUN = "rerun of the scorecard against a bare page"

EXPECTED = (
    *page_data.NAMES,
    IMPORTED,
    REFRESHED,
    COMPARED,
    RERUN,
    trail.NAME,
    values.NAME,
)
"""Rows that must be in the report, for each engine."""


def rows(small: Filled, large: Filled) -> Iterator[Row]:
    """Yield every row of one engine."""
    name = large.engine
    yield from page_data.page_data(small, large)
    for filled in (small, large):
        rate = Side("lines a second", filled.lines_a_second, "")
        yield Row(IMPORTED, name, filled.size.lines, rate, Side("limit", LINES_A_SECOND, ""), 1.0, at_least=True)
    yield _refresh(large)
    yield _comparison(large)
    yield _rerun(large)
    yield trail.proved(name)
    yield values.measured(name)


def _refresh(large: Filled) -> Row:
    largest = municipality(900)
    keep(largest, "units", units())
    keep(largest, "ledger-csv", year(900, YEARS[-1], LARGEST_YEAR))

    def refresh() -> None:
        with writing(LOCAL_PRINCIPAL, largest.municipality_id, Right.IMPORT) as change:
            rollups.refresh(change.session, largest.municipality_id, YEARS[-1])
            change.record("refresh", "position", str(YEARS[-1]))

    taken = min(seconds(refresh) for _ in range(3))
    limit = Side("limit", REFRESH_SECONDS[large.engine], "s")
    return Row(REFRESHED, large.engine, LARGEST_YEAR, Side("refresh", taken, "s"), limit, 1.0)


def _comparison(large: Filled) -> Row:
    with writing(LOCAL_PRINCIPAL, municipality(1).municipality_id, Right.IMPORT) as change:
        change.session.add_all(_published(number) for number in range(1, MUNICIPALITIES + 1))
        change.record("publish", "published_aggregate", "bench")
    taken = median_ms(lambda: aggregates.published(LOCAL_PRINCIPAL, "bench", LOOKED_AT))
    return Row(COMPARED, large.engine, large.size.lines, Side("ranked", taken, "ms"), Side("limit", 5.0, "ms"), 1.0)


def _published(number: int) -> PublishedAggregate:
    return PublishedAggregate(
        municipality_id=f"p{number:03d}",
        municipality_name=f"Municipality {number}",
        fiscal_year=LOOKED_AT.year,
        quarter=LOOKED_AT.number,
        measure="bench",
        scope="all",
        vintage="bench",
        value=float(number),
        unit="minor",
        currency="NOK",
        source="bench",
        published_on=date(LOOKED_AT.year, 12, 1),
    )


def _rerun(large: Filled) -> Row:
    key = municipality(1).municipality_id
    left = Side("scorecard", median_cpu_ms(scorecard_page(key, LOOKED_AT)), "ms CPU")
    right = Side("bare", median_cpu_ms(bare_page(key, LOOKED_AT)), "ms CPU")
    return Row(RERUN, large.engine, large.size.lines, left, right, 1.5)
