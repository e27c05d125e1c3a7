"""The rules of reinvestment in Chromium: from a draft over the comparison to its adoption; what the council sees."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.actions.draft_rule import RuleDraft, draft_rule
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from data.principal import Identity
from data.schema.people import AuditEvent
from data.schema.reinvestment import ReinvestmentRule
from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import (
    CONTROLLER,
    COUNCIL,
    STREAMLITS,
    TOWN,
    Opened,
    at_rest,
    charts_drawn,
    chosen,
    open_part,
    pressed,
    stored,
    too_wide,
    typed,
)
from tests.services.accessibility import axe

DRAFT = RuleDraft(TOWN, date(2028, 1, 1), "Alt til fellesfondet", 0, 0, 0, 1_000_000)
CHARTS = 2
Ruled = Callable[..., Any]


@pytest.fixture(scope="module", autouse=True)
def drafted(written_url: str) -> None:
    """One draft more than the demo has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, written_url)
        draft_rule(LOCAL_PRINCIPAL, DRAFT)
        engine().dispose()


@pytest.fixture
def opened(writing: Opened) -> Ruled:
    def open_page(who: Identity, size: dict[str, int] = DESKTOP, scheme: str = "light", **query: str) -> Any:
        asked = {"municipality": TOWN, "quarter": "2026Q3", "lang": "nb", "view": "rules", **query}
        address = "&".join(f"{name}={value}" for name, value in asked.items())
        return writing(f"/reinvestment?{address}", size, scheme, who)

    return open_page


def open_named(page: Page, part: str, words: str = "nb") -> None:
    open_part(page, text(words, f"rules.{part}"))


def test_from_a_draft_over_the_comparison_to_its_adoption(opened: Ruled, written_url: str) -> None:
    with opened(CONTROLLER) as page:
        open_named(page, "draft")
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
        pressed(page, "Lagre utkastet")
        refusal = page.get_by_role("alert").filter(has_text="Ikke lagret ennå")
        expect(refusal).to_contain_text("Det mangler 0,1\u00a0%", timeout=60_000)
        typed(page, "Til fellesfondet (%)", "4,5")
        pressed(page, "Lagre utkastet", twice=True)
        expect(page.locator(".bb-result.bb-good", has_text="Lagret.")).to_be_visible(timeout=60_000)
        [draft] = stored(written_url, ReinvestmentRule, name="Mer til enhetene")
        assert (draft.initiator_millionths, draft.taper, draft.version_id) == (555_000, [1_000_000, 500_000], 1)
    with opened(COUNCIL) as page:
        for name, first in ((DRAFT.name, DRAFT.valid_from), (draft.name, draft.valid_from)):
            chosen(page, "Regel å sammenligne med den som er i kraft", name, exact=False)
            expect(page.locator(".bb-answer").last).to_contain_text(f"Med «{name}» hadde", timeout=60_000)
            expect(page).to_have_url(re.compile(f"rule={first}"), timeout=60_000)
        charts_drawn(page, CHARTS)
        expect(page.locator("table", has_text="I alt å fordele")).to_be_visible()
        expect(page.get_by_text("verifiserte gevinster i reinvesteringsregnskapet")).to_be_visible()
        with page.expect_download(timeout=60_000) as told:
            page.locator("a[download]").last.click()
        assert "Mer til enhetene" in Path(told.value.path()).read_text(encoding="utf-8-sig")
    with opened(CONTROLLER) as page:
        adopted(page, draft)
    [row] = stored(written_url, ReinvestmentRule, name="Mer til enhetene")
    assert (row.council_resolution, row.resolved_on, row.version_id) == ("PS 44/26", date(2026, 6, 18), 2)
    acts = stored(written_url, AuditEvent, action="adopt_rule", entity_key=draft.valid_from.isoformat())
    assert len(acts) == 1


def adopted(page: Page, draft: Any) -> None:
    """Register the council's resolution of a draft, and press twice."""
    open_named(page, "adopt")
    chosen(page, "Utkast som er vedtatt", draft.name, exact=False)
    typed(page, "Kommunestyrets vedtak", "PS 44/26")
    day = page.get_by_test_id("stDateInput").filter(has_text="Vedtatt den")
    day.get_by_role("spinbutton").first.click()
    page.keyboard.type("18062026")
    page.keyboard.press("Tab")
    at_rest(page)
    pressed(page, "Før vedtaket", twice=True)
    expect(page.locator(".bb-result.bb-good", has_text="Vedtatt.")).to_be_visible(timeout=60_000)
    expect(page.locator(".bb-rules .bb-card", has_text=draft.name).first).to_contain_text("Vedtak PS 44/26, 18.06.2026")


def test_a_draft_is_taken_away_and_the_page_says_so_after_a_double_click(opened: Ruled, written_url: str) -> None:
    with opened(CONTROLLER) as page:
        open_named(page, "draft")
        typed(page, "Navn", "Til å ta bort")
        pressed(page, "Lagre utkastet")
        chosen(page, "Utkast å arbeide med", "Til å ta bort", exact=False)
        pressed(page, "Ta bort utkastet", twice=True)
        expect(page.locator(".bb-result.bb-good", has_text="Tatt bort.")).to_be_visible()
        assert stored(written_url, ReinvestmentRule, name="Til å ta bort") == []


def test_the_council_sees_and_compares_and_has_no_form(opened: Ruled) -> None:
    with opened(COUNCIL, rule="2028-01-01") as page:
        expect(page.locator(".bb-answer").last).to_contain_text("«Alt til fellesfondet»")
        expect(page.locator("summary", has_text="Skriv et utkast til en regel")).to_have_count(0)
        expect(page.locator("summary", has_text="Før kommunestyrets vedtak")).to_have_count(0)
        charts_drawn(page, CHARTS)
        said = page.locator('[data-testid="stMain"]').inner_html()
        assert "Teknisk og samfunn" in said
        assert "Eiendom og vedlikehold" not in said  # the unit of that sector whose savings they are
    with opened(CONTROLLER, rule="2028-01-01") as page:
        charts_drawn(page, CHARTS)
        assert "Eiendom og vedlikehold" in page.locator('[data-testid="stMain"]').inner_html()


@each_look
def test_nothing_for_axe_to_find(opened: Ruled, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(CONTROLLER, size, scheme, lang=words, rule="2028-01-01") as page:
        charts_drawn(page, CHARTS)
        for part in ("as_table", "draft", "adopt", "definitions"):
            open_named(page, part, words)
        assert axe(page, STREAMLITS) == []
        assert size is DESKTOP or too_wide(page) == []
        assert page.evaluate("document.documentElement.lang") == words


def test_nothing_is_wider_than_a_phone(opened: Ruled) -> None:
    with opened(COUNCIL, PHONE) as page:
        charts_drawn(page, CHARTS)
        assert too_wide(page) == []
