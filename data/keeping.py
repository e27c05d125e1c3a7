"""What every row of the benefits register is stored with: whose it is, which file brought it, by whom and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from data.benefits_known import Lines, lines_on
from data.importers.problems import Problem
from data.schema.model import Model
from data.schema.organisation import Municipality

Row = TypeVar("Row", bound=Model)


class BrokenRules(Exception):
    """What was to be stored breaks rules of the register: nothing of it may stay. `problems` holds all that was found.

    A form shows each beside the field that `column` names; a file has its own row and header put in.
    """

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems."""
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def require(problems: list[Problem]) -> None:
    """Raise BrokenRules where there are problems."""
    if problems:
        raise BrokenRules(problems)


@dataclass(frozen=True)
class Keeping:
    """An open change of a municipality's register. No batch is somebody's own decision."""

    session: Session
    municipality_id: str
    batch_id: str | None
    actor: str
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def exponent(self) -> int:
        """Decimals of the municipality's currency."""
        return self.session.get_one(Municipality, self.municipality_id).currency_exponent

    @cached_property
    def lines(self) -> Lines:
        """Who stands above and below each unit now."""
        return lines_on(self.session, self.municipality_id, self.now.date())

    def renewed(self, table: type[Row], key: tuple[Any, ...], values: Mapping[str, Any]) -> Row:
        """Return the row of a key (after the municipality) with these values; it is made where there was none.

        A row that a person made stays the person's when a file tells of it again.
        """
        row = self.session.get(table, (self.municipality_id, *key))
        told: dict[str, Any] = {name: value for name, value in values.items() if name in table.__table__.columns}
        if row is None:
            names = [str(column.key) for column in inspect(table).primary_key]
            told |= dict(zip(names, (self.municipality_id, *key), strict=True))
            if "batch_id" in table.__table__.columns:
                told["batch_id"] = self.batch_id
            row = table(**told)
            self.session.add(row)
            return row
        for name, value in told.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        if getattr(row, "batch_id", None) is not None:
            row.batch_id = self.batch_id  # type: ignore[attr-defined] # only tables that have one come here
        return row
