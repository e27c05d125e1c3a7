"""Keep the registers that files add to: the municipality, its units, its chart of accounts and its decisions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import uuid_utils
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.importers.parsed import AccountRow, FunctionRow, Parsed, UnitRow
from data.schema.codes import AccountCode, FunctionCode, FunctionGroup
from data.schema.ledger import Adjustment, BudgetChange
from data.schema.organisation import Municipality, Unit, UnitVersion
from data.tree import rebuild_ancestors
from data.vocabulary import AccountGroup, UnitLevel

BEGINNING = date(1900, 1, 1)
NO_GROUP = "-"
"""The function group of lines without a function, or with one that is in no list."""


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
    for row in rows:
        if row.unit_id not in existing:
            session.add(Unit(municipality_id=municipality_id, unit_id=row.unit_id))
            existing.add(row.unit_id)
    session.flush()
    for row in rows:
        session.merge(_version(municipality_id, row))
    return rebuild_ancestors(session, municipality_id)


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


def add_codes(session: Session, municipality_id: str, parsed: Parsed) -> str:
    """Add the codes a file brought to the municipality's own chart; return the chart its lines are read by."""
    municipality = session.get_one(Municipality, municipality_id)
    if parsed.functions or parsed.accounts:
        municipality.chart = municipality_id
    _add_functions(session, municipality_id, parsed.functions)
    _add_accounts(session, municipality_id, parsed.accounts)
    session.flush()
    return municipality.chart


def _add_functions(session: Session, chart: str, rows: Iterable[FunctionRow]) -> None:
    for row in rows:
        session.merge(
            FunctionGroup(
                chart=chart, function_group=row.function_group, valid_from_year=0, name=row.function_group_name
            )
        )
        session.merge(
            FunctionCode(
                chart=chart,
                function_code=row.function_code,
                valid_from_year=0,
                name=row.name,
                function_group=row.function_group,
            )
        )


def _add_accounts(session: Session, chart: str, rows: Iterable[AccountRow]) -> None:
    for row in rows:
        session.merge(
            AccountCode(
                chart=chart,
                account_class=row.account_class,
                account_code=row.account_code,
                valid_from_year=0,
                name=row.name,
                account_group=row.account_group,
            )
        )


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


def group_of_function(session: Session, chart: str) -> Callable[[str, int], str]:
    """Return the look-up (code, year) -> function group; `NO_GROUP` for a code in no list.

    A code that ended keeps its last group, so that the money of a late line is still shown where it belongs.
    """
    rows = session.execute(
        select(FunctionCode.function_code, FunctionCode.valid_from_year, FunctionCode.function_group)
        .where(FunctionCode.chart == chart, FunctionCode.function_group.is_not(None))
        .order_by(FunctionCode.valid_from_year)
    )
    dated: dict[str, list[tuple[int, str]]] = {}
    for code, year, group in rows:
        dated.setdefault(code, []).append((year, group or NO_GROUP))
    return lambda code, year: _in_force(dated.get(code), year) or NO_GROUP


def group_of_account(session: Session, chart: str) -> Callable[[str, str, int], str]:
    """Return the look-up (class, code, year) -> account group; an unknown code is a cost below 600, else income."""
    rows = session.execute(
        select(
            AccountCode.account_class, AccountCode.account_code, AccountCode.valid_from_year, AccountCode.account_group
        )
        .where(AccountCode.chart == chart, AccountCode.account_group.is_not(None))
        .order_by(AccountCode.valid_from_year)
    )
    dated: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for account_class, code, year, group in rows:
        dated.setdefault((account_class, code), []).append((year, group or ""))
    return lambda account_class, code, year: _in_force(dated.get((account_class, code)), year) or _unknown(code)


def _in_force(dated: list[tuple[int, str]] | None, year: int) -> str | None:
    if not dated:
        return None
    reached = [group for since, group in dated if since <= year]
    return reached[-1] if reached else dated[0][1]


def _unknown(code: str) -> str:
    income = code[:3].isdigit() and int(code[:3]) >= 600
    return AccountGroup.UNKNOWN_INCOME if income else AccountGroup.UNKNOWN_COST
