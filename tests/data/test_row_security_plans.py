"""Policies keep no query from its index, and are reckoned once a statement, never for each row."""

import re
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from data.access import Principal, reading
from data.database import APPLICATION_ROLE, engine
from data.queries import evidence, indicators, ledger, positions, projections, realisation
from data.vocabulary import Role
from tests.data.small_files import TOWN, YEAR
from tests.principals import somebody
from tests.services.cluster import OWNER

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("two_towns_database")]

UNITS = ["a", "a1"]
PEOPLE = {"controller": somebody(Role.CONTROLLER, TOWN), "leader": somebody(Role.LEADER, TOWN, "a")}
ASKED = {
    "unit_total": lambda who: positions.unit_totals(who, TOWN, UNITS, [YEAR]),
    "position": lambda who: positions.cell_positions(who, TOWN, UNITS, [YEAR], [1]),
    "ledger_line": lambda who: ledger.ledger_lines(who, TOWN, ledger.LineFilter(YEAR, 1, UNITS, "actual")),
    "indicator_value": lambda who: indicators.indicator_values(who, TOWN, UNITS, [YEAR], ["i1"]),
}


OF_THE_REGISTER = {
    "projection_line": lambda who: projections.projection_lines(who, TOWN),
    "measurement": lambda who: realisation.measurements(who, TOWN),
    "measurement_evidence": lambda who: evidence.evidence(who, TOWN),
    "budget_claim": lambda who: realisation.claims(who, TOWN),
}
"""Read whole, a municipality at a time."""


def plans(principal: Principal, table: str) -> tuple[str, str]:
    """Return how a table's query is answered with policies and without, where an index is used if it may."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", note)
    (ASKED | OF_THE_REGISTER)[table](principal)
    event.remove(engine(), "before_cursor_execute", note)
    statement, parameters = next(one for one in statements if re.search(rf"\sFROM {table}\s", one[0]))
    with reading(principal) as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        found = []
        for role in (APPLICATION_ROLE, OWNER):  # the tests' login is a superuser, for whom no policy holds
            session.execute(text(f"SET LOCAL ROLE {role}"))
            rows = session.connection().exec_driver_sql(f"EXPLAIN {statement}", parameters)
            found.append("\n".join(row[0] for row in rows))
        return found[0], found[1]


def index_use(answered: str, table: str) -> list[str]:
    """Return by which index a table's rows are found and by what."""
    used = rf'(Index.* using \w+ on "?{table}"?|Bitmap Index Scan on \w*{table})[ _].*\n\s+Index Cond: (.*)'
    return [f"{how}: {by}" for how, by in re.findall(used, answered)]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("table", ASKED)
def test_the_same_index_is_asked_by_the_same_columns(table: str, who: str) -> None:
    """A policy that had to be asked before the rest would leave the index with nothing to be asked by."""
    with_policies, without = (index_use(answered, table) for answered in plans(PEOPLE[who], table))
    assert with_policies == without
    assert any("municipality_id" in one and "fiscal_year" in one for one in with_policies)


@pytest.mark.parametrize("table", OF_THE_REGISTER)
def test_the_register_is_found_by_its_municipality(table: str) -> None:
    answered, _ = plans(PEOPLE["leader"], table)
    assert any("municipality_id" in one for one in index_use(answered, table))
    conditions = re.findall(r"(?:Filter|Cond): (.*)", answered)
    assert conditions
    assert not any("told_" in one or "current_setting" in one for one in conditions)


@pytest.mark.parametrize("table", ASKED)
def test_what_was_told_is_reckoned_once(table: str) -> None:
    """Functions of who asks stand in InitPlans and in hashed sets, never in a filter of the rows themselves."""
    answered, _ = plans(PEOPLE["leader"], table)
    assert "InitPlan" in answered
    assert "hashed SubPlan" in answered
    filters = re.findall(r"(?:Filter|Index Cond): (.*)", answered)
    assert filters
    assert not any("told_" in one or "current_setting" in one for one in filters)


def test_a_function_asked_for_each_row_would_be_found() -> None:
    with reading(PEOPLE["leader"]) as session:
        rows = session.execute(
            text("EXPLAIN SELECT 1 FROM unit WHERE unit_id || current_setting('x', true) = 'y'")
        ).scalars()
        assert any("Filter" in row and "current_setting" in row for row in rows)
