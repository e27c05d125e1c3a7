"""The reinvestment ledger holds its promises whatever is done in whatever order, on both engines.

A longer run: BROBYGGER_LEDGER_RUNS=2000 BROBYGGER_LEDGER_STEPS=50. It may be made in parts, each of its own steps:
BROBYGGER_LEDGER_SEED=1, 2, 3 …
"""

import os

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.ledger_machine import LedgerMachine

RUNS, STEPS = os.environ.get("BROBYGGER_LEDGER_RUNS"), int(os.environ.get("BROBYGGER_LEDGER_STEPS", "30"))
SEED = os.environ.get("BROBYGGER_LEDGER_SEED")


def driven(runs: int) -> None:
    chosen = settings(
        max_examples=int(RUNS or runs),
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    machine = seed(int(SEED))(LedgerMachine) if SEED else LedgerMachine
    run_state_machine_as_test(machine, settings=chosen)  # type: ignore[no-untyped-call] # Hypothesis gives none


@pytest.mark.usefixtures("sqlite_database")
def test_the_ledger_on_sqlite() -> None:
    driven(60)


@pytest.mark.usefixtures("postgres_database")
def test_the_ledger_on_postgresql() -> None:
    driven(15)
