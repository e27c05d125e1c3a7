"""Take a role from somebody: at once, or from a day on."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.refusals import NothingChanged, Refused, RoleChangedMeanwhile
from data import people, roles, sessions
from data.access import Identity, Principal, Writing, writing
from data.roles import ENTITY, RoleKey
from data.sessions import EndedBecause
from data.vocabulary import Right, Role


@dataclass(frozen=True)
class Revocation:
    """A role as somebody wants it ended; `ends` is the first day without it, `version` the one that was read.

    No version is whatever stands; no unit is the municipality as a whole.
    """

    municipality_id: str
    identity: Identity
    role: Role
    unit_id: str | None
    ends: date
    version: int | None = None


@dataclass(frozen=True)
class Revoked:
    """What came of it: `changed` is False where the role was ended already."""

    person_id: str
    changed: bool
    sessions_ended: int = 0


def revoke_role(principal: Principal, wanted: Revocation) -> Revoked:
    """End a role, and at once every session of the person where the role ends today.

    Raises:
        Refused: nobody is known by the identity, the person never had the role, the day is past, or nobody would be
            left to administer the municipality.
        RoleChangedMeanwhile: somebody else changed the role since it was read.
        AccessDenied: the principal may not take roles in the municipality.
    """
    if wanted.ends < date.today():
        raise Refused("past_end")
    person_id = ""
    try:
        with writing(principal, wanted.municipality_id, Right.GRANT) as change:
            person = people.known(change.session, wanted.municipality_id, wanted.identity)
            if person is None:
                raise Refused("stranger")
            person_id = person.person_id
            unit_id = wanted.unit_id or wanted.municipality_id
            return _taken(change, wanted, RoleKey(wanted.municipality_id, person_id, wanted.role, unit_id))
    except NothingChanged:
        return Revoked(person_id, changed=False)


def _taken(change: Writing, wanted: Revocation, key: RoleKey) -> Revoked:
    rows = roles.series(change.session, key)
    before, version = roles.held(rows), roles.version(rows)
    if not rows:
        raise Refused("never_held")
    if not any(stretch.ends is None or stretch.ends > wanted.ends for stretch in before):
        raise NothingChanged
    if wanted.version not in (None, version):
        raise RoleChangedMeanwhile(tuple(before), roles.last_change(change.session, key))
    roles.set_from(change.session, key, wanted.ends, given=False)
    _require_administrator(change, wanted)
    ended = 0
    if wanted.ends == date.today():
        ended = sessions.end_all(change.session, wanted.identity, EndedBecause.ROLE_REMOVED)
    after = roles.held(roles.series(change.session, key))
    change.record(
        "revoke",
        ENTITY,
        key.name,
        about=[key.person_id],
        before=roles.told(before),
        after=roles.told(after),
        sessions_ended=ended,
    )
    return Revoked(key.person_id, changed=True, sessions_ended=ended)


def _require_administrator(change: Writing, wanted: Revocation) -> None:
    """Refuse what would leave nobody to administer the municipality; whoever holds the machine can make another."""
    by_the_machine = change.principal.identity is None
    if wanted.role is not Role.ADMINISTRATOR or by_the_machine:
        return
    if roles.vacant_from(change.session, wanted.municipality_id, Role.ADMINISTRATOR, wanted.ends):
        raise Refused("last_administrator")
