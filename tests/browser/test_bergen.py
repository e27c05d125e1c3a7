"""Bergen's two budgets in Chromium: what was planned, and who pays and gains, against sums by csv alone."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from data.database import URL_VARIABLE, engine
from tests.browser.pages import visiting
from tests.data.importers.bringing import bring
from tests.services.accessibility import axe
from tests.services.app import AppServer
from tests.services.people import everything

pytestmark = pytest.mark.real
TOWN = "bergen"


@pytest.fixture
def budgets(real_folder: Path) -> dict[int, bytes]:
    name = "bergen_budsjett-{}_driftsbudsjett__dataset.csv"
    return {year: (real_folder / "bergen" / name.format(year)).read_bytes() for year in (2012, 2013)}


@pytest.fixture
def bergen_url(sqlite_url: str, budgets: dict[int, bytes], monkeypatch: pytest.MonkeyPatch) -> str:
    """Both budgets in the order that they were made, and a tester."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    for year, content in budgets.items():
        bring("bergen-budget", content, TOWN, year)
    engine().dispose()
    everything(sqlite_url, TOWN)
    return sqlite_url


def net(content: bytes, group: str, year: int) -> int:
    """Return the net kroner of a change group in a year, by the csv module alone."""
    rows = csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";")
    cells = [row[str(year)].replace(" ", "").replace("\u00a0", "") for row in rows if row["endrgr"] == group]
    return sum(0 if cell == "-" else int(cell) for cell in cells)


def test_plan_and_flow_are_a_click_apart(
    chromium: Browser, app_server: Callable[..., AppServer], bergen_url: str, budgets: dict[int, bytes]
) -> None:
    planned = f"{-net(budgets[2012], 'N11', 2012) / 1e6:.1f}".replace(".", ",")
    register = f"/benefits?municipality={TOWN}&quarter=2012Q4&lang=nb"
    with visiting(chromium, app_server(bergen_url), bergen_url)(register) as page:
        expect(page.locator(".bb-answer")).to_contain_text("Ingenting av det er målt ennå.", timeout=30_000)
        expect(page.locator(".bb-chain")).to_contain_text("Penger i eget budsjett")
        assert axe(page) == []
        page.goto(page.url.replace("/benefits?", "/benefits?initiative=N11&"))
        expect(page.locator(".bb-answer")).to_contain_text(f"{planned}\u00a0mill.\u00a0kr", timeout=30_000)
        page.get_by_role("link", name="Verdiflyt", exact=True).first.click()
        expect(page.locator(".bb-matrix")).to_contain_text("Bystyrets organer", timeout=30_000)


def test_the_agreement_says_who_loses_by_it(
    chromium: Browser, app_server: Callable[..., AppServer], bergen_url: str
) -> None:
    agreement = f"/value_flow?municipality={TOWN}&quarter=2013Q4&initiative=N03-DATA-TELEFONI&lang=nb"
    with visiting(chromium, app_server(bergen_url), bergen_url)(agreement) as page:
        expect(page.locator(".bb-answer")).to_contain_text("taper 7 av dem som betaler", timeout=30_000)
        expect(page.locator(".bb-answer")).to_contain_text("i året")
