"""The files that public bodies published, with the totals that their README states."""

import csv
import hashlib
from collections import Counter
from decimal import Decimal

import pytest

from data.importers.cells import amounts
from data.importers.context import Context, LoadedFile
from data.importers.delimited import table_of
from data.importers.encodings import text_of
from data.importers.lines import actual_by_code
from data.importers.profiles import profiles
from data.importers.reading import read
from data.vocabulary import Dimension, Grain, Kind, TargetType

pytestmark = pytest.mark.real

# period: rows, original, change, revised, actual (cents), programmes, rows where original + change is not revised
MADRID = {
    3: (7156, 616108156800, 4330177206, 620438334014, 100716955049, 154, 2),
    6: (7658, 616108156800, 38822103109, 654930259918, 239903026125, 164, 2),
    9: (7819, 616108156800, 39856699694, 655964856503, 375005565908, 167, 2),
    12: (7959, 616108156800, 47678606778, 663786763585, 607756933844, 174, 2),
}


def spending(folder, month, **told):
    content = (folder / "madrid" / f"madrid_2022_ejecucion_gastos_{month:02}M.csv").read_bytes()
    told = {"period": month, **told}
    context = Context("madrid", currency="EUR", year=2022, **told)
    return content, read(profiles()["madrid-execution"], content, context)


@pytest.mark.parametrize("period", MADRID)
def test_madrid_spending_has_the_published_totals(real_folder, period):
    rows, original, change, revised, actual, programmes, odd_rows = MADRID[period]
    _, parsed = spending(real_folder, period)
    assert parsed.errors == []
    assert parsed.rows_read == rows
    assert parsed.control_totals == {"original": original, "change": change, "revised": revised, "actual": actual}
    assert len(parsed.lines) == 3 * rows
    assert len({unit.unit_id for unit in parsed.units}) == 48
    assert len(parsed.functions) == programmes
    codes = Counter(problem.code for problem in parsed.warnings)
    assert codes == {"change_does_not_add_up": odd_rows, "total_does_not_add_up": 1}
    difference = next(p.extra["difference"] for p in parsed.warnings if p.code == "total_does_not_add_up")
    assert Decimal(difference) * 100 == revised - original - change
    assert 7 <= revised - original - change <= 10


def test_madrid_spending_equals_a_plain_sum_of_the_csv_for_every_centre_and_programme(real_folder):
    content, parsed = spending(real_folder, 12)
    expected = Counter()
    for row in csv.DictReader(content.decode("latin-1").splitlines(), delimiter=";"):
        key = (row["Centro"] + row["Seccion"], row["Programa"], row["Economico"])
        for kind, column in (("original", "CRED_INICIAL"), ("revised", "C_DEFINITIVO"), ("actual", "OBL_RECONOC")):
            expected[(kind, *key)] += int(Decimal(row[column].replace(",", ".")) * 100)
    found = Counter()
    lines = parsed.lines
    columns = [lines[name].tolist() for name in ("kind", "unit_id", "function_code", "account_code", "amount_minor")]
    for kind, unit, function, account, amount in zip(*columns, strict=True):
        found[(kind, unit, function, account)] += amount
    assert found == expected


def test_every_madrid_code_has_a_group_and_every_unit_its_own_name(real_folder):
    _, parsed = spending(real_folder, 12)
    assert all(row.function_group_name != row.function_group for row in parsed.functions)
    assert not any("unknown" in row.account_group for row in parsed.accounts)
    names = [unit.name for unit in parsed.units]
    assert len(set(names)) == 48
    assert {unit.unit_id: unit.name for unit in parsed.units}["508120"] == "MADRID SALUD"
    assert {unit.unit_id: unit.name for unit in parsed.units}["001120"] == "PORTAVOZ, SEGURIDAD Y EMERGENCIAS"


def loaded_file(period, content, parsed):
    digest = hashlib.sha256(content).hexdigest()
    return LoadedFile(2022, period, digest, parsed.control_totals["actual"], actual_by_code(parsed.lines))


