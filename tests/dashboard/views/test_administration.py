"""The administration page as a script: who sees it, what it shows, and what each decision does."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import format, gate, navigation
from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.revoke_role import Revocation, revoke_role
from dashboard.views import admin_state, admin_trail
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL, Identity, Principal
from data.database import URL_VARIABLE, engine
from data.queries.people import register
from data.sessions import open_session
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, acts, now_as
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
    assert [one.purpose for one in acts("read")] == ["oversight"]
    chosen(page, LEADER)
    assert "leader-1" in shown(page)
    assert {str(button.key) for button in page.button} == {"bb-admin-read-anew"}
    assert {str(one.key) for one in page.selectbox} == {"bb-municipality", "bb-admin-person"}
    for tab in ("sessions", "public"):
        open_session(LEADER, "demo")
        assert {str(button.key) for button in opened(AUDITOR, tab=tab).button} == {"bb-admin-read-anew"}


def test_late_in_the_evening_of_utc_the_log_holds_the_day_that_has_begun_in_oslo() -> None:
    wanted = admin_trail._recent(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert (wanted.first, wanted.last) == (date(2026, 11, 1), date(2026, 12, 1))


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
def test_the_menu_names_the_pages_for_those_who_may():
    def in_menu(principal: Principal) -> bool:
        return navigation._in_menu("administration", principal)

    assert [in_menu(now_as(identity)) for identity in (ADMIN, AUDITOR, LEADER, COUNCIL)] == [True, True, False, False]
    assert not navigation._in_menu("imports", now_as(LEADER))
    assert navigation._in_menu("imports", now_as(AUDITOR))
    assert navigation._in_menu("my_access", now_as(LEADER))
    assert not navigation._in_menu("my_access", LOCAL_PRINCIPAL)  # as the public: nobody who has signed in
