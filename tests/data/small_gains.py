"""A gains plan of I1 beside the small register of benefits, with something in every one of its tables.

One measure, the town's operating cost of 5 a year, and one adopted version of plan 1: 30 000 less 5.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from data.kept_gains import content_digest
from data.schema.gains import GainsAdoption, GainsMeasure, GainsOperatingCost, GainsPlan
from tests.data.small_register import YEAR

GAINS = ("gains_plan", "gains_measure", "gains_operating_cost", "gains_adoption")
"""Its tables."""
ADDED_TO_THE_GAINS = {"gains_adoption"}
"""What is added to and never changed."""
DAY, NOW = date(YEAR, 3, 1), datetime(YEAR, 3, 1, tzinfo=UTC)


def fill_gains(session: Session, town: str) -> None:
    """Put the gains plan into a municipality that has the small register."""
    here = {"municipality_id": town, "initiative_id": "I1"}
    told = {"grant_category": "ordinary", "total_cost_minor": 50, "budget_years": 1, "grant_applied_minor": 0}
    session.add(GainsPlan(written_at=NOW, written_by="x", **told, **here))
    session.flush()
    session.add(
        GainsMeasure(
            number=1,
            description="Fewer rounds",
            responsible_role="leads",
            due_on=DAY,
            follow_up="Monthly",
            quantification="Hours",
            **here,
        )
    )
    session.add(GainsOperatingCost(entity_id=town, amount_minor=5, **here))
    figures, words = {"price_year": YEAR, "rows": [row(town)]}, {"owner_role": "leads"}
    session.add(
        GainsAdoption(
            number=1,
            adopted_on=DAY,
            decision_reference="PS 3",
            authority_kind="council",
            projection_number=1,
            plan_version=1,
            rule_valid_from=date(2016, 1, 1),
            figures=figures,
            words=words,
            content_digest=content_digest(figures, words),
            adopted_at=NOW,
            adopted_by="x",
            **here,
        )
    )
    session.flush()


def row(town: str) -> dict[str, Any]:
    """Return what the adopted version says of the town."""
    amounts = {"gross_minor": 30_000, "operating_cost_minor": 5, "net_minor": 29_995, "other_gain_minor": 0}
    return {"entity_id": town, "fiscal_year": YEAR, "required_cut_minor": 0, "reason": "municipal_plan", **amounts}
