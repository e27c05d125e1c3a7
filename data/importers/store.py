"""Store what a reader made of a file: all of it in one transaction, or nothing.

The newest batch that is not undone is in force for each cell it speaks for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import uuid_utils
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import rollups, small_groups
from data.access import Principal, Writing, writing
from data.importers.batch_rows import add_coverage, add_gaps, add_indicators
from data.importers.consistency import require_consistent, require_units
from data.importers.digest import content_digest, sealed_facts, stored_facts
from data.importers.force import other_sources, restate
from data.importers.parsed import Parsed
from data.importers.problems import Problem, RefusedFile
from data.importers.register import MunicipalityFacts, add_codes, add_decisions, add_municipality, add_units
from data.importers.register_batch import add_benefits, register_content
from data.importers.register_totals import register_count, register_years
from data.importers.staging import Staging
from data.importers.totals import add_totals, coded, regroup, sums_by_code
from data.outsiders import add_profile
from data.schema.ledger import BatchCoverage, ImportBatch
from data.schema.organisation import Municipality
from data.vocabulary import BatchState, Right


@dataclass(frozen=True)
class FileFacts:
    """What is known of a file before it is read: the profile used, its name, its SHA-256 and the options told."""

    profile: str
    name: str
    content_hash: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StoredBatch:
    """What was stored; `already_imported` when the same file was there before and nothing was added."""

    batch_id: str
    rows_read: int
    rows_stored: int
    control_totals: dict[str, int]
    already_imported: bool


class _SameFile(Exception):
    def __init__(self, batch: StoredBatch) -> None:
        self.batch = batch


def store(principal: Principal, municipality: MunicipalityFacts, facts: FileFacts, parsed: Parsed) -> StoredBatch:
    """Store a file's content and make the positions of its years anew.

    Raises:
        RefusedFile: the content has errors, or another profile already supplies the same figures.
        AccessDenied: the principal may not change the municipality.
        InconsistentContent: a reader broke its promise: lines outside its cells, of no unit, or another total.
    """
    if parsed.errors:
        raise RefusedFile(parsed.problems)
    of_lines = coded(parsed.lines)
    sums = sums_by_code(parsed.lines, of_lines)
    require_consistent(parsed, sums)
    staging = Staging(parsed.lines, of_lines)
    try:
        return _publish(principal, municipality, facts, parsed, staging, sums)
    except _SameFile as same:
        return same.batch


def _publish(
    principal: Principal,
    municipality: MunicipalityFacts,
    facts: FileFacts,
    parsed: Parsed,
    staging: Staging,
    sums: pd.DataFrame,
) -> StoredBatch:
    municipality_id = municipality.municipality_id
    with writing(principal, municipality_id, Right.IMPORT, prepare=staging.prepare, finish=staging.clean) as change:
        session = change.session
        _stop_if_same(session, municipality_id, facts, parsed)
        conflicts = other_sources(session, municipality_id, facts.profile, parsed.coverage)
        if conflicts:
            raise RefusedFile([*conflicts, *parsed.problems])
        years = _add_registers(session, municipality, parsed)
        require_units(session, municipality_id, parsed, sums)
        batch = _add_batch(change, facts, parsed)
        staging.publish(session, municipality_id, batch.batch_id)
        chart = session.get_one(Municipality, municipality_id).chart
        add_totals(session, municipality_id, batch.batch_id, chart, sums)
        _add_rows(change, batch.batch_id, parsed)
        told = register_content(session, municipality_id, batch.batch_id)
        batch.content_digest = content_digest(parsed.lines, parsed.indicator_values, told)
        bring_into_force(change, batch.batch_id, years | _years(parsed))
        after = sealed_facts(stored_facts(session, batch), change.sealed)
        change.record("import", "import_batch", batch.batch_id, before=None, after=after, rows=change.changed_rows())
        return answer_of(batch, already_imported=False)


def _add_registers(session: Session, municipality: MunicipalityFacts, parsed: Parsed) -> set[int]:
    """Add what the file says of units and codes; return the years whose older figures now stand elsewhere."""
    add_municipality(session, municipality)
    moved = add_units(session, municipality.municipality_id, parsed.units)
    if add_codes(session, municipality.municipality_id, parsed):
        regroup(session, municipality.municipality_id)
        moved = True
    return _covered_years(session, municipality.municipality_id) if moved else set()


def _add_rows(change: Writing, batch_id: str, parsed: Parsed) -> None:
    session, municipality_id = change.session, change.municipality_id
    add_coverage(session, municipality_id, batch_id, parsed.coverage)
    add_gaps(session, municipality_id, batch_id, parsed.gaps)
    add_indicators(session, municipality_id, batch_id, parsed)
    add_decisions(session, municipality_id, batch_id, parsed)
    add_benefits(change, batch_id, parsed.benefits)
    if parsed.outsider_profile is not None:
        add_profile(session, municipality_id, batch_id, parsed.outsider_profile, change.actor)


def bring_into_force(change: Writing, batch_id: str, years: Iterable[int]) -> None:
    """Let each cell of a batch be told by the newest batch that stands, and make the positions of the years anew."""
    change.session.flush()
    restate(change.session, change.municipality_id, batch_id)
    small_groups.hold_back(change.session, change.municipality_id)
    for year in sorted(years):
        rollups.refresh(change.session, change.municipality_id, year)
    if not years:
        rollups.raise_version(change.session, change.municipality_id, datetime.now(UTC).year)


def _years(parsed: Parsed) -> set[int]:
    told = {cell.fiscal_year for cell in parsed.coverage}
    measured = {int(year) for year in parsed.indicator_values["fiscal_year"].unique()}
    decided = {row.fiscal_year for row in parsed.budget_changes} | {row.fiscal_year for row in parsed.adjustments}
    decided |= register_years(parsed.benefits)
    return told | measured | decided | ({parsed.fiscal_year} if parsed.fiscal_year else set())


def _covered_years(session: Session, municipality_id: str) -> set[int]:
    covered = select(BatchCoverage.fiscal_year).where(BatchCoverage.municipality_id == municipality_id)
    return set(session.scalars(covered.distinct()))


def _stop_if_same(session: Session, municipality_id: str, facts: FileFacts, parsed: Parsed) -> None:
    same = session.scalars(
        select(ImportBatch).where(
            ImportBatch.municipality_id == municipality_id,
            ImportBatch.profile == facts.profile,
            ImportBatch.file_hash == facts.content_hash,
            ImportBatch.fiscal_year.is_not_distinct_from(parsed.fiscal_year),
            ImportBatch.period.is_not_distinct_from(parsed.period),
            ImportBatch.state != BatchState.UNDONE,
        )
    ).first()
    if same is not None:
        raise _SameFile(answer_of(same, already_imported=True))


def _add_batch(change: Writing, facts: FileFacts, parsed: Parsed) -> ImportBatch:
    told = ("fiscal_year", "period", "grain", "cumulative", "periodised", "as_of", "rows_read", "control_totals")
    batch = ImportBatch(
        municipality_id=change.municipality_id,
        batch_id=str(uuid_utils.uuid7()),
        profile=facts.profile,
        file_name=facts.name,
        file_hash=facts.content_hash,
        state=BatchState.ACTIVE,
        rows_stored=_count(parsed),
        content_digest="",  # told once its rows are stored
        warnings={"problems": [_plain(problem) for problem in parsed.warnings]},
        options=facts.options,
        imported_at=_moment(change.session, change.municipality_id),
        imported_by=change.actor,
        **{name: getattr(parsed, name) for name in told},
    )
    change.session.add(batch)
    change.session.flush()
    return batch


def _count(parsed: Parsed) -> int:
    of_register = register_count(parsed.benefits)
    return len(parsed.lines) or len(parsed.indicator_values) or of_register or parsed.rows_read


def _moment(session: Session, municipality_id: str) -> datetime:
    """Return now, or just after the last import where the clock was set back: the newest import must stay so."""
    last = session.scalar(
        select(func.max(ImportBatch.imported_at)).where(ImportBatch.municipality_id == municipality_id)
    )
    now = datetime.now(UTC)
    return max(now, last + timedelta(microseconds=1)) if last else now


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "row": problem.row,
        "column": problem.column,
        "found": problem.found,
        "wanted": problem.wanted,
        "extra": problem.extra,
    }


def answer_of(batch: ImportBatch, *, already_imported: bool) -> StoredBatch:
    """Return what is told of a batch."""
    return StoredBatch(batch.batch_id, batch.rows_read, batch.rows_stored, dict(batch.control_totals), already_imported)
