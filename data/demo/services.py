"""Which services each unit runs, what they cost, and the whole-year cells (unit, function, art) that follow.

Gross cost in million kroner at the level of 2026. The proportions between service areas follow, rounded, the real
municipality named in `cost_shapes`: of the gross cost of its services administration 5 %, kindergartens 10 %, schools
19 %, child welfare 3 %, health 5 %, care 35 %, social services 9 %, technical services 9 % and culture 6 %.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.demo import cost_shapes, organisation

SEED = 20260930
FIRST_YEAR = 2023
LAST_YEAR = 2026
CLOSED_YEARS = (2023, 2024, 2025)
GROWTH = {2023: 0.885, 2024: 0.925, 2025: 0.963, 2026: 1.0}
"""The price level of each year against 2026, made up."""

THOUSAND_KRONER = 100_000
"""A thousand kroner in øre: budgets are adopted in thousands."""

SMALLEST_CELL_MILLION = 0.015

SERVICES: dict[str, tuple[tuple[str, float, str], ...]] = {
    "110": (("100", 4.6, "council"), ("110", 1.4, "council"), ("390", 5.0, "church")),
    "120": (("120", 12.5, "office"),),
    "130": (("120", 16.5, "office"), ("180", 1.2, "benefits")),
    "210": (("201", 17.0, "kindergarten"), ("211", 2.6, "kindergarten")),
    "220": (("201", 19.0, "kindergarten"), ("211", 3.2, "kindergarten")),
    "230": (("202", 33.0, "school"), ("215", 3.6, "after_school"), ("223", 1.4, "social")),
    "240": (("202", 24.0, "school"), ("215", 2.8, "after_school"), ("223", 1.0, "social")),
    "250": (("202", 37.0, "school"), ("223", 2.2, "social")),
    "260": (("244", 11.0, "child_welfare"), ("251", 2.4, "child_welfare"), ("252", 10.5, "child_welfare")),
    "270": (("213", 6.2, "school"), ("275", 4.2, "social")),
    "280": (("201", 23.0, "private_kindergarten"), ("211", 3.0, "private_kindergarten"), ("202", 11.0, "office")),
    "310": (("253", 64.0, "care"), ("261", 3.0, "building")),
    "320": (("253", 39.0, "care"), ("234", 4.2, "home_care")),
    "330": (("258", 62.0, "home_care"), ("234", 4.5, "home_care")),
    "340": (("257", 62.0, "housing_care"), ("253", 8.0, "care")),
    "350": (("241", 24.0, "health"), ("232", 7.5, "health"), ("233", 5.0, "health"), ("256", 4.0, "health")),
    "360": (("243", 9.5, "housing_care"), ("257", 10.0, "housing_care")),
    "370": (("242", 14.0, "social"), ("281", 17.0, "benefits"), ("276", 4.0, "benefits"), ("273", 5.0, "social")),
    "410": (("370", 4.4, "culture"), ("373", 1.6, "culture"), ("377", 4.6, "culture"), ("386", 3.2, "culture")),
    "420": (("383", 4.8, "culture"),),
    "430": (("380", 4.4, "culture"), ("381", 6.0, "culture"), ("231", 4.0, "culture")),
    "440": (("325", 5.6, "business"),),
    "510": (
        ("332", 15.0, "technical"),
        ("340", 4.4, "technical"),
        ("345", 6.2, "technical"),
        ("350", 6.4, "technical"),
        ("353", 5.6, "technical"),
    ),
    "520": (
        ("221", 5.2, "building"),
        ("222", 16.5, "building"),
        ("261", 7.0, "building"),
        ("130", 4.8, "building"),
        ("381", 4.4, "building"),
        ("265", 9.0, "building"),
    ),
    "530": (("338", 1.6, "fire"), ("339", 9.8, "fire")),
    "540": (("301", 4.6, "office"), ("302", 3.2, "office"), ("303", 2.6, "office"), ("360", 1.2, "office")),
}
"""Unit: its services as (KOSTRA function, gross cost in million kroner, shape of the cost)."""

MERGED_SHARES = {"231": 0.56, "232": 0.44}
"""How the services of Elvebakken skole were divided between the two schools before the merger."""

CENTRAL_ITEMS: tuple[tuple[str, str, float], ...] = (
    ("170", "090", -14.0),
    ("171", "090", 8.5),
    ("173", "090", -6.5),
    ("800", "870", -297.0),
    ("840", "800", -325.0),
    ("850", "810", -14.5),
    ("850", "470", 1.5),
    ("870", "500", 27.0),
    ("870", "510", 24.0),
    ("870", "900", -6.5),
    ("870", "905", -4.0),
)
"""Taxes, block grant, pension premium deviation, interest and instalments: (function, art, million kroner)."""

RESERVE = ("880", "540")
"""Where the budget is balanced: allocation to the unrestricted reserve."""
DEPRECIATION_REVERSAL = ("860", "990")

CELL = ["unit_id", "function_code", "account_code"]


def function_in(function_code: str, year: int) -> str:
    """Return the function that counted in a year: 254 was split into 257 and 258 from 1 January 2024.

    Source:
        Statistics Norway, «Hjemmetjenestens utgifter - oppdeling i to KOSTRA-funksjoner».
    """
    return "254" if year < 2024 and function_code in ("257", "258") else function_code


def annual_cells(year: int, chance: np.random.Generator) -> pd.DataFrame:
    """Return the original budget of a year: unit_id, function_code, account_code, amount_minor; it sums to 0.

    Amounts are whole thousand kroner in øre; costs positive, income negative.
    """
    rows = [row for unit_id in organisation.existing(year) for row in _unit_cells(unit_id, year)]
    cells = pd.DataFrame(rows, columns=[*CELL, "million"]).groupby(CELL, as_index=False)[["million"]].sum()
    paired = cells["account_code"].isin([cost_shapes.VAT, cost_shapes.VAT_REFUND])
    cells["million"] *= np.where(paired, 1.0, _habits(cells) * chance.uniform(0.99, 1.01, len(cells))) * GROWTH[year]
    cells = cells[cells["million"].abs() >= SMALLEST_CELL_MILLION]
    thousands = (cells["million"] * 1000).round().astype("int64")
    cells = cells[CELL].assign(amount_minor=thousands * THOUSAND_KRONER)
    return _balanced(pd.concat([cells, _central_cells(year)], ignore_index=True))


def _habits(cells: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return what makes units of the same kind differ, the same every year: a factor near 1 by unit and art."""
    factors = np.random.default_rng(SEED).uniform(0.94, 1.06, (1000, 1000))
    return factors[cells["unit_id"].astype(int), cells["account_code"].astype(int)]


