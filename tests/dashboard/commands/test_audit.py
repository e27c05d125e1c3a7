"""The commands about the trail: what to keep elsewhere, and the check against it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data.database import database_url
from tests.dashboard.commands.conftest import LEDGER, Run
from tests.data.small_files import let_changes

HASH = "0" * 64


def as_owner(statement: str) -> None:
    """Change the database past every guard."""
    let_changes(database_url())
    made = create_engine(database_url())
    with made.begin() as connection:
        connection.execute(text(statement))
    made.dispose()


def test_the_tip_is_told_for_a_person_and_for_a_program(run: Run, town: str) -> None:
    told = run("audit", "tip", "--json").document
    (tip,) = told["tips"]
    assert set(told) == {"tips", "taken_at"}
    assert (tip["municipality"], tip["sequence"], len(tip["hash"])) == (town, 1, 64)
    assert tip["at"].endswith("+00:00")
    line = f"{town} 1 {tip['hash']} {tip['at']}\n"
    assert run("audit", "tip").out == line
    assert run("audit", "tip", "--municipality", town).out == line


@pytest.mark.usefixtures("town")
def test_no_trail_has_no_tip(run: Run) -> None:
    refused = run("audit", "tip", "--municipality", "nowhere", "--json")
    assert (refused.status, refused.document["error"]) == (1, "no_trail")
    assert run("audit", "tip", "--municipality", "nowhere", "--language", "en").err == "There is no log to keep.\n"


def test_a_whole_trail_is_whole_with_every_tip_that_was_ever_kept(
    run: Run, town: str, file: Callable[[str, str], Path]
) -> None:
    """A journal of lines grows by one a day; the first line is of the import of the units, the second of the ledger."""
    kept = file("kept.txt", "# one line a day\n" + run("audit", "tip").out)
    run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town)
    kept.write_text(kept.read_text() + "\n" + run("audit", "tip").out)
    told = run("audit", "verify", "--tip", kept, "--json")
    assert told.status == 0
    assert told.document == {
        "whole": True,
        "chains": [{"municipality": town, "events": 2, "tips": 2, "faults": []}],
        "untipped": [],
    }
    said = run("audit", "verify", "--tip", kept, "--language", "en").out
    assert said == f"{town}: the log is whole. 2 events, held against 2 kept hashes.\n"


def test_what_was_taken_off_the_end_is_found_by_the_kept_tip_alone(
    run: Run, town: str, file: Callable[[str, str], Path]
) -> None:
    run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town)
    kept = file("kept.json", run("audit", "tip", "--json").out)
    as_owner("DELETE FROM audit_event WHERE sequence = 2")
    assert run("audit", "verify", "--json").status == 0
    against = run("audit", "verify", "--tip", kept, "--json")
    assert against.status == 1
    (chain,) = against.document["chains"]
    assert [(fault["event"], fault["fault"]) for fault in chain["faults"]] == [(2, "tip_gone")]
    said = run("audit", "verify", "--tip", kept)
    assert (said.status, said.out) == (1, "")
    assert said.err.splitlines()[1] == f"  Hendelse 2: {chain['faults'][0]['message']}"


def test_a_chain_that_is_gone_altogether_is_missed(run: Run, town: str, file: Callable[[str, str], Path]) -> None:
    kept = file("kept.txt", f"elsewhere 7 {HASH} 2026-11-21T00:00:00+00:00\n")
    told = run("audit", "verify", "--tip", kept, "--json")
    assert told.status == 1
    found = {chain["municipality"]: [one["fault"] for one in chain["faults"]] for chain in told.document["chains"]}
    assert found == {"elsewhere": ["tip_gone"], town: []}
    assert told.document["untipped"] == [town]
    assert town in run("audit", "verify", "--tip", kept, "--language", "en").err.splitlines()[-1]


def test_a_changed_event_is_told_by_both_commands(run: Run, town: str) -> None:
    as_owner("UPDATE audit_event SET actor = 'somebody else'")
    told = run("audit", "verify", "--json")
    assert told.status == 1
    assert [fault["fault"] for fault in told.document["chains"][0]["faults"]] == ["changed"]
    differing = run("verify", "--json")
    assert differing.status == 1
    assert [one["check"] for one in differing.document["differences"]] == ["trail"]
    assert differing.document["differences"][0]["municipality_id"] == town


@pytest.mark.parametrize(
    "content",
    ["", "# nothing\n", "town 1\n", f"town one {HASH} 2026-11-21\n", "{", '{"tips": []}', '{"tips": [{}]}', "[1]"],
)
def test_a_file_that_holds_no_tips_is_no_proof(
    run: Run, town: str, file: Callable[[str, str], Path], content: str
) -> None:
    refused = run("audit", "verify", "--tip", file("kept", content), "--json")
    assert (refused.status, refused.document["error"]) == (1, "unreadable_tips"), town


def test_a_file_that_is_not_there_is_no_proof(run: Run, tmp_path: Path) -> None:
    refused = run("audit", "verify", "--tip", tmp_path / "nowhere", "--json")
    assert (refused.status, refused.document["error"]) == (1, "unreadable_tips")
    assert json.loads(refused.out) == refused.document


def test_an_empty_database_has_nothing_to_check(run: Run) -> None:
    assert run("audit", "verify", "--language", "en").out == "There is no log to check.\n"


def test_many_faults_are_told_in_part(run: Run, town: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.commands.trail.SHOWN", 1)
    as_owner("UPDATE audit_event SET actor = 'x', sequence = 5")
    said = run("audit", "verify", "--language", "en").err.splitlines()
    assert said[0].startswith(f"{town}: the log is not whole. 2 faults in 1 event")
    assert said[2] == "  and 1 more. --json shows all."
