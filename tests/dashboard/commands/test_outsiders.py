"""The outsider accounts on the command line: scenarios and profiles from files, and the marks on every answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.commands.conftest import said

SCENARIO = """
target_group = "Young people without work or school"
persons = 100
success_without = 0.50
success_with = 0.60
share_of_the_way = 0.5
start_age = 57
cost = [100000]
paid_by = "municipality"
discount = false
"""
AGES = range(18, 59)
MORE = {("municipality", "service"): 30_000, ("state", "transfer"): 70_000}
"""Kroner that a person outside costs more a year, by level and kind."""
File = Callable[[str, str], Path]


def csv(**changed: str) -> str:
    """A whole profile: 1 000 a year for those not outside, and MORE for those outside; taxes are -2 000 for both."""
    rows = ["age;level;kind;group;amount"]
    for age in AGES:
        for level in ("municipality", "county", "state"):
            for kind in ("service", "transfer", "tax"):
                for group in ("not_outside", "outside"):
                    more = MORE.get((level, kind), 0) if group == "outside" else 0
                    amount = "-2 000" if kind == "tax" else f"{1_000 + more}"
                    rows.append(f"{age};{level};{kind};{group};{amount}")
    text = "\n".join(rows) + "\n"
    for found, wanted in changed.values() if changed else ():
        assert found in text
        text = text.replace(found, wanted, 1)
    return text


def accounts(file: File, scenario: str = SCENARIO, profile: str | None = None, *more: str) -> Any:
    given = ("--profile", file("profile.csv", profile)) if profile is not None else ()
    return said("outsiders", "--scenario", file("scenario.toml", scenario), *given, *more)


def test_the_effect_is_the_difference_times_the_prevented_times_the_way_they_move(file: File) -> None:
    document = accounts(file, SCENARIO, csv(), "--json").document
    # 100 x (0.60 - 0.50) = 10 prevented, half the way, ages 57 and 58: 2 years of 30 000 + 70 000
    assert document["prevented"] == pytest.approx(10)
    levels = {row["level"]: row for row in document["by_level"]}
    assert levels["municipality"]["present_minor"] == 10 * 0.5 * 2 * 30_000 * 100
    assert levels["state"]["present_minor"] == 10 * 0.5 * 2 * 70_000 * 100
    assert levels["county"]["present_minor"] == 0
    assert document["net_minor"] == (1_000_000 - 100_000) * 100
    assert document["break_even_age"] == 57  # the first year gives 500 000
    # cost / (100 x 0.5 x 200 000) = 0.01
    assert document["required_lift"] == pytest.approx(0.01)
    assert document["discount"] is None


def test_the_curves_hold_all_ages_and_the_difference(file: File) -> None:
    curves = accounts(file, SCENARIO, csv(), "--json").document["curves"]
    assert [row["age"] for row in curves] == list(AGES)
    # 3 levels x (1 000 + 1 000 - 2 000) = 0; outside 100 000 more
    assert {(row["not_outside_minor"], row["outside_minor"]) for row in curves} == {(0, 100_000 * 100)}
    assert {row["outside_over_not_outside_minor"] for row in curves} == {100_000 * 100}
    assert {row["average_minor"] for row in curves} == {None}


def test_who_pays_stands_against_who_gains_and_the_wrong_pocket_is_said(file: File) -> None:
    dear = SCENARIO.replace("cost = [100000]", "cost = [400000]")
    document = accounts(file, dear, csv(), "--json", "--language", "en").document
    # the municipality pays 400 000 and has 300 000 of it itself; the state has 700 000
    assert document["payer"] == {
        "paid_by": "municipality",
        "cost_minor": 400_000 * 100,
        "payer_gains_minor": 300_000 * 100,
        "payer_net_minor": -100_000 * 100,
        "others_minor": 700_000 * 100,
        "wrong_pocket": True,
    }
    assert any(sentence.startswith("Wrong pocket: The municipality") for sentence in document["sentences"])


def test_an_effect_that_never_covers_the_cost_says_so(file: File) -> None:
    document = accounts(file, SCENARIO.replace("[100000]", "[9000000]"), csv(), "--json", "--language", "en").document
    assert document["break_even_age"] is None
    assert "The effects never cover the cost within working life." in document["sentences"]
    assert not document["lift_within_reach"]  # 9 000 000 / 10 000 000 = 0.9 above 0.5


def test_a_higher_rate_gives_less_and_no_rate_is_the_plain_sum(file: File) -> None:
    rows = accounts(file, SCENARIO, csv(), "--json").document["sensitivity"]
    net = {row["rate"]: row["net_minor"] for row in rows}
    assert net[0.0] == 900_000 * 100
    assert net[0.04] == round((500_000 + 500_000 / 1.04 - 100_000) * 100)
    assert sorted(net.values(), reverse=True) == [net[rate] for rate in sorted(net)]


def test_without_a_profile_every_answer_is_marked_synthetic(file: File) -> None:
    document = accounts(file, SCENARIO, None, "--json", "--language", "en").document
    assert document["profile"]["synthetic"]
    assert document["profile"]["note"].startswith("SYNTHETIC EXAMPLE")
    for language, mark in (("nb", "SYNTETISK EKSEMPEL"), ("nn", "SYNTETISK DØME"), ("en", "SYNTHETIC EXAMPLE")):
        assert mark in accounts(file, SCENARIO, None, "--language", language).out
    own = accounts(file, SCENARIO, csv(), "--json").document["profile"]
    assert (own["synthetic"], own["file"]) == (False, "profile.csv")


def test_it_says_that_effects_are_potential_and_on_public_budgets(file: File) -> None:
    document = accounts(file, SCENARIO, csv(), "--json", "--language", "en").document
    assert (document["kind"], document["perspective"]) == ("potential", "public_budget")
    assert document["note"] in accounts(file, SCENARIO, csv(), "--language", "en").out


@pytest.mark.parametrize(("persons", "flagged"), [(4, True), (5, False)])
def test_a_group_under_five_people_is_flagged(file: File, persons: int, flagged: bool) -> None:
    document = accounts(file, SCENARIO.replace("= 100\n", f"= {persons}\n"), csv(), "--json").document
    assert document["too_few_people"] is flagged


@pytest.mark.parametrize(
    ("found", "wanted", "problem"),
    [
        (
            "18;municipality;service;not_outside;1000",
            "17;municipality;service;not_outside;1000",
            ("bad_working_age", 2, "age"),
        ),
        ("18;municipality;service;not_outside;1000", "18;moon;service;not_outside;1000", ("unknown_word", 2, "level")),
        (
            "18;municipality;service;not_outside;1000",
            "18;municipality;service;not_outside;n/a",
            ("not_an_amount", 2, "amount"),
        ),
        (
            "18;municipality;service;not_outside;1000",
            "18;municipality;service;not_outside;",
            ("empty_amount", 2, "amount"),
        ),
        (
            "18;municipality;service;not_outside;1000",
            "18;municipality;service;not_outside;1.234",
            ("ambiguous_amount", 2, "amount"),
        ),
        (
            "18;municipality;service;not_outside;1000",
            "18;municipality;service;not_outside;-1",
            ("cost_below_zero", 2, "amount"),
        ),
        (
            "18;municipality;tax;not_outside;-2 000",
            "18;municipality;tax;not_outside;2 000",
            ("tax_above_zero", 6, "amount"),
        ),
        ("18;municipality;service;outside", "18;municipality;service;not_outside", ("repeated_profile_row", 3, "")),
        ("18;municipality;service;not_outside;1000\n", "", ("profile_missing_ages", 0, "age")),
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_faulty_profile_is_refused_with_row_and_column(
    file: File, found: str, wanted: str, problem: tuple[str, int, str], language: str
) -> None:
    told = accounts(file, SCENARIO, csv(one=(found, wanted)), "--json", "--language", language)
    assert told.status == 1
    (first, *_) = told.document["problems"]
    assert (first["code"], first["row"], first["column"]) == problem
    assert first["message"]


def test_norwegian_words_and_a_told_decimal_sign_are_read(file: File) -> None:
    norwegian = (
        csv()
        .replace("municipality", "Kommune")
        .replace("transfer", "overføring")
        .replace("not_outside", "Ikke utenfor")
    )
    norwegian = norwegian.replace(";1000\n", ";1.000,00\n")
    same = accounts(file, SCENARIO, norwegian, "--number-locale", "comma", "--json").document
    assert same["by_level"] == accounts(file, SCENARIO, csv(), "--json").document["by_level"]


@pytest.mark.parametrize(
    ("found", "wanted", "code", "column"),
    [
        ("persons = 100\n", "", "missing_key", "persons"),
        ("persons = 100", "persons = -1", "bad_key_count", "persons"),
        ("success_with = 0.60", "success_with = 60", "bad_key_share", "success_with"),
        ("start_age = 57", "start_age = 59", "bad_key_age", "start_age"),
        ("[100000]", "[-1]", "bad_key_costs", "cost"),
        ("[100000]", '["x"]', "bad_key_costs", "cost"),
        ('"municipality"', '"moon"', "bad_key_word", "paid_by"),
        ("discount = false", "discount = 4", "bad_key_truth", "discount"),
        ("discount = false", "discount = false\nrate = 4", "unknown_key", "rate"),
        ("discount = false", "discount =", "not_toml", ""),
    ],
)
def test_a_faulty_scenario_is_refused_with_its_key(file: File, found: str, wanted: str, code: str, column: str) -> None:
    assert found in SCENARIO
    for language in ("nb", "nn", "en"):
        told = accounts(file, SCENARIO.replace(found, wanted), None, "--json", "--language", language)
        assert told.status == 1
        (problem,) = told.document["problems"]
        assert (problem["code"], problem["column"]) == (code, column)
        assert problem["message"]


def test_a_level_that_the_profile_does_not_tell_of_cannot_pay(file: File) -> None:
    told = accounts(file, SCENARIO.replace('"municipality"', '"health_trust"'), csv(), "--json")
    assert (told.status, told.document["error"]) == (1, "untold_level")
