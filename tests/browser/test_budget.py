"""The budget page in Chromium on the demo municipality: what axe-core says, the way down, the address, two writers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import STREAMLITS, Opened, at_rest, charts_drawn, choose, pressed, too_wide, typed
from tests.services.accessibility import axe

SECTOR = "/budget?municipality=fjellvik&unit=300&quarter=2026Q3"
UNEXPLAINED = "/budget?municipality=fjellvik&unit=340&quarter=2026Q3&lang=nb&measure=budget_deviation_year_to_date"
CHARTS = 4


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    address = f"{SECTOR}&lang={words}&measure=budget_deviation_year_to_date"
    with opened(address, size, scheme) as page:
        charts_drawn(page, CHARTS)
        expect(page.get_by_test_id("stForm")).to_be_visible()
        assert axe(page, STREAMLITS) == []
        assert page.evaluate("document.documentElement.lang") == words


@pytest.mark.parametrize(
    "further", ["&unit=330&function=FGK11", "&unit=330&by=function_group&function=FGK11&account=purchases"]
)
def test_nothing_for_axe_to_find_further_down(opened: Opened, further: str) -> None:
    with opened(f"/budget?municipality=fjellvik&quarter=2026Q3&lang=nb{further}") as page:
        assert axe(page, STREAMLITS) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE, {"width": 640, "height": 400}])
def test_nothing_is_wider_than_the_screen(opened: Opened, size: dict[str, int]) -> None:
    with opened(f"{SECTOR}&lang=nb", size) as page:
        charts_drawn(page, CHARTS)
        assert too_wide(page) == []


def test_the_answer_and_the_largest_deviation_stand_in_the_first_screen(opened: Opened) -> None:
    with opened(f"{SECTOR}&lang=nb") as page:
        row = page.locator(".bb-part-row").first
        box = row.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESKTOP["height"] * 0.75
        expect(row).to_contain_text("3,1 mill. kr merforbruk")


def test_down_to_the_ledger_lines_and_back_by_the_keyboard_and_by_link(opened: Opened) -> None:
    with opened(f"{SECTOR}&lang=nb") as page:
        page.get_by_role("link", name="Hjemmetjenesten").focus()
        page.keyboard.press("Enter")
        for name in ("Pleie og omsorg", "Kjøp av varer og tjenester"):
            page.get_by_role("link", name=name).click()
        expect(page.locator(".bb-table")).to_be_visible(timeout=30_000)
        expect(page).to_have_url(re.compile("unit=330.*function=FGK11.*account=purchases"))
        copied = page.url.split("/budget")[1]
        page.get_by_role("link", name="Neste 100").click()
        expect(page).to_have_url(re.compile("after="))
        expect(page.get_by_role("link", name="Forrige 100")).to_be_visible(timeout=30_000)
        page.get_by_role("link", name="Helse og omsorg").click()
        expect(page.get_by_role("link", name="Solbakken sykehjem")).to_be_visible(timeout=30_000)
        expect(page).not_to_have_url(re.compile("function="))
    with opened(f"/budget{copied}") as page:
        expect(page.locator(".bb-table tbody tr")).to_have_count(100)


def test_another_breakdown_stays_in_the_address_until_another_unit_is_chosen(opened: Opened) -> None:
    with opened(f"{SECTOR}&lang=nb") as page:
        page.get_by_test_id("stButtonGroup").get_by_text("Tjenesteområde").click()
        expect(page.get_by_role("link", name="Pleie og omsorg")).to_be_visible(timeout=30_000)
        expect(page).to_have_url(re.compile("by=function_group"))
        wanted = page.get_by_role("option", name="Oppvekst og utdanning")
        choose(page.get_by_role("combobox", name="Enhet"), wanted, "Oppvekst og")
        expect(page.get_by_role("link", name="Elvebakken skole")).to_be_visible(timeout=30_000)
        expect(page).not_to_have_url(re.compile("by="))


def test_the_figures_can_be_had_as_files(opened: Opened) -> None:
    with opened(f"{SECTOR}&lang=nb") as page:
        page.get_by_text("Tallene som tabell, og hva de betyr").click()
        link = page.get_by_role("link", name="Last ned tallene (CSV)")
        expect(link).to_be_visible(timeout=30_000)
        answer = page.request.get(page.url.split("/budget")[0] + (link.get_attribute("href") or ""))
        lines = answer.text().splitlines()
        # home care: 49 878 980.99 of 46 778 980.99; its budgets for the year are 61.7 and 61.3 million
        assert lines[1].startswith(
            '"Hjemmetjenesten";49878980,99;46778980,99;61737000,00;61327000,00;-3100000,00;"merforbruk"'
        )
        assert len(lines) == 1 + 7 + 1  # heading, seven units, total


def explain(page: Page, cause: str) -> None:
    typed(page, "Årsak", cause)
    typed(page, "Tiltak", "Ny turnus")
    typed(page, "Ansvarlig rolle (ikke et navn)", "Enhetsleder bofellesskap")


def test_two_writers_see_both_texts_and_nothing_is_lost(writing: Opened) -> None:
    save = "Lagre forklaringen"
    with writing(UNEXPLAINED) as mine, writing(UNEXPLAINED) as theirs:
        explain(theirs, "Flere brukere med store behov")
        pressed(theirs, save, twice=True)
        expect(theirs.locator(".bb-comment")).to_contain_text("Flere brukere med store behov")
        explain(mine, "Vikarer i sommer")
        mine.get_by_text("Tallene som tabell, og hva de betyr").click()  # another run of the page, while one writes
        expect(mine.get_by_test_id("stDataFrame")).to_be_visible()
        expect(mine.get_by_label("Årsak", exact=True)).to_have_value("Vikarer i sommer")
        at_rest(mine)
        pressed(mine, save)
        versions = mine.locator(".bb-versions")
        expect(versions).to_contain_text("Flere brukere med store behov")
        expect(versions).to_contain_text("Vikarer i sommer")
        assert axe(mine, STREAMLITS) == []
        pressed(mine, "Slå sammen begge i skjemaet")
        both = "Flere brukere med store behov\n\nVikarer i sommer"
        expect(mine.get_by_label("Årsak", exact=True)).to_have_value(both)
        pressed(mine, save)
        expect(mine.locator(".bb-comment")).to_contain_text("Vikarer i sommer")
        expect(versions).to_have_count(0)
