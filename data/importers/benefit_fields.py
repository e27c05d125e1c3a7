"""The columns of the benefits template: which a kind of row must have, which it may have."""

from collections.abc import Mapping
from enum import StrEnum


class RowKind(StrEnum):
    """What a row of the template tells of."""

    PARTY = "party"
    INITIATIVE = "initiative"
    ABSENT = "absent"
    BENEFIT = "benefit"
    LEADS_TO = "leads_to"
    PREREQUISITE = "prerequisite"
    PLAN = "plan"
    FORECAST = "forecast"
    REALISED = "realised"
    CLAIM = "claim"
    UNPRICED = "unpriced"
    SCENARIO = "scenario"
    ADOPTION = "adoption"


def _names(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_LINE = _names(
    "benefit flow bearer beneficiary period amount quantity route authority reference text price_year currency"
)

REQUIRED: Mapping[RowKind, tuple[str, ...]] = {
    RowKind.PARTY: _names("party party_kind name"),
    RowKind.INITIATIVE: _names("initiative name unit phase price_year"),
    RowKind.ABSENT: _names("initiative party_kind text"),
    RowKind.BENEFIT: _names("initiative benefit name type unit"),
    RowKind.LEADS_TO: _names("benefit leads_to"),
    RowKind.PREREQUISITE: _names("benefit name date"),
    RowKind.PLAN: _names("initiative date year"),
    RowKind.FORECAST: _names("initiative date year"),
    RowKind.REALISED: _names("benefit year beneficiary role"),
    RowKind.CLAIM: _names("benefit year unit amount role"),
    RowKind.UNPRICED: _names("initiative party name importance magnitude"),
    RowKind.SCENARIO: _names("initiative name probability"),
    RowKind.ADOPTION: _names("initiative name adopters_planned amount fixed_cost year last_year"),
}
"""What must stand in a row of each kind."""

ALLOWED: Mapping[RowKind, tuple[str, ...]] = {
    RowKind.PARTY: _names("unit"),
    RowKind.INITIATIVE: _names(
        "state role date next_decision_on leader_term_ends_on amount currency cost_low cost_high partners text"
    ),
    RowKind.ABSENT: (),
    RowKind.BENEFIT: _names(
        "wizard_type dfo_type ks_type level role text working unexpected staffing_floor indicator unit_of_measure "
        "better grain first_effect_on baseline baseline_on baseline_method baseline_count baseline_population "
        "compared_with compared_before volume_before unit_cost_before fixed_cost_before counterfactual "
        "deadweight displacement attribution drop_off confidence low high"
    ),
    RowKind.LEADS_TO: (),
    RowKind.PREREQUISITE: _names("role met_on"),
    RowKind.PLAN: _LINE,
    RowKind.FORECAST: _LINE,
    RowKind.REALISED: _names(
        "period amount quantity price_year currency value_after compared_after volume_after cost_after method text "
        "evidence supports route hours cut_basis"
    ),
    RowKind.CLAIM: _names("period function account reference"),
    RowKind.UNPRICED: (),
    RowKind.SCENARIO: _names("benefit_factor cost_factor year amount"),
    RowKind.ADOPTION: _names("adopters_now"),
}
"""What may stand there besides; every other cell is blank."""

BENEFIT_FIELDS = frozenset({"row", *(name for of in (REQUIRED, ALLOWED) for names in of.values() for name in names)})
"""Every column of the template."""
