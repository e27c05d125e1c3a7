"""A saving and a version of the rules that tests change one thing of."""

from datetime import date
from typing import Any

from data.benefit_vocabulary import BenefitType
from data.money_vocabulary import Account, RecipientScope
from metrics.reinvestment import Saving
from metrics.reinvestment_rules import RuleVersion


def saving(**changed: Any) -> Saving:
    """Return a saving of 1 000 net, all of it booked: gross 1 200, operating cost 200."""
    plain: dict[str, Any] = {
        "benefit_id": "B1",
        "fiscal_year": 2026,
        "period": 3,
        "year_number": 1,
        "unit_id": "U1",
        "benefit_type": BenefitType.CASH,
        "gross_minor": 1_200,
        "operating_cost_minor": 200,
        "loss_carried_minor": 0,
        "booked_reduction_minor": 1_000,
        "owner_id": "owner",
        "verifier_id": "verifier",
    }
    return Saving(**{**plain, **changed})


def rule(**changed: Any) -> RuleVersion:
    """Return a version that shares 50, 30, 10 and 10 %, for three years, with no threshold, cap or taper."""
    plain: dict[str, Any] = {
        "version": "1",
        "kept_as_cut": 500_000,
        "initiator": 300_000,
        "bearer_compensation": 100_000,
        "common_fund": 100_000,
        "threshold_minor": 0,
        "cap_minor": None,
        "years": 3,
        "taper": (),
        "loan_first": True,
        "recipient_scope": RecipientScope.UNIT,
        "staffing_floor_exempt": False,
        "default_account": Account.COMMON_FUND,
        "valid_from": date(2026, 1, 1),
        "council_resolution": "12/26",
    }
    return RuleVersion(**{**plain, **changed})
