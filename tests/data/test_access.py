"""What a principal may see: nothing by default, nothing of other municipalities and units."""

import hashlib
import inspect
from dataclasses import is_dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select

from data.access import (
    LOCAL_PRINCIPAL,
    NOBODY,
    AccessDenied,
    Grant,
    Principal,
    reaches,
    reading,
    require_unit,
    visible,
    writing,
)
from data.importers.parsed import UnitRow
from data.importers.register import MunicipalityFacts
from data.periods import Quarter
from data.queries.ledger import LineFilter
from data.schema.organisation import Unit
from data.vocabulary import Right, Role
from tests.data.queries.every_query import QUERIES
from tests.data.small_files import TOWN, YEAR, file, keep, units, whole_file
from tests.data.small_gains import fill_gains
from tests.data.small_ledger import fill_ledger
from tests.data.small_outsiders import fill_outsiders, outsider_id, scenario
from tests.data.small_register import CORRECTED, fill_register, identity
from tests.principals import somebody


def answers(principal: Principal, town: str) -> dict[str, Any]:
    """Return what every query answers to a principal about a municipality with units north and south."""
    quarter, units_of = Quarter(YEAR, 1), {"north", "south", town}
    lines = LineFilter(YEAR, 1, units_of, "actual")
    facts = MunicipalityFacts(town)
    given: dict[str, Any] = {
        "municipality_id": town,
        "unit_ids": units_of,
        "unit_id": "north",
        "years": [YEAR],
        "year": YEAR,
        "periods": [1],
        "quarter": quarter,
        "on": date(YEAR, 6, 1),
        "until": date(YEAR, 12, 31),
        "indicator_ids": {"i1"},
        "measures": {"i1"},
        "measure": "net_per_inhabitant",
        "wanted": lines,
        "told": facts,
        "profile": "ledger-csv",
        "options": {},
        "file_hash": hashlib.sha256(b"file.csv").hexdigest(),
        "stretch": (YEAR, 1),
        "batch_id": dict(BATCHES).get(town, ""),
        "initiative_id": "I1",
        "benefit_id": "I1-b",
        "period": 12,
        "beneficiary_id": "north",
        "measurement_ids": {identity(town, CORRECTED)},
        "measurement_id": identity(town, CORRECTED),
        "number": 2,
        "profile_id": outsider_id(town, "profile"),
        "scenario_id": outsider_id(town, "of north"),
    }
    found = {}
    for name, function in QUERIES.items():
        parameters = list(inspect.signature(function).parameters.values())[1:]
        missing = {one.name for one in parameters if one.default is one.empty} - given.keys()
        assert not missing, f"{name}: tell this test what to give as {missing}"
        told = {one.name: given[one.name] for one in parameters if one.name in given}
        try:
            found[name] = function(principal, **told)
        except (LookupError, AccessDenied):
            found[name] = None
    return found


BATCHES: dict[str, str] = {}


def fill() -> None:
    for town in (TOWN, "decoy"):
        BATCHES[town] = keep(whole_file(), town=town).batch_id
        keep(file([("actual", 3, "north", "100", 5)]), "march", town=town)
        with writing(LOCAL_PRINCIPAL, town, Right.BENEFITS) as change:
            fill_register(change.session, town, "north", "south")
            fill_ledger(change.session, town, "north", "south")
            fill_gains(change.session, town)
            fill_outsiders(change.session, town)
            change.session.add_all(scenario(town, unit, f"of {unit}") for unit in ("north", "south"))
            change.record("fill", "test", "register")


def nothing(answer: Any) -> bool:
    """Tell whether an answer says nothing of what is stored."""
    if isinstance(answer, pd.DataFrame):
        return answer.empty
    if hasattr(answer, "known_indicators"):
        return not (answer.units - {answer.municipality_id} or answer.known_indicators or answer.loaded)
    if is_dataclass(answer):
        return all(nothing(part) for part in vars(answer).values())
    return isinstance(answer, datetime) or not answer  # the moment of asking says nothing


THEMES = ("benefits", "evidence", "gains", "outsiders", "projections", "realisation", "reinvestment")
A_FILE = "data.queries.evidence.evidence_file"
"""What is in it is for who sees lines of its unit."""
OF_THE_REGISTER = {name for name in QUERIES if name.split(".")[2] in THEMES} - {A_FILE}
"""The benefits register and the ledger are the municipality's: a page names units to who may see them."""
OF_THE_MUNICIPALITY = {
    *OF_THE_REGISTER,
    "data.queries.batches.batches_behind",
    "data.queries.codes.accounts",
    "data.queries.codes.functions",
    "data.queries.indicators.indicators",
    "data.queries.indicators.parameters",
    "data.queries.positions.function_groups",
    "data.queries.positions.loaded_periods",
    "data.queries.scope.data_version",
    "data.queries.scope.municipalities",
    "data.queries.scope.quarters",
}
"""What belongs to no unit: anyone with figures in the municipality may know it."""

UNGUARDED = {"data.queries.aggregates.published", "data.queries.aggregates.measures"}
"""Published figures are for anyone with a role, and there are none in these tests."""


