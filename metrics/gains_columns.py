"""The tables of gains plans that formulas read: names and columns."""

GAINS_PLANS = "gains_plans"
GAINS_MEASURES = "gains_measures"
GAINS_OPERATING_COSTS = "gains_operating_costs"
GAINS_ADOPTIONS = "gains_adoptions"
OWNED_BENEFITS = "owned_benefits"

CELL = ["entity_id", "fiscal_year"]
"""What a row of a gains plan is about."""

GAINS_COLUMNS: dict[str, tuple[str, ...]] = {
    GAINS_PLANS: (
        "initiative_id",
        "applicant_id",
        "grant_category",
        "total_cost_minor",
        "budget_years",
        "grant_applied_minor",
        "version_id",
    ),
    GAINS_MEASURES: (
        "initiative_id",
        "number",
        "description",
        "responsible_role",
        "has_responsible",
        "due_on",
        "follow_up",
        "quantification",
    ),
    GAINS_OPERATING_COSTS: ("initiative_id", "entity_id", "amount_minor"),
    GAINS_ADOPTIONS: (
        "initiative_id",
        "number",
        "adopted_on",
        "decision_reference",
        "authority_kind",
        "projection_number",
        "plan_version",
        "rule_valid_from",
        "figures",
        "words",
    ),
    OWNED_BENEFITS: ("benefit_id", "has_owner"),
}
GAINS_WHOLE = frozenset({"budget_years", "plan_version"})
"""Columns of whole numbers, beside those of the benefits register and those whose names end in `_minor`."""
GAINS_TRUTHS = frozenset({"has_responsible", "has_owner"})
