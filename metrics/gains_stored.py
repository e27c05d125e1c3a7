"""What is stored of gains plans beside the benefits register: the tables that `metrics.load` fetches."""

from dataclasses import dataclass, field

import pandas as pd

from metrics.gains_columns import GAINS_ADOPTIONS, GAINS_MEASURES, GAINS_OPERATING_COSTS, GAINS_PLANS, OWNED_BENEFITS
from metrics.tables import table


@dataclass(frozen=True)
class StoredGains:
    """The gains plans of a municipality, as somebody may read them.

    Attributes:
        plans: GAINS_PLANS: one an initiative at most; no `applicant_id` is the municipality itself.
        measures: GAINS_MEASURES; a role is missing where it is not for the reader, `has_responsible` is told to all.
        operating_costs: GAINS_OPERATING_COSTS: whole minor units each year of the plan, by entity; 0 is said.
        adoptions: GAINS_ADOPTIONS; `figures` and `words` are what was adopted, the words missing where not for the
            reader.
        owned: OWNED_BENEFITS: whether some role answers for a benefit, also where it is not told which.
    """

    plans: pd.DataFrame = field(default_factory=lambda: table(GAINS_PLANS))
    measures: pd.DataFrame = field(default_factory=lambda: table(GAINS_MEASURES))
    operating_costs: pd.DataFrame = field(default_factory=lambda: table(GAINS_OPERATING_COSTS))
    adoptions: pd.DataFrame = field(default_factory=lambda: table(GAINS_ADOPTIONS))
    owned: pd.DataFrame = field(default_factory=lambda: table(OWNED_BENEFITS))
