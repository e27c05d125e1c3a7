"""Which changes of a database people may make, and which nobody may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.services.changes import Change


@dataclass(frozen=True)
class Allowed:
    """Who may do what: the unit that each person may explain, and who may read about persons, which leaves an act."""

    writers: Mapping[str, str] = field(default_factory=dict)
    readers: frozenset[str] = frozenset()

    def explanation(self, row: Mapping[str, Any], *, added: bool) -> bool:
        """Tell whether an explanation may have come or gone: of the writer's own unit, in the writer's name."""
        own = row["unit_id"] in self.writers.values()
        return own and (not added or self.writers.get(row["written_by"]) == row["unit_id"])

    def act(self, row: Mapping[str, Any]) -> bool:
        """Tell whether an act may stand in the trail."""
        if row["action"] == "read":
            return row["actor"] in self.readers
        own = self.writers.get(row["actor"])
        told = (row["action"], row["entity"], row["entity_key"].partition(" ")[0])
        return own is not None and told == ("write", "commentary", own)


NOTHING = Allowed()


def unauthorised(found: Sequence[Change], allowed: Allowed) -> list[str]:
    """Return the changes that nobody may have made."""
    acts = {change.row["sequence"] for change in found if change.table == "audit_event" and allowed.act(change.row)}
    explained = any(change.table == "commentary" for change in found)

    def is_allowed(change: Change) -> bool:
        if change.table == "commentary":
            return allowed.explanation(change.row, added=change.added)
        if change.table in ("audit_event", "audit_subject"):
            return change.added and change.row["sequence"] in acts
        # The number by which kept answers know that figures are new rises with each explanation.
        return change.table == "data_version" and explained

    return [str(change) for change in found if not is_allowed(change)]
