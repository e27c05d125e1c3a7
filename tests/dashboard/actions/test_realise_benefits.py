"""Plans, measurements, verifications and claims as people enter them; on both engines."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from dashboard.actions.adopt_projection import AdoptedDraft, adopt_projection
from dashboard.actions.claim_budget_change import WantedClaim, claim_budget_change
from dashboard.actions.draft_plan import Draft, draft_plan
from dashboard.actions.in_register import NotInRegister
from dashboard.actions.keep_benefit import WantedBenefit, keep_benefit
from dashboard.actions.measure_benefit import Measuring, measure_benefit
from dashboard.actions.refusals import RegisterChangedMeanwhile
from dashboard.actions.verify_measurement import Finding, verify_measurement
from dashboard.actions.withdraw_measurement import Withdrawal, withdraw_measurement
from data.access import LOCAL_PRINCIPAL, AccessDenied, Principal, reading
from data.benefit_vocabulary import ProjectionKind, Verdict
from data.importers.benefit_rows import BenefitRows, EvidenceRow, MeasurementRow, ProjectionRow
from data.keeping import BrokenRules
from data.queries.projections import projections
from data.schema.realisation import BudgetClaim, Measurement, ProjectionLine
from data.vocabulary import AuthorityKind, Kind, Role
from tests.dashboard.actions.benefit_people import (
    CONTROLLER,
    SECOND,
    controller,
    given,
    leader_of_the_north,
    leader_of_the_south,
    with_register,
)
from tests.dashboard.actions.conftest import acts
from tests.data.benefit_register import CLAIM, GAIN, LINE, MEASURED, PLAN, STARTED, add, other
from tests.data.small_files import TOWN, YEAR, keep, whole_file

pytestmark = pytest.mark.usefixtures("filled")
THREADS = 8


@pytest.fixture
def filled(town: str) -> str:
    with_register()
    return town


def refusal(act: Callable[[], object]) -> list[str]:
    with pytest.raises(BrokenRules) as broken:
        act()
    return [problem.code for problem in broken.value.problems]


def lines() -> list[tuple[int, int, int | None]]:
    columns = (ProjectionLine.projection_number, ProjectionLine.line_number, ProjectionLine.amount_minor)
    with reading(LOCAL_PRINCIPAL) as session:
        return sorted(tuple(row) for row in session.execute(select(*columns)))  # type: ignore[arg-type] # three columns


def test_a_draft_is_rewritten_until_it_is_adopted_and_then_stays() -> None:
    leader = leader_of_the_north()
    draft = draft_plan(leader, Draft(TOWN, replace(PLAN, reason="Nye tall")))
    two = replace(PLAN, reason="Nyere tall", lines=(LINE, replace(LINE, fiscal_year=2025, amount_minor=2000)))
    again = draft_plan(leader, Draft(TOWN, two, draft.number, draft.version))
    assert (draft.number, again.number) == (1, 1)
    assert lines() == [(1, 1, 1000), (1, 2, 2000)]
    adopted = AdoptedDraft(TOWN, "VT-01", 1, again.version, date(2024, 2, 1))
    version = adopt_projection(leader, adopted)
    assert refusal(lambda: draft_plan(leader, Draft(TOWN, PLAN, 1, version))) == ["projection_adopted"]
    assert refusal(lambda: adopt_projection(leader, replace(adopted, version=version))) == ["projection_adopted"]
    assert lines() == [(1, 1, 1000), (1, 2, 2000)]
    assert [act.entity_key for act in acts("draft", "adopt")] == ["VT-01 1"] * 3
    shown = projections(leader, TOWN)
    assert list(shown["reason"]) == ["Nyere tall"]


def test_who_saves_a_draft_second_is_told_both_versions() -> None:
    leader = leader_of_the_north()
    draft = draft_plan(leader, Draft(TOWN, PLAN))
    theirs = replace(PLAN, lines=(replace(LINE, amount_minor=1),))
    mine = replace(PLAN, lines=(replace(LINE, amount_minor=2),))
    draft_plan(leader, Draft(TOWN, theirs, draft.number, draft.version))
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        draft_plan(leader, Draft(TOWN, mine, draft.number, draft.version))
    assert (meanwhile.value.theirs, meanwhile.value.yours) == (theirs, mine)
    with pytest.raises(RegisterChangedMeanwhile):
        adopt_projection(leader, AdoptedDraft(TOWN, "VT-01", draft.number, draft.version, date(2024, 2, 1)))
    with pytest.raises(NotInRegister):
        draft_plan(leader, Draft(TOWN, PLAN, 9, 1))
    with pytest.raises(AccessDenied):
        draft_plan(leader_of_the_south(), Draft(TOWN, PLAN))


def adopted(who: Principal, row: ProjectionRow, **decided: Any) -> int:
    draft = draft_plan(who, Draft(TOWN, row))
    return adopt_projection(who, AdoptedDraft(TOWN, "VT-01", draft.number, draft.version, row.as_of, **decided))


def test_a_new_plan_needs_a_decision_and_a_forecast_does_not() -> None:
    leader = leader_of_the_north()
    adopted(leader, PLAN)
    adopted(leader, replace(PLAN, kind=ProjectionKind.FORECAST))
    assert refusal(lambda: adopted(leader, PLAN)) == ["plan_without_decision"]
    assert refusal(lambda: adopted(leader, PLAN, decision_reference=" ")) == ["plan_without_decision"]
    adopted(leader, PLAN, decision_reference="PS 1/25", authority_kind=AuthorityKind.COUNCIL)


def test_a_correction_is_a_new_revision_of_what_was_read() -> None:
    leader = leader_of_the_north()
    first = measure_benefit(leader, Measuring(TOWN, MEASURED))
    second = measure_benefit(leader, Measuring(TOWN, replace(MEASURED, amount_minor=800), 1))
    assert (first.revision, second.revision) == (1, 2)
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        measure_benefit(leader, Measuring(TOWN, replace(MEASURED, amount_minor=700), 1))
    theirs = meanwhile.value.theirs
    assert isinstance(theirs, MeasurementRow)
    assert (meanwhile.value.version, theirs.amount_minor, theirs.evidence[0].file_name) == (2, 800, "timer.xlsx")
    with pytest.raises(AccessDenied):
        measure_benefit(leader_of_the_south(), Measuring(TOWN, MEASURED, 2))
    with pytest.raises(NotInRegister):
        measure_benefit(leader, Measuring(TOWN, replace(MEASURED, benefit_id="VT-09")))


def test_nobody_cites_what_they_may_not_see() -> None:
    place = EvidenceRow(ledger_kind=Kind.ACTUAL, ledger_year=YEAR, ledger_unit_id="south")
    south = replace(MEASURED, amount_minor=7, evidence=(place,))
    keep(whole_file(), name="ledger.csv")
    leader = leader_of_the_north()
    with pytest.raises(AccessDenied):
        measure_benefit(leader, Measuring(TOWN, south))
    hashed = replace(MEASURED, evidence=(EvidenceRow(900, content_hash="a" * 64),))
    assert refusal(lambda: measure_benefit(leader, Measuring(TOWN, hashed))) == ["file_not_stored"]
    measure_benefit(controller(), Measuring(TOWN, south))


def finding(measurement_id: str, **told: Any) -> Finding:
    return replace(Finding(TOWN, measurement_id, Verdict.CONFIRMED, "Controller", 900), **told)


def test_who_verifies_did_not_enter_it_and_leads_nobody_there() -> None:
    everywhere = controller()
    measured = measure_benefit(everywhere, Measuring(TOWN, MEASURED)).measurement_id
    assert refusal(lambda: verify_measurement(everywhere, finding(measured))) == ["verifier_entered"]
    second = given(SECOND, Role.CONTROLLER)
    with pytest.raises(AccessDenied):
        verify_measurement(leader_of_the_north(), finding(measured))
    assert refusal(lambda: verify_measurement(second, finding(measured, verified_minor=901))) == [
        "verified_above_realised"
    ]
    verify_measurement(second, finding(measured, note="Sett på bilag"))
    assert refusal(lambda: verify_measurement(second, finding(measured))) == ["already_verified"]
    (act,) = acts("verify")
    assert (act.entity, "Sett på bilag" in str(act.detail)) == ("verification", False)


@pytest.mark.parametrize(
    ("led", "found"), [("north", "verifier_is_owner"), (TOWN, "verifier_in_line"), ("south", None)]
)
def test_who_leads_the_owner_or_the_units_above_cannot_verify(led: str, found: str | None) -> None:
    measured = measure_benefit(leader_of_the_north(), Measuring(TOWN, MEASURED)).measurement_id
    given(CONTROLLER, Role.SUPERIOR, led)
    both = given(CONTROLLER, Role.CONTROLLER)
    if found is None:
        verify_measurement(both, finding(measured))
    else:
        assert refusal(lambda: verify_measurement(both, finding(measured))) == [found]


def test_what_was_corrected_or_withdrawn_is_not_verified() -> None:
    leader, second = leader_of_the_north(), given(SECOND, Role.CONTROLLER)
    first = measure_benefit(leader, Measuring(TOWN, MEASURED)).measurement_id
    corrected = measure_benefit(leader, Measuring(TOWN, replace(MEASURED, amount_minor=800), 1)).measurement_id
    withdraw_measurement(leader, Withdrawal(TOWN, corrected, "Målt to ganger", "Leder"))
    with reading(LOCAL_PRINCIPAL) as session:
        gone = session.scalars(select(Measurement.measurement_id).filter_by(revision=3)).one()
    for one in (first, corrected, gone):
        assert refusal(lambda one=one: verify_measurement(second, finding(one))) == ["measurement_replaced"]  # type: ignore[misc] # bound now
    with pytest.raises(NotInRegister):
        verify_measurement(second, finding("00000000-0000-0000-0000-000000000000"))


BOOKED = replace(CLAIM, change_reference="PS 9/24")


def test_a_gain_is_tied_to_the_cut_that_realises_it() -> None:
    leader = leader_of_the_north()
    claim_budget_change(leader, WantedClaim(TOWN, CLAIM))
    with pytest.raises(RegisterChangedMeanwhile) as meanwhile:
        claim_budget_change(leader, WantedClaim(TOWN, BOOKED))
    assert meanwhile.value.theirs == CLAIM
    claim_budget_change(leader, WantedClaim(TOWN, BOOKED, 1))
    assert refusal(
        lambda: claim_budget_change(leader, WantedClaim(TOWN, replace(BOOKED, period=8, amount_minor=701)))
    ) == ["claimed_above_cut"]  # 1000 - 300 = 700 are left
    with pytest.raises(AccessDenied):
        claim_budget_change(leader_of_the_south(), WantedClaim(TOWN, BOOKED, 2))
    with pytest.raises(AccessDenied):
        claim_budget_change(leader, WantedClaim(TOWN, replace(BOOKED, unit_id="south")))


def at_once(acts_of: list[Callable[[], object]]) -> list[str]:
    """Let all act in the same moment; return "done" or the code of the refusal of each, sorted."""
    barrier = threading.Barrier(len(acts_of))

    def one(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except BrokenRules as broken:
            return broken.problems[0].code
        return "done"

    with ThreadPoolExecutor(len(acts_of)) as pool:
        return sorted(pool.map(one, acts_of))


def test_one_of_many_at_once_claims_a_cut() -> None:
    """Eight benefits claim 600 of the same 1000 in the same moment: one gets it."""
    benefits = [other(benefit_id=f"VT-01-{number}") for number in range(THREADS)]
    add(BenefitRows(benefits=benefits))
    leader = leader_of_the_north()
    claims = [replace(BOOKED, benefit_id=one.benefit_id, amount_minor=600) for one in benefits]
    found = at_once([lambda row=row: claim_budget_change(leader, WantedClaim(TOWN, row)) for row in claims])  # type: ignore[misc] # bound now
    assert found == ["claimed_above_cut"] * (THREADS - 1) + ["done"]
    with reading(LOCAL_PRINCIPAL) as session:
        assert session.scalars(select(BudgetClaim.amount_minor)).all() == [600]


def test_one_of_many_at_once_takes_an_indicator() -> None:
    """Eight benefits take 60 % of the same indicator in the same moment: one gets it."""
    keep(whole_file(), name="indicators.csv")
    leader = leader_of_the_north()
    wanted = [
        other(benefit_id=f"VT-01-{number}", indicator_id="i1", attribution_millionths=600_000)
        for number in range(THREADS)
    ]
    found = at_once([lambda row=row: keep_benefit(leader, WantedBenefit(TOWN, row)) for row in wanted])  # type: ignore[misc] # bound now
    assert found == ["attribution_above_whole"] * (THREADS - 1) + ["done"]
    assert (STARTED.unit_id, GAIN.unit_id) == ("north", "north")  # so that the rival may be named
