"""The benefits page in Chromium on the demo municipality: axe-core, first screen, way down, filters, file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.words import text
from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import COUNCIL, Opened, choose, open_part, too_wide
from tests.services.accessibility import axe

REGISTER = "/benefits?municipality=fjellvik&unit=fjellvik&quarter=2026Q3"


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(f"{REGISTER}&lang={words}", size, scheme) as page:
        expect(page.locator(".bb-listing").first).to_be_visible(timeout=30_000)
        assert axe(page) == []
        assert too_wide(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize(
    "further", ["&initiative=DP-01", "&initiative=VT-01", "&benefit=VT-01-a", "&benefit=DH-01-a", "&benefit=TL-01-a"]
)
def test_nothing_for_axe_to_find_further_down(opened: Opened, further: str, size: dict[str, int]) -> None:
    with opened(f"{REGISTER}&lang=nb{further}", size) as page:
        expect(page.locator(".bb-facts")).to_be_visible(timeout=30_000)
        assert axe(page) == []
        assert too_wide(page) == []


def test_the_answer_the_chain_the_coverage_and_what_waits_stand_in_the_first_screen(opened: Opened) -> None:
    with opened(f"{REGISTER}&lang=nb") as page:
        for part in (".bb-answer", ".bb-chain", ".bb-bars", ".bb-needs"):
            box = page.locator(part).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= DESKTOP["height"], part


def test_from_the_register_to_a_benefit_and_back_by_keyboard_and_by_link(opened: Opened) -> None:
    with opened(f"{REGISTER}&lang=nb&search=VT-01") as page:
        page.get_by_role("link", name="Velferdsteknologi til hjemmeboende").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Færre liggedøgn på sykehus").first.click(timeout=30_000)
        expect(page).to_have_url(re.compile("benefit=VT-01-a"), timeout=30_000)
        expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=30_000)
        page.get_by_role("link", name="Gevinstregisteret").click()
        expect(page.locator(".bb-chain")).to_be_visible(timeout=30_000)


def test_a_filter_stays_in_the_address_and_the_file_holds_what_is_shown(opened: Opened) -> None:
    with opened(f"{REGISTER}&lang=nb") as page:
        expect(page.locator(".bb-listing").first).to_be_visible(timeout=30_000)
        choose(page.get_by_role("combobox", name="Type", exact=True), page.get_by_role("option", name="Ulempe"), "Ulem")
        expect(page).to_have_url(re.compile("type=disbenefit"), timeout=30_000)
        expect(page.locator(".bb-listing").first.locator("tbody tr")).to_have_count(12, timeout=30_000)
        link = page.get_by_role("link", name="Last ned tallene (CSV)")
        answer = page.request.get(page.url.split("/benefits")[0] + (link.get_attribute("href") or ""))
        assert len(answer.text().splitlines()) == 1 + 12


def test_the_file_that_shows_a_measurement_is_fetched_by_who_may_see_it(opened: Opened) -> None:
    name = "Liggedøgn hos helseforetaket tredje kvartal 2026.txt"
    with opened(f"{REGISTER}&lang=nb&benefit=VT-01-a") as page:
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename == name
        assert Path(download.value.path()).read_text(encoding="utf-8").startswith("Oppdiktet dokumentasjon")
        address = page.get_by_role("link", name=name).get_attribute("href") or ""
    with opened(f"{REGISTER}&lang=nb&benefit=VT-01-a", who=COUNCIL) as page:
        expect(page.get_by_text("hvor, vises for dem som ser regnskapslinjene").first).to_be_visible()
        expect(page.get_by_role("link", name=name)).to_have_count(0)
        answer = page.request.get(page.url.split("/benefits")[0] + address)
        assert answer.status == 404
        assert "liggedøgn" not in answer.text().lower()


def test_how_much_what_is_measured_by_the_year_grew_stands_on_its_page(opened: Opened) -> None:
    with opened(f"{REGISTER}&lang=nb&benefit=MR-01-a") as page:  # 300 hours in 2024, 630 in 2025
        expect(page.get_by_text("Målt utvikling: fra 2024 til 2025 110\u00a0% mer.")).to_be_visible()


def test_the_calendar_tells_the_next_budget_first_and_comes_as_a_file(opened: Opened) -> None:
    with opened(f"{REGISTER}&lang=nb") as page:
        expect(page.get_by_role("heading", name="Gevinster som skal ut av budsjettet for 2027")).to_be_visible()
        lines = page.locator(".bb-listing").nth(1).locator("tbody tr")
        shown = lines.count()
        assert shown
        link = page.get_by_role("link", name="Last ned kalenderen (CSV)")
        file = page.request.get(page.url.split("/benefits")[0] + (link.get_attribute("href") or "")).text()
        assert len([line for line in file.splitlines() if ";2027;" in line or '"2027"' in line]) == shown
        open_part(page, text("nb", "page.benefits.calendar_years"))
        expect(page.get_by_text("2026", exact=False).first).to_be_visible()


def test_on_paper_it_says_which_unit_it_is_of_and_has_no_forms(opened: Opened) -> None:
    with opened(f"{REGISTER.replace('unit=fjellvik', 'unit=330')}&lang=nb") as page:
        page.emulate_media(media="print")
        expect(page.locator(".bb-scope-line")).to_contain_text("Hjemmetjenesten")
        expect(page.locator(".bb-on-paper")).to_be_visible()
        expect(page.get_by_text("Før inn i registeret")).to_be_hidden()
        expect(page.get_by_role("combobox")).to_have_count(0)
