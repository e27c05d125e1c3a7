"""What is asked of the trail and what it answers."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Wanted:
    """Which events: all of these hold. Empty is all; the days are whole days of `zone`, both included."""

    first: date | None = None
    last: date | None = None
    actor: str = ""
    action: str = ""
    entity: str = ""
    about: str = ""
    zone: str = "Europe/Oslo"

    @property
    def told(self) -> dict[str, str]:
        """What was asked for, as the act of reading tells it."""
        named = {name: getattr(self, name) for name in ("first", "last", "actor", "action", "entity", "about")}
        return {name: str(value) for name, value in named.items() if value}


EVERYTHING = Wanted()


@dataclass(frozen=True)
class TrailPage:
    """Events, the newest first.

    Attributes:
        events: municipality_id, sequence, happened_at (UTC), actor, role, purpose, action, entity, entity_key,
            entity_version, detail (a dict), actor_name, about (a tuple of person ids), about_names (a tuple); a name
            is None where there is none or it may not be seen.
        older: what `before` must be for the next page; None where this is the last.
    """

    events: pd.DataFrame
    older: Any = None


@dataclass(frozen=True)
class TrailChoices:
    """What there is to filter by: words of code, and persons by id with their names (the id where they have none)."""

    actions: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    actors: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tip:
    """The newest event of a municipality's chain: what is kept outside to prove the chain by."""

    municipality_id: str
    sequence: int
    event_hash: str
    happened_at: datetime
