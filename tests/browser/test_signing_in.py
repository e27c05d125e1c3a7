"""Signing in, in Chromium and at certified OpenID providers: in and out, where one was going, and when it ends."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard.words import text
from data.principal import Identity
from data.schema.people import SignInSession
from data.sessions import EndedBecause, hashed
from data.vocabulary import Role
from tests.browser.pages import at_rest
from tests.services.app import AppServer, start_app
from tests.services.openid import HIGH, OpenidProvider
from tests.services.people import grant, revoke
from tests.services.server import free_port
from tests.services.sign_in import callback, sign_in, sign_out, signed_in, write_secrets

MUNICIPALITY, UNIT = "fjellvik", "330"
STAFF, PARTNER = "staff", "partner"
CONTACT = "Servicetorget, tlf. 22 22 22 22"
PROMISED = 5_000
"""Milliseconds within which an open page shows no more than its reader may see."""
FIGURES = ".bb-bands"


@dataclass
class Town:
    """The running app, its database and its providers."""

    server: AppServer
    url: str
    providers: dict[str, OpenidProvider]

    def person(self, subject: str, provider: str = STAFF) -> Identity:
        return Identity(self.providers[provider].registration.issuer, subject)

    def new_person(self, subject: str, role: Role = Role.CONTROLLER, unit: str = "") -> Identity:
        grant(self.url, self.person(subject), role, MUNICIPALITY, unit, name=f"Prøveperson {subject}")
        return self.person(subject)


@pytest.fixture(scope="module")
def town(
    demo_template: Path,
    openid_provider: Callable[..., OpenidProvider],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Town]:
    folder, port = tmp_path_factory.mktemp("signing-in"), free_port()
    url = f"sqlite:///{shutil.copy(demo_template, folder / 'town.sqlite')}"
    accounts: dict[str, dict[str, Any]] = {"subject-1": {}, "subject-2": {}, "stranger": {}}
    providers = {name: openid_provider(name, callback(port), accounts=accounts) for name in (STAFF, PARTNER)}
    further = {"access": {"contact": CONTACT}, f"access.{STAFF}": {"label": "Ansatt", "acr": [HIGH]}}
    secrets = write_secrets(folder, [provider.registration for provider in providers.values()], further)
    with start_app(url, port, secrets=secrets) as server:
        made = Town(server, url, providers)
        made.new_person("subject-1")
        grant(url, made.person("subject-1", PARTNER), Role.COUNCIL, MUNICIPALITY, name="Folkevalgt")
        yield made


@contextmanager
def browser_of(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(locale="nb-NO") as context:
        yield context


def come_in(page: Page, town: Town, subject: str, provider: str = STAFF, address: str = "/") -> None:
    """Go to an address of the app, and through the sign-in that it leads to."""
    page.goto(f"{town.server.localhost}{address}")
    label = {STAFF: "Ansatt", PARTNER: PARTNER}[provider]
    page.get_by_role("link", name=text("nb", "signin.with", label=label)).click()
    sign_in(page, subject, HIGH)


def settled(page: Page) -> None:
    expect(page.locator(FIGURES).first).to_be_visible(timeout=30_000)
    at_rest(page)


def change(town: Town, token: str, **values: Any) -> None:
    engine = sa.create_engine(town.url)
    with engine.begin() as connection:
        connection.execute(sa.update(SignInSession).where(SignInSession.token_hash == hashed(token)).values(values))
    engine.dispose()


def test_signing_in_leads_where_one_was_going_and_leaves_one_cookie(chromium: Browser, town: Town) -> None:
    with browser_of(chromium) as context:
        page = context.new_page()
        come_in(page, town, "subject-1", address=f"/budget?unit={UNIT}&quarter=2025Q4&lang=nb")
        expect(page.locator(".bb-scope-line")).to_contain_text("4. kvartal 2025", timeout=30_000)
        where = urlsplit(page.url)
        assert where.path == "/budget"
        asked = parse_qs(where.query)
        assert (asked["unit"], asked["quarter"]) == ([UNIT], ["2025Q4"])
        held = {cookie["name"]: cookie for cookie in context.cookies(town.server.localhost)}
        session = held["brobygger_session"]
        assert (session["httpOnly"], session["sameSite"], session["path"]) == (True, "Lax", "/")
        assert 0 < session["expires"] - time() <= 8 * 3600
        assert "brobygger_return" not in held
        assert not [name for name in held if name.startswith("_streamlit_user")]  # sent to the way out alone
        assert "brobygger_session" not in page.evaluate("document.cookie")


def test_signing_out_ends_it_here_and_at_the_provider(chromium: Browser, town: Town) -> None:
    with browser_of(chromium) as context:
        page = context.new_page()
        come_in(page, town, "subject-1")
        settled(page)
        held = context.cookies(town.server.localhost)
        page.get_by_role("link", name=text("nb", "signin.out")).click()
        sign_out(page)
        expect(page.get_by_text(text("nb", "notice.signed_out.title"))).to_be_visible()
        assert urlsplit(page.url).path == "/logg-inn"
        assert "brobygger_session" not in {cookie["name"] for cookie in context.cookies(town.server.localhost)}
        for _ in range(2):
            page.go_back()
            expect(page.locator(FIGURES)).to_have_count(0)
        page.goto(town.server.localhost)
        expect(page.get_by_role("heading", level=1)).to_have_text(text("nb", "signin.title"))
        context.add_cookies(held)  # the old cookies, put back
        page.goto(town.server.localhost)
        expect(page.get_by_text(text("nb", "notice.signed_out.title"))).to_be_visible()
        come_in(page, town, "subject-1")  # the provider asks who it is
        settled(page)


def test_the_same_subject_at_another_provider_is_another_person(chromium: Browser, town: Town) -> None:
    with browser_of(chromium) as staff, browser_of(chromium) as partner:
        pages = [context.new_page() for context in (staff, partner)]
        for page, provider in zip(pages, (STAFF, PARTNER), strict=True):
            come_in(page, town, "subject-1", provider)
        for page, name in zip(pages, ("Prøveperson subject-1", "Folkevalgt"), strict=True):
            settled(page)
            expect(page.get_by_text(name)).to_be_visible()


def test_an_unknown_person_sees_whom_to_ask_and_nothing_else(chromium: Browser, town: Town) -> None:
    with browser_of(chromium) as context:
        page = context.new_page()
        come_in(page, town, "stranger")
        expect(page.get_by_role("heading", level=1)).to_have_text(text("nb", "signin.unknown.title"))
        expect(page.get_by_text(CONTACT)).to_be_visible()
        expect(page.get_by_text("stranger", exact=True)).to_be_visible()
        assert "Fjellvik" not in page.content()
        page.goto(f"{town.server.localhost}/budget")
        expect(page.get_by_role("heading", level=1)).to_have_text(text("nb", "signin.title"))


def test_too_low_a_level_of_assurance_is_said_so(chromium: Browser, town: Town) -> None:
    with browser_of(chromium) as context:
        page = context.new_page()
        page.goto(f"{town.server.localhost}/logg-inn/{STAFF}")
        sign_in(page, "subject-1")
        expect(page.get_by_role("heading", level=1)).to_have_text(text("nb", "signin.why.acr.title"))
        page.goto(town.server.localhost)
        expect(page.get_by_role("heading", level=1)).to_have_text(text("nb", "signin.title"))


def role_removed(town: Town, person: Identity, _token: str) -> None:
    revoke(town.url, person, Role.CONTROLLER, MUNICIPALITY)


def put_out(town: Town, _person: Identity, token: str) -> None:
    change(town, token, ended_at=datetime.now(UTC), ended_because=EndedBecause.PUT_OUT)


def expired(town: Town, _person: Identity, token: str) -> None:
    change(town, token, started_at=datetime.now(UTC) - timedelta(hours=8, seconds=1))


def idle(town: Town, _person: Identity, token: str) -> None:
    change(town, token, seen_at=datetime.now(UTC) - timedelta(minutes=31))


@pytest.mark.parametrize("ends", [role_removed, put_out, expired, idle], ids=lambda one: one.__name__)
def test_an_open_page_shows_no_figures_seconds_after_the_session_is_over(
    chromium: Browser, town: Town, ends: Callable[[Town, Identity, str], None]
) -> None:
    person = town.new_person(f"to be {ends.__name__}")
    with browser_of(chromium) as context:
        token = signed_in(context, town.server, town.url, person)
        page = context.new_page()
        page.goto(f"{town.server.localhost}/?unit={UNIT}")
        settled(page)
        ends(town, person, token)
        expect(page.locator(FIGURES)).to_have_count(0, timeout=PROMISED)
        expect(page.get_by_role("heading", level=1)).to_have_text(text("nb", f"notice.{ends.__name__}.title"))
        expect(page.get_by_role("combobox")).to_have_count(0)
        page.locator(".bb-notice a").click()
        expect(page.get_by_text(text("nb", f"notice.{ends.__name__}.title"))).to_be_visible()
        assert urlsplit(page.url).path == "/logg-inn"


def test_two_people_at_once_see_each_their_own(chromium: Browser, town: Town) -> None:
    whole, part = town.new_person("whole"), town.new_person("part", Role.LEADER, UNIT)
    with browser_of(chromium) as one, browser_of(chromium) as other:
        pages = []
        for context, person in ((one, whole), (other, part)):
            signed_in(context, town.server, town.url, person)
            pages.append(context.new_page())
        for _ in range(2):
            for page in pages:
                page.goto(f"{town.server.localhost}/?lang=nb")
            for page in pages:
                settled(page)
            expect(pages[0].get_by_role("heading", level=1)).to_contain_text("Fjellvik")
            expect(pages[1].get_by_role("heading", level=1)).to_contain_text("Hjemmetjenesten")
            expect(pages[0].get_by_text("Prøveperson whole")).to_be_visible()
            expect(pages[1].get_by_text("Prøveperson part")).to_be_visible()
        pages[1].goto(f"{town.server.localhost}/?unit={MUNICIPALITY}")
        expect(pages[1].locator(".bb-notice")).to_be_visible(timeout=30_000)
        expect(pages[1].locator(FIGURES)).to_have_count(0)
