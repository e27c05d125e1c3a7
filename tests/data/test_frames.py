"""Types and missing values of the tables that queries answer with."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Integer, delete, func, insert, select

from data.access import LOCAL_PRINCIPAL, reading, writing
from data.frames import frame
from data.schema.indicators import Parameter, Target
from data.schema.rollups import PublishedAggregate
from data.vocabulary import Right
from tests.data.small_files import TOWN, keep, whole_file

LARGE = 9_007_199_254_740_993  # 2 ** 53 + 1: what a float cannot hold


def test_each_kind_has_its_type_and_missing_stays_missing(database: str) -> None:
    keep(whole_file())
    columns = (
        Target.measure, Target.valid_from, Target.desired_low, Target.accepted_low, Target.version_id, Target.reference
    )  # fmt: skip
    with reading(LOCAL_PRINCIPAL) as session:
        found = frame(
            session, select(*columns, func.nullif(Target.version_id, Target.version_id, type_=Integer).label("absent"))
        )
    assert found.dtypes.astype(str).to_dict() == {
        "measure": "object",
        "valid_from": "object",
        "desired_low": "float64",
        "accepted_low": "float64",
        "version_id": "Int64",
        "reference": "object",
        "absent": "Int64",
    }
    row = found.iloc[0]
    assert row["measure"] == "i1"
    assert row["valid_from"] == date(2024, 1, 1)
    assert row["desired_low"] == 1.0
    assert np.isnan(row["accepted_low"])
    assert row["reference"] is None
    assert row["absent"] is pd.NA
    assert database


@pytest.mark.usefixtures("database")
def test_money_is_exact_and_truth_is_boolean() -> None:
    row = {
        "municipality_id": TOWN, "fiscal_year": 2024, "quarter": 1, "measure": "m", "scope": "s", "vintage": "v",
        "municipality_name": "Town", "value": 0.1, "unit": "minor", "source": "s", "fictional": True,
    }  # fmt: skip
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.session.execute(insert(PublishedAggregate).values(row))
        change.record("publish", "published_aggregate", "m")
    wanted = select(PublishedAggregate.fictional, PublishedAggregate.value, PublishedAggregate.numerator)
    with reading(LOCAL_PRINCIPAL) as session:
        found = frame(session, wanted)
        large = frame(session, select(func.coalesce(LARGE, 0).label("amount")))
    assert found.dtypes.astype(str).tolist() == ["boolean", "float64", "float64"]
    assert found["fictional"].tolist() == [True]
    assert found["value"].tolist() == [0.1]
    assert found["numerator"].isna().all()
    assert large["amount"].tolist() == [LARGE]


@pytest.mark.usefixtures("database")
def test_no_rows_are_a_table_of_the_same_types_of_its_own() -> None:
    keep(whole_file())
    wanted = select(Target.measure, Target.desired_low, Target.version_id)
    with reading(LOCAL_PRINCIPAL) as session:
        some = frame(session, wanted)
        none = frame(session, wanted.where(Target.measure == "nothing"))
        none["added"] = 1
        again = frame(session, wanted.where(Target.measure == "nothing"))
    assert none[some.columns].dtypes.tolist() == some.dtypes.tolist()
    assert len(none) == 0
    assert list(again.columns) == list(some.columns)


@pytest.mark.usefixtures("database")
def test_what_was_added_but_not_yet_sent_is_seen() -> None:
    keep(whole_file())
    own = select(Parameter.parameter).where(Parameter.municipality_id == TOWN)
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.session.add(Parameter(municipality_id=TOWN, parameter="added", valid_from=date(2024, 1, 1)))
        assert frame(change.session, own)["parameter"].tolist() == ["added"]
        change.session.execute(delete(Parameter).where(Parameter.parameter == "added"))
        assert frame(change.session, own)["parameter"].tolist() == []
        change.record("try", "parameter", "added")
