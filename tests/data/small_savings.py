"""A town that saves: what stands behind savings in the register, written straight into the database.

Units north and south, and a hospital beside them. Benefit C1 (cash) of north frees money; C2 (cash) is of south; Q1 is
quality of south; H1 is cash that the hospital gains. The budget of each benefit is cut by 1 000 a year, and there is
room to give back: raised changes of 10 000 for each unit.
"""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from data.access import LOCAL_PRINCIPAL, Writing, writing
from data.schema.initiatives import Initiative, Party
from data.schema.ledger import BudgetChange
from data.schema.realisation import (
    BudgetClaim,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
    Verification,
)
from data.vocabulary import Right
from tests.data.small_files import TOWN, file, keep, units
from tests.data.small_register import benefit

YEAR, NEXT = 2024, 2025
NOW = datetime(2025, 2, 1, tzinfo=UTC)
CUT = 1_000
LINES = {"ledger_kind": "actual", "ledger_year": YEAR, "ledger_unit_id": "north", "ledger_function_code": "100"}
BENEFITS = {"C1": ("north", "cash"), "C2": ("south", "cash"), "Q1": ("south", "quality"), "H1": ("north", "cash")}
UNITS = ("north", "south")


def identity(town: str, name: str) -> str:
    """Return the id of a measurement or a budget change of a town."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{town} {name}"))


def save_town(town: str = TOWN) -> str:
    """Make the town, with an adopted plan of nothing yet: no rule, and nothing measured."""
    keep(file([], units=units(north=None, south=None)), name=f"{town}.csv", town=town)
    with writing(LOCAL_PRINCIPAL, town, Right.IMPORT) as change:
        _register(change)
        _budgets(change)
        change.record("fill", "test", "savings")
    return town


def _register(change: Writing) -> None:
    here = {"municipality_id": change.municipality_id}
    session = change.session
    session.add(Party(party_id="hospital", kind="hospital_trust", name="Hospital", **here))
    for unit in UNITS:
        session.add(Party(party_id=unit, kind="unit", name=f"Unit {unit}", unit_id=unit, **here))
    for key, unit in (("I1", "north"), ("I2", "south")):
        told = {"unit_id": unit, "phase": "realisation", "state": "running", "price_year": YEAR, "currency": "NOK"}
        session.add(Initiative(initiative_id=key, name=key, **told, **here))
    session.flush()
    for key, (unit, kind) in BENEFITS.items():
        told = {"benefit_type": kind, "grain": "quarter", "first_effect_on": date(YEAR, 1, 1), "owner_role": "owns"}
        row = benefit(here, key, unit, **told)
        row.initiative_id = "I2" if unit == "south" else "I1"
        session.add(row)
    session.flush()


def _budgets(change: Writing) -> None:
    for year in (YEAR, NEXT):
        for key, (unit, kind) in BENEFITS.items():
            if kind == "cash":
                cut = add_change(change, f"cut {key} {year}", unit, -CUT, year)
                add_claim(change, key, unit, year, CUT, cut)
    for unit in UNITS:
        add_change(change, f"raise {unit}", unit, 10_000, NEXT)


def add_change(change: Writing, name: str, unit: str, amount: int, year: int = YEAR) -> str:
    """Add a budget change; return its id."""
    change_id = identity(change.municipality_id, name)
    change.session.add(
        BudgetChange(
            municipality_id=change.municipality_id,
            change_id=change_id,
            fiscal_year=year,
            decided_on=date(year, 1, 15),
            unit_id=unit,
            authority_kind="council",
            reference=name,
            amount_minor=amount,
        )
    )
    change.session.flush()
    return change_id


def add_claim(change: Writing, key: str, unit: str, year: int, amount: int, change_id: str | None) -> None:
    """Claim a cut from the first quarter on."""
    change.session.add(
        BudgetClaim(
            municipality_id=change.municipality_id,
            claim_id=identity(change.municipality_id, f"claim {key} {year}"),
            benefit_id=key,
            fiscal_year=year,
            period=3,
            unit_id=unit,
            amount_minor=amount,
            responsible_role="books",
            change_id=change_id,
        )
    )
    change.session.flush()


def measure(
    town: str,
    key: str,
    amount: int | None,
    *,
    year: int = YEAR,
    period: int = 3,
    verified: int | None = -1,
    verdict: str = "confirmed",
    **told: Any,
) -> str:
    """Measure a benefit, as the newest revision, and verify it (`verified` None: nobody has); return its id."""
    with writing(LOCAL_PRINCIPAL, town, Right.IMPORT) as change:
        beneficiary = told.pop("beneficiary", "hospital" if key == "H1" else BENEFITS[key][0])
        cell = {"benefit_id": key, "fiscal_year": year, "period": period, "beneficiary_id": beneficiary}
        where = [getattr(Measurement, name) == value for name, value in {"municipality_id": town, **cell}.items()]
        revision = len(change.session.scalars(select(Measurement).where(*where)).all()) + 1
        measurement_id = identity(town, f"{key} {year} {period} {beneficiary} {revision}")
        row = {"price_year": year, "entered_by": "x", "entered_role": "enters", "entered_at": NOW, **told}
        ids = {"municipality_id": town, "measurement_id": measurement_id}
        change.session.add(Measurement(revision=revision, amount_minor=amount, **ids, **cell, **row))
        change.session.flush()
        change.session.add(MeasurementEvidence(number=1, kind="ledger", supports_minor=amount, **LINES, **ids))
        if verified is not None:
            change.session.add(
                Verification(
                    verdict=verdict,
                    verified_minor=amount if verified == -1 else verified,
                    verifier_role="verifies",
                    verified_at=NOW,
                    verified_by="y",
                    **ids,
                )
            )
        change.record("measure", "test", measurement_id)
        return measurement_id


def other_bearer(town: str, key: str, bearer: str) -> None:
    """Let an adopted plan say that somebody else pays for what a benefit gives."""
    initiative = "I2" if BENEFITS[key][0] == "south" else "I1"
    own = {"municipality_id": town, "initiative_id": initiative, "projection_number": 1}
    with writing(LOCAL_PRINCIPAL, town, Right.IMPORT) as change:
        plan = Projection(kind="plan", as_of=date(YEAR, 1, 1), written_at=NOW, written_by="x", **own)
        change.session.add(plan)
        change.session.flush()
        paid = {"flow": "cost", "bearer_id": bearer, "fiscal_year": YEAR, "period": 12, "amount_minor": 10}
        change.session.add(ProjectionLine(line_number=1, **paid, **own))
        change.session.flush()
        plan.adopted_at, plan.adopted_by = NOW, "x"
        change.record("adopt", "test", initiative)
