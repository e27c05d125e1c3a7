"""Check an open change of the register against everything else in it: circles, shares and claims taken twice."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.benefit_rules import level_problems
from data.benefit_sums import AttributedShare, Claimed, attribution_problems, circle_problems, claim_sum_problems
from data.benefit_vocabulary import BenefitLevel, InitiativeState, Phase
from data.importers.force import counts
from data.importers.problems import Problem
from data.schema.initiatives import Benefit, BenefitDependency, Initiative
from data.schema.ledger import BudgetChange
from data.schema.realisation import BudgetClaim, ProjectionLine

OF_INITIATIVE = (Initiative.municipality_id == Benefit.municipality_id) & (
    Initiative.initiative_id == Benefit.initiative_id
)
ALWAYS = date(1900, 1, 1)
"""Since when a benefit whose first effect nobody has dated takes its share."""


def level_problems_of(session: Session, municipality_id: str, initiative_ids: Collection[str]) -> list[Problem]:
    """Return what is wrong with the levels of the benefits of some initiatives."""
    rows = session.execute(
        select(Initiative.initiative_id, Initiative.phase, Benefit.level)
        .join(Benefit, OF_INITIATIVE)
        .where(Initiative.municipality_id == municipality_id, Initiative.initiative_id.in_(sorted(initiative_ids)))
    )
    found: dict[tuple[str, str], list[BenefitLevel]] = {}
    for initiative_id, phase, level in rows:
        found.setdefault((initiative_id, phase), []).append(BenefitLevel(level))
    return [problem for (_, phase), levels in sorted(found.items()) for problem in level_problems(Phase(phase), levels)]


def circles(session: Session, municipality_id: str) -> list[Problem]:
    """Return a problem where the map of benefits has a circle."""
    arrows = session.execute(
        select(BenefitDependency.benefit_id, BenefitDependency.leads_to_id).where(
            BenefitDependency.municipality_id == municipality_id
        )
    )
    names = session.execute(
        select(Benefit.benefit_id, Benefit.name).where(Benefit.municipality_id == municipality_id)
    ).all()
    return circle_problems([(one, other) for one, other in arrows], {row.benefit_id: row.name for row in names})


def shares_above_whole(session: Session, municipality_id: str, benefit_ids: Collection[str]) -> list[Problem]:
    """Return a problem for each of the benefits that takes more of an indicator's change than others have left."""
    last_years = (
        select(ProjectionLine.benefit_id, func.max(ProjectionLine.fiscal_year).label("year"))
        .where(ProjectionLine.municipality_id == municipality_id)
        .group_by(ProjectionLine.benefit_id)
        .subquery()
    )
    rows = session.execute(
        select(Benefit, Initiative.unit_id, last_years.c.year)
        .join(Initiative, OF_INITIATIVE)
        .outerjoin(last_years, last_years.c.benefit_id == Benefit.benefit_id)
        .where(
            Benefit.municipality_id == municipality_id,
            Benefit.indicator_id.is_not(None),
            Initiative.state != InitiativeState.STOPPED,
            counts(Benefit),
            counts(Initiative),
        )
    )
    shares = [_share(benefit, claimant_id, year) for benefit, claimant_id, year in rows]
    return attribution_problems(shares, frozenset(benefit_ids))


def _share(benefit: Benefit, claimant_id: str, last_year: int | None) -> AttributedShare:
    return AttributedShare(
        benefit_id=benefit.benefit_id,
        claimant_id=claimant_id,
        indicator_id=benefit.indicator_id or "",
        unit_id=benefit.unit_id,
        share_millionths=benefit.attribution_millionths,
        begins=benefit.first_effect_on or ALWAYS,
        ends=date(last_year, 12, 31) if last_year else None,
    )


def claims_above_cut(
    session: Session, municipality_id: str, claim_ids: Collection[str], exponent: int
) -> list[Problem]:
    """Return a problem for each of the claims that takes more of what was cut than others have left.

    Looked at are each budget change, and each budget line of a unit, function and year: of a line all cuts of the
    unit's budget in the year together.
    """
    entered = frozenset(claim_ids)
    rows = _booked(session, municipality_id)
    changes = [_claimed(claim, claimant_id, (str(claim.change_id),)) for claim, claimant_id in rows]
    found = claim_sum_problems(
        changes, _cut_by_change(session, municipality_id), entered, "claimed_above_cut", exponent
    )
    if found:
        return found
    lines = [_claimed(claim, claimant_id, _line(claim)) for claim, claimant_id in rows]
    by_unit = _cut_by_unit(session, municipality_id)
    cut = {claim.place: by_unit.get((claim.place[0], claim.place[1]), 0) for claim in lines}
    return claim_sum_problems(lines, cut, entered, "claimed_line_above_cut", exponent)


def _booked(session: Session, municipality_id: str) -> list[tuple[BudgetClaim, str]]:
    of_benefit = (Benefit.municipality_id == BudgetClaim.municipality_id) & (
        Benefit.benefit_id == BudgetClaim.benefit_id
    )
    rows = session.execute(
        select(BudgetClaim, Initiative.unit_id)
        .join(Benefit, of_benefit)
        .join(Initiative, OF_INITIATIVE)
        .where(
            BudgetClaim.municipality_id == municipality_id,
            BudgetClaim.change_id.is_not(None),
            counts(BudgetClaim),
            counts(Benefit),
            counts(Initiative),
        )
        .order_by(BudgetClaim.claim_id)
    )
    return [(claim, unit_id) for claim, unit_id in rows]


def _line(claim: BudgetClaim) -> tuple[str, ...]:
    return (str(claim.fiscal_year), claim.unit_id, claim.function_code or "")


def _claimed(claim: BudgetClaim, claimant_id: str, place: tuple[str, ...]) -> Claimed:
    return Claimed(place, claim.claim_id, claim.benefit_id, claimant_id, claim.amount_minor)


def _cut_by_change(session: Session, municipality_id: str) -> dict[tuple[str, ...], int]:
    rows = session.execute(
        select(BudgetChange.change_id, BudgetChange.amount_minor).where(
            BudgetChange.municipality_id == municipality_id, BudgetChange.amount_minor < 0, counts(BudgetChange)
        )
    )
    return {(str(row.change_id),): -row.amount_minor for row in rows}


def _cut_by_unit(session: Session, municipality_id: str) -> dict[tuple[str, str], int]:
    rows = session.execute(
        select(BudgetChange.fiscal_year, BudgetChange.unit_id, func.sum(BudgetChange.amount_minor))
        .where(BudgetChange.municipality_id == municipality_id, BudgetChange.amount_minor < 0, counts(BudgetChange))
        .group_by(BudgetChange.fiscal_year, BudgetChange.unit_id)
    )
    return {(str(year), unit_id): -int(amount) for year, unit_id, amount in rows}
