"""Keep the registers that files add to: the municipality, its units, its chart of accounts and its decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import uuid_utils
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from data.importers.groups import NO_GROUP
from data.importers.parsed import AccountRow, FunctionRow, Parsed, UnitRow
from data.schema.codes import AccountCode, FunctionCode, FunctionGroup
from data.schema.ledger import Adjustment, BudgetChange
from data.schema.model import Model
from data.schema.organisation import Municipality, Unit, UnitVersion
from data.schema.rollups import BatchTotal
from data.tree import rebuild_ancestors
from data.vocabulary import AccountGroup, UnitLevel

Row = TypeVar("Row", bound=Model)
Code = TypeVar("Code", FunctionGroup, FunctionCode, AccountCode)


@dataclass(frozen=True)
class MunicipalityFacts:
    """The municipality a file is for; it is made when it does not exist."""

    municipality_id: str
    name: str | None = None
    currency: str = "NOK"
    currency_exponent: int = 2
    chart: str = "kostra"
    fictional: bool = False


def add_municipality(session: Session, told: MunicipalityFacts) -> None:
    """Make the municipality and its root unit if they do not exist."""
    if session.get(Municipality, told.municipality_id) is not None:
        return
    session.add(
        Municipality(
            municipality_id=told.municipality_id,
            name=told.name or told.municipality_id,
            currency=told.currency,
            currency_exponent=told.currency_exponent,
            chart=told.chart,
            fictional=told.fictional,
        )
    )
    root = UnitRow(told.municipality_id, told.name or told.municipality_id, level=UnitLevel.MUNICIPALITY)
    _add_unit(session, told.municipality_id, root)
    rebuild_ancestors(session, told.municipality_id)


def add_units(session: Session, municipality_id: str, rows: Iterable[UnitRow]) -> bool:
    """Add units and dated versions; what a file says of a date replaces what was said of it.

    Returns:
        Whether somebody now stands elsewhere in the tree, so that every year's positions must be made anew.
    """
    rows = list(rows)
    if not rows:
        return False
    existing = set(session.scalars(select(Unit.unit_id).where(Unit.municipality_id == municipality_id)))
    added = dict.fromkeys(row.unit_id for row in rows if row.unit_id not in existing)
    session.add_all(Unit(municipality_id=municipality_id, unit_id=unit_id) for unit_id in added)
    session.flush()
    of_municipality = select(UnitVersion).where(UnitVersion.municipality_id == municipality_id)
    known = {(version.unit_id, version.valid_from): version for version in session.scalars(of_municipality)}
    for row in rows:
        key = (row.unit_id, row.valid_from)
        known[key] = _renewed(session, known.get(key), _version(municipality_id, row))
    return rebuild_ancestors(session, municipality_id)


def _renewed(session: Session, known: Row | None, told: Row) -> Row:
    """Return the row that is kept: the known one with what is told now, or, where there was none, the new one."""
    if known is None:
        session.add(told)
        return told
    for column in told.__table__.columns:
        setattr(known, column.key, getattr(told, column.key))
    return known


def _add_unit(session: Session, municipality_id: str, row: UnitRow) -> None:
    session.add(Unit(municipality_id=municipality_id, unit_id=row.unit_id))
    session.flush()
    session.add(_version(municipality_id, row))


def _version(municipality_id: str, row: UnitRow) -> UnitVersion:
    root = row.unit_id == municipality_id
    return UnitVersion(
        municipality_id=municipality_id,
        unit_id=row.unit_id,
        valid_from=row.valid_from,
        name=None if row.ends else row.name,
        parent_unit_id=None if root or row.ends else row.parent_unit_id or municipality_id,
        level=None if row.ends else row.level,
        sector=row.sector,
        responsible_role=row.responsible_role,
    )


def add_codes(session: Session, municipality_id: str, parsed: Parsed) -> bool:
    """Add the codes a file brought to the municipality's own chart; tell whether older lines belong elsewhere now."""
    municipality = session.get_one(Municipality, municipality_id)
    if not (parsed.functions or parsed.accounts):
        return False
    moved = municipality.chart != municipality_id
    municipality.chart = municipality_id
    moved |= _add_functions(session, municipality_id, parsed.functions)
    moved |= _add_accounts(session, municipality_id, parsed.accounts)
    session.flush()
    return moved


def _add_functions(session: Session, chart: str, rows: Iterable[FunctionRow]) -> bool:
    groups = {group.function_group: group for group in session.scalars(_undated(FunctionGroup, chart))}
    codes = {code.function_code: code for code in session.scalars(_undated(FunctionCode, chart))}
    before = {code.function_code: code.function_group for code in codes.values()}
    for row in rows:
        group = FunctionGroup(
            chart=chart, function_group=row.function_group, valid_from_year=0, name=row.function_group_name
        )
        groups[row.function_group] = _renewed(session, groups.get(row.function_group), group)
        code = FunctionCode(
            chart=chart,
            function_code=row.function_code,
            valid_from_year=0,
            name=row.name,
            function_group=row.function_group,
        )
        codes[row.function_code] = _renewed(session, codes.get(row.function_code), code)
    after = {code.function_code: code.function_group for code in codes.values()}
    return _regrouped(session, chart, before, after, BatchTotal.function_group == NO_GROUP)


def _add_accounts(session: Session, chart: str, rows: Iterable[AccountRow]) -> bool:
    codes = {(code.account_class, code.account_code): code for code in session.scalars(_undated(AccountCode, chart))}
    before = {key: code.account_group for key, code in codes.items()}
    for row in rows:
        key = (str(row.account_class), row.account_code)
        code = AccountCode(
            chart=chart,
            account_class=row.account_class,
            account_code=row.account_code,
            valid_from_year=0,
            name=row.name,
            account_group=row.account_group,
        )
        codes[key] = _renewed(session, codes.get(key), code)
    after = {key: code.account_group for key, code in codes.items()}
    unknown = (AccountGroup.UNKNOWN_COST, AccountGroup.UNKNOWN_INCOME)
    return _regrouped(session, chart, before, after, BatchTotal.account_group.in_(unknown))


def _undated(table: type[Code], chart: str) -> Select[Code]:
    return select(table).where(table.chart == chart, table.valid_from_year == 0)


def _regrouped(
    session: Session,
    chart: str,
    before: Mapping[Any, str | None],
    after: Mapping[Any, str | None],
    unknown: ColumnElement[bool],
) -> bool:
    """Tell whether a known code changed its group, or a new one may be that of lines so far counted as unknown."""
    if any(after[code] != group for code, group in before.items()):
        return True
    if len(after) == len(before):
        return False
    counted = select(BatchTotal.batch_id).where(BatchTotal.municipality_id == chart, unknown).limit(1)
    return session.scalar(counted) is not None


def add_decisions(session: Session, municipality_id: str, batch_id: str, parsed: Parsed) -> None:
    """Add the budget changes and adjustments a file brought."""
    for change in parsed.budget_changes:
        session.add(
            BudgetChange(
                municipality_id=municipality_id,
                change_id=str(uuid_utils.uuid7()),
                batch_id=batch_id,
                **vars(change),
            )
        )
    for adjustment in parsed.adjustments:
        session.add(
            Adjustment(
                municipality_id=municipality_id,
                adjustment_id=str(uuid_utils.uuid7()),
                batch_id=batch_id,
                **vars(adjustment),
            )
        )
    session.flush()
