"""What an open change needs to know of the register and of what stands beside it: read with its own session."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.benefit_rules import COMPARED
from data.benefit_vocabulary import BenefitType, ProjectionKind
from data.importers.benefit_rows import EvidenceRow
from data.importers.force import counts
from data.lines_in_force import behind_positions, cell_of_line
from data.realisation_rules import BenefitFacts
from data.schema.initiatives import Benefit, Initiative
from data.schema.ledger import BatchCoverage, BudgetChange, LedgerLine
from data.schema.organisation import UnitAncestor
from data.schema.realisation import Projection
from data.vocabulary import AccountClass, Grain


@dataclass(frozen=True)
class Lines:
    """Who stands above and below each unit on a day; each unit is among its own."""

    above: dict[str, frozenset[str]] = field(default_factory=dict)
    below: dict[str, frozenset[str]] = field(default_factory=dict)


def lines_on(session: Session, municipality_id: str, day: date) -> Lines:
    """Return the lines of command of a municipality as they stand on a day."""
    rows = session.execute(
        select(UnitAncestor.unit_id, UnitAncestor.ancestor_id, UnitAncestor.distance)
        .where(UnitAncestor.municipality_id == municipality_id, UnitAncestor.valid_from <= day)
        .order_by(UnitAncestor.valid_from)
    )
    newest = {(row.unit_id, row.ancestor_id): row.distance for row in rows}
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    for (unit_id, ancestor_id), distance in newest.items():
        if distance is not None:
            above.setdefault(unit_id, set()).add(ancestor_id)
            below.setdefault(ancestor_id, set()).add(unit_id)
    return Lines(*({unit: frozenset(units) for unit, units in links.items()} for links in (above, below)))


def benefit_facts(
    session: Session, municipality_id: str, benefit_ids: Iterable[str], lines: Lines
) -> dict[str, BenefitFacts]:
    """Return what rules need to know of benefits by id; one that is not there is left out."""
    wanted = sorted(set(benefit_ids))
    rows = session.execute(
        select(Benefit, Initiative.price_year)
        .join(
            Initiative,
            (Initiative.municipality_id == Benefit.municipality_id)
            & (Initiative.initiative_id == Benefit.initiative_id),
        )
        .where(Benefit.municipality_id == municipality_id, Benefit.benefit_id.in_(wanted))
    )
    return {benefit.benefit_id: _facts(benefit, price_year, lines) for benefit, price_year in rows}


def _facts(benefit: Benefit, price_year: int, lines: Lines) -> BenefitFacts:
    return BenefitFacts(
        benefit_type=BenefitType(benefit.benefit_type),
        grain=Grain(benefit.grain),
        price_year=price_year,
        unit_of_measure=benefit.unit_of_measure,
        unexpected=benefit.unexpected,
        staffing_floor=benefit.staffing_floor,
        unit_id=benefit.unit_id,
        owner_role=benefit.owner_role,
        above=lines.above.get(benefit.unit_id, frozenset()),
        below=lines.below.get(benefit.unit_id, frozenset()),
        compared=benefit.counterfactual in COMPARED,
    )


def benefits_of(session: Session, municipality_id: str, initiative_ids: Iterable[str]) -> list[str]:
    """Return the ids of the benefits of some initiatives."""
    return list(
        session.scalars(
            select(Benefit.benefit_id).where(
                Benefit.municipality_id == municipality_id, Benefit.initiative_id.in_(sorted(set(initiative_ids)))
            )
        )
    )


def plans_adopted(session: Session, municipality_id: str, initiative_id: str) -> int:
    """Return how many plans of an initiative are adopted and count."""
    return session.scalars(
        select(func.count()).where(
            Projection.municipality_id == municipality_id,
            Projection.initiative_id == initiative_id,
            Projection.kind == ProjectionKind.PLAN,
            Projection.adopted_at.is_not(None),
            counts(Projection),
        )
    ).one()


def ledger_sum(session: Session, municipality_id: str, place: EvidenceRow) -> int | None:
    """Return what the ledger lines of a place add up to over the year, as far as it is loaded; None without a line.

    Minor units; costs positive, income negative. Of the year it is the last period whose parts are all loaded.
    """
    if place.ledger_kind is None or place.ledger_year is None or place.ledger_unit_id is None:
        return None
    behind = behind_positions(session, municipality_id, place.ledger_year, place.ledger_kind, AccountClass.OPERATIONS)
    periods = behind[max(behind)] if behind else ()
    statement = (
        select(func.sum(LedgerLine.amount_minor))
        .join(BatchCoverage, cell_of_line())
        .where(
            LedgerLine.municipality_id == municipality_id,
            LedgerLine.fiscal_year == place.ledger_year,
            LedgerLine.unit_id == place.ledger_unit_id,
            LedgerLine.kind == place.ledger_kind,
            LedgerLine.account_class == AccountClass.OPERATIONS,
            LedgerLine.period.in_(periods),
        )
    )
    if place.ledger_function_code is not None:
        statement = statement.where(LedgerLine.function_code == place.ledger_function_code)
    if place.ledger_account_code is not None:
        statement = statement.where(LedgerLine.account_code == place.ledger_account_code)
    total = session.scalar(statement)
    return None if total is None else int(total)


def cuts_named(
    session: Session, municipality_id: str, fiscal_year: int, unit_id: str, reference: str
) -> list[BudgetChange]:
    """Return the booked changes of a unit's budget in a year by one reference that cut it, the largest cut first."""
    return list(
        session.scalars(
            select(BudgetChange)
            .where(
                BudgetChange.municipality_id == municipality_id,
                BudgetChange.fiscal_year == fiscal_year,
                BudgetChange.unit_id == unit_id,
                BudgetChange.reference == reference,
                BudgetChange.amount_minor < 0,
                counts(BudgetChange),
            )
            .order_by(BudgetChange.amount_minor, BudgetChange.change_id)
        )
    )
