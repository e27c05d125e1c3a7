"""The value flow's figures by unit, with their cards: own capture, wrong pocket, within the plan, value per krone."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from data.benefit_vocabulary import Flow, PartyKind
from data.vocabulary import Dimension, Grain
from metrics.benefit_columns import BENEFITS, DEPENDENCIES, INITIATIVES, PARTIES, PROJECTION_LINES
from metrics.budget import REVIEWED, SINCE
from metrics.card import Better, Metric, Unit
from metrics.horizons import PLAN_YEARS
from metrics.party_values import judged_by_initiative, party_values, sides
from metrics.ratios import overruled, ratio
from metrics.results import Missing
from metrics.tables import require
from metrics.value_cube import ValueCube
from metrics.value_flow import own_capture as captured
from metrics.value_flow import value_flow
from metrics.valued_lines import has_flow


def own_capture(cube: ValueCube, parties: pd.DataFrame) -> pd.DataFrame:
    """Return how much of what each unit's payments bring stays with the unit; 1 is all of it.

    Args:
        cube: Valued lines; initiatives without a value are listed there, and in no figure.
        parties: PARTIES.

    Returns:
        Indexed by unit_id: numerator (present value to the unit itself), denominator (to all; minor units), value
        (share), basis, why. NaN where the payments bring nothing. Harm to others can lift it above 1.

    Source:
        Brobygger's own definition.
    """
    return _of_units(captured(value_flow(cube).matrix), parties)


def wrong_pocket_loss(cube: ValueCube, parties: pd.DataFrame) -> pd.DataFrame:
    """Return what each unit loses as the wrong pocket, as a share of what the winners gain; 0 is no loss.

    Args:
        cube: Valued lines; initiatives without a value are listed there, and in no figure.
        parties: PARTIES.

    Returns:
        Indexed by unit_id, of units that pay for something worth doing: numerator (loss at present value, positive),
        denominator (what winners gain by what the unit pays for; minor units), value (share), basis, why.

    Source:
        Brobygger's own definition: a share of the net total would explode where that is near zero.
    """
    found = judged_by_initiative(cube)
    paying = found[(found["bearer"] & (found["npv_total"] > 0)).to_numpy(dtype=bool)]
    lost = paying["loss"].where(paying["wrong_pocket"], 0.0)
    sums = pd.DataFrame({"loss": lost, "gained": paying["capacity"]}).groupby(level="party_id", observed=True).sum()
    return _of_units(ratio(sums["loss"], sums["gained"]), parties)


def benefits_within_plan(cube: ValueCube, parties: pd.DataFrame) -> pd.DataFrame:
    """Return how much of what each unit gains comes within the four-year plan, as a present value; 1 is all of it.

    Args:
        cube: Valued lines; initiatives without a value are listed there, and in no figure.
        parties: PARTIES.

    Returns:
        Indexed by unit_id: numerator (t = 0 to 3), denominator (all years; minor units), value (share), basis, why.
        NaN where nothing is gained.

    Source:
        kommuneloven § 14-1 (the four-year plan).
    """
    benefits = cube.rows[has_flow(cube.rows, Flow.BENEFIT)]
    worth = benefits["present_value"]
    within = worth.where(benefits["t"].between(0, PLAN_YEARS - 1), 0.0)
    sums = [part.groupby(benefits["beneficiary_id"], observed=True).sum() for part in (within, worth)]
    return _of_units(ratio(*sums), parties)


def _of_units(found: pd.DataFrame, parties: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of own units by unit_id: a unit's party has its id."""
    require(parties, PARTIES)
    units = parties.loc[(parties["kind"] == PartyKind.UNIT).to_numpy(dtype=bool), "party_id"]
    return found[found.index.isin(units)].rename_axis("unit_id")


def npv_per_krone(cube: ValueCube, initiatives: pd.DataFrame) -> pd.DataFrame:
    """Return the net present value of the initiatives each unit owns per krone of public money; + is a net gain.

    Args:
        cube: Valued lines.
        initiatives: INITIATIVES.

    Returns:
        Indexed by unit_id: numerator (net present value of all parties), denominator (present value of public costs and
        transfers; minor units), value (kroner a krone), basis, why. NaN where no public money is spent, and where an
        initiative of the unit has no value: then the reason is that of the first one.

    Source:
        Digdir's co-funding scheme ranks by it.
    """
    require(initiatives, INITIATIVES)
    rows = cube.rows
    outlay = rows[~has_flow(rows, Flow.BENEFIT)]
    funds = -outlay["present_value"] * np.sign(outlay["public_minor"])
    parts = {
        "npv": party_values(sides(rows))["npv"].groupby(level="initiative_id", observed=True).sum(),
        "funds": funds.groupby(outlay["initiative_id"], observed=True).sum(),
    }
    known = initiatives[["initiative_id", "unit_id"]].set_index("initiative_id").join(pd.DataFrame(parts))
    sums = known.groupby("unit_id")[["npv", "funds"]].sum()
    reasons: dict[Any, Missing] = {}
    for one in cube.unvalued:
        reasons.setdefault(known.at[one.initiative_id, "unit_id"], one.why)
    why = pd.Series([None] * len(sums), index=sums.index, dtype=object)
    for unit, reason in reasons.items():
        why = overruled(why, np.asarray(sums.index == unit), reason)
    return ratio(sums["npv"], sums["funds"], why=why)


_NEEDS = (PROJECTION_LINES, BENEFITS, DEPENDENCIES, PARTIES, INITIATIVES)

OWN_CAPTURE = Metric(
    key="own_capture",
    dimension=Dimension.BENEFITS,
    unit=Unit.SHARE,
    better=Better.NEUTRAL,
    grain=Grain.YEAR,
    needs=_NEEDS,
    compute=own_capture,
    source="Brobygger's own definition; wrong pockets after Butler (Brookings, 2019) and the Urban Institute",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)
WRONG_POCKET_LOSS = replace(OWN_CAPTURE, key="wrong_pocket_loss", better=Better.LOWER, compute=wrong_pocket_loss)
BENEFITS_WITHIN_PLAN = replace(
    OWN_CAPTURE,
    key="benefits_within_plan",
    compute=benefits_within_plan,
    source="Brobygger's own definition; kommuneloven § 14-1",
)
NPV_PER_KRONE = replace(
    OWN_CAPTURE,
    key="npv_per_krone",
    unit=Unit.INDEX,
    better=Better.HIGHER,
    compute=npv_per_krone,
    source="Finansdepartementet, rundskriv R-109/2021",
)
