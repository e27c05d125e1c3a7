"""A small benefits register with something in every one of its tables, written straight into the database.

I1 (own unit)                             I2 (other unit)
  I1-a  hours freed -> I1-b  less spent     no benefit yet
  plan 1 adopted: I1-a 10 000, I1-b 20 000, cost 5 000; plan 2 a draft
  realised of I1-b in 2024: first 150, then corrected to 120; a ledger place shows 80 of it and a file 50;
  100 of it verified; 60 claimed of the own unit's first budget change
"""

import hashlib
import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.schema.initiatives import (
    AffectedGroup,
    Benefit,
    BenefitDependency,
    BenefitPrerequisite,
    EvidenceFile,
    Initiative,
    InitiativePartner,
    Party,
)
from data.schema.ledger import BudgetChange
from data.schema.realisation import (
    Adoption,
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
    Scenario,
    UnpricedEffect,
    Verification,
)

YEAR = 2024
DAY, NOW = date(YEAR, 1, 1), datetime(YEAR, 2, 1, tzinfo=UTC)
FIRST, CORRECTED = "150 realised", "120 realised"
REGISTER = (
    "party",
    "initiative",
    "initiative_partner",
    "affected_group",
    "benefit",
    "benefit_dependency",
    "benefit_prerequisite",
    "projection",
    "projection_line",
    "measurement",
    "measured_route",
    "measurement_evidence",
    "verification",
    "evidence_file",
    "budget_claim",
    "unpriced_effect",
    "scenario",
    "adoption",
)
"""Its tables."""
ADDED_TO_THE_REGISTER = {"measurement", "measured_route", "measurement_evidence", "verification", "evidence_file"}
"""What is added to and never changed."""


