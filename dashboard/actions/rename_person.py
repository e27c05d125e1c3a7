"""Give a person another name to be shown by."""

from dataclasses import dataclass

from dashboard.actions.grant_role import LONGEST
from dashboard.actions.refusals import NameChangedMeanwhile, NothingChanged, Refused
from data import people
from data.access import Identity, Principal, Writing, writing
from data.schema.people import Person
from data.vocabulary import Right


@dataclass(frozen=True)
class Renaming:
    """A name as somebody wants it; `version` is that of the person as it was read."""

    municipality_id: str
    identity: Identity
    name: str
    version: int


def rename_person(principal: Principal, wanted: Renaming) -> bool:
    """Rename a person; tell whether that changed anything. Neither name enters the trail but as a keyed hash.

    Raises:
        Refused: the name is empty or too long, or nobody is known by the identity.
        NameChangedMeanwhile: somebody else renamed the person since it was read.
        AccessDenied: the principal may not change people of the municipality.
    """
    name = wanted.name.strip()
    if not name:
        raise Refused("name")
    if len(name) > LONGEST["name"]:
        raise Refused("too_long", part="name", most=LONGEST["name"])
    try:
        with writing(principal, wanted.municipality_id, Right.GRANT) as change:
            person = people.known(change.session, wanted.municipality_id, wanted.identity)
            if person is None:
                raise Refused("stranger")
            _rename(change, person, name, wanted.version)
            return True
    except NothingChanged:
        return False


def _rename(change: Writing, person: Person, name: str, version: int) -> None:
    if person.display_name == name:
        raise NothingChanged
    if person.version_id != version:
        raise NameChangedMeanwhile(person.display_name)
    before = change.sealed(person.display_name) if person.display_name else None
    person.display_name = name
    change.session.flush()
    change.record(
        "rename",
        "person",
        person.person_id,
        version=person.version_id,
        about=[person.person_id],
        before={"name": before},
        after={"name": change.sealed(name)},
    )
