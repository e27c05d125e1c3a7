"""What a person is importing, kept between the runs of the page: what was found in the files, never their bytes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

import pandas as pd
import streamlit as st

from dashboard.actions.import_file import Outcome
from data.importers.benefit_rows import BenefitRow
from data.importers.parsed import Parsed
from data.importers.problems import SHOWN, Problem
from data.queries.undoing import UndoEffect

SAMPLE_ROWS = 8
_KEY = "bb-imports-draft"


@dataclass(frozen=True)
class FileReport:
    """What is said of a file: before it is stored, and when it was."""

    name: str
    rows_read: int
    fiscal_year: int | None
    period: int | None
    totals: dict[str, int]
    errors: tuple[Problem, ...]
    error_count: int
    warnings: tuple[Problem, ...]
    warning_count: int
    already_imported: bool
    stored: bool
    sample: pd.DataFrame


@dataclass(frozen=True)
class Money:
    """What the amounts of a report are written in."""

    currency: str
    exponent: int


@dataclass(frozen=True)
class Report:
    """What is said of the files of one check or one import, in their order."""

    files: tuple[FileReport, ...]
    money: Money
    municipality_id: str

    @property
    def refused(self) -> bool:
        """Whether any file has errors."""
        return any(file.error_count for file in self.files)


@dataclass(frozen=True)
class Undoing:
    """A batch about to be undone, and what that changes."""

    batch_id: str
    file_name: str
    effect: UndoEffect


@dataclass
class Draft:
    """The state of the page. `round` is part of the uploader's key: a new round lets the uploaded files go.

    Streamlit may start the next run while one still works, so whoever acts takes the lock and looks again.
    """

    round: int = 0
    told: Hashable = None
    checked: Report | None = None
    stored: Report | None = None
    undoing: Undoing | None = None
    undone: str | None = None
    lock: Lock = field(default_factory=Lock)

    def forget_files(self) -> None:
        """Let the uploaded files and what was found in them go."""
        self.round += 1
        self.checked = None
        self.told = None

    def store_once(self, act: Callable[[], Report]) -> None:
        """Do what was checked, once, however often it was asked for; what it answers is shown from then on.

        Where a file was refused after all, the uploaded files stay, so that the rest can be tried again.
        """
        with self.lock:
            if self.checked is None:
                return
            self.stored = act()
            self.checked = None
            if not self.stored.refused:
                self.forget_files()

    def undo_once(self, act: Callable[[Undoing], None]) -> None:
        """Undo the batch that was confirmed, once."""
        with self.lock:
            if self.undoing is None:
                return
            waiting, self.undoing = self.undoing, None
            act(waiting)
            self.undone = waiting.file_name


def draft() -> Draft:
    """Return this reader's draft."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Draft()
    found: Draft = st.session_state[_KEY]
    return found


def report_of(outcome: Outcome) -> FileReport:
    """Return what is said of a file; the tables read from it are let go, but for their first rows."""
    parsed = outcome.parsed
    return FileReport(
        name=outcome.request.file_name,
        rows_read=parsed.rows_read,
        fiscal_year=parsed.fiscal_year,
        period=parsed.period,
        totals=dict(parsed.control_totals),
        errors=tuple(parsed.errors[:SHOWN]),
        error_count=len(parsed.errors),
        warnings=tuple(parsed.warnings[:SHOWN]),
        warning_count=len(parsed.warnings),
        already_imported=outcome.already_imported,
        stored=outcome.batch is not None and not outcome.already_imported,
        sample=sample(parsed),
    )


_CELL_NAMES = {"level": "admin_level", "kind": "cost_kind", "group": "life_group"}
"""Columns of a profile of costs by what their words are, which differ from those of a ledger."""


def sample(parsed: Parsed) -> pd.DataFrame:
    """Return the first rows as they were read, of the first kind of row that the file has."""
    if len(parsed.lines):
        return parsed.lines.head(SAMPLE_ROWS).astype(object)
    if len(parsed.indicator_values):
        return parsed.indicator_values.head(SAMPLE_ROWS).astype(object)
    if parsed.benefits.benefits:
        return pd.DataFrame([_shown(row) for row in parsed.benefits.benefits[:SAMPLE_ROWS]]).astype(object)
    if parsed.outsider_profile is not None:
        return parsed.outsider_profile.cells.head(SAMPLE_ROWS).rename(columns=_CELL_NAMES).astype(object)
    for rows in (parsed.units, parsed.budget_changes, parsed.adjustments):
        if rows:
            return pd.DataFrame([vars(row) for row in rows[:SAMPLE_ROWS]]).astype(object)
    return pd.DataFrame()


def _shown(row: BenefitRow) -> dict[str, str]:
    """Return what tells a benefit from the others."""
    return {name: getattr(row, name) for name in ("initiative_id", "benefit_id", "name", "unit_id")}
