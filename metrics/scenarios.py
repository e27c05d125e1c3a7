"""What a measure under uncertainty is expected to be worth, and what it is worth to be able to stop it."""

from dataclasses import dataclass

import pandas as pd

from metrics.rounding import whole_quotient

CERTAIN = 1_000_000
"""Probabilities are whole millionths, so that they sum to exactly one."""


class NotCertain(ValueError):
    """The probabilities of the scenarios do not sum to one, or one of them is outside 0 to 1."""


@dataclass(frozen=True)
class OptionValue:
    """What being able to stop is worth: `value_minor` is what is expected with the choice less what is without it.

    All in whole minor units of the base year; None where a scenario's amount is missing.
    """

    committed_minor: int | None
    with_choice_minor: int | None
    value_minor: int | None


def expected_value(amounts_minor: pd.Series, probability_millionths: pd.Series) -> int | None:
    """Return the sum of probability x amount over the scenarios, rounded once; + is a net gain.

    Args:
        amounts_minor: Net present value of each scenario, whole minor units.
        probability_millionths: Of each scenario, whole millionths.

    Returns:
        Whole minor units; None where a scenario's amount is missing, however unlikely it is.

    Raises:
        NotCertain: The probabilities do not sum to one million, or one is outside 0 to one million.

    Source:
        Menon (2017), guide to the profitability of innovation projects, for KS.
    """
    chances = [int(chance) for chance in probability_millionths]
    if sum(chances) != CERTAIN or min(chances) < 0:
        raise NotCertain(f"probabilities sum to {sum(chances)} millionths, wanted {CERTAIN}, and none below 0")
    if amounts_minor.isna().any():
        return None
    weighed = (chance * int(amount) for chance, amount in zip(chances, amounts_minor, strict=True))
    return whole_quotient(sum(weighed), CERTAIN)


def option_value(scenarios: pd.DataFrame) -> OptionValue:
    """Return what being able to stop is worth: E[max(continue, stop)] - E[continue whatever happens].

    Args:
        scenarios: probability_millionths, continue_minor and stop_minor (net present value of going on and of stopping
            once the scenario is known), whole minor units.

    Returns:
        Never below 0; 0 where going on is best in every scenario.

    Raises:
        NotCertain: As for `expected_value`.

    Source:
        Menon (2017), guide to the profitability of innovation projects, for KS.
    """
    going_on, stopping = (scenarios[column].astype("Int64") for column in ("continue_minor", "stop_minor"))
    chances = scenarios["probability_millionths"]
    committed = expected_value(going_on, chances)
    known = going_on.notna() & stopping.notna()
    with_choice = expected_value(going_on.where(going_on >= stopping, stopping).where(known), chances)
    value = None if committed is None or with_choice is None else with_choice - committed
    return OptionValue(committed, with_choice, value)
