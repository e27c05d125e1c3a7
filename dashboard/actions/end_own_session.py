"""End a session of one's own in another browser, as signing out there would."""

from data import sessions
from data.access import AccessDenied, Principal


def end_own_session(principal: Principal, session_id: str) -> bool:
    """End a session of the one who asks; tell whether it was open.

    Raises:
        AccessDenied: who asks has not signed in.
    """
    if principal.identity is None:
        raise AccessDenied("nobody's session")
    return sessions.end_own(principal.identity, session_id)
