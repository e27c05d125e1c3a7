"""The decisions of the reinvestment ledger in Chromium on the demo: axe-core, who sees which form, and one press."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from data.principal import Identity
from data.vocabulary import Role
from tests.browser.looks import DESKTOP, each_look
from tests.browser.pages import choose
from tests.services.accessibility import axe
from tests.services.app import AppServer
from tests.services.people import TESTER, everything, grant
from tests.services.sign_in import signed_in

COUNCIL = Identity("https://issuer.example", "council")
PAGE = "/reinvestment?municipality=fjellvik&quarter=2026Q3"
Opened = Callable[..., Any]


@pytest.fixture
def url(demo_template: Path, tmp_path: Path) -> str:
    """The demo with a tester and a member of the council."""
    address = f"sqlite:///{shutil.copy(demo_template, tmp_path / 'demo.sqlite')}"
    everything(address, "fjellvik")
    grant(address, COUNCIL, Role.COUNCIL, "fjellvik", name="Tittel council")
    return address


@pytest.fixture
def opened(chromium: Browser, app_server: Callable[..., AppServer], url: str) -> Opened:
    @contextmanager
    def open_page(
        view: str, size: dict[str, int] = DESKTOP, scheme: str = "light", who: Identity = TESTER, words: str = "nb"
    ) -> Iterator[Page]:
        server = app_server(url)
        context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # as a word
        signed_in(context, server, url, who)
        page = context.new_page()
        page.goto(f"{server.url}{PAGE}&lang={words}&view={view}")
        settled(page)
        yield page
        context.close()

    return open_page


def settled(page: Page) -> None:
    """Wait until the run that was asked for is over and its page is drawn."""
    expect(page.locator(".bb-answer, .bb-notice").first).to_be_visible(timeout=30_000)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("view", ["decide", "fund", "agreements", "year"])
@each_look
def test_nothing_for_axe_to_find(opened: Opened, view: str, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(view, size, scheme, words=words) as page:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("view", ["decide", "fund", "agreements", "year"])
def test_the_council_has_no_form(opened: Opened, view: str) -> None:
    with opened(view, who=COUNCIL) as page:
        expect(page.get_by_text("Bare kontrolleren bokfører og flytter penger her.").first).to_be_visible()
        expect(page.locator('[data-testid="stExpander"]')).to_have_count(0)


def test_pressed_twice_in_a_row_capital_is_paid_in_once(opened: Opened) -> None:
    with opened("fund") as page:
        rows = page.locator(".bb-table").first.locator("tbody tr")
        before = rows.count()
        page.get_by_text("Skyt inn kapital", exact=True).click()
        page.get_by_role("textbox", name="Beløp (kr)").fill("1000")
        page.get_by_role("textbox", name="Kommunestyrets vedtak").fill("PS 6/26")
        change = page.get_by_role("combobox", name="Budsjettendring som gjennomfører det")
        choose(change, page.get_by_role("option").nth(1))
        assert axe(page) == []
        page.get_by_role("button", name="Skyt inn", exact=True).dblclick()
        expect(page.get_by_text("Skutt inn: 1\u00a0000\u00a0kr.")).to_be_visible(timeout=30_000)
        settled(page)
        expect(rows).to_have_count(before + 1)
        expect(rows.last).to_contain_text("401\u00a0000,00")  # 400 000 of the demo and 1 000, once
