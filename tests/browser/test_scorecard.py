"""The scorecard in Chromium, on the sample's answers: language, keyboard, address, theme, and what axe-core says."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import Opened, choose, new_context, settled, too_wide, visiting
from tests.services.accessibility import axe
from tests.services.app import AppServer, start_app
from tests.services.people import everything
from tests.services.sign_in import signed_in

SAMPLE = (sys.executable, "-m", "tests.dashboard.sample_app")


@pytest.fixture(scope="module")
def sample_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with nobody but the tester; the figures are the sample's."""
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('sample') / 'test.sqlite')}"
    everything(url, "fjellvik")
    return url


@pytest.fixture(scope="module")
def sample_server(sample_url: str) -> Iterator[AppServer]:
    with start_app(sample_url, command=SAMPLE) as server:
        yield server


@pytest.fixture
def opened(chromium: Browser, sample_server: AppServer, sample_url: str) -> Opened:
    return visiting(chromium, sample_server, sample_url)


def language(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(f"/?lang={words}&unit=helse", size, scheme) as page:
        page.locator(".bb-rows summary").first.click()
        page.get_by_test_id("stExpander").locator("summary").click()
        expect(page.locator(".bb-table")).to_be_visible()
        assert axe(page) == []
        assert language(page) == words


@pytest.mark.parametrize("address", ["/?lang=nb&unit=none", "/?lang=nb&unit=skole"])
def test_nothing_for_axe_to_find_where_there_are_no_figures(opened: Opened, address: str) -> None:
    with opened(address) as page:
        assert axe(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 640, "height": 400}])
def test_nothing_is_wider_than_the_screen(opened: Opened, size: dict[str, int]) -> None:
    with opened("/?lang=nb&unit=helse", size) as page:
        assert too_wide(page) == []


def test_the_verdict_stands_in_the_first_screen(opened: Opened) -> None:
    with opened("/?lang=nb&unit=helse") as page:
        for band in page.locator(".bb-band").all():
            box = band.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= DESKTOP["height"]
        needs = page.get_by_role("heading", name="Dette trenger deg").bounding_box()
        assert needs is not None
        assert needs["y"] < DESKTOP["height"] - 100


def test_cards_share_their_rows(opened: Opened) -> None:
    with opened("/?lang=nb&unit=helse") as page:
        tops = {round(box["y"]) for lead in page.locator(".bb-lead").all() if (box := lead.bounding_box())}
        assert len(tops) == 1
        heights = {round(box["height"]) for band in page.locator(".bb-band").all() if (box := band.bounding_box())}
        assert len(heights) == 1


def test_a_change_of_language_is_a_link_that_keeps_the_view(opened: Opened) -> None:
    with opened("/?lang=nb&unit=helse&quarter=2026Q2") as page:
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("How are things going in Helse og omsorg?")
        assert language(page) == "en"
        assert "quarter=2026Q2" in page.url
        page.goto(page.url.split("?")[0])  # the choice is remembered where the address is silent
        settled(page)
        assert language(page) == "en"


def test_a_copied_link_gives_the_same_view(opened: Opened) -> None:
    with opened("/?lang=nb") as page:
        wanted = page.get_by_role("option", name="Hjemmetjenesten øst")
        choose(page.get_by_role("combobox", name="Enhet"), wanted)
        expect(page.get_by_role("heading", level=1)).to_have_text("Hvordan går det i Hjemmetjenesten øst?")
        copied = page.url
    with opened(copied[copied.index("/?") :]) as page:
        expect(page.get_by_role("heading", level=1)).to_have_text("Hvordan går det i Hjemmetjenesten øst?")


def test_another_page_and_back_keeps_the_view(opened: Opened) -> None:
    with opened("/?lang=en&unit=ost&quarter=2026Q2&compare=2026Q1") as page:
        page.get_by_role("link", name="Imports").click()
        expect(page).to_have_url(re.compile("/imports"))
        assert language(page) == "en"
        page.get_by_role("link", name="Scorecard").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("How are things going in Hjemmetjenesten øst?")
        expect(page).to_have_url(re.compile("unit=ost&quarter=2026Q2&compare=2026Q1&lang=en"))


def test_everything_can_be_reached_and_opened_by_keyboard(opened: Opened) -> None:
    with opened("/?lang=nb&unit=helse") as page:
        seen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate("(document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()")
            )
        assert any(text.startswith("ventet") or text.startswith("Årsprognose") for text in seen)
        assert any(text.startswith("Skriv årsak") for text in seen)
        row = page.locator(".bb-rows summary").first
        row.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".bb-rows details[open]")).to_have_count(1)
        outline = row.evaluate("e => getComputedStyle(e).outlineStyle")
        assert outline == "solid"


def test_a_change_of_theme_needs_no_new_run(opened: Opened) -> None:
    with opened("/?lang=nb&unit=helse") as page:
        card = page.locator(".bb-card").first
        ground = "e => getComputedStyle(e).backgroundColor"
        light = card.evaluate(ground)
        page.get_by_test_id("stMainMenu").get_by_role("button").click()
        page.get_by_role("menuitemradio").nth(2).or_(page.get_by_role("radio").nth(2)).first.click()
        expect(card).not_to_have_css("background-color", light)
        assert page.locator(".stApp").evaluate("e => getComputedStyle(e).colorScheme") == "dark"


def test_an_error_shows_its_id_and_no_cause(opened: Opened, sample_server: AppServer) -> None:
    with opened("/?lang=nb&unit=skole") as page:
        notice = page.locator(".bb-notice").inner_text()
        assert "Noe gikk galt" in notice
        assert "on purpose" not in page.content()
        noted = notice.split("notert som ")[1].split(".")[0]
        assert noted in sample_server.log


def test_the_page_asks_nobody_else(chromium: Browser, sample_server: AppServer, sample_url: str) -> None:
    context = new_context(chromium, DESKTOP)
    signed_in(context, sample_server, sample_url)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{sample_server.url}/?lang=nb")
    settled(page)
    context.close()
    own = sample_server.url.split("//")[1]
    assert [url for url in asked if own not in url and not url.startswith(("data:", "blob:"))] == []


def test_the_font_is_our_own(opened: Opened) -> None:
    with opened("/?lang=nb") as page:
        assert page.evaluate("document.fonts.check('16px Inter')")
        assert page.locator(".bb-question").evaluate("e => getComputedStyle(e).fontFamily").startswith("Inter")
