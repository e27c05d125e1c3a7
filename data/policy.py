"""What each role may see and do, and how far: the whole policy of access, in one table.

The database holds the same rules again as row-level security on PostgreSQL; both read this table's rights by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.vocabulary import Right, Role, UnitLevel

VERSION = 4
"""Rises when the rules below change: part of every cache key."""


class Reach(StrEnum):
    """How far a role reaches from the unit it was given for."""

    BELOW = "below"
    """The unit and every unit below it."""
    AGGREGATES = "aggregates"
    """The municipality and its sectors, whatever the unit: sums, never a single unit."""
    TOP = "top"
    """The municipality as a whole alone."""
    WHOLE = "whole"
    """Everything of the municipality."""


AGGREGATE_LEVELS = (UnitLevel.MUNICIPALITY, UnitLevel.SECTOR)


@dataclass(frozen=True)
class Rule:
    """What a role may, and how far."""

    reach: Reach
    rights: frozenset[Right]


def _rule(reach: Reach, *rights: Right) -> Rule:
    return Rule(reach, frozenset(rights))


_OF_A_LEADER = (Right.FIGURES, Right.TEXTS, Right.NAMES, Right.LINES, Right.COMMENT, Right.BENEFITS)

POLICY: Mapping[Role, Rule] = {
    Role.LEADER: _rule(Reach.BELOW, *_OF_A_LEADER),
    Role.SUPERIOR: _rule(Reach.BELOW, *_OF_A_LEADER),
    Role.COUNCIL: _rule(Reach.AGGREGATES, Right.FIGURES),
    Role.EMPLOYER: _rule(Reach.TOP, Right.FIGURES),
    Role.HR: _rule(Reach.BELOW, Right.FIGURES, Right.SMALL_GROUPS),
    Role.CONTROLLER: _rule(
        Reach.WHOLE,
        Right.FIGURES,
        Right.TEXTS,
        Right.NAMES,
        Right.LINES,
        Right.FILES,
        Right.COMMENT,
        Right.BENEFITS,
        Right.VERIFY,
        Right.BOOK,
        Right.RESOLVE,
        Right.IMPORT,
    ),
    Role.ADMINISTRATOR: _rule(
        Reach.AGGREGATES, Right.FIGURES, Right.NAMES, Right.PEOPLE, Right.TRAIL, Right.GRANT, Right.RESOLVE
    ),
    Role.AUDITOR: _rule(
        Reach.WHOLE,
        Right.FIGURES,
        Right.TEXTS,
        Right.NAMES,
        Right.LINES,
        Right.FILES,
        Right.PEOPLE,
        Right.TRAIL,
    ),
    Role.PUBLIC: _rule(Reach.AGGREGATES, Right.FIGURES),
}

OF_UNITS = frozenset({Role.LEADER, Role.SUPERIOR, Role.HR})
"""Roles that are given for a unit; every other is given for the municipality as a whole."""
