import itertools
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importers.cells import NumberLocale, amount_of, amounts
from data.importers.context import Context
from data.importers.profiles import profiles
from data.importers.reading import read

COMMA, POINT = NumberLocale.COMMA, NumberLocale.POINT

# The grid: how digits are grouped and parted, which sign stands where, which space, which encoding.
# {s} is the space; the amount is in øre.
FORMATS = [
    ("7", 700),
    ("1{s}234,56", 123456),
    ("1{s}362{s}250", 136225000),
    ("12{s}345{s}678,9", 1234567890),
    ("0,05", 5),
    ("17{s}897{s}939{s}314,01", 1789793931401),
]
SIGNS = [
    ("{n}", 1),
    ("+{n}", 1),
    ("-{n}", -1),
    ("- {n}", -1),
    ("\u2212{n}", -1),
    ("{n}-", -1),
    ("{n}\u2212", -1),
    ("({n})", -1),
    (" -{n} ", -1),
    (" {n} ", 1),
]
SPACES = {"plain": " ", "no-break": "\u00a0", "narrow": "\u202f", "thin": "\u2009"}
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "latin-1"]
HEADER = "kind;year;period;unit;account;amount;text\n"


def grid(encoding):
    """Every case that the encoding can write, with its amount."""
    for (form, minor), (sign, factor), space in itertools.product(FORMATS, SIGNS, SPACES):
        if "{s}" not in form and space != "plain":
            continue
        written = sign.format(n=form.format(s=SPACES[space]))
        try:
            written.encode(encoding)
        except UnicodeEncodeError:
            continue
        yield written, factor * minor


def test_the_grid_has_at_least_200_cases():
    # utf-8: 4 formats with spaces * 10 signs * 4 spaces + 2 without * 10 signs = 180, and the same with a mark
    assert [len(list(grid(encoding))) for encoding in ENCODINGS[:2]] == [180, 180]
    assert sum(len(list(grid(encoding))) for encoding in ENCODINGS) >= 500


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_amount_in_a_file_is_read_to_the_whole_minor_unit(encoding):
    cases = list(grid(encoding))
    rows = "".join(f"actual;2025;1;u1;010;{written};lønn på år\n" for written, _ in cases)
    parsed = read(profiles()["ledger-csv"], (HEADER + rows).encode(encoding), Context("x", units=frozenset({"u1"})))
    assert parsed.problems == []
    found = parsed.lines["amount_minor"].tolist()
    assert list(zip((written for written, _ in cases), found, strict=True)) == cases
    assert set(parsed.lines["text"]) == {"lønn på år"}


# text, locale, minor units or the problem, with two decimals
CELLS = [
    ("1.234,56", None, 123456),
    ("1,234.56", None, 123456),
    ("1.234,56", COMMA, 123456),
    ("1,234.56", POINT, 123456),
    ("1.234.567", None, 123456700),
    ("1,234,567", None, 123456700),
    ("1.234", COMMA, 123400),
    ("1,234", POINT, 123400),
    ("1.234", None, "ambiguous_amount"),
    ("1,234", None, "ambiguous_amount"),
    ("-1.234", None, "ambiguous_amount"),
    ("(1,234)", None, "ambiguous_amount"),
    ("999.000", None, "ambiguous_amount"),
    ("1.234", POINT, "too_many_decimals"),
    ("1,234", COMMA, "too_many_decimals"),
    ("1,500", COMMA, 150),
    ("1.500", POINT, 150),
    ("0.123", None, "too_many_decimals"),
    ("0,120", None, 12),
    ("1234.567", None, "too_many_decimals"),
    ("1 234,567", None, "too_many_decimals"),
    ("1 234.50", None, 123450),
    ("12.34", None, 1234),
    ("12,3", None, 1230),
    ("12.34", COMMA, "not_an_amount"),
    ("12,34", POINT, "not_an_amount"),
    ("1.23.456", COMMA, "not_an_amount"),
    ("1 23", None, "not_an_amount"),
    ("12 34,5", None, "not_an_amount"),
    ("1 234.567,8", None, "not_an_amount"),
    ("0 123", None, "not_an_amount"),
    ("-0", None, 0),
    ("0", None, 0),
    ("-0,00", None, 0),
    ("(0)", None, 0),
    ("0.000", None, 0),
    ("007", None, 700),
    ("", None, "empty_amount"),
    ("   ", None, "empty_amount"),
    ("\u00a0", None, "empty_amount"),
    ("n/a", None, "not_an_amount"),
    ("-", None, "not_an_amount"),
    ("--5", None, "not_an_amount"),
    ("-5-", None, "not_an_amount"),
    ("(-5)", None, "not_an_amount"),
    ("()", None, "not_an_amount"),
    ("5,", None, "not_an_amount"),
    (",5", None, "not_an_amount"),
    ("1e5", None, "not_an_amount"),
    ("kr 5", None, "not_an_amount"),
    ("\u0661", None, "not_an_amount"),
    ("\uff15", None, "not_an_amount"),
    ("12'345", None, "not_an_amount"),
    ("5 %", None, "not_an_amount"),
    ("NaN", None, "not_an_amount"),
    ("inf", None, "not_an_amount"),
    ("=SUM(A1:A2)", None, "formula_cell"),
    ("#REF!", None, "formula_cell"),
    ("#N/A", None, "formula_cell"),
    ("9 999 999 999 999,99", None, 999999999999999),
    ("1000000000000000", None, "too_large"),
    ("9" * 60, None, "too_large"),
    ("0," + "0" * 40 + "1", None, "too_large"),
    ("1,00000000", COMMA, 100),
]


