"""The trail as a file: for those who may read it, and fetching it is itself told in it."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.exports.tables import DRILLED
from dashboard.notices import NothingToShow
from data.access import LOCAL_PRINCIPAL, Principal, reading
from data.database import URL_VARIABLE, engine
from data.queries.trail import trail
from data.schema.people import AuditEvent
from data.trail import Wanted
from data.vocabulary import Role
from tests.data.small_files import TOWN
from tests.data.tampering import OTHER, PERSONS, fill
from tests.principals import somebody


@pytest.fixture(autouse=True)
def _trail(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    fill(6)
    yield
    engine().dispose()


def table(principal: Principal, **asked: str) -> Any:
    scope: Any = SimpleNamespace(principal=principal, municipality_id=TOWN, language="nb")
    return DRILLED["trail"](scope, asked)


def count(town: str = TOWN) -> int:
    with reading(LOCAL_PRINCIPAL) as session:
        return session.query(AuditEvent).filter_by(municipality_id=town).count()


def test_the_file_holds_what_was_asked_for_and_leaves_one_act() -> None:
    auditor = replace(somebody(Role.AUDITOR, TOWN), persons=((TOWN, PERSONS[5]),))
    assert len(table(auditor).rows) == 6
    assert count() == 7
    assert len(table(auditor, entity="trail").rows) == 3  # two of the filling, and the file before this one
    told = trail(LOCAL_PRINCIPAL, TOWN, Wanted(actor=PERSONS[5])).events
    assert list(told["purpose"]) == ["export", "export"]
    assert told["detail"].iloc[0]["entity"] == "trail"
    assert table(auditor, first=str(date(2020, 1, 1)), last=str(date(2020, 1, 2))).rows == ()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.ADMINISTRATOR}))
def test_nobody_else_gets_it_and_no_act_is_left(role: Role) -> None:
    before = count()
    for asking in (somebody(role, TOWN, TOWN), somebody(Role.AUDITOR, OTHER)):
        with pytest.raises(NothingToShow):
            table(asking)
    assert count() == before
