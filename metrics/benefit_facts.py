"""What is known of a benefit beside its amounts: codes, owner, indicator, baseline, and how sure it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.benefit_vocabulary import (
    MILLION,
    BenefitLevel,
    BenefitType,
    Confidence,
    Counterfactual,
    DfoType,
    KsType,
    WizardType,
)
from data.vocabulary import Grain
from metrics.benefit_effects import SHARES, impact_share
from metrics.benefit_tables import BenefitTables
from metrics.measured_rows import given, rows_of


@dataclass(frozen=True)
class BenefitFacts:
    """A benefit as it is described; None is not stated.

    Attributes:
        baseline_count: How many the baseline was read of, out of `baseline_population`.
        deadweight: A share (0.2 is 20 %), as the three after it: what would have come anyway, what only moved, the
            part that is this benefit's, and what falls away each year.
        working: How what it promises was worked out; None where nobody has said, or where it may not be told.
        unexpected: Nobody planned it.
        low: The least it may come to, as a share of the plan, as `high` is the most.
        own_effect: What of the first year's effect is the measure's own doing, all four taken into account.
        texts_told: Whether what people wrote of the unit is for whoever asks; if not, silence says nothing.
        evidence_told: The same of places in the ledger and names of files.
    """

    benefit_type: BenefitType
    wizard_type: WizardType | None
    dfo_type: DfoType | None
    ks_type: KsType | None
    level: BenefitLevel | None
    grain: Grain
    indicator_id: str | None
    unit_of_measure: str | None
    better: str | None
    first_effect_on: date | None
    baseline_value: float | None
    baseline_on: date | None
    baseline_method: str | None
    working: str | None
    baseline_count: int | None
    baseline_population: int | None
    counterfactual: Counterfactual | None
    confidence: Confidence | None
    deadweight: float | None
    displacement: float | None
    attribution: float | None
    drop_off: float | None
    own_effect: float | None
    staffing_floor: bool
    unexpected: bool
    low: float | None
    high: float | None
    texts_told: bool
    evidence_told: bool


_WORDS = {
    "wizard_type": WizardType,
    "dfo_type": DfoType,
    "ks_type": KsType,
    "level": BenefitLevel,
    "counterfactual": Counterfactual,
    "confidence": Confidence,
}
_AS_THEY_STAND = (
    "indicator_id",
    "unit_of_measure",
    "better",
    "first_effect_on",
    "baseline_value",
    "baseline_on",
    "baseline_method",
    "working",
    "baseline_count",
    "baseline_population",
)


def benefit_facts(tables: BenefitTables, benefit_id: str) -> BenefitFacts:
    """Return what is known of a benefit of the register beside its amounts."""
    row = rows_of(tables.benefits, "benefit_id", benefit_id)[0]
    unit_id = row["unit_id"]
    told: dict[str, Any] = {name: given(row[name]) for name in _AS_THEY_STAND}
    told |= {name: None if given(row[name]) is None else kind(row[name]) for name, kind in _WORDS.items()}
    shares = {name: _share(row[f"{name}_millionths"]) for name in SHARES}
    told |= shares
    return BenefitFacts(
        benefit_type=BenefitType(row["benefit_type"]),
        grain=Grain(row["grain"]),
        staffing_floor=bool(given(row["staffing_floor"])),
        unexpected=bool(given(row["unexpected"])),
        low=_share(row["low_millionths"]),
        high=_share(row["high_millionths"]),
        texts_told=tables.sight.knows_texts(unit_id),
        evidence_told=tables.sight.shows_lines(unit_id),
        own_effect=None if None in shares.values() else float(impact_share(pd.DataFrame([shares]), 1)[0]),
        **told,
    )


def _share(millionths: Any) -> float | None:
    return None if given(millionths) is None else int(millionths) / MILLION
