"""What a reader must know of the database before it reads a file."""

from collections.abc import Mapping

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from data.access import Principal, reading, visible
from data.importers.context import Context, LoadedFile
from data.importers.known_register import known_register
from data.importers.register import MunicipalityFacts
from data.schema.indicators import Indicator
from data.schema.ledger import ImportBatch, LedgerLine
from data.schema.organisation import Municipality, Unit
from data.vocabulary import BatchState, Kind, Right


def context(principal: Principal, told: MunicipalityFacts, profile: str, options: Mapping[str, object]) -> Context:
    """Return the context of a file: the municipality (as stored, else as told), its units and its loaded files.

    `options` fill the remaining fields of `Context`: year, period, number_locale, accept_unknown, accept_decrease.
    """
    municipality_id = told.municipality_id
    with reading(principal) as session:
        stored = session.scalars(
            select(Municipality).where(
                visible(principal, Municipality.municipality_id, right=Right.IMPORT),
                Municipality.municipality_id == municipality_id,
            )
        ).one_or_none()
        town = stored or told
        units = session.scalars(
            select(Unit.unit_id).where(
                visible(principal, Unit.municipality_id, right=Right.IMPORT), Unit.municipality_id == municipality_id
            )
        )
        known = session.scalars(
            select(Indicator.indicator_id).where(
                visible(principal, Indicator.municipality_id, right=Right.IMPORT),
                Indicator.municipality_id == municipality_id,
            )
        )
        return Context(
            municipality_id=municipality_id,
            currency=town.currency,
            currency_exponent=town.currency_exponent,
            chart=town.chart,
            units=frozenset(units) | {municipality_id},
            known_indicators=frozenset(known),
            register=known_register(session, principal, municipality_id),
            stored=_stored_files(session, principal, municipality_id, profile),
            loaded=_loaded_files(session, principal, municipality_id, profile),
            **options,  # type: ignore[arg-type]  # the caller's own options, named as the fields
        )


def _stored_files(session: Session, principal: Principal, municipality_id: str, profile: str) -> dict[str, int | None]:
    rows = session.execute(
        select(ImportBatch.file_hash, ImportBatch.fiscal_year).where(
            visible(principal, ImportBatch.municipality_id, right=Right.IMPORT),
            ImportBatch.municipality_id == municipality_id,
            ImportBatch.profile == profile,
            ImportBatch.state != BatchState.UNDONE,
        )
    )
    return {row.file_hash: row.fiscal_year for row in rows}


def _loaded_files(session: Session, principal: Principal, municipality_id: str, profile: str) -> tuple[LoadedFile, ...]:
    batches = session.scalars(
        select(ImportBatch).where(
            visible(principal, ImportBatch.municipality_id, right=Right.IMPORT),
            ImportBatch.municipality_id == municipality_id,
            ImportBatch.profile == profile,
            ImportBatch.state == BatchState.ACTIVE,
            ImportBatch.cumulative,
            ImportBatch.fiscal_year.is_not(None),
            ImportBatch.period.is_not(None),
        )
    ).all()
    return tuple(_loaded_file(session, batch) for batch in batches)


def _loaded_file(session: Session, batch: ImportBatch) -> LoadedFile:
    own = and_(
        LedgerLine.municipality_id == batch.municipality_id,
        LedgerLine.fiscal_year == batch.fiscal_year,
        LedgerLine.batch_id == batch.batch_id,
    )
    rows = session.execute(
        select(
            LedgerLine.unit_id,
            LedgerLine.function_code,
            func.sum(LedgerLine.amount_minor),
        )
        .where(own, LedgerLine.kind == Kind.ACTUAL)
        .group_by(LedgerLine.unit_id, LedgerLine.function_code)
    )
    by_code = {f"{unit_id} {function_code}": int(amount) for unit_id, function_code, amount in rows}
    return LoadedFile(
        fiscal_year=batch.fiscal_year or 0,
        period=batch.period or 0,
        file_hash=batch.file_hash,
        actual_total=sum(by_code.values()),
        actual_by_code=by_code,
    )
