"""What of a lower cost is price, what is volume, and what is realised by doing the same for less."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.benefit_columns import MEASUREMENTS
from metrics.benefit_effects import price_and_volume_saving
from metrics.benefit_lines import until
from metrics.benefit_tables import BenefitTables
from metrics.measured_rows import given, rows_of
from metrics.party_names import party_names
from metrics.price_level import PriceFactor, price_factor
from metrics.results import Missing
from metrics.tables import require
from metrics.value_flow_rows import minor


@dataclass(frozen=True)
class Parts:
    """What the change of a cost is made of, in minor units of the year's own prices; + is less spent.

    price + volume + realised = total. All None where the adjustment cannot be made.

    Attributes:
        total_minor: The whole change.
        price_minor: The growth of prices: below zero where they rose.
        volume_minor: Another volume, at variable cost and in the prices of then: demand, and no gain.
        realised_minor: What the actual volume would have cost the old way, less what it cost.
    """

    total_minor: int | None = None
    price_minor: int | None = None
    volume_minor: int | None = None
    realised_minor: int | None = None

    @property
    def only_demand(self) -> bool:
        """Whether less was spent in all although nothing is realised: a fallen demand is no gain of the measure's."""
        return (self.total_minor or 0) > 0 >= (self.realised_minor or 0)


@dataclass(frozen=True)
class Adjusted:
    """What a period cost against the same before, in minor units; None with the reason where it is missing.

    Attributes:
        price_year_before: The year whose prices the cost before is in; the cost then is in those of its own year.
        before_minor: What a period cost before.
        after_minor: What it cost then.
        volume_before: How much there was of it before.
        volume_after: How much there was then.
        unit_cost_before_minor: What a unit cost before, fixed costs spread on them.
        unit_cost_after_minor: What a unit cost then.
        parts: What the change is made of.
        stated_minor: What was entered as realised, where that is in the same prices.
        unknown_years: The years whose price growth is unknown, where that is why.
    """

    fiscal_year: int
    period: int
    beneficiary: str
    price_year_before: int
    before_minor: int | None
    after_minor: int | None
    volume_before: float | None
    volume_after: float | None
    unit_cost_before_minor: int | None
    unit_cost_after_minor: int | None
    parts: Parts
    stated_minor: int | None
    why: Missing | None
    unknown_years: tuple[int, ...]


def adjusted_savings(tables: BenefitTables, benefit_id: str) -> tuple[Adjusted, ...] | None:
    """Return each measured period of a benefit adjusted for price and volume, up to the quarter looked at.

    None where nobody has told what a unit cost before. Prices are carried by the municipal deflator from the year of
    the baseline to that of the measurement; fixed costs stay whole whatever the volume.

    Source:
        Brobygger's own definition: fixed costs diluted by volume are not a realised gain, nor is a fallen demand.
    """
    require(tables.measurements, MEASUREMENTS)
    benefit = rows_of(tables.benefits, "benefit_id", benefit_id)[0]
    if given(benefit["unit_cost_before_minor"]) is None or given(benefit["baseline_on"]) is None:
        return None
    own = tables.measurements[(tables.measurements["benefit_id"] == benefit_id).to_numpy(dtype=bool)]
    rows = until(own, tables.quarter).sort_values(["fiscal_year", "period", "beneficiary_id"]).reset_index(drop=True)
    names, factors = party_names(tables), _factors(tables, benefit, rows)
    realised = _realised(benefit, rows, factors)
    told = zip(rows.to_dict("records"), realised, factors, strict=True)
    return tuple(
        _adjusted(benefit, names[row["beneficiary_id"]], row, given(amount), factor) for row, amount, factor in told
    )


def _factors(tables: BenefitTables, benefit: dict[Any, Any], rows: pd.DataFrame) -> list[PriceFactor]:
    base = benefit["baseline_on"].year
    return [price_factor(base, int(year), tables.parameters) for year in rows["fiscal_year"]]


def _realised(benefit: dict[Any, Any], rows: pd.DataFrame, factors: list[PriceFactor]) -> pd.Series:
    years = pd.DataFrame(
        {
            "fixed_before_minor": float(given(benefit["fixed_cost_before_minor"]) or 0),
            "variable_before_minor": float(benefit["unit_cost_before_minor"]),
            "volume": rows["volume_after"],
            "deflator": [factor.value for factor in factors],
            "actual_minor": rows["cost_after_minor"],
        },
        index=rows.index,
    )
    return price_and_volume_saving(years)


def _adjusted(
    benefit: dict[Any, Any], beneficiary: str, row: dict[Any, Any], realised: int | None, factor: PriceFactor
) -> Adjusted:
    """Return one period; the volume's part is what the others leave, so that the parts sum exactly."""
    volume, volume_after = given(benefit["volume_before"]), given(row["volume_after"])
    fixed, unit = float(given(benefit["fixed_cost_before_minor"]) or 0), float(benefit["unit_cost_before_minor"])
    cost = None if volume is None else fixed + unit * volume
    before, after = minor(cost), given(row["cost_after_minor"])
    dearer = minor(None if cost is None else cost * factor.value)
    why = Missing.NOT_MEASURED if None in (before, after, volume_after) else factor.why
    return Adjusted(
        fiscal_year=int(row["fiscal_year"]),
        period=int(row["period"]),
        beneficiary=beneficiary,
        price_year_before=benefit["baseline_on"].year,
        before_minor=before,
        after_minor=None if after is None else int(after),
        volume_before=volume,
        volume_after=volume_after,
        unit_cost_before_minor=minor(cost / volume) if cost is not None and volume else None,
        unit_cost_after_minor=minor(after / volume_after) if after is not None and volume_after else None,
        parts=_parts(before, after, dearer, realised),
        stated_minor=_stated(row),
        why=why,
        unknown_years=factor.unknown_years if why is Missing.NO_PRICE_GROWTH else (),
    )


def _parts(before: int | None, after: int | None, dearer: int | None, realised: int | None) -> Parts:
    if before is None or after is None or dearer is None or realised is None:
        return Parts()
    total, price, own = before - int(after), before - dearer, int(realised)
    return Parts(total, price, total - price - own, own)


def _stated(row: dict[Any, Any]) -> int | None:
    """Return what was entered as realised, where it is in the prices of the period's own year."""
    same = given(row["amount_minor"]) is not None and row["price_year"] == row["fiscal_year"]
    return int(row["amount_minor"]) if same else None
