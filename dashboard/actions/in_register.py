"""What decisions of the benefits register share: who may take them, what is told of them and what the trail keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from dashboard.actions.refusals import RegisterChangedMeanwhile
from data import rollups
from data.access import AccessDenied, Writing, visible
from data.benefits_known import benefit_facts
from data.importers.problems import Problem
from data.keeping import BrokenRules, Keeping
from data.realisation_rules import BenefitFacts
from data.row_changes import told_row
from data.schema.initiatives import Benefit, Initiative
from data.schema.model import Model
from data.schema.organisation import Unit
from data.unit_names import told_name


class NotInRegister(LookupError):
    """The register has no such row; the argument says which."""


def keeping_of(change: Writing) -> Keeping:
    """Return what rows are stored with where a person decides."""
    return Keeping(change.session, change.municipality_id, None, change.actor)


@contextmanager
def units_named(change: Writing) -> Iterator[None]:
    """Let problems tell of a unit by name, as far as whoever changes the register may know it."""
    try:
        yield
    except BrokenRules as broken:
        raise BrokenRules([_named(change, problem) for problem in broken.problems]) from None


def _named(change: Writing, problem: Problem) -> Problem:
    if "unit" not in problem.extra:
        return problem
    unit_id = problem.extra["unit"]
    name = told_name(change.session, change.principal, change.municipality_id, unit_id, date.today())
    if name is None:
        known = {key: value for key, value in problem.extra.items() if key != "unit"}
        return replace(problem, code=f"{problem.code}_elsewhere", extra=known)
    return replace(problem, extra={**problem.extra, "unit": name})


def require_over(change: Writing, *unit_ids: str) -> None:
    """Raise AccessDenied unless the right that the change was opened by holds over one of the units at least."""
    found = change.session.scalar(
        select(Unit.unit_id)
        .where(
            visible(change.principal, Unit.municipality_id, Unit.unit_id, change.right),
            Unit.municipality_id == change.municipality_id,
            Unit.unit_id.in_(unit_ids),
        )
        .limit(1)
    )
    if found is None:
        raise AccessDenied(f"{change.actor} may not {change.right} in {', '.join(unit_ids)}")


def initiative_of(change: Writing, initiative_id: str) -> Initiative:
    """Return an initiative of the register; NotInRegister where there is none."""
    found = change.session.get(Initiative, (change.municipality_id, initiative_id))
    if found is None:
        raise NotInRegister(initiative_id)
    return found


def benefit_of(change: Writing, benefit_id: str) -> Benefit:
    """Return a benefit of the register; NotInRegister where there is none."""
    found = change.session.get(Benefit, (change.municipality_id, benefit_id))
    if found is None:
        raise NotInRegister(benefit_id)
    return found


def facts_of(change: Writing, benefit_id: str) -> BenefitFacts:
    """Return what rules need to know of a benefit that is in the register."""
    lines = keeping_of(change).lines
    return benefit_facts(change.session, change.municipality_id, [benefit_id], lines)[benefit_id]


def require_as_read(theirs: object, read: object, version: object, yours: object) -> None:
    """Raise RegisterChangedMeanwhile unless what stands is what was read; `theirs` is None where nothing stands."""
    if theirs != read:
        raise RegisterChangedMeanwhile(theirs, version, yours)


def take_away(change: Writing, stored: Model | None, key: str, before: dict[str, Any] | None) -> None:
    """Take a row of the register away, with what the trail tells of it; NotInRegister where there is none."""
    if stored is None:
        raise NotInRegister(key)
    change.session.delete(stored)
    note(change, "remove", stored, key, before, gone=True)


def told_of(change: Writing, row: Model | None) -> dict[str, Any] | None:
    """Return what the trail tells of a row before or after a change; None where there is none."""
    return None if row is None else told_row(row, change.sealed)


def note(
    change: Writing,
    action: str,
    row: Model,
    key: str,
    before: dict[str, Any] | None,
    *,
    gone: bool = False,
    **more: Any,
) -> None:
    """Note a decision about a row, with what it was and what it is, and let kept answers be asked anew."""
    answer_anew(change)
    after = None if gone else told_of(change, row)
    version: int | None = getattr(row, "version_id", None)
    change.record(action, row.__tablename__, key, version=version, before=before, after=after, **more)


def answer_anew(change: Writing) -> None:
    """Let kept answers be asked anew: what stands in the register is another now."""
    change.session.flush()
    rollups.raise_version(change.session, change.municipality_id, date.today().year)


def raise_version_of(change: Writing, row: Initiative | Benefit, read_in: int | None, *, changed: bool) -> None:
    """Raise the version of a row of which only what hangs on it was changed, so that nobody overwrites that unseen."""
    change.session.flush()
    if changed and row.version_id == read_in:
        flag_modified(row, "name")
        change.session.flush()
