"""Whom an initiative touches: of every kind of parties, who gains and who pays, or why none does."""

from collections.abc import Collection
from dataclasses import dataclass

from data.benefit_vocabulary import Flow, PartyKind
from metrics.benefit_lines import Standing, lines_of, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.measured_rows import given, rows_of
from metrics.party_names import party_names


@dataclass(frozen=True)
class TouchedGroup:
    """A kind of parties: the names of those who gain and of those who pay by the current plan, or why none does.

    With none of the three, nobody has said.
    """

    kind: PartyKind
    gain: tuple[str, ...]
    pay: tuple[str, ...]
    explanation: str | None


def touched_groups(tables: BenefitTables, initiative_id: str) -> tuple[TouchedGroup, ...]:
    """Return every kind of parties, with those who gain and pay by the current plan, or why there are none."""
    standing = standing_projections(tables.projections, tables.quarter.last_day)
    lines = rows_of(lines_of(tables.projection_lines, standing, Standing.CURRENT), "initiative_id", initiative_id)
    gainers = {row["beneficiary_id"] for row in lines if row["flow"] in (Flow.BENEFIT, Flow.TRANSFER)}
    payers = {row["bearer_id"] for row in lines}
    said = rows_of(tables.affected_groups, "initiative_id", initiative_id)
    explained = {row["kind"]: given(row["explanation"]) for row in said}
    return tuple(
        TouchedGroup(kind, _of_kind(tables, kind, gainers), _of_kind(tables, kind, payers), explained.get(kind))
        for kind in PartyKind
    )


def _of_kind(tables: BenefitTables, kind: PartyKind, among: Collection[str]) -> tuple[str, ...]:
    """Return the names of those of a kind among some parties."""
    names = party_names(tables)
    every = zip(tables.parties["party_id"], tables.parties["kind"], strict=True)
    return tuple(sorted({names[party] for party, its in every if its == kind and party in among}))
