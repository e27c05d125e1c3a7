"""The command line on files that public bodies published, against the totals published with them."""

import pytest

MADRID = "madrid/madrid_2022_ejecucion_gastos_{}M.csv"
# original, revised and actual in cents, and rows, as the table beside the files has them
PUBLISHED = {
    "03": (616108156800, 620438334014, 100716955049, 7156),
    "06": (616108156800, 654930259918, 239903026125, 7658),
    "09": (616108156800, 655964856503, 375005565908, 7819),
    "12": (616108156800, 663786763585, 607756933844, 7959),
}


@pytest.mark.real
def test_madrids_four_files_in_one_call(run, real_folder):
    paths = [real_folder / MADRID.format(month) for month in PUBLISHED]
    periods = [part for month in PUBLISHED for part in ("--period", month)]
    answered = run(
        *("import", "madrid-execution", *paths, "--municipality", "madrid", "--name", "Madrid"),
        *("--currency", "EUR", "--year", "2022", *periods, "--json"),
    )
    assert answered.status == 0
    files = answered.document["files"]
    told = [
        (*(one["control_total_minor"][kind] for kind in ("original", "revised", "actual")), one["rows_read"])
        for one in files
    ]
    assert told == list(PUBLISHED.values())
    assert [one["problems"] for one in files] == [[], [], [], []]
    card = run("scorecard", "--municipality", "madrid", "--quarter", "2022Q4", "--json").document
    spent = next(kpi for kpi in card["dimensions"][0]["kpis"] if kpi["key"] == "share_of_budget_spent")
    assert (spent["numerator"], spent["denominator"]) == (607756933844, 663786763585)
    assert spent["value"] == pytest.approx(607756933844 / 663786763585, abs=1e-12)
    late = next(kpi for kpi in card["dimensions"][0]["kpis"] if kpi["key"] == "budget_deviation_year_to_date")
    assert (late["value"], late["why_missing"]) == (None, "no_periodised_budget")
    named = [(one["unit"], one["sentence"].replace("\u00a0", " ")) for one in card["needs"] if one["verb"] == "explain"]
    assert named == [
        ("001150", "MEDIO AMBIENTE Y MOVILIDAD: 175 mill. euro under budsjett uten forklaring"),  # 174.6
        ("001190", "OBRAS Y EQUIPAMIENTOS: 69,6 mill. euro under budsjett uten forklaring"),
    ]
    assert run("verify", "--json").document["whole"] is True


@pytest.mark.real
def test_the_same_quarter_under_another_period_is_refused(run, real_folder):
    path = real_folder / MADRID.format("03")
    told = ["import", "madrid-execution", path, "--municipality", "madrid", "--currency", "EUR", "--year", "2022"]
    assert run(*told, "--period", "Q1").status == 0
    refused = run(*told, "--period", "Q2", "--json")
    assert refused.status == 1
    assert [one["code"] for one in refused.document["problems"]] == ["repeats_period"]


@pytest.mark.real
def test_a_file_without_its_period_says_what_is_to_be_told(run, real_folder):
    path = real_folder / MADRID.format("03")
    refused = run("import", "madrid-execution", path, "--municipality", "madrid", "--currency", "EUR", "--json")
    assert refused.status == 1
    assert {one["code"] for one in refused.document["problems"]} == {"year_not_told", "period_not_told"}


@pytest.mark.real
def test_kongsvinger_with_its_totals_and_its_warnings(run, real_folder):
    path = real_folder / "kostra" / "kk_0A_V2019_K4_R040200_OK.dat"
    told = run("import", "kostra-0a", path, "--municipality", "0402", "--name", "Kongsvinger", "--json").document
    assert (told["rows_read"], told["rows_stored"]) == (1644, 1644)
    # operations 35 838 + investment 113 385, in thousands of kroner; minor units are øre
    assert told["control_total_minor"] == {"actual": (35_838 + 113_385) * 1000 * 100}
    assert told["problems"] == []
    ended = {one["found"] for one in told["warnings"] if one["code"] == "ended_code"}
    assert ended == {"254", *"270 375 690 775 874 875 895 930 948 958".split()}
    message = next(one["message"] for one in told["warnings"] if one["found"] == "254")
    assert message.startswith("Rad 19: Funksjon 254 finnes ikke lenger")
    assert "241 189 000,00" in message.replace("\u00a0", " ")
