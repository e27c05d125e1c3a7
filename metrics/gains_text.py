"""What a gains plan says beside its yearly figures: who applies and for how much, measures, owner and adopters."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.money_vocabulary import GrantCategory
from metrics.benefit_lines import end_benefits
from metrics.benefit_tables import BenefitTables
from metrics.gains_checks import Measure, PlanText
from metrics.gains_stored import StoredGains


@dataclass(frozen=True)
class Sought:
    """Who applies, None is the municipality itself, and for how much; whole minor units, None is not said yet.

    `version` is that of the stored plan, for whoever changes or adopts it.
    """

    applicant_id: str | None
    grant_category: GrantCategory
    total_cost_minor: int | None
    budget_years: int | None
    grant_applied_minor: int | None
    version: int


def sought(stored: StoredGains, initiative_id: str) -> Sought | None:
    """Return who applies and for how much; None where nobody has begun on the gains plan."""
    rows = _of(stored.plans, initiative_id).to_dict("records")
    if not rows:
        return None
    row = rows[0]
    return Sought(
        applicant_id=_said(row["applicant_id"]),
        grant_category=GrantCategory(row["grant_category"]),
        total_cost_minor=_whole(row["total_cost_minor"]),
        budget_years=_whole(row["budget_years"]),
        grant_applied_minor=_whole(row["grant_applied_minor"]),
        version=int(row["version_id"]),
    )


def plan_text(tables: BenefitTables, stored: StoredGains, initiative_id: str) -> PlanText:
    """Return what the plan of an initiative says of measures, owner, adopters and cost."""
    adoptions = _of(tables.adoptions, initiative_id)
    planned = [int(one) for one in adoptions["adopters_planned"].dropna()]
    wanted = sought(stored, initiative_id)
    roles, owned = _owners(tables, stored, initiative_id)
    return PlanText(
        measures=tuple(_measure(row) for row in _of(stored.measures, initiative_id).to_dict("records")),
        owner_role=", ".join(roles) or None,
        has_owner=owned,
        depends_on_adopters=not adoptions.empty,
        adopters_planned=max(planned, default=None),
        total_cost_minor=wanted.total_cost_minor if wanted else None,
    )


def _measure(row: dict[Any, Any]) -> Measure:
    return Measure(
        description=_said(row["description"]) or "",
        responsible_role=_said(row["responsible_role"]),
        has_responsible=bool(row["has_responsible"]),
        due_on=None if pd.isna(row["due_on"]) else row["due_on"],
        follow_up=_said(row["follow_up"]),
        quantification=_said(row["quantification"]),
    )


def _owners(tables: BenefitTables, stored: StoredGains, initiative_id: str) -> tuple[list[str], bool]:
    """Return the roles that answer for end benefits, as far as they are told, and whether each of them has one."""
    rows = _of(tables.benefits, initiative_id)
    ends = rows[rows["benefit_id"].isin(list(end_benefits(tables.benefits, tables.dependencies)))]
    has_owner = dict(zip(stored.owned["benefit_id"], stored.owned["has_owner"], strict=True))
    told = [_said(one) for one in ends["owner_role"]]
    owned = [bool(role or has_owner.get(one)) for one, role in zip(ends["benefit_id"], told, strict=True)]
    return list(dict.fromkeys(role for role in told if role)), bool(owned) and all(owned)


def _of(table: pd.DataFrame, initiative_id: str) -> pd.DataFrame:
    return table[(table["initiative_id"] == initiative_id).to_numpy(dtype=bool)]


def _said(cell: object) -> str | None:
    return cell if isinstance(cell, str) and cell.strip() else None


def _whole(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)
