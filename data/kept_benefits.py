"""Keep the benefits register: parties, initiatives and benefits, renewed where they are told of again."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from data.benefit_rules import (
    adoption_problems,
    benefit_problems,
    initiative_problems,
    party_problems,
    scenario_problems,
    unpriced_problems,
)
from data.benefit_vocabulary import PartyKind
from data.importers.benefit_rows import BenefitRow, BenefitRows, InitiativeRow, PartyRow
from data.importers.outlook_rows import ScenarioRow
from data.importers.problems import Problem
from data.keeping import Keeping
from data.kept_outlook import add_adoption, add_scenarios, add_unpriced
from data.schema.initiatives import (
    AffectedGroup,
    Benefit,
    BenefitDependency,
    BenefitPrerequisite,
    Initiative,
    InitiativePartner,
    Party,
)
from data.schema.organisation import Municipality, UnitVersion


def register_problems(keeping: Keeping, rows: BenefitRows) -> list[Problem]:
    """Return what is wrong with the parties, initiatives, benefits and what belongs to them, each on its own."""
    currency = keeping.session.get_one(Municipality, keeping.municipality_id).currency
    found = [problem for party in rows.parties for problem in party_problems(party)]
    found += [problem for row in rows.initiatives for problem in initiative_problems(row, currency)]
    found += [problem for row in rows.benefits for problem in benefit_problems(row)]
    found += [problem for row in rows.unpriced for problem in unpriced_problems(row)]
    found += [problem for row in rows.adoptions for problem in adoption_problems(row)]
    for told in _by_initiative(rows.scenarios).values():
        found += scenario_problems(told)
    return found


def add_register(keeping: Keeping, rows: BenefitRows, own_units: Iterable[str]) -> None:
    """Store checked parties, initiatives, benefits and what belongs to them.

    Args:
        keeping: The open change.
        rows: What is told.
        own_units: Units that are named as parties and are none yet.
    """
    _add_parties(keeping, [*rows.parties, *_parties_of(keeping, own_units)])
    for initiative in rows.initiatives:
        _add_initiative(keeping, initiative)
    keeping.session.flush()
    for benefit in rows.benefits:
        _add_benefit(keeping, benefit)
    keeping.session.flush()
    for benefit in rows.benefits:
        _add_arrows(keeping, benefit)
    for effect in rows.unpriced:
        add_unpriced(keeping, effect)
    for initiative_id, scenarios in _by_initiative(rows.scenarios).items():
        add_scenarios(keeping, initiative_id, scenarios)
    for adoption in rows.adoptions:
        add_adoption(keeping, adoption)
    keeping.session.flush()


def _add_parties(keeping: Keeping, rows: Iterable[PartyRow]) -> None:
    for row in rows:
        keeping.renewed(Party, (row.party_id,), vars(row))
    keeping.session.flush()


def _parties_of(keeping: Keeping, own_units: Iterable[str]) -> list[PartyRow]:
    """Return units as parties, by the name that each has now."""
    wanted = sorted(set(own_units))
    rows = keeping.session.execute(
        select(UnitVersion.unit_id, UnitVersion.name)
        .where(
            UnitVersion.municipality_id == keeping.municipality_id,
            UnitVersion.unit_id.in_(wanted),
            UnitVersion.name.is_not(None),
        )
        .order_by(UnitVersion.valid_from)
    )
    names = {row.unit_id: row.name for row in rows}
    return [PartyRow(unit_id, PartyKind.UNIT, names.get(unit_id) or unit_id, unit_id) for unit_id in wanted]


def _add_initiative(keeping: Keeping, row: InitiativeRow) -> None:
    keeping.renewed(Initiative, (row.initiative_id,), vars(row))
    keeping.session.flush()
    of_initiative = {"municipality_id": keeping.municipality_id, "initiative_id": row.initiative_id}
    partners = keeping.session.scalars(select(InitiativePartner).filter_by(**of_initiative)).all()
    for partner in partners:
        if partner.party_id not in row.partners:
            keeping.session.delete(partner)
    parts = dict(row.parts)
    for party_id in row.partners:
        keeping.renewed(InitiativePartner, (row.initiative_id, party_id), {"part": parts.get(party_id)})
    keeping.session.execute(delete(AffectedGroup).filter_by(**of_initiative))
    for kind, explanation in row.absent:
        keeping.session.add(AffectedGroup(**of_initiative, kind=kind, explanation=explanation))


def _add_benefit(keeping: Keeping, row: BenefitRow) -> None:
    keeping.renewed(Benefit, (row.benefit_id,), vars(row))
    keeping.session.flush()
    of_benefit = {"municipality_id": keeping.municipality_id, "benefit_id": row.benefit_id}
    for number, prerequisite in enumerate(row.prerequisites, start=1):
        keeping.renewed(BenefitPrerequisite, (row.benefit_id, number), vars(prerequisite))
    for stored in keeping.session.scalars(select(BenefitPrerequisite).filter_by(**of_benefit)):
        if stored.number > len(row.prerequisites):
            keeping.session.delete(stored)


def _add_arrows(keeping: Keeping, row: BenefitRow) -> None:
    of_benefit = {"municipality_id": keeping.municipality_id, "benefit_id": row.benefit_id}
    keeping.session.execute(delete(BenefitDependency).filter_by(**of_benefit))
    keeping.session.add_all(BenefitDependency(**of_benefit, leads_to_id=other) for other in dict.fromkeys(row.leads_to))


def _by_initiative(rows: Iterable[ScenarioRow]) -> dict[str, list[ScenarioRow]]:
    found: dict[str, list[ScenarioRow]] = {}
    for row in rows:
        found.setdefault(row.initiative_id, []).append(row)
    return found
