"""Who is no administrator does their work on both engines: files by a controller, comments by a leader."""

from datetime import date

import pytest

from dashboard.actions.comment import ChangedMeanwhile, Comment, write_comment
from dashboard.actions.grant_role import RoleGrant, grant_role
from data.access import LOCAL_PRINCIPAL, AccessDenied, Identity
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, store
from data.importers.undo import undo
from data.periods import Quarter
from data.queries.decisions import commentary
from data.queries.positions import unit_totals
from data.queries.undoing import undo_effect
from data.verification import differences
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ISSUER, LEADER, now_as
from tests.data.small_files import TOWN, YEAR, file, whole_file

CONTROLLER = Identity(ISSUER, "controller-1")
QUARTER = Quarter(YEAR, 1)


def comment_on(unit: str, cause: str, version: int | None = None) -> Comment:
    return Comment(TOWN, unit, QUARTER, "m", cause, "action", "role", None, version)


def test_a_controller_stores_files_of_every_kind_of_row_and_undoes_them(town: str) -> None:
    """The first file says 100 in the north in January, with something of everything besides; the next one 250."""
    grant_role(LOCAL_PRINCIPAL, RoleGrant(town, CONTROLLER, Role.CONTROLLER, None, date.today()))
    controller, facts = now_as(CONTROLLER), MunicipalityFacts(town)
    store(controller, facts, FileFacts("ledger-csv", "whole", "1" * 64), whole_file())
    newer = file([("actual", 1, "north", "100", 250)])
    batch = store(controller, facts, FileFacts("ledger-csv", "newer", "2" * 64), newer)
    assert spent(town) == 250
    assert undo_effect(controller, batch.batch_id).replacements[0].file_name == "whole"
    undo(controller, batch.batch_id)
    assert spent(town) == 100
    assert differences(LOCAL_PRINCIPAL) == []


def spent(town: str) -> int:
    found = unit_totals(now_as(CONTROLLER), town, ["north"], [YEAR])
    return int(found.loc[found["period"] == 1, "actual_minor"].iloc[0])


def test_a_leader_comments_on_the_own_unit_and_changes_it(town: str) -> None:
    grant_role(LOCAL_PRINCIPAL, RoleGrant(town, LEADER, Role.LEADER, "north", date.today()))
    leader = now_as(LEADER)
    first = write_comment(leader, comment_on("north", "first"))
    second = write_comment(leader, comment_on("north", "second", first.version))
    with pytest.raises(ChangedMeanwhile) as changed:
        write_comment(leader, comment_on("north", "third", first.version))
    assert changed.value.theirs == second
    with pytest.raises(AccessDenied):
        write_comment(leader, comment_on("south", "not mine"))
    assert commentary(leader, town, ["north", "south"], QUARTER)["cause"].tolist() == ["second"]
