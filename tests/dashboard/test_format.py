"""How numbers, money, shares, dates and quarters are written. `_` stands for a no-break space, `~` for a minus."""

from datetime import date

import pytest

from dashboard import format
from data.periods import Quarter


def shown(written: str) -> str:
    return written.replace("\u00a0", "_").replace("\u2212", "~")


@pytest.mark.parametrize(
    ("value", "decimals", "norwegian", "english"),
    [
        (0, 0, "0", "0"),
        (7, 0, "7", "7"),
        (1234.5, 1, "1_234,5", "1,234.5"),
        (-1234567.891, 2, "~1_234_567,89", "~1,234,567.89"),
        (0.005, 2, "0,01", "0.01"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, "~3", "~3"),
        (-0.001, 2, "0,00", "0.00"),
        (999.95, 1, "1_000,0", "1,000.0"),
    ],
)
def test_numbers(value: float, decimals: int, norwegian: str, english: str) -> None:
    assert [shown(format.number(language, value, decimals)) for language in ("nb", "nn", "en")] == [
        norwegian,
        norwegian,
        english,
    ]


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (0.0414, "0,0414", "0.0414"),
        (0.125, "0,125", "0.125"),
        (5.5357, "5,54", "5.54"),
        (12.0, "12", "12"),
        (12.34, "12,3", "12.3"),
        (999.6, "1_000", "1,000"),
        (1234.0, "1_230", "1,230"),
        (-77.8, "~77,8", "~77.8"),
    ],
)
def test_short_numbers_hold_three_significant_digits(value: float, norwegian: str, english: str) -> None:
    assert shown(format.short_number("nb", value)) == norwegian
    assert shown(format.short_number("en", value)) == english


@pytest.mark.parametrize(
    ("minor", "nb", "en"),
    [
        (0, "0_kr", "NOK_0"),
        (99, "1_kr", "NOK_1"),
        (123_45, "123_kr", "NOK_123"),
        (1_234_00, "1_230_kr", "NOK_1,230"),
        (640_123_00, "640_000_kr", "NOK_640,000"),
        (999_400_00, "999_000_kr", "NOK_999,000"),
        (999_500_00, "1,0_mill._kr", "NOK_1.0_m"),
        (4_234_567_89, "4,2_mill._kr", "NOK_4.2_m"),
        (-4_200_000_00, "~4,2_mill._kr", "NOK_~4.2_m"),
        (3_000_000_00, "3,0_mill._kr", "NOK_3.0_m"),
        (99_949_999_00, "99,9_mill._kr", "NOK_99.9_m"),
        (99_960_000_00, "100_mill._kr", "NOK_100_m"),
        (123_456_789_00, "123_mill._kr", "NOK_123_m"),
        (999_600_000_00, "1,0_mrd._kr", "NOK_1.0_bn"),
        (12_345_678_901_00, "12,3_mrd._kr", "NOK_12.3_bn"),
    ],
)
def test_money_in_sentences(minor: int, nb: str, en: str) -> None:
    assert shown(format.money("nb", minor, "NOK", 2)) == nb
    assert shown(format.money("nn", minor, "NOK", 2)) == nb
    assert shown(format.money("en", minor, "NOK", 2)) == en


@pytest.mark.parametrize(
    ("currency", "exponent", "nb", "en"),
    [
        ("EUR", 2, "4,2_mill._euro", "EUR_4.2_m"),
        ("SEK", 2, "4,2_mill._SEK", "SEK_4.2_m"),
        ("ISK", 0, "420_mill._ISK", "ISK_420_m"),
    ],
)
def test_other_currencies(currency: str, exponent: int, nb: str, en: str) -> None:
    assert shown(format.money("nb", 420_000_000, currency, exponent)) == nb
    assert shown(format.money("en", 420_000_000, currency, exponent)) == en


def test_money_in_tables_keeps_every_minor_unit() -> None:
    assert shown(format.money_exact("nb", -660_788_984_003, 2)) == "~6_607_889_840,03"
    assert shown(format.money_exact("en", 5, 2)) == "0.05"
    assert shown(format.money_exact("nn", 90_071_992_547_409_93, 2)) == "90_071_992_547_409,93"  # above 2**53


def test_money_in_thousands() -> None:
    assert shown(format.money_thousands("nb", 123_456_789, 2)) == "1_235"  # 1 234 567.89
    assert shown(format.money_thousands("en", -123_450_000, 2)) == "~1,235"  # halves away from zero
    assert shown(format.money_thousands("nn", 49_999, 2)) == "0"


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (0.0, "0_%", "0%"),
        (0.0004, "0,04_%", "0.04%"),
        (0.01, "1_%", "1%"),
        (0.019, "1,9_%", "1.9%"),
        (-0.019, "~1,9_%", "~1.9%"),
        (0.75, "75_%", "75%"),
        (7 / 9, "77,8_%", "77.8%"),
        (0.9996, "100_%", "100%"),
        (1.234, "123_%", "123%"),
    ],
)
def test_shares(value: float, norwegian: str, english: str) -> None:
    assert shown(format.share("nb", value)) == norwegian
    assert shown(format.share("nn", value)) == norwegian
    assert shown(format.share("en", value)) == english


def test_differences_of_shares_are_points() -> None:
    assert shown(format.points("nb", 0.006)) == "0,6_prosentpoeng"
    assert shown(format.points("en", 0.006)) == "0.6_percentage_points"
    assert shown(format.points("en", 0.01)) == "1_percentage_point"


def test_dates_and_quarters() -> None:
    assert [shown(format.day(language, date(2026, 11, 21))) for language in ("nb", "nn", "en")] == [
        "21.11.2026",
        "21.11.2026",
        "21_Nov_2026",
    ]
    assert shown(format.day("en", date(2026, 9, 1))) == "1_Sep_2026"
    assert shown(format.day_of("nb", date(2026, 9, 30), 2026)) == "30.09."
    assert shown(format.day_of("nb", date(2025, 9, 30), 2026)) == "30.09.2025"
    assert shown(format.quarter("nb", Quarter(2026, 1))) == "1._kv._2026"
    assert shown(format.quarter_long("nn", Quarter(2026, 1))) == "1._kvartal_2026"
    assert shown(format.quarter("en", Quarter(2026, 1))) == "Q1_2026"


def test_a_count_tells_one_from_many() -> None:
    assert f"{format.count('nb', 1)} {format.count('nb', 1):enhet|enheter}" == "1 enhet"
    assert f"{format.count('nb', 2)} {format.count('nb', 2):enhet|enheter}" == "2 enheter"
    assert f"{format.count('nb', 0):enhet|enheter}" == "enheter"


def test_full_numbers_keep_their_digits() -> None:
    assert shown(format.full_number("nb", 1234.0)) == "1_234"
    assert shown(format.full_number("nb", 0.5535714285)) == "0,553571"
    assert shown(format.full_number("en", 100.0)) == "100"
