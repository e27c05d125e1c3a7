"""What verified benefits have been cut from a budget, and what has not yet: only the first is money in one's own."""

import pandas as pd

from data.benefit_vocabulary import BenefitType, Verdict
from data.periods import Quarter
from data.vocabulary import Dimension, Grain
from metrics.benefit_columns import CLAIMS, MEASUREMENTS
from metrics.benefit_lines import end_benefits, until
from metrics.benefit_tables import BenefitTables
from metrics.card import Better, Metric, Unit
from metrics.positions import rolled_up
from metrics.price_level import in_prices_of
from metrics.ratios import complete_sums
from metrics.realisation import REVIEWED, SINCE
from metrics.results import Missing

_YEARLY = ["unit_id", "benefit_id", "fiscal_year"]


def verified_cash(tables: BenefitTables) -> pd.DataFrame:
    """Return what was verified of benefits that can become money, at the unit that gains; kroner of the year itself.

    Returns:
        unit_id, benefit_id, fiscal_year, period, amount_minor (<NA> where it was measured in the prices of another
        year and the growth between is unknown). End benefits only.
    """
    ends = end_benefits(tables.benefits, tables.dependencies)
    cash = (tables.benefits["benefit_type"] == BenefitType.CASH) & tables.benefits["benefit_id"].isin(list(ends))
    rows = tables.measurements
    chosen = rows["benefit_id"].isin(tables.benefits.loc[cash.to_numpy(dtype=bool), "benefit_id"])
    rows = rows[(chosen & (rows["verdict"] == Verdict.CONFIRMED)).to_numpy(dtype=bool)].reset_index(drop=True)
    units = dict(zip(tables.parties["party_id"], tables.parties["unit_id"], strict=True))
    rows = rows.assign(unit_id=rows["beneficiary_id"].map(units).astype(object))
    rows = rows[rows["unit_id"].notna().to_numpy(dtype=bool)].reset_index(drop=True)
    return rows[[*_YEARLY, "period"]].assign(amount_minor=_in_own_year(rows, tables))


def _in_own_year(rows: pd.DataFrame, tables: BenefitTables) -> pd.Series:
    parts = [
        in_prices_of(year, of_year["verified_minor"], of_year["price_year"], tables.parameters)["amount_minor"]
        for year in sorted({int(each) for each in rows["fiscal_year"]})
        for of_year in [rows[(rows["fiscal_year"] == year).to_numpy(dtype=bool)]]
    ]
    return pd.concat(parts).reindex(rows.index) if parts else pd.Series(dtype="Int64")


def booked(tables: BenefitTables) -> pd.DataFrame:
    """Return the lines of the realisation calendar that a booked budget change has realised."""
    return tables.claims[tables.claims["booked"].fillna(False).to_numpy(dtype=bool)].reset_index(drop=True)


def cut_by_benefit(verified: pd.DataFrame, cut: pd.DataFrame) -> pd.DataFrame:
    """Return what was verified of each benefit in a year and what of it a booked change has cut from a budget.

    Args:
        verified: What `verified_cash` returned, of the units and periods asked about.
        cut: What `booked` returned, of the same.

    Returns:
        unit_id, benefit_id, fiscal_year, verified_minor, cut_minor (never more than was verified) and left_minor
        (verified and not cut); kroner of the year itself. <NA> where a part is missing.
    """
    sums = _complete(verified, _YEARLY, "amount_minor")
    cuts = cut[[*_YEARLY, "amount_minor"]].groupby(_YEARLY)["amount_minor"].sum()
    cuts = cuts.reindex(sums.index).fillna(0).astype("Int64")
    within = cuts.where(cuts.le(sums).fillna(True), sums).mask(sums.isna())
    answer = pd.DataFrame({"verified_minor": sums, "cut_minor": within, "left_minor": sums - within})
    return answer.reset_index()


def _complete(rows: pd.DataFrame, by: str | list[str], of: str) -> pd.Series:
    sums: pd.Series = complete_sums(rows, by, [of])[of]
    return sums.astype("Int64")


def verified_and_cut(verified: pd.DataFrame, cut: pd.DataFrame, tables: BenefitTables) -> pd.DataFrame:
    """Return what was verified of benefits and cut from a budget: the part that is money in one's own.

    Args:
        verified: What `verified_cash` returned, of the benefits and periods asked about.
        cut: What `booked` returned, of the same.
        tables: The register: figures are in the prices of the year it looks at.

    Returns:
        One row: numerator and value (whole minor units and the same as a number), denominator (what was verified of
        the benefits that can become money), why. NaN where a part is missing.

    Source:
        Prosjektveiviseren's benefits plan: only what is visible in the budget is money.
    """
    rows = cut_by_benefit(verified.assign(unit_id=_ALL), cut.assign(unit_id=_ALL))
    priced = {
        name: in_prices_of(tables.quarter.year, rows[name], rows["fiscal_year"], tables.parameters)["amount_minor"]
        for name in ("cut_minor", "verified_minor")
    }
    known = not any(amounts.isna().any() for amounts in priced.values())
    cut_sum, whole = (int(amounts.sum()) if known else None for amounts in priced.values())
    why = None if known else Missing.NO_PRICE_GROWTH
    row = {"numerator": cut_sum, "denominator": whole, "value": cut_sum, "why": why}
    return pd.DataFrame([row], dtype=object).astype({"numerator": "Int64", "denominator": "Int64", "value": "float64"})


_ALL = "all"
_NOTHING = pd.Series(dtype="Int64")


def saving_not_cut(tables: BenefitTables, positions: pd.DataFrame) -> pd.Series:
    """Return the verified saving of each unit's year that its budget still holds: how it reaches the fair score.

    Args:
        tables: The register.
        positions: BUDGET_POSITIONS at quarter ends, indexed by unit_id, fiscal_year, quarter.

    Returns:
        Indexed as `positions`: whole minor units, 0 where nothing is left to cut; <NA> where it is not known.

    Source:
        Brobygger's own definition of the fair adherence score.
    """
    units = sorted(set(positions.index.get_level_values("unit_id")))
    verified, cut = (rolled_up(rows, tables.units, units) for rows in (verified_cash(tables), booked(tables)))
    quarters = sorted({(int(year), int(number)) for _, year, number in positions.index}) if len(verified) else []
    left: dict[tuple[str, int, int], object] = {}
    made: dict[tuple[int, int], pd.Series] = {}
    for year, number in quarters:
        due = until(verified[(verified["fiscal_year"] == year).to_numpy(dtype=bool)], Quarter(year, number))
        state = year, len(due)  # of a year more only becomes due: as many rows are the same rows
        if len(due) and state not in made:
            made[state] = _complete(cut_by_benefit(due, cut), "unit_id", "left_minor")
        left |= {(str(unit), year, number): amount for unit, amount in made.get(state, _NOTHING).items()}
    return pd.Series([left.get(key, 0) for key in positions.index], index=positions.index, dtype="Int64")


VERIFIED_AND_CUT = Metric(
    key="verified_and_cut",
    dimension=Dimension.BENEFITS,
    unit=Unit.MINOR,
    better=Better.HIGHER,
    grain=Grain.QUARTER,
    needs=(MEASUREMENTS, CLAIMS),
    compute=verified_and_cut,
    source="Prosjektveiviseren, gevinstrealiseringsplan: budsjettmessig virkning i egen virksomhet",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)
