"""Each party's gains, costs and transfers, and the wrong pockets over all initiatives."""

import pytest
from hypothesis import given, settings

from metrics.party_values import party_values, sides, wrong_pockets
from metrics.value_cube import value_cube
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line
from tests.metrics.slow_towns import slow_towns
from tests.metrics.slow_value_oracle import SlowTown, discount, money_lines, party_npv
from tests.metrics.value_town import basis, cube_of, plan, register


def cost(of: str, bearer: str, amount: int, year: int = 2025) -> tuple[object, ...]:
    return line(of, 1, 900 + year, None, year, 12, amount, flow="cost", bearer=bearer, beneficiary=None)


def gain(of: str, bearer: str, beneficiary: str, amount: int, year: int = 2026) -> tuple[object, ...]:
    return line(of, 1, 100 + year, of.lower(), year, 12, amount, bearer=bearer, beneficiary=beneficiary)


KNOWN = ["WRONG", "HARM", "OWN", "BAD"]
TABLES = register(
    initiatives=[initiative(one, "hjem") for one in KNOWN], benefits=[benefit(one.lower(), one) for one in KNOWN]
)
LINES = plan(
    cost("WRONG", "hjem", 100),
    gain("WRONG", "hjem", "nav", 1040),  # worth 1 000 at t = 1
    line("WRONG", 1, 3, None, 2025, 12, 30, flow="transfer", bearer="nav", beneficiary="hjem"),
    cost("HARM", "hjem", 10),
    gain("HARM", "hjem", "hjem", 104),
    line("HARM", 1, 4, "harm", 2026, 12, -52, bearer="hjem", beneficiary="lege"),  # loses 50, but pays nothing
    cost("OWN", "hjem", 100),
    gain("OWN", "hjem", "hjem", 1040),
    cost("BAD", "hjem", 100),
    gain("BAD", "hjem", "nav", 52),  # hjem loses, and so does the whole: not worth doing, whoever pays
)


def test_gains_costs_and_transfers_are_told_apart_on_both_sides() -> None:
    found = party_values(sides(value_cube(LINES, TABLES, basis()).rows)).loc["WRONG"]
    told = found[["gains", "costs", "received", "paid", "npv"]]
    assert told.loc["hjem"].tolist() == pytest.approx([0, -100, 30, 0, -70])
    assert told.loc["nav"].tolist() == pytest.approx([1000, 0, 0, -30, 970])
    assert found["bearer"].tolist() == [True, True]  # who pays a transfer pays, too


def test_a_wrong_pocket_pays_and_loses_by_something_that_is_worth_doing() -> None:
    found = wrong_pockets(value_cube(LINES, TABLES, basis()))
    assert found[["initiative_id", "party_id"]].to_numpy().tolist() == [["WRONG", "hjem"]]
    row = found.iloc[0]
    assert row["loss"] == pytest.approx(70)
    assert row["loss_a_year"] == pytest.approx(70 * 1.04)  # one year after the base year
    assert row["loss_share"] == pytest.approx(70 / 970)
    assert (row["npv_total"], row["needed"], row["capacity"]) == pytest.approx((900, 70, 970))


def test_without_lines_there_is_no_wrong_pocket() -> None:
    assert wrong_pockets(value_cube(plan(), register(), basis())).empty


@given(slow_towns())
@settings(deadline=None, derandomize=True, max_examples=30)
def test_wrong_pockets_are_those_that_plain_loops_find(slow: SlowTown) -> None:
    found = wrong_pockets(cube_of(slow, Perspective.SOCIO_ECONOMIC))
    wanted = {}
    for name in ("A", "B"):
        alone = SlowTown(slow.parties, slow.benefits, [one for one in slow.lines if one.initiative == name])
        npv = party_npv(alone, False, 2025)
        paying = {one.bearer for one in alone.lines if one.flow != "benefit" and one.amount}
        last = max((one.year for one in money_lines(alone, False)), default=2025) - 2025
        if sum(npv.values()) > 0.001:
            years = sum(discount(t) for t in range(1, last + 1))
            wanted |= {
                (name, who): -worth / years if years else None
                for who, worth in npv.items()
                if worth < -0.5 and who in paying
            }
    told = {(row.initiative_id, row.party_id): row.loss_a_year for row in found.itertuples()}
    assert told.keys() == wanted.keys()
    assert {one: told[one] for one in told if wanted[one]} == pytest.approx(
        {one: wanted[one] for one in wanted if wanted[one]}
    )
