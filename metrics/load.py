"""Fetch the tables that formulas read: the one file of this floor that touches the database."""

from typing import Any

import pandas as pd

from data.access import Principal, one_state
from data.periods import CLOSING_PERIOD, Quarter
from data.queries import (
    aggregates,
    batches,
    benefits,
    decisions,
    evidence,
    gains,
    indicators,
    positions,
    projections,
    realisation,
    reinvestment,
    scope,
)
from metrics.benefit_tables import BenefitTables
from metrics.budget_page import Comment, comment_of
from metrics.budget_tables import BudgetTables
from metrics.catalogue import CATALOGUE
from metrics.fetched_rows import above, batches_of, until, used, where
from metrics.gains_stored import StoredGains
from metrics.neighbours import MEASURE
from metrics.reinvestment_tables import ReinvestmentTables
from metrics.sight import Sight
from metrics.tables import AGGREGATES, MunicipalityRow, ScorecardTables, table

QUARTERS_BACK = 12
"""How far back the figures go: enough points for the limits of natural variation."""


class UnknownScope(LookupError):
    """The municipality or the unit does not exist, or the principal may not see it; which of them is not said."""


def municipality(principal: Principal, municipality_id: str) -> MunicipalityRow:
    """Return a municipality the principal may see; UnknownScope otherwise."""
    found = scope.municipalities(principal, municipality_id)
    if found.empty:
        raise UnknownScope(municipality_id)
    row = found.iloc[0]
    return MunicipalityRow(
        municipality_id, row["name"], row["currency"], int(row["currency_exponent"]), bool(row["fictional"])
    )


def scorecard_tables(
    principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter, compared_with: Quarter
) -> ScorecardTables:
    """Return everything the scorecard of a unit and quarter is made from.

    Raises:
        UnknownScope: the municipality or the unit is not among those the principal may see.
    """
    with one_state(principal):
        return _scorecard_tables(principal, municipality_id, unit_id, quarter, compared_with)


def _scorecard_tables(
    principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter, compared_with: Quarter
) -> ScorecardTables:
    town = municipality(principal, municipality_id)
    tree, sight = _looked_at(principal, municipality_id, unit_id, quarter)
    below = scope.subtree(principal, municipality_id, unit_id, quarter.last_day)
    near = {unit_id, *tree.loc[tree["parent_unit_id"] == unit_id, "unit_id"]}
    higher = above(tree, unit_id)
    standing = below & set(tree["unit_id"])  # a unit that has ended owes no more measurements
    years = range(quarter.shifted(-QUARTERS_BACK).year, quarter.year + 1)
    known = indicators.indicators(principal, municipality_id)
    measures = set(known["indicator_id"])
    values = until(indicators.indicator_values(principal, municipality_id, standing, years, measures), quarter)
    measures.update(metric.key for metric in CATALOGUE)
    targets = indicators.targets(principal, municipality_id, standing | higher, measures)
    return ScorecardTables(
        municipality=town,
        unit_id=unit_id,
        quarter=quarter,
        compared_with=compared_with,
        units=where(tree, [unit in below or unit in higher for unit in tree["unit_id"]]),
        budget_positions=until(positions.unit_totals(principal, municipality_id, near, years), quarter),
        account_positions=_account_positions(principal, municipality_id, unit_id, quarter, compared_with),
        budget_changes=decisions.budget_changes(principal, municipality_id, below, years),
        adjustments=decisions.adjustments(principal, municipality_id, below, years),
        indicators=used(known, values, targets, standing),
        indicator_values=values.drop(columns="batch_id"),
        targets=where(targets, [since <= quarter.last_day for since in targets["valid_from"]]),
        loaded=positions.loaded_periods(principal, municipality_id, (quarter.year - 1, quarter.year)),
        gaps=decisions.delivery_gaps(principal, municipality_id, below, (quarter.year - 1, quarter.year)),
        commentary=decisions.commentary(principal, municipality_id, below, quarter),
        parameters=indicators.parameters(principal, municipality_id),
        ledger_batch_ids=batches.batches_behind(principal, municipality_id, quarter),
        indicator_batch_ids=batches_of(values, quarter),
        signed=decisions.is_signed(principal, municipality_id, unit_id, quarter),
        sight=sight,
        benefits=BenefitTables(**_register(principal, town, unit_id, quarter, (tree, sight))),
        reinvestment=ReinvestmentTables(**_savings(principal, municipality_id)),
    )


