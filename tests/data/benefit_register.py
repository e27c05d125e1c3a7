"""Rows of a small register for tests of writing: what a test does not say stands as here."""

from dataclasses import replace
from datetime import date
from typing import Any

from data.access import LOCAL_PRINCIPAL, writing
from data.benefit_vocabulary import BenefitType, DfoType, Flow, PartyKind, Phase, ProjectionKind, WizardType
from data.importers.benefit_rows import (
    BenefitRow,
    BenefitRows,
    ClaimRow,
    EvidenceRow,
    InitiativeRow,
    LineRow,
    MeasurementRow,
    PartyRow,
    ProjectionRow,
)
from data.register import Added, add_rows
from data.vocabulary import Right
from tests.data.small_files import TOWN

STARTED = InitiativeRow("VT-01", "Digital tilsyn", "north", Phase.REALISATION, 2024, "NOK")
GAIN = BenefitRow(
    "VT-01-a",
    "VT-01",
    "Færre turer",
    BenefitType.CASH,
    WizardType.OWN_BUDGET,
    DfoType.EFFICIENCY,
    None,
    "north",
    owner_role="Leder",
    first_effect_on=date(2024, 3, 1),
)
LINE = LineRow(Flow.BENEFIT, 2024, 12, "VT-01-a", "north", "north", 1000)
PLAN = ProjectionRow("VT-01", ProjectionKind.PLAN, date(2024, 1, 1), (LINE,))
PROOF = EvidenceRow(supports_minor=1000, file_name="timer.xlsx", content=b"hours")
MEASURED = MeasurementRow("VT-01-a", 2024, 12, "north", "Leder", (PROOF,), amount_minor=900)
CLAIM = ClaimRow("VT-01-a", 2024, 7, "north", 300, "Leder")
COUNTY = PartyRow("county", PartyKind.COUNTY, "Fylket")


def other(row: BenefitRow = GAIN, **told: Any) -> BenefitRow:
    return replace(row, **{"benefit_id": "VT-01-b", "name": "Færre mil", **told})


def add(rows: BenefitRows, town: str = TOWN, batch_id: str | None = None) -> Added:
    """Store rows as the machine itself."""
    with writing(LOCAL_PRINCIPAL, town, Right.BENEFITS) as change:
        added = add_rows(change.session, town, batch_id, rows, change.actor)
        change.record("add", "register", town, rows=change.changed_rows())
        return added


def begun(**more: Any) -> BenefitRows:
    """Return a register of one initiative and one benefit, and more."""
    return BenefitRows(**{"initiatives": [STARTED], "benefits": [GAIN], **more})
