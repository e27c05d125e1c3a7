"""An import that fails, is killed or meets another one leaves nothing half done."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from data.access import LOCAL_PRINCIPAL
from data.importers.parsed import Parsed
from data.importers.store import StoredBatch
from data.importers.undo import undo
from data.verification import differences
from tests.data.small_files import TOWN, dump, figures, file, keep, units, whole_file

STEPS = (
    "data.importers.staging.Staging.prepare",
    "data.importers.store._stop_if_same",
    "data.importers.store.other_sources",
    "data.importers.store.add_municipality",
    "data.importers.store.add_units",
    "data.importers.store.add_codes",
    "data.importers.store.require_units",
    "data.importers.store._add_batch",
    "data.importers.staging.Staging.publish",
    "data.importers.store.add_totals",
    "data.importers.store.add_coverage",
    "data.importers.store.add_gaps",
    "data.importers.store.add_indicators",
    "data.importers.store.add_decisions",
    "data.importers.store.restate",
    "data.rollups.refresh",
    "data.audit.append",
)
"""Every step of an import, in its order."""
STEPS_OF_UNDO = ("data.importers.store.restate", "data.rollups.refresh", "data.audit.append")
KILLED_AT = (STEPS[0], STEPS[8], STEPS[-2], STEPS[-1])


class BrokenStep(Exception):
    """Raised by a step on purpose."""


def broken(step: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Make a step fail after it has done its work; return where it notes that it was reached."""
    owner, _, name = step.rpartition(".")
    module, _, inner = owner.rpartition(".")
    place = sys.modules.get(owner) or getattr(sys.modules[module], inner)
    real: Callable[..., Any] = getattr(place, name)
    reached: list[str] = []

    def fails(*arguments: Any, **named: Any) -> Any:
        real(*arguments, **named)
        reached.append(step)
        raise BrokenStep(step)

    monkeypatch.setattr(place, name, fails)
    return reached


@pytest.mark.parametrize("known", [False, True], ids=["new municipality", "known municipality"])
def test_a_failure_at_any_step_leaves_the_database_as_it_was(
    database: str, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if known:
        keep(file([("actual", 1, "north", "100", 50)], units=units(north=None)), "first.csv")
    before = dump(database)
    for step in STEPS:
        with monkeypatch.context() as patched:
            reached = broken(step, patched)
            with pytest.raises(BrokenStep):
                keep(whole_file())
        assert reached == [step]
        assert dump(database) == before, step
    keep(whole_file())
    assert dump(database) != before
    assert differences(LOCAL_PRINCIPAL) == []


def test_a_failed_undo_leaves_the_database_as_it_was(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = keep(whole_file())
    before = dump(database)
    for step in STEPS_OF_UNDO:
        with monkeypatch.context() as patched:
            reached = broken(step, patched)
            with pytest.raises(BrokenStep):
                undo(LOCAL_PRINCIPAL, batch.batch_id)
        assert reached == [step]
        assert dump(database) == before, step


def killed_at(step: str) -> None:
    """Import, and kill this very process when a step is done; run in a process of its own."""
    owner, _, name = step.rpartition(".")
    module, _, inner = owner.rpartition(".")
    place = sys.modules.get(owner) or getattr(sys.modules[module], inner)
    real = getattr(place, name)

    def dies(*arguments: Any, **named: Any) -> None:
        real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, name, dies)
    keep(whole_file(), "second.csv")


@pytest.mark.parametrize("step", KILLED_AT, ids=lambda step: step.rpartition(".")[2])
def test_a_killed_import_leaves_nothing_half_done(database: str, step: str) -> None:
    keep(file([("actual", 1, "north", "100", 50)], units=units(north=None)), "first.csv")
    before = dump(database)
    program = f"from tests.faults.test_interrupted_imports import killed_at; killed_at({step!r})"
    ended = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own program
    assert ended.returncode == -signal.SIGKILL
    assert dump(database) == before
    assert differences(LOCAL_PRINCIPAL) == []
    assert not keep(whole_file(), "second.csv").already_imported
    assert differences(LOCAL_PRINCIPAL) == []


def at_once(*tasks: Callable[[], StoredBatch]) -> list[StoredBatch]:
    """Run tasks in threads that start together, and return what they answer."""
    gate = threading.Barrier(len(tasks))
    answers: list[StoredBatch] = []

    def run(task: Callable[[], StoredBatch]) -> None:
        gate.wait()
        answers.append(task())

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def month(number: int) -> Parsed:
    return file([("actual", number, "north", "100", 10**number)], units=units(north=None))


def test_different_files_at_once_all_count(database: str) -> None:
    answers = at_once(*(lambda number=number: keep(month(number), f"{number}.csv") for number in range(1, 6)))
    assert len({answer.batch_id for answer in answers}) == 5
    stored = {row[:4]: row for row in figures(database)["unit_total"]}
    amounts = [value for key, value in stored.items() if key[1] == TOWN and key[3] == 5]
    assert 111_110 in amounts[0]  # 10 + 100 + 1 000 + 10 000 + 100 000
    assert differences(LOCAL_PRINCIPAL) == []


def test_the_same_file_at_once_is_stored_once(database: str) -> None:
    answers = at_once(*(lambda: keep(month(1)) for _ in range(4)))
    assert len({answer.batch_id for answer in answers}) == 1
    assert sorted(answer.already_imported for answer in answers) == [False, True, True, True]
    assert len(dump(database)["import_batch"]) == 1
    assert differences(LOCAL_PRINCIPAL) == []
