"""The value-flow page in Chromium on the demo municipality: axe-core, the way there, the address, figures by oracle."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.looks import DESKTOP, PHONE, each_look
from tests.browser.pages import COUNCIL, Opened, charts_drawn, too_wide
from tests.services.accessibility import axe

FLOW = "/value_flow?municipality=fjellvik&quarter=2026Q3"
CHARTS = 2
BELOW_SECTORS = ("Hjemmetjenesten", "Fjellvik helsehus", "Solbakken sykehjem", "Lia skole", "Eiendom og vedlikehold")


@each_look
def test_nothing_for_axe_to_find(opened: Opened, words: str, size: dict[str, int], scheme: str) -> None:
    with opened(f"{FLOW}&lang={words}&initiative=VT-01&perspective=socio_economic", size, scheme) as page:
        charts_drawn(page, CHARTS)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.lang") == words


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_is_wider_than_the_screen(opened: Opened, size: dict[str, int]) -> None:
    with opened(f"{FLOW}&lang=nb&level=units", size) as page:
        charts_drawn(page, CHARTS)
        assert too_wide(page) == []
        assert size is PHONE or axe(page) == []  # here with every unit, and names that stand on end


def test_the_answer_the_choices_and_the_whole_matrix_stand_in_the_first_screen(opened: Opened) -> None:
    with opened(f"{FLOW}&lang=nb") as page:
        box = page.locator(".bb-matrix").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESKTOP["height"]
        expect(page.locator(".bb-answer").first).to_contain_text("i året")


def test_which_unit_loses_is_two_clicks_from_the_scorecard(opened: Opened) -> None:
    with opened("/?municipality=fjellvik&quarter=2026Q3&lang=nb") as page:
        page.get_by_role("link", name="Verdiflyt").click()
        expect(page.locator(".bb-matrix")).to_be_visible(timeout=30_000)
        page.get_by_test_id("stButtonGroup").get_by_text("Enheter", exact=True).click()
        expect(page).to_have_url(re.compile("level=units"), timeout=30_000)
        expect(page.locator(".bb-answer").first).to_contain_text("Fjellvik helsehus", timeout=30_000)
        expect(page.locator(".bb-answer").first).to_contain_text(re.compile("583.000.kr.i.året"))
        row = page.locator(".bb-listing tr", has_text="Velferdsteknologi til hjemmeboende")
        expect(row).to_contain_text("Hjemmetjenesten")


def test_the_other_perspective_keeps_the_scope_and_stands_in_the_address(opened: Opened) -> None:
    with opened(f"{FLOW}&unit=300&lang=nb&horizon=plan") as page:
        before = page.url
        page.get_by_test_id("stButtonGroup").get_by_text("Hele samfunnet").click()
        expect(page).to_have_url(re.compile("perspective=socio_economic"), timeout=30_000)
        for part in ("municipality=fjellvik", "unit=300", "quarter=2026Q3", "horizon=plan"):
            assert part in before
            assert part in page.url
        expect(page.get_by_text("Her teller hele samfunnet")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Her teller bare offentlige budsjetter")).to_have_count(0)
        copied = page.url.split("/value_flow")[1]
    with opened(f"/value_flow{copied}") as page:
        expect(page.get_by_text("Her teller hele samfunnet")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("combobox", name="Enhet")).to_have_value(re.compile("Helse og omsorg"))


def test_a_wrong_pocket_leads_to_its_initiative_by_the_keyboard(opened: Opened) -> None:
    with opened(f"{FLOW}&lang=nb") as page:
        page.get_by_role("link", name="Velferdsteknologi til hjemmeboende").focus()
        page.keyboard.press("Enter")
        heading = page.get_by_role("heading", name="Slik taper ingen på Velferdsteknologi til hjemmeboende")
        expect(heading).to_be_visible(timeout=30_000)
        expect(page).to_have_url(re.compile("initiative=VT-01"))


def test_the_council_sees_sectors_and_parties_outside_and_never_a_unit(opened: Opened) -> None:
    with opened(f"{FLOW}&lang=nb&level=units", who=COUNCIL) as page:
        charts_drawn(page, CHARTS)
        said = page.locator('[data-testid="stMain"]').inner_html()
        assert "Helse og omsorg" in said
        assert "Nordfjella helseforetak" in said
        assert [unit for unit in BELOW_SECTORS if unit in said] == []
        expect(page.get_by_text("Sektorer", exact=True)).to_have_count(0)  # nothing to choose between


def worth(database: str) -> dict[str, float]:
    """Return, in minor units, what home care pays for VT-01 and what each gains by it, by SQL alone: 4 % a year.

    The plan's benefits are wholly the initiative's own, in kroner of 2026, which is also the base year.
    """
    rows = sqlite3.connect(database).execute(
        "SELECT beneficiary_id, fiscal_year, amount_minor FROM projection_line"
        " WHERE municipality_id = 'fjellvik' AND initiative_id = 'VT-01' AND projection_number = 1"
        " AND amount_minor IS NOT NULL"
    )
    found: dict[str, float] = {}
    for beneficiary, year, amount in rows:
        side = beneficiary or "paid"
        found[side] = found.get(side, 0.0) + amount / 1.04 ** (year - 2026)
    return found


def test_the_figures_are_those_an_oracle_finds_in_the_database(opened: Opened, read_url: str) -> None:
    told = worth(read_url.removeprefix("sqlite:///"))
    assert set(told) == {"paid", "nordfjella-hf", "130"}
    a_year = sum(1 / 1.04**t for t in range(1, 8))  # 2027 to 2033
    with opened(f"{FLOW}&lang=nb&initiative=VT-01") as page:
        cells = page.locator(".bb-matrix tbody td").all_inner_texts()
        written = [float(cell.replace("\u00a0", "").replace("\u2212", "-")) for cell in cells]
        thousands = [told["130"] / 1e5, told["nordfjella-hf"] / 1e5]
        assert written == pytest.approx([*thousands, sum(thousands)], abs=0.5)
        link = page.locator('a[href*="value-flow-parties"]')
        file = page.request.get(page.url.split("/value_flow")[0] + (link.get_attribute("href") or "")).text()
    rows = {line.split(";")[0].strip('"'): line.split(";") for line in file.splitlines()}
    home_care = [float(rows["Hjemmetjenesten"][at].replace(",", ".")) for at in (2, 3, 6, 7)]
    loss = -told["paid"] / 100
    assert home_care == pytest.approx([0, loss, loss, loss / a_year], abs=0.02)
    assert rows["Hjemmetjenesten"][8] == '"ja"'
    hospital = rows["Nordfjella helseforetak (oppdiktet)"]
    assert float(hospital[6].replace(",", ".")) == pytest.approx(told["nordfjella-hf"] / 100, abs=0.02)
