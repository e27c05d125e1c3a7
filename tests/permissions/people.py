"""One principal for each role in the demo municipality, a stranger, and the machine itself."""

from collections.abc import Mapping

from data.access import LOCAL_PRINCIPAL, NOBODY, Principal
from data.vocabulary import Role
from tests.principals import somebody

TOWN = "fjellvik"
HEALTH, HOME_CARE = "300", "330"
UNITS = {Role.LEADER: HOME_CARE, Role.SUPERIOR: HEALTH, Role.HR: HEALTH}
"""What the roles of units are given for."""

PEOPLE: Mapping[str, Principal] = {
    **{str(role): somebody(role, TOWN, UNITS.get(role, ""), actor=str(role)) for role in Role},
    "nobody": NOBODY,
    "machine": LOCAL_PRINCIPAL,
}
