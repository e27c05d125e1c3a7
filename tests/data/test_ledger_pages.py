"""Ledger lines a page at a time: every line once, forwards and backwards, on both engines."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import pytest

from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from data.importers.parsed import LINE_COLUMNS, CoverageCell, Parsed, UnitRow
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, store
from data.queries.ledger import LineFilter, Place, ledger_lines
from data.vocabulary import AccountClass, Grain, Kind

TOWN = MunicipalityFacts("fjell", "Fjell")
SIZE = 4
KEYS = ["unit_id", "function_code", "account_code", "batch_id", "line_number"]


def file(period: int, codes: list[tuple[str, str, str]]) -> Parsed:
    rows = [
        (number, "actual", 2026, period, unit, "operations", function, account, None, number * 100, None)
        for number, (unit, function, account) in enumerate(codes, 1)
    ]
    cell = CoverageCell(2026, period, Kind.ACTUAL, AccountClass.OPERATIONS, Grain.MONTH, cumulative=False)
    lines = pd.DataFrame(rows, columns=list(LINE_COLUMNS))
    return Parsed(
        rows_read=len(rows),
        fiscal_year=2026,
        period=period,
        grain=Grain.MONTH,
        lines=lines,
        coverage=[cell],
        units=[UnitRow("hjem", "Hjem"), UnitRow("lege", "Lege")],
        control_totals={"actual": int(lines["amount_minor"].sum())},
    )


@pytest.fixture
def _three_months(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three batches with the same codes, so that pages break within one code and within one batch."""
    monkeypatch.setenv(URL_VARIABLE, database_url)
    codes = [("hjem", "234", "010"), ("hjem", "234", "010"), ("hjem", "254", "700"), ("lege", "241", "X70")]
    for period in (1, 2, 3):
        store(LOCAL_PRINCIPAL, TOWN, FileFacts("test", f"{period}.csv", f"{period}" * 64), file(period, codes))
    yield
    engine().dispose()  # the server of the tests stops before the pool would close its connections


def lines(
    wanted: LineFilter, after: Place | None = None, before: Place | None = None, limit: int = SIZE
) -> pd.DataFrame:
    return ledger_lines(LOCAL_PRINCIPAL, "fjell", wanted, after, limit, before)


def places(found: pd.DataFrame) -> list[Place]:
    return [(*map(str, row[:4]), int(row[4])) for row in found[KEYS].itertuples(index=False, name=None)]  # type: ignore[misc]


WANTED = LineFilter(2026, 3, {"hjem", "lege"}, Kind.ACTUAL)


@pytest.mark.usefixtures("_three_months")
def test_pages_forwards_and_backwards_hold_every_line_once() -> None:
    whole = places(lines(WANTED, limit=100))
    assert len(whole) == 3 * 4
    assert whole == sorted(whole)
    there, after = [], None
    while page := places(lines(WANTED, after=after)):
        there.append(page)
        after = page[-1]
    assert [place for page in there for place in page] == whole
    back, before = [places(lines(WANTED, after=there[-2][-1]))], there[-1][0]
    while page := places(lines(WANTED, before=before)):
        back.insert(0, page)
        before = page[0]
    assert back == there
    assert all(earlier[-1] < later[0] for earlier, later in pairwise(there))


@pytest.mark.parametrize(
    ("narrower", "accounts"),
    [
        ({"function_codes": {"234"}}, {"010"}),
        ({"other_functions": {"234", "241"}}, {"700"}),
        ({"other_accounts": {"010"}, "unknown_income": True}, {"700"}),
        ({"other_accounts": {"010"}, "unknown_income": False}, {"X70"}),  # a letter is no number of 600 or more
        ({"account_codes": set()}, set()),
    ],
)
@pytest.mark.usefixtures("_three_months")
def test_codes_of_a_group_and_codes_in_no_list(narrower: dict[str, object], accounts: set[str]) -> None:
    wanted = LineFilter(2026, 3, {"hjem", "lege"}, Kind.ACTUAL, **narrower)  # type: ignore[arg-type]
    assert set(lines(wanted, limit=100)["account_code"]) == accounts
