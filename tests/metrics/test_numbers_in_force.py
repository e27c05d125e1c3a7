"""Which number holds on a day: the municipality's own or the shipped one, and each period's where it is one's own."""

from datetime import date

import pandas as pd

from metrics.numbers_in_force import NumberInForce, numbers_in_force

DAY = date(2026, 9, 30)
# parameter, valid_from, value, reference
OWN = pd.DataFrame(
    [
        ("materiality", date(2025, 1, 1), 0.02, "PS 1/25"),
        ("materiality", date(2026, 1, 1), 0.03, "PS 1/26"),
        ("materiality", date(2027, 1, 1), 0.05, "decoy: later than the day"),
        ("gross_rule", date(2025, 1, 1), 0.3, "decoy: ended since"),
        ("gross_rule", date(2026, 1, 1), None, "PS 2/26"),
        ("municipal_deflator", date(2024, 1, 1), 0.05, None),
        ("municipal_deflator", date(2027, 1, 1), 0.04, "KS 2027"),
        ("municipal_deflator", date(2023, 1, 1), None, "decoy: ended, and none is shipped"),
        ("no_such_number", date(2025, 1, 1), 1.0, "decoy: not shipped"),
    ],
    columns=["parameter", "valid_from", "value", "reference"],
)


def found(key: str, own: pd.DataFrame = OWN) -> list[NumberInForce]:
    return [number for number in numbers_in_force(DAY, own) if number.shipped.key == key]


def told(key: str, own: pd.DataFrame = OWN) -> list[tuple[date, float, bool]]:
    return [(one.valid_from, one.value, one.own) for one in found(key, own)]


def test_the_latest_own_number_that_has_begun_holds_with_its_reference() -> None:
    assert told("materiality") == [(date(2026, 1, 1), 0.03, True)]
    (number,) = found("materiality")
    assert (number.reference, number.mark) == ("PS 1/26", None)


def test_an_ended_number_leaves_the_shipped_one_with_its_source_and_mark() -> None:
    assert told("gross_rule") == [(date(1900, 1, 1), 0.20, False)]
    (number,) = found("gross_rule")
    assert number.mark == "D"
    assert number.reference is not None
    assert number.reference.startswith("design decision")


def test_a_number_of_one_period_stands_once_for_each_period_that_is_known() -> None:
    assert told("municipal_deflator", OWN[:0]) == [
        (date(2022, 1, 1), 0.067, False),
        (date(2024, 1, 1), 0.046, False),
    ]
    assert told("municipal_deflator") == [
        (date(2022, 1, 1), 0.067, False),
        (date(2024, 1, 1), 0.05, True),
        (date(2027, 1, 1), 0.04, True),
    ]
    assert found("municipal_deflator")[1].reference is None


def test_of_shipped_numbers_the_latest_that_has_begun_stands_alone() -> None:
    assert told("net_operating_result_norm_sector") == [(date(2014, 1, 1), 0.02, False)]
    assert found("no_such_number") == []