def budget_tables(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter) -> BudgetTables:
    """Return everything the budget page of a unit and quarter is made from; UnknownScope as for the scorecard."""
    with one_state(principal):
        return _budget_tables(principal, municipality_id, unit_id, quarter)


def _budget_tables(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter) -> BudgetTables:
    town = municipality(principal, municipality_id)
    tree, sight = _looked_at(principal, municipality_id, unit_id, quarter)
    below = scope.subtree(principal, municipality_id, unit_id, quarter.last_day)
    near = {unit_id, *tree.loc[tree["parent_unit_id"] == unit_id, "unit_id"]}
    years, this_year = (quarter.year - 1, quarter.year), (quarter.year,)
    ends = {quarter.last_period, CLOSING_PERIOD} if quarter.number == 4 else {quarter.last_period}
    names = positions.function_groups(principal, municipality_id)
    published_quarter, published = _published(principal, municipality_id, quarter)
    return BudgetTables(
        municipality=town,
        unit_id=unit_id,
        quarter=quarter,
        units=tree[tree["unit_id"].isin(below | above(tree, unit_id) | {unit_id})].reset_index(drop=True),
        budget_positions=until(positions.unit_totals(principal, municipality_id, near, years), quarter),
        cells=positions.cell_positions(principal, municipality_id, {unit_id}, this_year, ends),
        budget_changes=decisions.budget_changes(principal, municipality_id, below, this_year),
        gaps=decisions.delivery_gaps(principal, municipality_id, below, this_year),
        loaded=positions.loaded_periods(principal, municipality_id, years),
        function_names=dict(zip(names["function_group"], names["name"], strict=True)),
        published=published,
        published_quarter=published_quarter,
        parameters=indicators.parameters(principal, municipality_id),
        signed=decisions.is_signed(principal, municipality_id, unit_id, quarter),
        sight=sight,
    )


def benefit_tables(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter) -> BenefitTables:
    """Return the benefits register, whole, as a unit and quarter look at it; UnknownScope as for the scorecard."""
    with one_state(principal):
        return _benefit_tables(principal, municipality_id, unit_id, quarter)


def _benefit_tables(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter) -> BenefitTables:
    town = municipality(principal, municipality_id)
    looked_at = _looked_at(principal, municipality_id, unit_id, quarter)
    return BenefitTables(
        **_register(principal, town, unit_id, quarter, looked_at), **_of_one_initiative(principal, municipality_id)
    )


def benefits_overview(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter) -> BenefitTables:
    """Return the benefits register without what is shown of one initiative or one benefit alone.

    That is what `metrics.benefits_page` and the scorecard's band are made from; UnknownScope as for the scorecard.
    """
    with one_state(principal):
        town = municipality(principal, municipality_id)
        looked_at = _looked_at(principal, municipality_id, unit_id, quarter)
        return BenefitTables(**_register(principal, town, unit_id, quarter, looked_at))


def _register(
    principal: Principal,
    town: MunicipalityRow,
    unit_id: str,
    quarter: Quarter,
    looked_at: tuple[pd.DataFrame, Sight],
) -> dict[str, Any]:
    """Return what every answer about benefits needs, with the tree and the sight that were fetched already."""
    municipality_id, (tree, sight) = town.municipality_id, looked_at
    return {
        "municipality": town,
        "unit_id": unit_id,
        "quarter": quarter,
        "units": tree,
        "initiatives": benefits.initiatives(principal, municipality_id),
        "parties": benefits.parties(principal, municipality_id),
        "benefits": benefits.benefits(principal, municipality_id),
        "dependencies": benefits.dependencies(principal, municipality_id),
        "prerequisites": benefits.prerequisites(principal, municipality_id),
        "projections": projections.projections(principal, municipality_id),
        "projection_lines": projections.projection_lines(principal, municipality_id),
        "measurements": realisation.measurements(principal, municipality_id),
        "measured_routes": realisation.measured_routes(principal, municipality_id),
        "claims": realisation.claims(principal, municipality_id),
        "parameters": indicators.parameters(principal, municipality_id),
        "sight": sight,
    }


def _of_one_initiative(principal: Principal, municipality_id: str) -> dict[str, Any]:
    """Return what is shown, or counted, of one initiative or benefit at a time."""
    return {
        "affected_groups": benefits.affected_groups(principal, municipality_id),
        "partners": benefits.partners(principal, municipality_id),
        "withdrawals": realisation.withdrawals(principal, municipality_id),
        "evidence": evidence.evidence(principal, municipality_id),
        "unpriced_effects": benefits.unpriced_effects(principal, municipality_id),
        "scenarios": benefits.scenarios(principal, municipality_id),
        "adoptions": benefits.adoptions(principal, municipality_id),
    }


