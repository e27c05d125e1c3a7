"""One's own access: roles in words, sessions of one's own alone, and who read about one."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import format
from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL, Principal
from data.queries.own_access import own_sessions
from data.queries.people import register
from data.sessions import Limits, open_session, signed_in
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, LEADER, acts, now_as
from tests.dashboard.views.test_administration import MAIN, shown, signs_in
from tests.dashboard.views.test_administration import town as town
from tests.data.small_files import TOWN

TODAY = date.today()


def opened(
    monkeypatch: pytest.MonkeyPatch, principal: Principal, language: str = "nb", session_id: str | None = None
) -> AppTest:
    signs_in(monkeypatch, principal, session_id)
    page = AppTest.from_file(MAIN, default_timeout=30)
    page.query_params["lang"] = language
    page.run()
    page.switch_page("../pages/my_access.py").run()
    assert not page.exception
    return page


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_roles_sessions_and_readers_are_told(monkeypatch, language):
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, LEADER, Role.COUNCIL, None, TODAY + timedelta(days=5)))
    open_session(LEADER, "demo")
    open_session(ADMIN, "decoy")
    register(now_as(ADMIN), TOWN)
    before = len(acts("read"))
    said = shown(opened(monkeypatch, now_as(LEADER), language))
    one = format.count(language, 1)
    assert text(language, "access.answer", roles=one, sessions=one, readers=one, days=30) in said
    for part in ("role.leader", "role.council"):
        assert text(language, f"access.{part}") in said
    assert "Unit north" in said
    assert text(language, "access.line", name="Leader One") in said
    reads = f"{text(language, 'admin.action.read')}: {text(language, 'admin.entity.people')}"
    assert "Admin One" in said
    assert reads in said
    assert "decoy" not in said
    assert len(acts("read")) == before  # to look at one's own leaves no trace
    assert "Council One" not in said


@pytest.mark.usefixtures("town")
def test_one_of_ones_own_sessions_is_ended(monkeypatch):
    here, elsewhere = open_session(LEADER, "here"), open_session(LEADER, "elsewhere")
    by_provider = {one.provider: one.session_id for one in own_sessions(now_as(LEADER))}
    page = opened(monkeypatch, now_as(LEADER), session_id=by_provider["here"])
    assert shown(page).count(text("nb", "access.here")) == 1
    wanted = by_provider["elsewhere"]
    page.selectbox(key="bb-access-session").set_value(wanted).run()
    page.button(key="bb-access-session-end").click().run()
    assert not page.exception
    assert text("nb", "access.session.ended") in shown(page)
    assert [signed_in(token, Limits()) is not None for token in (here, elsewhere)] == [True, False]


@pytest.mark.usefixtures("town")
def test_an_id_that_was_not_offered_ends_nobody_elses_session(monkeypatch):
    from dashboard.views import my_access

    admins = open_session(ADMIN, "demo")
    open_session(LEADER, "demo")
    theirs = own_sessions(now_as(ADMIN))
    monkeypatch.setattr(my_access, "own_sessions", lambda *_: theirs)
    page = opened(monkeypatch, now_as(LEADER))
    page.selectbox(key="bb-access-session").set_value(theirs[0].session_id).run()
    page.button(key="bb-access-session-end").click().run()
    assert signed_in(admins, Limits()) is not None
    assert text("nb", "access.session.already") in shown(page)


@pytest.mark.usefixtures("town")
def test_one_reading_about_oneself_is_not_another(monkeypatch):
    register(now_as(ADMIN), TOWN)
    said = shown(opened(monkeypatch, now_as(ADMIN)))
    nobody = format.count("nb", 0)
    expected = text("nb", "access.answer", roles=format.count("nb", 1), sessions=nobody, readers=nobody, days=30)
    assert expected in said


@pytest.mark.usefixtures("town")
def test_whoever_has_not_signed_in_has_nothing_of_their_own(monkeypatch):
    said = shown(opened(monkeypatch, LOCAL_PRINCIPAL))
    assert text("nb", "notice.no_own_access.title") in said
