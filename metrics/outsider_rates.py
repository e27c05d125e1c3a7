"""How much a scenario's worth leans on the discount rate."""

from dataclasses import replace
from datetime import date

import pandas as pd

from metrics.discounting import DiscountSchedule
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
