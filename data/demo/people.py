"""Who works in Fjellvik: titles, each marked as fictional, with the role that lets the demo show what each sees.

Nobody has these names: a title stands where a real municipality has a person.
"""

from dataclasses import dataclass
from datetime import date

from data import people, roles
from data.access import Identity, Principal, Writing, writing
from data.demo.organisation import MUNICIPALITY_ID
from data.demo.services import FIRST_YEAR
from data.demo.stories import APPROVED
from data.roles import ENTITY, RoleKey
from data.vocabulary import Right, Role

SINCE = date(FIRST_YEAR, 1, 1)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo: the subject that the demo's own sign-in vouches for, the name shown, and the role."""

    subject: str
    name: str
    role: Role
    unit_id: str = MUNICIPALITY_ID


def demo_people() -> tuple[DemoPerson, ...]:
    """Return the people of Fjellvik.

    The unit leader has the home services, whose overspend the council approved for a benefit elsewhere; above stand the
    sector leader and the director, and the HR adviser is there for that unit's leader.
    """
    return (
        DemoPerson("director", "Kommunedirektør (fiktiv)", Role.LEADER),
        DemoPerson("sector-leader", "Kommunalsjef helse og omsorg (fiktiv)", Role.SUPERIOR, "300"),
        DemoPerson("unit-leader", "Enhetsleder hjemmetjenesten (fiktiv)", Role.LEADER, APPROVED),
        DemoPerson("council-member", "Kommunestyremedlem (fiktiv)", Role.COUNCIL),
        DemoPerson("employer", "Leder av administrasjonsutvalget (fiktiv)", Role.EMPLOYER),
        DemoPerson("hr-adviser", "HR-rådgiver (fiktiv)", Role.HR, APPROVED),
        DemoPerson("controller", "Økonomirådgiver (fiktiv)", Role.CONTROLLER),
        DemoPerson("administrator", "Systemadministrator (fiktiv)", Role.ADMINISTRATOR),
        DemoPerson("auditor", "Kommunerevisor (fiktiv)", Role.AUDITOR),
    )


class _EverybodyIsKnown(Exception):
    """Nobody was added: the change ends without an act."""


def load_people(principal: Principal) -> int:
    """Let Fjellvik know those of its people that it does not know yet, with their roles; return how many.

    Whoever is known stays as they are, so that a role that was ended in the demo does not come back.
    """
    try:
        with writing(principal, MUNICIPALITY_ID, Right.GRANT) as change:
            added = [person for person in demo_people() if _added(change, person)]
            if not added:
                raise _EverybodyIsKnown
            return len(added)
    except _EverybodyIsKnown:
        return 0


def _added(change: Writing, told: DemoPerson) -> bool:
    identity = Identity(people.DEMO_ISSUER, told.subject)
    if people.known(change.session, MUNICIPALITY_ID, identity) is not None:
        return False
    person = people.add(change.session, MUNICIPALITY_ID, identity, told.name)
    key = RoleKey(MUNICIPALITY_ID, person.person_id, told.role, told.unit_id)
    roles.set_from(change.session, key, SINCE, given=True)
    after = roles.told(roles.held(roles.series(change.session, key)))
    change.record("grant", ENTITY, key.name, about=[person.person_id], before=[], after=after)
    return True
