"""The budget page's figures as tables, and what they mean."""

from collections.abc import Iterator

from dashboard import format
from dashboard.ledger_page import LedgerPage
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import Column, Table
from dashboard.views import budget_path
from dashboard.views.budget_steps import step_name
from dashboard.views.scorecard_table import definition, voice_of
from metrics.breakdown import Breakdown, Part
from metrics.budget_drivers import DEVIATION_DRIVERS
from metrics.budget_page import BudgetPage
from metrics.yardstick import Yardstick


def parts(scope: Scope, found: BudgetPage, shown: Breakdown) -> Table:
    """Return the parts and their total: actual, budgets, deviation with its direction in words, and share."""
    voice = voice_of(scope)
    spent = found.yardstick is Yardstick.SPENT
    named = [(budget_path.part_name(scope, found, shown, part.key), part) for part in shown.parts]
    rows = tuple(_part(voice, name, part, spent) for name, part in [*named, (voice.word("budget.total"), shown.whole)])
    return Table(voice.word("budget.file"), _part_columns(voice, found.yardstick), rows, scope.currency_exponent)


def _part_columns(voice: Voice, yardstick: Yardstick) -> tuple[Column, ...]:
    money = f" ({format.currency_name(voice.language, voice.currency)})"
    used = "forecast" if yardstick is Yardstick.FORECAST else "used"
    columns = [Column(voice.word("budget.column.part"))]
    for name in (used, "budget", "revised", "original", "deviation"):
        columns.append(Column(voice.word(f"budget.column.{name}") + money, "money"))
    columns.append(Column(voice.word("budget.column.direction")))
    columns.append(Column(voice.word(f"budget.column.{'spent' if yardstick is Yardstick.SPENT else 'share'}"), "share"))
    return (*columns, Column(voice.word("budget.column.basis")))


def _part(voice: Voice, name: str, part: Part, spent: bool) -> tuple[object, ...]:
    deviation = part.deviation_minor
    way = "even" if deviation == 0 else "over" if (deviation or 0) < 0 else "under"
    return (
        name,
        part.used_minor,
        None if spent else part.budget_minor,
        part.revised_minor,
        part.original_minor,
        deviation,
        "" if deviation is None else voice.word(f"budget.direction.{way}"),
        part.share,
        "" if part.basis is None or part.share is None else voice.word(f"basis.{part.basis}"),
    )


def charts(scope: Scope, found: BudgetPage) -> Table:
    """Return the figures of every chart under the breakdown, a row a mark."""
    voice = voice_of(scope)
    money = f" ({format.currency_name(voice.language, voice.currency)})"
    columns = (
        Column(voice.word("budget.column.figure")),
        Column(voice.word("budget.column.row")),
        Column(voice.word("budget.column.amount") + money, "money"),
        Column(voice.word("budget.column.beside") + money, "money"),
    )
    rows = (*_drivers(voice, found), *_steps(voice, found), *_quarters(voice, found), *_neighbours(scope, found))
    return Table(voice.word("budget.charts.file"), columns, rows, scope.currency_exponent)


Row = tuple[object, ...]


def _drivers(voice: Voice, found: BudgetPage) -> Iterator[Row]:
    for part in found.drivers:
        yield voice.word("budget.drivers.title"), driver_name(voice, part.driver), part.deviation_minor, None


def _steps(voice: Voice, found: BudgetPage) -> Iterator[Row]:
    for step in found.steps:
        yield voice.word("budget.steps.title"), step_name(voice, step), step.amount_minor, step.moved_minor


def _quarters(voice: Voice, found: BudgetPage) -> Iterator[Row]:
    for step in found.quarters:
        name = format.quarter(voice.language, step.quarter)
        yield voice.word("budget.quarters.title"), name, step.used_minor, step.year_before_minor


def _neighbours(scope: Scope, found: BudgetPage) -> Iterator[Row]:
    voice = voice_of(scope)
    for area in found.neighbours.areas if found.neighbours else ():
        name = budget_path.function_name(scope, found, area.key)
        for row in area.rows:
            yield voice.word("budget.neighbours.title"), f"{name}, {row.name}", row.value_minor, area.middle_minor


def driver_name(voice: Voice, driver: str) -> str:
    """Return the name of a driver with a capital."""
    name = voice.word(f"driver.{driver}")
    return name[:1].upper() + name[1:]


def lines(scope: Scope, found: LedgerPage) -> Table:
    """Return ledger lines: where they belong, their amount and text, and the file they came with."""
    voice = voice_of(scope)
    money = f" ({format.currency_name(voice.language, voice.currency)})"
    kinds = {"amount": "money"}
    names = ("unit", "function", "account", "period", "project", "amount", "text", "source")
    columns = tuple(
        Column(voice.word(f"budget.column.{name}") + (money if name == "amount" else ""), kinds.get(name, "text"))
        for name in names
    )
    rows = tuple(
        (
            row["unit_name"] or row["unit_id"],
            f"{row['function_code']} {row['function_name']}".strip(),
            f"{row['account_code']} {row['account_name']}".strip(),
            str(row["period"]),
            row["project"] or "",
            int(row["amount_minor"]),
            row["text"] or "",
            row["file_name"],
        )
        for row in found.lines.to_dict("records")
    )
    return Table(voice.word("budget.lines.file"), columns, rows, scope.currency_exponent)


def part_definitions(scope: Scope, found: BudgetPage) -> list[tuple[str, str]]:
    """Return the definition of what the parts are judged by."""
    metric = found.yardstick.metric
    voice = voice_of(scope)
    return [(voice.word(f"metric.{metric.key}.name"), definition(voice, metric))]


def chart_definitions(scope: Scope) -> list[tuple[str, str]]:
    """Return the definitions of the charts under the breakdown."""
    voice = voice_of(scope)
    metric = DEVIATION_DRIVERS
    said = [(voice.word(f"metric.{metric.key}.name"), definition(voice, metric))]
    for name in ("waterfall", "quarters", "neighbours"):
        said.append((voice.word(f"budget.definition.{name}"), voice.word(f"budget.definition.{name}.text")))
    return said
