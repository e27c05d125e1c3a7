"""What a reader of files must know of the benefits register: what is there, and what was last projected."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.access import Principal, visible
from data.benefit_vocabulary import BenefitType, Counterfactual, Flow, ProjectionKind, Route
from data.importers.benefit_rows import LineRow
from data.importers.context import KnownBenefit, KnownRegister
from data.importers.force import counts
from data.schema.initiatives import Benefit, EvidenceFile, Initiative, Party
from data.schema.realisation import Projection, ProjectionLine
from data.vocabulary import Grain, Right

_SAME_PROJECTION = (
    (ProjectionLine.municipality_id == Projection.municipality_id)
    & (ProjectionLine.initiative_id == Projection.initiative_id)
    & (ProjectionLine.projection_number == Projection.projection_number)
)


def known_register(session: Session, principal: Principal, municipality_id: str) -> KnownRegister:
    """Return the register as it counts: what an undone file brought is not in it."""

    def here(table: Any) -> Any:
        return visible(principal, table.municipality_id, right=Right.IMPORT) & (
            table.municipality_id == municipality_id
        )

    parties = session.execute(select(Party.party_id, Party.name).where(here(Party)))
    initiatives = session.execute(
        select(Initiative.initiative_id, Initiative.price_year).where(here(Initiative), counts(Initiative))
    )
    benefits = session.scalars(select(Benefit).where(here(Benefit), counts(Benefit)))
    plans = session.execute(
        select(Projection.initiative_id, func.count())
        .where(
            here(Projection),
            counts(Projection),
            Projection.adopted_at.is_not(None),
            Projection.kind == ProjectionKind.PLAN,
        )
        .group_by(Projection.initiative_id)
    )
    return KnownRegister(
        parties={row.party_id: row.name for row in parties},
        price_years={row.initiative_id: row.price_year for row in initiatives},
        benefits={benefit.benefit_id: _known(benefit) for benefit in benefits},
        projected=_projected(session, here),
        plans={initiative_id: int(number) for initiative_id, number in plans},
        files=frozenset(session.scalars(select(EvidenceFile.content_hash).where(here(EvidenceFile)))),
    )


def _known(benefit: Benefit) -> KnownBenefit:
    return KnownBenefit(
        initiative_id=benefit.initiative_id,
        benefit_type=BenefitType(benefit.benefit_type),
        grain=Grain(benefit.grain),
        unit_of_measure=benefit.unit_of_measure,
        unexpected=benefit.unexpected,
        staffing_floor=benefit.staffing_floor,
        counterfactual=Counterfactual(benefit.counterfactual),
    )


def _projected(session: Session, here: Any) -> dict[str, tuple[LineRow, ...]]:
    """Return the lines of each initiative's newest adopted projection, plan or forecast."""
    adopted = (here(Projection), counts(Projection), Projection.adopted_at.is_not(None))
    rows = session.execute(
        select(Projection.initiative_id, Projection.projection_number)
        .where(*adopted)
        .order_by(Projection.as_of, Projection.projection_number)
    )
    newest = {row.initiative_id: row.projection_number for row in rows}
    lines = session.execute(
        select(ProjectionLine, Projection.projection_number)
        .join(Projection, _SAME_PROJECTION)
        .where(*adopted)
        .order_by(ProjectionLine.initiative_id, ProjectionLine.line_number)
    )
    found: dict[str, list[LineRow]] = {initiative_id: [] for initiative_id in newest}
    for line, number in lines:
        if newest[line.initiative_id] == number:
            found[line.initiative_id].append(_line(line))
    return {initiative_id: tuple(of) for initiative_id, of in found.items()}


def _line(line: ProjectionLine) -> LineRow:
    return LineRow(
        flow=Flow(line.flow),
        fiscal_year=line.fiscal_year,
        period=line.period,
        benefit_id=line.benefit_id,
        bearer_id=line.bearer_id,
        beneficiary_id=line.beneficiary_id,
        amount_minor=line.amount_minor,
        quantity=line.quantity,
        route=None if line.route is None else Route(line.route),
    )
