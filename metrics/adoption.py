"""What a solution is worth by how many take it into use, and how many it takes before it has paid for itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AdoptionValue:
    """A solution's net present value at the planned and at the actual number of adopters; + is a net gain.

    Amounts are whole minor units of the base year. A part is None where what it is made from is missing;
    `break_even_adopters` is also None where no number is enough, which `never_breaks_even` tells.
    """

    planned_adopters: int | None
    actual_adopters: int | None
    planned_minor: int | None
    actual_minor: int | None
    break_even_adopters: int | None
    never_breaks_even: bool


def value_of_adoption(
    adopters: int | None, gain_per_adopter_minor: int | None, fixed_cost_minor: int | None
) -> int | None:
    """Return adopters x net gain of each less the cost that is there whoever adopts; None where a part is missing.

    Raises:
        ValueError: The number of adopters is negative.
    """
    if adopters is None or gain_per_adopter_minor is None or fixed_cost_minor is None:
        return None
    if adopters < 0:
        raise ValueError(f"{adopters} adopters")
    return adopters * gain_per_adopter_minor - fixed_cost_minor


def break_even_adopters(fixed_cost_minor: int, gain_per_adopter_minor: int) -> int | None:
    """Return the smallest number of adopters whose gains cover the fixed cost; None if none does.

    ceil(fixed cost / net gain per adopter), both present values in minor units; 0 where there is no cost to cover.

    Source:
        Meld. St. 30 (2019-2020): 13.1, the gain depends on how many take a solution into use; 13.2, costs of diffusion.
    """
    if fixed_cost_minor <= 0:
        return 0
    if gain_per_adopter_minor <= 0:
        return None
    return -(-fixed_cost_minor // gain_per_adopter_minor)


def adoption_value(
    planned: int | None, actual: int | None, gain_per_adopter_minor: int | None, fixed_cost_minor: int | None
) -> AdoptionValue:
    """Return what the solution is worth as planned and as it is, and how many adopters it takes.

    Args:
        planned: Adopters in the plan.
        actual: Adopters that have it in use; None where nobody has counted.
        gain_per_adopter_minor: Present value of an adopter's gain less its own costs.
        fixed_cost_minor: Present value of the cost that does not depend on the number; positive.
    """
    known, enough = False, None
    if fixed_cost_minor is not None and gain_per_adopter_minor is not None:
        known, enough = True, break_even_adopters(fixed_cost_minor, gain_per_adopter_minor)
    return AdoptionValue(
        planned_adopters=planned,
        actual_adopters=actual,
        planned_minor=value_of_adoption(planned, gain_per_adopter_minor, fixed_cost_minor),
        actual_minor=value_of_adoption(actual, gain_per_adopter_minor, fixed_cost_minor),
        break_even_adopters=enough,
        never_breaks_even=known and enough is None,
    )
