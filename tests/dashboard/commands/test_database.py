"""A database that cannot be reached is said in a sentence, never as a traceback."""

import pytest

from data.database import URL_VARIABLE

NOBODY_THERE = "postgresql+psycopg://nobody:secret@127.0.0.1:1/none"


@pytest.mark.parametrize("command", [["init"], ["demo"], ["imports"], ["verify"], ["undo", "x"]])
def test_a_server_that_does_not_answer_is_refused_in_one_object(run, monkeypatch, command):
    monkeypatch.setenv(URL_VARIABLE, NOBODY_THERE)
    answered = run(*command, "--json")
    assert answered.status == 1
    assert answered.document["error"] == "database"
    assert "refused" in answered.document["message"]
    assert answered.err == ""


def test_a_person_reads_which_setting_to_look_at_and_never_the_password(run, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, NOBODY_THERE)
    answered = run("verify", "--language", "en")
    assert (answered.status, answered.out) == (1, "")
    assert answered.err.startswith(f"The database cannot be reached. See whether {URL_VARIABLE} is right")
    assert "secret" not in answered.err
    assert "Traceback" not in answered.err


def test_an_address_that_is_none_is_refused_too(run, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, "nonsense")
    assert run("verify", "--json").document["error"] == "database"


def test_a_template_as_json_holds_the_file(run):
    told = run("template", "units-csv", "--json").document
    assert (told["name"], told["file"]) == ("units-csv", None)
    assert told["content"] == run("template", "units-csv").out


@pytest.mark.parametrize("written", ["3", "03", "q1", "2022Q1"])
def test_a_period_may_be_written_as_a_quarter(run, tmp_path, written):
    file = tmp_path / "f.csv"
    file.write_text("x\n")
    answered = run("import", "madrid-execution", str(file), "--municipality", "m", "--period", written, "--json")
    assert answered.status == 1  # refused for what is in the file, not for how the period is written
    assert answered.document["problem_count"] > 0
