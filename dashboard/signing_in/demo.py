"""The demo municipality's made-up people: offered to whoever sits at the machine, and to nobody else.

Four things must hold: the app listens on the loopback address, the request comes from this machine, no provider is
configured, and no municipality of the database is a real one.
"""

from dataclasses import dataclass

from starlette.types import Scope
from streamlit import config

from dashboard import settings
from dashboard.gate import DEMO
from dashboard.signing_in.here import from_this_machine, is_loopback
from data import people, signing_in
from data.access import Identity, looking_at_the_gate

ORDER = (
    "director",
    "sector-leader",
    "unit-leader",
    "council-member",
    "employer",
    "hr-adviser",
    "controller",
    "administrator",
    "auditor",
)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody made up: the subject, and the name that the database has."""

    subject: str
    name: str


def may_be_offered(scope: Scope) -> bool:
    """Tell whether a request may be offered the demo's people, if the database has them."""
    address = config.get_option("server.address")
    listens_here = bool(address) and is_loopback(str(address))
    return listens_here and not settings.current().configured and from_this_machine(scope)


def offered(scope: Scope) -> list[DemoPerson]:
    """Return the people whom a request may become with one click; none where any condition fails."""
    if not may_be_offered(scope):
        return []
    with looking_at_the_gate() as session:
        found = [DemoPerson(subject, name) for subject, name in people.demo_people(session)]
    return sorted(
        found, key=lambda one: (ORDER.index(one.subject) if one.subject in ORDER else len(ORDER), one.subject)
    )


def become(scope: Scope, subject: str) -> str | None:
    """Return the token of a new session as one of the people who are offered; None where that person is not."""
    if subject not in {one.subject for one in offered(scope)}:
        return None
    return signing_in.sign_in(Identity(people.DEMO_ISSUER, subject), DEMO)
