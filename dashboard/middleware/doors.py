"""Which addresses are open to whom: the whole list. What is not named here is for those who are known."""

from enum import StrEnum

from dashboard.gate import Known
from data.vocabulary import Right, Role

OPEN = frozenset({"/_stcore/health", "/auth/login", "/oauth2callback", "/logg-inn"})
OPEN_BELOW = ("/static/", "/app/static/", "/logg-inn/")
SHUT_BELOW = ("/_stcore/agent",)
SESSION_BELOW = ("/media/", "/auth/logout")
SENDER_BELOW = ("/_stcore/upload_file",)
ADMINISTRATOR_BELOW = ("/_stcore/metrics",)
FOR_FILES = (Right.IMPORT, Right.BENEFITS)
"""Rights that a file may be sent by; what becomes of it is decided once more where it is used."""


class Door(StrEnum):
    """Whom an address is for."""

    OPEN = "open"
    """Everybody."""
    KNOWN = "known"
    """Who has signed in, and the public where a municipality lets it in."""
    SESSION = "session"
    """Who has signed in."""
    SENDER = "sender"
    """Who may send files somewhere: to be imported, or as evidence of a benefit."""
    ADMINISTRATOR = "administrator"
    """Administrators."""
    SHUT = "shut"
    """Nobody."""


def door_of(path: str) -> Door:
    """Return whom an address is for; one that is not written plainly is none of the open ones."""
    if path.startswith(SHUT_BELOW):
        return Door.SHUT
    if path.startswith(SENDER_BELOW):
        return Door.SENDER
    if path.startswith(ADMINISTRATOR_BELOW):
        return Door.ADMINISTRATOR
    if path.startswith(SESSION_BELOW):
        return Door.SESSION
    plain = ".." not in path and "//" not in path and "\\" not in path
    return Door.OPEN if plain and (path in OPEN or path.startswith(OPEN_BELOW)) else Door.KNOWN


def lets_in(door: Door, known: Known | None) -> bool:
    """Tell whether a door lets somebody in."""
    if door is Door.OPEN or known is None:
        return door is Door.OPEN
    signed_in = known.session_id is not None
    return {
        Door.KNOWN: True,
        Door.SESSION: signed_in,
        Door.SENDER: signed_in and any(map(known.principal.may, FOR_FILES)),
        Door.ADMINISTRATOR: signed_in and Role.ADMINISTRATOR in known.principal.roles,
        Door.SHUT: False,
    }[door]


def is_asset(path: str) -> bool:
    """Tell whether an address is a file that is the same for everybody and may be kept by the browser."""
    return path.startswith(("/static/", "/app/static/")) and door_of(path) is Door.OPEN
