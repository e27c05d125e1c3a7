"""What somebody else stored meanwhile beside one's own, and the ways to bring them together: nothing is overwritten."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.markup import Html, html, joined
from dashboard.words import text

Told = Sequence[tuple[str, str]]
"""A version as what each part is called and what stands there."""


@dataclass(frozen=True)
class Way:
    """A button that fills the form with one version or with both."""

    key: str
    label: str
    act: Callable[..., None]
    given: tuple[Any, ...] = ()


def beside(language: str, both: Mapping[str, Told], ways: Sequence[Way], key: str, title: str = "comment") -> None:
    """Draw the stored version (`theirs`) and one's own (`mine`), and the buttons.

    Args:
        language: The reader's.
        both: The two versions, by whose they are.
        ways: How they can be brought together.
        key: What the row of buttons is called.
        title: Whose words say what happened: `<title>.changed` and `<title>.changed.todo`.
    """
    body = (
        '<section class="bb-notice bb-stale" role="alert"><h2>{title}</h2><p>{todo}</p></section>'
        '<div class="bb-versions">{versions}</div>'
    )
    drawn = joined(_version(text(language, f"comment.{whose}"), told) for whose, told in both.items())
    said = {"title": text(language, f"{title}.changed"), "todo": text(language, f"{title}.changed.todo")}
    st.html(html(body, versions=drawn, **said))
    with st.container(horizontal=True, key=key):
        for way in ways:
            st.button(way.label, on_click=way.act, args=way.given, key=way.key)


def say(css: str, said: str, role: str) -> None:
    """Write what came of it, so that a screen reader says it."""
    st.html(html('<p class="{css} bb-result" role="{role}">{said}</p>', css=css, said=said, role=role))


def _version(title: str, told: Told) -> Html:
    rows = joined(html("<dt>{name}</dt><dd>{said}</dd>", name=name, said=said) for name, said in told)
    return html('<section class="bb-card"><h3>{title}</h3><dl>{rows}</dl></section>', title=title, rows=rows)
