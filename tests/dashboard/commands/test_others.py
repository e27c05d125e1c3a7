"""The other commands: what they print, for a person and for a program, and how they end."""

import pytest
from sqlalchemy import text

from dashboard.commands import main
from data.database import engine
from data.importers.templates import template, template_names
from tests.dashboard.commands.conftest import LEDGER, TOTALS

UNKNOWN = "01900000-0000-7000-8000-000000000000"
LATER = LEDGER.replace("1 000,50", "1 100,50")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help(run, command):
    answered = run(command, "--help")
    assert answered.status == 0
    assert answered.out.startswith("Usage: ")
    assert len(answered.out.splitlines()) > 4


def test_help_lists_every_command(run):
    listed = run("--help").out
    wanted = "init demo serve profiles template import imports undo scorecard verify audit grant revoke people".split()
    assert [command for command in wanted if f"  {command} " not in listed] == []


def test_init_makes_the_database_ready_as_often_as_one_likes(run):
    assert run("init", "--json").document == {"ready": True}
    assert run("init", "--json").document == {"ready": True}
    assert run("init").out == "Databasen er klar.\n"


@pytest.mark.parametrize(("language", "word"), [("nb", "Enheter"), ("nn", "Einingar"), ("en", "Units")])
def test_profiles_are_told_in_the_language_asked_for(run, language, word):
    told = run("profiles", "--json", "--language", language).document["profiles"]
    assert {"kostra-0a", "kostra-0b", "madrid-execution", "madrid-indicators", *template_names()} <= set(told)
    assert word in told["units-csv"]["title"]
    assert all(one["title"] and one["help"] for one in told.values())
    assert word in run("profiles", "--language", language).out


@pytest.mark.parametrize("name", template_names())
def test_a_template_is_written_to_standard_output_or_a_file(run, tmp_path, name):
    assert run("template", name).out == template(name)
    written = tmp_path / "out.csv"
    answered = run("template", name, "--output", written)
    assert (answered.status, answered.out) == (0, "")
    assert written.read_text(encoding="utf-8") == template(name)


def test_an_unknown_template_is_wrong_usage(run):
    assert run("template", "kostra-0a").status == 2


def test_imports_lists_what_was_imported_the_newest_first(run, file, town):
    run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town)
    batches = run("imports", "--json").document["batches"]
    assert [one["file"] for one in batches] == ["a.csv", "units.csv"]
    assert batches[0]["control_total_minor"] == TOTALS
    assert (batches[0]["profile"], batches[0]["state"]) == ("ledger-csv", "active")
    assert (batches[0]["rows_read"], batches[0]["rows_stored"], batches[0]["warning_count"]) == (4, 4, 0)
    assert batches[0]["superseded_by"] is None
    assert run("imports", "--municipality", "none", "--json").document == {"batches": []}
    assert run("imports", "--municipality", "none", "--language", "en").out == "No files have been imported.\n"
    assert "a.csv" in run("imports").out


def test_undo_brings_the_older_file_back(run, file, town):
    older = run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town, "--json").document["batch"]
    newer = run("import", "ledger-csv", file("b.csv", LATER), "--municipality", town, "--json").document["batch"]
    states = {one["batch"]: one["state"] for one in run("imports", "--json").document["batches"]}
    assert (states[older], states[newer]) == ("superseded", "active")
    assert spent() == TOTALS["actual"] + 10_000  # 1 100,50 - 1 000,50
    assert run("undo", newer, "--json").document == {"undone": True, "batch": newer}
    states = {one["batch"]: one["state"] for one in run("imports", "--json").document["batches"]}
    assert (states[older], states[newer]) == ("active", "undone")
    assert spent() == TOTALS["actual"]
    assert run("verify", "--json").document == {"whole": True, "differences": []}


def spent() -> int:
    """The municipality's actuals at the end of period 2, as the pages get them."""
    with engine().connect() as connection:
        return connection.scalar(text("select actual_minor from unit_total where unit_id = '9901' and period = 2"))


def test_there_is_nothing_to_undo_twice_or_of_nobody(run, file, town):
    batch = run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town, "--json").document["batch"]
    assert run("undo", batch).out.startswith(f"{batch} er angret")
    for unknown in (batch, UNKNOWN):
        refused = run("undo", unknown, "--json")
        assert refused.status == 1
        assert refused.document == {"undone": False, "batch": unknown}
        assert refused.err == ""
    assert unknown in run("undo", unknown).err


def test_what_is_no_batch_at_all_is_refused_too(run):
    assert run("undo", "siste", "--json").document == {"undone": False, "batch": "siste"}


def test_verify_ends_with_1_on_any_difference(run, file, town):
    run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town)
    whole = run("verify", "--json")
    assert (whole.status, whole.document) == (0, {"whole": True, "differences": []})
    with engine().begin() as connection:
        connection.execute(text("update ledger_line set amount_minor = amount_minor + 1 where line_number = 2"))
    broken = run("verify", "--json")
    assert broken.status == 1
    assert broken.document["whole"] is False
    assert {"municipality_id", "check", "place", "stored", "computed"} == set(broken.document["differences"][0])
    told = run("verify", "--language", "en")
    assert told.out == ""
    assert "9901" in told.err


def test_a_scorecard_of_nothing_is_refused(run, town):
    for arguments in (["--municipality", "none"], ["--municipality", town, "--unit", "none"]):
        refused = run("scorecard", *arguments, "--quarter", "2025Q1", "--json")
        assert refused.status == 1
        assert refused.document["error"] == "unknown_scope"
    assert run("scorecard", "--municipality", town, "--quarter", "2025").status == 2


def test_a_scorecard_has_the_four_dimensions_in_their_order_and_every_promised_key(run, file, town):
    run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town)
    told = run("scorecard", "--municipality", town, "--quarter", "2025Q1", "--json").document
    assert {key: told[key] for key in ("municipality", "unit", "quarter")} == {
        "municipality": town,
        "unit": town,
        "quarter": "2025Q1",
    }
    assert [one["dimension"] for one in told["dimensions"]] == ["budget", "innovation", "implementation", "benefits"]
    assert all({"dimension", "lead", "sentence", "kpis"} <= set(one) for one in told["dimensions"])
    assert all(one["sentence"] for one in told["dimensions"])
    kpis = [kpi for one in told["dimensions"] for kpi in one["kpis"]]
    wanted = "key value numerator denominator unit status why_missing target change as_of".split()
    assert kpis
    assert all(set(wanted) <= set(kpi) for kpi in kpis)
    assert "Prøvekommunen" in run("scorecard", "--municipality", town, "--quarter", "2025Q1").out
