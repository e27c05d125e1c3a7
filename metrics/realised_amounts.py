"""What was planned, is expected, was realised and verified of each benefit, period by period, in one year's prices."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd

from data.benefit_vocabulary import BenefitType, Flow, Verdict
from data.periods import Quarter
from metrics.benefit_lines import Standing, end_benefits, lines_of, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.price_level import in_prices_of

AMOUNT = "amount_minor"
QUANTITY = "quantity"


class What(StrEnum):
    """What an amount of a benefit is: three say what should come, two what came."""

    ORIGINAL = "original"
    CURRENT = "current"
    FORECAST = "forecast"
    REALISED = "realised"
    VERIFIED = "verified"


_COLUMNS = ["benefit_id", "fiscal_year", "period", "in_kroner", AMOUNT, QUANTITY, "route"]


@dataclass(frozen=True)
class Register:
    """The benefits and their amounts in the prices of one year, ready to be summed for any quarter.

    Attributes:
        benefits: One row a benefit: benefit_id, initiative_id, unit_id (accountable), benefit_type, and `counts`: its
            kroner enter money totals (an end benefit, and not of quality).
        projections: PROJECTIONS.
        lines: PROJECTION_LINES of benefits with `in_kroner` (an amount was given); the amount is <NA> where the price
            growth to the year is unknown.
        measured: One row a measurement: benefit_id, fiscal_year, period, in_kroner, realised_minor, verified_minor,
            quantity and verified_quantity. Realised is what was measured as far as evidence supports it: what nothing
            supports counts 0; a loss counts in full.
    """

    benefits: pd.DataFrame
    projections: pd.DataFrame
    lines: pd.DataFrame
    measured: pd.DataFrame


@dataclass(frozen=True)
class RegisterAt:
    """The register as it stood on the last day of a quarter; its amounts are worked out once."""

    register: Register
    quarter: Quarter

    @cached_property
    def amounts(self) -> pd.DataFrame:
        """What `benefit_amounts` returns; never changed by who reads it."""
        return benefit_amounts(self.register, self.quarter)


def register_of(tables: BenefitTables) -> Register:
    """Return the register in the prices of the year looked at."""
    ends = end_benefits(tables.benefits, tables.dependencies)
    benefits = tables.benefits[["benefit_id", "initiative_id", "unit_id", "benefit_type"]].reset_index(drop=True)
    money = benefits["benefit_id"].isin(list(ends)) & (benefits["benefit_type"] != BenefitType.QUALITY)
    return Register(
        benefits=benefits.assign(counts=money.to_numpy(dtype=bool)),
        projections=tables.projections,
        lines=_priced_lines(tables),
        measured=_measured(tables),
    )


def _priced_lines(tables: BenefitTables) -> pd.DataFrame:
    rows = tables.projection_lines
    of_benefits = (rows["flow"] == Flow.BENEFIT) & rows["benefit_id"].notna()
    rows = rows[of_benefits.to_numpy(dtype=bool)].reset_index(drop=True)
    years = dict(zip(tables.initiatives["initiative_id"], tables.initiatives["price_year"], strict=True))
    from_years = pd.Series([years[one] for one in rows["initiative_id"]], index=rows.index, dtype="Int64")
    return _in_kroner(rows, tables).assign(amount_minor=_priced(rows[AMOUNT], from_years, tables))


def _in_kroner(rows: pd.DataFrame, tables: BenefitTables) -> pd.DataFrame:
    """Return the rows with whether each is kroner: an amount was given, and the benefit is not one of quality."""
    types = dict(zip(tables.benefits["benefit_id"], tables.benefits["benefit_type"], strict=True))
    priced = np.array([types.get(one) != BenefitType.QUALITY for one in rows["benefit_id"]], dtype=bool)
    return rows.assign(in_kroner=rows[AMOUNT].notna().to_numpy(dtype=bool) & priced)


def _priced(amounts: pd.Series, years: pd.Series, tables: BenefitTables) -> pd.Series:
    return in_prices_of(tables.quarter.year, amounts, years, tables.parameters)[AMOUNT]


def _measured(tables: BenefitTables) -> pd.DataFrame:
    rows = _in_kroner(tables.measurements.reset_index(drop=True), tables)
    confirmed = (rows["verdict"] == Verdict.CONFIRMED).to_numpy(dtype=bool)
    verified = rows["verified_minor"].fillna(0).where(confirmed, 0)
    return rows[["benefit_id", "fiscal_year", "period", "in_kroner", QUANTITY]].assign(
        realised_minor=_priced(supported(rows), rows["price_year"], tables),
        verified_minor=_priced(verified, rows["price_year"], tables),
        verified_quantity=rows[QUANTITY].where(confirmed, 0.0),
        route=None,
    )


def supported(measurements: pd.DataFrame) -> pd.Series:
    """Return what counts of each measured amount: no more than its evidence supports, and a loss in full.

    Args:
        measurements: MEASUREMENTS.

    Returns:
        Whole minor units; <NA> where no amount was measured. Evidence limits what may be claimed, never what is lost;
        what a verifier rejected is not supported at all.
    """
    rejected = (measurements["verdict"] == Verdict.REJECTED).to_numpy(dtype=bool)
    amounts, supports = measurements[AMOUNT], measurements["supports_minor"].fillna(0).mask(rejected, 0)
    within = amounts.le(supports).fillna(True) | amounts.lt(0).fillna(True)
    return amounts.where(within, supports)


def benefit_amounts(register: Register, quarter: Quarter) -> pd.DataFrame:
    """Return the amounts as they stood on the last day of a quarter.

    Args:
        register: What `register_of` returned.
        quarter: Plans and forecasts of a later day are not known yet.

    Returns:
        benefit_id, what (a `What`), fiscal_year, period, in_kroner, amount_minor (<NA> where the price growth is
        unknown, or not in kroner), quantity (NaN: none) and the planned route of hours. Without a forecast the current
        plan stands in.
    """
    standing = standing_projections(register.projections, quarter.last_day)
    parts = [
        lines_of(register.lines, standing, Standing(what))[_COLUMNS].assign(what=what)
        for what in (What.ORIGINAL, What.CURRENT, What.FORECAST)
    ]
    measured = register.measured
    realised = measured.assign(amount_minor=measured["realised_minor"], what=What.REALISED)
    verified = measured.assign(
        amount_minor=measured["verified_minor"], quantity=measured["verified_quantity"], what=What.VERIFIED
    )
    columns = [*_COLUMNS, "what"]
    return pd.concat([*parts, realised[columns], verified[columns]], ignore_index=True)
