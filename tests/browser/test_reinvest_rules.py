"""The rules of reinvestment in Chromium: from a draft over the comparison to its adoption; what the council sees."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from dashboard.actions.draft_rule import RuleDraft, draft_rule
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from data.principal import Identity
from data.schema.people import AuditEvent
from data.schema.reinvestment import ReinvestmentRule
from data.vocabulary import Role
from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import choose
from tests.services.accessibility import axe
from tests.services.app import AppServer, start_app
from tests.services.people import grant
from tests.services.sign_in import signed_in

TOWN = "fjellvik"
CONTROLLER, COUNCIL = Identity("https://issuer.example", "controller"), Identity("https://issuer.example", "council")
DRAFT = RuleDraft(TOWN, date(2028, 1, 1), "Alt til fellesfondet", 0, 0, 0, 1_000_000)
ALLOWED = [("target-size", '[data-testid="stDateInput"] [role="spinbutton"]')]
"""Streamlit's own: parts of a date."""
WIDER = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.bb-hidden, .bb-scroll, svg'))
    .map(e => e.outerHTML.slice(0, 80))"""
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def rules_url(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo with one more draft; a controller and a council member."""
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('rules') / 'demo.sqlite')}"
    grant(url, CONTROLLER, Role.CONTROLLER, TOWN, name="Controller (fiktiv)")
    grant(url, COUNCIL, Role.COUNCIL, TOWN, name="Representant (fiktiv)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        draft_rule(LOCAL_PRINCIPAL, DRAFT)
        engine().dispose()
    return url


@pytest.fixture(scope="module")
def server(rules_url: str) -> Iterator[AppServer]:
    with start_app(rules_url) as running:
        yield running


@pytest.fixture
def opened(chromium: Browser, server: AppServer, rules_url: str) -> Opened:
    @contextmanager
    def open_page(who: Identity, size: dict[str, int] = DESKTOP, scheme: str = "light", **query: str) -> Iterator[Page]:
        context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # as Playwright has it
        signed_in(context, server, rules_url, who)
        page = context.new_page()
        asked = {"municipality": TOWN, "quarter": "2026Q3", "lang": "nb", "view": "rules", **query}
        page.goto(f"{server.url}/reinvestment?{'&'.join(f'{name}={value}' for name, value in asked.items())}")
        settled(page)
        yield page
        context.close()

    return open_page


def settled(page: Page) -> None:
    expect(page.locator(".bb-rules").first).to_be_visible(timeout=60_000)
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=60_000)


def charts_drawn(page: Page) -> None:
    expect(page.locator(".js-plotly-plot .main-svg:first-child")).to_have_count(2, timeout=60_000)


