"""Forty strings planted in personal data leak to nobody who may not see them: in pages, frames, files, logs, errors."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import gate, results
from dashboard.exports.files import FILES
from dashboard.exports.tables import DRILLED, TABLES
from dashboard.gate import Known
from dashboard.looking import scope_of
from dashboard.navigation import PAGES
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from dashboard.table import as_csv
from data.access import AccessDenied, Principal
from data.database import URL_VARIABLE, engine
from data.vocabulary import AccountGroup
from metrics.load import UnknownScope
from tests.permissions.asking import A_FILE, QUARTER, arguments, every_answer
from tests.permissions.canaries import Canary, plant, seen_in
from tests.permissions.people import HEALTH, HOME_CARE, PEOPLE, TOWN, let_in

MAIN = Path(gate.__file__).with_name("main.py")
UNITS = (TOWN, HEALTH, HOME_CARE, "310", "520")
DRILL = {"by": "function_group", "account": str(AccountGroup.PAY)}


@pytest.fixture(scope="module")
def canaries(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Canary]]:
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('canaries') / 'demo.sqlite')}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        st.cache_data.clear()
        let_in(url)
        yield plant(url)
        engine().dispose()
    st.cache_data.clear()


def written(answer: Any) -> str:
    """Return everything an answer holds, as text."""
    if isinstance(answer, pd.DataFrame):
        return repr(answer.to_dict("list"))
    if hasattr(answer, "__dataclass_fields__"):
        return " ".join(written(getattr(answer, name)) for name in answer.__dataclass_fields__)
    return repr(answer)


def frames(principal: Principal) -> str:
    """Return every answer of every query and every result behind the pages, and what refusals say."""
    said = [written(answer) for answer in every_answer(principal, arguments()).values()]
    for unit in UNITS:
        found = scope_of(principal, "nb", {"municipality": TOWN, "unit": unit, "quarter": str(QUARTER)})
        said.append(repr(found))
        if not isinstance(found, Scope):
            continue
        page = results.budget_of(found)
        said += [written(results.scorecard_of(found)), written(page), written(results.comment_of(found, page))]
        with suppress(NothingToShow):
            said.append(written(FILES["evidence"](found, A_FILE)))
        for area in page.functions.parts if page.functions else ():
            for kind, make in {**TABLES, **DRILLED}.items():
                asked = {**DRILL, "function": area.key}
                try:
                    table = make(found) if kind in TABLES else DRILLED[kind](found, asked)
                    said.append(as_csv("nb", table).decode())
                except (NothingToShow, AccessDenied, UnknownScope) as refused:
                    said.append(f"{refused!r} {refused}")
            break
    return "\n".join(said)


def pages(principal: Principal, patch: pytest.MonkeyPatch) -> str:
    """Return everything that the pages write to the browser, alternative texts, tables and form fields included."""
    session = None if principal.identity is None else "session"
    patch.setattr(
        gate, "current", lambda: Known(principal, session, "test", "Prøveperson") if principal.grants else None
    )
    said = []
    for name in PAGES:
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        app.query_params["unit"] = HOME_CARE
        app.session_state["bb-page.scorecard.figures"] = True
        app.session_state["bb-page.budget.figures"] = True
        app.run()
        if name != PAGES[0] and principal.grants:
            app.switch_page(f"../pages/{name}.py").run()
        said.append(str(app.main))
        said += [str(part.proto) for kind in ("html", "arrow_data_frame", "plotly_chart") for part in app.get(kind)]
        said += [str(area.value) for area in (*app.text_area, *app.text_input, *app.selectbox)]
    return "\n".join(said)


def leaks(canaries: list[Canary], role: str, said: str) -> list[str]:
    return [canary.text for canary in seen_in(canaries, said) if role not in canary.may]


def test_forty_are_planted(canaries: list[Canary]) -> None:
    assert len(canaries) >= 40
    assert len({canary.text for canary in canaries}) == len(canaries)


SEEN: dict[str, set[str]] = {}
"""What each role was shown of what is planted, of the roles that this process tried."""


@pytest.mark.parametrize("role", PEOPLE)
def test_no_frame_file_log_or_refusal_tells(
    role: str, canaries: list[Canary], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        said = frames(PEOPLE[role])
    assert leaks(canaries, role, said) == []
    assert list(seen_in(canaries, caplog.text)) == []  # no log holds personal data, whoever asks
    SEEN[role] = {canary.text for canary in seen_in(canaries, said)}


def test_each_is_seen_by_somebody_who_may(canaries: list[Canary]) -> None:
    """The test above can fail: what is planted is found by those who may see it, and by nobody if nobody looks.

    Roles that were tried in another process are tried here, until everything is seen.
    """
    unseen = {canary.text for canary in canaries}.difference(*SEEN.values())
    for role in ("machine", *PEOPLE):  # who sees most is tried first
        if unseen and role not in SEEN:
            unseen -= {canary.text for canary in seen_in(canaries, frames(PEOPLE[role]))}
    assert unseen == set()
    assert leaks(canaries, "nobody", canaries[0].text) == [canaries[0].text]


@pytest.mark.parametrize("role", ["leader", "council", "hr", "administrator", "public", "nobody"])
def test_no_page_tells(role: str, canaries: list[Canary], monkeypatch: pytest.MonkeyPatch) -> None:
    said = pages(PEOPLE[role], monkeypatch)
    assert leaks(canaries, role, said) == []
    if role == "leader":
        assert any("cause" in canary.text for canary in seen_in(canaries, said))  # what is looked through is the page