def _unit_cells(unit_id: str, year: int) -> list[tuple[str, str, str, float]]:
    """Return a unit's cells in million kroner at the level of 2026."""
    source, share = ("230", MERGED_SHARES[unit_id]) if unit_id in MERGED_SHARES else (unit_id, 1.0)
    return [
        (unit_id, function_in(function, year), account, million * part * share)
        for function, million, shape in SERVICES[source]
        for account, part in _parts(function, shape).items()
    ]


def _parts(function_code: str, shape: str) -> dict[str, float]:
    """Return each art's part of the gross cost, costs summing to 1."""
    costs = cost_shapes.COST_SHAPES[shape]
    whole = sum(costs.values())
    parts = {account: part / whole for account, part in costs.items()}
    parts |= {account: part / 100 for account, part in cost_shapes.INCOME_SHAPES[shape].items()}
    if cost_shapes.VAT in parts:
        parts[cost_shapes.VAT_REFUND] = -parts[cost_shapes.VAT]
    if function_code in cost_shapes.SELF_FINANCED:
        parts["640"] = -cost_shapes.SELF_FINANCED[function_code]
    if function_code in cost_shapes.RENTED:
        parts["630"] = -cost_shapes.RENTED[function_code]
    return parts


def _central_cells(year: int) -> pd.DataFrame:
    rows = [
        (organisation.CENTRAL, function, account, round(million * GROWTH[year] * 1000) * THOUSAND_KRONER)
        for function, account, million in CENTRAL_ITEMS
    ]
    return pd.DataFrame(rows, columns=[*CELL, "amount_minor"])


def _balanced(cells: pd.DataFrame) -> pd.DataFrame:
    """Add the reversal of depreciation, and the reserve that brings the sum to 0 as the law asks of a budget."""
    depreciation = int(cells.loc[cells["account_code"] == "590", "amount_minor"].sum())
    reserve = -(int(cells["amount_minor"].sum()) - depreciation)
    rows = [(organisation.CENTRAL, *DEPRECIATION_REVERSAL, -depreciation), (organisation.CENTRAL, *RESERVE, reserve)]
    whole = pd.concat([cells, pd.DataFrame(rows, columns=cells.columns)], ignore_index=True)
    return whole.sort_values(CELL, ignore_index=True)
