"""The outsider accounts of a scenario as they are read: curves, effects, sensitivity, and who pays against who gains.

Potential effects in a public budget's view, never realised ones (see `metrics.potential_effect`).
"""

from dataclasses import dataclass

import pandas as pd

from data.money_vocabulary import AdminLevel
from metrics.outsider_profile import curves, differences
from metrics.outsider_rates import break_even_rate, rate_sensitivity, yearly_net
from metrics.outsiders import OutsiderAccounts, Scenario, accounts_of

COMPARED_RATES = (0.0, 0.02, 0.03, 0.04, 0.06)
"""Rates that a scenario is compared at. Brobygger's own choice; nobody's rule."""


@dataclass(frozen=True)
class PayerAgainstGainers:
    """What the level that pays has left, and what comes to the others; present values, whole minor units.

    `payer_net_minor` = the payer's own effects - the cost; below zero it loses. `others_minor` is the effects at all
    other levels; `wrong_pocket` tells that the payer loses by what is worth its cost in all.
    """

    paid_by: AdminLevel
    cost_minor: int
    payer_gains_minor: int
    payer_net_minor: int
    others_minor: int
    wrong_pocket: bool

    @property
    def payer_whole(self) -> bool:
        """Whether the level that pays has at least as much of the effects as it pays."""
        return self.payer_net_minor >= 0


@dataclass(frozen=True)
class OutsiderAnswer:
    """Everything that is said of a scenario.

    Attributes:
        curves: As `metrics.outsider_profile.curves` returns it.
        accounts: Effects by age and level, net, break-even and required lift.
        sensitivity: As `metrics.outsider_rates.rate_sensitivity` returns it, at COMPARED_RATES.
        break_even_rate: The discount rate up to which it is worth its cost; NaN where no one rate is.
        payer: Who pays against who gains.
    """

    curves: pd.DataFrame
    accounts: OutsiderAccounts
    sensitivity: pd.DataFrame
    break_even_rate: float
    payer: PayerAgainstGainers


def outsider_answer(profile: pd.DataFrame, scenario: Scenario) -> OutsiderAnswer:
    """Return the outsider accounts of a scenario.

    Args:
        profile: PROFILE without findings (see `metrics.outsider_profile`).
        scenario: The measure.

    Raises:
        FaultyProfile: The profile has findings.
        UntoldLevel: The level that pays is not among the profile's.
        OverflowError: The amounts are too large to be told to the minor unit.
    """
    accounts = accounts_of(differences(profile), scenario)
    return OutsiderAnswer(
        curves=curves(profile),
        accounts=accounts,
        sensitivity=rate_sensitivity(profile, scenario, COMPARED_RATES),
        break_even_rate=break_even_rate(yearly_net(accounts)),
        payer=_payer(accounts),
    )


def _payer(accounts: OutsiderAccounts) -> PayerAgainstGainers:
    paid_by = accounts.scenario.paid_by
    levels = accounts.by_level.index == paid_by
    gains, left = (int(accounts.by_level.loc[levels, name].iloc[0]) for name in ("present_minor", "net_minor"))
    return PayerAgainstGainers(
        paid_by=paid_by,
        cost_minor=accounts.cost_minor,
        payer_gains_minor=gains,
        payer_net_minor=left,
        others_minor=accounts.total.potential_minor - gains,
        wrong_pocket=left < 0 < accounts.net.potential_minor,
    )
