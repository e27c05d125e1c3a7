"""The outsider accounts in Chromium: axe-core, the address, the marks, and a measure and a profile entered by hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import (
    CONTROLLER,
    COUNCIL,
    STREAMLITS,
    Opened,
    charts_drawn,
    open_part,
    pressed,
    too_wide,
    typed,
)
from tests.data.outsider_files import profile_file
from tests.services.accessibility import axe

ADDRESS = "/outsiders?municipality=fjellvik&quarter=2026Q3"
CHARTS = 4
"""Lives, levels, ages and rates."""


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(f"{ADDRESS}&lang={words}", size, scheme, COUNCIL) as page:
        charts_drawn(page, CHARTS)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.lang") == words
        assert too_wide(page) == []


def test_the_mark_stands_with_every_drawing_and_table(opened: Opened) -> None:
    with opened(f"{ADDRESS}&lang=nb", who=COUNCIL) as page:
        charts_drawn(page, CHARTS)
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


def test_a_measure_is_entered_and_shown_at_once(writing: Opened) -> None:
    with writing(f"{ADDRESS}&lang=nb", who=CONTROLLER) as page:
        open_part(page, "Legg inn et nytt tiltak mot utenforskap")
        typed(page, "Navn", "Los i ungdomsskolen")
        typed(page, "Målgruppe", "Elever med høyt fravær")
        typed(page, "Antall personer", "20")
        typed(page, "Alder ved start", "18")
        typed(page, "Lykkes uten tiltaket (%)", "60")
        typed(page, "Lykkes med tiltaket (%)", "50")
        typed(page, "Kostnad år for år", "900 000\n900 000")
        pressed(page, "Lagre")
        wrong = page.locator('.bb-notice[role="alert"]')
        expect(wrong).to_contain_text("lavere enn uten", timeout=30_000)
        assert axe(page, STREAMLITS) == []
        typed(page, "Lykkes med tiltaket (%)", "70")
        pressed(page, "Lagre")
        expect(page).to_have_url(re.compile("scenario="), timeout=30_000)
        # 20 x (0.70 - 0.60) = 2 prevented; 1 800 000 kroner in two years
        expect(page.get_by_text("Elever med høyt fravær: 20 personer fra 18 år")).to_be_visible(timeout=30_000)
        expect(page.get_by_text(re.compile("1,8.mill..kr over 2 år"))).to_be_visible()


def test_ones_own_profile_is_pasted_and_takes_the_mark_away(writing: Opened) -> None:
    content = profile_file().replace(";", "\t")
    rows = [line.split("\t", 4)[-1] for line in content.splitlines()]
    with writing(f"{ADDRESS}&lang=nb", who=CONTROLLER) as page:
        open_part(page, "Legg inn kommunens egen kostnadsprofil")
        typed(page, "Navn", "Fjellvik 2026")
        typed(page, "Kilde", "SSB 2025")
        typed(page, "Rader fra regnearket", "\n".join(rows[:-1]))
        pressed(page, "Lagre profilen")
        wrong = page.locator('.bb-notice[role="alert"]')
        expect(wrong).to_contain_text("Staten, skatt, utenfor: alder 58 mangler", timeout=30_000)
        typed(page, "Rader fra regnearket", "\n".join(rows))
        pressed(page, "Lagre profilen")
        expect(page.get_by_text("Kostnader etter alder: Fjellvik 2026")).to_be_visible(timeout=30_000)
        expect(page.locator(".st-key-bb-outsiders").get_by_text("syntetisk eksempel")).to_have_count(0)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_forms_fit_and_axe_finds_nothing_in_them(opened: Opened, size: dict[str, int]) -> None:
    with opened(f"{ADDRESS}&lang=nb", size, who=CONTROLLER) as page:
        open_part(page, "Endre tiltaket som vises")
        open_part(page, "Legg inn kommunens egen kostnadsprofil")
        assert axe(page, STREAMLITS) == []
        assert too_wide(page) == []
