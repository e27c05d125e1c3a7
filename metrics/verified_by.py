"""Which role confirmed what was realised."""

from dataclasses import dataclass

import pandas as pd

from data.benefit_vocabulary import Verdict
from metrics.benefit_figures import BenefitFigures
from metrics.benefit_lines import of_benefits, until
from metrics.results import Missing


@dataclass(frozen=True)
class VerifiedBy:
    """What one role has confirmed to date, in the prices of the year looked at.

    `role` is None where it may not be told. `measurements` counts those confirmed, in kroner or not; `amount_minor` is
    of the end benefits in kroner, and None with the reason where a price growth is unknown.
    """

    role: str | None
    measurements: int
    amount_minor: int | None
    why: Missing | None = None


def verified_by(found: BenefitFigures) -> tuple[VerifiedBy, ...]:
    """Return what each role has confirmed of some benefits up to the quarter looked at, in the order of its name."""
    told = found.tables.measurements.reset_index(drop=True)
    rows = found.now.register.measured.assign(role=told["verifier_role"].to_numpy(dtype=object))
    rows = rows[(told["verdict"] == Verdict.CONFIRMED).to_numpy(dtype=bool)]
    due = until(of_benefits(rows, found.benefits["benefit_id"]), found.tables.quarter)
    ends = found.benefits.loc[found.benefits["counts"].to_numpy(dtype=bool), "benefit_id"]
    roles = sorted({str(one) for one in due["role"].dropna()})
    parts = [(role, due[(due["role"] == role).to_numpy(dtype=bool)]) for role in roles]
    hidden = due[due["role"].isna().to_numpy(dtype=bool)]
    return tuple(_confirmed(role, part, ends) for role, part in [*parts, (None, hidden)] if len(part))


def _confirmed(role: str | None, part: pd.DataFrame, ends: pd.Series) -> VerifiedBy:
    amounts = of_benefits(part[part["in_kroner"].to_numpy(dtype=bool)], ends)["verified_minor"]
    if amounts.isna().any():
        return VerifiedBy(role, len(part), None, Missing.NO_PRICE_GROWTH)
    return VerifiedBy(role, len(part), int(amounts.sum()))
