"""What an administrator is about to decide, and what was read for it, kept between the runs of the page.

Who has access is personal data, and each reading of it is an act in the trail. So that a click does not make another,
what was read is kept for this reader alone, as long as it is the same: until a person or role changes, until somebody
asks for it anew, and at most for five minutes. Nothing is shown that no act tells of.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Lock

import streamlit as st

from dashboard import settings
from data.access import Identity, Principal
from data.queries.people import HeldRole, Register, register, register_version
from data.vocabulary import Purpose, Right

KEPT_FOR = timedelta(minutes=5)
_READ, _STATE = "bb-admin-read", "bb-admin-state"


@dataclass(frozen=True)
class _Read:
    key: Hashable
    register: Register


def read(principal: Principal, municipality_id: str) -> Register:
    """Return who has access to a municipality, from what this reader was shown last where that is the same still."""
    version = register_version(principal, municipality_id)
    key = (municipality_id, principal.scope, principal.identity, version)
    kept: _Read | None = st.session_state.get(_READ)
    if kept is not None and kept.key == key and datetime.now(UTC) - kept.register.read_at < KEPT_FOR:
        return kept.register
    administers = principal.may(Right.GRANT, municipality_id)
    purpose = Purpose.ADMINISTRATION if administers else Purpose.OVERSIGHT
    found = register(principal, municipality_id, purpose, settings.current().limits)
    st.session_state[_READ] = _Read(key, found)
    return found


def read_anew() -> None:
    """Forget what was read, so that the next run reads it again."""
    st.session_state.pop(_READ, None)


@dataclass(frozen=True)
class Ending:
    """A role about to be ended: whose, which as it was read, and the first day without it."""

    identity: Identity
    name: str
    held: HeldRole
    ends: date


@dataclass(frozen=True)
class Told:
    """What came of the last decision: a sentence, and whether it is what was wanted."""

    said: str
    good: bool = True


@dataclass
class State:
    """The state of the page. `round` is part of the keys of a form: a new round empties it.

    Streamlit may start the next run while one still works, so whoever decides takes the lock and looks again.
    """

    round: int = 0
    told: Told | None = None
    ending: Ending | None = None
    switching: bool | None = None
    lock: Lock = field(default_factory=Lock)

    def end_once(self, act: Callable[[Ending], Told]) -> None:
        """End the role that was confirmed, once."""
        with self.lock:
            if self.ending is None:
                return
            waiting, self.ending = self.ending, None
            self.told = act(waiting)
            read_anew()

    def switch_once(self, act: Callable[[bool], Told]) -> None:
        """Switch the public view as was confirmed, once."""
        with self.lock:
            if self.switching is None:
                return
            waiting, self.switching = self.switching, None
            self.told = act(waiting)

    def decided(self, told: Told) -> None:
        """Keep what came of a decision; where it was taken, the form is emptied."""
        with self.lock:
            self.told = told
            self.round += int(told.good)
            read_anew()


def state() -> State:
    """Return this reader's state."""
    if _STATE not in st.session_state:
        st.session_state[_STATE] = State()
    found: State = st.session_state[_STATE]
    return found
