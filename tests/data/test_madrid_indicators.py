"""Madrid's indicators of 2022: what is stored is what a plain count of the csv finds, and all of it joins."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from data.periods import Quarter
from data.queries.batches import batches
from data.queries.codes import functions
from data.queries.indicators import indicator_values, indicators, targets
from data.queries.scope import units
from data.schema.indicators import Indicator, IndicatorValue, Target
from tests.madrid_csv import Row, centre, indicator_rows, spending_rows

pytestmark = pytest.mark.real

END = Quarter(2022, 4).last_day


@pytest.fixture(autouse=True)
def _madrid(madrid_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the shared file itself: nothing here writes."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{madrid_template}")


@pytest.fixture(scope="module")
def rows(real_folder: Path) -> list[Row]:
    return indicator_rows(real_folder)


@pytest.fixture(scope="module")
def pairs(rows: list[Row]) -> dict[str, tuple[Decimal, Decimal]]:
    """Target and achieved of the rows that have an indicator, by the id that its codes make."""
    return {identity(row): (number(row["Presupuestado"]), number(row["Realizado"])) for row in rows if row["Indicador"]}


def identity(row: Row) -> str:
    return "-".join(row[name] for name in ("CeGe", "Prog. Finan.", "Objetivo", "Indicador"))


def number(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def stored() -> dict[str, tuple[float, float]]:
    """The number aimed at and the value of every indicator, as the tables hold them."""
    joined = (
        (Target.municipality_id == IndicatorValue.municipality_id)
        & (Target.measure == IndicatorValue.indicator_id)
        & (Target.unit_id == IndicatorValue.unit_id)
    )
    columns = (Target.measure, Target.desired_low, Target.desired_high, IndicatorValue.value)
    with engine().connect() as connection:
        found = connection.execute(
            select(*columns).join(IndicatorValue, joined).where(IndicatorValue.in_force, Target.valid_from <= END)
        ).all()
    # a target is a lowest or a highest desired value, never both
    assert all((low is None) != (high is None) for _, low, high, _ in found)
    return {measure: (high if low is None else low, value) for measure, low, high, value in found}


def test_every_row_is_read_and_every_indicator_stored(
    rows: list[Row], pairs: dict[str, tuple[Decimal, Decimal]]
) -> None:
    assert len(rows) == 12205
    assert sum(not row["Indicador"] for row in rows) == 49  # objectives without an indicator
    assert len(pairs) == 12205 - 49
    every = batches(LOCAL_PRINCIPAL, "madrid").set_index("profile")
    assert (every.at["madrid-indicators", "rows_read"], every.at["madrid-indicators", "rows_stored"]) == (12205, 12156)
    found = stored()
    assert found == {key: (float(target), float(achieved)) for key, (target, achieved) in pairs.items()}


def test_63_per_cent_are_at_or_above_what_was_aimed_at(pairs: dict[str, tuple[Decimal, Decimal]]) -> None:
    assert sum(achieved >= target for target, achieved in pairs.values()) == 7677
    assert sum(value >= target for target, value in stored().values()) == 7677
    assert len(pairs) == 12156
    assert 0.625 < 7677 / 12156 < 0.635  # 63.2 %; the 49 objectives have 0 of 0, and with them 7 726 / 12 205 = 63.3 %


def test_every_centre_and_programme_joins_the_spending(rows: list[Row], real_folder: Path) -> None:
    spent = spending_rows(real_folder, 12)
    centres, programmes = {row["CeGe"] for row in rows}, {row["Prog. Finan."] for row in rows}
    assert (len(centres), len(programmes)) == (48, 152)
    assert centres == {centre(row) for row in spent}
    assert programmes <= {row["Programa"] for row in spent}
    assert centres == set(units(LOCAL_PRINCIPAL, "madrid", END)["unit_id"]) - {"madrid"}
    assert programmes <= set(functions(LOCAL_PRINCIPAL, "madrid", 2022)["function_code"])
    with engine().connect() as connection:
        kept = connection.execute(select(Indicator.indicator_id, Indicator.function_code)).all()
    with_indicator = [row for row in rows if row["Indicador"]]
    assert dict(map(tuple, kept)) == {identity(row): row["Prog. Finan."] for row in with_indicator}


def test_the_queries_give_the_indicators_of_the_two_dimensions_alone(pairs: dict[str, tuple[Decimal, Decimal]]) -> None:
    every = units(LOCAL_PRINCIPAL, "madrid", END)["unit_id"]
    shown = indicators(LOCAL_PRINCIPAL, "madrid")
    programmes = Counter(shown["dimension"])
    innovation = ("23109", "43305", "46200", "46300", "49102", "91217")
    assert programmes["innovation"] == sum(key.split("-")[1] in innovation for key in pairs)
    assert set(programmes) == {"innovation", "implementation"}
    asked = [*shown["indicator_id"], "none"]
    values = indicator_values(LOCAL_PRINCIPAL, "madrid", list(every), [2022], asked)
    assert dict(zip(values["indicator_id"], values["value"], strict=True)) == {
        key: float(pairs[key][1]) for key in shown["indicator_id"]
    }
    aimed = targets(LOCAL_PRINCIPAL, "madrid", list(every), asked)
    numbers = aimed["desired_low"].fillna(aimed["desired_high"])
    assert dict(zip(aimed["measure"], numbers, strict=True)) == {
        key: float(pairs[key][0]) for key in shown["indicator_id"]
    }
