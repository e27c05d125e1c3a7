"""The gains plans in Chromium on the demo municipality: axe-core, widths, and a plan from its gap to its adoption."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from data.principal import Identity
from data.schema.gains import GainsAdoption, GainsPlan
from data.schema.model import Model
from data.vocabulary import Role
from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.services.accessibility import axe
from tests.services.app import AppServer, start_app
from tests.services.people import grant
from tests.services.sign_in import signed_in

TOWN = "fjellvik"
PAGE = f"/cofunding?municipality={TOWN}&quarter=2026Q3"
CONTROLLER, COUNCIL = Identity("https://issuer.example", "controller"), Identity("https://issuer.example", "council")
ALLOWED = [("target-size", '[data-testid="stDateInput"] [role="spinbutton"]')]
"""Streamlit's own: parts of a date."""
WIDER = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && !e.closest('.bb-hidden, .bb-scroll, svg, pre, [data-testid=stDataFrame]'))
    .map(e => e.outerHTML.slice(0, 80))"""
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def plans_url(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo with a controller and a member of the council."""
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('plans') / 'demo.sqlite')}"
    grant(url, CONTROLLER, Role.CONTROLLER, TOWN, name="Controller (fiktiv)")
    grant(url, COUNCIL, Role.COUNCIL, TOWN, name="Tittel council")
    return url


@pytest.fixture(scope="module")
def server(plans_url: str) -> Iterator[AppServer]:
    with start_app(plans_url) as running:
        yield running


@pytest.fixture
def opened(chromium: Browser, server: AppServer, plans_url: str) -> Opened:
    @contextmanager
    def open_page(
        address: str, size: dict[str, int] = DESKTOP, scheme: str = "light", who: Identity = CONTROLLER
    ) -> Iterator[Page]:
        context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # as Playwright has it
        signed_in(context, server, plans_url, who)
        page = context.new_page()
        page.goto(f"{server.url}{address}")
        settled(page)
        yield page
        context.close()

    return open_page


def settled(page: Page) -> None:
    expect(page.locator(".bb-question")).to_be_visible(timeout=60_000)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=60_000)


def stored(url: str, table: type[Model], **of: Any) -> list[Any]:
    made = sa.create_engine(url)
    with made.connect() as connection:
        found = connection.execute(sa.select(table).filter_by(**of)).all()
    made.dispose()
    return list(found)


@each_look
@pytest.mark.parametrize("initiative", ["", "&initiative=VT-01&edit=1&cut=hypothetical"])
def test_nothing_for_axe_to_find(
    opened: Opened, words: str, size: dict[str, int], scheme: str, initiative: str
) -> None:
    with opened(f"{PAGE}&lang={words}{initiative}", size, scheme) as page:
        if initiative:
            expect(page.locator(".js-plotly-plot .main-svg:first-child")).to_have_count(1, timeout=60_000)
        assert axe(page, ALLOWED) == []
        assert page.evaluate("document.documentElement.lang") == words


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_is_wider_than_the_screen(opened: Opened, size: dict[str, int]) -> None:
    with opened(f"{PAGE}&lang=nb&initiative=UF-01", size) as page:
        expect(page.locator(".js-plotly-plot .main-svg:first-child")).to_have_count(1, timeout=60_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.evaluate(WIDER) == []


def test_the_switch_stands_in_the_address_and_marks_the_cut(opened: Opened) -> None:
    with opened(f"{PAGE}&lang=nb&initiative=HR-01") as page:
        expect(page.get_by_text("HYPOTETISK")).to_have_count(0)
        page.get_by_text("Vis hva kuttet ville vært om reglene gjaldt").click()
        expect(page).to_have_url(re.compile("cut=hypothetical"), timeout=60_000)
        expect(page.get_by_text("HYPOTETISK").first).to_be_visible(timeout=60_000)


def test_a_gap_is_filled_where_the_check_list_leads_and_the_plan_becomes_binding(
    opened: Opened, plans_url: str
) -> None:
    with opened(f"{PAGE}&lang=nb&initiative=UF-01") as page:
        page.get_by_role("link", name="Fyll ut i gevinstplanen").click()
        settled(page)
        for number, part in enumerate(("01", "06", "2027")):
            page.get_by_label("2: Frist").locator("[role=spinbutton]").nth(number).press_sequentially(part)
        page.get_by_role("button", name="Lagre", exact=True).click()
        expect(page.get_by_text("11 av 11 punkter er på plass")).to_be_visible(timeout=60_000)
        assert stored(plans_url, GainsPlan, initiative_id="UF-01")[0].version_id == 2
        settled(page)
        page.locator("summary", has_text="Gjør planen bindende").click()
        page.get_by_label("Vedtak", exact=True).fill("sak 90/26")
        page.get_by_label("Vedtak", exact=True).press("Tab")
        settled(page)
        expect(page.get_by_role("combobox", name="Hvem som vedtok")).to_have_value("kommunestyret")
        settled(page)
        page.get_by_role("button", name="Vedta", exact=True).click()
        expect(page.get_by_text("Planen er bindende", exact=False).first).to_be_visible(timeout=60_000)
    (adopted,) = stored(plans_url, GainsAdoption, initiative_id="UF-01")
    assert (adopted.number, adopted.decision_reference, adopted.plan_version) == (1, "sak 90/26", 2)


def test_the_council_reads_the_plan_and_may_not_write_it(opened: Opened) -> None:
    with opened(f"{PAGE}&lang=nb", who=COUNCIL) as page:
        page.get_by_role("link", name="VT-01 Velferdsteknologi til hjemmeboende").click()
        settled(page)
        expect(page.get_by_text("Planen er bindende", exact=False).first).to_be_visible(timeout=60_000)
        expect(page.get_by_text("Skriv gevinstplanen")).to_have_count(0)
        expect(page.get_by_text("Enhetsleder hjemmetjenesten")).to_have_count(0)
