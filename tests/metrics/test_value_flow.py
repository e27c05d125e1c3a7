"""Who pays and who gains: the matrix, net values, own capture, payback and the cost of raising taxes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.discounting import schedule
from metrics.results import Missing
from metrics.value_cube import ValueCube, value_cube
from metrics.value_flow import value_flow
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_towns import slow_towns
from tests.metrics.slow_value_oracle import SlowTown, cells, party_npv, public_net
from tests.metrics.value_town import basis, cube_of, plan, register

SOCIAL = Perspective.SOCIO_ECONOMIC
CROWN = 100


def published(perspective: Perspective = Perspective.PUBLIC_BUDGET) -> ValueCube:
    """Return the published vector: hjem pays 1.0 + 0.2 x 5; a year it gets .15, the hospital .40 and nav .05 (m kr)."""
    tables = register(
        initiatives=[initiative("A", "hjem")],
        benefits=[benefit(to, "A", "cash" if to == "hjem" else "other_public") for to in ("hjem", "hospital", "nav")],
    )
    million = 1_000_000 * CROWN
    yearly = {"hjem": 15 * million // 100, "hospital": 40 * million // 100, "nav": 5 * million // 100}
    rows = [line("A", 1, 0, None, 2025, 12, million, flow="cost", bearer="hjem", beneficiary=None)]
    for year in range(2026, 2031):
        cost = million // 5
        rows.append(line("A", 1, year, None, year, 12, cost, flow="operating_cost", bearer="hjem", beneficiary=None))
        rows += [
            line("A", 1, year * 10 + number, to, year, 12, amount, bearer="hjem", beneficiary=to)
            for number, (to, amount) in enumerate(yearly.items())
        ]
    return value_cube(plan(*rows), tables, basis(perspective))


def test_the_flow_is_that_of_the_published_vector() -> None:
    # published, a5 = 4.451822: costs 1 + 0.2 a5 = 1.890364; worth 0.6 a5 - 1.890364 = 0.780729; hjem 0.15 a5 - 1.890364
    found = value_flow(published())
    million = 1_000_000 * CROWN
    npv = found.parties["npv"] / million
    assert found.total / million == pytest.approx(0.780729, abs=1e-6)
    assert npv["hjem"] == pytest.approx(-1.222591, abs=1e-6)
    assert found.parties["costs"]["hjem"] / million == pytest.approx(-1.890364, abs=1e-6)
    assert found.parties["own_capture"]["hjem"] == pytest.approx(0.25)  # .15 of .60
    assert found.parties["spill_over"]["hjem"] == pytest.approx(0.75)
    assert found.concentration == pytest.approx(0.513889, abs=1e-6)  # .25² + .6667² + .0833²
    assert found.parties["wrong_pocket"].to_dict() == {"hjem": True, "hospital": False, "nav": False}
    assert found.parties["loss_a_year"]["hjem"] / million == pytest.approx(1.222591 / 4.451822, abs=1e-6)
    assert found.parties["loss_share"]["hjem"] == pytest.approx(1.222591 / (0.45 * 4.451822), abs=1e-6)
    assert found.compensation.needed / million == pytest.approx(1.222591, abs=1e-6)
    assert found.compensation.feasible
    paid = found.compensation.payments.set_index("payer_id")["amount"] / million
    assert paid["hospital"] == pytest.approx(1.222591 * 40 / 45, abs=1e-6)
    assert found.last_t == 5
    assert found.tax_financing is None


def test_the_cost_of_raising_taxes_is_a_line_of_its_own_and_nobodys_share() -> None:
    # every line of the vector is public money: the net outlay is -0.780729 m, and 20 øre a krone of that is a gain
    found = value_flow(published(SOCIAL))
    assert found.total == pytest.approx(value_flow(published()).total)
    assert found.tax_financing is not None
    assert found.tax_financing.present_value == pytest.approx(-0.2 * found.total)
    million = 1_000_000 * CROWN
    # t = 0: 0.2 x 1.0; then 0.2 x (0.2 - 0.6)
    assert found.tax_financing.by_year.tolist() == [million // 5] + [-8 * million // 100] * 5


def test_without_a_share_the_cost_of_raising_taxes_is_missing_and_the_rest_stands() -> None:
    cube = published(SOCIAL)
    danish = replace(cube, basis=replace(cube.basis, schedule=schedule("dk", date(2025, 1, 1))))
    found = value_flow(danish).tax_financing
    assert found is not None
    assert (found.present_value, found.why) == (None, Missing.NO_TAX_FINANCING_SHARE)
    assert found.by_year.isna().all()


def test_payback_is_from_the_first_year_and_only_of_those_who_pay() -> None:
    #             2024  2025  2026  2027
    # hjem        -100    40    40    40   -> 100 back after 2 + 20/40 years; shops only gain; nav never gets it back
    tables = register(initiatives=[initiative("A", "hjem")], benefits=[benefit("a", "A"), benefit("b", "A", "society")])
    rows = [
        line("A", 1, 1, None, 2024, 12, 100, flow="cost", bearer="hjem", beneficiary=None),
        line("A", 1, 2, None, 2024, 12, 7, flow="cost", bearer="nav", beneficiary=None),
        *(line("A", 1, year, "a", year, 12, 40, bearer="hjem", beneficiary="hjem") for year in range(2025, 2028)),
        line("A", 1, 9, "b", 2027, 12, 5, bearer="nav", beneficiary="shops"),
    ]
    found = value_flow(value_cube(plan(*rows), tables, basis(SOCIAL))).parties
    assert found["payback_simple"]["hjem"] == pytest.approx(2.5)
    # 40/1.04 + 40/1.04² = 75.44; 24.56 of 40/1.04³ = 35.56
    assert found["payback_discounted"]["hjem"] == pytest.approx(2.6906, abs=1e-4)
    assert found.loc[["nav", "shops"], "payback_simple"].isna().all()
    assert found["bearer"].to_dict() == {"hjem": True, "nav": True, "shops": False}


def test_own_capture_of_payments_that_bring_nothing_is_missing_and_a_disbenefit_is_no_share_of_what_is_gained() -> None:
    tables = register(
        initiatives=[initiative("A", "hjem")], benefits=[benefit("a", "A"), benefit("worse", "A", "disbenefit")]
    )
    rows = [
        line("A", 1, 1, "a", 2025, 12, 30, bearer="hjem", beneficiary="hjem"),
        line("A", 1, 2, "a", 2025, 12, 30, bearer="hjem", beneficiary="nav"),
        line("A", 1, 3, "worse", 2025, 12, -20, bearer="hjem", beneficiary="skole"),
        line("A", 1, 4, "a", 2025, 12, 0, bearer="lege", beneficiary="nav"),
        line("A", 1, 5, None, 2025, 12, 1, flow="cost", bearer="lege", beneficiary=None),
    ]
    found = value_flow(value_cube(plan(*rows), tables, basis()))
    assert found.parties["own_capture"]["hjem"] == pytest.approx(30 / (30 + 30 - 20))
    assert found.parties["own_capture"].isna().to_dict() == {"hjem": False, "lege": True, "nav": True, "skole": True}
    assert found.concentration == pytest.approx(0.5)  # hjem and nav, half each
    assert found.parties["loss_a_year"].isna().all()  # nothing comes after the base year


def test_nothing_valued_is_an_empty_flow() -> None:
    found = value_flow(value_cube(plan(), register(), basis()))
    assert found.parties.empty
    assert found.total == 0
    assert found.concentration != found.concentration
    assert found.compensation.feasible


@given(slow_towns())
@settings(deadline=None, derandomize=True, max_examples=30)
def test_rows_columns_and_parties_add_up_and_agree_with_plain_loops(slow: SlowTown) -> None:
    for perspective in Perspective:
        public = perspective is Perspective.PUBLIC_BUDGET
        cube = cube_of(slow, perspective)
        found = value_flow(cube)
        wanted = cells(slow, public, 2025)
        assert {pair: found.matrix.at[pair] for pair in wanted} == pytest.approx(wanted)
        whole = sum(wanted.values())
        assert found.matrix.sum(axis=1).sum() == pytest.approx(whole)
        assert found.matrix.sum(axis=0).sum() == pytest.approx(whole)
        assert found.by_year["present_value"].sum() == pytest.approx(whole)
        npv = party_npv(slow, public, 2025)
        assert found.parties["npv"].to_dict() == pytest.approx(npv, abs=1e-3)
        assert found.total == pytest.approx(sum(npv.values()), abs=1e-3)
        if found.tax_financing is not None:
            assert found.tax_financing.present_value == pytest.approx(-0.2 * public_net(slow, 2025), abs=1e-3)


@given(slow_towns(), st.integers(2, 9))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_the_value_of_several_times_the_plan_is_several_times_its_value(slow: SlowTown, times: int) -> None:
    for one in slow.benefits.values():  # whole amounts, so that no rounding comes between
        one.deadweight, one.displacement, one.attribution, one.drop_off = 0, 0, 1_000_000, 0
    once = value_flow(cube_of(slow, SOCIAL))
    for one in slow.lines:
        one.amount = (one.amount or 0) * times
    more = value_flow(cube_of(slow, SOCIAL))
    assert more.total == pytest.approx(times * once.total, abs=1e-3)
    assert more.parties["npv"].to_dict() == pytest.approx((times * once.parties["npv"]).to_dict(), abs=1e-3)


@given(slow_towns(smallest=1))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_transfers_add_nothing_to_society(slow: SlowTown) -> None:
    with_transfers = value_flow(cube_of(slow, SOCIAL)).total
    slow.lines = [one for one in slow.lines if one.flow != "transfer"]
    assert value_flow(cube_of(slow, SOCIAL)).total == pytest.approx(with_transfers, abs=1e-3)
