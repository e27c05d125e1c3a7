"""Problems of cells and rows: from positions in a column to lines of the file."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from data.importers.cells import Fault
from data.importers.delimited import Table
from data.importers.problems import Problem, Severity

AMOUNT_WANTED = "1 234,50"


def fault_problems(table: Table, column: str, faults: Iterable[Fault], wanted: str) -> list[Problem]:
    """Return the faults of a column with their lines in the file and an example of a good cell."""
    return [
        Problem(fault.code, row=int(table.rows[fault.position]), column=column, found=fault.found, wanted=wanted)
        for fault in faults
    ]


def value_problems(
    table: Table, column: str, cells: "pd.Series[Any]", bad: Any, code: str, wanted: str = ""
) -> list[Problem]:
    """Return one problem for each distinct bad value, at the first line that has it, with how many lines have it."""
    chosen = pd.DataFrame({"cell": cells[bad].astype("str").to_numpy(), "row": table.rows[np.asarray(bad)]})
    problems = []
    for found, rows in chosen.groupby("cell", sort=False)["row"]:
        extra = {"count": str(len(rows))}
        problems.append(Problem(code, row=int(rows.min()), column=column, found=str(found), wanted=wanted, extra=extra))
    return problems


def warning(code: str, **place: Any) -> Problem:
    """Return a problem that is stored with the batch and stops nothing."""
    return Problem(code, Severity.WARNING, **place)
