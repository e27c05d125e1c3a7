"""What shows what was realised of benefits: places in the ledger, and stored files with what is in them.

Where evidence lies comes with the right to lines over the benefit's unit; a file also needs that right over its own.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, select

from data.access import Principal, reading, visible
from data.asked import KEPT, here, same
from data.frames import frame
from data.schema.initiatives import Benefit, EvidenceFile
from data.schema.realisation import Measurement, MeasurementEvidence
from data.standing_measurements import over_owner, standing
from data.vocabulary import Right

Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class StoredFile:
    """A stored file as it was handed in."""

    name: str
    content: bytes


def evidence(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return what shows those measurements, in the columns of EVIDENCE.

    Where it lies (the file, the place in the ledger) is missing without the right to lines over the benefit's unit; the
    name of a file also without that right over the file's own unit.
    """
    with reading(principal) as session:
        return frame(session, _evidence(principal), municipality=municipality_id)


@lru_cache(maxsize=KEPT)
def _evidence(principal: Principal) -> Statement:
    of, file = MeasurementEvidence, EvidenceFile
    key = (of.measurement_id, of.number)
    ledger = (
        of.ledger_kind,
        of.ledger_year,
        of.ledger_unit_id,
        of.ledger_function_code,
        of.ledger_account_code,
    )
    return (
        select(
            *key,
            of.kind,
            of.supports_minor,
            over_owner(principal, of.content_hash, Right.LINES),
            over_owner(principal, file.name, Right.LINES).label("file_name"),
            *(over_owner(principal, column, Right.LINES) for column in ledger),
        )
        .join(Measurement, same(Measurement, of, "measurement_id"))
        .join(Benefit, same(Benefit, Measurement, "benefit_id"))
        .outerjoin(file, _of_file(principal))
        .where(*here(principal, of), *standing())
        .order_by(*key)
    )


def evidence_file(principal: Principal, municipality_id: str, measurement_id: str, number: int) -> StoredFile | None:
    """Return the file that is one piece of evidence of a measurement that counts.

    None where there is none, and for whoever may not see lines over the benefit's unit and over the file's own.
    """
    try:
        key = str(UUID(measurement_id))
    except ValueError:
        return None
    of = MeasurementEvidence
    one = _files(principal).where(of.measurement_id == key, of.number == number)
    with reading(principal) as session:
        found = session.execute(one, {"municipality": municipality_id}).one_or_none()
    return None if found is None else StoredFile(found.name, found.content)


@lru_cache(maxsize=KEPT)
def _files(principal: Principal) -> Statement:
    of, owner = MeasurementEvidence, Benefit
    return (
        select(EvidenceFile.name, EvidenceFile.content)
        .join(of, _of_file(principal))
        .join(Measurement, same(Measurement, of, "measurement_id"))
        .join(owner, same(owner, Measurement, "benefit_id"))
        .where(*here(principal, of), visible(principal, owner.municipality_id, owner.unit_id, Right.LINES), *standing())
    )


def _of_file(principal: Principal) -> ColumnElement[bool]:
    """Return what joins evidence to its file, where the principal may see lines of the file's unit."""
    of, file = MeasurementEvidence, EvidenceFile
    return and_(
        file.municipality_id == of.municipality_id,
        file.content_hash == of.content_hash,
        file.unit_id == of.file_unit_id,
        visible(principal, file.municipality_id, file.unit_id, Right.LINES),
    )
