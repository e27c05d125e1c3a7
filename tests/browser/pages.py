"""What browser tests do with pages of the app: open them, wait until they are at rest, fill in, choose and press."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect

from data.principal import Identity
from data.schema.model import Model
from data.vocabulary import Role
from tests.browser.looks import DESKTOP
from tests.services.app import AppServer
from tests.services.people import TESTER, everything, grant
from tests.services.sign_in import signed_in

Opened = Callable[..., AbstractContextManager[Page]]
"""`opened(address, size=DESKTOP, scheme="light", who=TESTER)`: a page of the app that is at rest."""

TOWN, HOME_CARE = "fjellvik", "330"
CONTROLLER, COUNCIL, LEADER = (Identity("https://issuer.example", name) for name in ("controller", "council", "leader"))

STREAMLITS = [
    ("target-size", '[data-testid="stDateInput"] [role="spinbutton"]'),
    ("presentation-role-conflict", '[data-testid="stFileUploaderDropzone"]'),
    ("empty-table-header", '[data-testid="stDataFrame"]'),
]
"""Streamlit's own: parts of a date, the section of the uploader, and the corner of an editor's hidden table."""

WIDER = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && !e.closest('.bb-hidden, .bb-scroll, svg, pre, [data-testid=stDataFrame]'))
    .concat(document.documentElement.scrollWidth > innerWidth ? [document.documentElement] : [])
    .map(e => e.outerHTML.slice(0, 80))"""

STILL = """() => document.getAnimations().every(
    one => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""
"""A part that opens grows to its size: what is measured meanwhile is smaller than it will be."""

RUNS = Path(__file__).parent / "runs.js"
PATIENCE_MS = 60_000
"""How long a run of a page may take on a busy machine."""
TRIES = 5


def known(database_url: str) -> None:
    """Give the demo a tester who has every role, a leader of home care, a controller and a member of the council."""
    everything(database_url, TOWN)
    grant(database_url, LEADER, Role.LEADER, TOWN, HOME_CARE, name="Leder (fiktiv)")
    grant(database_url, CONTROLLER, Role.CONTROLLER, TOWN, name="Controller (fiktiv)")
    grant(database_url, COUNCIL, Role.COUNCIL, TOWN, name="Representant (fiktiv)")


def new_context(chromium: Browser, size: dict[str, int], scheme: str = "light") -> BrowserContext:
    """Return a context of Chromium whose pages tell when what they asked for is over."""
    context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type] # as Playwright has it
    context.add_init_script(path=RUNS)
    return context


def visiting(chromium: Browser, server: AppServer, database_url: str) -> Opened:
    """Return what opens a page of an app as somebody who is signed in."""

    @contextmanager
    def opened(
        address: str, size: dict[str, int] = DESKTOP, scheme: str = "light", who: Identity = TESTER
    ) -> Iterator[Page]:
        context = new_context(chromium, size, scheme)
        signed_in(context, server, database_url, who)
        page = context.new_page()
        page.goto(f"{server.url}{address}")
        settled(page)
        yield page
        context.close()

    return opened


def settled(page: Page) -> None:
    """Wait until a page of the app stands there, and is at rest."""
    expect(page.locator(".bb-question, .bb-notice").first).to_be_visible(timeout=PATIENCE_MS)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until the run that was asked for is over: what is clicked before is of a page that goes away."""
    over = 'html:not([data-asked], [data-stirred]) [data-testid="stApp"][data-test-script-state="notRunning"]'
    expect(page.locator(over)).to_be_visible(timeout=PATIENCE_MS)


def charts_drawn(page: Page, count: int) -> None:
    """Wait until as many charts as a page has are drawn."""
    expect(page.locator(".js-plotly-plot .main-svg:first-child")).to_have_count(count, timeout=PATIENCE_MS)


def too_wide(page: Page) -> list[str]:
    """Return the beginnings of what reaches beyond the right edge of the screen."""
    return list(page.evaluate(WIDER))


def open_part(page: Page, heading: str) -> None:
    """Open a part of the page by the keyboard, by the words it has when it is closed."""
    summary = page.locator("summary", has_text=heading).first
    summary.focus()
    page.keyboard.press("Enter")
    expect(summary.locator("xpath=..").locator("[data-testid=stExpanderDetails] *").first).to_be_visible(
        timeout=PATIENCE_MS
    )
    at_rest(page)
    page.wait_for_function(STILL)


def typed(page: Page, label: str, value: str) -> None:
    """Type into a field and leave it; the last where several have the label."""
    field = page.get_by_label(label, exact=True).last
    field.fill(value)
    field.press("Tab")
    at_rest(page)


def pressed(page: Page, button: str, *, twice: bool = False) -> None:
    """Press a button, the last where several have the words, and wait until it has done its work."""
    found = page.get_by_role("button", name=button, exact=True).last
    found.dblclick() if twice else found.click()
    at_rest(page)


def told(page: Page, word: str) -> None:
    """Expect the page to tell that something was done."""
    expect(page.locator(".bb-result.bb-good", has_text=word)).to_be_visible(timeout=PATIENCE_MS)


def choose(box: Locator, wanted: Locator, typed: str = "") -> None:
    """Choose from a list, by what is typed first where a long one shows only a part of itself.

    Leaving a field starts a run, and a run that ends closes a list that was just opened: then it is opened again.
    """
    for _ in range(TRIES):
        at_rest(box.page)
        box.click()
        box.page.keyboard.type(typed)
        with suppress(TimeoutError):
            wanted.click(timeout=3_000)
            at_rest(box.page)
            return
        box.page.keyboard.press("Escape")
    raise AssertionError(f"{wanted} could not be chosen from {box}")


def chosen(page: Page, label: str, option: str, *, exact: bool = True) -> None:
    """Choose from the last list that has a label, by the whole words of the option or by a part of them.

    They are typed: of a long list only what is near the choice is on the page.
    """
    wanted = page.get_by_role("option", name=option, exact=exact).first
    choose(page.get_by_role("combobox", name=label).last, wanted, option)


def stored(database_url: str, table: type[Model], **of: Any) -> list[Any]:
    """Return the rows of a table that have these values."""
    made = sa.create_engine(database_url)
    with made.connect() as connection:
        found = connection.execute(sa.select(table).filter_by(**of)).all()
    made.dispose()
    return list(found)
