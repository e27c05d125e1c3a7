"""Two municipalities alike, with something in every protected table: what one may see in the first, none in the other.

        town
       /    \\
      s1    s2     sectors
      |      |
      a      b     units
      |
      a1
"""

import uuid
from datetime import UTC, date, datetime

import pandas as pd
from sqlalchemy.orm import Session

from data.access import LOCAL_PRINCIPAL, Writing, at_the_gate, writing
from data.importers.parsed import (
    INDICATOR_VALUE_COLUMNS,
    AdjustmentRow,
    BudgetChangeRow,
    GapRow,
    IndicatorRow,
    TargetRow,
    UnitRow,
)
from data.schema.follow_up import ClosedQuarter, Commentary
from data.schema.indicators import Parameter
from data.schema.organisation import UnitSuccession
from data.schema.people import ExportTicket, Person, RoleAssignment, SignInLink, SignInSession
from data.schema.rollups import PublishedAggregate
from data.vocabulary import AuthorityKind, Grain, Kind, Right, TargetType, UnitLevel
from tests.data.small_files import TOWN, YEAR, file, keep
from tests.data.small_gains import fill_gains
from tests.data.small_ledger import fill_ledger
from tests.data.small_outsiders import fill_outsiders, scenario
from tests.data.small_register import fill_register

DECOY = "decoy"
DAY, NOW = date(YEAR, 1, 1), datetime(YEAR, 2, 1, tzinfo=UTC)
PERSONS = {"one": "leader", "two": "council"}
"""People of each municipality and the role each holds."""


def person_id(town: str, name: str) -> str:
    """Return the id of one of a municipality's people."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{town} {name}"))


def fill() -> dict[str, str]:
    """Fill both municipalities; return the batch of each."""
    batches = {town: _file(town) for town in (TOWN, DECOY)}
    for town in batches:
        with writing(LOCAL_PRINCIPAL, town, Right.IMPORT) as change:
            _decide(change.session, town)
            fill_register(change.session, town, "a1", "b")
            fill_ledger(change.session, town, "a1", "b")
            fill_gains(change.session, town)
            fill_outsiders(change.session, town)
            change.session.add_all(scenario(town, unit, f"of {unit}") for unit in ("s1", "a1", "b"))
            _know_people(change, town)
    with at_the_gate() as session:
        _sign_in(session)
    return batches


def _file(town: str) -> str:
    council = AuthorityKind.COUNCIL
    values = [(n, "i1", unit, YEAR, 1, 1.0, 4.0, None, None) for n, unit in enumerate(("a1", "b"), start=1)]
    stored = keep(
        file(
            [("actual", 1, unit, "100", amount) for unit, amount in (("a", 10), ("a1", 20), ("b", 40))],
            units=[
                *(UnitRow(sector, sector, None, UnitLevel.SECTOR) for sector in ("s1", "s2")),
                *(UnitRow(unit, unit, parent) for unit, parent in (("a", "s1"), ("b", "s2"), ("a1", "a"))),
            ],
            indicators=[IndicatorRow("i1", "One", "innovation", "count", Grain.MONTH, "source")],
            indicator_values=pd.DataFrame(values, columns=list(INDICATOR_VALUE_COLUMNS)),
            targets=[TargetRow("i1", unit, DAY, TargetType.MINIMUM, 1.0) for unit in (town, "s1", "a1", "b")],
            gaps=[GapRow(YEAR, 1, Kind.ACTUAL, unit) for unit in ("a1", "b")],
            budget_changes=[BudgetChangeRow(YEAR, DAY, unit, council, "PS 1", -500) for unit in ("a1", "b")],
            adjustments=[AdjustmentRow(YEAR, 1, unit, -5, "why", council, "PS 2") for unit in ("a1", "b")],
        ),
        town=town,
    )
    return stored.batch_id


def _decide(session: Session, town: str) -> None:
    written = {"fiscal_year": YEAR, "quarter": 1, "municipality_id": town}
    comment = {"measure": "m", "cause": "c", "action": "d", "responsible_role": "r", "written_at": NOW}
    for unit in ("a", "b", town):
        session.add(Commentary(unit_id=unit, written_by="x", **comment, **written))
    for unit in ("a", town):
        session.add(ClosedQuarter(unit_id=unit, content={}, content_hash="0", closed_at=NOW, closed_by="x", **written))
    session.add(Parameter(municipality_id=town, parameter="p", valid_from=DAY, value=1.0))
    session.add(
        UnitSuccession(
            municipality_id=town,
            unit_id="a",
            successor_id="b",
            valid_from=DAY,
            share_numerator=1,
            share_denominator=2,
        )
    )
    session.add(
        PublishedAggregate(
            municipality_name=town, measure="m", scope="all", vintage="v", unit="u", source="s", **written
        )
    )


def _know_people(change: Writing, town: str) -> None:
    for name, role in PERSONS.items():
        known = {"municipality_id": town, "person_id": person_id(town, name)}
        change.session.add(Person(issuer="urn:test", subject=f"{town} {name}", display_name=name, **known))
        change.session.flush()
        unit = "a" if role == "leader" else town
        change.session.add(RoleAssignment(role=role, unit_id=unit, valid_from=DAY, granted=True, **known))
        change.record("grant", "role_assignment", known["person_id"], about=[known["person_id"]])
    change.sealed("something")


def _sign_in(session: Session) -> None:
    for town in (TOWN, DECOY):
        for name in PERSONS:
            key = person_id(town, f"session {name}")
            identity = {"issuer": "urn:test", "subject": f"{town} {name}"}
            times = {"started_at": NOW, "seen_at": NOW}
            session.add(SignInSession(session_id=key, token_hash=key, provider="p", **identity, **times))
            session.flush()
            session.add(ExportTicket(ticket_hash=key, session_id=key, wanted={}, made_at=NOW))
            session.add(SignInLink(token_hash=key, made_at=NOW, **identity))
