"""What was said to be realised is withdrawn by who may, with a reason, and counts no more; on both engines."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from dashboard.actions.in_register import NotInRegister
from dashboard.actions.measure_benefit import Measured, Measuring, measure_benefit
from dashboard.actions.verify_measurement import Finding, verify_measurement
from dashboard.actions.withdraw_measurement import Withdrawal, withdraw_measurement
from data.access import LOCAL_PRINCIPAL, AccessDenied, reading
from data.benefit_vocabulary import Verdict
from data.keeping import BrokenRules
from data.queries.realisation import measurements
from data.queries.to_change import entered
from data.schema.realisation import Measurement
from data.vocabulary import Role
from tests.dashboard.actions.benefit_people import (
    SECOND,
    controller,
    given,
    leader_of_the_north,
    leader_of_the_south,
    with_register,
)
from tests.dashboard.actions.conftest import ISSUER, Identity, acts
from tests.data.benefit_register import MEASURED
from tests.data.small_files import TOWN

WHY = "Regnet to ganger: det samme er ført på dagtilbudet"


@pytest.fixture(autouse=True)
def filled(town: str) -> str:
    with_register()
    return town


def refusal(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(BrokenRules) as broken:
        act()
    return [(problem.code, problem.column) for problem in broken.value.problems]


def of(measured: Measured, **told: Any) -> Withdrawal:
    return replace(Withdrawal(TOWN, measured.measurement_id, WHY, "Leder"), **told)


def kept() -> list[tuple[int, int | None, str | None, str]]:
    """Every revision that is stored: its number, amount, note and the role that entered it."""
    columns = (Measurement.revision, Measurement.amount_minor, Measurement.note, Measurement.entered_role)
    with reading(LOCAL_PRINCIPAL) as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(Measurement.revision))]  # type: ignore[misc] # four columns


def realised() -> list[int]:
    return list(measurements(LOCAL_PRINCIPAL, TOWN)["amount_minor"])


def test_who_entered_it_withdraws_it_and_what_was_said_stays() -> None:
    leader = leader_of_the_north()
    measured = measure_benefit(leader, Measuring(TOWN, MEASURED))
    assert realised() == [900]
    assert withdraw_measurement(leader, of(measured)) == 2
    assert realised() == []
    assert kept() == [(1, 900, None, "Leder"), (2, None, WHY, "Leder")]
    (act,) = acts("withdraw")
    assert (act.entity, act.detail["before"]["amount_minor"], act.detail["after"]["amount_minor"]) == (
        "measurement",
        900,
        None,
    )
    assert WHY not in str(act.detail)


def test_a_new_measurement_may_follow() -> None:
    leader = leader_of_the_north()
    withdraw_measurement(leader, of(measure_benefit(leader, Measuring(TOWN, MEASURED))))
    again = measure_benefit(leader, Measuring(TOWN, replace(MEASURED, amount_minor=700), 2))
    assert (again.revision, realised()) == (3, [700])


def test_why_and_by_which_role_is_asked_for() -> None:
    leader = leader_of_the_north()
    measured = measure_benefit(leader, Measuring(TOWN, MEASURED))
    silent = of(measured, reason=" ", role="")
    assert refusal(lambda: withdraw_measurement(leader, silent)) == [
        ("empty_text", "reason"),
        ("empty_text", "entered_role"),
    ]
    assert refusal(lambda: withdraw_measurement(leader, of(measured, reason="x" * 4001))) == [("text_too_long", "note")]
    assert realised() == [900]


def test_only_what_stands_is_withdrawn() -> None:
    leader = leader_of_the_north()
    first = measure_benefit(leader, Measuring(TOWN, MEASURED))
    second = measure_benefit(leader, Measuring(TOWN, replace(MEASURED, amount_minor=800), 1))
    assert refusal(lambda: withdraw_measurement(leader, of(first))) == [("withdrawn_already", "")]
    withdraw_measurement(leader, of(second))
    assert refusal(lambda: withdraw_measurement(leader, of(second))) == [("withdrawn_already", "")]
    with pytest.raises(NotInRegister):
        withdraw_measurement(leader, of(first, measurement_id="00000000-0000-0000-0000-000000000000"))


def test_another_leader_asks_who_entered_it_or_the_controller() -> None:
    leader = leader_of_the_north()
    measured = measure_benefit(leader, Measuring(TOWN, MEASURED))
    other = given(Identity(ISSUER, "leader-2"), Role.LEADER, "north")
    assert [one.own for one in entered(leader, TOWN, [measured.measurement_id])] == [True]
    assert [one.own for one in entered(other, TOWN, [measured.measurement_id])] == [False]
    assert refusal(lambda: withdraw_measurement(other, of(measured))) == [("withdrawn_by_other", "")]
    with pytest.raises(AccessDenied):
        withdraw_measurement(leader_of_the_south(), of(measured))
    assert entered(leader_of_the_south(), TOWN, [measured.measurement_id]) == []
    withdraw_measurement(controller(), of(measured, role="Controller"))
    assert realised() == []


def test_what_is_verified_takes_a_verifier_outside_the_line() -> None:
    leader, second = leader_of_the_north(), given(SECOND, Role.CONTROLLER)
    measured = measure_benefit(leader, Measuring(TOWN, MEASURED))
    verify_measurement(second, Finding(TOWN, measured.measurement_id, Verdict.CONFIRMED, "Controller", 900))
    assert refusal(lambda: withdraw_measurement(leader, of(measured))) == [("withdrawn_by_verifier", "")]
    both = given(Identity(ISSUER, "controller-3"), Role.CONTROLLER)
    given(Identity(ISSUER, "controller-3"), Role.SUPERIOR, "north")
    both = given(Identity(ISSUER, "controller-3"), Role.SUPERIOR, TOWN)
    assert refusal(lambda: withdraw_measurement(both, of(measured))) == [("withdrawn_by_verifier", "")]
    assert realised() == [900]
    withdraw_measurement(second, of(measured, role="Controller"))
    assert realised() == []


def test_a_controller_cannot_withdraw_the_own_that_another_verified() -> None:
    own, second = controller(), given(SECOND, Role.CONTROLLER)
    measured = measure_benefit(own, Measuring(TOWN, MEASURED))
    verify_measurement(second, Finding(TOWN, measured.measurement_id, Verdict.CONFIRMED, "Controller", 900))
    assert refusal(lambda: withdraw_measurement(own, of(measured))) == [("withdrawn_by_verifier", "")]


def test_what_was_not_accepted_is_withdrawn_by_who_entered_it() -> None:
    leader, second = leader_of_the_north(), given(SECOND, Role.CONTROLLER)
    measured = measure_benefit(leader, Measuring(TOWN, MEASURED))
    verify_measurement(second, Finding(TOWN, measured.measurement_id, Verdict.REJECTED, "Controller"))
    withdraw_measurement(leader, of(measured))
    assert realised() == []


def test_a_measurement_of_nothing_is_no_way_around_it() -> None:
    leader = leader_of_the_north()
    measure_benefit(leader, Measuring(TOWN, MEASURED))
    nothing = replace(MEASURED, amount_minor=None, evidence=())
    assert refusal(lambda: measure_benefit(leader, Measuring(TOWN, nothing, 1))) == [
        ("measured_nothing", "amount_minor")
    ]
