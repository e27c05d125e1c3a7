"""The whole demo goes into the database and comes out as the figures it tells of."""

from sqlalchemy import func, select

from data.access import LOCAL_PRINCIPAL, reading
from data.database import URL_VARIABLE
from data.demo.initiatives import demo_register
from data.demo.load import load_demo
from data.schema.initiatives import Benefit
from data.schema.realisation import BudgetClaim, Measurement
from data.schema.rollups import UnitTotal
from data.verification import differences
from tests.data.demo.test_register import claimed_twice


def totals_at(unit_id: str, year: int, period: int) -> UnitTotal:
    with reading(LOCAL_PRINCIPAL) as session:
        found = session.scalars(
            select(UnitTotal).where(
                UnitTotal.unit_id == unit_id,
                UnitTotal.fiscal_year == year,
                UnitTotal.period == period,
                UnitTotal.account_class == "operations",
            )
        ).one()
        session.expunge(found)
        return found


def test_the_demo_is_stored_once_and_verifies(database_url, monkeypatch, lines):
    monkeypatch.setenv(URL_VARIABLE, database_url)
    assert load_demo(LOCAL_PRINCIPAL)
    assert not load_demo(LOCAL_PRINCIPAL)
    assert list(differences(LOCAL_PRINCIPAL)) == []

    health = totals_at("300", 2026, 9)
    assert health.periodised_minor - health.actual_minor == -420_000_000
    assert health.revised_minor - health.forecast_minor == -470_000_000

    # the register is there, and what was cut is claimed once
    told = demo_register()
    with reading(LOCAL_PRINCIPAL) as session:
        found = [
            session.scalar(select(func.count()).select_from(table)) for table in (Benefit, Measurement, BudgetClaim)
        ]
    # one measurement was entered anew, smaller, once its saving was spent
    assert found == [len(told.benefits), len(told.measurements) + 1, len(told.claims)]
    assert [problem.code for problem in claimed_twice().problems] == ["claimed_above_cut"]

    # the merged schools count in the year they still stood; the moved unit in the sector of the year
    with reading(LOCAL_PRINCIPAL) as session:
        units = set(session.scalars(select(UnitTotal.unit_id).where(UnitTotal.fiscal_year == 2024)))
    assert {"231", "232"} <= units
    assert "230" not in units

    # a unit that has not delivered has no forecast, and so have those above it; the rest have
    assert [totals_at(unit, 2026, 9).forecast_minor for unit in ("420", "400", "fjellvik")] == [None] * 3
    assert all(totals_at(unit, 2026, 9).forecast_minor for unit in ("410", "500", "900"))

    # the unit that moved on 1 January 2025 counts in the sector it stood in that year
    inside = {(2024, "100"): ["110", "120", "130", "440"], (2025, "400"): ["410", "420", "430", "440"]}
    for (year, sector), members in inside.items():
        rows = lines[(lines["kind"] == "actual") & (lines["fiscal_year"] == year) & lines["unit_id"].isin(members)]
        assert totals_at(sector, year, 13).actual_minor == rows["amount_minor"].sum()
