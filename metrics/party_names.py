"""What parties are called to whoever asks: a unit that may not be named is told as the nearest above it that may."""

from metrics.benefit_tables import BenefitTables


def party_names(tables: BenefitTables) -> dict[str, str]:
    """Return the name of each party.

    Of a unit that may not be named: that of the nearest above it that may, else the municipality's.
    """
    unit_names = dict(zip(tables.units["unit_id"], tables.units["name"], strict=True))
    names = {}
    for party, name, unit in zip(
        tables.parties["party_id"], tables.parties["name"], tables.parties["unit_id"], strict=True
    ):
        near = tables.sight.nearest([unit], tables.units) if isinstance(unit, str) else []
        hidden = isinstance(unit, str) and not tables.sight.shows(unit)
        names[str(party)] = str((unit_names[near[0]] if near else tables.municipality.name) if hidden else name)
    return names
