"""How much a scenario's worth leans on the discount rate, and which rate a published worth was made with."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from metrics.discounting import DiscountSchedule, factors
from metrics.outsider_profile import differences
from metrics.outsiders import Scenario, accounts_of


def flat(rate: float) -> DiscountSchedule:
    """Return one and the same rate for all years, for a sensitivity; it is nobody's rule."""
    return DiscountSchedule("flat", date.min, ((None, rate),), None, "D", "a rate to compare with; nobody's rule")


def rate_sensitivity(profile: pd.DataFrame, scenario: Scenario, rates: tuple[float, ...]) -> pd.DataFrame:
    """Return what the scenario is worth at each discount rate; + is a gain.

    Returns:
        Indexed by rate: present_minor, cost_minor, net_minor and break_even_age (Int64; <NA> is never).
    """
    more = differences(profile)
    answers = [accounts_of(more, replace(scenario, schedule=flat(rate))) for rate in rates]
    rows = [(one.total.potential_minor, one.cost_minor, one.net.potential_minor, one.break_even_age) for one in answers]
    columns = ["present_minor", "cost_minor", "net_minor", "break_even_age"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(rates, name="rate"), dtype="Int64")


_RATES = (-0.5, 10.0)
"""Where a rate is looked for."""

_HALVINGS = 100
"""After so many the interval is far below what a float can tell."""


def implied_rate(flows: tuple[float, ...], worth: float) -> float:
    """Return the one rate at which yearly amounts from t = 0 are worth a published present value.

    Args:
        flows: Amounts of 0 or above, at least one of them after t = 0.
        worth: Their present value.

    Returns:
        The rate as a share; NaN where none from -50 % to 1 000 % gives that value.
    """
    low, high = _RATES
    if not _worth(flows, high) <= worth <= _worth(flows, low):
        return float("nan")
    for _ in range(_HALVINGS):  # the present value falls as the rate rises
        middle = (low + high) / 2
        low, high = (middle, high) if _worth(flows, middle) > worth else (low, middle)
    return (low + high) / 2


def _worth(flows: tuple[float, ...], rate: float) -> float:
    return float(np.asarray(flows) @ factors(flat(rate), range(len(flows))))
