"""Signing in at a real OpenID provider with a real browser: in, out, back where one was going, and put out again."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.principal import Identity
from data.vocabulary import Role
from tests.services.accessibility import axe
from tests.services.app import AppServer
from tests.services.openid import HIGH, SUBSTANTIAL, OpenidProvider
from tests.services.people import grant, revoke
from tests.services.server import free_port
from tests.services.sign_in import callback, sign_in, sign_out, write_secrets

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
CONTACT = "Ring administratoren på 12 34 56 78"
BUDGET = "/budget?municipality=fjellvik&unit=300&lang=nb"


@dataclass(frozen=True)
class There:
    """An app with two providers, and its database."""

    app: AppServer
    database_url: str
    staff: str
    partner: str

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
    accounts: dict[str, dict[str, str]] = {name: {} for name in ("anna", "berit", "stranger")}
    staff = openid_provider("staff", callback(port), accounts=accounts).registration
    partner = openid_provider("partner", callback(port), accounts=accounts).registration
    further = {
        "access": {"contact": CONTACT},
        "access.staff": {"label": "Fjellvik"},
        "access.partner": {"acr": [HIGH]},
        "auth.partner": {"authorize_params": {"acr_values": HIGH}},
    }
    for issuer, subject, name in (
        (staff.issuer, "anna", "Anna"),
        (staff.issuer, "berit", "Berit"),
        (partner.issuer, "anna", "Annas navnesøster"),
    ):
        grant(url, Identity(issuer, subject), Role.CONTROLLER, "fjellvik", name=name)
    app = app_server(url, port=port, secrets=write_secrets(folder, [staff, partner], further))
    return There(app, url, staff.issuer, partner.issuer)


@contextmanager
def browser_of(chromium: Browser, size: dict[str, int] = DESKTOP, scheme: str = "light") -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=size, color_scheme=scheme, locale="nb-NO")  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with browser_of(chromium) as opened:
        yield opened


def signed_in(there: There, context: BrowserContext, subject: str = "anna", address: str = BUDGET) -> Page:
    page = context.new_page()
    page.goto(there(address))
    page.get_by_role("link", name="Logg inn med Fjellvik").click()
    sign_in(page, subject)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    expect(page.locator(".bb-part-row, .bb-bands").first).to_be_visible(timeout=30_000)


def test_in_and_back_where_one_was_going(there: There, context: BrowserContext) -> None:
    page = signed_in(there, context)
    assert page.url.startswith(there(BUDGET))
    expect(page.locator(".bb-who")).to_contain_text("Anna")
    cookies = {cookie["name"]: cookie for cookie in context.cookies(there("/auth/logout"))}
    assert set(cookies) >= {"brobygger_session", "_streamlit_user", "_streamlit_xsrf"}
    assert {cookies[name]["path"] for name in cookies if name.startswith("_streamlit_user")} == {"/auth/logout"}
    for cookie in cookies.values():
        assert cookie["sameSite"] == "Lax"
        assert cookie["httpOnly"] is (cookie["name"] != "_streamlit_xsrf")
    hours = (cookies["brobygger_session"]["expires"] - time.time()) / 3600
    assert 7.9 < hours <= 8


def test_out_here_and_at_the_provider(there: There, context: BrowserContext) -> None:
    page = signed_in(there, context)
    kept = f"brobygger_session={token(there, context)}"
    page.get_by_role("link", name="Logg ut").click()
    sign_out(page)
    expect(page.get_by_text("Du er logget ut.")).to_be_visible()
    assert page.url == there("/logg-inn?why=signed_out")
    names = [cookie["name"] for cookie in context.cookies(there("/auth/logout"))]
    assert not [name for name in names if name.startswith(("_streamlit_user", "brobygger_session"))]
    assert refused(there("/media/x"), Cookie=kept) == 401  # a copy of the cookie opens nothing
    page.goto(there(BUDGET))
    page.get_by_role("link", name="Logg inn med Fjellvik").click()
    expect(page.get_by_label("Subject")).to_be_visible()  # the provider asks again


def token(there: There, context: BrowserContext) -> str:
    return next(c["value"] for c in context.cookies(there("/")) if c["name"] == "brobygger_session")


def refused(address: str, **headers: str) -> int:
    with pytest.raises(HTTPError) as error:
        urlopen(Request(address, headers=headers))  # noqa: S310 - the address is ours
    error.value.close()
    return error.value.code


def test_somebody_without_a_role_sees_whom_to_ask_and_nothing_else(there: There, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(there(BUDGET))
    page.get_by_role("link", name="Logg inn med Fjellvik").click()
    sign_in(page, "stranger")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har ingen rolle i Brobygger")
    for shown in (there.staff, "stranger", CONTACT):
        expect(page.get_by_text(shown).first).to_be_visible()
    assert axe(page) == []
    page.goto(there(BUDGET))
    expect(page.get_by_role("heading", level=1)).to_have_text("Logg inn")


def test_the_same_subject_at_two_providers_is_two_people_and_each_has_its_level(
    there: There, context: BrowserContext
) -> None:
    page = context.new_page()
    for level, ending in ((SUBSTANTIAL, "Innloggingen var ikke sikker nok"), (HIGH, None)):
        page.goto(there("/logg-inn?lang=nb"))
        page.get_by_role("link", name="Logg inn med partner").click()
        expect(page).to_have_url(re.compile(re.escape(there.partner)))
        sign_in(page, "anna", level)
        if ending:
            expect(page.get_by_role("heading", level=1)).to_have_text(ending)
            assert axe(page) == []
            context.clear_cookies()
    drawn(page)
    expect(page.locator(".bb-who")).to_contain_text("Annas navnesøster")


def test_a_role_that_is_taken_away_closes_an_open_page_within_five_seconds(
    there: There, context: BrowserContext
) -> None:
    page = signed_in(there, context, "berit")
    revoke(there.database_url, Identity(there.staff, "berit"), Role.CONTROLLER, "fjellvik")
    began = time.monotonic()
    expect(page.locator(".bb-notice h1")).to_have_text("Rollen din er endret", timeout=5_000)
    assert page.locator(".bb-part-row").count() == 0
    assert time.monotonic() - began <= 5
    expect(page.get_by_role("link", name="Budsjett")).to_have_count(0)
    page.get_by_role("link", name="Logg inn").click()
    expect(page.get_by_text("Rollen din er endret.")).to_be_visible()


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
    page.route(
        "http://evil.example/",
        lambda route: route.fulfill(content_type="text/html", body=f'<a href="{there("/auth/logout")}">x</a>'),
    )
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


@pytest.mark.parametrize(
    ("words", "size", "scheme"),
    [
        ("nb", DESKTOP, "light"),
        ("nb", DESKTOP, "dark"),
        ("nb", PHONE, "light"),
        ("nb", PHONE, "dark"),
        ("nn", DESKTOP, "light"),
        ("en", DESKTOP, "light"),
    ],
)
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
