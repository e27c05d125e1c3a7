"""What others were shown and what they sent, for messages that speak of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.services.shown import Widget

PAGES = ("", "budget", "imports", "administration", "my_access")
"""The pages by their names in the address."""


@dataclass
class Material:
    """What others were shown, for messages that speak of it.

    Attributes:
        widgets: Of other pages and other people.
        pages: Hashes of pages.
        fragments: Ids of parts that run by themselves.
        sessions: Ids of other people's sessions.
        frames: What others, or the same person earlier, sent.
        units: Units of the municipality.
    """

    widgets: list[Widget] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    units: Sequence[str] = ()

    def add(self, other: "Material") -> None:
        """Add what somebody else was shown."""
        self.widgets += other.widgets
        self.pages += other.pages
        self.fragments += other.fragments
        self.sessions += other.sessions
        self.frames += other.frames
