"""How much a scenario's worth leans on the discount rate, and the rate at which it is worth no more than it costs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from metrics.discounting import DiscountSchedule, factors
from metrics.outsider_profile import differences
from metrics.outsiders import OutsiderAccounts, Scenario, accounts_of


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


_RATES = (0.0, 10.0)
"""Where a rate is looked for: from no discounting to 1 000 %."""

_HALVINGS = 100
"""After so many the interval is far below what a float can tell."""


def break_even_rate(net: Sequence[float]) -> float:
    """Return the discount rate at which yearly net amounts from t = 0 are worth nothing: below it they are a gain.

    Args:
        net: Amounts, first those that are paid (0 or below), then those that are gained (0 or above).

    Returns:
        The rate as a share. NaN where the amounts change sign more than once, so that no one rate divides gain from
        loss, and where none from 0 to 1 000 % does.

    Source:
        The internal rate of return.
    """
    amounts = np.asarray(net, dtype="float64")
    signs = np.sign(amounts[amounts != 0])
    low, high = _RATES
    if (np.diff(signs) != 0).sum() != 1 or signs[0] > 0 or not _worth(amounts, low) >= 0 >= _worth(amounts, high):
        return float("nan")
    for _ in range(_HALVINGS):  # what comes later than it costs is worth less at a higher rate
        middle = (low + high) / 2
        low, high = (middle, high) if _worth(amounts, middle) > 0 else (low, middle)
    return (low + high) / 2


def _worth(amounts: np.ndarray, rate: float) -> float:
    return float(amounts @ factors(flat(rate), range(len(amounts))))


def yearly_net(accounts: OutsiderAccounts) -> list[float]:
    """Return what a scenario may give less what it costs, by year from its start (minor units, undiscounted)."""
    effects = accounts.by_age.groupby(level="age")["potential_minor"].sum().to_numpy(dtype="float64")
    costs = np.asarray(accounts.scenario.cost_minor, dtype="float64")
    net = np.zeros(max(len(effects), len(costs)))
    net[: len(effects)] += effects
    net[: len(costs)] -= costs
    return [float(one) for one in net]
