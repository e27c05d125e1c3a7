"""Hold gains plans against what must be true of them: an adopted version is what was adopted, and adds up."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from data.benefit_vocabulary import PartyKind
from data.comparison import Difference
from data.kept_gains import content_digest
from data.schema.gains import GainsAdoption, GainsOperatingCost
from data.schema.initiatives import Party
from data.schema.realisation import Projection


def of_gains(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield the differences of the gains plans of one municipality."""
    yield from _of_entities(session, municipality_id)
    numbers: dict[str, int] = {}
    adopted = (
        select(GainsAdoption)
        .where(GainsAdoption.municipality_id == municipality_id)
        .order_by(GainsAdoption.initiative_id, GainsAdoption.number)
    )
    for one in session.scalars(adopted):
        numbers[one.initiative_id] = numbers.get(one.initiative_id, 0) + 1
        yield from _of_adoption(session, one, numbers[one.initiative_id])


def _of_entities(session: Session, municipality_id: str) -> Iterator[Difference]:
    """Yield operating costs of somebody who is neither the municipality nor a party outside it."""
    cost = GainsOperatingCost
    of_party = and_(
        Party.municipality_id == cost.municipality_id, Party.party_id == cost.entity_id, Party.kind != PartyKind.UNIT
    )
    found = (
        select(cost.initiative_id, cost.entity_id)
        .outerjoin(Party, of_party)
        .where(cost.municipality_id == municipality_id, cost.entity_id != municipality_id, Party.party_id.is_(None))
    )
    for initiative, entity in session.execute(found):
        yield Difference(municipality_id, "gains_operating_cost", f"{initiative} {entity}", entity, "a party")


def _of_adoption(session: Session, one: GainsAdoption, number: int) -> Iterator[Difference]:
    place = f"{one.initiative_id} {one.number}"

    def differs(what: str, stored: object, wanted: object) -> Difference:
        return Difference(one.municipality_id, "gains_adoption", f"{place} {what}", str(stored), str(wanted))

    if one.number != number:
        yield differs("number", one.number, number)
    digest = content_digest(one.figures, one.words)
    if digest != one.content_digest:
        yield differs("content", one.content_digest[:12], digest[:12])
    plan = session.get(Projection, (one.municipality_id, one.initiative_id, one.projection_number))
    if plan is None or plan.adopted_at is None:
        yield differs("projection_number", one.projection_number, "an adopted plan")
    for row in one.figures.get("rows", ()):
        for what, stored, wanted in _of_row(row):
            yield differs(f"{row.get('entity_id')} {row.get('fiscal_year')} {what}", stored, wanted)


def _of_row(row: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    """Yield what of a row does not add up: net is gross less operating cost, and a cut is never more than the net."""
    gross, cost, net, cut = (row.get(f"{name}_minor") for name in ("gross", "operating_cost", "net", "required_cut"))
    if gross is None or cost is None or net != gross - cost:
        yield "net_minor", net, None if gross is None or cost is None else gross - cost
    if cut is None or not 0 <= cut <= max(0, net or 0):
        yield "required_cut_minor", cut, f"0 to {max(0, net or 0)}"
