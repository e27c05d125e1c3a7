"""Sentences about people and their roles, for screens and commands."""

from datetime import date

from dashboard import format
from dashboard.actions.refusals import Refused
from dashboard.words import text
from data.policy import OF_UNITS
from data.queries.people import HeldRole
from data.roles import Stretch


def refused_text(language: str, refused: Refused) -> str:
    """Return why a decision about people was not taken, and what to do."""
    slots = dict(refused.slots)
    if "part" in slots:
        slots["part"] = text(language, f"admin.part.{slots['part']}")
    return text(language, f"admin.refused.{refused.reason}", **slots)


def held_text(language: str, held: HeldRole) -> str:
    """Return a role with its unit, where the role is one of units: `leder, Hjemmetjenesten`."""
    role = text(language, f"role.{held.role}")
    return f"{role}, {held.unit_name}" if held.role in OF_UNITS else role


def stretch_text(language: str, stretch: Stretch, today: date | None = None) -> str:
    """Return the days of a role: `siden 1.1.2026`, `fra …`, with `til og med …` where an end is set."""
    day = today or date.today()
    key = "since" if stretch.begins <= day else "from"
    begins = text(language, f"admin.stretch.{key}", day=format.day(language, stretch.begins))
    if stretch.ends is None:
        return begins
    return f"{begins}, {text(language, 'admin.stretch.until', day=format.day(language, stretch.ends))}"


def role_text(language: str, held: HeldRole, stretch: Stretch) -> str:
    """Return a role, its unit and its days in one line."""
    return f"{held_text(language, held)} ({stretch_text(language, stretch)})"
