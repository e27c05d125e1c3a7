"""The reinvestment page in Chromium on the demo: axe-core, figures by an oracle, and each krone there and back."""

import re
import sqlite3
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import COUNCIL, Opened, charts_drawn, too_wide
from tests.services.accessibility import axe

SCOPE = "municipality=fjellvik&quarter=2026Q3&lang=nb"
PAGE = f"/reinvestment?{SCOPE}"


def asked(database: str, statement: str, *values: str) -> list[tuple[Any, ...]]:
    return sqlite3.connect(database.removeprefix("sqlite:///")).execute(statement, values).fetchall()


SPENT = """
    SELECT DISTINCT p.lot_id, t.initiative_id, i.name FROM reinvestment_posting p
    JOIN reinvestment_transaction t USING (municipality_id, transaction_id)
    JOIN reinvestment_event e USING (municipality_id, transaction_id)
    JOIN initiative i USING (municipality_id, initiative_id)
    WHERE p.account = 'use' AND e.state = 'spent' AND p.lot_id IS NOT NULL
"""
"""Each saving that paid for an initiative, by SQL alone."""


INSTALMENTS = """
    SELECT DISTINCT p.lot_id FROM reinvestment_posting p
    JOIN reinvestment_transaction t USING (municipality_id, transaction_id)
    JOIN reinvestment_event e USING (municipality_id, transaction_id)
    WHERE p.account = 'use' AND t.kind = 'allocation' AND e.state = 'booked'
"""
"""Each saving of which an instalment was paid, by SQL alone."""


def spent_on(database: str) -> list[tuple[str, str, str]]:
    return [(str(uuid.UUID(lot)), key, name) for lot, key, name in asked(database, SPENT)]


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(PAGE.replace("lang=nb", f"lang={words}"), size, scheme) as page:
        charts_drawn(page, 1)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.lang") == words


@each_look
def test_a_krone_has_nothing_for_axe_to_find(
    opened: Opened, read_url: str, words: str, size: dict[str, int], scheme: str
) -> None:
    lot = spent_on(read_url)[0][0]
    with opened(f"{PAGE.replace('lang=nb', f'lang={words}')}&view=krone&lot={lot}", size, scheme) as page:
        assert axe(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_is_wider_than_the_screen(opened: Opened, read_url: str, size: dict[str, int]) -> None:
    for address in (PAGE, f"{PAGE}&view=krone&lot={spent_on(read_url)[0][0]}"):
        with opened(address, size) as page:
            assert too_wide(page) == []


def test_the_answer_and_the_steps_stand_in_the_first_screen(opened: Opened) -> None:
    with opened(PAGE) as page:
        box = page.locator(".bb-stages").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESKTOP["height"]
        expect(page.locator(".bb-answer").first).to_contain_text("gitt tilbake til ny bruk")


def test_the_steps_are_what_an_oracle_finds(opened: Opened, read_url: str) -> None:
    """Given back and spent in kroner of 2026: of 2025 they grow by 3.8 %, rounded posting by posting."""
    rows = asked(
        read_url,
        "SELECT p.account, t.kind, t.price_year, p.amount_minor FROM reinvestment_posting p"
        " JOIN reinvestment_transaction t USING (municipality_id, transaction_id)"
        " JOIN reinvestment_event e USING (municipality_id, transaction_id)"
        " WHERE p.lot_id IS NOT NULL AND e.state IN ('booked', 'spent', 'lapsed', 'carried_over')"
        " AND e.day <= '2026-09-30'",
    )
    growth = {2025: 1.038, 2026: 1.0}
    given = [
        row for row in rows if row[1] in ("allocation", "reversal") and row[0] in ("initiator", "common_fund", "use")
    ]
    used = [row for row in rows if row[0] == "use"]
    told = [sum(amount * growth[year] for _, _, year, amount in part) for part in (given, used)]
    assert told == pytest.approx([49_648_000, 30_868_400])
    with opened(PAGE) as page:
        link = page.locator('a[href*="reinvestment-stages"]').get_attribute("href") or ""
        file = page.request.get(page.url.split("/reinvestment")[0] + link).text()
    figures = [float(line.split(";")[1].replace(",", ".")) * 100 for line in file.splitlines()[-2:]]
    assert figures == pytest.approx(told)


def test_each_krone_is_followed_to_its_use_and_back_in_four_clicks(opened: Opened, read_url: str) -> None:
    """From the scorecard: the page, the saving, what it paid for, and back to the saving, as the council sees it."""
    every = spent_on(read_url)
    assert len(every) == 3 + 1 + 3  # three quarters of energy for cleaning and reading, emergency care for follow-up
    for lot, initiative, name in every:
        with opened(f"/?{SCOPE}", who=COUNCIL) as page:
            clicks = 0

            def click(link: Any, page: Page = page) -> None:
                nonlocal clicks
                link.first.click()
                clicks += 1
                page.wait_for_load_state()

            click(page.get_by_role("link", name="Reinvestering", exact=True))
            krone = page.locator(f'.bb-listing a[href*="lot={lot}"]')
            expect(krone.first).to_be_visible(timeout=60_000)
            click(krone)
            expect(page.get_by_role("heading", name="Hvor pengene kommer fra")).to_be_visible(timeout=60_000)
            expect(page.locator(".bb-facts")).to_contain_text("En annen enn gevinsteieren")
            expect(page.locator(".bb-facts")).to_contain_text(re.compile(r"sak \d+/2\d"))
            click(page.get_by_role("link", name=name))
            expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=60_000)
            expect(page).to_have_url(re.compile(f"initiative={initiative}"))
            back = page.locator(f'.bb-krone a[href*="lot={lot}"]')
            expect(back.first).to_be_visible(timeout=60_000)
            click(back)
            expect(page.get_by_role("heading", name="Hvor pengene kommer fra")).to_be_visible(timeout=60_000)
            assert lot in page.url
            assert clicks == 4


