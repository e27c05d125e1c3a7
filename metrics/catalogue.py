"""Every metric, in the order shown; by key."""

from metrics.benefit_coverage import BENEFITS_MEASURED, BENEFITS_VERIFIED
from metrics.budget import (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    FORECAST_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    YEAR_DEVIATION,
)
from metrics.budget_cuts import VERIFIED_AND_CUT
from metrics.budget_drivers import DEVIATION_DRIVERS
from metrics.budget_revision import DECEMBER_INDEX, FORECAST_BIAS, FORECAST_ERROR, REVISION_RATIO
from metrics.budget_score import ADHERENCE_SCORE, ADHERENCE_TO_ORIGINAL
from metrics.card import Metric
from metrics.indicators import IMPLEMENTATION_TARGETS_MET, INNOVATION_TARGETS_MET
from metrics.key_figures import DEBT_SHARE, DISPOSABLE_FUND_SHARE, NET_OPERATING_RESULT
from metrics.realisation import REALISATION_RATE, REALISATION_RATE_ORIGINAL, VERIFIED_SHARE
from metrics.value_cards import BENEFITS_WITHIN_PLAN, NPV_PER_KRONE, OWN_CAPTURE, WRONG_POCKET_LOSS

CATALOGUE: tuple[Metric, ...] = (
    BUDGET_DEVIATION_YEAR_TO_DATE,
    YEAR_DEVIATION,
    SHARE_OF_BUDGET_SPENT,
    FORECAST_DEVIATION,
    ADHERENCE_SCORE,
    ADHERENCE_TO_ORIGINAL,
    REVISION_RATIO,
    FORECAST_BIAS,
    FORECAST_ERROR,
    DECEMBER_INDEX,
    DEVIATION_DRIVERS,
    NET_OPERATING_RESULT,
    DISPOSABLE_FUND_SHARE,
    DEBT_SHARE,
    INNOVATION_TARGETS_MET,
    IMPLEMENTATION_TARGETS_MET,
    REALISATION_RATE,
    REALISATION_RATE_ORIGINAL,
    VERIFIED_SHARE,
    VERIFIED_AND_CUT,
    BENEFITS_MEASURED,
    BENEFITS_VERIFIED,
    OWN_CAPTURE,
    WRONG_POCKET_LOSS,
    BENEFITS_WITHIN_PLAN,
    NPV_PER_KRONE,
)

_BY_KEY = {metric.key: metric for metric in CATALOGUE}


def metric(key: str) -> Metric:
    """Return the metric of that key; KeyError if the catalogue has none."""
    return _BY_KEY[key]
