"""What browser tests do with a page of the app: wait until it is at rest, and choose from its lists."""

from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect

TRIES = 5


def at_rest(page: Page) -> None:
    """Wait until the run that was asked for is over: what is clicked before is of a page that goes away."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=60_000)


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
