"""What is held of a change, or of a reading about persons, while it is open: `data.access` opens and ends both."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from data import audit
from data.principal import Principal
from data.row_changes import RowChanges
from data.vocabulary import Right


@dataclass
class Writing:
    """An open change of one municipality: its session, who changes it, and the acts that will stand in the trail."""

    session: Session
    municipality_id: str
    principal: Principal
    right: Right
    acts: list[audit.Act] = field(default_factory=list)
    rows: RowChanges = field(default_factory=RowChanges)

    @property
    def actor(self) -> str:
        """Who changes it, as the trail names it."""
        return self.principal.actor_in(self.municipality_id)

    @property
    def role(self) -> str:
        """The roles by which the principal may do this."""
        held = self.principal.giving(self.right, self.municipality_id)
        return ",".join(sorted({grant.role for grant in held}))

    def record(
        self,
        action: str,
        entity: str,
        entity_key: str,
        *,
        version: int | None = None,
        purpose: str = "",
        about: Collection[str] = (),
        **detail: Any,
    ) -> None:
        """Note what was done; it is stored in the transaction of the change.

        Args:
            action: What was done, a word of code.
            entity: What kind of thing, a word of code.
            entity_key: Which one.
            version: The version of the row that stands now, where it has one.
            purpose: Why, where that is not plain from what was done.
            about: The persons whose data it is.
            detail: `before` and `after` in plain values, and more; what a person wrote goes through `sealed` alone.
        """
        persons = tuple(sorted(set(about)))
        self.acts.append(audit.Act(action, entity, entity_key, detail, self.role, purpose, persons, version))

    def changed_rows(self) -> dict[str, Any]:
        """Return what was done to rows of registers so far, for `record`."""
        self.session.flush()
        return self.rows.told(self.sealed)

    def sealed(self, content: str) -> str:
        """Return a keyed hash that stands for a person's text in the trail."""
        return audit.sealed(self.session, self.municipality_id, content)


@dataclass
class ReadingAbout:
    """An open read of data about persons; whoever reads adds to `about` whom it was about."""

    session: Session
    municipality_id: str
    principal: Principal
    about: set[str] = field(default_factory=set)
    """Ids of persons of the municipality."""
    told: dict[str, Any] = field(default_factory=dict)
    """What was asked for, in plain values: the act says it."""
