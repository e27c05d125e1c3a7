"""From estimates and exact fractions back to whole minor units, halves away from zero."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

_NOISE_DECIMALS = 6
"""What the binary form of a decimal adds is gone at this many decimals, for any amount under 10^9 minor units."""

_LARGEST = 2.0**53
"""The last whole number up to which a float64 holds every one."""


def whole_minor(estimates: npt.ArrayLike) -> pd.Series:
    """Return estimates in minor units as whole ones, halves away from zero: 0.5 is 1, -0.5 is -1.

    Args:
        estimates: Numbers in minor units; a Series keeps its index.

    Returns:
        Int64, <NA> where the estimate is NaN.

    Raises:
        OverflowError: An estimate is beyond what a float holds to the minor unit.
    """
    index = estimates.index if isinstance(estimates, pd.Series) else None
    numbers = np.asarray(estimates, dtype="float64")
    if (np.abs(numbers) >= _LARGEST).any():
        raise OverflowError(f"an estimate beyond {_LARGEST:.0f} minor units cannot be told to the minor unit")
    known = np.round(np.nan_to_num(numbers), _NOISE_DECIMALS)
    whole = np.copysign(np.floor(np.abs(known) + 0.5), known).astype("int64")
    return pd.Series(whole, index=index, dtype="Int64").mask(np.isnan(numbers))


def whole_quotient(numerator: int, denominator: int) -> int:
    """Return numerator / denominator as the nearest whole number, exactly; halves away from zero.

    Args:
        numerator: Any whole number, of any size.
        denominator: Above 0.
    """
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def scaled(amounts_minor: pd.Series, factor: Fraction) -> pd.Series:
    """Return whole minor units times an exact factor, each rounded once; a missing amount stays missing.

    Args:
        amounts_minor: Int64.
        factor: 0 or above.
    """
    over, under = factor.numerator, factor.denominator
    products = [None if pd.isna(one) else whole_quotient(int(one) * over, under) for one in amounts_minor]
    return pd.Series(products, index=amounts_minor.index, dtype="Int64")
