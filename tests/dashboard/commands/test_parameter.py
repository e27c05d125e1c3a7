"""The municipality's own numbers on the command line: listed with source and mark, set, and ended."""

import pytest

from dashboard.words import text
from data.access import LOCAL_PRINCIPAL
from data.queries.parameters import own_parameters
from metrics.parameters import PARAMETERS

GROWTH = ("municipal_deflator", "--from", "2025-01-01", "--value", "0.041", "--reference", "KS 2025")


def listed(run, town):
    return run("parameter", "--municipality", town, "--json").document["parameters"]


def test_every_shipped_number_is_listed_with_value_source_and_mark(run, town):
    found = listed(run, town)
    assert {one["parameter"] for one in found} == {one.key for one in PARAMETERS}
    (materiality,) = (one for one in found if one["parameter"] == "materiality")
    assert materiality == {
        "parameter": "materiality",
        "name": "Avvik som skal forklares",
        "value": 0.01,
        "unit": "share",
        "from": "1900-01-01",
        "own": False,
        "source": "Sunndal kommune 2018: deviations beyond 1 % are commented on",
        "mark": "V",
        "low": 0.0,
        "high": 0.2,
    }
    (norm,) = (one for one in found if one["parameter"] == "net_operating_result_norm")
    assert (norm["low"], norm["high"], norm["from"]) == (None, None, "2014-01-01")


def test_the_years_price_growth_is_set_listed_and_ended(run, town):
    done = run("parameter", "--municipality", town, *GROWTH, "--json")
    assert (done.status, done.document) == (
        0,
        {"done": True, "changed": True, "parameter": "municipal_deflator", "from": "2025-01-01", "value": 0.041},
    )
    assert not run("parameter", "--municipality", town, *GROWTH, "--json").document["changed"]
    growths = [one for one in listed(run, town) if one["parameter"] == "municipal_deflator"]
    assert [(one["from"], one["value"], one["own"], one["mark"]) for one in growths] == [
        ("2022-01-01", 0.067, False, "V"),
        ("2024-01-01", 0.046, False, "V"),
        ("2025-01-01", 0.041, True, None),
    ]
    ended = run("parameter", "--municipality", town, *GROWTH[:3], "--shipped", "--reference", "PS 1/26", "--json")
    assert (ended.document["changed"], ended.document["value"]) == (True, None)
    assert len([one for one in listed(run, town) if one["parameter"] == "municipal_deflator"]) == 2
    assert run("verify", "--json").document["whole"]


def test_price_growth_is_composed_of_wages_and_prices(run, town):
    asked = ("parameter", "--municipality", town, *GROWTH[:3], "--reference", "KS 2025", "--json")
    assert run(*asked, "--wages", "0.044", "--prices", "0.031").document["value"] == 0.039  # 3.867 %
    for wrong in (["--wages", "0.044"], ["--wages", "0.044", "--prices", "0.031", "--value", "0.04"]):
        assert run(*asked, *wrong).status == 2
    other = ("materiality", *asked[4:])
    assert run(*asked[:3], *other, "--wages", "0.044", "--prices", "0.031").status == 2


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_was_done_is_said_in_a_sentence(run, town, language):
    asked = ("parameter", "--municipality", town, "--language", language)
    value = "4.1%" if language == "en" else "4,1\u00a0%"
    day = "1\u00a0Jan\u00a02025" if language == "en" else "01.01.2025"
    slots = {"name": text(language, "parameter.municipal_deflator"), "value": value, "day": day}
    for ending in ("", "_already"):
        assert run(*asked, *GROWTH).out == text(language, f"command.parameter.set{ending}", **slots) + "\n"
    lines = run(*asked).out.splitlines()
    at = lines.index(f"municipal_deflator  ({slots['name']})")
    assert lines[at + 3] == "    " + text(language, "command.parameter.own", value=value, day=day, source="KS 2025")
    assert not any("1900" in line for line in lines)
    ends = (*GROWTH[:3], "--shipped", "--reference", "PS 1/26")
    for ending in ("", "_already"):
        said = text(language, f"command.parameter.ended{ending}", name=slots["name"], day=day)
        assert run(*asked, *ends).out == said + "\n"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (("deflator", *GROWTH[1:]), "parameter_key"),
        ((*GROWTH[:2], "2025-02-01", *GROWTH[3:]), "parameter_year"),
        ((*GROWTH[:4], "4.1", *GROWTH[5:]), "parameter_bounds"),
        ((*GROWTH[:6], " "), "parameter_reference"),
    ],
)
def test_a_refusal_is_status_1_with_its_reason_and_stores_nothing(run, town, changed, reason):
    refused = run("parameter", "--municipality", town, *changed, "--json")
    assert (refused.status, refused.document["done"], refused.document["error"]) == (1, False, reason)
    said = run("parameter", "--municipality", town, *changed)
    assert (said.status, said.out, said.err.strip()) == (1, "", refused.document["message"])
    assert own_parameters(LOCAL_PRINCIPAL, town).empty


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("more", [(), GROWTH])
def test_an_unknown_municipality_is_refused(run, more):
    refused = run("parameter", "--municipality", "none", *more, "--json")
    assert (refused.status, refused.document["error"]) == (1, "municipality")


@pytest.mark.parametrize(
    "asked",
    [
        GROWTH[:3],  # no reference
        (*GROWTH[:3], *GROWTH[5:]),  # neither a value nor --shipped: nothing is ended by forgetting
        (*GROWTH, "--shipped"),
        GROWTH[1:3],  # a day and no parameter
        ("--shipped",),
        ("--value", "0"),
        (*GROWTH[:4], "0,041", *GROWTH[5:]),
    ],
)
def test_wrong_usage_is_status_2(run, town, asked):
    assert run("parameter", "--municipality", town, *asked).status == 2
    assert own_parameters(LOCAL_PRINCIPAL, town).empty