def reinvestment_tables(principal: Principal, municipality_id: str) -> ReinvestmentTables:
    """Return the whole reinvestment ledger of a municipality; empty where the principal may not see its figures."""
    with one_state(principal):
        return ReinvestmentTables(
            rules=reinvestment.rules(principal, municipality_id),
            changes=reinvestment.posting_changes(principal, municipality_id),
            agreements=reinvestment.agreements(principal, municipality_id),
            loans=reinvestment.fund_loans(principal, municipality_id),
            instalments=reinvestment.fund_instalments(principal, municipality_id),
            closings=reinvestment.year_closings(principal, municipality_id),
            sources=reinvestment.saving_sources(principal, municipality_id),
            **_savings(principal, municipality_id),
        )


def _savings(principal: Principal, municipality_id: str) -> dict[str, pd.DataFrame]:
    """Return the tables of the ledger that tell how far each saving has come."""
    return {
        "savings": reinvestment.savings(principal, municipality_id),
        "transactions": reinvestment.transactions(principal, municipality_id),
        "postings": reinvestment.postings(principal, municipality_id),
    }


def told_units(principal: Principal, municipality_id: str, quarter: Quarter) -> dict[str, str]:
    """Return, by unit, which it is told as: itself or the nearest above that may be named; one without is left out."""
    tree = scope.tree(principal, municipality_id, quarter.last_day)
    sight = Sight(frozenset(tree.loc[tree["shown"].to_numpy(dtype=bool), "unit_id"]))
    return {unit: near for unit in tree["unit_id"] for near in sight.nearest([unit], tree)}


def gains_register(
    principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter
) -> tuple[BenefitTables, StoredGains]:
    """Return the benefits register and the gains plans of one state; UnknownScope as for the scorecard."""
    with one_state(principal):
        tables = _benefit_tables(principal, municipality_id, unit_id, quarter)
        stored = StoredGains(
            plans=gains.gains_plans(principal, municipality_id),
            measures=gains.gains_measures(principal, municipality_id),
            operating_costs=gains.gains_operating_costs(principal, municipality_id),
            adoptions=gains.gains_adoptions(principal, municipality_id),
            owned=gains.benefits_answered_for(principal, municipality_id),
        )
        return tables, stored


def comment(principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter, measure: str) -> Comment | None:
    """Return what is written about a figure of a unit and quarter, as far as the principal may read it."""
    return comment_of(decisions.commentary(principal, municipality_id, {unit_id}, quarter), measure)


def _looked_at(
    principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter
) -> tuple[pd.DataFrame, Sight]:
    """Return the whole tree that figures are made from, and what of it the principal may be told one by one."""
    tree = scope.tree(principal, municipality_id, quarter.last_day)
    told = {name: tree.loc[tree[name].to_numpy(dtype=bool), "unit_id"] for name in ("shown", "texts", "lines")}
    sight = Sight(frozenset(told["shown"]), frozenset(told["texts"]), frozenset(told["lines"]))
    if not sight.shows(unit_id):
        raise UnknownScope(unit_id)
    return tree, sight


def _published(principal: Principal, municipality_id: str, quarter: Quarter) -> tuple[Quarter | None, pd.DataFrame]:
    """Return the newest period of spending per inhabitant that is not after the quarter, and its figures."""
    every = aggregates.measures(principal, municipality_id)
    rows = every.loc[every["measure"] == MEASURE, ["fiscal_year", "quarter"]].itertuples(index=False, name=None)
    periods = [Quarter(int(year), int(number)) for year, number in rows]
    newest = max((period for period in periods if period <= quarter), default=None)
    return newest, table(AGGREGATES) if newest is None else aggregates.published(principal, MEASURE, newest)


def _account_positions(
    principal: Principal, municipality_id: str, unit_id: str, quarter: Quarter, compared_with: Quarter
) -> pd.DataFrame:
    years = {quarter.year, compared_with.year}
    periods = {quarter.last_period, compared_with.last_period}
    if 4 in (quarter.number, compared_with.number):
        periods |= {11, CLOSING_PERIOD}
    return positions.account_positions(principal, municipality_id, {unit_id}, years, periods)