STILL = """() => document.getAnimations().every(
    one => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""
"""A part that opens grows to its size: what is measured meanwhile is smaller than it will be."""


def open_part(page: Page, part: str, words: str = "nb") -> None:
    """Open a part of the page, by the keyboard."""
    heading = page.locator("summary", has_text=text(words, f"rules.{part}")).first
    heading.focus()
    page.keyboard.press("Enter")
    expect(heading.locator("xpath=..").locator("[data-testid=stExpanderDetails] *").first).to_be_visible(timeout=60_000)
    settled(page)
    page.wait_for_function(STILL)


def typed(page: Page, label: str, value: str) -> None:
    field = page.get_by_label(label, exact=True).last
    field.fill(value)
    field.press("Tab")
    settled(page)


def chosen(page: Page, label: str, option: str) -> None:
    choose(page.get_by_role("combobox", name=label), page.get_by_role("option", name=option).first)


def stored(url: str, table: type[Any], **of: Any) -> list[Any]:
    made = sa.create_engine(url)
    with made.connect() as connection:
        found = connection.execute(sa.select(table).filter_by(**of)).all()
    made.dispose()
    return list(found)


def test_from_a_draft_over_the_comparison_to_its_adoption(opened: Opened, rules_url: str) -> None:
    with opened(CONTROLLER) as page:
        open_part(page, "draft")
        typed(page, "Navn", "Mer til enhetene")
        for label, share in {
            "Beholdes som kutt (%)": "30",
            "Til enheten som begynte (%)": "55,5",
            "Kompensasjon til den som betaler (%)": "10",
            "Til fellesfondet (%)": "4,4",
            "År med andel": "2",
            "Nedtrapping": "100; 50",
        }.items():
            typed(page, label, share)
        page.get_by_role("button", name="Lagre utkastet").click()
        refusal = page.get_by_role("alert").filter(has_text="Ikke lagret ennå")
        expect(refusal).to_contain_text("Det mangler 0,1\u00a0%", timeout=60_000)
        typed(page, "Til fellesfondet (%)", "4,5")
        page.get_by_role("button", name="Lagre utkastet").dblclick()
        expect(page.locator(".bb-result.bb-good", has_text="Lagret.")).to_be_visible(timeout=60_000)
        [draft] = stored(rules_url, ReinvestmentRule, name="Mer til enhetene")
        assert (draft.initiator_millionths, draft.taper, draft.version_id) == (555_000, [1_000_000, 500_000], 1)
    with opened(COUNCIL) as page:
        for name, first in ((DRAFT.name, DRAFT.valid_from), (draft.name, draft.valid_from)):
            chosen(page, "Regel å sammenligne med den som er i kraft", name)
            expect(page.locator(".bb-answer").last).to_contain_text(f"Med «{name}» hadde", timeout=60_000)
            expect(page).to_have_url(re.compile(f"rule={first}"), timeout=60_000)
        charts_drawn(page)
        expect(page.locator("table", has_text="I alt å fordele")).to_be_visible()
        expect(page.get_by_text("verifiserte gevinster i reinvesteringsregnskapet")).to_be_visible()
        with page.expect_download(timeout=60_000) as told:
            page.locator("a[download]").last.click()
        assert "Mer til enhetene" in Path(told.value.path()).read_text(encoding="utf-8-sig")
    with opened(CONTROLLER) as page:
        adopted(page, draft)
    [row] = stored(rules_url, ReinvestmentRule, name="Mer til enhetene")
    assert (row.council_resolution, row.resolved_on, row.version_id) == ("PS 44/26", date(2026, 6, 18), 2)
    acts = stored(rules_url, AuditEvent, action="adopt_rule", entity_key=draft.valid_from.isoformat())
    assert len(acts) == 1


def adopted(page: Page, draft: Any) -> None:
    """Register the council's resolution of a draft, and press twice."""
    open_part(page, "adopt")
    chosen(page, "Utkast som er vedtatt", draft.name)
    typed(page, "Kommunestyrets vedtak", "PS 44/26")
    day = page.get_by_test_id("stDateInput").filter(has_text="Vedtatt den")
    day.get_by_role("spinbutton").first.click()
    page.keyboard.type("18062026")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Før vedtaket").dblclick()
    expect(page.locator(".bb-result.bb-good", has_text="Vedtatt.")).to_be_visible(timeout=60_000)
    expect(page.locator(".bb-rules .bb-card", has_text=draft.name).first).to_contain_text("Vedtak PS 44/26, 18.06.2026")


def test_the_council_sees_and_compares_and_has_no_form(opened: Opened) -> None:
    with opened(COUNCIL, rule="2028-01-01") as page:
        expect(page.locator(".bb-answer").last).to_contain_text("«Alt til fellesfondet»")
        expect(page.locator("summary", has_text="Skriv et utkast til en regel")).to_have_count(0)
        expect(page.locator("summary", has_text="Før kommunestyrets vedtak")).to_have_count(0)
        charts_drawn(page)
        said = page.locator('[data-testid="stMain"]').inner_html()
        assert "Teknisk og samfunn" in said
        assert "Eiendom og vedlikehold" not in said  # the unit of that sector whose savings they are
    with opened(CONTROLLER, rule="2028-01-01") as page:
        charts_drawn(page)
        assert "Eiendom og vedlikehold" in page.locator('[data-testid="stMain"]').inner_html()


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(CONTROLLER, size, scheme, lang=words, rule="2028-01-01") as page:
        charts_drawn(page)
        for part in ("as_table", "draft", "adopt", "definitions"):
            open_part(page, part, words)
        assert axe(page, ALLOWED) == []
        assert size is DESKTOP or page.evaluate(WIDER) == []
        assert page.evaluate("document.documentElement.lang") == words


def test_nothing_is_wider_than_a_phone(opened: Opened) -> None:
    with opened(COUNCIL, PHONE) as page:
        charts_drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.evaluate(WIDER) == []
