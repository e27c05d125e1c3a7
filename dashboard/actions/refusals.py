"""Why a decision was not taken: values that the words of a screen or a command explain.

What breaks a rule of the benefits register is `data.keeping.BrokenRules`, whose problems have words of their own.
"""

from typing import Any

from data.importers.problems import Problem
from data.keeping import BrokenRules
from data.roles import Change, Stretch
from metrics.gains_checks import Gap


class Refused(ValueError):
    """A decision that cannot be taken as it was asked: `reason` names the words `admin.refused.<reason>`."""

    def __init__(self, reason: str, **slots: object) -> None:
        """Keep the reason and what fills its words."""
        super().__init__(reason)
        self.reason, self.slots = reason, slots


class RoleChangedMeanwhile(Exception):
    """Somebody else changed the role since it was read; `theirs` is how it is held now, `by` who changed it."""

    def __init__(self, theirs: tuple[Stretch, ...], by: Change | None) -> None:
        """Keep what stands."""
        super().__init__("changed meanwhile")
        self.theirs, self.by = theirs, by


class NameChangedMeanwhile(Exception):
    """Somebody else renamed the person since the form was read; `theirs` is the name now."""

    def __init__(self, theirs: str | None) -> None:
        """Keep what stands."""
        super().__init__("changed meanwhile")
        self.theirs = theirs


class RegisterChangedMeanwhile(Exception):
    """Somebody else changed the row of the register since it was read.

    `theirs` is what stands now with its `version` (None: it is not there any more), `yours` what was to be stored.
    Rows that come and go have no number that only rises: their version is what they hold.
    """

    def __init__(self, theirs: Any, version: Any, yours: object) -> None:
        """Keep both."""
        super().__init__("changed meanwhile")
        self.theirs, self.version, self.yours = theirs, version, yours


class GainsPlanIncomplete(BrokenRules):
    """A gains plan that lacks something binds nobody; `gaps` tells of all that is missing."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        """Keep the gaps."""
        super().__init__([Problem("gains_plan_incomplete", extra={"count": str(len(gaps))})])
        self.gaps = gaps


class NothingChanged(Exception):
    """What is asked for holds already, so that there is nothing to write: ends the change without an act."""
