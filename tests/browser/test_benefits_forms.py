"""Entering the benefits register in Chromium on the demo municipality: from a new initiative to a verified benefit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from dashboard.words import text
from data.principal import Identity
from data.schema.realisation import (
    BudgetClaim,
    Measurement,
    Projection,
    ProjectionLine,
    UnpricedEffect,
    Verification,
)
from tests.browser.looks import DESKTOP, PHONE
from tests.browser.pages import (
    CONTROLLER,
    HOME_CARE,
    LEADER,
    STREAMLITS,
    TOWN,
    Opened,
    at_rest,
    choose,
    chosen,
    open_part,
    pressed,
    stored,
    told,
    too_wide,
    typed,
)
from tests.services.accessibility import axe

OUTLOOK = ("unpriced", "scenarios", "adoption", "withdraw")
Registered = Callable[..., Any]


@pytest.fixture
def opened(writing: Opened) -> Registered:
    """What opens the register with one of its forms open."""

    @contextmanager
    def open_page(who: Identity, part: str, size: dict[str, int] = DESKTOP, **query: str) -> Iterator[Page]:
        asked = {"municipality": TOWN, "quarter": "2026Q3", "lang": "nb", **query}
        with writing(
            f"/benefits?{'&'.join(f'{name}={value}' for name, value in asked.items())}", size, who=who
        ) as page:
            open_form(page, part)
            yield page

    return open_page


def open_form(page: Page, part: str) -> None:
    open_part(page, text("nb", f"register.part.{part}"))


def test_from_a_new_initiative_to_a_verified_benefit(opened: Registered, written_url: str, tmp_path: Path) -> None:
    with opened(LEADER, "new_initiative") as page:
        typed(page, "Kode", "NY-01")
        typed(page, "Navn", "Digital hjemmetime")
        pressed(page, "Lagre", twice=True)
        told(page, "Lagret.")
    with opened(LEADER, "new_benefit", unit=HOME_CARE) as page:
        chosen(page, "Tiltak å arbeide med", "NY-01 Digital hjemmetime")
        typed(page, "Kode", "NY-01-a")
        typed(page, "Navn", "Færre turer")
        typed(page, "Rolle som svarer for den", "Enhetsleder")
        pressed(page, "Lagre")
        told(page, "Lagret.")
    with opened(LEADER, "plan", unit=HOME_CARE, initiative="NY-01") as page:
        planned(page, "NY-01-a")
    lines = stored(written_url, ProjectionLine, initiative_id="NY-01")
    assert {(line.fiscal_year, line.amount_minor) for line in lines} == {(2025, 1_200_050), (2026, 1_500_000)}
    assert [one.adopted_at is not None for one in stored(written_url, Projection, initiative_id="NY-01")] == [True]
    shown = tmp_path / "turer.csv"
    shown.write_text("turer;1200", encoding="utf-8")
    with opened(LEADER, "measure", unit=HOME_CARE, benefit="NY-01-a") as page:
        page.locator("input[type=file]").set_input_files(shown)
        expect(page.get_by_test_id("stFileChipName")).to_be_visible(timeout=30_000)
        typed(page, "turer.csv viser (kr)", "11 000,00")
        typed(page, "Beløp (kr)", "10 000,50")
        typed(page, "Din rolle", "Enhetsleder")
        pressed(page, "Lagre", twice=True)
        told(page, "Lagret.")
    [measured] = stored(written_url, Measurement, benefit_id="NY-01-a")
    assert (measured.amount_minor, measured.fiscal_year, measured.period) == (1_000_050, 2025, 12)
    with opened(CONTROLLER, "verify") as page:
        waiting = page.get_by_role("combobox", name="Måling som venter")
        choose(waiting, page.get_by_role("option", name="NY-01-a"), "NY-01-a")
        expect(page.get_by_text("turer.csv viser 11 000,00")).to_be_visible(timeout=30_000)
        typed(page, "Din rolle", "Controller")
        pressed(page, "Lagre konklusjonen")
        told(page, "Lagret.")
    [verified] = stored(written_url, Verification, measurement_id=measured.measurement_id)
    assert verified.verified_minor == 1_000_050


def planned(page: Page, benefit_id: str) -> None:
    """Paste a plan, save it and adopt it."""
    page.locator("summary", has_text="Lim inn fra regneark").click()
    headings = "Linje\tGevinst\tBetales av\tTilfaller\t2025\t2026"
    row = f"Gevinst\t{benefit_id}\tHjemmetjenesten\t330\t{{first}}\t15 000"
    area = page.get_by_label("Rader fra regnearket")
    for first, understood in (("tolv", False), ("12 000,50", True)):
        area.fill(f"{headings}\n{row.format(first=first)}")
        area.press("Control+Enter")
        at_rest(page)
        expect(page.get_by_text("Ikke forstått")).to_have_count(0 if understood else 1, timeout=30_000)
    pressed(page, "Fyll tabellen")
    pressed(page, "Lagre utkast", twice=True)
    expect(page.get_by_role("button", name="Vedta", exact=True)).to_be_visible(timeout=30_000)
    pressed(page, "Vedta", twice=True)
    told(page, "Vedtatt.")


def test_an_edit_in_the_table_survives_the_page(opened: Registered, written_url: str) -> None:
    with opened(LEADER, "plan", unit=HOME_CARE, initiative="VT-01") as page:
        before = len(stored(written_url, Projection, initiative_id="VT-01"))
        editor = page.get_by_test_id("stDataFrame").first
        editor.scroll_into_view_if_needed()
        box = editor.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] - 150, box["y"] + 52)
        page.keyboard.press("Enter")  # opens an amount of the first row
        cell = page.locator("#portal textarea, #portal input").first
        expect(cell).to_be_visible(timeout=30_000)
        cell.fill("4321,5")
        page.keyboard.press("Enter")
        page.wait_for_timeout(600)  # the editor gathers changes for a moment before it tells of them
        at_rest(page)
        pressed(page, "Legg til 2034")
        open_form(page, "map")  # a run of the whole page
        pressed(page, "Lagre utkast")
        told(page, "Lagret.")
        assert len(stored(written_url, Projection, initiative_id="VT-01")) == before + 1
        number = max(one.projection_number for one in stored(written_url, Projection, initiative_id="VT-01"))
        lines = stored(written_url, ProjectionLine, initiative_id="VT-01", projection_number=number)
        assert 432_150 in {line.amount_minor for line in lines}


def test_two_writers_see_both_versions_beside_each_other(opened: Registered) -> None:
    there = {"unit": HOME_CARE, "initiative": "HR-01"}
    with opened(LEADER, "initiative", **there) as mine, opened(CONTROLLER, "initiative", **there) as theirs:
        typed(theirs, "Rolle som bestemmer", "Kommunedirektør")
        pressed(theirs, "Lagre", twice=True)
        told(theirs, "Lagret.")
        expect(theirs.get_by_role("heading", name="Noen andre har lagret mens du skrev")).to_have_count(0)
        typed(mine, "Kort om tiltaket", "Vi gir hjelp til selvhjelp")
        pressed(mine, "Lagre")
        expect(mine.get_by_role("heading", name="Noen andre har lagret mens du skrev")).to_be_visible(timeout=30_000)
        expect(mine.locator(".bb-versions section").first).to_contain_text("Kommunedirektør")
        expect(mine.locator(".bb-versions section").last).to_contain_text("Vi gir hjelp til selvhjelp")
        assert axe(mine, STREAMLITS) == []
        pressed(mine, "Slå sammen")
        expect(mine.get_by_label("Rolle som bestemmer", exact=True)).to_have_value("Kommunedirektør")
        pressed(mine, "Lagre")
        told(mine, "Lagret.")


def test_what_another_unit_has_claimed_is_refused_by_its_name(opened: Registered, written_url: str) -> None:
    made = sa.create_engine(written_url)
    with made.connect() as connection:
        [claim] = connection.execute(
            sa.text(
                "SELECT c.benefit_id, b.unit_id owner, c.unit_id, c.fiscal_year, g.reference, g.amount_minor"
                " FROM budget_claim c JOIN budget_change g USING (municipality_id, change_id)"
                " JOIN benefit b ON b.benefit_id = c.benefit_id WHERE c.amount_minor > 0"
                " ORDER BY c.benefit_id, c.fiscal_year, c.period LIMIT 1"
            )
        ).all()
        mine = connection.execute(
            sa.text(
                "SELECT benefit_id FROM benefit WHERE unit_id <> :unit AND benefit_type = 'cash' ORDER BY 1 LIMIT 1"
            ),
            {"unit": claim.owner},
        ).scalar_one()
        name = (
            connection.execute(sa.text("SELECT name FROM unit_version WHERE unit_id = :unit"), {"unit": claim.owner})
            .scalars()
            .first()
        )
    made.dispose()
    with opened(CONTROLLER, "calendar", benefit=mine) as page:
        typed(page, "År", str(claim.fiscal_year))
        chosen(page, "Enhet", str(unit_name(written_url, claim.unit_id)))
        typed(page, "Beløp (kr)", str(-claim.amount_minor // 100))
        typed(page, "Ansvarlig rolle", "Enhetsleder")
        change = page.get_by_role("combobox", name="Budsjettendring som gjennomfører kuttet")
        choose(change, page.get_by_role("option", name=claim.reference).first, claim.reference)
        pressed(page, "Lagre")
        expect(page.get_by_role("alert").filter(has_text="Ikke lagret ennå")).to_contain_text(str(name))
    assert stored(written_url, BudgetClaim, benefit_id=mine, unit_id=claim.unit_id) == []


def unit_name(url: str, unit_id: str) -> str:
    made = sa.create_engine(url)
    with made.connect() as connection:
        found = connection.execute(sa.text("SELECT name FROM unit_version WHERE unit_id = :unit"), {"unit": unit_id})
        name = str(found.scalars().first())
    made.dispose()
    return name


def test_what_is_entered_without_a_price_and_withdrawn_shows_on_the_page(opened: Registered, written_url: str) -> None:
    with opened(LEADER, "unpriced", unit=HOME_CARE, initiative="VT-01") as page:
        typed(page, "Virkning", "Tryggere pårørende")
        chosen(page, "Hvem den gjelder", "Hjemmetjenesten")
        chosen(page, "Omfang", "Stort, til det bedre")
        pressed(page, "Lagre", twice=True)
        told(page, "Lagret.")
        expect(page.get_by_role("row", name="Tryggere pårørende")).to_contain_text("Stort, til det bedre")
        open_form(page, "scenarios")
        pressed(page, "Legg til et scenario")
        typed(page, "Navn", "Ingen vil ha det")
        typed(page, "Sannsynlighet (%)", "10")
        pressed(page, "Lagre")
        expect(page.get_by_role("alert").filter(has_text="Ikke lagret ennå")).to_contain_text("blir 110 % til sammen")
    [effect] = stored(written_url, UnpricedEffect, name="Tryggere pårørende")
    assert (effect.magnitude, effect.importance) == (3, "medium")
    before = len(stored(written_url, Measurement))
    with opened(CONTROLLER, "withdraw", unit=HOME_CARE, benefit="VT-01-b") as page:
        typed(page, "Din rolle", "Controller")
        typed(page, "Hvorfor den trekkes tilbake", "Regnet to ganger")
        pressed(page, "Trekk målingen tilbake")
        told(page, "Trukket tilbake.")
        expect(page.get_by_role("row", name="Regnet to ganger")).to_contain_text("Controller")
    assert len(stored(written_url, Measurement)) == before + 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_for_axe_to_find_and_nothing_wider_than_the_screen(opened: Registered, size: dict[str, int]) -> None:
    with opened(CONTROLLER, "benefit", size, benefit="VT-01-b") as page:
        for part in ("verify", "initiative", "plan", "map", "measure", "calendar", *OUTLOOK):
            open_form(page, part)
        assert axe(page, STREAMLITS) == []
        assert too_wide(page) == []
