"""Fjellvik's balance at the end of each closed year, in the chapters of KOSTRA's form 0B: enough for fund and debt."""

import pandas as pd

from data.demo.actuals import YearActuals, accounts
from data.demo.services import CLOSED_YEARS, THOUSAND_KRONER

FUND_BEFORE = 62_000
"""The disposable fund at the end of 2022, in thousand kroner."""

DISPOSABLE_FUND, CAPITAL_ACCOUNT = "56", "5990"

_CHAPTERS: dict[str, dict[int, int]] = {
    "10": {2023: 61_000, 2024: 66_500, 2025: 70_200},
    "16": {2023: 37_400, 2024: 36_100, 2025: 41_800},
    "20": {2023: 792_000, 2024: 824_000, 2025: 861_000},
    "22": {2023: 9_800, 2024: 9_500, 2025: 9_100},
    "24": {2023: 36_500, 2024: 38_900, 2025: 37_700},
    "27": {2023: 1_012_000, 2024: 1_047_000, 2025: 1_083_000},
    "32": {2023: -58_300, 2024: -61_900, 2025: -64_700},
    "40": {2023: -868_000, 2024: -897_000, 2025: -931_000},
    "45": {2023: -618_000, 2024: -646_000, 2025: -671_000},
    "51": {2023: -19_600, 2024: -21_300, 2025: -20_900},
    "53": {2023: -12_000, 2024: -11_400, 2025: -13_100},
    "55": {2023: -6_200, 2024: -5_800, 2025: -5_500},
}
"""Chapter: thousand kroner at the end of each year; assets positive, debt and equity negative."""


def balance_lines(year: int) -> pd.DataFrame:
    """Return account_code and amount_minor (øre) at the end of a closed year; they sum to 0."""
    amounts = {chapter: thousand[year] * THOUSAND_KRONER for chapter, thousand in _CHAPTERS.items()}
    amounts[DISPOSABLE_FUND] = -disposable_fund(year)
    amounts[CAPITAL_ACCOUNT] = -sum(amounts.values())
    return pd.DataFrame({"account_code": list(amounts), "amount_minor": list(amounts.values())})


def disposable_fund(year: int) -> int:
    """Return the fund at the end of a closed year in øre: what was set aside and the year's result are added to it."""
    years = [closed for closed in CLOSED_YEARS if closed <= year]
    return FUND_BEFORE * THOUSAND_KRONER + sum(_added(accounts(closed)) for closed in years)


def _added(actuals: YearActuals) -> int:
    booked = actuals.monthly.sum(axis=1) + actuals.closing
    set_aside = booked[(actuals.budget.cells["account_code"] == "540").to_numpy()].sum()
    return int(set_aside) - int(booked.sum())
