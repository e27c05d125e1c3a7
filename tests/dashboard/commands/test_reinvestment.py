"""The reinvestment ledger on the command line, from a verified saving to what it paid for."""

import pytest

from data.money_vocabulary import Account
from tests.dashboard.actions.savings_town import RAISE, adopted
from tests.data.small_files import TOWN
from tests.data.small_savings import measure, save_town

DAY = ("--day", "2025-03-01")
OF_TOWN = ("--municipality", TOWN)


@pytest.fixture
def saved(run):
    save_town()
    adopted()
    found = run(
        "reinvest", "propose", *OF_TOWN, "--measurement", measure(TOWN, "C1", 600), "--operating-cost", 100, "--json"
    )
    assert found.status == 0
    assert found.document["distributable_minor"] == 600 - 100
    return found.document


def test_a_saving_is_followed_to_what_it_paid_for(run, saved):
    of = (*OF_TOWN, "--transaction", saved["transaction"], *DAY)
    assert run("reinvest", "approve", *of, "--resolution", "PS 2/25").status == 0
    late = run("reinvest", "approve", *of, "--resolution", "PS 2/25", "--json")
    assert (late.status, late.document["error"], late.document["state"]) == (1, "decided", "approved")
    unnamed = run("reinvest", "book", *of, "--json")
    assert (unnamed.status, unnamed.document["error"]) == (1, "no_change_for")
    changes = [part for account in (Account.INITIATOR, Account.COMMON_FUND) for part in ("--change", account, RAISE)]
    assert run("reinvest", "book", *of, *changes, "--json").document["booked"]
    spend = ("reinvest", "spend", *OF_TOWN, "--account", "initiator", "--unit", "north", "--purpose", "pads", *DAY)
    assert run(*spend, "--amount", 100, "--json").document["spent"]
    short = run(*spend, "--amount", 51)
    assert short.status == 1
    assert "0,50" in short.err  # 150 - 100 øre are left
    held = {(row["account"], row["unit"]): row["amount_minor"] for row in balances(run)}
    assert held["initiator", "north"] == 150 - 100
    assert run("reinvest", "trace", *OF_TOWN, "--lot", "nothing", "--json").status == 1
    for shown in ("balance", "trace", "rules"):
        nowhere = run("reinvest", shown, "--municipality", "nowhere", "--json")
        assert (nowhere.status, nowhere.document["error"]) == (1, "unknown_scope")
    trace = run("reinvest", "trace", *OF_TOWN, "--lot", saved["lot"], "--json").document["trace"]
    assert [(step["account"], step["amount_minor"]) for step in trace if step["purpose"]] == [
        ("initiator", -100),
        ("use", 100),
    ]
    measure(TOWN, "C1", 300)
    back = run("reinvest", "reverse", *of, "--json").document
    assert (back["taken_back_minor"], back["receivable_minor"]) == (300 - 40, 40)
    found = run("verify", "--json").document["differences"]
    assert [one for one in found if one["check"].startswith("reinvest")] == []


def balances(run):
    return run("reinvest", "balance", *OF_TOWN, "--json").document["balances"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_refusals_and_rules_are_said_in_words(run, saved, language):
    of = (*OF_TOWN, "--transaction", saved["transaction"], "--language", language)
    assert run("reinvest", "reject", *of, "--reason", "not now").status == 0
    refused = run("reinvest", "reject", *of, "--reason", "not now")
    assert refused.status == 1
    assert refused.err.strip()
    assert "PS 1/24" in run("reinvest", "rules", *OF_TOWN, "--language", language).out
    assert run("reinvest", "balance", *OF_TOWN, "--language", language).out.strip()