@pytest.mark.parametrize(
    "principal",
    [
        NOBODY,
        somebody(Role.CONTROLLER, "elsewhere", actor="another municipality"),
        somebody(Role.LEADER, TOWN, "no such unit", actor="another unit"),
    ],
    ids=lambda principal: principal.actor,
)
@pytest.mark.usefixtures("database")
def test_who_may_see_nothing_is_told_nothing(principal: Principal) -> None:
    fill()
    told = {name for name, answer in answers(principal, TOWN).items() if not nothing(answer)}
    assert told <= (OF_THE_MUNICIPALITY if principal.may(Right.FIGURES, TOWN) else set())


@pytest.mark.usefixtures("database")
def test_who_may_see_all_is_told_of_each() -> None:
    fill()
    silent = {name for name, answer in answers(LOCAL_PRINCIPAL, TOWN).items() if nothing(answer)}
    unwritten = {
        "data.queries.decisions.commentary",
        "data.queries.decisions.is_signed",
        "data.queries.indicators.parameters",
        "data.queries.parameters.own_parameters",
        "data.queries.people.public_view",
        "data.queries.people.register",
        "data.queries.people.register_version",
        "data.queries.realisation.withdrawals",
        "data.queries.to_book.raised_changes",
        *(name for name in QUERIES if ".own_access." in name),
        "data.queries.trail.about_me",
    }
    assert silent <= UNGUARDED | unwritten


def unit_columns(answer: Any) -> set[str]:
    """Return the units an answer names to be shown."""
    if isinstance(answer, pd.DataFrame) and "unit_id" in answer:
        return set(answer.loc[answer["shown"], "unit_id"] if "shown" in answer else answer["unit_id"])
    return set()


@pytest.mark.usefixtures("database")
def test_other_units_and_other_municipalities_are_left_out() -> None:
    fill()
    north = somebody(Role.LEADER, TOWN, "north")
    own = {name: answer for name, answer in answers(north, TOWN).items() if name not in OF_THE_REGISTER}
    for name, answer in own.items():
        assert unit_columns(answer) <= {"north"}, name
    for name, answer in answers(north, "decoy").items():
        assert nothing(answer), name
    seen = {unit for answer in own.values() for unit in unit_columns(answer)}
    assert seen == {"north"}


def seen_units(principal: Principal) -> set[str]:
    with reading(principal) as session:
        return set(session.scalars(select(Unit.unit_id).where(visible(principal, Unit.municipality_id, Unit.unit_id))))


@pytest.mark.usefixtures("database")
def test_access_follows_todays_tree() -> None:
    """moved went from s to t, ended was closed under s, coming begins next year, back left s and came back."""
    then, tomorrow = date(2020, 1, 1), date.today() + timedelta(days=1)
    rows = [
        *units(s=None, t=None, stays="s", moved="s", ended="s", back="s"),
        UnitRow("moved", "moved", "t", valid_from=then),
        UnitRow("ended", "ended", valid_from=then, ends=True),
        UnitRow("coming", "coming", "s", valid_from=tomorrow),
        UnitRow("back", "back", "t", valid_from=then),
        UnitRow("back", "back", "s", valid_from=date(2021, 1, 1)),
        UnitRow("stays", "stays", "t", valid_from=tomorrow),
    ]
    keep(file([], units=rows))
    of_s = somebody(Role.LEADER, TOWN, "s")
    of_t = somebody(Role.LEADER, TOWN, "t")
    assert seen_units(of_s) == {"s", "stays", "ended", "back"}
    assert seen_units(of_t) == {"t", "moved"}
    assert seen_units(somebody(Role.CONTROLLER, TOWN)) >= {"coming", "moved", "ended", TOWN}


@pytest.mark.usefixtures("database")
def test_a_unit_must_be_reached() -> None:
    fill()
    north = somebody(Role.LEADER, TOWN, "north")
    with reading(north) as session:
        require_unit(session, north, TOWN, "north")
        for municipality_id, unit_id in ((TOWN, "south"), (TOWN, "nowhere"), ("decoy", "north")):
            with pytest.raises(AccessDenied):
                require_unit(session, north, municipality_id, unit_id)


def test_reaching_needs_a_role() -> None:
    assert reaches(LOCAL_PRINCIPAL, TOWN)
    assert reaches(somebody(Role.PUBLIC, TOWN), TOWN)
    assert not reaches(NOBODY, TOWN)
    assert not reaches(somebody(Role.CONTROLLER, "other"), TOWN)


def test_scopes_differ_where_answers_may() -> None:
    leader = Grant(Role.LEADER, TOWN, "x")
    kinds = [
        NOBODY,
        *(somebody(role, TOWN) for role in Role),
        somebody(Role.LEADER),
        somebody(Role.LEADER, "other"),
        somebody(Role.LEADER, TOWN, "x"),
        somebody(Role.LEADER, TOWN, "y"),
        somebody(Role.SUPERIOR, TOWN, "x"),
        Principal(frozenset({leader, Grant(Role.LEADER, TOWN, "y")})),
        Principal(frozenset({leader}), policy_version=99),
    ]
    assert len({principal.scope for principal in kinds}) == len(kinds) == len(set(kinds))
    assert somebody(Role.LEADER, TOWN, "x", actor="another").scope == Principal(frozenset({leader})).scope
