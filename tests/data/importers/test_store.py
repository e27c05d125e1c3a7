"""Storing, superseding and undoing files."""

from datetime import UTC, datetime, tzinfo

import pytest
from sqlalchemy import select

from data.access import LOCAL_PRINCIPAL, NOBODY, AccessDenied, Principal, reading
from data.importers.consistency import InconsistentContent
from data.importers.parsed import CoverageCell, Parsed
from data.importers.problems import Problem, RefusedFile
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, store
from data.importers.undo import undo
from data.queries.batches import batches
from data.queries.positions import unit_totals
from data.queries.scope import data_version
from data.schema.ledger import ImportBatch
from data.verification import differences
from data.vocabulary import AccountClass, BatchState, Grain, Kind, Role
from tests.data.small_files import TOWN, YEAR, dump, figures, file, keep, units
from tests.principals import somebody

pytestmark = pytest.mark.usefixtures("database")
TREE = units(north=None, south=None)


def actual(unit: str, period: int, column: str = "actual_minor") -> int | None:
    """Return an amount of a unit at the end of a period; None where it is missing or has no row."""
    rows = unit_totals(LOCAL_PRINCIPAL, TOWN, [unit], [YEAR])
    found = rows.loc[rows["period"] == period, column]
    return None if found.empty or found.isna().any() else int(found.iloc[0])


def states() -> dict[str, str]:
    table = batches(LOCAL_PRINCIPAL, TOWN)
    return dict(zip(table["file_name"], table["state"], strict=True))


def january(amount: int, unit: str = "north") -> Parsed:
    return file([("actual", 1, unit, "100", amount)], units=TREE)


def test_a_file_is_stored_with_its_totals() -> None:
    # north 100 + 20, south 7; income -5 at the root
    rows = [
        ("actual", 1, "north", "100", 100),
        ("actual", 1, "north", "200", 20),
        ("actual", 1, "south", "100", 7),
        ("actual", 1, TOWN, "700", -5),
    ]
    batch = keep(file(rows, units=TREE))
    assert (batch.rows_read, batch.rows_stored, batch.already_imported) == (4, 4, False)
    assert batch.control_totals == {"actual": 100 + 20 + 7 - 5}
    assert actual("north", 1) == 100 + 20
    assert actual(TOWN, 1) == 100 + 20 + 7 - 5
    assert actual(TOWN, 1, "gross_actual_minor") == 100 + 20 + 7
    assert differences(LOCAL_PRINCIPAL) == []


def test_income_alone_has_no_gross_expenditure_which_is_known() -> None:
    keep(file([("actual", 1, "north", "700", -50)], units=TREE))
    assert actual("north", 1) == -50
    assert actual("north", 1, "gross_actual_minor") == 0


def test_the_same_file_twice_adds_nothing(database: str) -> None:
    first = keep(january(100))
    before = dump(database)
    again = keep(january(100))
    assert again.already_imported
    assert again.batch_id == first.batch_id
    assert dump(database) == before


def test_the_same_content_for_another_period_is_another_file() -> None:
    keep(january(100))
    assert not keep(file([("actual", 2, "north", "100", 100)])).already_imported


def test_a_newer_file_supersedes_and_undoing_it_brings_the_older_back(database: str) -> None:
    keep(january(100), "old.csv")
    before = figures(database)
    newer = keep(january(140), "new.csv")
    assert actual(TOWN, 1) == 140
    assert states() == {"old.csv": "superseded", "new.csv": "active"}
    undo(LOCAL_PRINCIPAL, newer.batch_id)
    assert figures(database) == before
    assert states() == {"old.csv": "active", "new.csv": "undone"}
    assert differences(LOCAL_PRINCIPAL) == []


def test_a_superseded_file_names_the_one_that_took_over() -> None:
    keep(january(100), "old.csv")
    newer = keep(january(140), "new.csv")
    with reading(LOCAL_PRINCIPAL) as session:
        old = session.scalars(select(ImportBatch).where(ImportBatch.file_name == "old.csv")).one()
        assert old.superseded_by == newer.batch_id


def test_a_file_superseded_in_part_still_counts() -> None:
    keep(file([("actual", 1, "north", "100", 10), ("actual", 2, "north", "100", 20)], units=TREE), "both.csv")
    keep(file([("actual", 2, "north", "100", 25)]), "february.csv")
    assert states() == {"both.csv": "active", "february.csv": "active"}
    assert actual(TOWN, 2) == 10 + 25


def test_undoing_the_older_changes_no_figure(database: str) -> None:
    older = keep(january(100), "old.csv")
    keep(january(140), "new.csv")
    before = figures(database)
    undo(LOCAL_PRINCIPAL, older.batch_id)
    assert figures(database) == before
    assert states() == {"old.csv": "undone", "new.csv": "active"}
    assert differences(LOCAL_PRINCIPAL) == []


def test_undoing_the_only_file_leaves_no_figure(database: str) -> None:
    undo(LOCAL_PRINCIPAL, keep(january(100)).batch_id)
    assert figures(database) == {"position": [], "unit_total": [], "loaded_period": []}
    assert differences(LOCAL_PRINCIPAL) == []


