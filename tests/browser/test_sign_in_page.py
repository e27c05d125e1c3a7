"""The sign-in page in Chromium, and signing out: by nobody else's page, and in one's own browser alone."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.principal import Identity
from data.vocabulary import Role
from tests.browser.looks import DESKTOP, each_look
from tests.services.accessibility import axe
from tests.services.app import AppServer
from tests.services.openid import HIGH, OpenidProvider
from tests.services.people import grant
from tests.services.server import free_port
from tests.services.sign_in import callback, sign_in, sign_out, write_secrets

BUDGET = "/budget?municipality=fjellvik&unit=300&lang=nb"


@dataclass(frozen=True)
class There:
    """An app with two providers; anna may come in by the first of them."""

    app: AppServer

    def __call__(self, address: str) -> str:
        return f"{self.app.localhost}{address}"


@pytest.fixture(scope="module")
def there(
    app_server: Callable[..., AppServer],
    openid_provider: Callable[..., OpenidProvider],
    demo_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> There:
    folder, port = tmp_path_factory.mktemp("sign-in"), free_port()
    url = f"sqlite:///{shutil.copy(demo_template, folder / 'demo.sqlite')}"
    accounts: dict[str, dict[str, str]] = {"anna": {}, "stranger": {}}
    staff = openid_provider("staff", callback(port), accounts=accounts).registration
    partner = openid_provider("partner", callback(port), accounts=accounts).registration
    further = {
        "access": {"contact": "12 34 56 78"},
        "access.staff": {"label": "Fjellvik"},
        "access.partner": {"acr": [HIGH]},
    }
    grant(url, Identity(staff.issuer, "anna"), Role.CONTROLLER, "fjellvik", name="Anna")
    app = app_server(url, port=port, secrets=write_secrets(folder, [staff, partner], further))
    return There(app)


@contextmanager
def browser_of(chromium: Browser, size: dict[str, int] = DESKTOP, scheme: str = "light") -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=size, color_scheme=scheme, locale="nb-NO")  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with browser_of(chromium) as opened:
        yield opened


def signed_in(there: There, context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(there(BUDGET))
    page.get_by_role("link", name="Logg inn med Fjellvik").click()
    sign_in(page, "anna")
    drawn(page)
    return page


def drawn(page: Page) -> None:
    expect(page.locator(".bb-part-row, .bb-bands").first).to_be_visible(timeout=30_000)


def test_signing_out_in_one_browser_leaves_the_other_alone(there: There, chromium: Browser) -> None:
    with browser_of(chromium) as first, browser_of(chromium) as second:
        mine, theirs = signed_in(there, first), signed_in(there, second)
        tab = first.new_page()
        tab.goto(there("/?lang=nb"))
        drawn(tab)
        tab.get_by_role("link", name="Logg ut").click()
        expect(mine.locator(".bb-notice h1")).to_have_text("Du er logget ut", timeout=5_000)
        theirs.reload()
        drawn(theirs)


def test_no_other_page_can_sign_somebody_out(there: There, context: BrowserContext) -> None:
    page = signed_in(there, context)
    other = context.new_page()
    other.route(
        "http://evil.example/",
        lambda route: route.fulfill(content_type="text/html", body=f'<a href="{there("/auth/logout")}">x</a>'),
    )
    other.goto("http://evil.example/")
    other.get_by_role("link").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Vil du logge ut?")
    page.reload()
    drawn(page)
    other.get_by_role("link", name="Logg ut").click()
    sign_out(other)
    expect(other.get_by_text("Du er logget ut.")).to_be_visible()


@pytest.mark.parametrize("subject", ["stranger", "anna"])
def test_nothing_for_axe_to_find_where_somebody_is_not_let_in(
    there: There, context: BrowserContext, subject: str
) -> None:
    page = context.new_page()
    page.goto(there("/logg-inn?lang=nb"))
    page.get_by_role("link", name="Logg inn med Fjellvik" if subject == "stranger" else "Logg inn med partner").click()
    sign_in(page, subject)
    said = "Du har ingen rolle i Brobygger" if subject == "stranger" else "Innloggingen var ikke sikker nok"
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
    assert axe(page) == []


@each_look
def test_nothing_for_axe_to_find_on_the_sign_in_page(
    there: There, chromium: Browser, words: str, size: dict[str, int], scheme: str
) -> None:
    with browser_of(chromium, size, scheme) as opened:
        page = opened.new_page()
        page.goto(there(f"/logg-inn?why=idle&lang={words}"))
        assert axe(page) == []
        assert page.evaluate("document.documentElement.lang") == words
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_sign_in_page_needs_no_script_and_asks_nobody_else(there: There, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(there("/logg-inn?lang=nb"))
    expect(page.get_by_role("link", name="Logg inn med Fjellvik")).to_be_visible()
    context.close()
    assert {url.split("/")[2] for url in asked} == {there("").split("/")[2]}
