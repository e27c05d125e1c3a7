"""Sentences about people, roles and what was done, for screens and commands. No id is ever shown as it is stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from dashboard import format, settings
from dashboard.actions.refusals import Refused, RoleChangedMeanwhile
from dashboard.choices import distinct
from dashboard.words import has, text
from data.importers.profiles import profiles
from data.periods import Quarter
from data.policy import OF_UNITS
from data.queries.own_access import OwnRole
from data.queries.people import HeldRole, KnownPerson
from data.roles import Stretch
from data.vocabulary import Role

NAMES_SHOWN = 3


def refused_text(language: str, refused: Refused) -> str:
    """Return why a decision about people was not taken, and what to do."""
    slots = dict(refused.slots)
    if "part" in slots:
        slots["part"] = text(language, f"admin.part.{slots['part']}").lower()
    return text(language, f"admin.refused.{refused.reason}", **slots)


def changed_text(language: str, changed: RoleChangedMeanwhile, *, role: str, name: str) -> str:
    """Return what somebody else did with a role meanwhile."""
    who = actor_text(language, changed.by.actor, changed.by.name) if changed.by else text(language, "admin.somebody")
    days = "; ".join(stretch_text(language, stretch) for stretch in changed.theirs) or text(language, "admin.not_held")
    return text(language, "admin.end.meanwhile", who=who, role=role, name=name, days=days)


def name_text(language: str, person: KnownPerson) -> str:
    """Return a person's name; one without is told by the end of what sign-in knows them as."""
    return person.name or text(language, "admin.unnamed_as", subject=person.identity.subject[-6:])


def people_labels(language: str, people: Sequence[KnownPerson]) -> dict[str, str]:
    """Return a label for each person; those of the same name are told apart by what sign-in knows them as."""
    names = Counter(name_text(language, person) for person in people)
    return distinct(
        {
            person.person_id: name if names[name] == 1 else f"{name} (…{person.identity.subject[-6:]})"
            for person in people
            for name in [name_text(language, person)]
        }
    )


def role_name(language: str, role: str) -> str:
    """Return a role as the first word of a line."""
    return first_letter(text(language, f"role.{role}"))


def first_letter(said: str) -> str:
    """Return the words with a capital at the start and nothing else changed."""
    return said[:1].upper() + said[1:]


def held_text(language: str, held: HeldRole) -> str:
    """Return a role with its unit, where the role is one of units: `Leder, Hjemmetjenesten`."""
    role = role_name(language, held.role)
    return f"{role}, {held.unit_name}" if held.role in OF_UNITS else role


def own_role_text(language: str, held: OwnRole) -> str:
    """Return a role of one's own with its unit or municipality, where they are known."""
    place = held.unit_name if held.role in OF_UNITS else held.municipality_name
    role = role_name(language, held.role)
    return f"{role}, {place}" if place else role


def stretch_text(language: str, stretch: Stretch, today: date | None = None) -> str:
    """Return the days of a role: `siden 01.01.2026`, or `fra`, and `til og med` the last day where an end is set."""
    day = today or date.today()
    key = "since" if stretch.begins <= day else "from"
    begins = text(language, f"admin.stretch.{key}", day=format.day(language, stretch.begins))
    if stretch.ends is None:
        return begins
    last = format.day(language, stretch.ends - timedelta(days=1))
    return f"{begins}, {text(language, 'admin.stretch.until', day=last)}"


def role_text(language: str, held: HeldRole, stretch: Stretch) -> str:
    """Return a role, its unit and its days in one line."""
    return f"{held_text(language, held)} ({stretch_text(language, stretch)})"


def provider_text(language: str, provider: str) -> str:
    """Return who vouched for somebody, as people call it."""
    known = settings.current().provider(provider)
    key = f"admin.provider.{provider.replace(' ', '_')}"
    return known.label if known else text(language, key) if has(language, key) else provider


def actor_text(language: str, actor: str, name: str | None) -> str:
    """Return who did something: a name, one of the app's own doors in words, or that the person has no name."""
    if name and name != actor:
        return name
    key = f"actor.{actor.replace(' ', '_')}"
    if has(language, key):
        return text(language, key)
    return text(language, "admin.unnamed") if _is_id(actor) else actor


def _is_id(found: str) -> bool:
    try:
        UUID(found)
    except ValueError:
        return False
    return True


def roles_text(language: str, roles: str | None) -> str:
    """Return the roles by which something was done; every role is the machine itself."""
    held = [role for role in (roles or "").split(",") if role in set(Role)]
    return ", ".join(text(language, f"role.{role}") for role in held)


def act_text(language: str, action: str) -> str:
    """Return what was done, in a word or two."""
    key = f"admin.action.{action}"
    return text(language, key) if has(language, key) else action.replace("_", " ")


def event_text(language: str, event: Mapping[Any, Any]) -> str:
    """Return what was done, to what and why: `Leste: hvem som har tilgang (administrasjon)`, `Ga: rolle, leder`."""
    which = _which(language, event["entity"], str(event["entity_key"]), event.get("detail") or {})
    thing = entity_text(language, event["entity"])
    said = f"{act_text(language, event['action'])}: {thing}{f', {which}' if which else ''}"
    why = f"admin.purpose.{event['purpose']}"
    return f"{said} ({text(language, why)})" if event["purpose"] and has(language, why) else said


def _which(language: str, entity: str, key: str, detail: Mapping[str, Any]) -> str:
    """Return which role, kind of file, quarter or number an act was about, as far as no name tells it."""
    parts = key.split(" ")
    if entity == "role_assignment" and len(parts) == 3 and has(language, f"role.{parts[1]}"):
        return text(language, f"role.{parts[1]}")
    if entity == "commentary" and len(parts) == 3:
        return format.quarter(language, Quarter.parse(parts[1]))
    if entity == "parameter" and has(language, f"parameter.{parts[0]}"):
        return text(language, f"parameter.{parts[0]}")
    profile = profiles().get(str((detail.get("after") or {}).get("profile"))) if entity == "import_batch" else None
    return text(language, profile.title_key) if profile else ""


def entity_text(language: str, entity: str) -> str:
    """Return what kind of thing something was done to."""
    key = f"admin.entity.{entity}"
    return text(language, key) if has(language, key) else entity.replace("_", " ")


def about_text(language: str, names: Sequence[str | None], most: int | None = NAMES_SHOWN) -> str:
    """Return whom an act was about; beyond a few names the rest are counted."""
    said = [name or text(language, "admin.unnamed") for name in names]
    if most is None or len(said) <= most + 1:
        return ", ".join(said)
    return text(language, "admin.and_more", names=", ".join(said[:most]), n=format.count(language, len(said) - most))
