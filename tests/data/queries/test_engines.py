"""Every query answers the same on SQLite and on PostgreSQL, each loaded by itself: the demo, and Madrid."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import FunctionType
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select

from data import queries
from data.access import LOCAL_PRINCIPAL, Principal, reading
from data.database import URL_VARIABLE, engine
from data.importers.register import MunicipalityFacts
from data.periods import Quarter
from data.queries.evidence import evidence
from data.queries.indicators import indicators
from data.queries.ledger import LineFilter, Place, ledger_lines
from data.queries.realisation import measurements
from data.queries.scope import units
from data.schema.ledger import ImportBatch
from data.vocabulary import AccountClass, Kind, Role
from metrics.neighbours import MEASURE
from tests.principals import somebody

pytestmark = pytest.mark.postgres

NO_ID = "00000000-0000-7000-8000-000000000000"
OF_ITS_TIME = {"imported_at", "undone_at"}
SIZE = 7


@dataclass(frozen=True)
class Town:
    """A municipality to ask about: what stands in the arguments of its queries."""

    key: str
    quarter: Quarter
    years: tuple[int, ...]
    unit: str  # one with others below it, or with money of its own
    profile: str

    @property
    def one_unit(self) -> Principal:
        """Somebody who sees one unit and those below it."""
        return somebody(Role.LEADER, self.key, self.unit)

    @cached_property
    def units(self) -> list[str]:
        return sorted(units(LOCAL_PRINCIPAL, self.key, self.quarter.last_day)["unit_id"])

    @property
    def measures(self) -> list[str]:
        """The shown indicators, a figure of ours that the demo has a target for, and one of another dimension."""
        shown = indicators(LOCAL_PRINCIPAL, self.key)["indicator_id"]
        return [*shown, "budget_deviation_year_to_date", "001100-91216-01-01"]

    @property
    def stored(self) -> list[Any]:
        """Every batch, the first imported first."""
        columns = (ImportBatch.batch_id, ImportBatch.profile, ImportBatch.file_hash, ImportBatch.fiscal_year)
        with reading(LOCAL_PRINCIPAL) as session:
            return list(session.execute(select(*columns, ImportBatch.period).order_by(ImportBatch.imported_at)))

    def of_units(self, *more: object) -> list[tuple[object, ...]]:
        return [(self.key, self.units, *more), (self.key, [self.unit], *more), (self.key, [], *more)]


FJELLVIK = Town("fjellvik", Quarter(2026, 2), (2024, 2025, 2026), "300", "ledger-csv")
MADRID = Town("madrid", Quarter(2022, 4), (2021, 2022), "001111", "madrid-execution")
ENDS = (3, 6, 9, 11, 12, 13)


def pages(town: Town) -> list[tuple[object, ...]]:
    """The arguments of pages of every kind, of narrower choices, and of the pages after and before another."""
    last = town.quarter.last_period
    wanted = [LineFilter(town.quarter.year, last, town.units, kind) for kind in Kind]
    wanted.append(LineFilter(town.quarter.year, last, [town.unit], Kind.ACTUAL, AccountClass.INVESTMENT))
    first = wanted[list(Kind).index(Kind.ACTUAL)]
    narrow = LineFilter(town.quarter.year, last, town.units, Kind.ACTUAL, account_codes=["010", "10000"])
    other = LineFilter(
        town.quarter.year, last, town.units, Kind.ACTUAL, other_accounts=["010", "10000"], unknown_income=False
    )
    found = ledger_lines(LOCAL_PRINCIPAL, town.key, first, limit=2 * SIZE)
    keys = found[["unit_id", "function_code", "account_code", "batch_id", "line_number"]]
    unit, function, account, batch, number = keys.iloc[SIZE]
    middle: Place = (unit, function, account, batch, int(number))
    whole = [(town.key, one, None, 20 * SIZE) for one in (*wanted, narrow, other)]
    return [*whole, (town.key, first, middle, SIZE), (town.key, first, None, SIZE, middle)]


def contexts(town: Town) -> list[tuple[object, ...]]:
    """The same told of a municipality that is there and of one that is not."""
    told = {"year": town.quarter.year, "period": 3}
    return [
        (MunicipalityFacts(key, "X", currency="SEK"), profile, told)
        for key in (town.key, "none")
        for profile in (town.profile, "kostra-0a")
    ]


def shown_by_files(town: Town) -> list[tuple[object, ...]]:
    """Some measurements that a stored file shows, by benefits and periods: their ids are those of the database."""
    shown = evidence(LOCAL_PRINCIPAL, town.key).merge(measurements(LOCAL_PRINCIPAL, town.key), on="measurement_id")
    files = shown.dropna(subset=["content_hash"]).sort_values(["benefit_id", "fiscal_year", "period", "beneficiary_id"])
    keys = files[["measurement_id", "number"]].head(SIZE).itertuples(index=False, name=None)
    return [(town.key, NO_ID, 1), *((town.key, measurement, int(number)) for measurement, number in keys)]


# each public query with the arguments that follow the principal
ARGUMENTS: dict[str, Callable[[Town], list[tuple[object, ...]]]] = {
    "aggregates.published": lambda town: [(MEASURE, Quarter(2025, 4)), (MEASURE, town.quarter)],
    "aggregates.measures": lambda town: [(town.key,)],
    "batches.batches": lambda town: [(), (town.key,), ("none",)],
    "batches.is_stored": lambda town: [
        (town.key, one.profile, one.file_hash, stretch)
        for one in town.stored
        for stretch in ((one.fiscal_year, one.period), (1999, None))
    ],
    "batches.batches_behind": lambda town: [(town.key, quarter) for quarter in quarters_of(town)],
    "ledger.ledger_lines": pages,
    "codes.functions": lambda town: [(town.key, year) for year in (1999, town.quarter.year)],
    "codes.accounts": lambda town: [(town.key, year) for year in (1999, town.quarter.year)],
    "decisions.budget_changes": lambda town: town.of_units(town.years),
    "decisions.adjustments": lambda town: town.of_units(town.years),
    "decisions.delivery_gaps": lambda town: town.of_units(town.years),
    "decisions.commentary": lambda town: [one for quarter in quarters_of(town) for one in town.of_units(quarter)],
    "decisions.is_signed": lambda town: [(town.key, town.unit, town.quarter)],
    "import_context.context": contexts,
    "evidence.evidence_file": shown_by_files,
    "indicators.indicators": lambda town: [(town.key,), ("none",)],
    "indicators.indicator_values": lambda town: town.of_units(town.years, town.measures),
    "indicators.targets": lambda town: town.of_units(town.measures),
    "indicators.parameters": lambda town: [(town.key,)],
    "parameters.own_parameters": lambda town: [(town.key,), ("none",)],
    "positions.unit_totals": lambda town: town.of_units(town.years),
    "positions.account_positions": lambda town: town.of_units(town.years, ENDS),
    "positions.cell_positions": lambda town: town.of_units(town.years, ENDS),
    "positions.loaded_periods": lambda town: [(town.key, town.years)],
    "positions.function_groups": lambda town: [(town.key,)],
    "scope.municipalities": lambda town: [(), (town.key,), ("none",)],
    "scope.units": lambda town: [(town.key, day) for day in (date(2019, 1, 1), town.quarter.last_day)],
    "scope.tree": lambda town: [(town.key, day) for day in (date(2019, 1, 1), town.quarter.last_day)],
    "scope.subtree": lambda town: [(town.key, unit, town.quarter.last_day) for unit in town.units],
    "scope.quarters": lambda town: [(town.key,), ("none",)],
    "scope.data_version": lambda town: [(town.key,), ("none",)],
    "undoing.undo_effect": lambda town: [(one.batch_id,) for one in town.stored],
}
REGISTER = (
    "benefits.adoptions",
    "benefits.affected_groups",
    "benefits.benefits",
    "benefits.dependencies",
    "benefits.initiatives",
    "benefits.parties",
    "benefits.partners",
    "benefits.prerequisites",
    "benefits.scenarios",
    "benefits.unpriced_effects",
    "evidence.evidence",
    "projections.projection_lines",
    "projections.projections",
    "realisation.claims",
    "realisation.measured_routes",
    "realisation.measurements",
    "realisation.withdrawals",
)
"""The benefits register; test_register.py asks both engines of one that has something in every table."""
LEDGER = (
    "reinvestment.agreements",
    "reinvestment.fund_instalments",
    "reinvestment.fund_loans",
    "reinvestment.posting_changes",
    "reinvestment.postings",
    "reinvestment.rules",
    "reinvestment.saving_sources",
    "reinvestment.savings",
    "reinvestment.transactions",
    "reinvestment.year_closings",
    "to_book.raised_changes",
)
"""The ledger of reinvestment, and the budget changes that it may name."""
GAINS = (
    "gains.benefits_answered_for",
    "gains.gains_adoptions",
    "gains.gains_measures",
    "gains.gains_operating_costs",
    "gains.gains_plans",
)
ARGUMENTS |= {
    "outsiders.profiles": lambda town: [(town.key,), ("none",)],
    "outsiders.profile_cells": lambda town: [(town.key, NO_ID)],
    "outsiders.scenarios": lambda town: [(town.key,), ("none",)],
    "outsiders.scenario_to_change": lambda town: [(town.key, NO_ID)],
}
"""Profiles and measures; test_outsiders.py asks both engines of some that are there."""
ARGUMENTS |= {name: lambda town: [(town.key,), ("none",)] for name in (*REGISTER, *LEDGER, *GAINS)}
# about persons: what they answer is of its moment and leaves an act; test_people.py and test_trail.py ask both engines
ABOUT_PERSONS = ("own_access.", "people.", "trail.")
# what a form is filled with: test_row_security_queries.py asks both engines
OF_FORMS = ("to_change.",)
# what the demo holds nothing of
SILENT = {
    "decisions.is_signed",
    "outsiders.profiles",
    "outsiders.profile_cells",
    "outsiders.scenario_to_change",
    "realisation.withdrawals",
}
MADE_BY_LOADING = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}(-\d+)?")


def quarters_of(town: Town) -> list[Quarter]:
    return [Quarter(town.quarter.year, number) for number in range(1, town.quarter.number + 1)]


def public_queries() -> dict[str, FunctionType]:
    """Every function that a file of data/queries defines for others."""
    found = {}
    for module in pkgutil.iter_modules(queries.__path__):
        defined = importlib.import_module(f"{queries.__name__}.{module.name}")
        for name, function in inspect.getmembers(defined, inspect.isfunction):
            if function.__module__ == defined.__name__ and not name.startswith("_"):
                found[f"{module.name}.{name}"] = function
    return found


def plain(value: Any, names: dict[str, str]) -> Any:
    """An answer with its types; a batch's id is its number in the order of import, and any other is an id."""
    if isinstance(value, pd.DataFrame):
        kept = [column for column in value.columns if column not in OF_ITS_TIME]
        rows = [plain(list(row), names) for row in value[kept].itertuples(index=False, name=None)]
        return {"columns": list(value.columns), "types": [str(kind) for kind in value.dtypes], "rows": rows}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), names) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(one, names) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(one, names) for one in value)
    if isinstance(value, (list, tuple)):
        return [plain(one, names) for one in value]
    if value is None or pd.isna(value):
        return None
    if not isinstance(value, str):
        return value
    return names.get(value, "an id" if MADE_BY_LOADING.fullmatch(value) else value)


