"""Sessions, what the trail holds of them, and leave that is good once; on both engines."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from data import one_time, people, sessions, signing_in
from data.access import at_the_gate, looking_at_the_gate, reading
from data.principal import LOCAL_PRINCIPAL, Grant, Identity
from data.schema.people import AuditEvent, SignInSession
from data.sessions import EndedBecause, Limits
from data.vocabulary import Role
from tests.services.people import grant, let_the_public_in, municipality

LEADER, STRANGER = Identity("https://issuer.example", "leader"), Identity("https://issuer.example", "stranger")
LIMITS = Limits(timedelta(hours=8), timedelta(minutes=30))


@pytest.fixture
def towns(database: str) -> None:
    """Two towns; the leader is the controller of one and sits on the council of the other."""
    grant(database, LEADER, Role.CONTROLLER, "0001", name="Anna (fiktiv)")
    grant(database, LEADER, Role.COUNCIL, "0002")
    grant(database, Identity("https://other.example", "leader"), Role.ADMINISTRATOR, "0001")  # another issuer's


def trail(municipality_id: str) -> list[tuple[str, str, dict[str, Any]]]:
    with reading(LOCAL_PRINCIPAL) as session:
        rows = session.scalars(
            select(AuditEvent).where(AuditEvent.municipality_id == municipality_id).order_by(AuditEvent.sequence)
        )
        return [(row.action, row.role or "", row.detail) for row in rows]


def moved(**back: timedelta) -> None:
    """Move moments of every session back in time."""
    with at_the_gate() as session:
        for name, by in back.items():
            session.execute(update(SignInSession).values({name: datetime.now(UTC) - by}))


@pytest.mark.usefixtures("towns")
def test_somebody_with_roles_gets_a_session_and_stands_in_each_trail() -> None:
    token = signing_in.sign_in(LEADER, "staff", "high")
    assert token
    found = sessions.signed_in(token, LIMITS)
    assert found is not None
    assert found.name == "Anna (fiktiv)"
    assert found.principal.grants == {Grant(Role.CONTROLLER, "0001"), Grant(Role.COUNCIL, "0002")}
    detail = {"provider": "staff", "acr": "high"}
    assert trail("0001") == [("sign_in", "controller", detail)]
    assert trail("0002") == [("sign_in", "council", detail)]


@pytest.mark.usefixtures("towns")
def test_nobody_to_whom_no_role_was_given_gets_one() -> None:
    assert signing_in.sign_in(STRANGER, "staff") is None
    with looking_at_the_gate() as session:
        assert session.scalars(select(SignInSession)).all() == []
    assert trail("0001") == []


@pytest.mark.usefixtures("towns")
def test_signing_out_ends_the_session_and_stands_in_the_trail_once() -> None:
    token = signing_in.sign_in(LEADER, "staff")
    assert token
    signing_in.sign_out(token, LIMITS)
    signing_in.sign_out(token, LIMITS)
    assert sessions.signed_in(token, LIMITS) is None
    assert sessions.why_over(token, LIMITS) is EndedBecause.SIGNED_OUT
    assert [action for action, *_ in trail("0001")] == ["sign_in", "sign_out"]


@pytest.mark.usefixtures("towns")
def test_a_refusal_stands_in_the_trail_of_those_who_know_the_person() -> None:
    signing_in.note_refusal(LEADER, "staff", "acr")
    signing_in.note_refusal(STRANGER, "staff", "acr")
    assert trail("0001") == [("sign_in_refused", "controller", {"provider": "staff", "reason": "acr"})]


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(
    ("back", "why"),
    [
        ({"seen_at": timedelta(minutes=29)}, None),
        ({"seen_at": timedelta(minutes=31)}, EndedBecause.IDLE),
        ({"started_at": timedelta(hours=7, minutes=59)}, None),
        ({"started_at": timedelta(hours=8, seconds=1)}, EndedBecause.EXPIRED),
    ],
)
def test_a_session_is_over_by_itself(back: dict[str, timedelta], why: EndedBecause | None) -> None:
    token = signing_in.sign_in(LEADER, "staff")
    assert token
    moved(**back)
    assert (sessions.signed_in(token, LIMITS) is None) is (why is not None)
    assert sessions.why_over(token, LIMITS) is why


@pytest.mark.usefixtures("towns")
def test_use_is_noted_now_and_then() -> None:
    token = signing_in.sign_in(LEADER, "staff")
    assert token

    def seen() -> datetime:
        with looking_at_the_gate() as session:
            return session.scalars(select(SignInSession.seen_at)).one()

    first = seen()
    sessions.touch(token, LIMITS)
    assert seen() == first  # a moment ago
    moved(seen_at=timedelta(minutes=10))
    sessions.touch(token, LIMITS)
    assert datetime.now(UTC) - seen() < timedelta(minutes=1)
    moved(seen_at=timedelta(minutes=31))
    sessions.touch(token, LIMITS)
    assert datetime.now(UTC) - seen() > timedelta(minutes=30)  # what is over stays over


@pytest.mark.usefixtures("towns")
def test_a_ticket_is_good_once_for_the_session_it_was_made_for() -> None:
    own, others = (sessions.signed_in(str(signing_in.sign_in(LEADER, "staff")), LIMITS) for _ in range(2))
    assert own
    assert others
    wanted = {"kind": "scorecard", "asked": {"unit": "300"}}
    ticket = one_time.make_ticket(own.session_id, wanted)
    assert one_time.use_ticket(ticket, others.session_id) is None
    assert one_time.use_ticket(ticket + "x", own.session_id) is None
    assert one_time.use_ticket(ticket, own.session_id) == wanted
    assert one_time.use_ticket(ticket, own.session_id) is None


@pytest.mark.usefixtures("towns")
def test_a_ticket_and_a_link_are_good_for_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    own = sessions.signed_in(str(signing_in.sign_in(LEADER, "staff")), LIMITS)
    assert own
    ticket, link = one_time.make_ticket(own.session_id, {}), one_time.make_link(LEADER)
    monkeypatch.setattr(one_time, "GOOD_FOR", timedelta(seconds=-1))
    assert one_time.use_ticket(ticket, own.session_id) is None
    assert one_time.use_link(link) is None


def test_a_link_signs_in_once(database: str) -> None:
    del database
    link = one_time.make_link(LEADER)
    assert one_time.use_link(link) == LEADER
    assert one_time.use_link(link) is None
    assert one_time.use_link("") is None


def test_the_demos_people_are_offered_only_where_no_municipality_is_real(database: str) -> None:
    director = Identity(people.DEMO_ISSUER, "director")
    grant(database, director, Role.SUPERIOR, "fjellvik", name="Kommunedirektør (fiktiv)", fictional=True)
    grant(database, LEADER, Role.CONTROLLER, "fjellvik", fictional=True)
    with looking_at_the_gate() as session:
        assert people.demo_people(session) == [("director", "Kommunedirektør (fiktiv)")]
    municipality(database, "0301", fictional=False)
    with looking_at_the_gate() as session:
        assert people.demo_people(session) == []
        assert not people.only_fictional(session)


def test_the_public_is_somebody_where_that_is_switched_on(database: str) -> None:
    municipality(database, "0001")
    municipality(database, "0002")
    with looking_at_the_gate() as session:
        assert people.the_public(session).grants == frozenset()
    let_the_public_in(database, "0001")
    with looking_at_the_gate() as session:
        assert people.the_public(session).grants == {Grant(Role.PUBLIC, "0001")}
