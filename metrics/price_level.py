"""Amounts of different years in the prices of one: the municipal deflator, never the consumer price index."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pandas as pd

from metrics.parameters import in_force, stated_for
from metrics.results import Missing
from metrics.rounding import scaled, whole_quotient

DEFLATOR = "municipal_deflator"
WAGE_SHARE = "municipal_deflator_wage_share"
_TENTHS_OF_A_PER_CENT = 1000


@dataclass(frozen=True)
class PriceFactor:
    """What an amount is multiplied by to carry it from one year's prices to another's; exact.

    Where the growth of a year on the way is unknown, `exact` is None and `unknown_years` says which: a gap is never
    taken for no growth.
    """

    exact: Fraction | None
    unknown_years: tuple[int, ...] = ()

    @property
    def value(self) -> float:
        """The factor as a number; NaN where it is unknown."""
        return float("nan") if self.exact is None else float(self.exact)

    @property
    def why(self) -> Missing | None:
        """Why the factor is missing; None where it is known."""
        return Missing.NO_PRICE_GROWTH if self.exact is None else None


def price_factor(from_year: int, to_year: int, overrides: pd.DataFrame | None = None) -> PriceFactor:
    """Return the factor from one year's prices to another's: the product of (1 + growth) of the years between.

    Back in time it is the inverse; within a year it is 1.

    Args:
        from_year: The year whose prices the amount is in.
        to_year: The year whose prices are wanted.
        overrides: PARAMETERS rows of the municipality: its own `municipal_deflator` dated 1 January of the year that
            the growth carries prices into.

    Raises:
        ValueError: The municipality's growth is outside the bounds of the shipped one.

    Source:
        KS, kommunal deflator.
    """
    years = range(min(from_year, to_year) + 1, max(from_year, to_year) + 1)
    growths = {year: stated_for(DEFLATOR, date(year, 1, 1), overrides) for year in years}
    unknown = tuple(year for year, growth in growths.items() if growth is None)
    if unknown:
        return PriceFactor(None, unknown)
    product = Fraction(1)
    for growth in growths.values():
        product *= 1 + Fraction(str(growth))  # the decimals as they are written, not their binary neighbour
    return PriceFactor(product if to_year >= from_year else 1 / product)


def composed_growth(wages: float, prices: float, on: date, overrides: pd.DataFrame | None = None) -> float:
    """Return a year's municipal deflator composed of the growth of wages and of prices, to a tenth of a per cent.

    Args:
        wages: Growth of wages into the year, as a share: 0.032.
        prices: Growth of the prices of what is bought, as a share.
        on: The day whose share of wages in municipal costs weighs them.
        overrides: PARAMETERS rows of the municipality, as for `price_factor`.

    Source:
        KS, kommunal deflator: wages and prices weighed by their shares of the costs, published with one decimal.
    """
    share, of_wages, of_prices = (Fraction(str(one)) for one in (in_force(WAGE_SHARE, on, overrides), wages, prices))
    exact = share * of_wages + (1 - share) * of_prices
    return whole_quotient(exact.numerator * _TENTHS_OF_A_PER_CENT, exact.denominator) / _TENTHS_OF_A_PER_CENT


def in_prices_of(
    to_year: int, amounts_minor: pd.Series, from_years: pd.Series, overrides: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return each amount in the prices of one year, rounded once, halves away from zero; the sign stays.

    Args:
        to_year: The year whose prices are wanted.
        amounts_minor: Int64, in the prices of the year beside it.
        from_years: The price year of each amount; the same index.
        overrides: PARAMETERS rows of the municipality, as for `price_factor`.

    Returns:
        amount_minor (Int64) and why. <NA> where the amount is missing (the amount's own reason then stands) and where
        a year's growth is unknown, which why says.
    """
    years = from_years.to_numpy(dtype="int64")
    factors = {int(year): price_factor(int(year), to_year, overrides) for year in dict.fromkeys(years)}
    carried = pd.Series(pd.NA, index=amounts_minor.index, dtype="Int64")
    for year, factor in factors.items():
        if factor.exact is not None:
            carried[years == year] = scaled(amounts_minor[years == year], factor.exact).array
    why = pd.Series([factors[int(year)].why for year in years], index=amounts_minor.index, dtype=object)
    return pd.DataFrame({"amount_minor": carried, "why": why})
