import pandas as pd
import pytest

from data.importers.context import Context
from data.importers.profiles import profiles
from data.importers.reading import read
from data.vocabulary import AccountClass, AccountGroup, Kind

TOLD = Context("fjord", units=frozenset({"u1", "u2"}))
HEADER = "kind;year;period;unit;account_class;function;account;project;amount;text\n"


def ledger(*rows, header=HEADER, context=TOLD):
    return read(profiles()["ledger-csv"], (header + "\n".join(rows) + "\n").encode(), context)


def test_rows_become_lines_with_leading_zeros_and_absent_texts():
    parsed = ledger("actual;2025;1;u1;operations;202;010;007;12,50;Lønn", "actual;2025;13;fjord;;202;010;;-1;")
    assert parsed.problems == []
    lines = parsed.lines
    assert lines["account_code"].tolist() == ["010", "010"]
    assert lines["project"].tolist()[0] == "007"
    assert lines["text"].isna().tolist() == [False, True]
    assert lines["amount_minor"].tolist() == [1250, -100]
    assert lines["unit_id"].tolist() == ["u1", "fjord"]  # the municipality itself is always known
    assert lines["account_class"].tolist() == ["operations", "operations"]
    assert lines["line_number"].tolist() == [2, 3]
    assert (parsed.fiscal_year, parsed.period, parsed.control_totals) == (2025, 13, {"actual": 1150})


def test_types_are_as_documented():
    lines = ledger("actual;2025;1;u1;;202;010;;1;").lines
    for name in ("line_number", "fiscal_year", "period", "amount_minor"):
        assert lines[name].dtype == "int64"
    for name in ("kind", "unit_id", "account_class", "function_code", "account_code"):
        assert isinstance(lines[name].dtype, pd.CategoricalDtype)


def test_a_whole_year_amount_without_a_period_holds_from_the_first():
    parsed = ledger(
        "original;2025;;u1;;202;010;;5;", "revidert;2025;6;u1;;202;010;;7;", "prognose;2025;8;u1;;202;010;;9;"
    )
    assert parsed.lines["kind"].tolist() == ["original", "revised", "forecast"]
    assert parsed.lines["period"].tolist() == [1, 6, 8]
    assert not parsed.periodised


def test_a_missing_amount_is_a_gap_and_no_line():
    parsed = ledger(
        "actual;2025;1;u1;;202;010;;5;",
        "actual;2025;2;u1;;202;010;;mangler;",
        "actual;2025;2;u1;;202;020;;Missing;",
        "periodisert;2025;2;u2;;202;020;;manglar;",
    )
    assert parsed.problems == []
    assert parsed.lines["amount_minor"].tolist() == [500]
    assert [(gap.period, gap.kind, gap.unit_id) for gap in parsed.gaps] == [
        (2, Kind.ACTUAL, "u1"),
        (2, Kind.PERIODISED, "u2"),
    ]
    assert [(cell.period, cell.kind) for cell in parsed.coverage] == [
        (1, Kind.ACTUAL),
        (2, Kind.ACTUAL),
        (2, Kind.PERIODISED),
    ]
    assert parsed.periodised


def test_another_year_than_told_is_refused():
    parsed = ledger("actual;2024;1;u1;;202;010;;5;", context=Context("fjord", units=TOLD.units, year=2025))
    assert [(p.code, p.found, p.wanted) for p in parsed.errors] == [("other_year", "2024", "2025")]


def test_codes_outside_kostra_are_warned_of_and_kept():
    parsed = ledger(
        "actual;2025;1;u1;;998;010;;5;", "actual;2025;1;u1;;202;011;;6;", "actual;2025;1;u1;balanse;;56;;7;"
    )
    assert parsed.errors == []
    assert [(p.code, p.found) for p in parsed.warnings] == [("unknown_function", "998"), ("unknown_account", "011")]
    assert parsed.lines["amount_minor"].sum() == 1800


def test_a_municipality_with_its_own_chart_describes_it_beside_the_amounts():
    described = "function_name;function_group;function_group_name;account_name;account_group"
    header = f"kind;year;period;unit;function;account;amount;{described}\n"
    parsed = ledger(
        "actual;2025;1;u1;S1;4000;5;Skolan;SK;Utbildning;Löner;pay",
        "actual;2025;1;u1;S1;5000;5;;;;Vikarier;substitutes",
        header=header,
    )
    assert parsed.problems == []
    (function,) = parsed.functions
    assert (function.name, function.function_group, function.function_group_name) == ("Skolan", "SK", "Utbildning")
    assert [(row.account_code, row.account_group, row.account_class) for row in parsed.accounts] == [
        ("4000", AccountGroup.PAY, AccountClass.OPERATIONS),
        ("5000", AccountGroup.SUBSTITUTES, AccountClass.OPERATIONS),
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_of_the_allowed_separators(delimiter):
    text = (HEADER + "actual;2025;1;u1;;202;010;;12.50;x\n").replace(";", delimiter)
    parsed = read(profiles()["ledger-csv"], text.encode("utf-8-sig"), TOLD)
    assert parsed.problems == []
    assert parsed.lines["amount_minor"].tolist() == [1250]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_ending_and_quoted_cells(ends):
    text = HEADER + 'actual;2025;1;u1;;202;010;;"1 234,50";"Lønn; januar"\n'
    parsed = read(profiles()["ledger-csv"], text.replace("\n", ends).encode("cp1252"), TOLD)
    assert parsed.problems == []
    assert parsed.lines["text"].tolist() == ["Lønn; januar"]
    assert parsed.lines["amount_minor"].tolist() == [123450]


def test_empty_rows_at_the_end_of_a_spreadsheet_are_nothing():
    parsed = ledger("actual;2025;1;u1;;202;010;;5;", ";;;;;;;;;", ";;;;;;;;;")
    assert parsed.problems == []
    assert parsed.rows_read == 1
