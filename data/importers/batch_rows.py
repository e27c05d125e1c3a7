"""Write the rows that belong to one batch: what it speaks for, its gaps and its indicator values."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.bulk import insert_frame
from data.importers.parsed import CoverageCell, GapRow, IndicatorRow, Parsed, TargetRow
from data.schema.indicators import Indicator, IndicatorValue, Target
from data.schema.ledger import BatchCoverage, DeliveryGap


def add_coverage(session: Session, municipality_id: str, batch_id: str, cells: Iterable[CoverageCell]) -> None:
    """Note what the batch speaks for; who is in force is decided afterwards."""
    for cell in cells:
        session.add(
            BatchCoverage(
                municipality_id=municipality_id,
                batch_id=batch_id,
                fiscal_year=cell.fiscal_year,
                period=cell.period,
                kind=cell.kind,
                account_class=cell.account_class,
                grain=cell.grain,
                cumulative=cell.cumulative,
                in_force=False,
            )
        )


def add_gaps(session: Session, municipality_id: str, batch_id: str, gaps: Iterable[GapRow]) -> None:
    """Note which units have not delivered."""
    for gap in gaps:
        session.add(
            DeliveryGap(
                municipality_id=municipality_id,
                batch_id=batch_id,
                fiscal_year=gap.fiscal_year,
                period=gap.period,
                kind=gap.kind,
                unit_id=gap.unit_id,
            )
        )


def add_indicators(session: Session, municipality_id: str, batch_id: str, parsed: Parsed) -> None:
    """Add or renew the indicators, their targets and the batch's values."""
    known = {
        indicator.indicator_id: indicator
        for indicator in session.scalars(select(Indicator).where(Indicator.municipality_id == municipality_id))
    }
    for row in parsed.indicators:
        _add_indicator(session, municipality_id, known.get(row.indicator_id), row)
    add_targets(session, municipality_id, batch_id, parsed.targets)
    session.flush()
    if parsed.indicator_values.empty:
        return
    values = parsed.indicator_values.assign(
        municipality_id=municipality_id, batch_id=batch_id.replace("-", ""), in_force=False, withheld=False
    )
    insert_frame(session, IndicatorValue, values)


def _add_indicator(session: Session, municipality_id: str, known: Indicator | None, row: IndicatorRow) -> None:
    indicator = known or Indicator(municipality_id=municipality_id, indicator_id=row.indicator_id)
    indicator.name = row.name
    indicator.dimension = row.dimension
    indicator.unit_of_measure = row.unit_of_measure
    indicator.grain = row.grain
    indicator.function_code = row.function_code
    indicator.objective = row.objective
    indicator.measures_volume = row.measures_volume
    indicator.owner_role = row.owner_role
    if row.about_people is not None:
        indicator.about_people = row.about_people
    indicator.source = row.source
    if known is None:
        session.add(indicator)


def add_targets(session: Session, municipality_id: str, batch_id: str | None, rows: Iterable[TargetRow]) -> None:
    """Add or renew dated targets; `batch_id` is the file they came with, if any."""
    known = {
        (target.measure, target.unit_id, target.valid_from): target
        for target in session.scalars(select(Target).where(Target.municipality_id == municipality_id))
    }
    for row in rows:
        key = (row.measure, row.unit_id, row.valid_from)
        target = known.get(key) or Target(
            municipality_id=municipality_id, measure=row.measure, unit_id=row.unit_id, valid_from=row.valid_from
        )
        target.target_type = row.target_type
        target.desired_low, target.desired_high = row.desired_low, row.desired_high
        target.accepted_low, target.accepted_high = row.accepted_low, row.accepted_high
        target.reference, target.batch_id = row.reference, batch_id
        if key not in known:
            session.add(target)
