"""The decisions of the reinvestment ledger in Chromium on the demo: axe-core, who sees which form, and one press."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import each_look
from tests.browser.pages import COUNCIL, Opened, choose, open_part, pressed, too_wide, typed
from tests.services.accessibility import axe

PAGE = "/reinvestment?municipality=fjellvik&quarter=2026Q3"
each_view = pytest.mark.parametrize("view", ["decide", "fund", "agreements", "year"])


@each_view
@each_look
def test_nothing_for_axe_to_find(opened: Opened, view: str, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(f"{PAGE}&lang={words}&view={view}", size, scheme) as page:
        assert axe(page) == []
        assert too_wide(page) == []


@each_view
def test_the_council_has_no_form(opened: Opened, view: str) -> None:
    with opened(f"{PAGE}&lang=nb&view={view}", who=COUNCIL) as page:
        expect(page.get_by_text("Bare kontrolleren bokfører og flytter penger her.").first).to_be_visible()
        expect(page.locator('[data-testid="stExpander"]')).to_have_count(0)


def test_pressed_twice_in_a_row_capital_is_paid_in_once(writing: Opened) -> None:
    with writing(f"{PAGE}&lang=nb&view=fund") as page:
        rows = page.locator(".bb-table").first.locator("tbody tr")
        before = rows.count()
        open_part(page, "Skyt inn kapital")
        typed(page, "Beløp (kr)", "1000")
        typed(page, "Kommunestyrets vedtak", "PS 6/26")
        change = page.get_by_role("combobox", name="Budsjettendring som gjennomfører det")
        choose(change, page.get_by_role("option").nth(1))
        assert axe(page) == []
        pressed(page, "Skyt inn", twice=True)
        expect(page.get_by_text("Skutt inn: 1\u00a0000\u00a0kr.")).to_be_visible(timeout=30_000)
        expect(rows).to_have_count(before + 1)
        expect(rows.last).to_contain_text("401\u00a0000,00")  # 400 000 of the demo and 1 000, once
