"""A row of the benefits register: a benefit's or a group's kroner to date and in the end, its rate and its status."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.benefit_vocabulary import BenefitType
from data.vocabulary import Grain
from metrics.benefit_figures import BenefitFigures
from metrics.benefit_lines import Standing, lines_of, standing_projections
from metrics.budget import Rules
from metrics.realisation import realisation, realisation_rate, realisation_rate_original, status_against_curve
from metrics.realised_amounts import AMOUNT, QUANTITY
from metrics.results import Missing, Status
from metrics.scorecard_cards import Figure, figures
from metrics.slippage import Slippage, slippage


@dataclass(frozen=True)
class Sums:
    """Kroner (whole minor units in the prices of the year looked at) or quantities; None is missing.

    To date: `planned` (current plan), `original`, `forecast`, `realised`, `verified`. In the end: `planned_total`,
    `original_total`, `completion` (realised and what the forecast still holds) and `gap` (completion - planned_total;
    below 0 less is expected than was planned). `rate` and `rate_original` are realised / planned to date.
    """

    planned: float | None
    original: float | None
    forecast: float | None
    realised: float | None
    verified: float | None
    planned_total: float | None
    original_total: float | None
    completion: float | None
    gap: float | None
    planned_why: Missing | None
    realised_why: Missing | None
    rate: Figure
    rate_original: Figure


@dataclass(frozen=True)
class BenefitRow:
    """A benefit in the register.

    `unit` is the accountable unit, or the nearest above it that may be named; None where none may. `owner_role` is None
    where nobody owns it or the unit is not named (`unit_shown`). `end` tells whether it enters totals.
    """

    benefit_id: str
    initiative_id: str
    name: str
    benefit_type: BenefitType
    unit: str | None
    unit_shown: bool
    owner_role: str | None
    end: bool
    unexpected: bool
    status: Status
    kroner: Sums
    quantity: Sums
    unit_of_measure: str | None
    slippage: Slippage
    measured: bool
    verified: bool
    overdue: bool


@dataclass(frozen=True)
class GroupRow:
    """End benefits of one type, initiative or unit together, in kroner; `key` says which, `count` how many benefits."""

    key: str
    count: int
    kroner: Sums


def group_rows(found: BenefitFigures, key: str) -> tuple[GroupRow, ...]:
    """Return the unit's end benefits summed by a column of `Register.benefits`; types and units are never one sum."""
    counted = found.benefits[found.benefits["counts"].to_numpy(dtype=bool)]
    if counted.empty:
        return ()
    sums = sums_by(found, counted, key, AMOUNT)
    sizes = counted.groupby(key).size()
    return tuple(GroupRow(group, int(sizes[group]), one) for group, one in sums.items())


def sums_by(found: BenefitFigures, members: pd.DataFrame, key: str, of: str) -> dict[str, Sums]:
    """Return the sums of some benefits by a column."""
    made = realisation(found.now, members, key, of)
    return {str(group): one for group, one in zip(made.index, sums_of(made), strict=True)}


def sums_of(made: pd.DataFrame) -> list[Sums]:
    """Return each row that `realisation` answered with, and its rates."""
    rates, originals = figures(realisation_rate(made)), figures(realisation_rate_original(made))
    rows = zip(made.to_dict("records"), rates, originals, strict=True)
    return [_sums(row, rate, original) for row, rate, original in rows]


def _sums(row: Mapping[Hashable, Any], rate: Figure, original: Figure) -> Sums:
    def number(name: str) -> float | None:
        return None if pd.isna(row[name]) else row[name]

    def why(name: str) -> Missing | None:
        return row[name] if isinstance(row[name], Missing) else None

    return Sums(
        planned=number("current"),
        original=number("original"),
        forecast=number("forecast"),
        realised=number("realised"),
        verified=number("verified"),
        planned_total=number("current_total"),
        original_total=number("original_total"),
        completion=number("completion"),
        gap=number("gap"),
        planned_why=why("planned_why"),
        realised_why=why("realised_why"),
        rate=rate,
        rate_original=original,
    )


