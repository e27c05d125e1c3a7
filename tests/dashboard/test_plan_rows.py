"""A plan as a table: there and back, edits of the editor, and two tables brought together."""

import pandas as pd

from dashboard.plan_rows import KEYS, edited, merged, read, table_of
from dashboard.typed import Hand
from data.benefit_vocabulary import Flow, Route
from data.importers.benefit_rows import LineRow

NB = Hand("nb", 2)
GAIN = LineRow(Flow.BENEFIT, 2026, 12, "VT-01-a", "330", "hf", 100_050)
HOURS = LineRow(Flow.BENEFIT, 2027, 12, "VT-01-b", "330", "330", quantity=2.5, route=Route.QUALITY)
BOTH = LineRow(Flow.BENEFIT, 2027, 12, "VT-01-a", "330", "hf", 200_000, 40.0)
COST = LineRow(Flow.COST, 2026, 12, None, "330", None, 5_000)


def test_lines_are_rows_with_a_column_a_year_and_become_the_same_lines() -> None:
    table = table_of([GAIN, BOTH, HOURS, COST], [2026, 2028], NB)
    assert list(table.columns) == [*KEYS, "2026", "2027", "2028"]
    amounts = table[table["benefit_id"].eq("VT-01-a") & table["measure"].eq("amount")]
    assert amounts[["2026", "2027"]].to_numpy().tolist() == [["1\u00a0000,50", "2\u00a0000,00"]]
    found = read(table, NB)
    assert set(found.lines) == {GAIN, BOTH, HOURS, COST}
    assert found.problems == ()


def test_two_lines_that_are_alike_stay_two() -> None:
    assert read(table_of([GAIN, GAIN], [], NB), NB).lines == (GAIN, GAIN)


def test_a_cell_that_cannot_be_read_says_its_row_and_year() -> None:
    table = table_of([COST, GAIN], [], NB)
    table.loc[1, "2026"] = "tusen"
    [problem] = read(table, NB).problems
    assert (problem.code, problem.row, problem.column, problem.found) == ("not_an_amount", 2, "2026", "tusen")


def test_a_row_without_any_value_is_told_and_an_empty_one_is_not() -> None:
    table = table_of([GAIN], [2026], NB)
    wider = pd.concat([table, table.assign(**{"2026": None}), table.map(lambda _: None)], ignore_index=True)
    assert [(one.code, one.row) for one in read(wider, NB).problems] == [("line_without_value", 2)]


def test_the_editors_changes_are_told_against_what_it_was_given() -> None:
    table = table_of([GAIN, COST], [], NB)
    changes = {
        "edited_rows": {1: {"2026": "75"}},
        "deleted_rows": [0],
        "added_rows": [{"flow": "cost", "bearer_id": "hf", "2026": "1"}],
    }
    assert [line.amount_minor for line in read(edited(table, changes), NB).lines] == [7_500, 100]
    assert table.loc[1, "2026"] == "50,00"  # the one that was given is as it was


def test_a_merge_keeps_what_each_changed_and_one_s_own_where_both_did() -> None:
    def of(gain: int | None, cost: int) -> pd.DataFrame:
        lines = [LineRow(**{**vars(COST), "amount_minor": cost})]
        return table_of([*lines, *([LineRow(**{**vars(GAIN), "amount_minor": gain})] if gain else [])], [], NB)

    both = merged(of(100, 5), of(None, 9), of(300, 5))  # they took the gain away, I raised it; they raised the cost
    assert {(line.flow, line.amount_minor) for line in read(both, NB).lines} == {(Flow.BENEFIT, 300), (Flow.COST, 9)}
    gone = merged(of(100, 5), of(None, 5), of(100, 7))
    assert {(line.flow, line.amount_minor) for line in read(gone, NB).lines} == {(Flow.COST, 7)}
