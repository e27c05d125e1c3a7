"""The adopted version of a gains plan: what of it binds, and whether the plan has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from metrics.gains_columns import CELL
from metrics.gains_plan import RequiredCuts
from metrics.gains_stored import StoredGains
from metrics.gains_tables import PlanTables

_PARTS = ("gross_minor", "operating_cost_minor", "net_minor", "other_gain_minor")


@dataclass(frozen=True)
class AdoptedVersion:
    """A version that binds.

    Attributes:
        number: Which, counted from 1.
        adopted_on: The day of the decision.
        decision_reference: Its reference.
        authority_kind: Who decided.
        rule_valid_from: From when the rule set was in force that the cuts were worked out by.
        price_year: The year whose prices its amounts are in.
        net: As `metrics.gains_plan.net_gains` returned it then.
        figures: What was adopted, in plain values.
        words: Measures and owner as they were adopted; None where they are not for the reader.
        plan_version: The version of the stored plan that was adopted.
        projection_number: The plan of the benefits register that it was made from.
    """

    number: int
    adopted_on: date
    decision_reference: str
    authority_kind: str
    rule_valid_from: date
    price_year: int
    net: pd.DataFrame
    figures: Mapping[str, Any]
    words: Mapping[str, Any] | None
    plan_version: int
    projection_number: int


def adopted_version(stored: StoredGains, initiative_id: str, on: date) -> AdoptedVersion | None:
    """Return the newest version that was adopted by a day; None where there is none."""
    rows = stored.adoptions
    own = rows[(rows["initiative_id"] == initiative_id).to_numpy(dtype=bool)]
    known = [row for row in own.sort_values("number").to_dict("records") if row["adopted_on"] <= on]
    if not known:
        return None
    row = known[-1]
    return AdoptedVersion(
        number=int(row["number"]),
        adopted_on=row["adopted_on"],
        decision_reference=str(row["decision_reference"]),
        authority_kind=str(row["authority_kind"]),
        rule_valid_from=row["rule_valid_from"],
        price_year=int(row["figures"]["price_year"]),
        net=_net(row["figures"]),
        figures=row["figures"],
        words=row["words"],
        plan_version=int(row["plan_version"]),
        projection_number=int(row["projection_number"]),
    )


def _net(figures: Mapping[str, Any]) -> pd.DataFrame:
    rows = pd.DataFrame(figures["rows"], columns=[*CELL, *_PARTS]).set_index(CELL)
    return rows.astype("Int64").sort_index()


def figures_of(tables: PlanTables, net: pd.DataFrame, cuts: RequiredCuts) -> dict[str, Any]:
    """Return the figures of a plan in plain values, as an adopted version holds them.

    Args:
        tables: What the plan is made from.
        net: As `metrics.gains_plan.net_gains` returns it.
        cuts: The cuts that bind, never hypothetical ones.
    """
    table = net.join(cuts.rows[["required_cut_minor", "reason"]]).reset_index()
    wanted = tables.sought
    return {
        "price_year": tables.price_year,
        "entities": [
            {"entity_id": row["entity_id"], "kind": str(row["kind"]), "is_applicant": bool(row["is_applicant"])}
            for row in tables.entities.to_dict("records")
        ],
        "rows": [_plain(row) for row in table.to_dict("records")],
        "threshold_basis": str(cuts.threshold_basis),
        "grant_category": str(wanted.grant_category) if wanted else None,
        "total_cost_minor": wanted.total_cost_minor if wanted else None,
        "budget_years": wanted.budget_years if wanted else None,
        "grant_applied_minor": wanted.grant_applied_minor if wanted else None,
    }


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    told = {name: str(row[name]) for name in ("entity_id", "reason")}
    amounts = ("fiscal_year", *_PARTS, "required_cut_minor")
    return told | {name: None if pd.isna(row[name]) else int(row[name]) for name in amounts}


def words_of(tables: PlanTables) -> dict[str, Any]:
    """Return the words of a plan in plain values, as an adopted version holds them."""
    measures = [
        {
            "description": one.description,
            "responsible_role": one.responsible_role,
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "follow_up": one.follow_up,
            "quantification": one.quantification,
        }
        for one in tables.text.measures
    ]
    return {"name": tables.name, "measures": measures, "owner_role": tables.text.owner_role}


def has_changed(version: AdoptedVersion, tables: PlanTables, figures: Mapping[str, Any]) -> bool:
    """Return whether the plan is another than the version that was adopted: its words, its plan or its figures."""
    words = tables.sought is None or tables.sought.version != version.plan_version
    return words or tables.projection_number != version.projection_number or dict(version.figures) != dict(figures)
