"""What a change did to the rows of registers: how many came, and what was another before, for the act in the trail."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Column, String, event, inspect
from sqlalchemy.orm import Session

from data.schema.codes import AccountCode, FunctionCode, FunctionGroup
from data.schema.follow_up import Commentary
from data.schema.gains import GainsAdoption, GainsMeasure, GainsOperatingCost, GainsPlan
from data.schema.indicators import Indicator, Target
from data.schema.initiatives import (
    AffectedGroup,
    Benefit,
    BenefitDependency,
    BenefitPrerequisite,
    EvidenceFile,
    Initiative,
    InitiativePartner,
    Party,
)
from data.schema.ledger import Adjustment, BudgetChange, ImportBatch
from data.schema.model import Model
from data.schema.organisation import Municipality, UnitSuccession, UnitVersion
from data.schema.outsiders import OutsiderProfile, OutsiderScenario
from data.schema.realisation import (
    Adoption,
    BudgetClaim,
    MeasuredRoute,
    Measurement,
    MeasurementEvidence,
    Projection,
    ProjectionLine,
    Scenario,
    UnpricedEffect,
    Verification,
)

KEPT: tuple[type[Model], ...] = (
    Municipality,
    UnitVersion,
    UnitSuccession,
    FunctionGroup,
    FunctionCode,
    AccountCode,
    Indicator,
    Target,
    BudgetChange,
    Adjustment,
    Commentary,
    ImportBatch,
    Party,
    Initiative,
    InitiativePartner,
    AffectedGroup,
    Benefit,
    BenefitDependency,
    BenefitPrerequisite,
    EvidenceFile,
    Projection,
    ProjectionLine,
    Measurement,
    MeasuredRoute,
    MeasurementEvidence,
    Verification,
    BudgetClaim,
    UnpricedEffect,
    Scenario,
    Adoption,
    GainsPlan,
    GainsMeasure,
    GainsOperatingCost,
    GainsAdoption,
    OutsiderProfile,
    OutsiderScenario,
)
"""Tables whose rows are noted; lines, values and what is computed from them are told by the batch's own facts."""
LONGEST_CODE = 80
"""A longer text column may hold what a person wrote."""
Sealing = Callable[[str], str]


@dataclass
class RowChanges:
    """The rows added and changed since the change was opened."""

    added: dict[str, list[Model]] = field(default_factory=dict)
    before: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = field(default_factory=dict)
    after: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = field(default_factory=dict)

    def watch(self, session: Session) -> None:
        """Note what each flush of a session is about to store."""
        event.listen(session, "before_flush", self._note)

    def _note(self, session: Session, *_: Any) -> None:
        for row in session.new:
            if isinstance(row, KEPT):
                self.added.setdefault(row.__tablename__, []).append(row)
        came = {id(row) for rows in self.added.values() for row in rows}
        for row in session.dirty:
            if isinstance(row, KEPT) and id(row) not in came:  # what came with this change is told as it is at the end
                self._changed(row)

    def _changed(self, row: Model) -> None:
        place = (row.__tablename__, tuple(_plain(value) for value in (inspect(row).identity or ())[1:]))
        for name, value in _values(row):
            history = inspect(row).attrs[name].load_history()
            if history.has_changes() and history.deleted:
                self.before.setdefault(place, {}).setdefault(name, _plain(history.deleted[0]))
                self.after.setdefault(place, {})[name] = value

    def told(self, sealed: Sealing) -> dict[str, Any]:
        """Return by table how many rows were added, with a sealed fingerprint, and each change before and after.

        What a person may have written is sealed in it.
        """
        found: dict[str, Any] = {}
        for name, rows in sorted(self.added.items()):
            content = json.dumps(sorted((dict(_values(row)) for row in rows), key=json.dumps), sort_keys=True)
            found[name] = {"added": len(rows), "content": sealed(content)}
        for place in sorted(self.before, key=str):
            table, key = place
            before, after = (_sealed(table, values[place], sealed) for values in (self.before, self.after))
            if before != after:
                changes = found.setdefault(table, {}).setdefault("changed", [])
                changes.append({"key": list(key), "before": before, "after": after})
        return found


def told_row(row: Model, sealed: Sealing) -> dict[str, Any]:
    """Return what the trail tells of a row as it stands: plain values, and what a person may have written sealed."""
    return _sealed(row.__tablename__, dict(_values(row)), sealed)


def _values(row: Model) -> Iterator[tuple[str, Any]]:
    return ((column.key, _plain(getattr(row, column.key))) for column in row.__table__.columns)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value if value is None or isinstance(value, str | int | float | dict | list) else str(value)


def _sealed(table: str, values: dict[str, Any], sealed: Sealing) -> dict[str, Any]:
    columns = Model.metadata.tables[table].columns
    return {
        name: sealed(value if isinstance(value, str) else json.dumps(value))
        if value is not None and _may_be_a_text(columns[name])
        else value
        for name, value in values.items()
    }


def _may_be_a_text(column: Column[Any]) -> bool:
    """Tell whether a column holds more than a code, a figure or who did something."""
    if isinstance(column.type, JSON):
        return True
    free = isinstance(column.type, String) and (column.type.length or LONGEST_CODE + 1) > LONGEST_CODE
    return free and not column.name.endswith("_by")