def test_an_instalment_leads_on_to_the_fund_that_it_came_back_to(opened: Opened, read_url: str) -> None:
    paid = asked(read_url, INSTALMENTS)
    assert paid
    for (lot,) in paid[:1]:
        with opened(f"{PAGE}&view=krone&lot={uuid.UUID(lot)}", who=COUNCIL) as page:
            page.get_by_role("link", name="Tilbake i innovasjonsfondet").first.click()
            expect(page).to_have_url(re.compile("view=fund"))
            expect(page.locator(".bb-answer").first).to_be_visible()


def test_what_waits_leads_to_its_decision(opened: Opened) -> None:
    with opened(PAGE) as page:
        links = page.locator(".bb-waiting li")
        expect(links).to_have_count(3)
        expect(links.first).to_contain_text("venter på kommunestyret")
        address = links.first.get_by_role("link", name=re.compile("Se forslaget")).get_attribute("href") or ""
        assert re.search(r"view=decide&transaction=[0-9a-f-]{36}", address)


def test_the_council_is_told_of_sectors_and_never_of_a_unit(opened: Opened) -> None:
    with opened(PAGE, who=COUNCIL) as page:
        said = page.locator('[data-testid="stMain"]').inner_html()
        assert "Teknisk og samfunn" in said
        assert [unit for unit in ("Eiendom og vedlikehold", "Fjellvik helsehus") if unit in said] == []


def test_a_quarter_before_the_first_rule_says_what_comes_first(opened: Opened) -> None:
    with opened(f"/reinvestment?{SCOPE.replace('2026Q3', '2024Q4')}") as page:
        expect(page.locator(".bb-notice")).to_contain_text("kommunestyret vedta en regel")
        assert axe(page) == []


def test_the_scorecard_tells_what_was_verified_returned_and_spent_and_what_waits(opened: Opened) -> None:
    with opened(f"/?{SCOPE}") as page:
        band = page.locator("section[aria-labelledby=bb-benefits]")
        expect(band).to_contain_text("gitt tilbake")
        box = band.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESKTOP["height"]
        needs = page.locator(".bb-needs li", has_text="venter på vedtak")
        expect(needs).to_contain_text("Vedta")
        assert "view=decide&transaction=" in (needs.get_by_role("link").get_attribute("href") or "")
