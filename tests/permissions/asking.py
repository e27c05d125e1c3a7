"""Ask every query with generous arguments, and say in a word how much was told."""

import inspect
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import select

from data.access import LOCAL_PRINCIPAL, AccessDenied, Principal, reading
from data.importers.register import MunicipalityFacts
from data.periods import Quarter
from data.queries.indicators import indicators
from data.queries.ledger import LineFilter
from data.queries.outsiders import profiles
from data.queries.realisation import measurements
from data.queries.scope import units
from data.schema.ledger import ImportBatch
from data.vocabulary import BatchState, Kind
from metrics.neighbours import MEASURE
from tests.data.queries.every_query import QUERIES
from tests.data.small_outsiders import outsider_id
from tests.data.small_register import CORRECTED, identity
from tests.permissions.people import HOME_CARE, TOWN

QUARTER = Quarter(2026, 3)
A_FILE = {"measurement": identity(TOWN, CORRECTED), "number": "2"}
"""Where a stored file of home care is asked for."""


class NotTold(LookupError):
    """This file does not say what to give a query as one of its arguments."""


def arguments() -> dict[str, Any]:
    """Return what every query of this town can be given, by the name of the argument."""
    every = set(units(LOCAL_PRINCIPAL, TOWN, QUARTER.last_day)["unit_id"])
    with reading(LOCAL_PRINCIPAL) as session:
        stored = session.scalars(
            select(ImportBatch)
            .where(ImportBatch.profile == "ledger-csv", ImportBatch.state != BatchState.UNDONE)
            .order_by(ImportBatch.imported_at.desc())
        ).first()
        assert stored is not None
        session.expunge(stored)
    known = set(indicators(LOCAL_PRINCIPAL, TOWN)["indicator_id"])
    return {
        "municipality_id": TOWN,
        "unit_ids": every,
        "unit_id": TOWN,
        "years": [2024, 2025, 2026],
        "year": QUARTER.year,
        "periods": [QUARTER.last_period],
        "quarter": QUARTER,
        "on": QUARTER.last_day,
        "until": date(2026, 12, 31),
        "indicator_ids": known,
        "measures": known,
        "measure": MEASURE,
        "wanted": LineFilter(QUARTER.year, QUARTER.last_period, every, Kind.ACTUAL),
        "limit": 100_000,
        "told": MunicipalityFacts(TOWN),
        "profile": stored.profile,
        "options": {},
        "file_hash": stored.file_hash,
        "stretch": (stored.fiscal_year, stored.period),
        "batch_id": stored.batch_id,
        "initiative_id": "VT-01",
        "benefit_id": "VT-01-b",
        "period": QUARTER.last_period,
        "beneficiary_id": HOME_CARE,
        "measurement_id": identity(TOWN, CORRECTED),
        "number": 2,
        "measurement_ids": set(measurements(LOCAL_PRINCIPAL, TOWN)["measurement_id"]),
        "profile_id": str(profiles(LOCAL_PRINCIPAL, TOWN)["profile_id"].iloc[0]),
        "scenario_id": outsider_id(TOWN, HOME_CARE),
    }


OWN_ARGUMENTS: dict[str, dict[str, Any]] = {
    "aggregates.published": {"quarter": Quarter(2025, 4)},
    "decisions.is_signed": {"unit_id": HOME_CARE, "quarter": Quarter(2025, 4)},
    "scope.subtree": {"unit_id": TOWN},
    "to_change.claims_to_change": {"benefit_id": "HR-01-b"},
}
"""What a query is given in place of that."""


def short(name: str) -> str:
    """Return the name of a query as the matrix writes it."""
    return name.removeprefix("data.queries.")


def answer(name: str, function: Callable[..., Any], principal: Principal, given: dict[str, Any]) -> Any:
    """Return what a query answers; None where it refuses."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    told = given | OWN_ARGUMENTS.get(short(name), {})
    missing = {one.name for one in parameters if one.default is one.empty} - told.keys()
    if missing:
        raise NotTold(f"{name}: {missing}")
    try:
        return function(principal, **{one.name: told[one.name] for one in parameters if one.name in told})
    except (LookupError, AccessDenied):
        return None


def every_answer(principal: Principal, given: dict[str, Any]) -> dict[str, Any]:
    """Return what every query answers to somebody."""
    return {short(name): answer(name, function, principal, given) for name, function in QUERIES.items()}


def nothing(found: Any) -> bool:
    """Tell whether an answer says nothing of what is stored."""
    if isinstance(found, pd.DataFrame):
        return found.empty
    if hasattr(found, "known_indicators"):
        return not (found.units - {found.municipality_id} or found.known_indicators or found.loaded)
    if hasattr(found, "events"):
        return bool(found.events.empty)
    if is_dataclass(found):
        parts = {name: value for name, value in vars(found).items() if name != "read_at"}
        return not any(parts.values())
    return not found


def units_told(found: Any) -> set[str] | None:
    """Return the units that an answer names; None where it is about none."""
    if isinstance(found, pd.DataFrame) and "unit_id" in found:
        return set(found["unit_id"])
    return set(found) if isinstance(found, frozenset) else None


def how_much(found: Any, mine: set[str], every: set[str]) -> str:
    """Return the word of the matrix for an answer to somebody who sees `mine` of `every` unit that stands."""
    if nothing(found):
        return "no"
    told = units_told(found)
    if told is None:
        return "yes"
    if mine == every:
        return "all"
    return "own" if told <= mine else "parts"
