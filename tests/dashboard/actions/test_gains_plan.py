"""A gains plan as people write and adopt it: who may, what is refused, and what the trail keeps; on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dashboard.actions.adopt_gains_plan import AdoptedGainsPlan, adopt_gains_plan
from dashboard.actions.draft_plan import Draft, draft_plan
from dashboard.actions.in_register import NotInRegister
from dashboard.actions.keep_gains_plan import WantedGainsPlan, keep_gains_plan
from dashboard.actions.refusals import GainsPlanIncomplete, RegisterChangedMeanwhile
from data.access import LOCAL_PRINCIPAL, AccessDenied, reading
from data.gains_rows import Decision, GainsPlanRow, MeasureRow
from data.keeping import BrokenRules
from data.periods import Quarter
from data.schema.gains import GainsAdoption, GainsMeasure, GainsOperatingCost
from data.verification import differences
from data.vocabulary import Role
from metrics.gains_answer import GainsPlan, gains_plan
from metrics.load import gains_register
from tests.dashboard.actions.benefit_people import given, leader_of_the_north, leader_of_the_south
from tests.dashboard.actions.conftest import ADMIN, acts, now_as
from tests.data.benefit_register import PLAN, add
from tests.data.gains_register import DECISION, MEASURE, whole_plan, whole_register
from tests.data.small_files import TOWN

pytestmark = pytest.mark.usefixtures("filled")
K = 700
"""What the county gains."""


@pytest.fixture
def filled(town: str) -> str:
    add(whole_register())
    return town


def wanted(version: int | None = None, row: GainsPlanRow | None = None) -> WantedGainsPlan:
    return WantedGainsPlan(TOWN, row or whole_plan(), version)


def adopted(version: int = 1, decision: Decision = DECISION) -> AdoptedGainsPlan:
    return AdoptedGainsPlan(TOWN, "VT-01", version, decision)


def refusal(act: Callable[[], object]) -> list[tuple[str, int, str]]:
    with pytest.raises(BrokenRules) as broken:
        act()
    return [(one.code, one.row, one.column) for one in broken.value.problems]


def plan() -> GainsPlan:
    tables, stored = gains_register(LOCAL_PRINCIPAL, TOWN, TOWN, Quarter(2024, 4))
    return gains_plan(tables, stored, "VT-01", date(2024, 12, 31))


def test_a_leader_writes_and_adopts_the_own_units_plan_and_nobody_elses() -> None:
    assert keep_gains_plan(leader_of_the_north(), wanted()) == 1
    for denied in (
        lambda: keep_gains_plan(leader_of_the_south(), wanted(1)),
        lambda: adopt_gains_plan(leader_of_the_south(), adopted()),
        lambda: keep_gains_plan(now_as(ADMIN), wanted(1)),
        lambda: adopt_gains_plan(given(ADMIN, Role.COUNCIL), adopted()),
    ):
        with pytest.raises(AccessDenied):
            denied()
    assert adopt_gains_plan(leader_of_the_north(), adopted()) == 1
    with pytest.raises(NotInRegister):
        keep_gains_plan(leader_of_the_north(), wanted(row=replace(whole_plan(), initiative_id="VT-99")))


def test_what_is_told_now_is_all_there_is() -> None:
    two = whole_plan(measures=(MEASURE, MeasureRow("Opplæring")), operating_costs=(("county", 0), (TOWN, 5)))
    keep_gains_plan(LOCAL_PRINCIPAL, wanted(row=two))
    assert keep_gains_plan(LOCAL_PRINCIPAL, wanted(1, whole_plan(measures=(MeasureRow("Bare dette"),)))) == 2
    with reading(LOCAL_PRINCIPAL) as session:
        assert list(session.scalars(select(GainsMeasure.description))) == ["Bare dette"]
        costs = session.execute(select(GainsOperatingCost.entity_id, GainsOperatingCost.amount_minor)).all()
        assert [tuple(row) for row in costs] == [("county", 0)]


def test_who_comes_second_is_told_both_versions() -> None:
    keep_gains_plan(LOCAL_PRINCIPAL, wanted())
    keep_gains_plan(LOCAL_PRINCIPAL, wanted(1, whole_plan(total_cost_minor=500)))
    for again in (
        lambda: keep_gains_plan(LOCAL_PRINCIPAL, wanted(1)),
        lambda: adopt_gains_plan(LOCAL_PRINCIPAL, adopted()),
    ):
        with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
            again()
        theirs = meanwhile.value.theirs
        assert isinstance(theirs, GainsPlanRow)
        assert (theirs.total_cost_minor, theirs.operating_costs, meanwhile.value.version) == (500, (("county", 0),), 2)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (whole_plan(total_cost_minor=0), ("gains_not_above_zero", 0, "total_cost_minor")),
        (whole_plan(budget_years=-1), ("gains_not_above_zero", 0, "budget_years")),
        (whole_plan(grant_applied_minor=-1), ("below_zero", 0, "grant_applied_minor")),
        (whole_plan(operating_costs=(("county", -1),)), ("below_zero", 0, "operating_cost")),
        (whole_plan(operating_costs=(("north", 0),)), ("unknown_party", 0, "operating_cost")),  # part of the town
        (whole_plan(applicant_id="nobody"), ("unknown_party", 0, "applicant_id")),
        (whole_plan(measures=(MEASURE, MeasureRow(" "))), ("empty_text", 2, "description")),
        (whole_plan(measures=(replace(MEASURE, follow_up="x" * 301),)), ("text_too_long", 1, "follow_up")),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(row: GainsPlanRow, found: tuple[str, int, str]) -> None:
    assert refusal(lambda: keep_gains_plan(LOCAL_PRINCIPAL, wanted(row=row))) == [found]
    assert acts("write") == []


def test_a_plan_that_lacks_something_binds_nobody_and_all_of_it_is_told() -> None:
    keep_gains_plan(LOCAL_PRINCIPAL, wanted(row=GainsPlanRow("VT-01", measures=(replace(MEASURE, due_on=None),))))
    with pytest.raises(GainsPlanIncomplete) as refused:
        adopt_gains_plan(LOCAL_PRINCIPAL, adopted())
    assert {(gap.kind, gap.entity_id, gap.measure) for gap in refused.value.gaps} == {
        ("no_operating_cost", "county", None),
        ("measure_without_due", None, 1),
        ("no_total_cost", None, None),
    }
    assert acts("adopt") == []


def test_a_plan_is_adopted_by_a_decision_that_was_taken() -> None:
    keep_gains_plan(LOCAL_PRINCIPAL, wanted())
    later = date.today() + timedelta(days=1)
    without = ("gains_without_decision", 0, "decision_reference")
    for decision, found in (
        (replace(DECISION, decision_reference=" "), without),
        (replace(DECISION, authority_kind=None), without),
        (replace(DECISION, adopted_on=later), ("gains_decided_later", 0, "adopted_on")),
    ):
        assert refusal(lambda decision=decision: adopt_gains_plan(LOCAL_PRINCIPAL, adopted(1, decision))) == [found]
    with pytest.raises(NotInRegister):
        adopt_gains_plan(LOCAL_PRINCIPAL, replace(adopted(), initiative_id="VT-99"))


def test_what_is_adopted_stays_and_what_is_written_afterwards_is_another_version() -> None:
    keep_gains_plan(LOCAL_PRINCIPAL, wanted())
    assert adopt_gains_plan(LOCAL_PRINCIPAL, adopted()) == 1
    before = plan()
    assert before.adopted is not None
    assert (before.changed, before.against_adopted) == (False, True)
    assert before.adopted.net["net_minor"].to_dict() == {(TOWN, 2024): 1_000 - 150, ("county", 2024): K - 0}
    keep_gains_plan(LOCAL_PRINCIPAL, wanted(1, whole_plan(operating_costs=(("county", 40),))))
    after = plan()
    assert after.adopted is not None
    assert after.changed
    assert after.net["net_minor"].to_dict()["county", 2024] == K - 40
    assert after.against["denominator"].to_dict()["county", 2024] == K  # the plan that binds
    assert adopt_gains_plan(LOCAL_PRINCIPAL, adopted(2, replace(DECISION, decision_reference="PS 8/24"))) == 2
    with reading(LOCAL_PRINCIPAL) as session:
        references = session.scalars(select(GainsAdoption.decision_reference).order_by(GainsAdoption.number))
        assert list(references) == ["PS 7/24", "PS 8/24"]
    assert differences(LOCAL_PRINCIPAL) == []


def test_a_draft_of_another_benefits_plan_changes_nothing() -> None:
    keep_gains_plan(LOCAL_PRINCIPAL, wanted())
    adopt_gains_plan(LOCAL_PRINCIPAL, adopted())
    draft_plan(LOCAL_PRINCIPAL, Draft(TOWN, replace(PLAN, lines=())))
    assert not plan().changed


def test_the_trail_keeps_who_wrote_and_adopted_and_no_word_of_what_was_written() -> None:
    keep_gains_plan(LOCAL_PRINCIPAL, wanted())
    adopt_gains_plan(LOCAL_PRINCIPAL, adopted())
    written, bound = acts("write", "adopt")
    assert (written.entity, written.entity_key) == ("gains_plan", "VT-01")
    assert (bound.entity, bound.entity_key) == ("gains_adoption", "VT-01 1")
    assert bound.detail["after"]["projection_number"] == 1
    assert "Kjørebok" not in str(written.detail) + str(bound.detail)