def test_the_four_files_follow_each_other_in_any_order(real_folder):
    files = {period: spending(real_folder, period) for period in MADRID}
    everything = tuple(loaded_file(period, *files[period]) for period in MADRID)
    for period in MADRID:
        _, parsed = spending(real_folder, period, loaded=everything)
        assert parsed.errors == []


def test_a_file_told_for_another_period_is_refused(real_folder):
    september = loaded_file(9, *spending(real_folder, 9))
    _, parsed = spending(real_folder, 9, period=12, loaded=(september,))
    assert [(p.code, p.found, p.extra["loaded_period"]) for p in parsed.errors] == [("repeats_period", "12", "9")]


def test_a_file_that_goes_backwards_says_where_it_fell_most(real_folder):
    september = loaded_file(9, *spending(real_folder, 9))
    content = (real_folder / "madrid" / "madrid_2022_ejecucion_gastos_06M.csv").read_bytes()
    told = {"currency": "EUR", "year": 2022, "period": 12, "loaded": (september,)}
    parsed = read(profiles()["madrid-execution"], content, Context("madrid", **told))
    (problem,) = parsed.errors
    assert (problem.code, problem.found) == ("goes_backwards", "2399030261.25")
    assert problem.extra["loaded_total"] == "3750055659.08"
    assert problem.extra["fallen"].startswith("001300 01111: -")  # debt service fell due between June and September
    accepted = read(profiles()["madrid-execution"], content, Context("madrid", accept_decrease=True, **told))
    assert accepted.errors == []
    assert "goes_backwards" in {problem.code for problem in accepted.warnings}


def test_madrid_indicators_join_the_spending(real_folder):
    _, spent = spending(real_folder, 12)
    content = (real_folder / "madrid" / "madrid_2022_indicadores.csv").read_bytes()
    units = frozenset(unit.unit_id for unit in spent.units)
    parsed = read(profiles()["madrid-indicators"], content, Context("madrid", currency="EUR", year=2022, units=units))
    assert parsed.errors == []
    assert parsed.rows_read == 12205
    # 49 rows are objectives without an indicator: 12 205 - 49
    assert len(parsed.indicators) == len(parsed.targets) == len(parsed.indicator_values) == 12156
    assert {(p.code, p.row, p.extra["count"]) for p in parsed.warnings} == {
        ("no_indicator", 182, "49"),
        ("mojibake_repaired", 4035, "1"),
        ("mojibake_repaired", 4036, "1"),
    }
    # debt (001300) and global credits (001310) have objectives only
    assert set(parsed.indicator_values["unit_id"]) == units - {"001300", "001310"}
    assert {row.function_code for row in parsed.indicators} <= {row.function_code for row in spent.functions}
    first = parsed.indicators[0]
    assert (first.indicator_id, first.name, first.grain) == ("001100-91216-01-01", "REUNIONES", Grain.YEAR)
    assert parsed.indicator_values["value"].iloc[0] == 251
    assert parsed.targets[0].desired_low == 250


def test_madrid_indicators_of_innovation_and_implementation(real_folder):
    _, spent = spending(real_folder, 12)
    content = (real_folder / "madrid" / "madrid_2022_indicadores.csv").read_bytes()
    units = frozenset(unit.unit_id for unit in spent.units)
    parsed = read(profiles()["madrid-indicators"], content, Context("madrid", currency="EUR", year=2022, units=units))
    by_dimension = Counter(row.dimension for row in parsed.indicators)
    # 3 + 17 + 16 + 19 + 17 rows of 23109 43305 46200 46300 49102; 91217 has an objective without an indicator
    assert by_dimension[Dimension.INNOVATION] == 72
    names = {row.indicator_id: row.name for row in parsed.indicators}
    shorter = [names[target.measure] for target in parsed.targets if target.target_type is TargetType.MAXIMUM]
    assert all("tiempo" in name.lower() or "plazo" in name.lower() for name in shorter)
    assert not any("TIEMPO LIBRE" in name for name in shorter)


