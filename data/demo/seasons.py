"""How a whole-year amount falls over the twelve months, and how it is split so that not an øre is lost."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Months = npt.NDArray[np.float64]

Season = tuple[float, ...]

_EVEN: Season = (1.0,) * 12
_PAY: Season = (1.0, 1.0, 1.0, 1.0, 1.0, 1.44, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
_SUMMER: Season = (0.9, 0.9, 0.9, 0.9, 0.95, 1.2, 1.8, 1.3, 0.9, 0.9, 0.9, 1.1)
_WINTER: Season = (1.7, 1.6, 1.35, 1.0, 0.75, 0.5, 0.4, 0.45, 0.65, 0.95, 1.2, 1.5)
_LATE: Season = (0.7, 0.9, 1.0, 1.0, 1.0, 1.0, 0.5, 0.9, 1.1, 1.2, 1.3, 1.4)
_QUARTERLY: Season = (0.0, 0.0, 1.0) * 4
_GRANTS: Season = (0.0, 0.0, 1.0, 0.0, 1.0, 3.0, 0.0, 0.5, 2.0, 1.0, 0.5, 3.0)
_TAX: Season = (1.4, 0.4, 1.7, 0.4, 1.7, 0.4, 1.3, 0.4, 1.7, 0.4, 1.8, 0.4)
_BLOCK_GRANT: Season = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0)
_SCHOOL_FEES: Season = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0)
_TWICE: Season = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
_JANUARY: Season = (8.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_MAY: Season = (0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_DECEMBER: Season = (0.0,) * 11 + (1.0,)

SEASONS: dict[str, Season] = (
    dict.fromkeys(("010", "050", "099"), _PAY)  # holiday pay falls in June
    | dict.fromkeys(("020", "030", "040"), _SUMMER)  # substitutes stand in for summer leave
    | dict.fromkeys(("105", "120", "150", "195", "200", "230", "240", "250"), _LATE)
    | {"180": _WINTER, "185": _JANUARY, "600": _SCHOOL_FEES, "640": _QUARTERLY, "500": _QUARTERLY}
    | {"510": _TWICE, "540": _DECEMBER, "700": _GRANTS, "730": _GRANTS, "810": _GRANTS, "770": _QUARTERLY}
    | {"800": _BLOCK_GRANT, "870": _TAX, "900": _QUARTERLY, "905": _MAY, "390": _TWICE}
)
"""Art: weight of each month; an art not named falls evenly."""


def weights(accounts: pd.Series, first_month: int = 1) -> Months:
    """Return a row of twelve weights for each account, 0 before `first_month`.

    An account whose season has no weight left from that month falls evenly over the months that remain.
    """
    table = np.array([SEASONS.get(account, _EVEN) for account in accounts], dtype=float).reshape(-1, 12)
    table[:, : first_month - 1] = 0.0
    spent = table.sum(axis=1) == 0
    table[spent, first_month - 1 :] = 1.0
    return table


def split(amounts_minor: npt.NDArray[np.int64], parts: Months) -> npt.NDArray[np.int64]:
    """Return each whole amount divided by its row of parts: whole øre that sum to the amount exactly.

    Each share is rounded down; what is left goes, an øre at a time, to the largest remainders.
    """
    exact = amounts_minor[:, None] * (parts / parts.sum(axis=1, keepdims=True))
    floors = np.floor(exact).astype(np.int64)
    left = amounts_minor - floors.sum(axis=1)
    order = np.argsort(np.argsort(floors - exact, axis=1, kind="stable"), axis=1, kind="stable")
    whole: npt.NDArray[np.int64] = floors + (order < left[:, None]).astype(np.int64)
    return whole
