"""Published figures of Fjellvik and seven other made-up municipalities, for comparison per inhabitant.

Fjellvik's own are summed from its accounts; the neighbours' are drawn around them. None of these places exists.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.demo import organisation
from data.demo.actuals import accounts
from data.demo.services import CLOSED_YEARS, SEED

SOURCE = "Oppdiktede demodata (fictional demo data)"
SPENDING = "net_spending_per_inhabitant"
POPULATION = "population"
WHOLE = "all"
POPULATIONS = {2023: 7_310, 2024: 7_352, 2025: 7_401}

NEIGHBOURS: dict[str, tuple[str, int]] = {
    "demo-granvag": ("Granvåg", 6_200),
    "demo-tindelv": ("Tindelv", 8_900),
    "demo-rognfjord": ("Rognfjord", 5_400),
    "demo-lyngoy": ("Lyngøy", 9_700),
    "demo-heimdalselv": ("Heimdalselv", 7_800),
    "demo-masnes": ("Måsnes", 4_900),
    "demo-bjorkesund": ("Bjørkesund", 11_300),
}
"""Key: name and inhabitants."""

AREAS: dict[str, tuple[str, ...]] = {
    "FGK1": ("100", "110", "120", "121", "130", "180"),
    "FGK7": ("201", "211", "221"),
    "FGK8": ("202", "215", "222", "223"),
    "FGK10a": ("232", "233", "241"),
    "FGK11": ("234", "253", "254", "256", "257", "258", "261"),
    "FGK12": ("242", "243", "273", "275", "276", "281"),
    "FGK13": ("244", "251", "252"),
    "FGK2": ("231", "370", "373", "377", "380", "381", "383", "386"),
    "FGK5": ("332",),
    "FGK17": ("338", "339"),
}
"""Function group of Statistics Norway's hierarchy: the functions Fjellvik has there. Premium deviation is left out."""


@dataclass(frozen=True)
class DemoAggregate:
    """A row of `published_aggregate`: the year stands in its fourth quarter; money is øre per inhabitant."""

    municipality_id: str
    municipality_name: str
    fiscal_year: int
    measure: str
    scope: str
    value: float
    numerator: float | None
    denominator: float | None
    unit: str
    currency: str | None
    published_on: date
    quarter: int = 4
    vintage: str = "demo"
    source: str = SOURCE
    fictional: bool = True


def demo_published_aggregates() -> list[DemoAggregate]:
    """Return inhabitants and net spending per inhabitant by service area, for the closed years."""
    rows: list[DemoAggregate] = []
    for year in CLOSED_YEARS:
        own = _own_spending(year)
        rows.extend(_rows(organisation.MUNICIPALITY_ID, "Fjellvik", year, POPULATIONS[year], own))
        for key, (name, inhabitants) in NEIGHBOURS.items():
            spending = _drawn(own, key, year, inhabitants / POPULATIONS[year])
            rows.extend(_rows(key, name, year, inhabitants, spending))
    return rows


def _own_spending(year: int) -> dict[str, int]:
    """Return Fjellvik's net spending of a year by service area, closing entries included, in øre."""
    actuals = accounts(year)
    amounts = actuals.monthly.sum(axis=1) + actuals.closing
    by_function = pd.Series(amounts).groupby(actuals.budget.cells["function_code"].to_numpy()).sum()
    return {area: int(by_function.reindex(list(functions)).sum()) for area, functions in AREAS.items()}


def _drawn(own: dict[str, int], key: str, year: int, size: float) -> dict[str, int]:
    """Return a neighbour's spending: its habits are the same every year, with a little change from year to year."""
    place = list(NEIGHBOURS).index(key)
    habit = np.random.default_rng([SEED, place]).normal(1.0, 0.08, len(own))
    change = np.random.default_rng([SEED, place, year]).normal(1.0, 0.01, len(own))
    factors = habit * change * size
    return {
        area: round(amount * factor / 1000) * 1000 for (area, amount), factor in zip(own.items(), factors, strict=True)
    }


def _rows(key: str, name: str, year: int, inhabitants: int, spending: dict[str, int]) -> list[DemoAggregate]:
    published = date(year + 1, 3, 15)
    count = float(inhabitants)
    made = [DemoAggregate(key, name, year, POPULATION, WHOLE, count, None, None, "count", None, published)]
    for area, amount in spending.items():
        per_head = round(amount / inhabitants, 6)
        made.append(
            DemoAggregate(key, name, year, SPENDING, area, per_head, float(amount), count, "minor", "NOK", published)
        )
    return made