def test_a_file_is_undone_once() -> None:
    batch = keep(january(100))
    undo(LOCAL_PRINCIPAL, batch.batch_id)
    with pytest.raises(LookupError):
        undo(LOCAL_PRINCIPAL, batch.batch_id)


def test_an_undone_file_imported_again_is_a_new_batch(database: str) -> None:
    first = keep(january(100))
    before = figures(database)
    undo(LOCAL_PRINCIPAL, first.batch_id)
    second = keep(january(100))
    assert not second.already_imported
    assert second.batch_id != first.batch_id
    assert figures(database) == before
    assert differences(LOCAL_PRINCIPAL) == []


def test_a_superseded_file_imported_again_adds_nothing() -> None:
    keep(january(100), "old.csv")
    keep(january(140), "new.csv")
    assert keep(january(100), "old.csv").already_imported
    assert actual(TOWN, 1) == 140


def test_the_newest_import_stays_the_newest_where_the_clock_is_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Clock(datetime):
        hour_now = 12

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2024, 5, 1, cls.hour_now, tzinfo=tz or UTC)

    monkeypatch.setattr("data.importers.store.datetime", Clock)
    keep(january(100), "old.csv")
    Clock.hour_now = 3
    keep(january(140), "new.csv")
    assert actual(TOWN, 1) == 140


def test_a_second_source_of_the_same_figures_is_refused(database: str) -> None:
    keep(january(100))
    before = dump(database)
    with pytest.raises(RefusedFile) as refused:
        keep(file([("actual", 2, "north", "100", 5)]), "other.csv", profile="another-export")
    (problem,) = refused.value.problems
    assert (problem.code, problem.found) == ("other_source", "ledger-csv")
    assert problem.extra == {"kind": "actual", "year": "2024", "account_class": "operations"}
    assert dump(database) == before


def test_another_source_may_bring_other_figures() -> None:
    keep(january(100))
    keep(file([("original", 1, "north", "100", 900)]), "budget.csv", profile="another-export")
    keep(file([("actual", 1, "north", "100", 4)], year=YEAR - 1), "last year.csv", profile="another-export")
    keep(
        file([("actual", 12, TOWN, "100", 4)], account_class=AccountClass.BALANCE), "balance", profile="another-export"
    )
    assert actual(TOWN, 1, "original_minor") == 900


def test_an_undone_source_stands_in_nobodys_way() -> None:
    undo(LOCAL_PRINCIPAL, keep(january(100)).batch_id)
    keep(january(50), "other.csv", profile="another-export")
    assert actual(TOWN, 1) == 50


def test_a_file_with_errors_is_refused_and_warnings_are_kept(database: str) -> None:
    before = dump(database)
    bad = january(1)
    bad.problems = [Problem("bad_amount", row=3)]
    with pytest.raises(RefusedFile):
        keep(bad)
    assert dump(database) == before


def test_a_line_of_no_unit_is_refused(database: str) -> None:
    before = dump(database)
    with pytest.raises(InconsistentContent, match="units that do not exist"):
        keep(file([("actual", 1, TOWN, "100", 1), ("actual", 1, "nowhere", "100", 1)]))
    assert dump(database) == before


def test_a_reader_that_contradicts_itself_is_refused(database: str) -> None:
    before = dump(database)
    twice, outside, wrong, spoken = (january(5) for _ in range(4))
    twice.lines = twice.lines.loc[[0, 0]].reset_index(drop=True)
    outside.coverage = [CoverageCell(YEAR, 2, Kind.ACTUAL, AccountClass.OPERATIONS, Grain.MONTH, False)]
    wrong.control_totals = {"actual": 6}
    spoken.coverage = [*spoken.coverage, *spoken.coverage]
    for parsed, said in ((twice, "line number"), (outside, "outside"), (wrong, "control total"), (spoken, "twice")):
        with pytest.raises(InconsistentContent, match=said):
            keep(parsed)
    assert dump(database) == before


@pytest.mark.parametrize(
    "principal",
    [
        NOBODY,
        somebody(Role.AUDITOR, actor="auditor"),
        somebody(Role.CONTROLLER, "other", actor="elsewhere"),
    ],
    ids=lambda principal: principal.actor,
)
def test_only_who_may_write_there_stores_or_undoes(database: str, principal: Principal) -> None:
    batch = keep(january(100))
    before = dump(database)
    with pytest.raises(AccessDenied):
        store(principal, MunicipalityFacts(TOWN), FileFacts("ledger-csv", "x", "x"), january(2))
    with pytest.raises((AccessDenied, LookupError)):
        undo(principal, batch.batch_id)
    assert dump(database) == before


def test_every_change_raises_the_data_version() -> None:
    seen = [data_version(LOCAL_PRINCIPAL, TOWN)]
    batch = keep(january(100))
    seen.append(data_version(LOCAL_PRINCIPAL, TOWN))
    keep(Parsed(rows_read=1, units=units(north="south")), "units.csv", profile="units-csv")
    seen.append(data_version(LOCAL_PRINCIPAL, TOWN))
    undo(LOCAL_PRINCIPAL, batch.batch_id)
    seen.append(data_version(LOCAL_PRINCIPAL, TOWN))
    assert seen[0] == 0
    assert seen == sorted(set(seen))


def test_states_are_the_words_of_the_vocabulary() -> None:
    keep(january(1))
    assert set(states().values()) <= set(BatchState)
