"""One form of the register between the runs of a page: what was read, what came of storing it, and what waits."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from typing import Any

from dashboard.actions.in_register import NotInRegister
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import AccessDenied
from data.importers.benefit_rows import MeasurementRow
from data.importers.problems import Problem
from data.keeping import BrokenRules
from data.kept_realisation import hash_of

Write = Callable[[Any, Any], Any]
"""Stores a row that was read in a version, and returns its new version."""
PRESSED_TWICE_S = 3.0
"""How long what came of it is said again: the second press of a double click starts a run of its own."""


@dataclass
class Telling:
    """What is to be said of what came of a press; `said_at` is when it was said first, None while it waits to be."""

    told: str | None = None
    said_at: float | None = None

    def tell(self, word: str | None) -> None:
        """Note what is to be said of what came of it."""
        self.told, self.said_at = word, None

    def to_say(self) -> str | None:
        """Return what is to be said now: once, and again in runs that follow at once."""
        now = monotonic()
        if self.said_at is not None and now - self.said_at > PRESSED_TWICE_S:
            self.tell(None)
        elif self.told is not None and self.said_at is None:
            self.said_at = now
        return self.told


@dataclass
class Sheet(Telling):
    """The state of a form. Streamlit may start the next run while one still works, so who stores takes the lock.

    Attributes:
        saved: The row as the database has it, as far as is known; None before there is one.
        version: The version of that row.
        begun: The row that the reader began from: what differs from it is their own doing.
        theirs: What somebody else stored meanwhile, while it waits to be brought together with `mine`.
        mine: What was to be stored then.
        problems: Why it could not be stored.
        told: The word that says what came of it: `register.told.<told>`.
        values: What stands in the fields, by name: kept also while the form is closed.
        round: Part of the fields' keys: a new round fills them anew.
    """

    saved: Any = None
    version: Any = None
    begun: Any = None
    theirs: Any = None
    mine: Any = None
    problems: tuple[Problem, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    round: int = 0
    lock: Lock = field(default_factory=Lock)

    def stands(self, row: Any, version: Any) -> None:
        """Note what the database has."""
        self.saved = self.begun = row
        self.version = version
        self.theirs = self.mine = None
        self.problems = ()

    def fill(self, values: dict[str, Any]) -> None:
        """Put values into the fields at the next drawing, and let what waited go."""
        self.values = values
        self.theirs = self.mine = None
        self.tell(None)
        self.round += 1

    def store(self, row: Any, write: Write) -> bool:
        """Store a row once, however often it is asked for; return whether it stands. Else say why it does not."""
        with self.lock:
            self.problems = ()
            self.tell(None)
            if self.saved is not None and bare(row) == bare(self.saved):
                self.tell("saved")
                return True
            return self._tried(row, lambda: self.stands(row, write(row, self.version)), "saved")

    def remove(self, away: Write) -> bool:
        """Take the row away once; return whether it is gone. Else say why it is not."""
        with self.lock:
            self.problems = ()
            self.tell(None)
            if self.saved is None:
                self.tell("taken_away")
                return True
            return self._tried(self.saved, lambda: self._gone(away(self.saved, self.version)), "taken_away")

    def _gone(self, _: Any) -> None:
        self.saved = self.begun = self.version = self.theirs = self.mine = None

    def _tried(self, row: Any, act: Callable[[], None], done: str) -> bool:
        """Do it, and keep what came of it."""
        try:
            act()
        except BrokenRules as broken:
            self.problems = tuple(broken.problems)
        except RegisterChangedMeanwhile as changed:
            return self._meanwhile(row, changed)
        except (AccessDenied, NotInRegister) as refused:
            self.tell("denied" if isinstance(refused, AccessDenied) else "gone")
        else:
            self.tell(done)
        return self.told == done

    def _meanwhile(self, row: Any, changed: RegisterChangedMeanwhile) -> bool:
        """Keep both versions; one that is one's own already (the button was pressed twice) is no conflict."""
        if changed.theirs is not None and bare(changed.theirs) == bare(row):
            self.stands(row, changed.version)
            self.tell("saved")
            return True
        self.saved, self.version = changed.theirs, changed.version
        self.theirs, self.mine = changed.theirs, row
        self.tell(None if changed.theirs is not None else "removed")
        return False


def bare(row: Any) -> Any:
    """Return a row without what a stored one does not tell: the content of a file, whose hash stands for it."""
    if not isinstance(row, MeasurementRow):
        return row
    price_year = row.price_year or row.fiscal_year
    evidence = [
        replace(one, content_hash=hash_of(one), content=None, file_name=None) if one.ledger_year is None else one
        for one in row.evidence
    ]
    return replace(row, evidence=tuple(evidence), price_year=price_year, routes=tuple(sorted(row.routes)))
