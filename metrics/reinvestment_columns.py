"""The tables of the reinvestment ledger that formulas and pages read: names and columns."""

RULES = "rules"
SAVINGS = "savings"
POSTINGS = "postings"
TRANSACTIONS = "transactions"
POSTING_CHANGES = "posting_changes"
AGREEMENTS = "agreements"
LOANS = "loans"
INSTALMENTS = "instalments"
CLOSINGS = "closings"
SOURCES = "saving_sources"

REINVESTMENT_COLUMNS: dict[str, tuple[str, ...]] = {
    RULES: (
        "valid_from",
        "name",
        "kept_as_cut_millionths",
        "initiator_millionths",
        "bearer_compensation_millionths",
        "common_fund_millionths",
        "threshold_minor",
        "cap_minor",
        "years",
        "taper",
        "loan_first",
        "recipient_scope",
        "staffing_floor_exempt",
        "default_account",
        "council_resolution",
        "resolved_on",
        "adopted",
        "version_id",
    ),
    SAVINGS: (
        "transaction_id",
        "lot_id",
        "benefit_id",
        "initiative_id",
        "fiscal_year",
        "period",
        "beneficiary_id",
        "measurement_id",
        "rule_valid_from",
        "year_number",
        "gross_minor",
        "operating_cost_minor",
        "loss_carried_minor",
        "booked_reduction_minor",
        "instalment_due_minor",
        "initiator_before_minor",
        "bearer_to_compensate",
        "at_minimum_staffing",
        "distributable_minor",
        "loss_forward_minor",
    ),
    TRANSACTIONS: (
        "transaction_id",
        "kind",
        "unit_id",
        "price_year",
        "purpose",
        "initiative_id",
        "measurement_id",
        "agreement_id",
        "reverses_id",
        "state",
        "on",
        "resolution",
        "reason",
    ),
    POSTINGS: (
        "posting_id",
        "transaction_id",
        "account",
        "unit_id",
        "amount_minor",
        "lot_id",
        "on",
        "state",
        "number",
        "kind",
        "loan_id",
        "party_id",
        "agreement_id",
        "price_year",
    ),
    POSTING_CHANGES: (
        "transaction_id",
        "number",
        "change_id",
        "amount_minor",
        "reference",
        "decided_on",
        "fiscal_year",
        "unit_id",
        "change_minor",
    ),
    AGREEMENTS: ("agreement_id", "kind", "payer_id", "receiver_id", "reference", "agreed_on", "amount_minor"),
    LOANS: ("loan_id", "unit_id", "amount_minor", "paid_out_on"),
    INSTALMENTS: ("loan_id", "due_on", "amount_minor"),
    CLOSINGS: ("unit_id", "fiscal_year", "fate", "amount_minor", "transaction_id"),
    SOURCES: ("lot_id", "source_lot_id"),
}

REINVESTMENT_WHOLE = frozenset({"years", "year_number", "number", "price_year"})
"""Columns of whole numbers, beside those whose names end in `_minor` or `_millionths`."""
REINVESTMENT_TRUTHS = frozenset(
    {"loan_first", "staffing_floor_exempt", "adopted", "bearer_to_compensate", "at_minimum_staffing"}
)
