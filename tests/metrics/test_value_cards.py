"""The value flow's figures by unit."""

import pytest
from hypothesis import given, settings

from metrics.results import Missing
from metrics.value_cards import benefits_within_plan, npv_per_krone, own_capture, wrong_pocket_loss
from metrics.value_cube import ValueCube, value_cube
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_towns import slow_towns
from tests.metrics.slow_value_oracle import SlowTown, cells
from tests.metrics.value_town import PARTIES, basis, cube_of, plan, register

KNOWN = {"VT": "hjem", "OWN": "hjem", "BAD": "lege", "NEW": "skole"}
INITIATIVES = register(initiatives=[initiative(one, unit) for one, unit in KNOWN.items()]).initiatives


def cube() -> ValueCube:
    tables = register(
        initiatives=INITIATIVES, benefits=[benefit(one.lower(), one) for one in ("VT", "OWN", "BAD", "NEW")]
    )
    rows = [
        line("VT", 1, 1, None, 2025, 12, 100, flow="cost", bearer="hjem", beneficiary=None),
        line("VT", 1, 2, "vt", 2026, 12, 104, bearer="hjem", beneficiary="nav"),  # worth 100
        line("VT", 1, 3, "vt", 2029, 12, 60, bearer="hjem", beneficiary="hjem"),  # worth 60 / 1.04⁴, after the plan
        line("OWN", 1, 1, None, 2025, 12, 10, flow="cost", bearer="hjem", beneficiary=None),
        line("OWN", 1, 2, "own", 2025, 12, 40, bearer="hjem", beneficiary="hjem"),
        line("BAD", 1, 1, None, 2025, 12, 50, flow="cost", bearer="lege", beneficiary=None),
        line("BAD", 1, 2, "bad", 2025, 12, 20, bearer="lege", beneficiary="nav"),
    ]
    return value_cube(plan(*rows), tables, basis())


LATER = 60 / 1.04**4


def test_own_capture_is_of_all_that_a_units_payments_bring() -> None:
    found = own_capture(cube(), PARTIES)
    assert found.index.tolist() == ["hjem", "lege"]
    assert found.loc["hjem", ["numerator", "denominator", "value"]].tolist() == pytest.approx(
        [LATER + 40, 100 + LATER + 40, (LATER + 40) / (140 + LATER)]
    )
    assert found.loc["lege", "value"] == 0


def test_a_loss_in_the_wrong_pocket_is_held_against_what_winners_gain_by_what_the_unit_pays_for() -> None:
    found = wrong_pocket_loss(cube(), PARTIES)
    assert found.index.tolist() == ["hjem"]  # what lege pays for is not worth doing
    lost = 100 - LATER
    assert found.loc["hjem", ["numerator", "denominator", "value"]].tolist() == pytest.approx(
        [lost, 100 + 30, lost / 130]  # nav gains 100 by VT, hjem 30 by OWN
    )


def test_within_the_plan_is_by_who_gains() -> None:
    found = benefits_within_plan(cube(), PARTIES)
    assert found.index.tolist() == ["hjem"]  # nav is no unit
    assert found.loc["hjem", "value"] == pytest.approx(40 / (40 + LATER))


def test_value_per_krone_is_by_who_owns_and_missing_where_one_of_its_initiatives_is() -> None:
    found = npv_per_krone(cube(), INITIATIVES)
    worth = 100 + LATER - 100 + 40 - 10
    assert found.loc["hjem", ["numerator", "denominator", "value"]].tolist() == pytest.approx([worth, 110, worth / 110])
    assert found.loc["lege", "value"] == pytest.approx(-30 / 50)
    assert found.loc["skole", "why"] is Missing.NO_PLAN
    assert found.loc[["skole"], "value"].isna().all()


@given(slow_towns())
@settings(deadline=None, derandomize=True, max_examples=30)
def test_what_units_capture_is_what_plain_loops_find(slow: SlowTown) -> None:
    found = own_capture(cube_of(slow, Perspective.SOCIO_ECONOMIC), PARTIES)
    wanted = cells(slow, False, 2025)
    for unit in found.index:
        brought = sum(worth for (bearer, _), worth in wanted.items() if bearer == unit)
        assert found.loc[unit, "denominator"] == pytest.approx(brought)
        assert found.loc[unit, "numerator"] == pytest.approx(wanted.get((unit, unit), 0.0))
