"""The form of an import: which kind of file, for whom, the files, and what they do not say themselves."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.actions.import_file import Request
from dashboard.markup import html
from dashboard.views import uploader
from dashboard.views.imports_draft import Draft
from dashboard.words import text
from data.access import Principal
from data.importers.cells import NumberLocale
from data.importers.profiles import PeriodRule, Profile, Reader, profiles
from data.importers.templates import template_names
from data.importers.told import FIRST_YEAR, LAST_YEAR
from data.vocabulary import Right

QUARTER_ENDS = (3, 6, 9, 12)

_CODES_TO_ACCEPT = frozenset(f"unknown_{part}" for part in ("function", "art", "chapter"))
_WITHOUT_AMOUNTS = frozenset({Reader.FIXED_WIDTH, Reader.UNITS})
_WIDTH = 320
_WIDE = 656


@dataclass(frozen=True)
class Filled:
    """What stands in the form: the files with what was told of each, and what is still missing (keys of words)."""

    files: tuple[Any, ...]
    told: tuple[dict[str, Any], ...]
    missing: tuple[str, ...]

    @property
    def mark(self) -> Hashable:
        """Changes whenever anything in the form does."""
        said = tuple(tuple(sorted(told.items())) for told in self.told)
        return tuple(file.file_id for file in self.files), said, self.missing

    def requests(self) -> list[Request]:
        """Return a request for each file, the earliest period first; the bytes are read from the uploader now."""
        made = [
            Request(file_name=file.name, content=file.getvalue(), **told)
            for file, told in zip(self.files, self.told, strict=True)
        ]
        return sorted(made, key=lambda request: (request.year or 0, request.period or 0))


def filled(words: str, principal: Principal, towns: pd.DataFrame, preferred: str | None, draft: Draft) -> Filled | None:
    """Draw the form and return what stands in it; None until a kind of file is chosen, which decides the rest."""
    profile = _profile(words)
    if profile is None:
        return None
    town, missing = _municipality(words, principal, towns, preferred)
    uploader.words(words)
    files = st.file_uploader(
        text(words, "imports.files"), accept_multiple_files=True, key=f"bb-imports-files-{draft.round}", width=_WIDE
    )
    shared: dict[str, Any] = {"profile": profile.name, **town}
    missing += [] if files else ["imports.missing.files"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        missing += _year(words, profile, shared)
        shared["number_locale"] = _number_locale(words, profile)
        periods, unsaid = _periods(words, profile, files)
    shared |= _accepted(words, profile, draft)
    told = tuple(shared | {"period": period} for period in periods)
    return Filled(tuple(files), told, tuple(missing + unsaid))


def _profile(words: str) -> Profile | None:
    known = profiles()
    names = sorted(known, key=lambda name: text(words, known[name].title_key))
    name = st.selectbox(
        text(words, "imports.profile"),
        names,
        index=None,
        format_func=lambda name: text(words, known[name].title_key),
        placeholder=text(words, "imports.choose"),
        key="bb-imports-profile",
        width=_WIDE,
    )
    if name is None:
        return None
    link = html(
        ' <a href="/eksport/mal/{name}.csv?lang={words}" download>{word}</a>',
        name=name,
        words=words,
        word=text(words, "imports.template"),
    )
    said = text(words, known[name].help_key)
    st.html(
        html('<p class="bb-quiet">{said}{link}</p>', said=said, link=link if name in template_names() else html(""))
    )
    return known[name]


def _municipality(
    words: str, principal: Principal, towns: pd.DataFrame, preferred: str | None
) -> tuple[dict[str, Any], list[str]]:
    names = dict(zip(towns["municipality_id"], towns["name"], strict=True))
    options = [key for key in names if principal.may(Right.IMPORT, key)]
    chosen = st.selectbox(
        text(words, "imports.municipality"),
        options,
        index=options.index(preferred) if preferred in options else None,
        format_func=names.__getitem__,
        placeholder=text(words, "imports.choose"),
        key="bb-imports-municipality",
        width=_WIDE,
    )
    told = {"municipality_id": chosen, "name": None, "currency": None}
    return told, [] if chosen else ["imports.missing.municipality"]


def _year(words: str, profile: Profile, shared: dict[str, Any]) -> list[str]:
    if profile.period not in (PeriodRule.TOLD_QUARTER, PeriodRule.TOLD_YEAR):
        shared["year"] = None
        return []
    said = st.text_input(text(words, "imports.year"), max_chars=4, key="bb-imports-year", placeholder="2026", width=120)
    year = int(said) if said.strip().isdecimal() else 0
    shared["year"] = year
    return [] if FIRST_YEAR <= year <= LAST_YEAR else ["imports.missing.year"]


def _number_locale(words: str, profile: Profile) -> NumberLocale | None:
    if profile.number_locale is not None or profile.reader in _WITHOUT_AMOUNTS:
        return None
    choice = st.selectbox(
        text(words, "imports.locale"),
        ["unsaid", *NumberLocale],
        format_func=lambda one: text(words, f"imports.locale.{one}"),
        key="bb-imports-locale",
        width=_WIDTH,
    )
    return None if choice == "unsaid" else NumberLocale(choice)


def _periods(words: str, profile: Profile, files: Sequence[Any]) -> tuple[list[int | None], list[str]]:
    if profile.period is not PeriodRule.TOLD_QUARTER:
        return [None] * len(files), []
    periods = [
        st.selectbox(
            text(words, "imports.period", name=file.name),
            QUARTER_ENDS,
            index=None,
            format_func=lambda period: text(words, "imports.quarter_end", number=period // 3),
            placeholder=text(words, "imports.choose"),
            key=f"bb-imports-period-{file.file_id}",
            width=_WIDTH,
        )
        for file in files
    ]
    unsaid = ["imports.missing.period"] if None in periods else []
    twice = ["imports.missing.period_twice"] if len(set(periods)) < len(periods) and not unsaid else []
    return periods, unsaid + twice


def _accepted(words: str, profile: Profile, draft: Draft) -> dict[str, bool]:
    """Offer to let through what stopped the files that were checked, once it has stopped them."""
    stopped = {problem.code for file in draft.checked.files for problem in file.errors} if draft.checked else set()
    offered = {
        "accept_unknown": profile.reader is Reader.FIXED_WIDTH and bool(stopped & _CODES_TO_ACCEPT),
        "accept_decrease": "goes_backwards" in stopped,
    }
    ticked = {name: bool(st.session_state.get(f"bb-imports-{name}")) for name in offered}
    return {
        name: st.checkbox(text(words, f"imports.{name}"), key=f"bb-imports-{name}") if offer or ticked[name] else False
        for name, offer in offered.items()
    }