def benefit_rows(found: BenefitFigures, rules: Rules, only: Collection[str] | None = None) -> tuple[BenefitRow, ...]:
    """Return the unit's benefits, or some of them, in the order of initiative and benefit."""
    own = [one for one in found.benefits["benefit_id"] if only is None or one in only]
    if not own:
        return ()
    members = pd.DataFrame({"benefit_id": own, "row": own})
    kroner, quantities = (sums_by(found, members, "row", of) for of in (AMOUNT, QUANTITY))
    records = {row["benefit_id"]: row for row in found.tables.benefits.to_dict("records")}
    ends = dict(zip(found.benefits["benefit_id"], found.benefits["counts"], strict=True))
    late = slippages(found, own)
    rows = [
        _row(records[one], found, rules, (kroner[one], quantities[one]), end=bool(ends[one]), late=late[one])
        for one in own
    ]
    return tuple(sorted(rows, key=lambda row: (row.initiative_id, row.benefit_id)))


def _row(
    record: Mapping[Hashable, Any],
    found: BenefitFigures,
    rules: Rules,
    sums: tuple[Sums, Sums],
    *,
    end: bool,
    late: Slippage,
) -> BenefitRow:
    sight, unit_id, key = found.tables.sight, record["unit_id"], record["benefit_id"]
    near, shown = sight.nearest([unit_id], found.tables.units), sight.shows(unit_id)
    covered = found.covered.loc[key] if key in found.covered.index else None
    return BenefitRow(
        benefit_id=key,
        initiative_id=record["initiative_id"],
        name=record["name"],
        benefit_type=BenefitType(record["benefit_type"]),
        unit=near[0] if near else None,
        unit_shown=shown,
        owner_role=_text(record["owner_role"]) if shown else None,
        end=end,
        unexpected=bool(record["unexpected"]),
        status=_status(record, sums, rules),
        kroner=sums[0],
        quantity=sums[1],
        unit_of_measure=_text(record["unit_of_measure"]),
        slippage=late,
        measured=covered is not None and bool(covered["measured"]),
        verified=covered is not None and bool(covered["verified"]),
        overdue=covered is not None and not pd.isna(covered["overdue_since"]),
    )


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) and cell else None


def _status(record: Mapping[Hashable, Any], sums: tuple[Sums, Sums], rules: Rules) -> Status:
    """Return the status of a benefit on its own curve: in kroner where it has any, else in its own unit."""
    kroner, quantity = sums
    in_kroner = kroner.planned_why is not Missing.NOT_IN_KRONER
    rate = kroner.rate if in_kroner else quantity.rate
    low = record["benefit_type"] == BenefitType.DISBENEFIT if in_kroner else record["better"] == "lower"
    value = float("nan") if rate.value is None else rate.value
    return status_against_curve(value, rate.why, rules, lower_is_better=bool(low))


def slippages(found: BenefitFigures, own: Sequence[str]) -> dict[str, Slippage]:
    """Return, by benefit, how many months later than planned it is expected; missing where nobody made a forecast."""
    quarter, lines = found.tables.quarter, found.now.register.lines
    standing = standing_projections(found.now.register.projections, quarter.last_day)
    made = set(standing.index[standing[Standing.FORECAST].notna()])
    wanted = set(own)
    told = found.tables.benefits[["benefit_id", "initiative_id", "grain"]].itertuples(index=False, name=None)
    asked = {one: Grain(grain) for one, initiative, grain in told if initiative in made and one in wanted}
    plan, forecast = (
        _by_benefit(lines_of(lines, standing, which), asked) for which in (Standing.CURRENT, Standing.FORECAST)
    )
    late = {one: _slippage(plan(one), forecast(one), grain) for one, grain in asked.items()}
    return {one: late.get(one, Slippage(None, Missing.NO_FORECAST)) for one in own}


def _by_benefit(lines: pd.DataFrame, asked: Collection[str]) -> Callable[[str], pd.DataFrame]:
    """Return a call that gives the lines of one of some benefits; no lines where it has none."""
    own = lines[lines["benefit_id"].isin(list(asked)).to_numpy(dtype=bool)]
    parts = dict(iter(own.groupby("benefit_id")))
    return lambda one: parts.get(one, own.iloc[:0])


def _slippage(plan: pd.DataFrame, forecast: pd.DataFrame, grain: Grain) -> Slippage:
    """Return the slippage in kroner where the plan has any, else in the benefit's own unit."""
    if plan["in_kroner"].any():
        return slippage(plan[plan["in_kroner"]], forecast[forecast["in_kroner"]], grain, AMOUNT)
    return slippage(plan[plan[QUANTITY].notna()], forecast[forecast[QUANTITY].notna()], grain, QUANTITY)
