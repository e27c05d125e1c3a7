"""Somebody asking: who it is, and which roles it holds where."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from data.policy import POLICY, VERSION, Reach
from data.vocabulary import Right, Role


@dataclass(frozen=True)
class Identity:
    """Who somebody is to whoever vouches for them: the issuer and its subject, never an e-mail address."""

    issuer: str
    subject: str


@dataclass(frozen=True, order=True)
class Grant:
    """A role for a municipality and a unit of it.

    An empty municipality is every municipality: only the machine itself has that. An empty unit is the whole.
    """

    role: Role
    municipality_id: str = ""
    unit_id: str = ""

    @property
    def reach(self) -> Reach:
        """How far the role reaches; a role of units that is given for none reaches everything."""
        reach = POLICY[self.role].reach
        return Reach.WHOLE if reach is Reach.BELOW and not self.unit_id else reach

    def gives(self, right: Right, municipality_id: str | None = None) -> bool:
        """Tell whether the role gives a right, in a municipality where one is named."""
        there = municipality_id is None or self.municipality_id in ("", municipality_id)
        return there and right in POLICY[self.role].rights


@dataclass(frozen=True)
class Principal:
    """Somebody asking. Two are equal when they may see the same: who they are counts only where something is written.

    Attributes:
        grants: The roles and how far they reach; none is a stranger, who sees nothing.
        policy_version: Rises when the rules of access change.
        actor: Who, as the trail names it where the person is not one of the municipality's.
        identity: Who, to the one who vouched; None is the machine itself, or the public.
        persons: The person's own id in each municipality, in pairs.
    """

    grants: frozenset[Grant]
    policy_version: int = VERSION
    actor: str = field(default="", compare=False)
    identity: Identity | None = field(default=None, compare=False)
    persons: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @cached_property
    def scope(self) -> str:
        """What the answers to this principal depend on: the first part of every cache key."""
        held = [f"{grant.role}:{grant.municipality_id}:{grant.unit_id}" for grant in sorted(self.grants)]
        return "|".join([*held, str(self.policy_version)])

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    def may(self, right: Right, municipality_id: str | None = None) -> bool:
        """Tell whether the principal has a right: anywhere, or in one municipality."""
        return any(grant.gives(right, municipality_id) for grant in self.grants)

    def giving(self, right: Right, municipality_id: str | None = None) -> Iterator[Grant]:
        """Yield the grants that give a right (in one municipality), in a fixed order."""
        return (grant for grant in sorted(self.grants) if grant.gives(right, municipality_id))

    def actor_in(self, municipality_id: str) -> str:
        """Return who this is in a municipality's trail."""
        return dict(self.persons).get(municipality_id, self.actor)

    @cached_property
    def told(self) -> str:
        """What row-level security is told: for each right, pairs of municipality and unit for each reach, as JSON."""
        reaches: dict[str, dict[str, list[list[str]]]] = {}
        for right in Right:
            by_reach: dict[str, list[list[str]]] = {}
            for grant in self.giving(right):
                by_reach.setdefault(grant.reach, []).append([grant.municipality_id, grant.unit_id])
            if by_reach:
                reaches[right] = by_reach
        return json.dumps({"rights": reaches, "persons": [list(pair) for pair in self.persons]}, sort_keys=True)


NOBODY = Principal(frozenset(), actor="nobody")
"""A stranger."""

LOCAL_PRINCIPAL = Principal(frozenset(Grant(role) for role in Role), actor="local")
"""Whoever holds the machine itself, as the command line: every role, everywhere."""
