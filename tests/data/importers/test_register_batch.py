"""What a file brings to the benefits register: stored with its batch, proved by it, and out of force with it."""

import pytest
from sqlalchemy import create_engine, select, text

from data.access import LOCAL_PRINCIPAL, reading
from data.importers.problems import RefusedFile
from data.importers.register import MunicipalityFacts
from data.importers.templates import template
from data.importers.undo import undo
from data.queries.import_context import context
from data.queries.scope import data_version
from data.queries.undoing import undo_effect
from data.schema.ledger import ImportBatch
from data.schema.realisation import Measurement, Projection
from data.verification import differences
from tests.data.importers.bringing import bring, parsed_for
from tests.data.small_files import dump

pytestmark = pytest.mark.usefixtures("database")
TOWN = "town"
BENEFITS = template("benefits-csv").encode()


def ready() -> None:
    """Bring the units and the accounts that the example rows point to."""
    bring("units-csv", template("units-csv").encode(), TOWN)
    bring("ledger-csv", template("ledger-csv").encode(), TOWN)


def register():
    return context(LOCAL_PRINCIPAL, MunicipalityFacts(TOWN), "benefits-csv", {}).register


def test_the_template_imports_into_a_municipality_with_its_units_and_accounts() -> None:
    ready()
    version = data_version(LOCAL_PRINCIPAL, TOWN)
    batch = bring("benefits-csv", BENEFITS, TOWN)
    # 1 party, 1 initiative, 3 benefits, 2 x 5 lines, 2 measurements, 1 claim, 1 effect, 2 scenarios, 1 adoption
    assert batch.rows_stored == 1 + 1 + 3 + 2 * 5 + 2 + 1 + 1 + 2 + 1
    assert batch.control_totals == {
        "benefits_plan": 2 * 40_000_00,
        "benefits_forecast": 2 * 35_000_00,
        "benefits_realised": 2_000_00,
        "costs_plan": 10_000_00,
        "costs_forecast": 12_000_00,
    }
    assert data_version(LOCAL_PRINCIPAL, TOWN) > version
    assert differences(LOCAL_PRINCIPAL) == []
    with reading(LOCAL_PRINCIPAL) as session:
        projections = session.scalars(select(Projection)).all()
        assert {row.batch_id for row in projections} == {batch.batch_id}
        assert all(row.adopted_at for row in projections)


def test_the_same_file_twice_adds_nothing(database: str) -> None:
    ready()
    first = bring("benefits-csv", BENEFITS, TOWN)
    before = dump(database)
    again = bring("benefits-csv", BENEFITS, TOWN)
    assert (again.batch_id, again.already_imported) == (first.batch_id, True)
    assert dump(database) == before


def test_an_undone_file_takes_what_it_brought_out_of_force_and_may_come_again() -> None:
    ready()
    first = bring("benefits-csv", BENEFITS, TOWN)
    assert undo_effect(LOCAL_PRINCIPAL, first.batch_id).projections == 2 + 2  # a plan, a forecast, two measurements
    assert set(register().price_years) == {"EXAMPLE-1"}
    version = data_version(LOCAL_PRINCIPAL, TOWN)
    undo(LOCAL_PRINCIPAL, first.batch_id)
    assert (register().price_years, register().benefits, register().projected) == ({}, {}, {})
    assert data_version(LOCAL_PRINCIPAL, TOWN) > version
    assert differences(LOCAL_PRINCIPAL) == []
    assert bring("benefits-csv", BENEFITS, TOWN).batch_id != first.batch_id
    assert set(register().price_years) == {"EXAMPLE-1"}
    assert register().plans == {"EXAMPLE-1": 1}
    assert differences(LOCAL_PRINCIPAL) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE projection_line SET amount_minor = amount_minor + 1 WHERE amount_minor IS NOT NULL AND line_number = 1",
        "UPDATE projection SET as_of = '2024-12-31' WHERE kind = 'forecast'",
        "UPDATE measurement SET amount_minor = 1 WHERE amount_minor IS NOT NULL",
        "UPDATE measured_route SET hours = 1 WHERE route = 'quality'",
        "UPDATE measurement_evidence SET supports_minor = 1 WHERE number = 1 AND supports_minor = 200000",
    ],
)
def test_verify_notices_a_changed_plan_measurement_or_evidence(database: str, change: str) -> None:
    ready()
    bring("benefits-csv", BENEFITS, TOWN)
    made = create_engine(database)
    with made.begin() as connection:
        without_guards(connection)
        assert connection.execute(text(change)).rowcount
    made.dispose()
    assert "content" in {difference.check for difference in differences(LOCAL_PRINCIPAL)}


def without_guards(connection) -> None:
    """Take away what stops changes of adopted rows, as the database's owner can."""
    tables = ("projection", "projection_line", "measurement", "measured_route", "measurement_evidence")
    if connection.dialect.name == "sqlite":
        names = "', '".join(tables)
        found = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('{names}')"  # noqa: S608 - our own names
        for name in connection.execute(text(found)).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        return
    for table in tables:
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def test_what_the_register_refuses_stores_nothing_and_says_where(database: str) -> None:
    bring("units-csv", template("units-csv").encode(), TOWN)
    before = dump(database)
    with pytest.raises(RefusedFile) as refused:  # the accounts that show the measurement are not there
        bring("benefits-csv", BENEFITS, TOWN)
    (problem,) = refused.value.problems
    assert (problem.code, problem.column) == ("ledger_without_lines", "evidence")
    assert dump(database) == before


def test_a_batch_without_benefits_has_the_fingerprint_it_always_had() -> None:
    ready()
    with reading(LOCAL_PRINCIPAL) as session:
        of_units = session.scalars(select(ImportBatch).where(ImportBatch.profile == "units-csv")).one()
        assert (
            of_units.content_digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )  # of nothing
        assert session.scalars(select(Measurement)).all() == []


def test_a_plan_of_a_known_initiative_needs_its_decision() -> None:
    ready()
    bring("benefits-csv", BENEFITS, TOWN)
    header = BENEFITS.decode().splitlines()[0]
    cells = {"row": "plan", "initiative": "EXAMPLE-1", "date": "2025-09-01", "year": "2026", "benefit": "EXAMPLE-1-a"}
    cells |= {"beneficiary": "EXAMPLE", "amount": "1"}
    said = parsed_for("benefits-csv", f"{header}\n{line(header, cells)}\n".encode(), TOWN)
    assert [(problem.code, problem.row, problem.column) for problem in said.errors] == [
        ("plan_without_decision", 2, "reference")
    ]
    decided = line(header, {**cells, "reference": "25/1", "authority": "council"})
    bring("benefits-csv", f"{header}\n{decided}\n".encode(), TOWN)
    assert register().plans == {"EXAMPLE-1": 2}


def line(header: str, cells: dict[str, str]) -> str:
    return ";".join(cells.get(name, "") for name in header.split(";"))
