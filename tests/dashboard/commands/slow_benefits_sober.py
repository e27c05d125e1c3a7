"""What plans are worth by every measure, as planned and soberer, once more in plain loops: imports no formulas."""

from typing import Any

from tests.dashboard.commands.slow_benefits_value import annuity
from tests.metrics.slow_value_oracle import SlowLine, SlowTown, discount, is_public, money_lines, net

HAIRCUTS = {"a": 0.0, "b": 0.05, "c": 0.10, "d": 0.15, "e": 0.25, "f": 0.40}
BOUNDS = {None: (0.0, 0.0), "equipment_development": (2.00, 0.54)}  # published: 200 % dearer, 54 % longer
Moved = tuple[SlowLine, int, float]
"""A line, in which year from the base year, and the amount."""


def sober_of(
    town: SlowTown, grades: dict[str, str], base_year: int, kind: str | None, *, public_budget: bool
) -> dict[str, Any]:
    lines = money_lines(town, public_budget)
    if not lines:
        return {"as_planned": nothing(), "sober": nothing(), "taken_off": {}}
    last = max(line.year - base_year for line in lines)
    planned = [(line, line.year - base_year, float(net(town, line))) for line in lines]
    dearer, longer = BOUNDS[kind]
    cut: list[Moved] = []
    for line, t, amount in planned:
        factor = 1.0
        if line.flow in ("cost", "operating_cost") and t >= 0:
            factor = 1 + dearer
        elif line.flow == "benefit" and t >= 0 and amount > 0:
            factor = 1 - HAIRCUTS[grades[line.benefit]]
        cut.append((line, t, amount * factor))
    waits = {one: waited(one, planned) * longer for one in {line.initiative for line in lines}}
    sober = [part for line in cut for part in later(line, waits[line[0].initiative], last)]
    return {
        "as_planned": measured(town, planned, last, public_budget),
        "sober": measured(town, sober, last, public_budget),
        "taken_off": {
            "haircut_minor": gained(planned) - gained(cut),
            "later_minor": gained(cut) - gained(sober),
            "dearer_minor": paid(cut) - paid(planned),
        },
    }


def nothing() -> dict[str, Any]:
    amounts = dict.fromkeys(("benefits_minor", "costs_minor", "npv_minor", "a_year_minor"))
    return {**amounts, **dict.fromkeys(("npv_per_krone", "benefit_cost_ratio", "payback_simple", "payback_discounted"))}


def waited(initiative: str, planned: list[Moved]) -> int:
    """Return the years from the first cost to the first gain; 0 where gains began before the base year."""
    own = [(line, t, amount) for line, t, amount in planned if line.initiative == initiative]
    gains = [t for line, t, amount in own if line.flow == "benefit" and amount > 0]
    costs = [t for line, t, _ in own if line.flow in ("cost", "operating_cost")]
    if not gains or not costs or min(gains) < 0:
        return 0
    return max(0, min(gains) - min(costs))


def later(moved: Moved, years: float, last: int) -> list[Moved]:
    line, t, amount = moved
    if line.flow != "benefit" or t < 0 or amount <= 0:
        return [moved]
    whole = int(years)
    part = years - whole
    found = [(line, t + whole, amount * (1 - part)), (line, t + whole + 1, amount * part)]
    return [one for one in found if one[1] <= last]


def gained(lines: list[Moved]) -> float:
    return sum(amount * discount(t) for line, t, amount in lines if line.flow == "benefit")


def paid(lines: list[Moved]) -> float:
    return sum(amount * discount(t) for line, t, amount in lines if line.flow in ("cost", "operating_cost"))


def measured(town: SlowTown, lines: list[Moved], last: int, public_budget: bool) -> dict[str, Any]:
    yearly: dict[int, float] = {}
    npv = funds = 0.0
    for line, t, amount in lines:
        sign, public = signs(town, line, public_budget)
        yearly[t] = yearly.get(t, 0.0) + sign * amount
        npv += sign * amount * discount(t)
        funds += public * amount * discount(t)
    costs = paid(lines)
    flows = [yearly.get(t, 0.0) for t in range(min(yearly), max(yearly) + 1)]
    return {
        "benefits_minor": gained(lines),
        "costs_minor": costs,
        "npv_minor": npv,
        "a_year_minor": npv / annuity(last) if last > 0 else None,
        "npv_per_krone": npv / funds if funds > 0 else None,
        "benefit_cost_ratio": gained(lines) / costs if costs > 0 else None,
        "payback_simple": payback(flows),
        "payback_discounted": payback([one * discount(t) for t, one in enumerate(flows)]),
    }


def signs(town: SlowTown, line: SlowLine, public_budget: bool) -> tuple[int, int]:
    """Return what a line adds to the whole, and how much of it is public money paid out."""
    if line.flow == "benefit":
        return 1, 0
    if line.flow != "transfer":
        return -1, int(is_public(town, line.bearer))
    pays, gains = is_public(town, line.bearer), is_public(town, line.beneficiary)
    return (int(gains) - int(pays)) if public_budget else 0, int(pays) - int(gains)


def payback(flows: list[float]) -> float | None:
    """Return when the sum is last below zero, and the part of the next year that it takes to come up."""
    total, when = 0.0, 0.0
    for t, amount in enumerate(flows):
        before, total = total, total + amount
        if total < 0:
            when = -1.0
        elif before < 0:
            when = t - 1 + -before / amount
    return None if when < 0 else when
