"""Set a number that no formula hides for the municipality itself, from a day, or let the shipped one hold again."""

import math
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dashboard.actions.refusals import NothingChanged, Refused
from data import rollups
from data.access import Principal, Writing, writing
from data.schema.indicators import Parameter as OwnNumber
from data.schema.organisation import Municipality
from data.vocabulary import Right
from metrics.card import Parameter, Unit
from metrics.numbers_in_force import OF_ONE_PERIOD
from metrics.parameters import PARAMETERS, OutOfBounds, within_bounds

LONGEST = 200
"""How many letters a reference may have."""
WHOLE = frozenset({Unit.COUNT, Unit.MINOR})
"""Units whose numbers have no decimals."""


@dataclass(frozen=True)
class WantedParameter:
    """A number as the municipality wants it from a day on; no value ends its own, and the shipped one holds again.

    `reference` is the source or the council's decision; `value` is in the shipped number's unit, a share as 0.038.
    """

    municipality_id: str
    key: str
    valid_from: date
    value: float | None
    reference: str


def set_parameter(principal: Principal, wanted: WantedParameter) -> bool:
    """Store the municipality's own number from a day; tell whether that changed anything.

    Raises:
        Refused: no such number is shipped, the day or the value cannot be one of it, no reference is given, or there
            is no such municipality.
        AccessDenied: the principal may not import for the municipality.
    """
    _require_day(wanted)
    if wanted.value is not None:
        _require_value(wanted.value, _shipped(wanted.key)[-1])
    reference = _reference(wanted.reference)
    try:
        with writing(principal, wanted.municipality_id, Right.IMPORT) as change:
            if change.session.get(Municipality, wanted.municipality_id) is None:
                raise Refused("municipality", found=wanted.municipality_id)
            _set(change, wanted, reference)
            return True
    except NothingChanged:
        return False


def _shipped(key: str) -> list[Parameter]:
    found = [number for number in PARAMETERS if number.key == key]
    if not found:
        raise Refused("parameter_key", found=key)
    return sorted(found, key=lambda number: number.valid_from)


def _require_day(wanted: WantedParameter) -> None:
    """Refuse a day from which the number would never be read."""
    first, day = _shipped(wanted.key)[0], wanted.valid_from
    if wanted.key in OF_ONE_PERIOD:
        if (day.month, day.day) != (1, 1):
            raise Refused("parameter_year", number=first, found=day)
    elif day < first.valid_from:
        raise Refused("parameter_early", number=first, day=first.valid_from)


def _require_value(value: float, shipped: Parameter) -> None:
    if not math.isfinite(value):
        raise Refused("parameter_number")
    if shipped.unit in WHOLE and value != int(value):
        raise Refused("parameter_whole", number=shipped)
    try:
        within_bounds(value, shipped)
    except OutOfBounds as outside:
        raise Refused("parameter_bounds", number=shipped, value=value) from outside


def _reference(told: str) -> str:
    reference = told.strip()
    if not reference:
        raise Refused("parameter_reference")
    if len(reference) > LONGEST:
        raise Refused("too_long", part="reference", most=LONGEST)
    return reference


def _set(change: Writing, wanted: WantedParameter, reference: str) -> None:
    place = (wanted.municipality_id, wanted.key, wanted.valid_from)
    row = change.session.get(OwnNumber, place)
    if row is None:
        if wanted.value is None and not _holds_before(change, wanted):
            raise NothingChanged
        row = OwnNumber(municipality_id=place[0], parameter=place[1], valid_from=place[2])
        before = None
        change.session.add(row)
    else:
        if (row.value, row.reference) == (wanted.value, reference):
            raise NothingChanged
        before = _told(change, row)
    row.value, row.reference = wanted.value, reference
    change.session.flush()
    name = f"{wanted.key} {wanted.valid_from.isoformat()}"
    change.record("set", "parameter", name, version=row.version_id, before=before, after=_told(change, row))
    rollups.raise_version(change.session, wanted.municipality_id, date.today().year)


def _holds_before(change: Writing, wanted: WantedParameter) -> bool:
    """Tell whether a number of the municipality's own reaches the day, so that there is something to end."""
    if wanted.key in OF_ONE_PERIOD:
        return False
    latest = change.session.scalar(
        select(OwnNumber.value)
        .where(
            OwnNumber.municipality_id == wanted.municipality_id,
            OwnNumber.parameter == wanted.key,
            OwnNumber.valid_from < wanted.valid_from,
        )
        .order_by(OwnNumber.valid_from.desc())
        .limit(1)
    )
    return latest is not None


def _told(change: Writing, row: OwnNumber) -> dict[str, float | str | None]:
    """Return a line as the trail tells it: what a person wrote stands there as a keyed hash."""
    return {"value": row.value, "reference": change.sealed(row.reference) if row.reference else None}