def identity(town: str, name: str) -> str:
    """Return the id of a measurement or a claim of a municipality."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{town} {name}"))


def content_hash(unit: str) -> str:
    """Return the hash of the file that is evidence for a unit."""
    return hashlib.sha256(f"shown for {unit}".encode()).hexdigest()


def fill_register(session: Session, town: str, own: str, other: str) -> None:
    """Put the register into a municipality with two units; the own one may have a budget change to claim from."""
    here = {"municipality_id": town}
    _parties(session, here, own, other)
    _benefits(session, here, own, other)
    _projections(session, here, own, other)
    _realised(session, here, own)
    _claims(session, here, own)
    session.flush()


def _parties(session: Session, here: dict[str, Any], own: str, other: str) -> None:
    for unit in (own, other):
        if session.get(Party, (here["municipality_id"], unit)) is None:
            session.add(Party(party_id=unit, kind="unit", name=f"Unit {unit}", unit_id=unit, **here))
        session.add(
            EvidenceFile(
                content_hash=content_hash(unit),
                unit_id=unit,
                name=f"{unit}.pdf",
                media_type="application/pdf",
                content=f"shown for {unit}".encode(),
                stored_at=NOW,
                stored_by="x",
                **here,
            )
        )
        key = "I1" if unit == own else "I2"
        session.add(
            Initiative(
                initiative_id=key,
                name=f"Initiative {key}",
                unit_id=unit,
                phase="realisation",
                state="running",
                decider_role=f"decides for {unit}",
                price_year=YEAR,
                currency="NOK",
                summary=f"summary of {key}",
                **here,
            )
        )
    session.add(Party(party_id="people", kind="citizens", name="People", **here))
    session.flush()
    session.add(InitiativePartner(initiative_id="I1", party_id=other, part="lends a hand", **here))
    session.add(AffectedGroup(initiative_id="I1", kind="business", explanation="no business is touched", **here))
    session.add(
        UnpricedEffect(
            initiative_id="I1", number=1, party_id="people", name="Calm", importance="large", magnitude=2, **here
        )
    )
    session.add(
        Scenario(
            initiative_id="I1",
            number=1,
            name="As planned",
            probability_millionths=1_000_000,
            benefit_factor_millionths=1_000_000,
            cost_factor_millionths=1_000_000,
            **here,
        )
    )
    session.add(
        Adoption(
            initiative_id="I1",
            adopter="school",
            adopters_planned=10,
            adopters_now=2,
            gain_per_adopter_minor=100,
            fixed_cost_minor=500,
            first_year=YEAR,
            last_year=YEAR + 3,
            **here,
        )
    )


def benefit(here: dict[str, Any], key: str, unit: str, **told: Any) -> Benefit:
    """Return a benefit of I1; what is not told stands as here."""
    stands = {
        "initiative_id": "I1",
        "name": f"Benefit {key}",
        "description": f"description of {key}",
        "working": f"working of {key}",
        "benefit_type": "cash",
        "wizard_type": "own_budget",
        "dfo_type": "efficiency",
        "ks_type": "avoided_cost",
        "level": "solution",
        "owner_role": f"leads {unit}",
        "unexpected": False,
        "staffing_floor": False,
        "better": "higher",
        "grain": "year",
        "counterfactual": "none",
        "deadweight_millionths": 0,
        "displacement_millionths": 0,
        "attribution_millionths": 600_000,
        "drop_off_millionths": 0,
        "confidence": "c",
    }
    return Benefit(benefit_id=key, unit_id=unit, **{**here, **stands, **told})


def _benefits(session: Session, here: dict[str, Any], own: str, other: str) -> None:
    session.add(benefit(here, "I1-a", other, unit_of_measure="hours", benefit_type="reallocation"))
    session.add(benefit(here, "I1-b", own, indicator_id="i1"))
    session.flush()
    session.add(BenefitDependency(benefit_id="I1-a", leads_to_id="I1-b", **here))
    session.add(
        BenefitPrerequisite(
            benefit_id="I1-b", number=1, description="Trained", responsible_role="trains", noted_on=DAY, **here
        )
    )


def projection(here: dict[str, Any], number: int, initiative: str = "I1") -> Projection:
    """Return a draft of a plan."""
    return Projection(
        initiative_id=initiative,
        projection_number=number,
        kind="plan",
        as_of=DAY,
        decision_reference=f"PS {number}",
        authority_kind="council",
        reason=f"reason {number}",
        written_at=NOW,
        written_by="x",
        **here,
    )


def line(here: dict[str, Any], number: int, line_number: int, **told: Any) -> ProjectionLine:
    """Return a line of a plan of I1."""
    own = {"initiative_id": "I1", "projection_number": number, "line_number": line_number}
    return ProjectionLine(fiscal_year=YEAR, period=12, **here, **own, **told)


def _projections(session: Session, here: dict[str, Any], own: str, other: str) -> None:
    """A plan is a draft while its lines are written, and adopted whole."""
    plan = projection(here, 1)
    session.add_all([plan, projection(here, 2)])
    session.flush()
    paid = {"bearer_id": own}
    session.add_all(
        [
            line(here, 1, 1, flow="benefit", benefit_id="I1-a", beneficiary_id=other, amount_minor=10_000, **paid),
            line(here, 1, 2, flow="benefit", benefit_id="I1-b", beneficiary_id=own, amount_minor=20_000, **paid),
            line(here, 1, 3, flow="cost", amount_minor=5_000, **paid),
            line(here, 2, 1, flow="cost", amount_minor=9_000, **paid),
        ]
    )
    session.flush()
    plan.adopted_at, plan.adopted_by = NOW, "x"
    session.flush()


def measurement(here: dict[str, Any], name: str, benefit_id: str, beneficiary: str, **told: Any) -> Measurement:
    """Return what was realised of a benefit in the year."""
    stands = {
        "fiscal_year": YEAR,
        "period": 12,
        "revision": 1,
        "price_year": YEAR,
        "method": f"method of {name}",
        "note": f"note of {name}",
        "entered_at": NOW,
        "entered_by": "x",
        "entered_role": "enters",
    }
    key = identity(here["municipality_id"], name)
    own = {"measurement_id": key, "benefit_id": benefit_id, "beneficiary_id": beneficiary}
    return Measurement(**{**here, **stands, **own, **told})


def _realised(session: Session, here: dict[str, Any], own: str) -> None:
    session.add(measurement(here, FIRST, "I1-b", own, amount_minor=150))
    session.add(measurement(here, CORRECTED, "I1-b", own, amount_minor=120, revision=2))
    session.flush()
    for name in (FIRST, CORRECTED):
        of = {"measurement_id": identity(here["municipality_id"], name), **here}
        session.add(MeasuredRoute(route="cut", hours=2.5, cut_basis="overtime", **of))
        ledger = {"ledger_kind": "actual", "ledger_year": YEAR, "ledger_unit_id": own, "ledger_account_code": "100"}
        session.add(MeasurementEvidence(number=1, kind="ledger", supports_minor=80, **ledger, **of))
        file = {"content_hash": content_hash(own), "file_unit_id": own}
        amount = 50 if name == CORRECTED else 70
        session.add(MeasurementEvidence(number=2, kind="file", supports_minor=amount, **file, **of))
    session.add(
        Verification(
            measurement_id=identity(here["municipality_id"], CORRECTED),
            verdict="confirmed",
            verified_minor=100,
            verifier_role="verifies",
            note="looked at",
            verified_at=NOW,
            verified_by="y",
            **here,
        )
    )


def _claims(session: Session, here: dict[str, Any], own: str) -> None:
    of_own = (BudgetChange.municipality_id == here["municipality_id"], BudgetChange.unit_id == own)
    change = session.scalars(select(BudgetChange.change_id).where(*of_own).order_by(BudgetChange.change_id)).first()
    session.add(claim(here, "claim", own, amount_minor=60, change_id=change))


def claim(here: dict[str, Any], name: str, unit: str, **told: Any) -> BudgetClaim:
    """Return a claim of I1-b on a unit's budget."""
    stands = {"fiscal_year": YEAR, "period": 12, "account_code": "100", "responsible_role": "books"}
    key = {"claim_id": identity(here["municipality_id"], name), "benefit_id": "I1-b", "unit_id": unit}
    return BudgetClaim(**{**here, **stands, **key, **told})
