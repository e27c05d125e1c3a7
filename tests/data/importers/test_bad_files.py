"""Every bad file is refused with the place, what was found and what was wanted, and nothing raises."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importers.cells import NumberLocale
from data.importers.context import Context
from data.importers.profiles import profiles
from data.importers.reading import read
from data.importers.templates import template, template_names
from tests.data.importers.bringing import EXAMPLE_UNITS

LONG = "kind;year;period;unit;account;amount\n"
GOOD = "actual;2025;1;u1;010;5\n"
WIDE = (
    "Centro;Descripcion Centro;Seccion;Descripcion Seccion;Programa;Descripcion Programa;Economico;"
    "Descripcion Economico;CRED_INICIAL;MOD_CREDITO;C_DEFINITIVO;OBL_RECONOC\n"
)
RECORD = "0A20254040200                  1202 010     1234"

TOLD = Context("0402", units=frozenset({"u1"}))
MADRID = Context("madrid", currency="EUR", year=2022, period=3)


def found(name, content, context=TOLD):
    if isinstance(content, str):
        content = content.encode()
    parsed = read(profiles()[name], content, context)
    return [(p.code, p.row, p.column, p.found, p.wanted) for p in parsed.errors]


def test_nothing_at_all():
    assert found("ledger-csv", "") == [("empty_file", 0, "", "", "")]
    assert found("ledger-csv", codecs.BOM_UTF8 + b" \r\n ") == [("empty_file", 0, "", "", "")]


def test_a_header_and_nothing_else():
    assert found("ledger-csv", LONG) == [("no_rows", 0, "", "", "")]
    assert found("ledger-csv", LONG + "\n\n") == [("no_rows", 0, "", "", "")]


def test_utf_16_and_nul_bytes_are_named():
    assert found("ledger-csv", (LONG + GOOD).encode("utf-16")) == [("utf16", 0, "", "UTF-16", "UTF-8")]
    assert found("ledger-csv", LONG + GOOD + "a\0b") == [("nul_bytes", 3, "", "", "UTF-8")]


def test_the_wrong_file_is_told_by_its_header():
    wanted = "kind, year, period, unit, account, amount"
    assert found("ledger-csv", "navn;antall\nx;1\n") == [("wrong_header", 1, "", "navn, antall", wanted)]


def test_missing_and_repeated_columns():
    content = "kind;year;period;unit;account;Kind\nactual;2025;1;u1;010;actual\n"
    assert found("ledger-csv", content) == [
        ("missing_column", 1, "amount", "", "amount"),
        ("duplicate_header", 1, "kind", "kind", ""),
    ]


def test_ragged_rows_are_listed_by_their_lines_and_blank_lines_are_not():
    content = LONG + GOOD + "\nactual;2025\n" + GOOD + GOOD.strip() + ";x\n"
    assert found("ledger-csv", content) == [("ragged_row", 4, "", "2", "6"), ("ragged_row", 6, "", "7", "6")]


def test_rows_around_a_ragged_one_keep_their_own_lines():
    bad = "actual;2025;1;u1;010;x\n"
    content = LONG + bad + "actual;2025\n" + bad + GOOD + "a;b\n" + bad
    assert [(code, row) for code, row, *_ in found("ledger-csv", content)] == [
        ("ragged_row", 3),
        ("ragged_row", 6),
        ("not_an_amount", 2),
        ("not_an_amount", 4),
        ("not_an_amount", 7),
    ]


def test_lines_are_counted_through_blank_lines_and_quoted_line_breaks():
    assert found("ledger-csv", LONG + "\n" + GOOD + "\nactual;2025;1;u1;010;x\n") == [
        ("not_an_amount", 5, "amount", "x", "1 234,50")
    ]
    quoted = LONG + 'actual;2025;1;u1;"0\n10";5\n' + "actual;2025;1;u1;010;x\n"
    assert ("not_an_amount", 4, "amount", "x", "1 234,50") in found("ledger-csv", quoted)


def test_an_unclosed_quote():
    codes = [problem[0] for problem in found("ledger-csv", LONG + 'actual;2025;1;"u1;010;5\n')]
    assert codes[0] == "broken_quotes"


@pytest.mark.parametrize(
    "broken", ["L\u00c3\u00b8nn", "PÃ¥", "Ã…l", "Sykel\u00c3\u00b8nn", "CorporaciÃ³n", "l\ufffdnn"]
)
def test_text_encoded_twice_is_refused_with_its_place(broken):
    content = "kind;year;period;unit;account;amount;text\n" + GOOD.strip() + f";fint\n{GOOD.strip()};{broken}\n"
    (problem,) = found("ledger-csv", content)
    code = "lost_letters" if "\ufffd" in broken else "mojibake"
    assert problem[:4] == (code, 3, "text", broken)


@pytest.mark.parametrize(
    "fine", ["Lønn på Ål", "«BLÅ»", "niños", "Ærø", "Čáhput", "GRUNNSKOLE Å", "naïve café", "ÅÄÖ", "10 °C"]
)
def test_ordinary_text_is_not_taken_for_broken(fine):
    content = "kind;year;period;unit;account;amount;text\n" + GOOD.strip() + f";{fine}\n"
    for encoding in ("utf-8", "latin-1"):
        try:
            encoded = content.encode(encoding)
        except UnicodeEncodeError:
            continue
        parsed = read(profiles()["ledger-csv"], encoded, TOLD)
        assert parsed.problems == []
        assert parsed.lines["text"].tolist() == [fine]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("actual;2025;1;u1;010;1.234", ("ambiguous_amount", 2, "amount", "1.234", "1 234,50")),
        ("actual;2025;1;u1;010;1,234", ("ambiguous_amount", 2, "amount", "1,234", "1 234,50")),
        ("actual;2025;1;u1;010;", ("empty_amount", 2, "amount", "", "1 234,50")),
        ("actual;2025;1;u1;010;=B2", ("formula_cell", 2, "amount", "=B2", "1 234,50")),
        ("actual;2025;1;u1;=B2;5", ("formula_cell", 2, "account", "=B2", "")),
        ("actual;2025;1;u1;#REF!;5", ("formula_cell", 2, "account", "#REF!", "")),
        ("actual;2025;1;u1;;5", ("empty_code", 2, "account", "", "")),
        ("actual;2025;1;u2;010;5", ("unknown_unit", 2, "unit", "u2", "")),
        ("actual;25;1;u1;010;5", ("bad_year", 2, "year", "25", "2025")),
        ("actual;2025;14;u1;010;5", ("bad_period", 2, "period", "14", "1-13")),
        ("actual;2025;;u1;010;5", ("period_missing", 2, "period", "actual", "1-13")),
        (
            "spent;2025;1;u1;010;5",
            ("unknown_kind", 2, "kind", "spent", "actual, original, revised, periodised, forecast"),
        ),
        (f"actual;2025;1;u1;{'9' * 41};5", ("long_code", 2, "account", "9" * 41, "")),
    ],
)
def test_one_bad_cell_in_a_ledger(row, expected):
    assert found("ledger-csv", LONG + row + "\n") == [expected]


def test_a_told_locale_settles_what_was_ambiguous():
    content = (LONG + "actual;2025;1;u1;010;1.234\n").encode()
    for locale, minor in ((NumberLocale.COMMA, 123400),):
        parsed = read(profiles()["ledger-csv"], content, Context("0402", units=TOLD.units, number_locale=locale))
        assert parsed.problems == []
        assert parsed.lines["amount_minor"].tolist() == [minor]


def test_every_problem_is_listed_not_only_the_first():
    rows = "".join(f"actual;2025;1;u1;010;x{number}\n" for number in range(500))
    assert len(found("ledger-csv", LONG + rows)) == 500


def test_a_spending_file_needs_its_quarter_and_its_currency():
    row = "001;C;100;S;91216;P;10000;E;1;0;1;0\n"
    assert found("madrid-execution", WIDE + row, Context("madrid", currency="NOK")) == [
        ("other_currency", 0, "", "NOK", "EUR"),
        ("year_not_told", 0, "", "", "2022"),
        ("period_not_told", 0, "", "", "03, 06, 09, 12"),
    ]
    told = Context("madrid", currency="EUR", year=2022, period=4)
    assert found("madrid-execution", WIDE + row, told) == [("period_not_told", 0, "", "4", "03, 06, 09, 12")]


def test_bad_amounts_of_a_wide_file_name_their_column():
    row = "001;C;100;S;91216;P;10000;E;1;0;n/a;0,123\n"
    assert found("madrid-execution", WIDE + row, MADRID) == [
        ("not_an_amount", 2, "C_DEFINITIVO", "n/a", "1 234,50"),
        ("too_many_decimals", 2, "OBL_RECONOC", "0,123", "1 234,50"),
    ]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (RECORD[:-1], ("wrong_record_length", 1, "", "47", "48")),
        (RECORD + "9", ("wrong_record_length", 1, "", "49", "48")),
        ("0B" + RECORD[2:], ("other_form", 1, "form", "0B", "0A")),
        (RECORD.replace("040200", "030100"), ("other_municipality", 1, "region", "030100", "040200")),
        (RECORD.replace(" 1202 ", " 7202 "), ("unknown_class", 1, "account class", "7", "1, 0")),
        (RECORD.replace("1234", "12,4"), ("not_an_amount", 1, "amount", "     12,4", "   -1234")),
        (RECORD.replace("1234", "    "), ("empty_amount", 1, "amount", "         ", "   -1234")),
        (RECORD.replace("20254", "20259"), ("unreadable_period", 1, "", "20259", "20254")),
        (RECORD.replace("202 ", "999 "), ("unknown_function", 1, "function", "999", "")),
        (RECORD.replace("010 ", "011 "), ("unknown_art", 1, "art", "011", "")),
    ],
)
def test_one_bad_record(record, expected):
    assert found("kostra-0a", record + "\n") == [expected]


def test_records_of_two_quarters_are_not_one_file():
    content = RECORD + "\n" + RECORD.replace("20254", "20253") + "\n"
    assert found("kostra-0a", content) == [("mixed_periods", 2, "year, quarter", "20253", "20254")]


def test_a_told_year_that_the_records_contradict():
    assert found("kostra-0a", RECORD, Context("0402", year=2024)) == [("other_year", 0, "", "2025", "2024")]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.binary(max_size=200), st.sampled_from(sorted(profiles())))
def test_any_bytes_are_answered_with_problems(content, name):
    parsed = read(profiles()[name], content, MADRID)
    assert parsed.errors


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.sampled_from(template_names()),
    st.lists(st.tuples(st.integers(0, 10**4), st.sampled_from(list(';"\n,.\t-=é0 \x00')), st.booleans()), max_size=4),
)
def test_a_damaged_template_never_raises(name, damages):
    text = template(name)
    for place, letter, replaces in damages:
        at = place % len(text)
        text = text[:at] + letter + text[at + replaces :]
    read(profiles()[name], text.encode(), Context("x", units=EXAMPLE_UNITS))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 10**4), st.sampled_from(list("19 -\nB\r0")), st.booleans()), max_size=4))
def test_damaged_records_never_raise(damages):
    text = f"{RECORD}\n{RECORD}\n"
    for place, letter, replaces in damages:
        at = place % len(text)
        text = text[:at] + letter + text[at + replaces :]
    read(profiles()["kostra-0a"], text.encode(), TOLD)
