"""A hundred approvals of one saving at once: one is the council's, the others are told so, and nobody waits in vain."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.approve_reinvestment import Approval, approve_reinvestment
from dashboard.actions.draft_rule import RuleDraft, draft_rule
from dashboard.actions.ledger_refusals import DecidedMeanwhile
from dashboard.actions.propose_reinvestment import Proposal, propose_reinvestment
from data.access import LOCAL_PRINCIPAL, reading
from data.verification import differences
from tests.data.small_files import TOWN, dump
from tests.data.small_savings import YEAR, measure, save_town

ATTEMPTS, THREADS = 100, 8


def waiting_proposal() -> str:
    save_town()
    draft = RuleDraft(TOWN, date(YEAR, 1, 1), "R", 500_000, 500_000, 0, 0)
    first = date(YEAR, 1, 1)
    adopt_rule(LOCAL_PRINCIPAL, Adoption(TOWN, first, "PS 1", draft_rule(LOCAL_PRINCIPAL, draft), first))
    return propose_reinvestment(LOCAL_PRINCIPAL, Proposal(TOWN, measure(TOWN, "C1", 500), 0)).transaction_id


def attempt(transaction_id: str, number: int) -> str:
    """Return what came of an approval: nothing but success or a decision of somebody else is expected."""
    try:
        approve_reinvestment(LOCAL_PRINCIPAL, Approval(TOWN, transaction_id, f"PS {number}", date(2025, 3, 1)))
    except DecidedMeanwhile as decided:
        return f"decided: {decided.state}"
    return "approved"


def at_once(transaction_id: str, attempts: int, threads: int) -> list[str]:
    """Let threads approve side by side; all of them begin together."""
    barrier = Barrier(threads)

    def worker(first: int) -> list[str]:
        with reading(LOCAL_PRINCIPAL):
            pass  # each has a connection before it begins
        barrier.wait(timeout=60)
        return [attempt(transaction_id, number) for number in range(first, attempts, threads)]

    with ThreadPoolExecutor(threads) as pool:
        return [said for found in pool.map(worker, range(threads)) for said in found]


def test_of_eight_threads_one_approval_counts(database: str) -> None:
    transaction_id = waiting_proposal()
    found = Counter(at_once(transaction_id, ATTEMPTS, THREADS))
    assert found == {"approved": 1, "decided: approved": ATTEMPTS - 1}
    assert one_approval(database)


def one_approval(database: str) -> bool:
    events = [row for row in dump(database)["reinvestment_event"] if "approved" in row[:4]]
    return len([row for row in events if row[2] == "approved"]) == 1 and differences(LOCAL_PRINCIPAL) == []


def process(transaction_id: str, attempts: int, threads: int) -> None:
    """Say that this process is ready, wait to be let go, and print what came of its approvals."""
    print("ready", flush=True)
    sys.stdin.readline()
    print("\n".join(at_once(transaction_id, attempts, threads)), flush=True)


def test_of_two_processes_one_approval_counts(database: str) -> None:
    transaction_id = waiting_proposal()
    program = f"import {__name__} as module; module.process({transaction_id!r}, {ATTEMPTS // 2}, {THREADS // 2})"
    running = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:  # the barrier: both are loaded, and begin together
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [one.communicate(timeout=120) for one in running]
    assert [one.returncode for one in running] == [0, 0], told
    found = Counter(line for out, _ in told for line in out.splitlines())
    assert found == {"approved": 1, "decided: approved": ATTEMPTS - 1}
    assert one_approval(database)
