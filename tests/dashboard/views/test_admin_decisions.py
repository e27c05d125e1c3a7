"""What an administrator decides on the page: roles, names, sessions, the public view; each said before it is done."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import format
from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.revoke_role import Revocation, revoke_role
from dashboard.words import text
from data.access import LOCAL_PRINCIPAL, Identity
from data.queries.people import public_view, register
from data.sessions import Limits, open_session, signed_in
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, LEADER, OTHER_ADMIN, acts, now_as
from tests.dashboard.views.test_administration import AUDITOR, TODAY, chosen, pressed, shown
from tests.dashboard.views.test_administration import opened as opened
from tests.dashboard.views.test_administration import town as town
from tests.data.small_files import TOWN


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
