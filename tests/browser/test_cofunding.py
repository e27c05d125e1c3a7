"""The gains plans in Chromium on the demo municipality: axe-core, widths, and a plan from its gap to its adoption."""

import re

import pytest
from playwright.sync_api import expect

from data.schema.gains import GainsAdoption, GainsPlan
from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import (
    CONTROLLER,
    COUNCIL,
    STREAMLITS,
    TOWN,
    Opened,
    charts_drawn,
    open_part,
    pressed,
    settled,
    stored,
    too_wide,
    typed,
)
from tests.services.accessibility import axe

PAGE = f"/cofunding?municipality={TOWN}&quarter=2026Q3"


@each_look
@pytest.mark.parametrize("initiative", ["", "&initiative=VT-01&edit=1&cut=hypothetical"])
def test_nothing_for_axe_to_find(
    opened: Opened, words: str, size: dict[str, int], scheme: str, initiative: str
) -> None:
    with opened(f"{PAGE}&lang={words}{initiative}", size, scheme) as page:
        if initiative:
            charts_drawn(page, 1)
        assert axe(page, STREAMLITS) == []
        assert page.evaluate("document.documentElement.lang") == words


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_is_wider_than_the_screen(opened: Opened, size: dict[str, int]) -> None:
    with opened(f"{PAGE}&lang=nb&initiative=UF-01", size) as page:
        charts_drawn(page, 1)
        assert too_wide(page) == []


def test_the_switch_stands_in_the_address_and_marks_the_cut(opened: Opened) -> None:
    with opened(f"{PAGE}&lang=nb&initiative=HR-01") as page:
        expect(page.get_by_text("HYPOTETISK")).to_have_count(0)
        page.get_by_text("Vis hva kuttet ville vært om reglene gjaldt").click()
        expect(page).to_have_url(re.compile("cut=hypothetical"), timeout=60_000)
        expect(page.get_by_text("HYPOTETISK").first).to_be_visible(timeout=60_000)


def test_a_gap_is_filled_where_the_check_list_leads_and_the_plan_becomes_binding(
    writing: Opened, written_url: str
) -> None:
    with writing(f"{PAGE}&lang=nb&initiative=UF-01", who=CONTROLLER) as page:
        page.get_by_role("link", name="Fyll ut i gevinstplanen").click()
        settled(page)
        for number, part in enumerate(("01", "06", "2027")):
            page.get_by_label("2: Frist").locator("[role=spinbutton]").nth(number).press_sequentially(part)
        pressed(page, "Lagre")
        expect(page.get_by_text("11 av 11 punkter er på plass")).to_be_visible(timeout=60_000)
        assert stored(written_url, GainsPlan, initiative_id="UF-01")[0].version_id == 2
        open_part(page, "Gjør planen bindende")
        typed(page, "Vedtak", "sak 90/26")
        expect(page.get_by_role("combobox", name="Hvem som vedtok")).to_have_value("kommunestyret")
        pressed(page, "Vedta")
        expect(page.get_by_text("Planen er bindende", exact=False).first).to_be_visible(timeout=60_000)
    (adopted,) = stored(written_url, GainsAdoption, initiative_id="UF-01")
    assert (adopted.number, adopted.decision_reference, adopted.plan_version) == (1, "sak 90/26", 2)


def test_the_council_reads_the_plan_and_may_not_write_it(opened: Opened) -> None:
    with opened(f"{PAGE}&lang=nb", who=COUNCIL) as page:
        page.get_by_role("link", name="VT-01 Velferdsteknologi til hjemmeboende").click()
        settled(page)
        expect(page.get_by_text("Planen er bindende", exact=False).first).to_be_visible(timeout=60_000)
        expect(page.get_by_text("Skriv gevinstplanen")).to_have_count(0)
        expect(page.get_by_text("Enhetsleder hjemmetjenesten")).to_have_count(0)
