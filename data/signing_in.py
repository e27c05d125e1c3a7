"""Signing in and out: the session, and what stands about it in the trail of the municipalities that know the person."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from data import audit, people, sessions
from data.access import at_the_gate, opened_at_the_gate
from data.principal import Identity, Principal
from data.sessions import EndedBecause, Limits

ENTITY = "session"


def sign_in(identity: Identity, provider: str, acr: str | None = None) -> str | None:
    """Open a session for somebody who has just proved who they are.

    Returns:
        The token for their browser; None, and nothing written, for somebody to whom no municipality gives a role.
    """
    with at_the_gate() as session:
        principal = people.principal_of(session, identity, date.today())
        if not principal.grants:
            return None
        session_id, token = sessions.opened(session, identity, provider, acr)
        _note(session, principal, "sign_in", session_id, {"provider": provider, "acr": acr})
    return token


def sign_out(token: str, limits: Limits) -> None:
    """End the session of a token; nothing happens where it is over."""
    with at_the_gate() as session:
        found = sessions.present(session, token, limits)
        if found is None:
            return
        sessions.ended(session, token, EndedBecause.SIGNED_OUT)
        _note(session, found.principal, "sign_out", found.session_id, {"provider": found.provider})


def sign_out_elsewhere(principal: Principal, session_id: str) -> bool:
    """End a session of one's own in another browser; tell whether it was open."""
    if principal.identity is None:
        return False
    with at_the_gate() as session:
        if not sessions.end_one(session, principal.identity, session_id, EndedBecause.SIGNED_OUT):
            return False
        _note(session, principal, "sign_out", session_id, {"elsewhere": "yes"})
        return True


def note_refusal(identity: Identity, provider: str, reason: str) -> None:
    """Note that somebody who proved who they are was refused; whom no municipality knows stands in no trail."""
    with at_the_gate() as session:
        principal = people.principal_of(session, identity, date.today())
        _note(session, principal, "sign_in_refused", provider, {"provider": provider, "reason": reason})


def _note(session: Session, principal: Principal, action: str, key: str, detail: Mapping[str, str | None]) -> None:
    for municipality_id, person_id in sorted(principal.persons):
        opened_at_the_gate(session, municipality_id)
        held = {grant.role for grant in principal.grants if grant.municipality_id == municipality_id}
        act = audit.Act(action, ENTITY, key, dict(detail), role=",".join(sorted(held)))
        audit.append(session, municipality_id, person_id, act)