def answers(url: str, query: str, town: Town) -> list[Any]:
    """What a query answers to each of its rows, to somebody who sees all and to somebody who sees a unit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        asked = Town(*(getattr(town, field.name) for field in fields(town)))
        names = {one.batch_id: f"batch {number}" for number, one in enumerate(asked.stored)}
        found = [
            plain(public_queries()[query](principal, *arguments), names)
            for arguments in ARGUMENTS[query](asked)
            for principal in (LOCAL_PRINCIPAL, asked.one_unit)
        ]
        engine().dispose()  # the server of the tests stops before the pool would close its connections
        return found


def says_something(answer: Any) -> bool:
    return bool(answer["rows"] if isinstance(answer, dict) and "rows" in answer else answer)


@pytest.fixture(scope="module")
def fjellvik_on_both(
    demo_template: Path, postgres_server: Any, demo_template_on_postgres: str
) -> Iterator[tuple[str, str]]:
    with postgres_server.copy(demo_template_on_postgres) as url:
        yield f"sqlite:///{demo_template}", url


@pytest.fixture(scope="module")
def madrid_on_both(
    madrid_template: Path, postgres_server: Any, madrid_template_on_postgres: str
) -> Iterator[tuple[str, str]]:
    with postgres_server.copy(madrid_template_on_postgres) as url:
        yield f"sqlite:///{madrid_template}", url


def test_every_query_has_its_row() -> None:
    others = [name for name in public_queries() if not name.startswith((*ABOUT_PERSONS, *OF_FORMS))]
    assert sorted(others) == sorted(ARGUMENTS)


@pytest.mark.parametrize("query", sorted(ARGUMENTS))
def test_the_demo(fjellvik_on_both: tuple[str, str], query: str) -> None:
    on_sqlite, on_postgres = (answers(url, query, FJELLVIK) for url in fjellvik_on_both)
    assert on_sqlite == on_postgres
    assert any(map(says_something, on_sqlite)) == (query not in SILENT)


@pytest.mark.real
@pytest.mark.parametrize("query", sorted(ARGUMENTS))
def test_madrid(madrid_on_both: tuple[str, str], query: str) -> None:
    on_sqlite, on_postgres = (answers(url, query, MADRID) for url in madrid_on_both)
    assert on_sqlite
    assert on_sqlite == on_postgres
