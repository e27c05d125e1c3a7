"""The administration page as a script: who sees it, what it shows, and what each decision does."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import format, gate
from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.revoke_role import Revocation, revoke_role
from dashboard.views import admin_state
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL, Identity, Principal
from data.database import URL_VARIABLE, engine
from data.queries.people import public_view, register
from data.sessions import Limits, open_session, signed_in
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, OTHER_ADMIN, acts, now_as
from tests.data.small_files import TOWN, file, keep, units

MAIN = Path(__file__).resolve().parents[3] / "dashboard" / "main.py"
TODAY = date.today()
COUNCIL, AUDITOR = Identity(ISSUER, "council-1"), Identity(ISSUER, "auditor-abcdef")
Open = Callable[..., AppTest]


@pytest.fixture
def town(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A town with an administrator, a leader until in ten days, a council member to come, a nameless auditor."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    keep(file([("actual", 1, "north", "100", 100)], units=units(north=None, south=None)))
    for identity, role, unit, begins, name in (
        (ADMIN, Role.ADMINISTRATOR, None, TODAY, "Admin One"),
        (LEADER, Role.LEADER, "north", TODAY, "Leader One"),
        (COUNCIL, Role.COUNCIL, None, TODAY + timedelta(days=40), "Council One"),
        (AUDITOR, Role.AUDITOR, None, TODAY, None),
    ):
        grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, identity, role, unit, begins, name))
    ends = TODAY + timedelta(days=10)
    revoke_role(LOCAL_PRINCIPAL, Revocation(TOWN, LEADER, Role.LEADER, "north", ends))
    yield TOWN
    engine().dispose()


def signs_in(monkeypatch: pytest.MonkeyPatch, principal: Principal, session_id: str | None = None) -> None:
    """Let whoever asks be somebody: an AppTest sends no cookie."""
    monkeypatch.setattr(gate, "current", lambda: gate.Known(principal, session_id))


@pytest.fixture
def opened(town: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    def open_page(identity: Identity = ADMIN, language: str = "nb", tab: str = "people") -> AppTest:
        assert town
        signs_in(monkeypatch, now_as(identity))
        page = AppTest.from_file(MAIN, default_timeout=30)
        page.query_params["lang"] = language
        page.session_state["bb-admin-tabs"] = text(language, f"admin.tab.{tab}")
        page.run()
        page.switch_page("../pages/administration.py").run()
        assert not page.exception
        return page

    return open_page


def shown(page: AppTest) -> str:
    """Everything that the page wrote as HTML, without the style."""
    return "".join(str(part.value) for part in page.get("html") if not str(part.value).startswith("<style>"))


def pressed(page: AppTest, key: str) -> AppTest:
    page.button(key=f"bb-admin-{key}").click().run()
    assert not page.exception
    return page


def chosen(page: AppTest, identity: Identity) -> AppTest:
    person = next(one for one in register(LOCAL_PRINCIPAL, TOWN).people if one.identity == identity)
    page.selectbox(key="bb-admin-person").set_value(person.person_id).run()
    assert not page.exception
    return page


def reads() -> int:
    return sum(one.entity == "people" for one in acts("read"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_answer_and_the_list_are_in_words_alone(opened, language):
    open_session(LEADER, "demo")
    open_session(LEADER, "demo")  # the same person in two browsers is one who is signed in
    said = shown(opened(language=language))
    counts = {"people": 3, "ending": 1, "signed_in": 1}  # admin, leader, auditor; the council member's is to come
    written = {name: format.count(language, number) for name, number in counts.items()}
    assert text(language, "admin.answer", days=30, **written) in said
    for part in ("Admin One", "Leader One", "Unit north", "admin.ends_soon", "admin.coming", "admin.answer.public_off"):
        assert (text(language, part) if part.startswith("admin.") else part) in said
    assert text(language, "admin.unnamed_as", subject="abcdef") in said
    last = format.day(language, TODAY + timedelta(days=9))
    assert text(language, "admin.stretch.until", day=last) in said
    for bad in (">None<", ">nan<", "00000000-", *(one.person_id for one in register(LOCAL_PRINCIPAL, TOWN).people)):
        assert bad not in said


def test_a_click_leaves_no_second_act_and_a_change_does(opened):
    page = opened()
    assert reads() == 1
    page.text_input(key="bb-admin-search").set_value("leder").run()
    page.run()
    assert reads() == 1
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, COUNCIL, Role.HR, "south", TODAY))
    page.run()
    assert reads() == 2
    assert "Unit south" in shown(page) or page.text_input(key="bb-admin-search").value
    pressed(page, "read-anew")
    assert reads() == 3


def test_what_was_read_is_not_kept_for_longer_than_it_says(opened, monkeypatch):
    page = opened()

    class Later(datetime):
        @classmethod
        def now(cls, _zone=None):
            return datetime.now(UTC) + admin_state.KEPT_FOR + timedelta(seconds=1)

    page.run()
    assert reads() == 1
    monkeypatch.setattr(admin_state, "datetime", Later)
    page.run()
    assert reads() == 2


def test_what_was_read_is_not_shown_to_another_principal(opened, monkeypatch):
    page = opened()
    signs_in(monkeypatch, now_as(AUDITOR))
    page.run()
    assert reads() == 2
    signs_in(monkeypatch, now_as(LEADER))
    page.run()
    assert "Admin One" not in shown(page)
    assert text("nb", "notice.no_administration.title") in shown(page)


def test_search_finds_by_name_role_and_unit(opened):
    page = opened()
    for wanted, found in (("leader", {"Leader One"}), ("NORTH", {"Leader One"}), ("revisor", set()), ("x y", set())):
        page.text_input(key="bb-admin-search").set_value(wanted).run()
        rows = shown(page).split("<tbody")[1] if "<tbody" in shown(page) else ""
        assert {name for name in ("Leader One", "Admin One", "Council One") if name in rows} == found
    page.text_input(key="bb-admin-search").set_value("revisor").run()
    assert "(…abcdef)" in shown(page)
    assert "Viser 1 av 4." in shown(page)


@pytest.mark.parametrize("identity", [LEADER, COUNCIL, Identity(ISSUER, "nobody")])
def test_others_are_told_kindly_and_see_no_name(opened, identity):
    said = shown(opened(identity))
    assert "Admin One" not in said
    assert text("nb", "notice.no_administration.title") in said or text("nb", "notice.empty.title") in said
    assert reads() == 0


def test_an_auditor_reads_and_changes_nothing(opened):
    page = opened(AUDITOR)
    assert text("nb", "admin.read_only") in shown(page)
    chosen(page, LEADER)
    assert "leader-1" in shown(page)
    assert {str(button.key) for button in page.button} == {"bb-admin-read-anew"}
    assert {str(one.key) for one in page.selectbox} == {"bb-municipality", "bb-admin-person"}
    for tab in ("sessions", "public"):
        open_session(LEADER, "demo")
        assert {str(button.key) for button in opened(AUDITOR, tab=tab).button} == {"bb-admin-read-anew"}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_role_is_ended_after_it_was_said_what_happens(opened, language):
    token = open_session(LEADER, "demo")
    page = pressed(chosen(opened(language=language), LEADER), "end-see")
    assert text(language, "admin.end.now") in shown(page)
    assert signed_in(token, Limits()) is not None  # a question changes nothing
    pressed(page, "end-confirm")
    assert now_as(LEADER).grants == frozenset()
    assert signed_in(token, Limits()) is None
    one = format.count(language, 1)
    role = text(language, "role.leader")
    role = role[0].upper() + role[1:] + ", Unit north"
    assert text(language, "admin.end.done", role=role, name="Leader One", n=one) in shown(page)


def test_a_role_can_be_kept_after_all_or_end_on_a_day(opened):
    page = pressed(pressed(chosen(opened(), LEADER), "end-see"), "end-keep")
    assert "bb-admin-end-confirm" not in {str(button.key) for button in page.button}
    day = next(one for one in page.date_input if "end-day" in str(one.key))
    day.set_value(TODAY + timedelta(days=3)).run()
    pressed(pressed(page, "end-see"), "end-confirm")
    assert now_as(LEADER, TODAY + timedelta(days=3)).grants != frozenset()
    assert now_as(LEADER, TODAY + timedelta(days=4)).grants == frozenset()


def test_what_somebody_else_did_meanwhile_is_shown_and_stands(opened):
    page = pressed(chosen(opened(), LEADER), "end-see")
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, OTHER_ADMIN, Role.ADMINISTRATOR, None, TODAY, "Admin Two"))
    grant_role(now_as(OTHER_ADMIN), RoleGrant(TOWN, LEADER, Role.LEADER, "north", TODAY))
    revoke_role(now_as(OTHER_ADMIN), Revocation(TOWN, LEADER, Role.LEADER, "north", TODAY + timedelta(days=99)))
    pressed(page, "end-confirm")
    assert "har Admin Two endret rollen" in shown(page)
    assert now_as(LEADER).grants != frozenset()


def test_the_last_administrator_stays(opened):
    page = pressed(pressed(chosen(opened(), ADMIN), "end-see"), "end-confirm")
    assert text("nb", "admin.refused.last_administrator") in shown(page)
    assert now_as(ADMIN).grants != frozenset()


def filled(page: AppTest, **told: str) -> AppTest:
    for name, value in told.items():
        field = next(one for one in (*page.selectbox, *page.text_input) if str(one.key).startswith(f"bb-admin-{name}-"))
        field.set_value(Role(value) if name == "role" else value).run()
        assert not page.exception
    return page


def grant_button(page: AppTest) -> str:
    return next(str(one.key) for one in page.button if str(one.key).startswith("bb-admin-grant-"))


def test_a_new_person_gets_a_role_and_the_form_is_emptied(opened):
    page = filled(opened(), subject="hr-1", name="HR One", role="hr", unit="south")
    assert text("nb", "access.role.hr") in shown(page)
    before = grant_button(page)
    pressed(page, before.removeprefix("bb-admin-"))
    day = format.day("nb", TODAY)
    assert text("nb", "admin.grant.done", name="HR One", role="HR-rådgiver", day=day) in shown(page)
    assert {grant.unit_id for grant in now_as(Identity(ISSUER, "hr-1")).grants} == {"south"}
    assert grant_button(page) != before
    assert "HR One" in shown(page)


def test_what_is_missing_or_makes_no_sense_is_said_and_what_was_written_stays(opened):
    page = opened()
    key = grant_button(page).removeprefix("bb-admin-")
    assert text("nb", "admin.grant.incomplete") in shown(pressed(page, key))
    filled(page, subject="me@example.org", role="council")
    assert text("nb", "admin.refused.address") in shown(pressed(page, key))
    assert next(one for one in page.text_input if "subject" in str(one.key)).value == "me@example.org"
    filled(page, subject="council-2", role="leader")
    assert text("nb", "admin.refused.unit_missing") in shown(pressed(page, key))
    assert [one.action for one in acts("grant")].count("grant") == 4  # the fixture's alone


def test_a_person_is_renamed(opened):
    page = chosen(opened(), AUDITOR)
    field = next(one for one in page.text_input if "rename" in str(one.key))
    field.set_value("Auditor One").run()
    pressed(page, "rename")
    assert text("nb", "admin.rename.done", name="Auditor One") in shown(page)
    assert "(…abcdef)" not in shown(page)


def test_a_session_is_ended(opened):
    tokens = [open_session(LEADER, "demo"), open_session(LEADER, "entra")]
    page = opened(tab="sessions")
    assert "demoinnlogging" in shown(page)
    page.selectbox(key="bb-admin-session").set_value(register(LOCAL_PRINCIPAL, TOWN).sessions[0].session_id).run()
    pressed(page, "session-end")
    assert [signed_in(token, Limits()) is not None for token in tokens] == [True, False]
    tokens.append(open_session(LEADER, "third"))
    pressed(page, "read-anew")
    of_all = next(one for one in page.selectbox(key="bb-admin-session").options if one.startswith("Alle økter"))
    page.selectbox(key="bb-admin-session").select(of_all).run()
    pressed(page, "session-end")
    assert [signed_in(token, Limits()) for token in tokens] == [None] * 3


def test_the_public_view_is_switched_after_a_question(opened):
    page = pressed(opened(tab="public"), "public")
    assert text("nb", "admin.public.sure_on") in shown(page)
    assert public_view(LOCAL_PRINCIPAL, TOWN) is False
    pressed(page, "public-confirm")
    assert public_view(LOCAL_PRINCIPAL, TOWN) is True
    assert text("nb", "admin.answer.public_on") in shown(page)
    pressed(pressed(page, "public"), "public-keep")
    assert public_view(LOCAL_PRINCIPAL, TOWN) is True


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_log_is_shown_by_filters_and_each_choice_is_one_reading(opened, language):
    page = opened(language=language, tab="trail")
    said = shown(page)
    role = f"{text(language, 'admin.action.grant')}: {text(language, 'admin.entity.role_assignment')}"
    assert f"{role}, {text(language, 'role.leader')}" in said
    assert text(language, "actor.local") in said
    before = len([one for one in acts("read") if one.entity == "trail"])
    page.run()
    assert len([one for one in acts("read") if one.entity == "trail"]) == before == 1
    page.selectbox(key="bb-admin-trail-action").set_value("revoke")
    pressed(page, "trail-show")
    rows = shown(page).split("<tbody")[1]
    assert rows.count('<tr role="row">') == 1
    assert "action=revoke" in shown(page)
    assert len([one for one in acts("read") if one.entity == "trail"]) == 2
    assert "00000000-" not in said.split("<tbody")[1]


def test_a_municipality_of_others_is_unknown(opened):
    keep(file([], units=units(east=None)), town="village")
    page = opened()
    assert page.selectbox(key="bb-municipality").options == ["Town"]
    page.query_params["municipality"] = "village"
    page.run()
    assert text("nb", "notice.unknown_municipality.title") in shown(page)


@pytest.mark.usefixtures("town")
def test_the_menu_names_the_page_for_those_who_may(monkeypatch):
    from dashboard import navigation

    def in_menu(principal: Principal) -> bool:
        return navigation._in_menu("administration", principal)

    assert [in_menu(now_as(identity)) for identity in (ADMIN, AUDITOR, LEADER, COUNCIL)] == [True, True, False, False]
    assert navigation._in_menu("my_access", now_as(LEADER))
    monkeypatch.undo()


def test_two_of_the_same_name_and_two_sessions_of_a_minute_are_told_apart(opened):
    twin = Identity(ISSUER, "leader-twin-2")
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, twin, Role.LEADER, "south", TODAY, "Leader One"))
    for _ in range(3):
        open_session(LEADER, "demo")
    people = opened().selectbox(key="bb-admin-person").options
    assert {"Leader One (…ader-1)", "Leader One (…twin-2)"} <= set(people)
    page = chosen(opened(), twin)
    pressed(pressed(page, "end-see"), "end-confirm")
    assert (now_as(twin).grants, len(now_as(LEADER).grants)) == (frozenset(), 1)
    for page in (opened(), opened(tab="sessions")):
        for one in page.selectbox:
            assert len(set(one.options)) == len(one.options), one.key
