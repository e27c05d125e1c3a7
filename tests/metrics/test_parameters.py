from datetime import date

import pytest

from metrics.parameters import PARAMETERS, UnknownParameter, all_in_force, in_force, stated_for
from metrics.tables import PARAMETERS as TABLE
from metrics.tables import table

DAY = date(2026, 9, 30)


def test_the_municipalitys_own_number_holds_from_its_date_until_it_ends() -> None:
    own = table(
        TABLE,
        [
            ("materiality", date(2025, 1, 1), 0.02),
            ("materiality", date(2026, 1, 1), 0.03),
            ("materiality", date(2027, 1, 1), None),
            ("tolerance", date(2020, 1, 1), 0.05),  # decoy: another number
        ],
    )
    assert in_force("materiality", date(2024, 1, 1), own) == 0.01  # what is shipped
    assert in_force("materiality", date(2025, 6, 1), own) == 0.02
    assert in_force("materiality", DAY, own) == 0.03
    assert in_force("materiality", date(2027, 1, 1), own) == 0.01
    assert all_in_force(DAY, own)["tolerance"] == 0.05


def test_a_number_out_of_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"materiality is 1, wanted 0 to 0\.2"):
        in_force("materiality", DAY, table(TABLE, [("materiality", date(2025, 1, 1), 1.0)]))


def test_an_unknown_number_is_a_broken_promise() -> None:
    with pytest.raises(UnknownParameter):
        in_force("materialty", DAY)
    with pytest.raises(UnknownParameter):
        in_force("net_operating_result_norm", date(2013, 12, 31))


def test_a_number_of_one_period_never_stands_in_for_another() -> None:
    own = table(
        TABLE,
        [
            ("municipal_deflator", date(2023, 1, 1), 0.05),
            ("municipal_deflator", date(2024, 1, 1), 0.04),
            ("municipal_deflator", date(2022, 1, 1), None),  # ended: the shipped one holds
            ("materiality", date(2025, 1, 1), 0.02),  # decoy: another number
        ],
    )
    years = [date(year, 1, 1) for year in (2021, 2022, 2023, 2024, 2025)]
    assert [stated_for("municipal_deflator", day) for day in years] == [None, 0.067, None, 0.046, None]
    assert [stated_for("municipal_deflator", day, own) for day in years] == [None, 0.067, 0.05, 0.04, None]
    assert stated_for("municipal_deflator", date(2022, 1, 2)) is None
    with pytest.raises(UnknownParameter):
        stated_for("deflator", years[0])
    with pytest.raises(ValueError, match="municipal_deflator is 4, wanted"):
        stated_for("municipal_deflator", years[2], table(TABLE, [("municipal_deflator", years[2], 4.0)]))


def test_every_number_says_where_it_comes_from_and_keeps_its_own_bounds() -> None:
    for number in PARAMETERS:
        assert number.mark in {"S", "V", "M", "D"}
        assert number.source
        assert number.bounds[0] <= number.value <= number.bounds[1]
    assert len({(number.key, number.valid_from) for number in PARAMETERS}) == len(PARAMETERS)
