"""What a page says of one gains plan beside its tables: totals by entity, net by year, and the answer in sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.facts import money
from metrics.gains_answer import GainsPlan
from metrics.gains_columns import CELL
from metrics.gains_plan import CutReason
from metrics.gains_ranking import GainsOverview
from metrics.ratios import complete_sums
from metrics.results import Fact, Finding

OTHERS = "others"
"""Stands for the entities that a drawing has no room for one by one."""
ROOM = 5
"""How many entities a drawing shows at most."""
_ENTITY, _YEAR = CELL


@dataclass(frozen=True)
class EntityTotal:
    """What a plan gives an entity over all its years; None where a year is missing. Whole minor units."""

    entity_id: str
    kind: str
    is_applicant: bool
    gross_minor: int | None
    operating_cost_minor: int | None
    net_minor: int | None
    required_cut_minor: int | None
    reasons: tuple[CutReason, ...]


@dataclass(frozen=True)
class NetByYear:
    """The net gain by year: a stack an entity, the largest first, each as many amounts as there are years.

    `gains_most` is the entity with the largest net gain in all, of those that have one; None where nobody gains.
    """

    years: tuple[int, ...]
    stacks: dict[str, tuple[int | None, ...]]
    gains_most: str | None

    def in_kroner(self, exponent: int) -> dict[str, tuple[tuple[int, float | None], ...]]:
        """Return each stack as points of a line: the year and its kroner, up to the last year that has anything."""
        points = {}
        for entity, amounts in self.stacks.items():
            last = max(place for place, amount in enumerate(amounts) if amount)
            told = zip(self.years[: last + 1], amounts, strict=False)
            points[entity] = tuple((year, None if amount is None else amount / 10**exponent) for year, amount in told)
        return points


def entity_totals(plan: GainsPlan) -> tuple[EntityTotal, ...]:
    """Return the entities of a plan with what it gives each in all, in the order of the plan."""
    names = ["gross_minor", "operating_cost_minor", "net_minor"]
    sums = complete_sums(plan.net, _ENTITY, names).join(complete_sums(plan.cuts.rows, _ENTITY, ["required_cut_minor"]))
    by_entity = plan.cuts.rows.groupby(level=_ENTITY)["reason"]
    reasons = {str(one): _reasons(plan, str(one), rows) for one, rows in by_entity}
    return tuple(
        _total(row, sums, reasons.get(row["entity_id"], ())) for row in plan.tables.entities.to_dict("records")
    )


def reason_told(plan: GainsPlan, entity_id: str, reason: CutReason) -> CutReason:
    """Return why an entity need not cut: who is exempt whoever applies is told that, and not that a municipality does.

    The applicant itself is exempt of nothing: that it is a municipality is its reason.
    """
    return plan.exempt.get(entity_id, reason) if reason == CutReason.MUNICIPAL_PLAN else reason


def _reasons(plan: GainsPlan, entity_id: str, rows: Iterable[CutReason]) -> tuple[CutReason, ...]:
    """Return each reason once; that some year has no net gain is told only where nothing else is."""
    every = tuple(dict.fromkeys(reason_told(plan, entity_id, one) for one in rows))
    return tuple(one for one in every if one != CutReason.NO_NET_GAIN) or every


def _total(row: dict[Any, Any], sums: pd.DataFrame, reasons: tuple[CutReason, ...]) -> EntityTotal:
    entity = str(row["entity_id"])
    told = sums.loc[entity].to_dict() if entity in sums.index else {}
    return EntityTotal(
        entity_id=entity,
        kind=str(row["kind"]),
        is_applicant=bool(row["is_applicant"]),
        gross_minor=_whole(told.get("gross_minor")),
        operating_cost_minor=_whole(told.get("operating_cost_minor")),
        net_minor=_whole(told.get("net_minor")),
        required_cut_minor=_whole(told.get("required_cut_minor")),
        reasons=reasons,
    )


def _whole(cell: Any) -> int | None:
    return None if cell is None or pd.isna(cell) else int(cell)


def net_by_year(plan: GainsPlan) -> NetByYear:
    """Return the net gain by year of each entity that has any; of many, the smallest are told together."""
    years = tuple(sorted({int(year) for year in plan.net.index.get_level_values(_YEAR)}))
    wide = plan.net["net_minor"].unstack(_YEAR).reindex(columns=list(years))
    size = wide.abs().sum(axis=1)
    order = [str(one) for one in size[size > 0].sort_values(ascending=False, kind="stable").index]
    shown = order if len(order) <= ROOM else order[: ROOM - 1]
    stacks = {one: tuple(_whole(cell) for cell in wide.loc[one]) for one in shown}
    if len(order) > ROOM:
        rest = wide.loc[order[ROOM - 1 :]].sum(axis=0, min_count=1)
        stacks[OTHERS] = tuple(_whole(cell) for cell in rest)
    whole = wide.sum(axis=1)
    gainers = whole[whole > 0]
    return NetByYear(years, stacks, None if gainers.empty else str(gainers.idxmax()))


def plan_answer(plan: GainsPlan) -> tuple[Finding, ...]:
    """Return whether the plan binds, what it gives, and which cut it requires."""
    return (_binding(plan), *_given(plan), _required(plan))


def _binding(plan: GainsPlan) -> Finding:
    if plan.adopted is not None:
        told = {
            "day": Fact("date", plan.adopted.adopted_on),
            "reference": Fact("text", plan.adopted.decision_reference),
        }
        return Finding("gains.changed" if plan.changed else "gains.adopted", told)
    met = sum(one.met for one in plan.checks)
    lacking = {"lacking": Fact("count", len(plan.checks) - met), "checks": Fact("count", len(plan.checks))}
    return Finding("gains.complete") if plan.complete else Finding("gains.incomplete", lacking)


def _given(plan: GainsPlan) -> Iterator[Finding]:
    years = {int(year) for year in plan.net.index.get_level_values(_YEAR)}
    if not years:
        return
    stretch = {"first": Fact("text", str(min(years))), "last": Fact("text", str(max(years)))}
    told = plan.net["net_minor"]
    if told.isna().any():
        yield Finding("gains.net_unknown", stretch)
    else:
        net = int(told.sum())
        year = Fact("text", str(plan.tables.price_year))
        yield Finding(
            "gains.net_gain" if net >= 0 else "gains.net_loss", {"amount": money(net), "year": year, **stretch}
        )


def _required(plan: GainsPlan) -> Finding:
    cuts, reasons = plan.cuts.rows["required_cut_minor"], set(plan.cuts.rows["reason"])
    if reasons <= {CutReason.MUNICIPAL_PLAN}:
        return Finding("gains.no_cut")
    if cuts.isna().any():
        return Finding("gains.cut_unknown")
    code = "gains.cut_hypothetical" if plan.cuts.hypothetical else "gains.cut"
    return Finding(code, {"amount": money(int(cuts.sum()))})


def overview_answer(found: GainsOverview) -> tuple[Finding, ...]:
    """Return how many plans are whole, how many bind, and which gives most a krone."""
    counts = {"count": len(found.rows), "complete": found.complete, "adopted": found.adopted}
    said = [Finding("gains.overview", {name: Fact("count", number) for name, number in counts.items()})]
    first = next((row for row in found.rows if row.rank == 1 and row.per_krone is not None), None)
    if first is not None and first.per_krone is not None:
        said.append(Finding("gains.best", {"name": Fact("text", first.name), "value": Fact("number", first.per_krone)}))
    return tuple(said)
