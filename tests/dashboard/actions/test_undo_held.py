"""A file that savings of the ledger rest on cannot be undone: the ledger never changes, and would speak of nothing."""

from typing import Any

import pytest
from sqlalchemy import update

from dashboard.actions.import_file import undo
from data.access import LOCAL_PRINCIPAL, writing
from data.importers.held import HeldByLedgerError
from data.queries.batches import batches
from data.queries.undoing import undo_effect
from data.schema.initiatives import Benefit, Initiative
from data.schema.ledger import BudgetChange
from data.vocabulary import BatchState, Right
from tests.dashboard.actions.savings_town import RAISE, booked, held, proposed
from tests.data.small_files import TOWN, file, keep

pytestmark = pytest.mark.usefixtures("saving_town")


def brought(table: type[Any], *which: Any) -> str:
    """Return a batch that some rows came with."""
    batch_id = keep(file([("actual", 3, "north", "100", 1)]), f"{table.__tablename__} {which}").batch_id
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.session.execute(update(table).where(table.municipality_id == TOWN, *which).values(batch_id=batch_id))
        change.record("change", "test", "batch")
    return batch_id


def state(batch_id: str) -> str:
    found = batches(LOCAL_PRINCIPAL, TOWN).set_index("batch_id")
    return str(found.loc[batch_id, "state"])


BROUGHT: dict[str, tuple[Any, ...]] = {
    "a benefit": (Benefit, Benefit.benefit_id == "C1"),
    "an initiative": (Initiative,),
    "a budget change": (BudgetChange, BudgetChange.change_id == RAISE),
}


@pytest.mark.parametrize("what", BROUGHT)
def test_it_is_not_undone_once_a_saving_rests_on_it(what: str) -> None:
    booked()
    before = held()
    batch_id = brought(*BROUGHT[what])
    assert undo_effect(LOCAL_PRINCIPAL, batch_id).held
    with pytest.raises(HeldByLedgerError):
        undo(LOCAL_PRINCIPAL, batch_id)
    assert state(batch_id) != BatchState.UNDONE
    assert held() == before


def test_a_proposal_holds_what_it_rests_on_and_no_other_benefit() -> None:
    proposed()
    mine, other = (brought(Benefit, Benefit.benefit_id == key) for key in ("C1", "C2"))
    assert undo_effect(LOCAL_PRINCIPAL, mine).held
    assert not undo_effect(LOCAL_PRINCIPAL, other).held
    undo(LOCAL_PRINCIPAL, other)
    assert state(other) == BatchState.UNDONE
