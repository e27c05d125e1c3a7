"""The register reaches the database with the demo: once, with its acts, and also into a demo that had none."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text

from data.access import LOCAL_PRINCIPAL, reading, writing
from data.database import URL_VARIABLE, engine
from data.demo.gains_plans import PLANS
from data.demo.initiatives import demo_register
from data.demo.load import load_demo
from data.demo.register import DEFLATOR, load_register
from data.importers.benefit_rows import BenefitRows, ClaimRow
from data.keeping import BrokenRules
from data.register import add_rows
from data.schema import gains, initiatives, outsiders, realisation, reinvestment, reinvestment_ledger
from data.schema.indicators import Parameter
from data.schema.ledger import BudgetChange
from data.schema.model import Model
from data.schema.people import AuditEvent
from data.vocabulary import Right

TOWN = "fjellvik"
TABLES: tuple[type[Model], ...] = (
    outsiders.OutsiderScenario,
    gains.GainsAdoption,
    gains.GainsOperatingCost,
    gains.GainsMeasure,
    gains.GainsPlan,
    realisation.BudgetClaim,
    realisation.Verification,
    realisation.MeasuredRoute,
    realisation.MeasurementEvidence,
    realisation.Measurement,
    realisation.ProjectionLine,
    realisation.Projection,
    realisation.Adoption,
    realisation.Scenario,
    realisation.UnpricedEffect,
    initiatives.EvidenceFile,
    initiatives.BenefitPrerequisite,
    initiatives.BenefitDependency,
    initiatives.Benefit,
    initiatives.AffectedGroup,
    initiatives.InitiativePartner,
    initiatives.Initiative,
    initiatives.Party,
    Parameter,
)
"""The tables of the register, what depends on others first."""
LEDGER: tuple[type[Model], ...] = (
    reinvestment_ledger.PostingChange,
    reinvestment_ledger.YearClosing,
    reinvestment_ledger.ReinvestmentEvent,
    reinvestment_ledger.ReinvestmentPosting,
    reinvestment_ledger.SavingSplit,
    reinvestment_ledger.ReinvestmentTransaction,
    reinvestment.SavingSource,
    reinvestment.SavingLot,
    reinvestment.FundInstalment,
    reinvestment.FundLoan,
    reinvestment.ReinvestmentAgreement,
    reinvestment.ReinvestmentRule,
)
"""The tables of the ledger, which rests on the register."""
REVISED = 1
"""Measurements that were entered anew after their saving was spent."""


@pytest.fixture
def demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(URL_VARIABLE, demo_url)
    yield
    engine().dispose()


def counted() -> dict[str, int]:
    with reading(LOCAL_PRINCIPAL) as session:
        return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def loads_told(entity: str) -> list[dict[str, Any]]:
    """Return the rows that each act of loading tells of."""
    wanted = (AuditEvent.action == "load", AuditEvent.entity == entity)
    with reading(LOCAL_PRINCIPAL) as session:
        return [detail["rows"] for detail in session.scalars(select(AuditEvent.detail).where(*wanted))]


def as_an_older_version_left_it() -> None:
    """Take away what an older version did not know: its demo had no register and no ledger."""
    with engine().begin() as connection:
        for trigger in connection.scalars(select(text("name from sqlite_master where type = 'trigger'"))).all():
            connection.execute(text(f'drop trigger "{trigger}"'))
        connection.execute(text("pragma defer_foreign_keys = on"))  # a reversal names what it reverses
        for table in (*LEDGER, *TABLES):
            connection.execute(delete(table))
        connection.execute(delete(BudgetChange).where(BudgetChange.batch_id.is_(None)))


@pytest.mark.usefixtures("demo")
def test_everything_told_is_stored():
    told, found = demo_register(), counted()
    assert found["initiative"] == len(told.initiatives)
    assert found["benefit"] == len(told.benefits)
    assert found["projection_line"] == sum(len(row.lines) for row in told.projections)
    assert found["measurement"] == len(told.measurements) + REVISED
    assert found["budget_claim"] == len(told.claims)
    assert found["verification"] == sum(row.verification is not None for row in told.measurements) + REVISED


@pytest.mark.usefixtures("demo")
def test_nobody_verified_what_they_entered():
    with reading(LOCAL_PRINCIPAL) as session:
        entered = set(session.scalars(select(realisation.Measurement.entered_by)))
        verified = set(session.scalars(select(realisation.Verification.verified_by)))
    assert (entered, verified) == ({"demo"}, {"demo-verifier"})


@pytest.mark.usefixtures("demo")
def test_loading_twice_adds_nothing():
    before = counted()
    assert not load_demo(LOCAL_PRINCIPAL)
    assert not load_register(LOCAL_PRINCIPAL)
    assert counted() == before


@pytest.mark.usefixtures("demo")
def test_the_act_of_loading_tells_the_rows():
    (rows,) = loads_told("demo")
    assert rows["initiative"]["added"] == len(demo_register().initiatives)
    assert rows["benefit"]["added"] == len(demo_register().benefits)
    assert loads_told("demo_register") == []


@pytest.mark.usefixtures("demo")
def test_a_demo_that_was_loaded_before_there_was_a_register_gets_it():
    before = counted()
    as_an_older_version_left_it()
    assert set(counted().values()) == {0}
    assert not load_demo(LOCAL_PRINCIPAL)
    assert counted() == before
    assert [rows["initiative"]["added"] for rows in loads_told("demo_register")] == [len(demo_register().initiatives)]
    assert [rows["gains_plan"]["added"] for rows in loads_told("demo_gains_plans")] == [len(PLANS)]


@pytest.mark.usefixtures("demo")
def test_a_claim_on_a_case_that_an_older_demo_lacks_is_left_out():
    as_an_older_version_left_it()
    with engine().begin() as connection:
        connection.execute(delete(BudgetChange).where(BudgetChange.reference == "sak 59/25"))
    load_demo(LOCAL_PRINCIPAL)
    assert counted()["budget_claim"] == len(demo_register().claims) - 1


@pytest.mark.usefixtures("demo")
def test_price_growth_is_marked_as_made_up_and_what_was_set_stays():
    years = [date(2025, 1, 1), date(2026, 1, 1)]
    with reading(LOCAL_PRINCIPAL) as session:
        rows = session.scalars(select(Parameter).order_by(Parameter.valid_from)).all()
        assert [(row.parameter, row.valid_from, row.value) for row in rows] == [
            (DEFLATOR, years[0], 0.041),
            (DEFLATOR, years[1], 0.038),
        ]
        assert all("fictional" in row.reference for row in rows)
    as_an_older_version_left_it()
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.session.add(Parameter(municipality_id=TOWN, parameter=DEFLATOR, valid_from=years[0], value=0.05))
        change.record("set", "parameter", DEFLATOR)
    load_register(LOCAL_PRINCIPAL)
    with reading(LOCAL_PRINCIPAL) as session:
        values = session.scalars(select(Parameter.value).order_by(Parameter.valid_from)).all()
    assert values == [0.05, 0.038]


DOUBLE = ClaimRow("IN-01-a", 2025, 9, "350", 10_000_000, "Økonomisjef", "241", "370", "sak 88/25")
"""100 000 kr of the 220 000 that KV-01 has claimed whole."""


@pytest.mark.usefixtures("demo")
def test_what_was_cut_is_claimed_once():
    refused = claimed_twice()
    assert refused.problems[0].code == "claimed_above_cut"
    assert refused.problems[0].extra["unit"] == "350"
    assert refused.problems[0].extra["benefit"] == "KV-01-a"
    assert counted()["budget_claim"] == len(demo_register().claims)


def claimed_twice() -> BrokenRules:
    """Return why the demo's own double claim is refused."""
    with pytest.raises(BrokenRules) as refused, writing(LOCAL_PRINCIPAL, TOWN, Right.BENEFITS) as change:
        add_rows(change.session, TOWN, None, BenefitRows(claims=[DOUBLE]), change.actor)
    return refused.value
