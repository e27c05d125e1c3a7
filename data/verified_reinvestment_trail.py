"""Compare the reinvestment ledger with the trail: transactions, what stands beside them, agreements and rules."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.audit import SEALED, sealed_with
from data.comparison import Difference
from data.money_vocabulary import MOVES_MONEY
from data.reinvestment_entries import ENTITY, TEXTS, told_changes, told_state, told_transaction
from data.reinvestment_told import BESIDE, told_beside, told_columns
from data.schema.people import AuditEvent, TrailKey
from data.schema.reinvestment import ReinvestmentAgreement, ReinvestmentRule
from data.schema.reinvestment_ledger import (
    PostingChange,
    ReinvestmentEvent,
    ReinvestmentPosting,
    ReinvestmentTransaction,
)

CHECK = "reinvestment_trail"
KEYS: dict[str, str] = {"reinvestment_agreement": "agreement_id", "reinvestment_rule": "valid_from"}
"""Tables of rows that acts tell one by one, and what the trail calls each row by."""


def of_reinvestment_trail(
    session: Session,
    municipality_id: str,
    transactions: Mapping[str, ReinvestmentTransaction],
    postings: Mapping[str, Sequence[ReinvestmentPosting]],
    events: Mapping[str, Sequence[ReinvestmentEvent]],
    changes: Mapping[str, Sequence[PostingChange]],
) -> Iterator[Difference]:
    """Yield where the ledger is not, row by row and state by state, what the trail tells of it."""
    key = session.scalar(select(TrailKey.key).where(TrailKey.municipality_id == municipality_id))
    acts = _acts(session, municipality_id, ENTITY)
    told = {(act.entity_key, act.detail["after"]["state"]["state"]): act.detail["after"] for act in acts}
    for transaction_id in sorted({one for one, _ in told} - transactions.keys()):
        yield Difference(municipality_id, CHECK, transaction_id, "absent", "entered")
    for transaction_id, row in transactions.items():
        facts = _sealed(told_transaction(row, postings.get(transaction_id, [])), key)
        for event in events.get(transaction_id, []):
            now: dict[str, Any] = {"transaction": facts, "state": _sealed(told_state(event), key)}
            if event.state in MOVES_MONEY:
                now["changes"] = told_changes(changes.get(transaction_id, []))
            place = f"{transaction_id} {event.state}"
            yield from _parts(municipality_id, place, now, told.get((transaction_id, event.state), {}))
        missing = {state for one, state in told if one == transaction_id}
        for state in sorted(missing - {event.state for event in events.get(transaction_id, [])}):
            yield Difference(municipality_id, CHECK, f"{transaction_id} {state}", "absent", "entered")
    yield from _strays(municipality_id, transactions, (postings, events, changes))
    yield from _beside(session, municipality_id, acts)
    for table in (ReinvestmentAgreement, ReinvestmentRule):
        yield from _single(session, municipality_id, table, key)


def _acts(session: Session, municipality_id: str, entity: str) -> list[AuditEvent]:
    wanted = (AuditEvent.municipality_id == municipality_id, AuditEvent.entity == entity)
    return list(session.scalars(select(AuditEvent).where(*wanted).order_by(AuditEvent.sequence)))


def _parts(municipality_id: str, place: str, now: Mapping[str, Any], then: Mapping[str, Any]) -> Iterator[Difference]:
    for part, value in now.items():
        if value != then.get(part):
            yield Difference(municipality_id, CHECK, f"{place} {part}", _short(value), _short(then.get(part)))


def _strays(
    municipality_id: str, transactions: Mapping[str, object], tables: Sequence[Mapping[str, Sequence[Any]]]
) -> Iterator[Difference]:
    """Yield the rows that belong to no transaction."""
    for rows in tables:
        for transaction_id in sorted(rows.keys() - transactions.keys()):
            yield Difference(municipality_id, CHECK, transaction_id, f"{len(rows[transaction_id])} rows", "none")


def _beside(session: Session, municipality_id: str, acts: Sequence[AuditEvent]) -> Iterator[Difference]:
    """Yield the rows that stand beside transactions and are told by no act, and those that are told and are not there.

    None of them is ever changed, so what any act told of one holds still.
    """
    then = {_whole(row) for act in acts for row in act.detail["after"].get("beside", [])}
    rows = [row for table in BESIDE for row in _rows(session, municipality_id, table)]
    now = {_whole(row) for row in told_beside(rows)}
    for row in sorted(now - then):
        yield Difference(municipality_id, CHECK, row[:200], "there", "told by no act")
    for row in sorted(then - now):
        yield Difference(municipality_id, CHECK, row[:200], "absent", "entered")


def _single(session: Session, municipality_id: str, table: type[Any], key: bytes | None) -> Iterator[Difference]:
    """Yield the rows of a table that are not what the newest act tells of them; one that it took away is not there."""
    name = table.__tablename__
    then = {act.entity_key: act.detail["after"] or {} for act in _acts(session, municipality_id, name)}
    now = {}
    for row in _rows(session, municipality_id, table):
        facts = told_columns(row)
        now[facts[KEYS[name]]] = facts | ({"name": _seal(facts["name"], key)} if "name" in facts else {})
    for place in sorted(now.keys() | then.keys()):
        told = {column: value for column, value in then.get(place, {}).items() if column != "municipality_id"}
        if now.get(place, {}) != told:
            yield Difference(municipality_id, CHECK, f"{name} {place}", _short(now.get(place)), _short(told))


def _rows(session: Session, municipality_id: str, table: type[Any]) -> list[Any]:
    wanted = select(table).where(table.municipality_id == municipality_id)
    return list(session.scalars(wanted.order_by(*table.__table__.primary_key)))


def _sealed(facts: Mapping[str, Any], key: bytes | None) -> dict[str, Any]:
    return {name: _seal(value, key) if name in TEXTS and value else value for name, value in facts.items()}


def _seal(text: str, key: bytes | None) -> str:
    return sealed_with(key, text) if key else f"{SEALED}no key"


def _whole(facts: Any) -> str:
    return json.dumps(facts, sort_keys=True)


def _short(facts: Any) -> str:
    return _whole(facts)[:200]
