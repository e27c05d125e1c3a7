"""Ask axe-core what is wrong with a page."""

from collections.abc import Collection
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
MATCHES = "([target, selector]) => Boolean(document.querySelector(target)?.matches(selector))"
Allowed = Collection[tuple[str, str]]


def axe(page: Page, allowed: Allowed = ()) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA and its best practice, one line for each element.

    Args:
        page: A page that has settled.
        allowed: Pairs of a rule and a CSS selector; a finding of that rule on an element that matches is left out.

    Returns:
        Lines such as "image-alt: #logo: Images must have alternative text"; empty where nothing is wrong.
    """
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {rule['help']}"
        for rule in found
        for node in rule["nodes"]
        if not is_allowed(page, rule["id"], node["target"], allowed)
    ]


def is_allowed(page: Page, rule: str, target: list[Any], allowed: Allowed) -> bool:
    """Return whether a finding of a rule on an element may stand; in a frame or a shadow tree none may."""
    selectors = [selector for allowed_rule, selector in allowed if allowed_rule == rule]
    if len(target) != 1 or not isinstance(target[0], str):
        return False
    return any(page.evaluate(MATCHES, [target[0], selector]) for selector in selectors)
