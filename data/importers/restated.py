"""Changes of a budget as lines of a projection: of the plan, or of the next year's budget as its re-forecast.

A budget tells changes from the one adopted the year before, whose first year stands whole in its base. So what a
later budget expects of a measure is the level adopted for the year before, and its change on top. A measure that the
later budget does not name stays at that level: it is neither forgotten nor nought.

Source:
    Bergen kommune, field descriptions of the budgets 2012 and 2013 (`endrgr-tekst`), and the files themselves: the
    fire service's requirement of 2012 is -251 991 and, for 2014, -217 691; the budget of 2013 tells the difference,
    34 300, and «utover nivå i vedtatt budsjett 2012» of another measure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from data.benefit_vocabulary import Flow
from data.importers.benefit_rows import LineRow

YEAR_END = 12
Stream = tuple[Flow, str | None, str | None, str | None]
"""Flow, benefit, bearer and beneficiary: what a line's amounts are of, year by year."""
Amounts = Mapping[Stream, Mapping[int, int]]


def planned_lines(changes: Amounts) -> tuple[LineRow, ...]:
    """Return the changes themselves: what the first budget that names a measure plans."""
    return tuple(
        _line(stream, year, amount)
        for stream, by_year in sorted(changes.items(), key=_order)
        for year, amount in sorted(by_year.items())
    )


def restated_lines(before: Iterable[LineRow], changes: Amounts, years: tuple[int, ...]) -> tuple[LineRow, ...]:
    """Return what a later budget expects: earlier years as they were, then last year's level and the change on it.

    Args:
        before: The lines of the projection that stood before, by year.
        changes: What the later budget says, by stream and year.
        years: The years of the later budget.
    """
    known = amounts_of(before)
    whole: dict[Stream, dict[int, int]] = {}
    for stream in known.keys() | changes.keys():
        old, new = known.get(stream, {}), changes.get(stream, {})
        level = old.get(years[0] - 1, 0)
        whole[stream] = {year: amount for year, amount in old.items() if year < years[0]}
        whole[stream] |= {year: level + new.get(year, 0) for year in years}
    return planned_lines(whole)


def amounts_of(lines: Iterable[LineRow]) -> dict[Stream, dict[int, int]]:
    """Return lines as amounts by stream and year."""
    found: dict[Stream, dict[int, int]] = defaultdict(dict)
    for line in lines:
        stream = (line.flow, line.benefit_id, line.bearer_id, line.beneficiary_id)
        found[stream][line.fiscal_year] = found[stream].get(line.fiscal_year, 0) + (line.amount_minor or 0)
    return dict(found)


def _line(stream: Stream, year: int, amount: int) -> LineRow:
    flow, benefit_id, bearer_id, beneficiary_id = stream
    return LineRow(flow, year, YEAR_END, benefit_id, bearer_id, beneficiary_id, amount_minor=amount)


def _order(pair: tuple[Stream, Mapping[int, int]]) -> tuple[str, ...]:
    return tuple(str(part or "") for part in pair[0])
