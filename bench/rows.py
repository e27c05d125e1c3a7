"""The rows of the report: page data, loading, comparison and rerun."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, event

from bench import trail, values
from bench.databases import LARGEST_YEAR, Filled, keep, municipality, use
from bench.ledger import YEARS, units, year
from bench.measuring import Row, Side, median_cpu_ms, median_ms, seconds
from bench.rerun import bare_page, scorecard_page
from data import rollups
from data.access import LOCAL_PRINCIPAL, writing
from data.database import engine
from data.periods import Quarter
from data.queries import aggregates
from data.schema.rollups import PublishedAggregate
from data.vocabulary import Right
from metrics.load import scorecard_tables

LOOKED_AT = Quarter(YEARS[-1], 3)
MUNICIPALITIES = 357
PAGE_MS = {"sqlite": 10.0, "postgresql": 15.0}
REFRESH_SECONDS = {"sqlite": 2.0, "postgresql": 1.0}
LINES_A_SECOND = 400_000.0

EXPECTED = (
    "page data, large against small ledger",
    "page data against its limit",
    "page data against the same rows on a raw cursor",
    "import to queryable",
    "positions of the largest municipality-year",
    "comparison of 357 municipalities",
    "rerun of the scorecard against a bare page",
    trail.NAME,
    values.NAME,
)
"""Rows that must be in the report, for each engine."""


def page_data() -> object:
    """Fetch what the scorecard of a municipality is made from."""
    key = municipality(1).municipality_id
    return scorecard_tables(LOCAL_PRINCIPAL, key, key, LOOKED_AT, LOOKED_AT.shifted(-4))


def rows(small: Filled, large: Filled) -> Iterator[Row]:
    """Yield every row of one engine."""
    use(small.url)
    small_ms = median_ms(page_data)
    use(large.url)
    large_ms = median_ms(page_data)
    name, lines = large.engine, large.size.lines
    left = Side(f"{lines:,} lines", large_ms, "ms")
    yield Row(EXPECTED[0], name, lines, left, Side(f"{small.size.lines:,} lines", small_ms, "ms"), 1.2)
    yield Row(EXPECTED[1], name, lines, left, Side("limit", PAGE_MS[name], "ms"), 1.0)
    yield Row(EXPECTED[2], name, lines, left, Side("raw cursor", _raw_ms(), "ms"), 2.0)
    for filled in (small, large):
        rate = Side("lines a second", filled.lines_a_second, "")
        yield Row(EXPECTED[3], name, filled.size.lines, rate, Side("limit", LINES_A_SECOND, ""), 1.0, at_least=True)
    yield _refresh(large)
    yield _comparison(large)
    yield _rerun(large)
    yield trail.proved(name)
    yield values.measured(name)


def _raw_ms() -> float:
    """Return the time of the page's own statements on the driver's cursor, rows fetched and thrown away."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", note)
    page_data()
    event.remove(engine(), "before_cursor_execute", note)
    raw = engine().raw_connection()
    cursor = raw.cursor()

    def fetch() -> None:
        for statement, parameters in statements:
            if statement.lstrip().upper().startswith("SELECT"):
                cursor.execute(statement, parameters)
                cursor.fetchall()

    taken = median_ms(fetch)
    raw.close()
    return taken


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
    return Row(EXPECTED[4], large.engine, LARGEST_YEAR, Side("refresh", taken, "s"), limit, 1.0)


def _comparison(large: Filled) -> Row:
    with writing(LOCAL_PRINCIPAL, municipality(1).municipality_id, Right.IMPORT) as change:
        change.session.add_all(_published(number) for number in range(1, MUNICIPALITIES + 1))
        change.record("publish", "published_aggregate", "bench")
    taken = median_ms(lambda: aggregates.published(LOCAL_PRINCIPAL, "bench", LOOKED_AT))
    return Row(EXPECTED[5], large.engine, large.size.lines, Side("ranked", taken, "ms"), Side("limit", 5.0, "ms"), 1.0)


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
    return Row(EXPECTED[6], large.engine, large.size.lines, left, right, 1.5)
