"""What breaks a rule of the benefits register is found, each alone, by the hand of somebody who owns the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Table, select

from data.access import LOCAL_PRINCIPAL, writing
from data.importers.undo import undo
from data.schema import Model
from data.verification import differences
from data.vocabulary import Right
from tests.data.small_files import TOWN, file, keep, whole_file
from tests.data.small_register import CORRECTED, FIRST, content_hash, fill_register, identity
from tests.data.tampering import owner


@pytest.fixture(autouse=True)
def connection(database: str) -> Iterator[Connection]:
    keep(whole_file())
    with writing(LOCAL_PRINCIPAL, TOWN, Right.BENEFITS) as change:
        fill_register(change.session, TOWN, "north", "south")
        change.record("fill", "test", "register")
    assert differences(LOCAL_PRINCIPAL) == []
    with owner(database) as opened:
        yield opened


def tables(name: str) -> Table:
    return Model.metadata.tables[name]


def put(connection: Connection, name: str, values: dict[str, Any], **where: Any) -> None:
    """Change the rows of a table that have these values."""
    table = tables(name)
    done = connection.execute(table.update().where(*(table.c[key] == one for key, one in where.items())).values(values))
    assert done.rowcount
    connection.commit()


def add_copy(connection: Connection, name: str, values: dict[str, Any], **where: Any) -> None:
    """Add a row like the one that has these values, but for others."""
    table = tables(name)
    (row,) = connection.execute(select(table).where(*(table.c[key] == one for key, one in where.items()))).mappings()
    connection.execute(table.insert().values({**row, **values}))
    connection.commit()


def found() -> list[tuple[str, str, str, str]]:
    return [(one.check, one.place, one.stored, one.computed) for one in differences(LOCAL_PRINCIPAL)]


def test_an_adopted_plan_without_its_lines(connection: Connection) -> None:
    """The draft, plan 2, may be without any."""
    table = tables("projection_line")
    connection.execute(table.delete())
    connection.commit()
    assert found() == [("projection", "I1 1", "no lines", "lines")]


def test_lines_of_no_plan(connection: Connection) -> None:
    table = tables("projection")
    connection.execute(table.delete().where(table.c.projection_number == 1))
    connection.commit()
    assert found() == [("projection_line", "I1 1", "3 rows", "none")]


def test_a_measurement_of_more_than_its_evidence_supports(connection: Connection) -> None:
    """The ledger shows 80 and a file 50."""
    key = identity(TOWN, CORRECTED)
    put(connection, "measurement", {"amount_minor": 80 + 50 + 1}, measurement_id=key)
    assert found() == [("measurement", f"{key} amount_minor", "131", "at most 130")]
    put(connection, "measurement", {"amount_minor": 130}, measurement_id=key)
    assert found() == []


def test_a_measurement_without_evidence(connection: Connection) -> None:
    key, table = identity(TOWN, FIRST), tables("measurement_evidence")
    connection.execute(table.delete().where(table.c.measurement_id == key))
    connection.commit()
    assert found() == [("measurement", f"{key} amount_minor", "150", "at most 0")]


def test_more_verified_than_was_measured(connection: Connection) -> None:
    key = identity(TOWN, CORRECTED)
    put(connection, "verification", {"verified_minor": 121}, measurement_id=key)
    assert found() == [("verification", f"{key} verified_minor", "121", "at most 120")]
    put(connection, "verification", {"verified_minor": None}, measurement_id=key)
    assert found() == []


def test_whoever_entered_it_verified_it(connection: Connection) -> None:
    key = identity(TOWN, CORRECTED)
    put(connection, "verification", {"verified_by": "x"}, measurement_id=key)
    assert found() == [("verification", f"{key} verified_by", "x", "somebody else")]


def test_a_file_that_tells_of_one_who_entered_and_verified(connection: Connection) -> None:
    """Who imports a file is both; its roles must differ. That the file brought no measurement is seen, too."""
    key = identity(TOWN, CORRECTED)
    batch = keep(file([("actual", 3, "north", "100", 1)]), "a file").batch_id
    put(connection, "measurement", {"batch_id": batch}, measurement_id=key)
    put(connection, "verification", {"verified_by": "x"}, measurement_id=key)
    assert [check for check, *_ in found()] == ["content"]
    put(connection, "verification", {"verifier_role": "enters"}, measurement_id=key)
    assert found()[1:] == [("verification", f"{key} verified_by", "x", "somebody else")]


def test_more_claimed_of_a_budget_change_than_it_cut(connection: Connection) -> None:
    """500 was cut, 60 is claimed: 440 more may be, 441 not. An undone batch claims nothing."""
    change = connection.scalar(select(tables("budget_change").c.change_id))
    more = {"claim_id": identity(TOWN, "more"), "amount_minor": 440}
    add_copy(connection, "budget_claim", more, claim_id=identity(TOWN, "claim"))
    assert found() == []
    put(connection, "budget_claim", {"amount_minor": 441}, claim_id=more["claim_id"])
    assert found() == [("budget_claim", str(change), "501", "at most 500")]
    gone = keep(file([("actual", 3, "north", "100", 1)]), "by mistake").batch_id
    undo(LOCAL_PRINCIPAL, gone)
    put(connection, "budget_claim", {"batch_id": gone}, claim_id=more["claim_id"])
    assert found() == []


def test_a_claim_of_a_budget_change_that_cut_nothing(connection: Connection) -> None:
    put(connection, "budget_change", {"amount_minor": 500}, unit_id="north")
    assert [(check, stored, computed) for check, _, stored, computed in found()] == [
        ("budget_claim", "60", "at most 0")
    ]


def test_more_attributed_than_there_is(connection: Connection) -> None:
    """0.6 + 0.4 of an indicator's improvement in a unit, then 0.6 + 0.400001; another unit has its own whole."""
    other = {"benefit_id": "I1-c", "attribution_millionths": 400_000}
    add_copy(connection, "benefit", other, benefit_id="I1-b")
    add_copy(connection, "benefit", {"benefit_id": "I1-d", "unit_id": "south"}, benefit_id="I1-b")
    assert found() == []
    put(connection, "benefit", {"attribution_millionths": 400_001}, benefit_id="I1-c")
    assert found() == [("attribution", "i1 north", "1000001", "at most 1000000")]


def test_a_circle_in_the_benefits_map(connection: Connection) -> None:
    add_copy(connection, "benefit_dependency", {"benefit_id": "I1-b", "leads_to_id": "I1-a"}, benefit_id="I1-a")
    ((check, place, stored, computed),) = found()
    assert (check, stored, computed) == ("benefit_dependency", "a circle", "none")
    assert set(place.split(" > ")) == {"I1-a", "I1-b"}


def test_a_benefit_that_leads_to_itself(connection: Connection) -> None:
    put(connection, "benefit_dependency", {"leads_to_id": "I1-a"}, benefit_id="I1-a")
    assert [check for check, *_ in found()] == ["benefit_dependency"]


def test_a_file_of_evidence_that_became_another(connection: Connection) -> None:
    put(connection, "evidence_file", {"content": b"forged"}, unit_id="north")
    ((check, place, stored, computed),) = found()
    assert (check, place, stored) == (
        "evidence_file",
        f"{content_hash('north')[:12]} north",
        content_hash("north")[:12],
    )
    assert computed != stored


def test_a_difference_says_whose_register_it_is(connection: Connection) -> None:
    put(connection, "evidence_file", {"content": b"forged"}, unit_id="north")
    assert [one.municipality_id for one in differences(LOCAL_PRINCIPAL)] == [TOWN]
