"""What a page's data costs: on a small and a large ledger, against its limit, and against the driver's own cursor."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, event

from bench.databases import Filled, municipality, use
from bench.ledger import YEARS
from bench.measuring import Row, Side, median_ms
from data.access import LOCAL_PRINCIPAL
from data.database import engine
from data.demo.files import demo_municipality
from data.demo.load import load_demo
from data.periods import Quarter
from metrics.load import benefit_tables, benefits_overview, scorecard_tables

LOOKED_AT = Quarter(YEARS[-1], 3)
PAGE_MS = {"sqlite": 10.0, "postgresql": 15.0}
NAMES = (
    "page data, large against small ledger",
    "page data against its limit",
    "page data against the same rows on a raw cursor",
    "benefits register, large against small ledger",
    "benefits register against its limit",
    "benefits register against the same rows on a raw cursor",
    "one benefit or the value flow, large against small ledger",
    "one benefit or the value flow against its limit",
    "one benefit or the value flow against the same rows on a raw cursor",
)

Page = Callable[[], object]


def scorecard_data() -> object:
    """Fetch what the scorecard of a municipality is made from."""
    key = municipality(1).municipality_id
    return scorecard_tables(LOCAL_PRINCIPAL, key, key, LOOKED_AT, LOOKED_AT.shifted(-4))


def register_data() -> object:
    """Fetch what the page of the demo municipality's benefits is made from."""
    key = demo_municipality().municipality_id
    return benefits_overview(LOCAL_PRINCIPAL, key, key, LOOKED_AT)


def whole_register() -> object:
    """Fetch what the page of a benefit, of an initiative and of the value flow is made from: the register whole."""
    key = demo_municipality().municipality_id
    return benefit_tables(LOCAL_PRINCIPAL, key, key, LOOKED_AT)


def page_data(small: Filled, large: Filled) -> Iterator[Row]:
    """Yield three rows for each of the pages; the large ledger is the one in use afterwards."""
    for filled in (small, large):
        use(filled.url)
        load_demo(LOCAL_PRINCIPAL)
    yield from _of_page(NAMES[:3], scorecard_data, small, large)
    yield from _of_page(NAMES[3:6], register_data, small, large)
    yield from _of_page(NAMES[6:], whole_register, small, large)


def _of_page(names: tuple[str, ...], page: Page, small: Filled, large: Filled) -> Iterator[Row]:
    use(small.url)
    small_ms = median_ms(page)
    use(large.url)
    name, lines = large.engine, large.size.lines
    left = Side(f"{lines:,} lines", median_ms(page), "ms")
    yield Row(names[0], name, lines, left, Side(f"{small.size.lines:,} lines", small_ms, "ms"), 1.2)
    yield Row(names[1], name, lines, left, Side("limit", PAGE_MS[name], "ms"), 1.0)
    yield Row(names[2], name, lines, left, Side("raw cursor", _raw_ms(page), "ms"), 2.0)


def _raw_ms(page: Page) -> float:
    """Return the time of the page's own statements on the driver's cursor, rows fetched and thrown away."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", note)
    page()
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
