"""Many rows at once, on both engines, with every value as it was."""

import uuid

import pandas as pd
import pytest
from sqlalchemy import select, text

from data import bulk
from data.access import LOCAL_PRINCIPAL, reading, writing
from data.bulk import insert_frame, insert_rows, plain_values
from data.schema import Model
from data.schema.codes import FunctionCode
from data.schema.indicators import IndicatorValue
from data.vocabulary import Right
from tests.data.small_files import TOWN, YEAR, keep, whole_file

CODES = Model.metadata.tables["function_code"]
NASTY = ["plain", "", "a,b", 'say "no"', "two\nlines", "tab\there", "\\N", "\\.", "NULL", "ørret «é»", "x" * 199, " "]


def codes(names: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "chart": TOWN,
            "function_code": [f"{number:06d}" for number in range(len(names))],
            "valid_from_year": pd.array([2000] * len(names), dtype="Int64"),
            "name": pd.Series(names, dtype=object),
            "function_group": pd.Categorical([None if number % 2 else "g" for number in range(len(names))]),
        }
    )


def stored_names() -> list[str | None]:
    with reading(LOCAL_PRINCIPAL) as session:
        own = select(FunctionCode.name).where(FunctionCode.chart == TOWN).order_by(FunctionCode.function_code)
        return list(session.scalars(own))


@pytest.mark.usefixtures("database")
def test_texts_come_back_as_they_were() -> None:
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        insert_frame(change.session, FunctionCode, codes([*NASTY, None]))
        change.record("try", "bulk", "texts")
    assert stored_names() == [*NASTY, None]
    with reading(LOCAL_PRINCIPAL) as session:
        groups = session.scalars(select(FunctionCode.function_group).where(FunctionCode.chart == TOWN))
        assert set(groups) == {"g", None}


@pytest.mark.usefixtures("database")
def test_rows_are_inserted_as_columns_are() -> None:
    names = [column.name for column in CODES.columns]
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        insert_rows(change.session, CODES, names, [(TOWN, "1", 2000, None, "g"), (TOWN, "2", 2000, "two", None)])
        insert_rows(change.session, CODES, names, [])
        change.record("try", "bulk", "rows")
    assert stored_names() == [None, "two"]


@pytest.mark.usefixtures("database")
def test_numbers_and_truth_come_back_as_they_were() -> None:
    batch = keep(whole_file())
    reals = [0.1, -0.0, 1e300, 5e-324, 1 / 3, None]
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        rows = pd.DataFrame(
            {
                "municipality_id": TOWN,
                "batch_id": batch.batch_id.replace("-", ""),
                "indicator_id": "i1",
                "unit_id": "south",
                "fiscal_year": YEAR,
                "period": range(1, 7),
                "numerator": pd.Series(reals, dtype="float64"),
                "denominator": None,
                "value": 1.0,
                "people": pd.array([7, None] * 3, dtype="Int64"),
                "withheld": False,
                "in_force": [True, False] * 3,
                "line_number": pd.array(range(1, 7), dtype="Int64"),
            }
        )
        insert_frame(change.session, IndicatorValue, rows)
        change.record("try", "bulk", "numbers")
    with reading(LOCAL_PRINCIPAL) as session:
        own = select(IndicatorValue).where(IndicatorValue.unit_id == "south").order_by(IndicatorValue.period)
        found = session.scalars(own).all()
        assert [row.numerator for row in found] == reals
        assert [row.denominator for row in found] == [None] * 6
        assert [row.people for row in found] == [7, None] * 3
        assert [row.in_force for row in found] == [True, False] * 3
        assert {row.batch_id for row in found} == {str(uuid.UUID(batch.batch_id))}


@pytest.mark.usefixtures("database")
def test_many_rows_go_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 7)
    names = [f"name {number}" for number in range(50)]
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        insert_frame(change.session, FunctionCode, codes(names))  # type: ignore[arg-type]  # a list of texts will do
        change.record("try", "bulk", "pieces")
    assert stored_names() == names


@pytest.mark.usefixtures("database")
def test_an_insert_is_part_of_the_transaction() -> None:
    def failing() -> None:
        with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
            insert_frame(change.session, FunctionCode, codes(["a"]))
            assert change.session.scalar(text("SELECT count(*) FROM function_code")) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert stored_names() == []


def test_plain_values() -> None:
    assert plain_values(pd.Series([1, None], dtype="Int64")) == [1, None]
    assert plain_values(pd.Series([1.5, None], dtype="float64")) == [1.5, None]
    assert plain_values(pd.Series(["a", None], dtype=object)) == ["a", None]
    assert plain_values(pd.Series(pd.Categorical(["a", None, "a"]))) == ["a", None, "a"]
    assert [type(value) for value in plain_values(pd.Series([1, 2]))] == [int, int]