def test_kongsvinger_has_the_published_totals_and_warnings(real_folder):
    content = (real_folder / "kostra" / "kk_0A_V2019_K4_R040200_OK.dat").read_bytes()
    parsed = read(profiles()["kostra-0a"], content, Context("0402"))
    assert parsed.errors == []
    assert (parsed.rows_read, parsed.fiscal_year, parsed.period, parsed.grain) == (1644, 2019, 12, Grain.QUARTER)
    lines = parsed.lines
    operations = lines[lines["account_class"] == "operations"]
    investment = lines[lines["account_class"] == "investment"]
    assert (len(operations), len(investment)) == (1500, 144)
    assert operations["amount_minor"].sum() == 35838 * 1000 * 100
    costs = operations["account_code"].astype(str) < "600"
    assert operations["amount_minor"][costs].sum() == 1557532 * 1000 * 100
    assert operations["amount_minor"][~costs].sum() == -1521694 * 1000 * 100
    costs = investment["account_code"].astype(str) < "600"
    assert investment["amount_minor"][costs].sum() == 238889 * 1000 * 100
    assert investment["amount_minor"][~costs].sum() == -125504 * 1000 * 100
    assert lines["function_code"].nunique() == 75
    assert lines["account_code"].nunique() == 92
    assert (lines["amount_minor"] == 0).sum() == 70
    assert operations["amount_minor"][operations["function_code"] == "254"].sum() == 241089 * 1000 * 100
    assert parsed.control_totals == {"actual": (35838 + 113385) * 1000 * 100}


def test_kongsvinger_is_warned_of_the_codes_that_2025_no_longer_has(real_folder):
    content = (real_folder / "kostra" / "kk_0A_V2019_K4_R040200_OK.dat").read_bytes()
    parsed = read(profiles()["kostra-0a"], content, Context("0402"))
    ended = [problem for problem in parsed.warnings if problem.code == "ended_code"]
    assert ended == parsed.problems
    functions = [(p.found, p.extra["count"], p.extra["sum"]) for p in ended if p.column == "function"]
    assert functions == [("254", "52", "241189000.00")]
    arts = [p for p in ended if p.column == "art"]
    assert [p.found for p in arts] == ["270", "375", "690", "775", "874", "875", "895", "930", "948", "958"]
    assert sum(int(p.extra["count"]) for p in arts) == 85
    assert sum(Decimal(p.extra["sum"]) for p in arts) == 10957000


@pytest.mark.parametrize(
    ("name", "rows", "years"),
    [
        ("2012", 1944, {"2012": 16700463020, "2013": 17023230151, "2014": 17098517105, "2015": 17387881094}),
        ("2013", 1761, {"2013": 17897939314, "2014": 17876700582, "2015": 18220489388, "2016": 18523259508}),
    ],
)
def test_bergen_amounts_with_spaces_and_signs_add_up(real_folder, name, rows, years):
    content = (real_folder / "bergen" / f"bergen_budsjett-{name}_driftsbudsjett__dataset.csv").read_bytes()
    text, problems = text_of(content)
    table, more = table_of(text, (";",), ())
    assert problems + more == []
    assert len(table) == rows
    costs = (table.cells["inntekt-utgift"] == "Utgift").to_numpy()
    spent = {}
    for year in years:
        values, faults = amounts(table.cells[year][costs], locale=None, exponent=0)
        # a dash alone, as spreadsheets show nothing, is no amount: missing is never 0 unless someone says so
        assert {fault.found.strip() for fault in faults} <= {"-"}
        spent[year] = int(values.sum())
    assert spent == years


def test_each_kind_covers_its_period(real_folder):
    _, parsed = spending(real_folder, 9)
    cells = {(c.fiscal_year, c.period, c.kind, c.grain, c.cumulative) for c in parsed.coverage}
    assert cells == {
        (2022, 9, Kind.ORIGINAL, Grain.QUARTER, False),
        (2022, 9, Kind.REVISED, Grain.QUARTER, False),
        (2022, 9, Kind.ACTUAL, Grain.QUARTER, True),
    }
