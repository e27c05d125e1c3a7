"""The figures of the budget page: where the deviation is, what drives it and how the budget came to be."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from data.periods import Quarter, last_day_of_period
from data.vocabulary import AccountClass, Kind
from metrics.breakdown import Breakdown, By, Part, by_group, by_unit, operations, part_of
from metrics.breakdown_sentences import where_findings
from metrics.budget import Rules
from metrics.budget_drivers import Driver, deviation_drivers
from metrics.budget_tables import BudgetTables
from metrics.neighbours import Neighbours, neighbours
from metrics.parameters import all_in_force
from metrics.positions import of_quarter, quarter_ends
from metrics.quarter_steps import QuarterStep, quarter_steps
from metrics.ratios import complete_sums
from metrics.results import Finding, Scorecard
from metrics.tables import AMOUNTS
from metrics.waterfall import Step, waterfall
from metrics.yardstick import Yardstick, yardstick


@dataclass(frozen=True)
class DriverPart:
    """How much of the deviation a driver makes: + under budget (or better income), whole minor units."""

    driver: Driver
    deviation_minor: int
    share: float | None


@dataclass(frozen=True)
class Comment:
    """What somebody wrote about the deviation; `version` is what a change of it must name."""

    cause: str
    action: str
    responsible_role: str
    due: date | None
    written_at: datetime
    written_by: str
    version: int


@dataclass(frozen=True)
class BudgetPage:
    """Everything the budget page shows, free of language.

    Attributes:
        yardstick: What spending is held against.
        whole: The unit itself; None where it has no figures in the year.
        units: By the units directly below; None where there are none.
        functions: By function group; None where the unit has no figures.
        drivers: They sum to the unit's deviation; empty where there is none to be had.
        steps: From the original budget to the revised one and the forecast.
        quarters: Each quarter of the year beside the year before.
        neighbours: Per inhabitant beside others; None where nothing is published.
        names: Name by unit and by function group.
        path: The units from the highest one down to this one.
        late: Units that have not delivered the accounts of the year so far.
        where: The sentence of where the deviation sits.
        as_of: The day the accounts stand at.
        signed: Whether the quarter is closed.
        explained: Whether explanations are for whoever asks.
        lines: Whether ledger lines are.
    """

    yardstick: Yardstick
    whole: Part | None
    units: Breakdown | None
    functions: Breakdown | None
    drivers: tuple[DriverPart, ...]
    steps: tuple[Step, ...]
    quarters: tuple[QuarterStep, ...]
    neighbours: Neighbours | None
    names: dict[str, str]
    path: tuple[str, ...]
    late: tuple[str, ...]
    where: tuple[Finding, ...]
    as_of: date | None
    signed: bool
    explained: bool = True
    lines: bool = True
    cells: pd.DataFrame = field(repr=False, compare=False, default_factory=pd.DataFrame)
    rules: Rules = field(repr=False, compare=False, default_factory=dict)

    def accounts_of(self, function_group: str) -> Breakdown | None:
        """Return one function group of the unit taken apart by account group; None where it has no figures."""
        return by_group(self._of(function_group), By.ACCOUNT, self.yardstick, self.rules)

    def amount_of(self, function_group: str, account_group: str, kind: Kind) -> int | None:
        """Return what the ledger lines of a kind in one cell sum to; None is missing."""
        rows = self._of(function_group)
        rows = rows[(rows["account_group"] == account_group).to_numpy(dtype=bool)]
        amounts = rows[f"{kind}_minor"]
        return None if rows.empty or amounts.isna().any() else int(amounts.sum())

    def _of(self, function_group: str) -> pd.DataFrame:
        return self.cells[(self.cells["function_group"] == function_group).to_numpy(dtype=bool)]


def budget_page(tables: BudgetTables) -> BudgetPage:
    """Return the figures of the budget page."""
    rules = all_in_force(tables.quarter.last_day, tables.parameters)
    ends = quarter_ends(tables.budget_positions)
    now = of_quarter(ends, tables.quarter)
    own = ends[[key == (tables.unit_id, tables.quarter.year, tables.quarter.number) for key in ends.index]]
    held_against = yardstick(own, tables.quarter, rules)
    cells = _cells(tables)
    units = _by_unit(tables, now, held_against, rules)
    functions = by_group(cells, By.FUNCTION, held_against, rules)
    named = zip(tables.units["unit_id"], tables.units["name"], strict=True)
    names = {unit: name for unit, name in named if tables.sight.shows(unit)} | tables.function_names
    return BudgetPage(
        yardstick=held_against,
        whole=part_of(own.droplevel(["fiscal_year", "quarter"]), held_against, rules) if len(own) else None,
        units=units,
        functions=functions,
        drivers=_drivers(cells, held_against),
        steps=waterfall(ends, tables.budget_changes, tables.units, tables.unit_id, tables.quarter),
        quarters=quarter_steps(ends, tables.unit_id, tables.quarter),
        neighbours=_neighbours(tables, functions),
        names=names,
        path=_path(tables),
        late=_late(tables),
        where=where_findings(units or functions, names),
        as_of=_as_of(tables.loaded, tables.quarter),
        signed=tables.signed,
        explained=tables.sight.knows_texts(tables.unit_id),
        lines=tables.sight.shows_lines(tables.unit_id),
        cells=cells,
        rules=rules,
    )


_DECISIONS = ("budget.approved", "budget.decided", "budget.documented")


def answer(card: Scorecard, found: BudgetPage) -> tuple[Finding, ...]:
    """Return the answer in order: how far over or under, in which part it sits, and why.

    The first sentence and the reasons are the scorecard's own, so that both pages say the same; what would be said
    twice is left out (that a budget is not periodised, the page says with its reason).
    """
    band = card.dimensions[0]
    first = card.headline[:1]
    told = {"budget.hidden_overspend", "budget.hidden_behind", "budget.not_periodised"}
    if first and (first[0].code.endswith(("_approved", "_decided")) or "_documented" in first[0].code):
        told |= {finding.code for finding in band.findings if finding.code.startswith(_DECISIONS)}
    reasons = [finding for finding in band.findings[1:] if finding.code not in told]
    return (*first, *found.where, *reasons)


def _cells(tables: BudgetTables) -> pd.DataFrame:
    keys = ("account_class", "function_group", "account_group")
    ends = quarter_ends(operations(tables.cells), keys).reset_index()
    at = (ends["fiscal_year"] == tables.quarter.year) & (ends["quarter"] == tables.quarter.number)
    kept: pd.DataFrame = ends[at.to_numpy(dtype=bool)]
    return kept


def _by_unit(tables: BudgetTables, now: pd.DataFrame, held_against: Yardstick, rules: Rules) -> Breakdown | None:
    """Return the unit by the units below it that may be named; None where there are none."""
    below = tables.units[(tables.units["parent_unit_id"] == tables.unit_id).to_numpy(dtype=bool)]
    children = [str(unit) for unit in below["unit_id"] if tables.sight.shows(unit)]
    found = by_unit(now, tables.unit_id, children, held_against, rules) if children else None
    return replace(found, others=len(children) < len(below)) if found else None


def _drivers(cells: pd.DataFrame, held_against: Yardstick) -> tuple[DriverPart, ...]:
    """Return the drivers, the one that costs most first; those without any deviation are left out."""
    if held_against.comparison is None or cells.empty:
        return ()
    keys = ["unit_id", "fiscal_year", "period", "account_class", "account_group"]
    accounts = complete_sums(cells, keys, list(AMOUNTS)).reset_index()
    found = deviation_drivers(accounts, held_against.comparison)
    if found["numerator"].isna().any():
        return ()
    parts = [
        DriverPart(Driver(driver), int(amount), None if pd.isna(value) else float(value))
        for (_, driver), amount, value in zip(found.index, found["numerator"], found["value"], strict=True)
        if amount != 0
    ]
    return tuple(sorted(parts, key=lambda part: (part.deviation_minor, part.driver)))


def _neighbours(tables: BudgetTables, functions: Breakdown | None) -> Neighbours | None:
    if tables.published_quarter is None:
        return None
    town = tables.municipality
    root = tables.unit_id == town.municipality_id
    areas = None if root or functions is None else [part.key for part in functions.parts]
    return neighbours(tables.published, town.municipality_id, town.currency, tables.published_quarter, areas)


def comment_of(commentary: pd.DataFrame, measure: str) -> Comment | None:
    """Return what is written about a measure; None is nothing.

    Args:
        commentary: COMMENTARY of one unit and quarter, with action, responsible_role, due, written_at, written_by and
            version_id.
        measure: The measure.
    """
    rows = commentary[(commentary["measure"] == measure).to_numpy(dtype=bool)].to_dict("records")
    if not rows:
        return None
    row: dict[Any, Any] = rows[0]
    due = row["due"] if isinstance(row["due"], date) and not pd.isna(row["due"]) else None
    return Comment(
        row["cause"],
        row["action"],
        row["responsible_role"],
        due,
        row["written_at"],
        row["written_by"],
        int(row["version_id"]),
    )


def _path(tables: BudgetTables) -> tuple[str, ...]:
    parents = dict(zip(tables.units["unit_id"], tables.units["parent_unit_id"], strict=True))
    path = [tables.unit_id]
    while parents.get(path[0]) in parents and tables.sight.shows(parents[path[0]]):
        path.insert(0, parents[path[0]])
    return tuple(path)


def _late(tables: BudgetTables) -> tuple[str, ...]:
    """Return the units whose accounts of the year so far have not all come; a leaf counts, not those above it.

    Of a unit that may not be named, the nearest above it that may.
    """
    gaps = tables.gaps
    due = (gaps["fiscal_year"] == tables.quarter.year) & (gaps["period"] <= tables.quarter.last_period)
    rows = gaps[due.to_numpy(dtype=bool) & (gaps["kind"] == Kind.ACTUAL).to_numpy(dtype=bool)]
    return tuple(tables.sight.nearest(sorted(set(rows["unit_id"])), tables.units))


def _as_of(loaded: pd.DataFrame, quarter: Quarter) -> date | None:
    columns = ["fiscal_year", "period", "kind", "account_class", "as_of"]
    days = [
        day if isinstance(day, date) and not pd.isna(day) else last_day_of_period(int(year), int(period))
        for year, period, kind, account_class, day in loaded[columns].itertuples(index=False, name=None)
        if (kind, account_class) == (Kind.ACTUAL, AccountClass.OPERATIONS)
        and Quarter.of_period(int(year), int(period)) == quarter
    ]
    return max(days, default=None)
