"""Acting once: two clicks, also while the first still works, store once and undo once."""

from threading import Barrier, Thread
from time import sleep

import pytest

from dashboard.views.imports_draft import Draft, Money, Report, Undoing
from data.queries.undoing import UndoEffect

EMPTY = Report((), Money("NOK", 2), "9901")


def at_once(act):
    """Run the act in two threads that start together."""
    gate = Barrier(2)

    def run():
        gate.wait()
        act()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_clicks_at_once_store_once():
    draft, done = Draft(checked=EMPTY), []

    def act():
        sleep(0.05)  # the second click comes while the first still works
        done.append("stored")
        return EMPTY

    at_once(lambda: draft.store_once(act))
    assert done == ["stored"]
    assert (draft.checked, draft.stored, draft.round) == (None, EMPTY, 1)


def test_a_store_that_breaks_can_be_tried_again():
    draft = Draft(checked=EMPTY)
    with pytest.raises(OSError, match="disk"):
        draft.store_once(broken)
    assert (draft.checked, draft.stored, draft.round) == (EMPTY, None, 0)


def broken():
    raise OSError("disk")


def test_two_clicks_at_once_undo_once():
    draft, done = Draft(undoing=Undoing("id", "a.csv", UndoEffect((), 0, 0))), []
    at_once(lambda: draft.undo_once(lambda waiting: done.append(waiting.batch_id)))
    assert done == ["id"]
    assert (draft.undoing, draft.undone) == (None, "a.csv")
