"""The imports page in Chromium: a bad file, a good file, undo, the template, and what axe-core says."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.actions.import_file import Request, import_file
from dashboard.actions.prepare import initialise
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE
from data.importers.templates import template
from tests.browser import pages
from tests.browser.looks import DESKTOP, each_look
from tests.browser.pages import STREAMLITS, at_rest, pressed, too_wide, visiting
from tests.dashboard.commands.conftest import BAD, LEDGER, UNITS
from tests.services.accessibility import axe
from tests.services.app import AppServer, start_app
from tests.services.people import everything


@pytest.fixture(scope="module")
def town_url(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('imports') / 'test.sqlite')}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        initialise()
        import_file(LOCAL_PRINCIPAL, Request("units-csv", "units.csv", UNITS.encode(), "9901", "Prøvekommunen"))
    everything(url, "9901")
    return url


@pytest.fixture(scope="module")
def server(town_url: str) -> Iterator[AppServer]:
    with start_app(town_url) as server:
        yield server


@pytest.fixture
def opened(chromium: Browser, server: AppServer, town_url: str):  # type: ignore[no-untyped-def]  # a context manager of pages
    @contextmanager
    def open_page(words: str = "nb", size: dict[str, int] = DESKTOP, scheme: str = "light") -> Iterator[Page]:
        with visiting(chromium, server, town_url)(f"/imports?lang={words}", size, scheme) as page:
            expect(page.locator(".bb-batches")).to_be_visible()
            yield page

    return open_page


def upload(page: Page, folder: Path, content: str, words: str = "nb", name: str = "a.csv") -> None:
    """Choose the kind of file where it is not chosen, and upload a file of it."""
    (folder / name).write_text(content, encoding="utf-8")
    expect(page.get_by_test_id("stFileChipName")).to_have_count(0)
    if not page.locator("input[type=file]").count():
        choose(page, text(words, "imports.profile"), text(words, "profile.ledger-csv.title"))
    page.locator("input[type=file]").set_input_files(folder / name)
    expect(page.get_by_test_id("stFileChipName")).to_be_visible()
    at_rest(page)


def choose(page: Page, label: str, option: str) -> None:
    pages.choose(page.get_by_role("combobox", name=label), page.get_by_role("option", name=option))


def test_a_bad_file_then_a_good_one_then_undo(opened, tmp_path):
    with opened() as page:
        upload(page, tmp_path, BAD)
        pressed(page, "Kontroller filene")
        expect(page.get_by_role("cell", name="Rad 3, amount")).to_be_visible()
        expect(page.get_by_role("cell", name="Rad 5, amount")).to_be_visible()
        expect(page.get_by_role("button", name="Lagre 1 fil")).to_have_count(0)
        pressed(page, "Avbryt")
        upload(page, tmp_path, LEDGER, name="good.csv")
        pressed(page, "Kontroller filene")
        expect(page.get_by_text("Klar til å lagres")).to_be_visible()
        expect(page.get_by_role("cell", name="2 500,75")).to_be_visible()  # 1 000,50 + 2 000,25 - 500,00
        pressed(page, "Lagre 1 fil", twice=True)
        expect(page.get_by_text("«good.csv» er lagret, 4 rader.")).to_be_visible()
        expect(page.locator(".bb-batches tbody tr")).to_have_count(2)
        at_rest(page)
        choose(page, "Angre en fil", "good.csv")
        pressed(page, "Se hva som endres")
        expect(page.get_by_text("Regnskap (drift) 2025, periode 1–2: tallene tas bort.")).to_be_visible()
        pressed(page, "Ja, angre «good.csv»")
        expect(page.get_by_text("«good.csv» er angret.")).to_be_visible()
        expect(page.locator(".bb-batches tbody tr").first).to_contain_text("Angret")


@each_look
def test_nothing_for_axe_to_find(opened, tmp_path, words, size, scheme):
    with opened(words, size, scheme) as page:
        assert axe(page) == []
        upload(page, tmp_path, BAD, words)
        pressed(page, text(words, "imports.check"))
        expect(page.locator(".bb-problems")).to_be_visible()
        assert axe(page, STREAMLITS) == []
        assert too_wide(page) == []


def urlopen_as_stranger(address: str) -> HTTPError:
    """Return the refusal that somebody without a session gets."""
    with pytest.raises(HTTPError) as refused:
        urlopen(address)  # noqa: S310 - the address is ours
    return refused.value


def test_a_template_comes_through_the_way_out_for_files(opened, server):
    with opened() as page:
        choose(page, "Hva slags fil er det?", text("nb", "profile.units-csv.title"))
        link = page.get_by_role("link", name="Last ned en mal")
        with page.expect_download() as download:
            link.click()
        assert Path(download.value.path()).read_text(encoding="utf-8") == template("units-csv")
        with urlopen_as_stranger(f"{server.url}/eksport/mal/units-csv.csv") as refused:
            assert refused.code == 401
        assert page.request.get(f"{server.url}/eksport/mal/kostra-0a.csv").status == 404
