"""Lines of plans as numbers: whose money counts in a perspective, and what each line is worth in base-year prices."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from data.benefit_vocabulary import MILLION, PUBLIC_KINDS, BenefitType, Flow
from metrics.benefit_columns import BENEFITS, PARTIES, PROJECTION_LINES
from metrics.benefit_effects import SHARES, impact_share
from metrics.benefit_lines import end_benefits
from metrics.benefit_tables import BenefitTables
from metrics.ratios import floats
from metrics.tables import require


class Perspective(StrEnum):
    """Whose money counts. The two are never added, and never drawn on one axis."""

    PUBLIC_BUDGET = "public_budget"
    SOCIO_ECONOMIC = "socio_economic"


BUDGET_TYPES = frozenset({BenefitType.CASH, BenefitType.OTHER_PUBLIC, BenefitType.DISBENEFIT})
"""Types of benefits that are money in a public budget, where the beneficiary is public."""

TYPES_COUNTED = {
    Perspective.PUBLIC_BUDGET: BUDGET_TYPES,
    Perspective.SOCIO_ECONOMIC: BUDGET_TYPES | {BenefitType.REALLOCATION, BenefitType.SOCIETY},
}
"""Quality is never money."""


def placed_lines(lines: pd.DataFrame, tables: BenefitTables) -> pd.DataFrame:
    """Return each line with the places of its initiative, benefit and parties in the register's tables; -1 is none.

    Args:
        lines: PROJECTION_LINES. Left out are lines with a quantity and no amount (hours), which are no money, and
            lines of an initiative that is not in the register.
        tables: The register.

    Returns:
        initiative, benefit, bearer, beneficiary (row numbers of the tables), flow, benefit_type (categories; missing
        without a benefit), fiscal_year, period (int64), gross_minor (float64 of whole minor units, NaN where missing)
        and lacking: whether a party that the flow must name, or the benefit of a benefit's line, is not told.
    """
    for rows, name in ((lines, PROJECTION_LINES), (tables.benefits, BENEFITS), (tables.parties, PARTIES)):
        require(rows, name)
    initiative = _places(tables.initiatives["initiative_id"], lines["initiative_id"])
    money = (lines["amount_minor"].notna() | lines["quantity"].isna()).to_numpy(dtype=bool) & (initiative >= 0)
    initiative, lines = initiative[money], lines[money]
    benefit = _places(tables.benefits["benefit_id"], lines["benefit_id"])
    types = _words(BenefitType, tables.benefits["benefit_type"])
    placed = pd.DataFrame(
        {
            "initiative": initiative,
            "benefit": benefit,
            "bearer": _places(tables.parties["party_id"], lines["bearer_id"]),
            "beneficiary": _places(tables.parties["party_id"], lines["beneficiary_id"]),
            "flow": _words(Flow, lines["flow"]),
            "benefit_type": pd.Categorical.from_codes(np.append(types.codes, -1)[benefit], categories=types.categories),
            "fiscal_year": lines["fiscal_year"].to_numpy(dtype="int64"),
            "period": lines["period"].to_numpy(dtype="int64"),
            "gross_minor": floats(lines["amount_minor"]),
        }
    )
    return placed.assign(lacking=_lacking(placed))


def _places(ids: Iterable[str], wanted: pd.Series) -> np.ndarray:
    """Return where each text stands among the ids; -1 is nowhere. Both as objects: else pandas copies them to text."""
    known = pd.Index([*ids], dtype=object)
    return np.asarray(known.get_indexer(pd.Index(wanted, dtype=object)), dtype="int64")


def _words(kinds: type[StrEnum], wanted: pd.Series) -> "pd.Categorical[Any]":
    words = [str(kind) for kind in kinds]
    return pd.Categorical.from_codes(_places(words, wanted), categories=pd.Index(words, dtype=object))


def _lacking(placed: pd.DataFrame) -> np.ndarray:
    gains = has_flow(placed, Flow.BENEFIT, Flow.TRANSFER)
    nobody = (placed["bearer"] < 0) | (gains & (placed["beneficiary"] < 0))
    return np.asarray(nobody | (has_flow(placed, Flow.BENEFIT) & (placed["benefit"] < 0)), dtype=bool)


def is_public(tables: BenefitTables) -> np.ndarray:
    """Return, by row of PARTIES and one more for nobody, whether the party has a public budget."""
    return np.append(tables.parties["kind"].isin([str(kind) for kind in PUBLIC_KINDS]).to_numpy(dtype=bool), False)


def counted(placed: pd.DataFrame, tables: BenefitTables, perspective: Perspective) -> pd.DataFrame:
    """Return the lines that are money in a perspective; a party whose money does not count has the place -1.

    Benefits: those that lead to no other, of the types of the perspective. In public budgets a benefit counts where its
    beneficiary is public, a cost where its bearer is, and of a transfer the side or sides that are. Who pays for a
    benefit is told whoever that is. A line that says too little stays: it makes its initiative incomplete.
    """
    benefits, costs = has_flow(placed, Flow.BENEFIT), has_flow(placed, Flow.COST, Flow.OPERATING_COST)
    ends = np.append(tables.benefits["benefit_id"].isin(end_benefits(tables.benefits, tables.dependencies)), True)
    types = placed["benefit_type"].isin([*map(str, TYPES_COUNTED[perspective])]).to_numpy(dtype=bool)
    typeless = placed["benefit"].to_numpy() < 0
    kept = ~benefits | (ends[placed["benefit"]] & (types | typeless))
    if perspective is Perspective.SOCIO_ECONOMIC:
        return placed[kept]
    pays, gains = _counts(placed["bearer"], tables), _counts(placed["beneficiary"], tables)
    kept &= np.where(benefits, gains, np.where(costs, pays, pays | gains))
    transfers = ~benefits & ~costs
    bearer = placed["bearer"].mask(transfers & ~pays, -1)
    return placed.assign(bearer=bearer, beneficiary=placed["beneficiary"].mask(transfers & ~gains, -1))[kept]


def _counts(party: pd.Series, tables: BenefitTables) -> np.ndarray:
    """Return whether the money of each party counts in public budgets; of one not told it cannot be ruled out."""
    places = party.to_numpy()
    return np.asarray(is_public(tables)[places] | (places < 0))


def has_flow(rows: pd.DataFrame, *flows: Flow) -> np.ndarray:
    """Return which rows are of these flows."""
    return np.asarray(rows["flow"].isin([str(flow) for flow in flows]), dtype=bool)


def is_cost(rows: pd.DataFrame) -> np.ndarray:
    """Return which rows are what it costs to make and to run."""
    return has_flow(rows, Flow.COST, Flow.OPERATING_COST)


def net_sign(rows: pd.DataFrame) -> np.ndarray:
    """Return what each line adds to the whole: +1 a benefit, -1 a cost; a transfer adds what its counted sides do."""
    gains, pays = rows["beneficiary_id"].notna().to_numpy(dtype=bool), rows["bearer_id"].notna().to_numpy(dtype=bool)
    transferred = gains.astype("int64") - pays
    return np.asarray(
        np.where(
            has_flow(rows, Flow.BENEFIT), 1, np.where(has_flow(rows, Flow.COST, Flow.OPERATING_COST), -1, transferred)
        )
    )


def net_amounts(placed: pd.DataFrame, tables: BenefitTables) -> np.ndarray:
    """Return each line's amount less what is not the initiative's own doing; NaN where an amount or share is missing.

    Plans are gross: a benefit's line is what is seen to change. Deadweight, displacement, attribution and drop-off take
    away from benefits and disbenefits alike, never from costs or transfers. Year 1 of the drop-off is the year of the
    first effect, or of the benefit's first line where that day is not told.
    """
    gross = placed["gross_minor"].to_numpy().copy()
    own = has_flow(placed, Flow.BENEFIT) & (placed["benefit"].to_numpy() >= 0)
    lines = placed[own]
    shares = pd.DataFrame({share: floats(tables.benefits[f"{share}_millionths"]) / MILLION for share in SHARES})
    of_lines = shares.iloc[lines["benefit"].to_numpy()]
    gross[own] *= impact_share(of_lines, _years_of_life(lines, tables))
    return gross


def _years_of_life(lines: pd.DataFrame, tables: BenefitTables) -> np.ndarray:
    """Return the year of its life that each benefit is in, by line; what comes before the first effect is year 1."""
    years, benefit = lines["fiscal_year"].to_numpy(), lines["benefit"].to_numpy()
    first = np.full(len(tables.benefits), np.iinfo("int64").max)
    np.minimum.at(first, benefit, years)
    told = [None if pd.isna(day) else day.year for day in tables.benefits["first_effect_on"]]
    first = np.where([year is not None for year in told], [year or 0 for year in told], first)
    return np.asarray(np.maximum(years - first[benefit] + 1, 1))
