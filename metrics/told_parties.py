"""Parties as they may be told: a unit that may not be named is told as one above it, or as another unit."""

from dataclasses import replace

import pandas as pd

from data.benefit_vocabulary import PartyKind
from metrics.benefit_tables import BenefitTables
from metrics.value_cube import ValueCube

ANOTHER_UNIT = "another_unit"
"""Stands for every unit of the municipality that nobody above may be named of; the words name it."""

_ROLES = ("bearer_id", "beneficiary_id")


def told_as(tables: BenefitTables) -> dict[str, str]:
    """Return, by party, whom it is told as: itself, the nearest unit above that may be named, or another unit.

    Everybody outside the municipality's own units is told as they are.
    """
    units = [kind == PartyKind.UNIT for kind in tables.parties["kind"]]
    parties = zip(tables.parties["party_id"], tables.parties["unit_id"], units, strict=True)
    return {str(party): _told(unit, tables) if is_unit else str(party) for party, unit, is_unit in parties}


def _told(unit_id: str, tables: BenefitTables) -> str:
    found = tables.sight.nearest([unit_id], tables.units)
    return found[0] if found else ANOTHER_UNIT


def sectors(tables: BenefitTables) -> dict[str, str]:
    """Return, by unit, the unit directly below the municipality that it is in; the highest unit stands for itself."""
    parents = dict(zip(tables.units["unit_id"], tables.units["parent_unit_id"], strict=True))
    return {str(unit): _sector(unit, parents) for unit in parents}


def _sector(unit_id: str, parents: dict[str, str | None]) -> str:
    at, seen = unit_id, {unit_id}
    while (above := parents.get(at)) in parents and parents.get(str(above)) in parents and above not in seen:
        at = str(above)
        seen.add(at)
    return at


def told_cube(cube: ValueCube, tables: BenefitTables, *, by_sector: bool = False) -> ValueCube:
    """Return the cube with its parties as they may be told; amounts of parties that are told as one are summed.

    What a merged party pays and gains within itself is its own capture. A transfer within it stays on both sides.

    Args:
        cube: Valued lines between the parties of the register.
        tables: The register, with the sight of whoever asks.
        by_sector: Whether own units are rolled up to those directly below the municipality, for a small matrix; where
            that one may not be named, the unit stands as it is told.
    """
    told = told_as(tables)
    if by_sector:
        level = {unit: sector for unit, sector in sectors(tables).items() if tables.sight.shows(sector)}
        told = {party: level.get(unit, unit) for party, unit in told.items()}
    return replace(cube, rows=cube.rows.assign(**{role: _renamed(cube.rows[role], told) for role in _ROLES}))


def _renamed(parties: pd.Series, told: dict[str, str]) -> pd.Categorical:
    """Return the parties under other names, two of which may be one: categories alone are looked at, not rows."""
    names = [told.get(party, party) for party in parties.cat.categories]
    codes, unique = pd.factorize(pd.Index(names, dtype=object))
    of_rows = parties.cat.codes.to_numpy()
    merged = codes[of_rows] if len(codes) else of_rows
    merged = pd.Series(merged).where(of_rows >= 0, -1).to_numpy()
    return pd.Categorical.from_codes(merged, categories=unique)


def names(tables: BenefitTables) -> dict[str, str]:
    """Return the names of the parties that may be told, and of the units that may; another unit has none."""
    kept = [
        (party, name)
        for party, name, kind, unit in zip(
            tables.parties["party_id"],
            tables.parties["name"],
            tables.parties["kind"],
            tables.parties["unit_id"],
            strict=True,
        )
        if kind != PartyKind.UNIT or tables.sight.shows(unit)
    ]
    units = zip(tables.units["unit_id"], tables.units["name"], strict=True)
    return {**dict(kept), **{unit: name for unit, name in units if tables.sight.shows(unit)}}


def kinds(tables: BenefitTables) -> dict[str, str]:
    """Return what kind of party each is that may be told; units, and another unit, are of one's own."""
    outside = zip(tables.parties["party_id"], tables.parties["kind"], strict=True)
    own = [str(unit) for unit in tables.units["unit_id"] if tables.sight.shows(unit)]
    told = {str(party): str(kind) for party, kind in outside if kind != PartyKind.UNIT}
    return told | {unit: str(PartyKind.UNIT) for unit in (*own, ANOTHER_UNIT)}
