"""What it takes so that nobody loses, whether the winners can pay it, and who would pay whom."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

NOTHING_MINOR = 0.5
"""A present value under half a minor unit is what adding floats leaves over: neither a gain nor a loss."""


@dataclass(frozen=True)
class Compensation:
    """What it takes to make every party whole.

    Attributes:
        needed: W, what the losers lose together (present value, minor units).
        capacity: G, what the winners gain together.
        payments: payer_id, receiver_id, amount: each loser is paid the whole loss, each winner pays by its share of the
            gains. Empty where nobody loses, and where the winners' gains do not suffice.
    """

    needed: float
    capacity: float
    payments: pd.DataFrame

    @property
    def feasible(self) -> bool:
        """Whether the winners can pay it and still lose nothing: G is at least W."""
        return self.capacity >= self.needed - NOTHING_MINOR

    @property
    def lacking(self) -> float:
        """How much of what is needed the winners cannot pay; 0 where they can."""
        return 0.0 if self.feasible else self.needed - self.capacity


def gains(npv: pd.Series) -> pd.Series:
    """Return what each party gains; 0 for those that lose or come out even."""
    return npv.where(npv > NOTHING_MINOR, 0.0)


def losses(npv: pd.Series) -> pd.Series:
    """Return what each party loses, positive; 0 for those that gain or come out even."""
    return 0.0 - npv.where(npv < -NOTHING_MINOR, 0.0)  # a minus sign alone would make zero -0.0


def compensation(npv: pd.Series) -> Compensation:
    """Return what makes every party whole: W, G, and proportional side payments where G is at least W.

    Winner j pays loser i: loss_i x gain_j / G.

    Args:
        npv: Present value of what each party gains less what it pays, by party_id; minor units.

    Source:
        Brobygger's own definition.
    """
    won, lost = gains(npv), losses(npv)
    won, lost = won[won > 0], lost[lost > 0]
    found = Compensation(float(lost.sum()), float(won.sum()), _payments(won.iloc[:0], lost.iloc[:0]))
    if found.feasible and found.needed:
        return Compensation(found.needed, found.capacity, _payments(won, lost))
    return found


def _payments(won: pd.Series, lost: pd.Series) -> pd.DataFrame:
    shares = won.to_numpy() / won.sum() if len(won) else won.to_numpy()
    payers = np.repeat(np.asarray(won.index, dtype=object), len(lost))
    receivers = np.tile(np.asarray(lost.index, dtype=object), len(won))
    amounts = np.outer(shares, lost.to_numpy()).ravel()
    return pd.DataFrame({"payer_id": payers, "receiver_id": receivers, "amount": amounts})
