"""One person for each role in the demo municipality, a stranger, the public, and the machine itself."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from data.access import LOCAL_PRINCIPAL, NOBODY, Grant, Identity, Principal
from data.demo.outsider_profile import synthetic_profile
from data.outsider_rows import ProfileRow
from data.outsiders import add_profile
from data.schema.follow_up import ClosedQuarter
from data.schema.indicators import Parameter
from data.schema.organisation import Municipality
from data.vocabulary import Role
from tests.data.small_gains import fill_gains
from tests.data.small_outsiders import scenario
from tests.data.small_register import claim, fill_register, measurement
from tests.services import people

TOWN = "fjellvik"
HEALTH, HOME_CARE, OTHER = "300", "330", "520"
ISSUER = "https://issuer.example"
PROFILE = ProfileRow("Own", date(2026, 1, 1), "source", synthetic=True, cells=synthetic_profile())
"""A whole profile of costs, of the municipality's own."""
UNITS = {Role.LEADER: HOME_CARE, Role.SUPERIOR: HEALTH, Role.HR: HEALTH}
"""What the roles of units are given for."""


def person(role: Role) -> Principal:
    """Return who has signed in with one role; the public has not signed in."""
    grants = frozenset({Grant(role, TOWN, UNITS.get(role, ""))})
    if role is Role.PUBLIC:
        return Principal(grants, actor="public")
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{ISSUER} {role} {TOWN}"))
    return Principal(grants, actor=str(role), identity=Identity(ISSUER, str(role)), persons=((TOWN, key),))


PEOPLE: Mapping[str, Principal] = {
    **{str(role): person(role) for role in Role},
    "nobody": NOBODY,
    "machine": LOCAL_PRINCIPAL,
}


def let_in(url: str) -> None:
    """Give each of them their role in a database that holds the demo, open it to the public, and close a quarter.

    Add a small register, of home care and of a unit that no leader here has.
    """
    for role in Role:
        if role is not Role.PUBLIC:
            people.grant(url, Identity(ISSUER, str(role)), role, TOWN, UNITS.get(role, ""), name=f"Tittel {role}")
    made = create_engine(url)
    with Session(made) as session:
        session.get_one(Municipality, TOWN).public_view = True
        session.add(Parameter(municipality_id=TOWN, parameter="needs_shown", valid_from=date(2023, 1, 1), value=5.0))
        session.add(
            ClosedQuarter(
                municipality_id=TOWN,
                unit_id=HOME_CARE,
                fiscal_year=2025,
                quarter=4,
                content={},
                content_hash="0" * 64,
                closed_at=datetime(2026, 2, 1, tzinfo=UTC),
                closed_by="director",
            )
        )
        fill_register(session, TOWN, HOME_CARE, OTHER)
        add_profile(session, TOWN, None, PROFILE, "x")
        session.add_all(scenario(TOWN, unit, unit) for unit in (HOME_CARE, OTHER))
        fill_gains(session, TOWN)
        here = {"municipality_id": TOWN}
        session.add(claim(here, "another", OTHER, amount_minor=1))
        session.add(measurement(here, "withdrawn", "I1-b", OTHER, amount_minor=None, quantity=None))
        session.commit()
    made.dispose()
