"""The outsider accounts in Chromium: axe-core, the address, the marks, and a measure and a profile entered by hand."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from data.principal import Identity
from data.vocabulary import Role
from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.data.outsider_files import profile_file
from tests.services.accessibility import axe
from tests.services.app import AppServer, start_app
from tests.services.people import grant
from tests.services.sign_in import signed_in

CONTROLLER, COUNCIL = (Identity("https://issuer.example", name) for name in ("controller", "council"))
ADDRESS = "/outsiders?municipality=fjellvik&quarter=2026Q3"
CHARTS = 4
"""Lives, levels, ages and rates."""
WIDER = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && !e.closest('.bb-hidden, .bb-scroll, svg, [data-testid=stDataFrame]'))
    .map(e => e.outerHTML.slice(0, 80))"""
ALLOWED = [("target-size", '[data-testid="stDateInput"] [role="spinbutton"]')]
"""Streamlit's own: parts of a date."""
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def entered_url(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo with a controller and a member of the council."""
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('outsiders') / 'demo.sqlite')}"
    grant(url, CONTROLLER, Role.CONTROLLER, "fjellvik", name="Controller (fiktiv)")
    grant(url, COUNCIL, Role.COUNCIL, "fjellvik", name="Folkevalgt (fiktiv)")
    return url


@pytest.fixture(scope="module")
def server(entered_url: str) -> Iterator[AppServer]:
    with start_app(entered_url) as running:
        yield running


@pytest.fixture
def opened(chromium: Browser, server: AppServer, entered_url: str) -> Opened:
    @contextmanager
    def open_page(
        address: str, size: dict[str, int] = DESKTOP, scheme: str = "light", who: Identity = CONTROLLER
    ) -> Iterator[Page]:
        context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        signed_in(context, server, entered_url, who)
        page = context.new_page()
        page.goto(f"{server.url}{address}")
        settled(page)
        yield page
        context.close()

    return open_page


def settled(page: Page) -> None:
    """Wait until the run that was asked for is over and its page is drawn."""
    expect(page.locator(".st-key-bb-outsiders, .bb-matrix, .bb-notice").first).to_be_visible(timeout=60_000)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=60_000)


def charts_drawn(page: Page) -> None:
    expect(page.locator(".js-plotly-plot .main-svg:first-child")).to_have_count(CHARTS, timeout=60_000)


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(f"{ADDRESS}&lang={words}", size, scheme, COUNCIL) as page:
        charts_drawn(page)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.lang") == words
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.evaluate(WIDER) == []


def test_the_mark_stands_with_every_drawing_and_table(opened: Opened) -> None:
    with opened(f"{ADDRESS}&lang=nb", who=COUNCIL) as page:
        charts_drawn(page)
        subtitles = page.locator(".st-key-bb-outsiders .bb-subtitle").all_inner_texts()
        assert len(subtitles) == CHARTS + 1  # society has no drawing
        assert all("syntetisk eksempel" in said for said in subtitles)
        heads = page.locator(".st-key-bb-outsiders table").locator("th:first-child").all_inner_texts()
        assert len(heads) == 3
        assert all("syntetisk eksempel" in said for said in heads)
        assert page.get_by_text("Legge inn", exact=True).count() == 0  # a reader enters nothing


def test_the_choices_stand_in_the_address_and_a_copied_link_gives_the_same(opened: Opened) -> None:
    with opened(f"{ADDRESS}&lang=nb") as page:
        page.get_by_test_id("stButtonGroup").get_by_text("Uten diskontering").click()
        expect(page).to_have_url(re.compile("discount=off"), timeout=30_000)
        expect(page.locator(".bb-answer").first).to_contain_text("uten diskontering", timeout=30_000)
        expect(page.get_by_text("Regnes bare med kalkulasjonsrente")).to_be_visible(timeout=30_000)
        page.get_by_test_id("stButtonGroup").get_by_text("Mot ikke utenfor").click()
        expect(page).to_have_url(re.compile("against=not_outside"), timeout=30_000)
        copied = page.url.split("/outsiders")[1]
    with opened(f"/outsiders{copied}") as page:
        expect(page.locator(".bb-answer").first).to_contain_text("uten diskontering", timeout=30_000)
        expect(page.get_by_role("heading", name=re.compile("mer enn en som ikke er utenfor"))).to_be_visible()


def test_the_value_flow_leads_there_and_keeps_potential_apart(opened: Opened) -> None:
    with opened("/value_flow?municipality=fjellvik&quarter=2026Q3&lang=nb") as page:
        expect(page.locator(".bb-matrix")).to_be_visible(timeout=60_000)
        expect(page.get_by_text("De står for seg, er ikke realisert")).to_be_visible(timeout=30_000)
        page.get_by_role("link", name="Tett oppfølging av unge utenfor skole og arbeid").click()
        expect(page).to_have_url(re.compile("/outsiders.*scenario="), timeout=30_000)
        expect(page.locator(".bb-answer").first).to_contain_text("Feil lomme", timeout=30_000)


def filled(page: Page, label: str, value: str) -> None:
    """Type into a field and leave it."""
    field = page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Tab")


def test_a_measure_is_entered_and_shown_at_once(opened: Opened) -> None:
    with opened(f"{ADDRESS}&lang=nb") as page:
        page.get_by_text("Legg inn et nytt tiltak mot utenforskap").click()
        expect(page.get_by_label("Målgruppe", exact=True)).to_be_visible(timeout=30_000)
        filled(page, "Navn", "Los i ungdomsskolen")
        filled(page, "Målgruppe", "Elever med høyt fravær")
        filled(page, "Antall personer", "20")
        filled(page, "Alder ved start", "18")
        filled(page, "Lykkes uten tiltaket (%)", "60")
        filled(page, "Lykkes med tiltaket (%)", "50")
        filled(page, "Kostnad år for år", "900 000\n900 000")
        page.get_by_role("button", name="Lagre").click()
        wrong = page.locator('.bb-notice[role="alert"]')
        expect(wrong).to_contain_text("lavere enn uten", timeout=30_000)
        assert axe(page, ALLOWED) == []
        filled(page, "Lykkes med tiltaket (%)", "70")
        page.get_by_role("button", name="Lagre").click()
        expect(page).to_have_url(re.compile("scenario="), timeout=30_000)
        # 20 x (0.70 - 0.60) = 2 prevented; 1 800 000 kroner in two years
        expect(page.get_by_text("Elever med høyt fravær: 20 personer fra 18 år")).to_be_visible(timeout=30_000)
        expect(page.get_by_text(re.compile("1,8.mill..kr over 2 år"))).to_be_visible()


def test_ones_own_profile_is_pasted_and_takes_the_mark_away(opened: Opened) -> None:
    content = profile_file().replace(";", "\t")
    rows = [line.split("\t", 4)[-1] for line in content.splitlines()]
    with opened(f"{ADDRESS}&lang=nb") as page:
        page.get_by_text("Legg inn kommunens egen kostnadsprofil").click()
        expect(page.get_by_label("Rader fra regnearket", exact=True)).to_be_visible(timeout=30_000)
        filled(page, "Navn", "Fjellvik 2026")
        filled(page, "Kilde", "SSB 2025")
        filled(page, "Rader fra regnearket", "\n".join(rows[:-1]))
        page.get_by_role("button", name="Lagre profilen").click()
        wrong = page.locator('.bb-notice[role="alert"]')
        expect(wrong).to_contain_text("Staten, skatt, utenfor: alder 58 mangler", timeout=30_000)
        filled(page, "Rader fra regnearket", "\n".join(rows))
        page.get_by_role("button", name="Lagre profilen").click()
        expect(page.get_by_text("Kostnader etter alder: Fjellvik 2026")).to_be_visible(timeout=30_000)
        expect(page.locator(".st-key-bb-outsiders").get_by_text("syntetisk eksempel")).to_have_count(0)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_forms_fit_and_axe_finds_nothing_in_them(opened: Opened, size: dict[str, int]) -> None:
    with opened(f"{ADDRESS}&lang=nb", size) as page:
        page.get_by_text("Endre tiltaket som vises").click()
        expect(page.get_by_label("Målgruppe", exact=True)).to_be_visible(timeout=30_000)
        page.get_by_text("Legg inn kommunens egen kostnadsprofil").click()
        expect(page.get_by_label("Rader fra regnearket", exact=True)).to_be_visible(timeout=30_000)
        assert axe(page, ALLOWED) == []
        assert page.evaluate(WIDER) == []
