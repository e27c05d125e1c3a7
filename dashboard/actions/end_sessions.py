"""Put somebody out: end one of their sessions, or all of them."""

from dashboard.actions.refusals import NothingChanged, Refused
from data import people, sessions
from data.access import Identity, Principal, writing
from data.sessions import EndedBecause
from data.vocabulary import Right


def end_sessions(principal: Principal, municipality_id: str, identity: Identity, session_id: str | None = None) -> int:
    """End a session of a person of the municipality, or all without an id; return how many were open.

    Raises:
        Refused: the municipality knows nobody by the identity.
        AccessDenied: the principal may not end sessions in the municipality.
    """
    try:
        with writing(principal, municipality_id, Right.GRANT) as change:
            person = people.known(change.session, municipality_id, identity)
            if person is None:
                raise Refused("stranger")
            if session_id is None:
                ended = sessions.end_all(change.session, identity, EndedBecause.PUT_OUT)
            else:
                ended = sessions.end_one(change.session, identity, session_id, EndedBecause.PUT_OUT)
            if not ended:
                raise NothingChanged
            change.record(
                "end",
                "session",
                session_id or person.person_id,
                about=[person.person_id],
                before={"open": ended},
                after={"open": 0, "because": EndedBecause.PUT_OUT.value},
            )
            return ended
    except NothingChanged:
        return 0
