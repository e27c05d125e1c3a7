"""The documented benefit of an initiative whose plan was decided by the same decision as an overspend."""

from dataclasses import dataclass

import pandas as pd

from data.benefit_vocabulary import ProjectionKind
from metrics.benefit_lines import Standing, lines_of, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.facts import money
from metrics.party_names import party_names
from metrics.realised_amounts import Register, register_of
from metrics.realised_series import realisation_series
from metrics.results import Fact, Missing
from metrics.rounding import whole_quotient

_OUTCOMES = {Missing.NOT_DUE_YET: "_not_due", Missing.NOT_MEASURED: "_unmeasured"}


@dataclass(frozen=True)
class DocumentedBenefit:
    """What an initiative was planned to give and has given; whole minor units in the prices of the year looked at.

    Attributes:
        initiative_id: The initiative whose plan the decision adopted.
        planned_yearly_minor: The current plan's mean over the years that it holds a benefit in.
        realised_minor: To date; None where nothing was due, or what was due is not measured.
        verified_minor: To date; None as `realised_minor`.
        due_minor: What the current plan holds to date.
        gainer: Who gains most by the current plan, as it may be named.
        outcome: The end of the code of its sentence: nothing, `_not_due`, `_unmeasured` or `_loss`.
    """

    initiative_id: str
    planned_yearly_minor: int
    realised_minor: int | None
    verified_minor: int | None
    due_minor: int
    gainer: str
    outcome: str

    @property
    def shown(self) -> bool:
        """Whether all that was due is verified: then nobody need ask for it."""
        return self.verified_minor is not None and 0 < self.due_minor <= self.verified_minor

    def facts(self) -> dict[str, Fact]:
        """Return what its sentence says beside the decision's own words."""
        said = {"planned": money(self.planned_yearly_minor), "gainer": Fact("text", self.gainer)}
        if self.realised_minor is not None and self.verified_minor is not None:
            said |= {"realised": money(self.realised_minor), "verified": money(self.verified_minor)}
        return said


def documented_benefits(tables: BenefitTables | None, references: set[str]) -> dict[str, DocumentedBenefit]:
    """Return, by the reference of a decision, what the initiative that it decided the plan of has given.

    Args:
        tables: The register; None: none was fetched.
        references: The references of the decisions behind an overspend.

    Returns:
        A reference without such an initiative, or whose benefit cannot be told in kroner, is absent.
    """
    decided = {} if tables is None else _decided(tables, references)
    if tables is None or not decided:
        return {}
    register = register_of(tables)
    found = {reference: _documented(tables, register, initiative) for reference, initiative in decided.items()}
    return {reference: one for reference, one in found.items() if one is not None}


def _decided(tables: BenefitTables, references: set[str]) -> dict[str, str]:
    """Return the initiative of each reference; of several the first by id."""
    rows = tables.projections
    plans = rows[(rows["adopted"].fillna(False) & (rows["kind"] == ProjectionKind.PLAN)).to_numpy(dtype=bool)]
    found: dict[str, str] = {}
    for reference, day, initiative in sorted(
        zip(plans["decision_reference"].astype(str), plans["as_of"], plans["initiative_id"], strict=True),
        key=lambda row: row[2],
    ):
        if reference in references and day <= tables.quarter.last_day:
            found.setdefault(reference, str(initiative))
    return found


def _documented(tables: BenefitTables, register: Register, initiative_id: str) -> DocumentedBenefit | None:
    own = register.benefits["counts"] & (register.benefits["initiative_id"] == initiative_id)
    members = register.benefits[own.to_numpy(dtype=bool)]
    if members.empty:
        return None
    row = realisation_series(register, members["benefit_id"], tables.unit_id, [tables.quarter]).iloc[0]
    planned = _plan(tables, register, members)
    why = row["realised_why"]
    unknown = isinstance(row["planned_why"], Missing) or (isinstance(why, Missing) and why not in _OUTCOMES)
    if unknown or planned["amount_minor"].sum() <= 0:
        return None
    return DocumentedBenefit(
        initiative_id=initiative_id,
        planned_yearly_minor=whole_quotient(int(planned["amount_minor"].sum()), planned["fiscal_year"].nunique()),
        realised_minor=None if isinstance(why, Missing) else int(row["realised"]),
        verified_minor=None if isinstance(why, Missing) else int(row["verified"]),
        due_minor=int(row["current"]),
        gainer=_gainer(tables, planned),
        outcome=_OUTCOMES[why] if isinstance(why, Missing) else "_loss" if int(row["realised"]) < 0 else "",
    )


def _plan(tables: BenefitTables, register: Register, members: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of the current plan of some benefits that hold an amount."""
    standing = standing_projections(register.projections, tables.quarter.last_day)
    lines = lines_of(register.lines, standing, Standing.CURRENT)
    held = lines["benefit_id"].isin(members["benefit_id"]) & lines["amount_minor"].fillna(0).ne(0)
    return lines[held.to_numpy(dtype=bool)]


def _gainer(tables: BenefitTables, planned: pd.DataFrame) -> str:
    """Return the name of the party that gains most."""
    sums = planned.groupby("beneficiary_id")["amount_minor"].sum()
    return party_names(tables)[max(sums.index, key=lambda one: (int(sums[one]), one))]
