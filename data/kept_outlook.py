"""Keep what an initiative gives without a price, the ways that it may go, and how many take it into use."""

from collections.abc import Sequence

from sqlalchemy import func, select

from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.keeping import Keeping
from data.schema.realisation import Adoption, Scenario, UnpricedEffect


def effect_of(keeping: Keeping, row: UnpricedRow) -> UnpricedEffect | None:
    """Return the stored effect of an initiative that has the name and falls on the party of another."""
    here = {"municipality_id": keeping.municipality_id, "initiative_id": row.initiative_id}
    return keeping.session.scalar(select(UnpricedEffect).filter_by(**here, party_id=row.party_id, name=row.name))


def add_unpriced(keeping: Keeping, row: UnpricedRow, number: int | None = None) -> UnpricedEffect:
    """Store an effect without a price under its number; without one, that of the effect of its name and party."""
    if number is None:
        known = effect_of(keeping, row)
        here = {"municipality_id": keeping.municipality_id, "initiative_id": row.initiative_id}
        newest = keeping.session.scalar(select(func.max(UnpricedEffect.number)).filter_by(**here)) or 0
        number = known.number if known else newest + 1
    stored = keeping.renewed(UnpricedEffect, (row.initiative_id, number), vars(row))
    keeping.session.flush()
    return stored


def add_scenarios(keeping: Keeping, initiative_id: str, rows: Sequence[ScenarioRow]) -> None:
    """Store the scenarios of an initiative; those told now are all it has."""
    for number, row in enumerate(rows, start=1):
        keeping.renewed(Scenario, (initiative_id, number), vars(row))
    stored = select(Scenario).filter_by(municipality_id=keeping.municipality_id, initiative_id=initiative_id)
    for scenario in keeping.session.scalars(stored):
        if scenario.number > len(rows):
            keeping.session.delete(scenario)
    keeping.session.flush()


def add_adoption(keeping: Keeping, row: AdoptionRow) -> Adoption:
    """Store how many are to take a solution into use."""
    stored = keeping.renewed(Adoption, (row.initiative_id,), vars(row))
    keeping.session.flush()
    return stored
