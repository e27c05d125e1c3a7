"""End a session of one's own in another browser, as signing out there would."""

from data.access import AccessDenied, Principal
from data.signing_in import sign_out_elsewhere


def end_own_session(principal: Principal, session_id: str) -> bool:
    """End a session of the one who asks; tell whether it was open.

    Raises:
        AccessDenied: who asks has not signed in.
    """
    if principal.identity is None:
        raise AccessDenied("nobody's session")
    return sign_out_elsewhere(principal, session_id)
