"""Rows of a plan from a spreadsheet: what is understood, and every cell that is not."""

from dashboard.plan_paste import pasted
from dashboard.plan_rows import read
from dashboard.typed import Hand
from data.benefit_vocabulary import Flow
from data.importers.benefit_rows import LineRow

NB = Hand("nb", 2)
TITLES = {"flow": "Linje", "benefit_id": "Gevinst", "bearer_id": "Betales av", "beneficiary_id": "Tilfaller"}
PARTIES = {"330": "Hjemmetjenesten", "hf": "Helseforetaket", "hf2": "Helseforetaket"}
OPTIONS = {
    "flow": {"benefit": "Gevinst", "cost": "Kostnad"},
    "benefit_id": {"VT-01-a": "VT-01-a Færre turer"},
    "bearer_id": PARTIES,
    "beneficiary_id": PARTIES,
}


def test_rows_are_understood_by_code_and_by_name() -> None:
    headings, first = "Gevinst\tbetales av\tTilfaller\t2026\t2027", "VT-01-a\t330\thf\t1 000,50\t"
    copied = f"{headings}\n{first}\nFærre turer\tHjemmetjenesten\t330\t\t-2\n"
    found = pasted(copied, TITLES, OPTIONS, NB)
    assert found.problems == ()
    assert read(found.table, NB).lines == (
        LineRow(Flow.BENEFIT, 2026, 12, "VT-01-a", "330", "hf", 100_050),
        LineRow(Flow.BENEFIT, 2027, 12, "VT-01-a", "330", "330", -200),
    )


def test_what_is_not_understood_says_row_column_found_and_wanted() -> None:
    copied = "Gevinst\tBetales av\tTilfaller\tBy\t2026\nVT-09\t330\tHelseforetaket\tx\ttusen\textra\n"
    found = {(one.code, one.row, one.column, one.found) for one in pasted(copied, TITLES, OPTIONS, NB).problems}
    assert found == {
        ("not_a_choice", 1, "By", "By"),
        ("ragged_row", 2, "", "6"),
        ("not_a_choice", 2, "Gevinst", "VT-09"),
        ("not_a_choice", 2, "Tilfaller", "Helseforetaket"),  # two are called so
        ("not_an_amount", 2, "2026", "tusen"),
    }


def test_rows_without_a_year_and_headings_told_twice_are_refused() -> None:
    codes = [one.code for one in pasted("Gevinst\tGevinst\nVT-01-a\tVT-01-a", TITLES, OPTIONS, NB).problems]
    assert codes == ["duplicate_header", "missing_column"]
    assert pasted(" \n", TITLES, OPTIONS, NB).table.empty