@pytest.mark.parametrize(("written", "locale", "expected"), CELLS)
def test_one_cell_means_one_thing_or_is_refused(written, locale, expected):
    assert amount_of(written, locale, 2) == expected


@pytest.mark.parametrize(("written", "locale", "expected"), CELLS)
def test_the_column_agrees_with_the_cell(written, locale, expected):
    values, faults = amounts(pd.Series(["1", written, "2"]), locale=locale, exponent=2)
    assert values.iloc[0] == 100
    assert values.iloc[2] == 200
    if isinstance(expected, str):
        assert [(fault.position, fault.code, fault.found) for fault in faults] == [(1, expected, written)]
        assert pd.isna(values.iloc[1])
    else:
        assert faults == []
        assert values.iloc[1] == expected


@pytest.mark.parametrize(
    ("written", "exponent", "unit", "expected"),
    [
        ("12", 0, 1, 12),
        ("12,5", 0, 1, "too_many_decimals"),
        ("12,0", 0, 1, 12),
        ("1 234,567", 3, 1, 1234567),
        ("1.234", 3, 1, "ambiguous_amount"),
        ("-35", 2, 1000, -3500000),  # 35 thousand kroner are 35 * 1000 * 100 øre
        ("1,2345", 2, 1000, 123450),  # 1.2345 thousand kroner are 1 234.50
        ("1,234567", 2, 1000, "too_many_decimals"),
    ],
)
def test_exponent_and_unit_scale_exactly(written, exponent, unit, expected):
    assert amount_of(written, None, exponent, unit) == expected
    values, faults = amounts(pd.Series([written]), locale=None, exponent=exponent, unit=unit)
    if isinstance(expected, str):
        assert [fault.code for fault in faults] == [expected]
    else:
        assert values.tolist() == [expected]


def test_large_amounts_never_pass_through_a_float():
    values, faults = amounts(pd.Series(["90071992547409.93", "90 071 992 547 409,93"]), locale=None, exponent=2)
    assert faults == []
    assert values.tolist() == [9007199254740993, 9007199254740993]  # 2**53 + 1: no float holds it


def test_a_column_keeps_its_index_and_order():
    values, faults = amounts(pd.Series(["5", "x", "1 000", "7"], index=[9, 8, 7, 6]), locale=None, exponent=2)
    assert values.index.tolist() == [9, 8, 7, 6]
    assert values.dropna().tolist() == [500, 100000, 700]
    assert [fault.position for fault in faults] == [1]


def _written(minor: int, grouping: str, mark: str, sign: str) -> str:
    digits = f"{abs(minor) // 100:,}".replace(",", grouping) + f"{mark}{abs(minor) % 100:02d}"
    return sign.replace("n", digits) if minor < 0 else digits


@settings(deadline=None, derandomize=True)
@given(
    st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=30),
    st.sampled_from([("", ","), (" ", ","), ("\u00a0", ","), (".", ","), (",", "."), ("", ".")]),
    st.sampled_from(["-n", "n-", "(n)", "\u2212n"]),
)
def test_what_is_written_is_read_back(minors, style, sign):
    locale = COMMA if style[1] == "," else POINT
    cells = pd.Series([_written(minor, *style, sign) for minor in minors])
    values, faults = amounts(cells, locale=locale, exponent=2)
    assert faults == []
    assert values.tolist() == minors


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.lists(st.text(alphabet="0123456789.,- ()+\u00a0\u2212ex=", max_size=12), max_size=8),
    st.sampled_from([None, *NumberLocale]),
)
def test_column_and_cell_agree_on_any_text(cells, locale):
    values, faults = amounts(pd.Series(cells, dtype="str"), locale=locale, exponent=2)
    one_by_one = [amount_of(cell, locale, 2) for cell in cells]
    assert [fault.code for fault in faults] == [answer for answer in one_by_one if isinstance(answer, str)]
    assert values.dropna().tolist() == [answer for answer in one_by_one if not isinstance(answer, str)]


def test_many_plain_cells_equal_exact_decimals():
    minors = np.random.default_rng(7).integers(-(10**12), 10**12, 20_000).tolist()
    cells = pd.Series([str(Decimal(minor).scaleb(-2)) for minor in minors])
    values, faults = amounts(cells, locale=POINT, exponent=2)
    assert faults == []
    assert values.tolist() == minors
