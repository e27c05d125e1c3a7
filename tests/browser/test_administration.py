"""Administration and My access in Chromium: two browsers, the keyboard, the file, and what axe-core says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.words import text
from data.access import Identity
from data.people import DEMO_ISSUER
from tests.browser import pages
from tests.browser.looks import DESKTOP, each_look
from tests.browser.pages import at_rest, pressed, settled, too_wide, visiting
from tests.services.accessibility import axe
from tests.services.app import AppServer, start_app

TABS = ("people", "sessions", "public", "trail")
LEADER = "Enhetsleder hjemmetjenesten (fiktiv)"


@pytest.fixture(scope="module")
def demo_copy(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('administration') / 'demo.sqlite')}"


@pytest.fixture(scope="module")
def server(demo_copy: str) -> Iterator[AppServer]:
    with start_app(demo_copy) as server:
        yield server


@pytest.fixture
def opened(chromium: Browser, server: AppServer, demo_copy: str):  # type: ignore[no-untyped-def]  # a context manager of pages
    def open_page(who: str, path: str, words: str = "nb", size: dict[str, int] = DESKTOP, scheme: str = "light"):  # type: ignore[no-untyped-def]
        return visiting(chromium, server, demo_copy)(f"/{path}?lang={words}", size, scheme, Identity(DEMO_ISSUER, who))

    return open_page


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list by what is written; units stand under one another with a dash."""
    wanted = page.get_by_role("option", name=re.compile(rf"^(–\s)?{re.escape(option)}$"))
    pages.choose(page.get_by_role("combobox", name=label, exact=True), wanted, option)


def test_a_role_is_given_and_ended_while_its_holder_looks(opened):
    with opened("administrator", "administration") as page:
        choose(page, "Hvem får rollen?", "HR-rådgiver (fiktiv)")
        choose(page, "Rolle", "Leder")
        choose(page, "Enhet", "Solbakken sykehjem")
        pressed(page, "Gi rollen")
        expect(page.get_by_role("status").filter(has_text="HR-rådgiver (fiktiv) har rollen leder")).to_be_visible()
        expect(page.get_by_role("row", name="HR-rådgiver (fiktiv)")).to_contain_text("Leder, Solbakken sykehjem")
        with opened("unit-leader", "") as leaders:
            expect(leaders.get_by_text("Hjemmetjenesten").first).to_be_visible()
            choose(page, "Velg en person", LEADER)
            pressed(page, "Se hva som skjer")
            expect(page.get_by_text("Rollen slutter med én gang.")).to_be_visible()
            page.get_by_role("button", name="Ja, avslutt rollen").dblclick()
            expect(page.get_by_role("status").filter(has_text="er avsluttet. 1 økt ble avsluttet.")).to_be_visible()
            expect(leaders.get_by_text("Hjemmetjenesten")).to_have_count(0, timeout=5_000)
        expect(page.get_by_role("row", name=LEADER)).to_contain_text("Ingen rolle nå")


def test_a_session_is_ended_in_another_browser(opened):
    with opened("controller", "") as theirs, opened("administrator", "administration") as page:
        expect(theirs.locator(".bb-bands")).to_be_visible(timeout=20_000)
        page.get_by_role("tab", name="Innlogget nå").click()
        at_rest(page)
        of_controller = page.get_by_role("option").filter(has_text="Økonomirådgiver (fiktiv)").first
        pages.choose(page.get_by_role("combobox", name="Avslutt en økt"), of_controller)
        pressed(page, "Avslutt økten")
        expect(page.get_by_role("status").filter(has_text="er avsluttet")).to_be_visible()
        expect(theirs.locator(".bb-bands")).to_have_count(0, timeout=5_000)


def test_ones_own_other_session_is_signed_out_and_this_one_stays(opened):
    with opened("director", "") as elsewhere, opened("director", "my_access") as here:
        expect(elsewhere.locator(".bb-bands")).to_be_visible(timeout=20_000)
        expect(here.get_by_text("Denne økten")).to_have_count(1)
        row = here.get_by_role("row").filter(has_text="Denne økten")
        assert row.count() == 1
        last = here.get_by_role("option").last  # the newest is first, and that is this one
        pages.choose(here.get_by_role("combobox", name="Logg ut en økt"), last)
        pressed(here, "Avslutt økten")
        expect(here.get_by_text("Økten er avsluttet.")).to_be_visible()
        expect(elsewhere.locator(".bb-bands")).to_have_count(0, timeout=5_000)
        expect(here.get_by_text("Rollene mine")).to_be_visible()


def test_the_log_comes_as_a_file(opened):
    with opened("auditor", "administration") as page:
        page.get_by_role("tab", name="Logg", exact=True).click()
        at_rest(page)
        choose(page, "Handling", "Ga")
        pressed(page, "Vis loggen")
        expect(page.locator(".bb-listing tbody tr").first).to_contain_text("Ga: rolle")
        with page.expect_download() as download:
            page.get_by_role("link", name="Last ned utvalget (CSV)").click()
        lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].startswith('"Når";"Hvem";"Rolle";"Hva"')
        assert len(lines) >= 1 + 9  # the demo's nine people got a role each
        assert all('"Ga: rolle, ' in line for line in lines[1:])


def test_who_may_not_sees_neither_the_page_nor_the_file(opened, server):
    with opened("council-member", "administration") as page:
        expect(page.get_by_role("heading", name=text("nb", "notice.no_administration.title"))).to_be_visible()
        expect(page.get_by_role("link", name="Administrasjon")).to_have_count(0)
        expect(page.get_by_role("link", name="Min tilgang").first).to_be_visible()
        answer = page.request.get(f"{server.url}/eksport/trail.csv?municipality=fjellvik")
        assert answer.status == 404
        assert "fiktiv" not in answer.text()


def test_a_role_is_given_from_the_keyboard_alone(opened):
    with opened("administrator", "administration") as page:
        page.get_by_role("combobox", name="Hvem får rollen?").focus()
        page.keyboard.type("Kommunerevisor")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_label(text("nb", "admin.part.subject"))).to_have_count(0)
        at_rest(page)
        page.get_by_role("combobox", name="Rolle", exact=True).focus()
        page.keyboard.type("Kommunestyret")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_text(text("nb", "access.role.council"))).to_be_visible()
        at_rest(page)
        page.get_by_role("button", name="Gi rollen").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="har rollen kommunestyret")).to_be_visible()


@each_look
def test_nothing_for_axe_to_find(opened, words, size, scheme):
    with opened("administrator", "administration", words, size, scheme) as page:
        for tab in TABS:
            page.get_by_role("tab", name=text(words, f"admin.tab.{tab}"), exact=True).click()
            at_rest(page)
            fits(page)
        page.get_by_role("tab", name=text(words, "admin.tab.people")).click()
        choose(page, text(words, "admin.person.choose"), "Kommunerevisor (fiktiv)")
        pressed(page, text(words, "admin.end.see"))
        expect(page.get_by_role("button", name=text(words, "admin.end.confirm"))).to_be_visible()
        fits(page)
        page.goto(page.url.replace("administration", "my_access"))
        expect(page.get_by_text(text(words, "access.roles"))).to_be_visible(timeout=20_000)
        settled(page)
        fits(page)


def fits(page: Page) -> None:
    found = axe(page)
    for _ in range(10):  # a tab that is still being drawn can be scrolled before it holds anything to reach
        if not found:
            break
        page.wait_for_timeout(500)
        found = axe(page)
    assert found == []
    assert too_wide(page) == []
