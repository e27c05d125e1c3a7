"""What the pages may load and run, in Chromium: nothing from another host, and nothing that the policy forbids."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard import navigation
from dashboard.words import text
from data.principal import Identity
from tests.browser.pages import RUNS, at_rest
from tests.services.app import SERVE, AppServer, start_app
from tests.services.people import TESTER, everything
from tests.services.sign_in import signed_in

TELL = """addEventListener('securitypolicyviolation', e =>
    console.error(`Violation of ${e.violatedDirective} by ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber}`))"""
SIGN_IN = ("/logg-inn", "/logg-inn?why=expired&lang=nn", "/logg-inn/engang/spent", "/oauth2callback?error=any")


@dataclass
class Watch:
    """What a browser did: the hosts it asked, and what it complained about."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def address(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppServer, str]]:
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('content') / 'town.sqlite')}"
    everything(url, "fjellvik", fictional=True)
    with start_app(url, command=(*SERVE, "--prepare")) as server:  # as «make run» does
        yield server, url


@contextmanager
def watched(chromium: Browser, address: tuple[AppServer, str], person: Identity | None) -> Iterator[tuple[Page, Watch]]:
    """Yield a page of somebody, or of a stranger, and what is seen of it."""
    with chromium.new_context(locale="nb-NO") as context:
        if person:
            signed_in(context, *address, person)
        seen = watching(context)
        yield context.new_page(), seen


def watching(context: BrowserContext) -> Watch:
    seen = Watch()
    context.add_init_script(TELL)
    context.add_init_script(path=RUNS)
    context.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
    context.on("page", lambda page: page.on("websocket", lambda socket: seen.hosts.add(urlsplit(socket.url).netloc)))
    context.on("console", lambda said: seen.complaints.append(said.text) if complains(said.type, said.text) else None)
    return seen


def complains(kind: str, said: str) -> bool:
    return kind == "error" and ("Violation of" in said or "Content Security Policy" in said)


FORBIDDEN = {
    "script-src": "() => { setTimeout(() => { try { eval('1') } catch {} }) }",
    "script-src-elem": "() => document.body.append(Object.assign(document.createElement('script'), {text: 'ran = 1'}))",
    "connect-src": "() => { fetch('https://elsewhere.example/').catch(() => 0) }",
    "img-src": "() => { new Image().src = 'https://elsewhere.example/' }",
}


@pytest.mark.parametrize(("directive", "act"), FORBIDDEN.items(), ids=FORBIDDEN)
def test_what_the_policy_forbids_would_be_seen(
    chromium: Browser, address: tuple[AppServer, str], directive: str, act: str
) -> None:
    with watched(chromium, address, None) as (page, seen):
        page.goto(f"{address[0].localhost}/logg-inn")
        with page.expect_console_message(lambda said: f"Violation of {directive} " in said.text):
            page.evaluate(act)
        assert seen.complaints
        assert page.evaluate("typeof ran") == "undefined"


@pytest.mark.parametrize("name", navigation.PAGES)
def test_a_page_keeps_the_policy_and_asks_no_other_host(
    chromium: Browser, address: tuple[AppServer, str], name: str
) -> None:
    with watched(chromium, address, TESTER) as (page, seen):
        page.goto(f"{address[0].localhost}{navigation.address(name)}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
        at_rest(page)
        for more in page.get_by_test_id("stExpander").locator("summary").all()[:3]:
            more.click()
        at_rest(page)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("typeof WebAssembly") == "undefined"
        assert seen.complaints == []
        assert seen.hosts - {""} == {urlsplit(address[0].localhost).netloc}


@pytest.mark.parametrize("path", SIGN_IN)
def test_the_way_in_keeps_the_policy_and_runs_no_script(
    chromium: Browser, address: tuple[AppServer, str], path: str
) -> None:
    with watched(chromium, address, None) as (page, seen):
        page.goto(f"{address[0].localhost}{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.locator("script").count() == 0
        assert seen.complaints == []
        assert seen.hosts == {urlsplit(address[0].localhost).netloc}


def test_the_demo_shows_the_scorecard_in_one_click(chromium: Browser, address: tuple[AppServer, str]) -> None:
    with watched(chromium, address, None) as (page, seen):
        page.goto(f"{address[0].localhost}/")
        page.get_by_role("button", name=text("nb", "signin.demo.director")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hvordan går det i Fjellvik?", timeout=30_000)
        expect(page.locator(".bb-bands").first).to_be_visible()
        assert seen.complaints == []
