import pytest

from data.importers.context import Context
from data.importers.problems import Severity
from data.importers.profiles import profiles
from data.importers.reading import read
from data.vocabulary import AccountClass, Grain


def record(account_class="1", function="202", account="010", amount="1234", quarter="4", form="0A", year="2025"):
    return f"{form}{year}{quarter}040200{'':18}{account_class}{function:<4}{account:<3}{amount:>9}"


def read_records(*records, name="kostra-0a", **told):
    return read(profiles()[name], "\r\n".join(records).encode(), Context("0402", **told))


def test_a_record_is_thousands_of_kroner_at_the_municipality_itself():
    # class function art  NOK 1 000   øre
    # 1     202      010       1 234   1 234 * 1 000 * 100
    # 0     222      230        -500    -500 * 1 000 * 100
    # 1     870      900          -0       0
    parsed = read_records(
        record(), record("0", "222", "230", "-500"), record(function="870", account="900", amount="-0")
    )
    assert parsed.problems == []
    lines = parsed.lines
    assert lines["amount_minor"].tolist() == [123400000, -50000000, 0]
    assert lines["unit_id"].unique().tolist() == ["0402"]
    assert lines["account_class"].tolist() == ["operations", "investment", "operations"]
    assert lines["account_code"].tolist() == ["010", "230", "900"]
    assert lines["kind"].unique().tolist() == ["actual"]
    assert lines["line_number"].tolist() == [1, 2, 3]
    assert parsed.control_totals == {"actual": 73400000}


@pytest.mark.parametrize(
    ("quarter", "period", "grain"),
    [("1", 3, Grain.QUARTER), ("3", 9, Grain.QUARTER), ("4", 12, Grain.QUARTER), (" ", 12, Grain.YEAR)],
)
def test_a_quarter_runs_from_january_and_a_blank_one_is_the_year(quarter, period, grain):
    parsed = read_records(record(quarter=quarter))
    assert (parsed.period, parsed.grain) == (period, grain)
    (cell,) = parsed.coverage
    assert (cell.period, cell.account_class, cell.grain, cell.cumulative) == (
        period,
        AccountClass.OPERATIONS,
        grain,
        True,
    )


@pytest.mark.parametrize(
    ("quarter", "accept", "severity"),
    [
        ("1", False, Severity.WARNING),
        ("3", False, Severity.WARNING),
        ("4", False, Severity.ERROR),
        (" ", False, Severity.ERROR),
        ("4", True, Severity.WARNING),
        (" ", True, Severity.WARNING),
    ],
)
def test_unknown_codes_stop_only_the_final_files(quarter, accept, severity):
    parsed = read_records(record(function="999", quarter=quarter), record(quarter=quarter), accept_unknown=accept)
    (problem,) = parsed.problems
    assert (problem.code, problem.severity, problem.found) == ("unknown_function", severity, "999")
    assert problem.extra == {"count": "1", "sum": "1234000.00", "list_year": "2025"}
    assert parsed.lines["amount_minor"].sum() == 246800000


def test_a_file_is_judged_by_the_list_of_its_own_year():
    # function 254 and art 270: in the list of 2019, not in that of 2025
    assert read_records(record(function="254", account="270", year="2025")).errors != []
    assert [p.code for p in read_records(record(function="254", account="270", year="2019")).problems] == [
        "ended_code",
        "ended_code",
    ]


def test_repeated_records_are_kept_and_named():
    parsed = read_records(record(amount="5"), record(function="201"), record(amount="-2"))
    (problem,) = parsed.warnings
    assert parsed.errors == []
    assert (problem.code, problem.row, problem.found) == ("repeated_record", 3, "1 202 010")
    assert problem.extra == {"count": "2", "rows": "1, 3", "sum": "3000.00"}  # 5 - 2 thousand
    assert len(parsed.lines) == 3


def test_the_balance_keeps_chapter_and_sector():
    parsed = read_records(
        record("2", "56", "", "-100", form="0B"),
        record("2", "451", "320", "-900", form="0B"),
        record("2", "5990", "000", "1000", form="0B"),
        name="kostra-0b",
    )
    assert parsed.problems == []
    assert parsed.lines["account_code"].tolist() == ["56", "451", "5990"]
    assert parsed.lines["function_code"].unique().tolist() == [""]
    assert parsed.lines["account_class"].unique().tolist() == ["balance"]
    assert parsed.lines["text"].isna().tolist() == [True, False, False]
    assert parsed.lines["text"].tolist()[1:] == ["320", "000"]


def test_an_unknown_chapter_and_another_period_than_told():
    parsed = read_records(record("2", "77", "", "5", form="0B"), name="kostra-0b", period=9)
    assert [(p.code, p.found) for p in parsed.errors] == [("other_period", "12")]
    parsed = read_records(record("2", "77", "", "5", form="0B"), name="kostra-0b")
    assert [(p.code, p.found) for p in parsed.errors] == [("unknown_chapter", "77")]
