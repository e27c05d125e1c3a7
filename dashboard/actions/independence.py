"""Who is independent of what was measured: by who they are, and by what they lead."""

from dashboard.actions.in_register import facts_of
from data.access import Writing
from data.importers.problems import Problem
from data.policy import OF_UNITS
from data.schema.realisation import Measurement
from data.vocabulary import Role

LEADING = OF_UNITS - {Role.HR}
"""Roles by which somebody stands in a line of command."""


def dependence_problems(change: Writing, measured: Measurement) -> list[Problem]:
    """Return why whoever changes the register is not independent of a measurement."""
    if measured.entered_by == change.actor:
        return [Problem("verifier_entered", column="verifier_role")]
    facts = facts_of(change, measured.benefit_id)
    led = {
        grant.unit_id
        for grant in change.principal.grants
        if grant.role in LEADING and grant.municipality_id == change.municipality_id
    }
    if facts.unit_id in led:
        return [Problem("verifier_is_owner", column="verifier_role")]
    return [Problem("verifier_in_line", column="verifier_role")] if led & (facts.above | facts.below) else []
