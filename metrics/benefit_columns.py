"""The tables of the benefits register that formulas read: names and columns."""

INITIATIVES = "initiatives"
PARTNERS = "partners"
AFFECTED_GROUPS = "affected_groups"
PARTIES = "parties"
BENEFITS = "benefits"
DEPENDENCIES = "dependencies"
PREREQUISITES = "prerequisites"
PROJECTIONS = "projections"
PROJECTION_LINES = "projection_lines"
MEASUREMENTS = "measurements"
WITHDRAWALS = "withdrawals"
MEASURED_ROUTES = "measured_routes"
EVIDENCE = "evidence"
CLAIMS = "claims"
UNPRICED_EFFECTS = "unpriced_effects"
SCENARIOS = "scenarios"
ADOPTIONS = "adoptions"

BENEFIT_COLUMNS: dict[str, tuple[str, ...]] = {
    INITIATIVES: (
        "initiative_id",
        "name",
        "unit_id",
        "phase",
        "state",
        "decider_role",
        "started_on",
        "next_decision_on",
        "leader_term_ends_on",
        "price_year",
        "realisation_budget_minor",
        "cost_low_millionths",
        "cost_high_millionths",
        "summary",
        "version_id",
    ),
    PARTNERS: ("initiative_id", "party_id", "part"),
    AFFECTED_GROUPS: ("initiative_id", "kind", "explanation"),
    PARTIES: ("party_id", "kind", "name", "unit_id"),
    BENEFITS: (
        "benefit_id",
        "initiative_id",
        "name",
        "description",
        "working",
        "benefit_type",
        "wizard_type",
        "dfo_type",
        "ks_type",
        "level",
        "unit_id",
        "owner_role",
        "unexpected",
        "staffing_floor",
        "indicator_id",
        "unit_of_measure",
        "better",
        "grain",
        "first_effect_on",
        "baseline_value",
        "baseline_on",
        "baseline_method",
        "baseline_count",
        "baseline_population",
        "compared_with",
        "compared_before",
        "volume_before",
        "unit_cost_before_minor",
        "fixed_cost_before_minor",
        "counterfactual",
        "deadweight_millionths",
        "displacement_millionths",
        "attribution_millionths",
        "drop_off_millionths",
        "confidence",
        "low_millionths",
        "high_millionths",
        "version_id",
    ),
    DEPENDENCIES: ("benefit_id", "leads_to_id"),
    PREREQUISITES: ("benefit_id", "number", "description", "responsible_role", "noted_on", "met_on"),
    PROJECTIONS: (
        "initiative_id",
        "projection_number",
        "kind",
        "as_of",
        "decision_reference",
        "authority_kind",
        "reason",
        "adopted",
        "version_id",
    ),
    PROJECTION_LINES: (
        "initiative_id",
        "projection_number",
        "line_number",
        "benefit_id",
        "flow",
        "bearer_id",
        "beneficiary_id",
        "fiscal_year",
        "period",
        "amount_minor",
        "quantity",
        "route",
    ),
    MEASUREMENTS: (
        "measurement_id",
        "benefit_id",
        "fiscal_year",
        "period",
        "beneficiary_id",
        "revision",
        "amount_minor",
        "quantity",
        "price_year",
        "value_after",
        "compared_after",
        "volume_after",
        "cost_after_minor",
        "method",
        "method_since",
        "note",
        "entered_role",
        "supports_minor",
        "verdict",
        "verified_minor",
        "verifier_role",
        "verified_on",
        "finding",
    ),
    WITHDRAWALS: ("benefit_id", "fiscal_year", "period", "beneficiary_id", "withdrawn_on", "entered_role", "note"),
    MEASURED_ROUTES: ("measurement_id", "route", "hours", "cut_basis"),
    EVIDENCE: (
        "measurement_id",
        "number",
        "kind",
        "supports_minor",
        "content_hash",
        "file_name",
        "ledger_kind",
        "ledger_year",
        "ledger_unit_id",
        "ledger_function_code",
        "ledger_account_code",
    ),
    CLAIMS: (
        "claim_id",
        "benefit_id",
        "fiscal_year",
        "period",
        "unit_id",
        "function_code",
        "account_code",
        "amount_minor",
        "responsible_role",
        "change_reference",
        "booked",
        "version_id",
    ),
    UNPRICED_EFFECTS: ("initiative_id", "number", "party_id", "name", "importance", "magnitude"),
    SCENARIOS: (
        "initiative_id",
        "number",
        "name",
        "probability_millionths",
        "benefit_factor_millionths",
        "cost_factor_millionths",
        "stop_year",
        "stop_cost_minor",
    ),
    ADOPTIONS: (
        "initiative_id",
        "adopter",
        "adopters_planned",
        "adopters_now",
        "gain_per_adopter_minor",
        "fixed_cost_minor",
        "first_year",
        "last_year",
    ),
}

WHOLE = frozenset(
    {
        "price_year",
        "baseline_count",
        "baseline_population",
        "number",
        "projection_number",
        "line_number",
        "revision",
        "magnitude",
        "stop_year",
        "adopters_planned",
        "adopters_now",
        "first_year",
        "last_year",
        "ledger_year",
        "method_since",
        "version_id",
    }
)
"""Columns of whole numbers, beside those whose names end in `_minor` or `_millionths`."""
REAL = frozenset(
    {"quantity", "baseline_value", "hours"}
    | {"compared_before", "volume_before", "value_after", "compared_after", "volume_after"}
)
TRUTHS = frozenset({"unexpected", "staffing_floor", "adopted", "booked"})
