"""What the budget page is made from; `metrics/load.py` fetches it, a test writes it by hand."""

from dataclasses import dataclass, field

import pandas as pd

from data.periods import Quarter
from metrics.sight import EVERYTHING, Sight
from metrics.tables import (
    AGGREGATES,
    BUDGET_CHANGES,
    BUDGET_POSITIONS,
    CELL_POSITIONS,
    DELIVERY_GAPS,
    LOADED_PERIODS,
    PARAMETERS,
    MunicipalityRow,
    table,
)


@dataclass(frozen=True)
class BudgetTables:
    """Everything `metrics.budget_page.budget_page` reads.

    Attributes:
        municipality: Whose figures.
        unit_id: The unit looked at.
        quarter: The quarter looked at.
        units: UNITS: the unit, all below it and all above it (the tree of the quarter), each before those below it.
        budget_positions: BUDGET_POSITIONS of the unit and its direct children, this year and the year before.
        cells: CELL_POSITIONS of the unit at the end of the quarter; in a fourth quarter periods 12 and 13.
        budget_changes: BUDGET_CHANGES of the unit and below, this year.
        gaps: DELIVERY_GAPS of the unit and below, this year.
        loaded: LOADED_PERIODS of this year and the year before.
        function_names: Name by function group.
        published: AGGREGATES of spending per inhabitant for `published_quarter`.
        published_quarter: The newest period not after the quarter that the municipality has published; None is none.
        parameters: PARAMETERS that the municipality has set.
        signed: Whether the unit's quarter is closed.
        sight: Which of the units may be told one by one; figures are made from all.
    """

    municipality: MunicipalityRow
    unit_id: str
    quarter: Quarter
    units: pd.DataFrame
    budget_positions: pd.DataFrame = field(default_factory=lambda: table(BUDGET_POSITIONS))
    cells: pd.DataFrame = field(default_factory=lambda: table(CELL_POSITIONS))
    budget_changes: pd.DataFrame = field(default_factory=lambda: table(BUDGET_CHANGES))
    gaps: pd.DataFrame = field(default_factory=lambda: table(DELIVERY_GAPS))
    loaded: pd.DataFrame = field(default_factory=lambda: table(LOADED_PERIODS))
    function_names: dict[str, str] = field(default_factory=dict)
    published: pd.DataFrame = field(default_factory=lambda: table(AGGREGATES))
    published_quarter: Quarter | None = None
    parameters: pd.DataFrame = field(default_factory=lambda: table(PARAMETERS))
    signed: bool = False
    sight: Sight = EVERYTHING
