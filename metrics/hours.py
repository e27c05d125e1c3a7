"""What becomes of the hours that benefits free: planned and realised by route, summing to the hours freed."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.benefit_vocabulary import CutBasis, Route
from metrics.benefit_lines import of_benefits, until
from metrics.benefit_tables import BenefitTables
from metrics.realised_amounts import What
from metrics.results import Missing
from metrics.rounding import whole_minor
from metrics.time_routes import ROUTES, cut_share, routes

HOURS = "hours"
"""The unit of measure whose quantities are hours of work."""
_MINUTES = 60


@dataclass(frozen=True)
class RoutedHours:
    """Hours of one route to date; + is time freed. They are never kroner: only what was cut can be."""

    route: Route
    planned: float
    realised: float


@dataclass(frozen=True)
class FreedHours:
    """The hours that benefits have freed to date.

    Attributes:
        planned: Hours of the current plan.
        realised: Hours measured.
        routes: Every route, in order; they sum to `planned` and to `realised`. Time that no route is stated for is
            unrealised.
        at_floor: Benefits of units at minimum staffing: no post can be cut there, and they are not judged by cuts.
        posts_at_floor: Those of them where posts were said to be cut all the same.
        cut_share: The share of the hours measured that was cut, of benefits that may be judged by it.
        why_no_cut_share: Why there is none: not measured, or all of it at minimum staffing.
    """

    planned: float
    realised: float
    routes: tuple[RoutedHours, ...]
    at_floor: tuple[str, ...]
    posts_at_floor: tuple[str, ...]
    cut_share: float | None
    why_no_cut_share: Missing | None


def freed_hours(tables: BenefitTables, amounts: pd.DataFrame, benefit_ids: Iterable[str]) -> FreedHours | None:
    """Return the hours freed by some benefits, by route; None where none of them is measured in hours.

    Args:
        tables: The register; to date is up to the quarter it looks at.
        amounts: What `benefit_amounts` returned at that quarter.
        benefit_ids: The benefits asked about. Hours that lead to other hours are counted there alone.

    Source:
        Meld. St. 30 (2019-2020) 13.1.2-13.1.3.
    """
    benefits = of_benefits(tables.benefits, benefit_ids)
    benefits = benefits[(benefits["unit_of_measure"] == HOURS).to_numpy(dtype=bool)]
    arrows = tables.dependencies
    onward = arrows.loc[arrows["leads_to_id"].isin(benefits["benefit_id"]).to_numpy(dtype=bool), "benefit_id"]
    ids = [str(one) for one in benefits["benefit_id"] if one not in set(onward)]
    if not ids:
        return None
    planned = _routed(*_planned(tables, amounts, ids))
    measured = until(of_benefits(tables.measurements, ids), tables.quarter)
    told = tables.measured_routes.merge(measured[["measurement_id", "benefit_id"]], on="measurement_id")
    realised = _routed(float(measured["quantity"].sum()), dict(told.groupby("route")["hours"].sum()))
    floor = benefits.loc[benefits["staffing_floor"].fillna(False).to_numpy(dtype=bool), "benefit_id"]
    share, why = _cut_share(measured, told, [one for one in ids if one not in set(floor)])
    posts = told.loc[(told["cut_basis"] == CutBasis.POSTS).to_numpy(dtype=bool), "benefit_id"]
    return FreedHours(
        planned=sum(planned.values()),
        realised=sum(realised.values()),
        routes=tuple(RoutedHours(route, planned[route], realised[route]) for route in Route),
        at_floor=tuple(str(one) for one in floor if one in ids),
        posts_at_floor=tuple(sorted(set(floor) & set(posts))),
        cut_share=share,
        why_no_cut_share=why,
    )


def _cut_share(measured: pd.DataFrame, told: pd.DataFrame, judged: list[str]) -> tuple[float | None, Missing | None]:
    """Return the share of the measured hours that was cut; a unit at minimum staffing is not judged by it."""
    own, cuts = of_benefits(measured, judged), of_benefits(told, judged)
    if judged and own.empty:
        return None, Missing.NOT_MEASURED
    cut = float(cuts.loc[(cuts["route"] == Route.CUT).to_numpy(dtype=bool), "hours"].sum())
    minutes = whole_minor([float(own["quantity"].sum()) * _MINUTES, cut * _MINUTES])
    row = pd.DataFrame([minutes.to_list()], columns=["freed_minutes", "cut_minutes"], index=["all"])
    found = cut_share(row, [] if judged else ["all"]).iloc[0]
    return (None, found["why"]) if pd.isna(found["value"]) else (float(found["value"]), None)


def _planned(tables: BenefitTables, amounts: pd.DataFrame, ids: list[str]) -> tuple[float, dict[str, float]]:
    """Return the hours of the current plan to date, and those with a route by it."""
    due = until(of_benefits(amounts, ids), tables.quarter)
    lines = due[(due["what"] == What.CURRENT).to_numpy(dtype=bool)]
    return float(lines["quantity"].sum()), dict(lines.groupby("route")["quantity"].sum())


def _routed(freed: float, stated: dict[str, float]) -> dict[Route, float]:
    """Return the hours of every route; what is stated of no route is unrealised. Whole minutes, so that they sum."""
    names = {route: f"{route}_minutes" for route in Route if f"{route}_minutes" in ROUTES}
    hours = [stated.get(route, 0.0) for route in names]
    minutes = [int(one) for one in whole_minor([one * _MINUTES for one in hours])]
    whole = int(whole_minor([freed * _MINUTES]).iloc[0])
    if sum(minutes) - whole < len(minutes):  # each part was rounded by itself
        whole = max(whole, sum(minutes))
    row = pd.DataFrame([[whole, *minutes]], columns=["freed_minutes", *names.values()])
    made = routes(row).iloc[0]
    return {route: int(made[f"{route}_minutes"]) / _MINUTES for route in Route}
