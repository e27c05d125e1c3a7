"""A measure that moves money between departments and sums to zero over them: who delivers, and to whom.

The department whose budget rises carries the measure (it had budgeted the gain for all of them); those whose budgets
fall deliver. What a department delivers to itself moves nothing and is taken off first.
"""

from collections import defaultdict
from collections.abc import Sequence

from data.benefit_vocabulary import Flow
from data.importers.budget_lines import BudgetLine
from data.importers.problems import Problem
from data.importers.restated import Stream
from data.importers.rules import InitiativeRule
from data.importers.sequence import plain_amount

Flows = dict[Stream, dict[int, int]]


def agreement_flows(
    rule: InitiativeRule, lines: Sequence[BudgetLine], years: tuple[int, ...]
) -> tuple[Flows, list[Problem]]:
    """Return the transfers of an agreement in minor units by year, or why it is none.

    Args:
        rule: The agreement.
        lines: Its rows.
        years: Of their amounts.
    """
    net = _by_department(lines, years)
    problems = [
        Problem(
            "agreement_does_not_add_up",
            row=lines[0].row,
            found=plain_amount(total, 2),
            wanted="0",
            extra={"initiative": rule.name, "year": str(year)},
        )
        for at, year in enumerate(years)
        if (total := sum(amounts[at] for amounts in net.values()))
    ]
    carriers = sorted(unit for unit, amounts in net.items() if any(amount > 0 for amount in amounts))
    if len(carriers) > 1:
        told = ", ".join(carriers)
        problems.append(Problem("agreement_of_several", row=lines[0].row, found=told, extra={"initiative": rule.name}))
    return ({} if problems else _transfers(net, carriers, years)), problems


def _by_department(lines: Sequence[BudgetLine], years: tuple[int, ...]) -> dict[str, list[int]]:
    net: dict[str, list[int]] = defaultdict(lambda: [0] * len(years))
    for line in lines:
        net[line.unit_id] = [sum(pair) for pair in zip(net[line.unit_id], line.amounts, strict=True)]
    return dict(net)


def _transfers(net: dict[str, list[int]], carriers: list[str], years: tuple[int, ...]) -> Flows:
    return {
        (Flow.TRANSFER, None, unit, carrier): {year: -amounts[at] for at, year in enumerate(years)}
        for carrier in carriers
        for unit, amounts in net.items()
        if unit != carrier
    }
