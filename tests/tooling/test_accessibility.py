from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.services.accessibility import axe

# One thing is wrong: the first image says nothing to those who do not see it.
PAGE = """<!doctype html><html lang="nb"><head><title>Prøve</title></head><body><main><h1>Prøve</h1>
<img id="mute" class="drawing" src="data:,"><img src="data:," alt="Et tegn"></main></body></html>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content(PAGE)
        yield page


def test_what_is_wrong_is_told_with_its_rule_and_place(page: Page) -> None:
    assert axe(page) == ["image-alt: #mute: Images must have alternative text"]


def test_what_is_allowed_is_left_out(page: Page) -> None:
    assert axe(page, allowed=[("image-alt", ".drawing")]) == []


@pytest.mark.parametrize("other", [("image-alt", ".other"), ("button-name", ".drawing")])
def test_another_rule_or_another_place_allows_nothing(page: Page, other: tuple[str, str]) -> None:
    assert len(axe(page, allowed=[other])) == 1


def test_a_test_with_a_browser_is_in_the_serial_stage(request: pytest.FixtureRequest, page: Page) -> None:
    assert page
    assert request.node.get_closest_marker("browser")
