"""The pages, in the order of the menu."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import notices
from dashboard.words import text
from data.access import Principal
from data.vocabulary import Right

FOLDER = Path(__file__).resolve().parent.parent / "pages"
PAGES = (
    "scorecard",
    "budget",
    "benefits",
    "value_flow",
    "reinvestment",
    "cofunding",
    "outsiders",
    "imports",
    "administration",
    "my_access",
)
"""Names of the files, of the addresses and of the words `page.<name>.title`; the first is shown at the root."""
FOR_RIGHTS = {"imports": (Right.FILES,), "administration": (Right.PEOPLE, Right.TRAIL)}
"""Pages that stand in the menu only of those with one of these rights; the address of another's answers kindly."""
FOR_PERSONS = frozenset({"my_access"})
"""Pages that stand in the menu of those who have signed in."""


def pages(words: str, principal: Principal | None) -> list[StreamlitPage]:
    """Return the pages; while nobody is known, every address of theirs leads to the notice of signing in."""
    known = principal is not None
    return [
        st.Page(
            FOLDER / f"{name}.py" if known else _sign_in,
            title=text(words, f"page.{name}.title" if known else "notice.sign_in.title"),
            url_path=name,
            default=name == PAGES[0],
            visibility="visible" if principal is None or _in_menu(name, principal) else "hidden",
        )
        for name in PAGES
    ]


def _in_menu(name: str, principal: Principal) -> bool:
    if name in FOR_PERSONS:
        return principal.identity is not None
    rights = FOR_RIGHTS.get(name)
    return rights is None or any(principal.may(right) for right in rights)


def _sign_in() -> None:
    raise notices.signed_out()


def address(name: str) -> str:
    """Return the path of a page."""
    return "/" if name == PAGES[0] else f"/{name}"
