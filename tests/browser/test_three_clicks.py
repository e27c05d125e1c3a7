"""From the scorecard to what was planned and came, who pays and gains, when, and who loses: three clicks at the most.

Each answer is read off the screen and held against plain loops over the stored rows, which import no formula.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard import format
from data.database import URL_VARIABLE, engine
from tests.browser.pages import at_rest, visiting
from tests.dashboard.commands.slow_benefits import told
from tests.dashboard.commands.slow_register import SlowRegister, stored
from tests.data.importers.bringing import bring
from tests.services.app import AppServer
from tests.services.people import everything

TYPES = {
    "cash": "Penger i eget budsjett",
    "reallocation": "Frigjort tid brukt på annet",
    "other_public": "Penger i annen offentlig virksomhet",
    "society": "Verdi for innbyggere og næringsliv",
    "disbenefit": "Ulempe",
}
STEPS = ("planned_minor", "forecast_minor", "realised_minor", "verified_minor")


class Clicking:
    """A page and how many clicks have been made on it."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def on(self, link: Locator) -> None:
        link.click(timeout=30_000)
        self.clicks += 1


@pytest.fixture
def demo(demo_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, SlowRegister]:
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path / 'demo.sqlite')}"
    everything(url, "fjellvik")
    return url, register(url, "fjellvik", 2026, 9, date(2026, 9, 30), monkeypatch)


@pytest.fixture
def bergen(sqlite_url: str, real_folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, SlowRegister]:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    for year in (2012, 2013):
        content = (real_folder / "bergen" / f"bergen_budsjett-{year}_driftsbudsjett__dataset.csv").read_bytes()
        bring("bergen-budget", content, "bergen", year)
    everything(sqlite_url, "bergen")
    return sqlite_url, register(sqlite_url, "bergen", 2012, 12, date(2012, 12, 31), monkeypatch)


def register(url: str, town: str, year: int, month: int, day: date, monkeypatch: pytest.MonkeyPatch) -> SlowRegister:
    monkeypatch.setenv(URL_VARIABLE, url)
    found = SlowRegister(stored(town), year, month, day)
    engine().dispose()
    return found


@pytest.fixture
def starting(chromium: Browser, app_server: Callable[..., AppServer]) -> Callable[..., Any]:
    @contextmanager
    def start(url: str, town: str, quarter: str) -> Iterator[Clicking]:
        """Stand where a reader comes in."""
        opened = visiting(chromium, app_server(url), url)
        with opened(f"/?municipality={town}&quarter={quarter}&lang=nb") as page:
            yield Clicking(page)

    return start


def kroner(amount: float) -> str:
    return format.money("nb", amount, "NOK", 2)


def read(text: str) -> float:
    return float(re.sub(r"[^\d,−-]", "", text).replace("−", "-").replace(",", "."))


def cells(row: Locator) -> list[str]:
    return [cell.removesuffix("\n").split(": ")[-1].strip() for cell in row.locator("td").all_inner_texts()]


def what_came(start: Clicking, wanted: dict[str, Any]) -> None:
    """Planned, expected, realised, verified and cut, by type of value, one click from the scorecard."""
    start.on(start.page.get_by_role("link", name="Gevinster", exact=True).first)
    chain = start.page.locator(".bb-chain")
    expect(chain).to_be_visible(timeout=30_000)
    for kind in wanted["types"]:
        shown = cells(
            chain.locator("tbody tr").filter(has=start.page.get_by_role("rowheader", name=TYPES[kind["type"]]))
        )
        for place, step in enumerate(STEPS):
            if kind[step] is not None:
                assert shown[place] == kroner(kind[step]), (kind["type"], step)
        if kind["type"] == "cash":
            assert shown[4] == kroner(wanted["verified_and_cut"]["numerator"])
    for one in wanted["verified_by"]:
        expect(chain).to_contain_text(f"{one['role']}: {kroner(one['amount_minor'])} ({one['measurements']} måling")


def who_pays(start: Clicking, wanted: dict[str, Any], parties: dict[str, str], *, sectors: bool) -> None:
    """What every party gains, pays and is left with, unit by unit, two clicks further at the most."""
    start.on(start.page.get_by_role("link", name="Verdiflyt", exact=True).first)
    parties_table = start.page.locator("table", has=start.page.get_by_role("columnheader", name="Gevinst (kr)"))
    expect(parties_table).to_be_visible(timeout=30_000)
    expect(start.page).to_have_url(re.compile("compare="), timeout=30_000)  # the page has written what it shows
    at_rest(start.page)
    units = start.page.get_by_role("radio", name="Enheter", exact=True)
    if sectors:
        start.on(units)
        expect(start.page).to_have_url(re.compile("level=units"), timeout=60_000)
    rows = parties_table.locator("tbody tr")
    expect(rows).to_have_count(len(wanted["parties"]), timeout=60_000)
    found = {told[0]: told[1:] for told in map(cells, rows.all())}
    for key, party in wanted["parties"].items():
        shown = found[parties[key]]  # kind, gains, costs, received, paid, net, net a year, whether it loses by it
        assert read(shown[1]) == pytest.approx(party["gains_minor"] / 100, abs=0.006), key
        assert read(shown[2]) == pytest.approx(party["costs_minor"] / 100, abs=0.006), key
        assert read(shown[5]) == pytest.approx(party["npv_minor"] / 100, abs=0.006), key
        if party["loss_minor"]:
            assert read(shown[6]) == pytest.approx(-party["loss_a_year_minor"] / 100, abs=0.006), key
        assert shown[7] == ("ja" if party["wrong_pocket"] else "nei"), key


def percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",") if share else "0"


def when(start: Clicking, wanted: dict[str, Any], year: int) -> None:
    """How much falls in the budget year, in the rest of the four-year plan, and after, on the same page."""
    share = {name: percent(one["gains_present_value_share"]) for name, one in wanted.items()}
    said = start.page.locator("[data-testid=stMain]")
    expect(said).to_contain_text(f"{share['budget_year']}\u00a0% i budsjettåret {year}")
    expect(said).to_contain_text(f"{share['rest_of_plan']}\u00a0% i resten av fireårsplanen")
    expect(said).to_contain_text(f"og {share['later']}\u00a0% senere")
    if wanted["earlier"]["gains_present_value_share"]:
        expect(said).to_contain_text(f"{share['earlier']}\u00a0% kom før budsjettåret")


def asked(start: Clicking, found: SlowRegister, *, sectors: bool) -> None:
    """Ask everything; a municipality without sectors has its units at once."""
    wanted = told(found, sorted(found.initiatives))
    value = wanted["value"]["public_budget"]
    what_came(start, wanted)
    who_pays(start, value, {key: str(row["name"]) for key, row in found.parties.items()}, sectors=sectors)
    when(start, value["horizons"], found.year)
    assert start.clicks <= 3


def test_the_demo_answers(starting: Callable[..., Any], demo: tuple[str, SlowRegister]) -> None:
    url, found = demo
    with starting(url, "fjellvik", "2026Q3") as start:
        asked(start, found, sectors=True)


@pytest.mark.real
def test_bergen_answers(starting: Callable[..., Any], bergen: tuple[str, SlowRegister]) -> None:
    url, found = bergen
    with starting(url, "bergen", "2012Q4") as start:
        asked(start, found, sectors=False)
