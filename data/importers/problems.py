"""What is wrong with a file, where, and what was wanted: values, not exceptions and not sentences."""

from dataclasses import dataclass, field
from enum import StrEnum

SHOWN = 200
"""How many problems are listed; the count tells of the rest."""


class Severity(StrEnum):
    """An error stops the file; a warning is stored with the batch."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """A finding in a file. `code` names its sentence in `dashboard/words`; `found` and `wanted` fill it.

    `row` is the line of the file, counted from 1 with the header; 0 is the file as a whole. `wanted` is an example of
    a good cell, or empty. `extra` holds further facts of the sentence.
    """

    code: str
    severity: Severity = Severity.ERROR
    row: int = 0
    column: str = ""
    found: str = ""
    wanted: str = ""
    extra: dict[str, str] = field(default_factory=dict)


class RefusedFile(Exception):
    """A file with errors: nothing of it was stored. `problems` holds all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems, errors first."""
        super().__init__(f"{len(problems)} problems")
        self.problems = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
