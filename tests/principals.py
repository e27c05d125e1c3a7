"""Principals for tests, made without a database."""

from data.principal import Grant, Principal
from data.vocabulary import Role


def somebody(role: Role, town: str = "", unit: str = "", actor: str = "somebody") -> Principal:
    """Return who holds one role: in a municipality (none: in each), for a unit (none: for the whole)."""
    return Principal(frozenset({Grant(role, town, unit)}), actor=actor)
