"""The figures behind the benefits band, its needs and the benefits page, so that all three say the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.benefit_vocabulary import Verdict
from data.periods import Quarter
from metrics.benefit_coverage import (
    BENEFITS_MEASURED,
    BENEFITS_VERIFIED,
    benefits_measured,
    benefits_verified,
    covered_benefits,
)
from metrics.benefit_lines import of_benefits, until
from metrics.benefit_tables import BenefitTables
from metrics.budget_cuts import VERIFIED_AND_CUT, booked, verified_and_cut, verified_cash
from metrics.positions import QUARTER_KEYS, of_quarter, rolled_up
from metrics.realisation import (
    REALISATION_RATE,
    REALISATION_RATE_ORIGINAL,
    VERIFIED_SHARE,
    realisation_rate,
    realisation_rate_original,
    verified_share,
)
from metrics.realised_amounts import RegisterAt, register_of
from metrics.realised_series import realisation_series
from metrics.scorecard_cards import Figure, Figures, figures, figures_of

_RATES = {
    REALISATION_RATE.key: realisation_rate,
    REALISATION_RATE_ORIGINAL.key: realisation_rate_original,
    VERIFIED_SHARE.key: verified_share,
}
_COUNTS = {BENEFITS_MEASURED.key: benefits_measured, BENEFITS_VERIFIED.key: benefits_verified}


@dataclass(frozen=True)
class BenefitFigures:
    """The benefits that a unit, or one below it, answers for.

    Attributes:
        tables: The whole register.
        now: The same in the prices of the year looked at, as it stood at the end of the quarter.
        benefits: The benefits of the unit and below, as `Register.benefits`, with `unit_id` the unit looked at.
        sums: One row, the unit's: what `realisation` returned for the quarter, all end benefits in kroner together.
        covered: What `covered_benefits` returned for them.
        by_metric: Figures of the unit by metric and quarter.
    """

    tables: BenefitTables
    now: RegisterAt
    benefits: pd.DataFrame
    sums: pd.DataFrame
    covered: pd.DataFrame
    by_metric: dict[str, Figures]


def benefit_figures(tables: BenefitTables, quarters: list[Quarter]) -> BenefitFigures | None:
    """Return the figures of the register's unit; None where neither it nor a unit below has a benefit.

    Args:
        tables: The register.
        quarters: The quarters that the cards show; that of the register is added.
    """
    register = register_of(tables)
    benefits = within(register.benefits, tables)
    if benefits.empty:
        return None
    shown = list(dict.fromkeys([*quarters, tables.quarter]))
    counted = benefits[benefits["counts"]] if benefits["counts"].any() else benefits
    sums = realisation_series(register, counted["benefit_id"], tables.unit_id, shown)
    now = _covered(tables, benefits)
    before = [quarter for quarter in shown if quarter != tables.quarter]
    covered = {quarter: _measured_by(tables, now, quarter) for quarter in before}
    return BenefitFigures(
        tables=tables,
        now=RegisterAt(register, tables.quarter),
        benefits=benefits,
        sums=of_quarter(sums, tables.quarter),
        covered=now,
        by_metric={
            **_answers(_RATES, sums, tables.unit_id),
            **_answers(_COUNTS, _dated({**covered, tables.quarter: now}), tables.unit_id),
            VERIFIED_AND_CUT.key: _cut(tables, benefits, shown),
        },
    )


def within(rows: pd.DataFrame, tables: BenefitTables) -> pd.DataFrame:
    """Return the rows of the unit looked at and all below it, with `unit_id` that unit.

    Of the municipality it is every row: what belongs to a unit that has ended since is still the municipality's.
    """
    if tables.unit_id == tables.municipality.municipality_id:
        return rows.assign(unit_id=tables.unit_id).reset_index(drop=True)
    return rolled_up(rows, tables.units, [tables.unit_id])


def _answers(
    computed: Mapping[str, Callable[..., pd.DataFrame]], rows: pd.DataFrame, unit_id: str
) -> dict[str, Figures]:
    return {key: figures_of(compute(rows), unit_id) for key, compute in computed.items()}


def _dated(by_quarter: Mapping[Quarter, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of every quarter, indexed by unit_id, fiscal_year, quarter."""
    parts = [
        rows.assign(fiscal_year=quarter.year, quarter=quarter.number).reset_index()
        for quarter, rows in by_quarter.items()
    ]
    return pd.concat(parts).set_index(QUARTER_KEYS)


def _covered(tables: BenefitTables, benefits: pd.DataFrame) -> pd.DataFrame:
    """Return the coverage of the unit's benefits at the end of the quarter looked at."""
    every = covered_benefits(tables)
    own = every[every.index.isin(benefits["benefit_id"])]
    return own.assign(unit_id=tables.unit_id)


def _measured_by(tables: BenefitTables, now: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Return the coverage with what was measured and verified by the end of an earlier quarter.

    Which benefits are counted is as now: the register keeps no earlier phases.
    """
    told = until(tables.measurements, quarter)
    confirmed = told.loc[(told["verdict"] == Verdict.CONFIRMED).to_numpy(dtype=bool), "benefit_id"]
    return now.assign(measured=now.index.isin(told["benefit_id"]), verified=now.index.isin(confirmed))


def _cut(tables: BenefitTables, benefits: pd.DataFrame, quarters: list[Quarter]) -> Figures:
    every = (verified_cash(tables), booked(tables))
    verified, cut = (of_benefits(rows, benefits["benefit_id"]) for rows in every)
    made: dict[tuple[int, int], Figure] = {}
    found = {}
    for quarter in quarters:
        due = until(verified, quarter), until(cut, quarter)
        state = len(due[0]), len(due[1])
        if state not in made:
            made[state] = figures(verified_and_cut(*due, tables))[0]
        found[quarter] = made[state]
    return found
