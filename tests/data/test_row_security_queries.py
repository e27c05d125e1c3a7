"""The database's rules answer every query as the statements' filters do, each alone: neither leans on the other."""

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text, true

import data.queries
from data import database
from data.access import LOCAL_PRINCIPAL, NOBODY, AccessDenied, Identity, Principal
from data.database import URL_VARIABLE, engine
from data.importers.register import MunicipalityFacts
from data.periods import Quarter
from data.queries.ledger import LineFilter
from data.vocabulary import Role
from tests.data.queries.every_query import QUERIES
from tests.data.small_files import TOWN, YEAR
from tests.data.small_outsiders import outsider_id
from tests.data.small_register import CORRECTED, identity
from tests.data.two_towns import DECOY, person_id
from tests.principals import somebody
from tests.services.cluster import OWNER, Cluster

pytestmark = pytest.mark.postgres

FILTERS = ("visible", "within", "around", "own")
OF_ITS_TIME = {"read_at", "happened_at"}
WIDER = {
    "batches.batches": "superseded decisions are told by their file's state, which every figure needs",
    "batches.is_stored": "as batches",
    "decisions.budget_changes": "whether a claim is booked is told to all who see the claim",
    "import_context.context": "names the units and indicators that anybody with figures sees",
    "indicators.indicator_values": "a policy hides rows; small groups are left out of a row by the statement",
    "outsiders.scenario_to_change": "all who see a unit see its measures; the statement asks for those to change",
    "own_access.own_name": "everybody sees the names that their rights show; the statement asks for the own one",
    "own_access.own_roles": "as own_name",
    "parameters.own_parameters": "all with figures see the numbers; the statement asks for those who may set them",
    "people.grantable_units": "the names of units are seen by all whose figures are made from them",
    "people.public_view": "everybody with figures sees the municipality's own row",
    "people.register_version": "everybody sees their own name and roles",
    "projections.projection_lines": "drafts are left out by the statement but for those who may edit them",
    "projections.projections": "as projection_lines",
    "scope.tree": "marks what may be shown, by three rights at once",
    "scope.units": "as grantable_units",
    "to_change.adoption_to_change": "as benefit_to_change",
    "to_change.benefit_to_change": "all with figures see every benefit; the statement asks for those to change",
    "to_change.claims_to_change": "as benefit_to_change",
    "to_change.cuts_to_claim": "as benefit_to_change",
    "to_change.entered": "all with figures see every measurement; the statement asks for benefits to change",
    "to_change.gains_plan_to_change": "as benefit_to_change",
    "to_change.initiative_to_change": "as benefit_to_change",
    "to_change.measurement_to_change": "as benefit_to_change",
    "to_change.projections_to_change": "as benefit_to_change",
    "to_change.scenarios_to_change": "as benefit_to_change",
    "to_change.units_to_enter": "as grantable_units",
    "to_change.unpriced_to_change": "as benefit_to_change",
    "to_change.waiting": "all with figures see every measurement; the statement asks for who may verify",
    "trail.trail_choices": "everybody sees the events about themselves",
    "trail.tips": "as trail_choices",
    "undoing.undo_effect": "as batches",
}
"""Queries whose own filter is narrower than what their tables must let see for another query, and why."""

ME = Principal(
    frozenset(), actor="x", identity=Identity("urn:test", f"{TOWN} two"), persons=((TOWN, person_id(TOWN, "two")),)
)
PRINCIPALS = {
    "the machine": LOCAL_PRINCIPAL,
    "nobody": NOBODY,
    "without a role": ME,
    "of elsewhere": somebody(Role.CONTROLLER, "elsewhere"),
    **{f"{role}": somebody(role, TOWN) for role in Role if role not in (Role.LEADER, Role.SUPERIOR, Role.HR)},
    **{f"{role} of {unit}": somebody(role, TOWN, unit) for role in (Role.LEADER, Role.HR) for unit in ("a", "s1")},
    "leader of the town": somebody(Role.LEADER, TOWN, TOWN),
}


def modules() -> list[ModuleType]:
    return [importlib.import_module(one.name) for one in pkgutil.iter_modules(data.queries.__path__, "data.queries.")]


