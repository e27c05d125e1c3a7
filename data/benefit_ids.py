"""Which units, parties, initiatives, benefits and indicators rows of the register name, and whether they exist."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from data.importers.benefit_rows import BenefitRows
from data.importers.problems import Problem
from data.keeping import Keeping
from data.schema.indicators import Indicator
from data.schema.initiatives import Benefit, Initiative, Party
from data.schema.organisation import Unit

Told = tuple[str, str]
"""The name of a field, and the id that it names."""


def unknown_ids(keeping: Keeping, rows: BenefitRows) -> list[Problem]:
    """Return a problem for each id that names nothing, neither in the register nor in the rows."""
    parties, units = _parties(keeping, rows), _units(keeping)
    initiatives = _stored(keeping, Initiative.initiative_id) | {row.initiative_id for row in rows.initiatives}
    benefits = _stored(keeping, Benefit.benefit_id) | {row.benefit_id for row in rows.benefits}
    indicators = _stored(keeping, Indicator.indicator_id)
    return [
        *_unknown("unknown_unit", _units_named(rows), units),
        *_unknown("unknown_party", _parties_named(rows), parties | units),
        *_unknown("unknown_initiative", _initiatives_named(rows), initiatives),
        *_unknown("unknown_benefit", _benefits_named(rows), benefits),
        *_unknown("unknown_indicator", _indicators_named(rows), indicators),
    ]


def units_named_as_parties(keeping: Keeping, rows: BenefitRows) -> set[str]:
    """Return units that the rows name as who pays or gains, and that are no parties yet."""
    named = {party_id for _, party_id in _parties_named(rows)}
    return (named & _units(keeping)) - _parties(keeping, rows)


def _stored(keeping: Keeping, column: Any) -> set[str]:
    rows = keeping.session.scalars(
        select(column).where(column.class_.municipality_id == keeping.municipality_id, column.is_not(None))
    )
    return set(rows)


def _parties(keeping: Keeping, rows: BenefitRows) -> set[str]:
    return _stored(keeping, Party.party_id) | {row.party_id for row in rows.parties}


def _units(keeping: Keeping) -> set[str]:
    """Return the units that exist; of units that whoever asks does not see, those that are parties."""
    return _stored(keeping, Unit.unit_id) | _stored(keeping, Party.unit_id)


def _unknown(code: str, told: Iterable[Told], known: set[str]) -> Iterator[Problem]:
    return (
        Problem(code, column=column, found=found, extra={"count": "1"})
        for column, found in dict.fromkeys(told)
        if found not in known
    )


def _units_named(rows: BenefitRows) -> Iterator[Told]:
    yield from (("unit_id", row.unit_id) for row in rows.initiatives)
    yield from (("unit_id", row.unit_id) for row in rows.benefits)
    yield from (("unit_id", row.unit_id) for row in rows.claims)
    yield from (("unit_id", row.unit_id) for row in rows.parties if row.unit_id)


def _parties_named(rows: BenefitRows) -> Iterator[Told]:
    yield from (("partners", party_id) for row in rows.initiatives for party_id in row.partners)
    for line in (line for projection in rows.projections for line in projection.lines):
        if line.bearer_id:
            yield "bearer_id", line.bearer_id
        if line.beneficiary_id:
            yield "beneficiary_id", line.beneficiary_id
    yield from (("beneficiary_id", row.beneficiary_id) for row in rows.measurements)
    yield from (("party_id", row.party_id) for row in rows.unpriced)


def _initiatives_named(rows: BenefitRows) -> Iterator[Told]:
    yield from (("initiative_id", row.initiative_id) for row in rows.benefits)
    yield from (("initiative_id", row.initiative_id) for row in rows.projections)
    yield from (("initiative_id", row.initiative_id) for row in rows.unpriced)
    yield from (("initiative_id", row.initiative_id) for row in rows.scenarios)
    yield from (("initiative_id", row.initiative_id) for row in rows.adoptions)


def _benefits_named(rows: BenefitRows) -> Iterator[Told]:
    yield from (("benefit_id", row.benefit_id) for row in rows.measurements)
    yield from (("benefit_id", row.benefit_id) for row in rows.claims)
    yield from (("leads_to", other) for row in rows.benefits for other in row.leads_to)


def _indicators_named(rows: BenefitRows) -> Iterator[Told]:
    return (("indicator_id", row.indicator_id) for row in rows.benefits if row.indicator_id)
