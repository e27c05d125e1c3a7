"""Everything that the benefits and value-flow pages, the scorecard's band and the command are made from."""

from dataclasses import dataclass, field

import pandas as pd

from data.periods import Quarter
from metrics import benefit_columns as columns
from metrics.sight import EVERYTHING, Sight
from metrics.tables import PARAMETERS, UNITS, MunicipalityRow, table


@dataclass(frozen=True)
class BenefitTables:
    """The benefits register of a municipality as it stands; `metrics/load.py` fetches it, a test writes it by hand.

    Attributes:
        municipality: Whose register.
        unit_id: The unit looked at.
        quarter: The quarter looked at: what is realised counts up to its last period, and its year is t = 0.
        units: UNITS: the whole tree of the quarter that the principal's figures are made from.
        initiatives: INITIATIVES of the municipality; `summary` is missing where texts are not for the principal.
        partners: PARTNERS.
        affected_groups: AFFECTED_GROUPS: kinds of parties that no benefit touches, with the reason.
        parties: PARTIES; a party of kind `unit` has a `unit_id`.
        benefits: BENEFITS of those initiatives; shares are whole millionths.
        dependencies: DEPENDENCIES: arrows of the benefits map; an end benefit leads to no other.
        prerequisites: PREREQUISITES.
        projections: PROJECTIONS, plans and forecasts; drafts are not `adopted` and count nowhere.
        projection_lines: PROJECTION_LINES of adopted projections (and drafts where they may be edited); kroner of the
            initiative's price year. A benefit's amount is positive, a disbenefit's negative; costs are positive.
        measurements: MEASUREMENTS: the newest revision of each cell that was not withdrawn; `supports_minor` is the sum
            of its evidence, `verified_minor` what a verifier confirmed (missing: not verified).
        withdrawals: WITHDRAWALS: cells whose newest revision withdrew the one before, with who and why.
        measured_routes: MEASURED_ROUTES.
        evidence: EVIDENCE; the name of a file is missing where it is not for the principal.
        claims: CLAIMS: the realisation calendar; `booked` where a budget change that counts realises the line.
        unpriced_effects: UNPRICED_EFFECTS.
        scenarios: SCENARIOS.
        adoptions: ADOPTIONS.
        parameters: PARAMETERS that the municipality has set.
        sight: Which of the units may be told one by one; figures are made from all.
    """

    municipality: MunicipalityRow
    unit_id: str
    quarter: Quarter
    units: pd.DataFrame = field(default_factory=lambda: table(UNITS))
    initiatives: pd.DataFrame = field(default_factory=lambda: table(columns.INITIATIVES))
    partners: pd.DataFrame = field(default_factory=lambda: table(columns.PARTNERS))
    affected_groups: pd.DataFrame = field(default_factory=lambda: table(columns.AFFECTED_GROUPS))
    parties: pd.DataFrame = field(default_factory=lambda: table(columns.PARTIES))
    benefits: pd.DataFrame = field(default_factory=lambda: table(columns.BENEFITS))
    dependencies: pd.DataFrame = field(default_factory=lambda: table(columns.DEPENDENCIES))
    prerequisites: pd.DataFrame = field(default_factory=lambda: table(columns.PREREQUISITES))
    projections: pd.DataFrame = field(default_factory=lambda: table(columns.PROJECTIONS))
    projection_lines: pd.DataFrame = field(default_factory=lambda: table(columns.PROJECTION_LINES))
    measurements: pd.DataFrame = field(default_factory=lambda: table(columns.MEASUREMENTS))
    withdrawals: pd.DataFrame = field(default_factory=lambda: table(columns.WITHDRAWALS))
    measured_routes: pd.DataFrame = field(default_factory=lambda: table(columns.MEASURED_ROUTES))
    evidence: pd.DataFrame = field(default_factory=lambda: table(columns.EVIDENCE))
    claims: pd.DataFrame = field(default_factory=lambda: table(columns.CLAIMS))
    unpriced_effects: pd.DataFrame = field(default_factory=lambda: table(columns.UNPRICED_EFFECTS))
    scenarios: pd.DataFrame = field(default_factory=lambda: table(columns.SCENARIOS))
    adoptions: pd.DataFrame = field(default_factory=lambda: table(columns.ADOPTIONS))
    parameters: pd.DataFrame = field(default_factory=lambda: table(PARAMETERS))
    sight: Sight = EVERYTHING
