"""`import`: one JSON object of the promised shape, all of a file or nothing, and the right exit status."""

import pytest
from sqlalchemy import MetaData, select

from data.database import engine
from tests.dashboard.commands.conftest import BAD, LEDGER, TOTALS

PROMISED = {
    "batch",
    "rows_read",
    "rows_stored",
    "control_total_minor",
    "problems",
    "warnings",
    "already_imported",
}
OF_PROBLEM = {"extra", "code", "row", "column", "found", "wanted", "message"}


def everything() -> dict[str, list[tuple]]:
    """Every row of every table, as it stands."""
    metadata = MetaData()
    metadata.reflect(engine())
    with engine().connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def test_a_good_file_is_stored_and_told_in_the_promised_shape(run, file, town):
    answered = run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town, "--json")
    told = answered.document
    assert answered.status == 0
    assert answered.err == ""
    assert set(told) >= PROMISED
    assert told["control_total_minor"] == TOTALS
    assert (told["rows_read"], told["rows_stored"]) == (4, 4)
    assert (told["problems"], told["warnings"], told["already_imported"]) == ([], [], False)
    assert len(told["batch"]) == 36


def test_the_same_file_twice_adds_nothing(run, file, town):
    path = file("a.csv", LEDGER)
    first = run("import", "ledger-csv", path, "--municipality", town, "--json").document
    before = everything()
    second = run("import", "ledger-csv", path, "--municipality", town, "--json")
    assert second.status == 0
    assert second.document["already_imported"] is True
    assert second.document["rows_stored"] == 0
    assert second.document["batch"] == first["batch"]
    assert everything() == before


def test_a_dry_run_checks_everything_and_stores_nothing(run, file, town):
    before = everything()
    checked = run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town, "--dry-run", "--json")
    assert checked.status == 0
    assert checked.document["batch"] is None
    assert checked.document["rows_stored"] == 0
    assert checked.document["control_total_minor"] == TOTALS
    assert everything() == before
    refused = run("import", "ledger-csv", file("b.csv", BAD), "--municipality", town, "--dry-run", "--json")
    assert refused.status == 1
    assert everything() == before


def test_a_dry_run_says_that_a_file_is_known(run, file, town):
    path = file("a.csv", LEDGER)
    run("import", "ledger-csv", path, "--municipality", town)
    assert run("import", "ledger-csv", path, "--municipality", town, "--dry-run", "--json").document["already_imported"]


def test_a_bad_file_leaves_the_database_as_it_was_and_names_every_place(run, file, town):
    before = everything()
    refused = run("import", "ledger-csv", file("b.csv", BAD), "--municipality", town, "--json", "--language", "en")
    told = refused.document
    assert refused.status == 1
    assert refused.err == ""
    assert everything() == before
    assert told["batch"] is None
    # row 3 is the third line of the file, row 5 the fifth
    assert [(one["code"], one["row"], one["column"], one["found"]) for one in told["problems"]] == [
        ("not_an_amount", 3, "amount", "n/a"),
        ("ambiguous_amount", 5, "amount", "9.000"),
    ]
    assert all(set(one) == OF_PROBLEM for one in told["problems"])
    assert told["problems"][0]["message"].startswith("Row 3, amount: “n/a”")
    assert told["problem_count"] == 2


def test_at_most_two_hundred_problems_are_listed_and_all_are_counted(run, file, town):
    rows = "".join(f"actual;2025;1;skole;202;010;feil {row}\n" for row in range(250))
    path = file("many.csv", "kind;year;period;unit;function;account;amount\n" + rows)
    told = run("import", "ledger-csv", path, "--municipality", town, "--json").document
    assert len(told["problems"]) == 200
    assert told["problem_count"] == 250


def test_several_files_are_one_object_and_the_first_refusal_stops_the_rest(run, file, town):
    paths = [file("a.csv", LEDGER), file("b.csv", BAD), file("c.csv", LEDGER.replace("1 000,50", "7,00"))]
    answered = run("import", "ledger-csv", *paths, "--municipality", town, "--json")
    assert answered.status == 1
    assert [(one["file"], one["batch"] is not None) for one in answered.document["files"]] == [
        ("a.csv", True),
        ("b.csv", False),
    ]
    assert answered.document["not_read"] == ["c.csv"]
    assert [one["file"] for one in run("imports", "--json").document["batches"]] == ["a.csv", "units.csv"]


def test_a_person_reads_sentences_and_refusals_go_to_standard_error(run, file, town):
    stored = run("import", "ledger-csv", file("a.csv", LEDGER), "--municipality", town)
    assert stored.out.startswith("a.csv er lagret som ")
    refused = run("import", "ledger-csv", file("b.csv", BAD), "--municipality", town)
    assert refused.out == ""
    assert refused.err.splitlines()[0] == "b.csv kan ikke lagres. Feil: 2. Ingenting er lagret av filen."
    assert "Rad 3, amount: «n/a» er ikke et beløp" in refused.err


def test_the_number_locale_settles_what_can_be_read_in_two_ways(run, file, town):
    path = file("b.csv", LEDGER.replace("9 000,00", "9.000"))
    stored = run("import", "ledger-csv", path, "--municipality", town, "--number-locale", "comma", "--json")
    assert stored.document["control_total_minor"]["original"] == 900_000


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["no-such-profile", "a.csv", "--municipality", "9901"], "no-such-profile"),
        (["ledger-csv", "absent.csv", "--municipality", "9901"], "absent.csv"),
        (["ledger-csv", "--municipality", "9901"], "FILES"),
        (["ledger-csv", "a.csv"], "--municipality"),
        (["ledger-csv", "a.csv", "--municipality", "to ord"], "to ord"),
        (["ledger-csv", "a.csv", "--municipality", "9901", "--currency", "XXZ"], "XXZ"),
        (["ledger-csv", "a.csv", "--municipality", "9901", "--period", "14"], "14"),
        (["ledger-csv", "a.csv", "--municipality", "9901", "--period", "1", "--period", "2"], "--period"),
        (["ledger-csv", "a.csv", "--municipality", "9901", "--year", "22"], "22"),
        (["ledger-csv", "a.csv", "--municipality", "9901", "--number-locale", "dot"], "dot"),
    ],
)
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_wrong_usage_ends_with_2_and_says_so_on_standard_error(run, file, monkeypatch, arguments, named, as_json):
    monkeypatch.chdir(file("a.csv", LEDGER).parent)
    answered = run("import", *arguments, *as_json)
    assert answered.status == 2
    assert answered.out == ""
    assert named in answered.err
