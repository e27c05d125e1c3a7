"""Who takes decisions of the benefits register in tests: leaders of two units, a controller, and a superior."""

from datetime import date

from dashboard.actions.grant_role import RoleGrant, grant_role
from data.access import LOCAL_PRINCIPAL, Identity, Principal
from data.importers.parsed import BudgetChangeRow
from data.vocabulary import AuthorityKind, Role
from tests.dashboard.actions.conftest import ISSUER, LEADER, now_as
from tests.data.benefit_register import add, begun
from tests.data.small_files import TOWN, YEAR, file, keep, units

SOUTH, CONTROLLER, SECOND = (Identity(ISSUER, name) for name in ("south-1", "controller-1", "controller-2"))
CUT = BudgetChangeRow(YEAR, date(YEAR, 6, 1), "north", AuthorityKind.COUNCIL, "PS 9/24", -1000)


def given(identity: Identity, role: Role, unit_id: str | None = None) -> Principal:
    """Give somebody a role and return what they may do."""
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, identity, role, unit_id, date.today()))
    return now_as(identity)


def leader_of_the_north() -> Principal:
    return given(LEADER, Role.LEADER, "north")


def leader_of_the_south() -> Principal:
    return given(SOUTH, Role.LEADER, "south")


def controller() -> Principal:
    return given(CONTROLLER, Role.CONTROLLER)


def with_register() -> None:
    """Fill the town with an initiative, a benefit of the north and a cut of 10 kroner there."""
    keep(file([], units=units(north=None), budget_changes=[CUT]), name="cut.csv", profile="budget-changes-csv")
    add(begun())