def arguments(town: str) -> dict[str, Any]:
    """Return what is given for a query's parameters, by name."""
    units = {"a", "a1", "b", "s1", "s2", town}
    return {
        "municipality_id": town,
        "unit_ids": units,
        "unit_id": "a",
        "years": [YEAR],
        "year": YEAR,
        "periods": [1],
        "quarter": Quarter(YEAR, 1),
        "on": date(YEAR, 6, 1),
        "indicator_ids": {"i1"},
        "measures": {"i1"},
        "measure": "m",
        "wanted": LineFilter(YEAR, 1, units, "actual"),
        "told": MunicipalityFacts(town),
        "profile": "ledger-csv",
        "options": {},
        "file_hash": hashlib.sha256(b"file.csv").hexdigest(),
        "stretch": (YEAR, 1),
        "batch_id": BATCHES[town],
        "initiative_id": "I1",
        "benefit_id": "I1-b",
        "period": 12,
        "beneficiary_id": "a",
        "measurement_ids": set(MEASURED[town]),
        "measurement_id": identity(town, CORRECTED),
        "number": 2,
        "profile_id": outsider_id(town, "profile"),
        "scenario_id": outsider_id(town, "of a1"),
    }


BATCHES: dict[str, str] = {}
MEASURED: dict[str, list[str]] = {}


def answers(name: str) -> dict[tuple[str, str], Any]:
    """Return what a query answers to each principal about each municipality."""
    query, found = QUERIES[f"data.queries.{name}"], {}
    for town in (TOWN, DECOY):
        given = arguments(town)
        parameters = list(inspect.signature(query).parameters.values())[1:]
        missing = {one.name for one in parameters if one.default is one.empty} - given.keys()
        assert not missing, f"{name}: tell this test what to give as {missing}"
        told = {one.name: given[one.name] for one in parameters if one.name in given}
        for who, principal in PRINCIPALS.items():
            try:
                found[who, town] = plain(query(principal, **told))
            except (LookupError, AccessDenied) as error:
                found[who, town] = type(error).__name__
    return found


def plain(value: Any) -> Any:
    """Return an answer as texts and lists that can be compared, without what tells when it was given."""
    if isinstance(value, pd.DataFrame):
        kept = value.drop(columns=[name for name in OF_ITS_TIME if name in value])
        return sorted((plain(list(row)) for row in kept.itertuples(index=False, name=None)), key=repr)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name not in OF_ITS_TIME}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(one) for one in value)
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return str(value)


def forget() -> None:
    """Let statements be built anew: some are kept for each principal."""
    for module in modules():
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


@contextmanager
def only_filters(url: str) -> Iterator[None]:
    """Ask as a superuser, for whom no policy holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "APPLICATION_ROLE", OWNER)
        patch.setattr(database, "_ENGINES", {})
        patch.setenv(URL_VARIABLE, url)
        yield
        engine().dispose()


@contextmanager
def only_policies(url: str) -> Iterator[None]:
    """Ask with filters that let everything through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_ENGINES", {})
        patch.setenv(URL_VARIABLE, url)
        for module in modules():
            for name in FILTERS:
                if hasattr(module, name):
                    patch.setattr(module, name, lambda *_, **__: true())
        forget()
        yield
        forget()
        engine().dispose()


@pytest.fixture(scope="module", autouse=True)
def both(two_towns_url: str) -> str:
    """The two municipalities, and which batch is whose."""
    with only_filters(two_towns_url), engine().connect() as connection:
        BATCHES.update(map(tuple, connection.execute(text("SELECT municipality_id, batch_id::text FROM import_batch"))))
        for town, measured in connection.execute(text("SELECT municipality_id, measurement_id::text FROM measurement")):
            MEASURED.setdefault(town, []).append(measured)
    return two_towns_url


@pytest.fixture
def pair(postgres_server: Cluster, two_towns_url: str, name: str) -> Iterator[tuple[str, str]]:
    """The same for each way of asking, or a copy for each where a query leaves acts in the trail."""
    if "reading_about(" not in inspect.getsource(QUERIES[f"data.queries.{name}"]):
        yield two_towns_url, two_towns_url
        return
    with postgres_server.copy("two_towns") as first, postgres_server.copy("two_towns") as second:
        yield first, second


@pytest.mark.parametrize("name", [name.removeprefix("data.queries.") for name in QUERIES])
def test_the_policies_alone_answer_as_the_filters_alone(pair: tuple[str, str], name: str) -> None:
    with only_filters(pair[0]):
        by_filters = answers(name)
    with only_policies(pair[1]):
        by_policies = answers(name)
    about_others = name in WIDER and not name.startswith("own_access.")
    compared = [asked for asked in by_filters if name not in WIDER or (about_others and asked[1] == DECOY)]
    assert {asked: by_policies[asked] for asked in compared} == {asked: by_filters[asked] for asked in compared}


def test_policies_that_are_left_out_would_be_missed(both: str) -> None:
    """Neither filter nor policy: the decoy's lines are shown to a council of the town."""
    with only_policies(both), pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "APPLICATION_ROLE", OWNER)
        engine().dispose()
        assert answers("ledger.ledger_lines")["council", DECOY] != []
