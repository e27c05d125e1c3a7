"""Say how an initiative may go: all its scenarios at once, for together they are all that can happen."""

from dataclasses import dataclass

from dashboard.actions.in_register import (
    answer_anew,
    initiative_of,
    keeping_of,
    require_as_read,
    require_over,
    units_named,
)
from dashboard.actions.refusals import NothingChanged
from data.access import Principal, Writing, writing
from data.benefit_rules import scenario_problems
from data.importers.outlook_rows import ScenarioRow
from data.keeping import require
from data.kept_outlook import add_scenarios
from data.stored_rows import scenario_rows
from data.vocabulary import Right

Scenarios = tuple[ScenarioRow, ...]


@dataclass(frozen=True)
class WantedScenarios:
    """The scenarios of an initiative as somebody wants them, none at all too; `read` is what stood when it was read."""

    municipality_id: str
    initiative_id: str
    rows: Scenarios
    read: Scenarios = ()


def keep_scenarios(principal: Principal, wanted: WantedScenarios) -> Scenarios:
    """Let these be the scenarios of an initiative, and return them.

    Raises:
        BrokenRules: one breaks a rule (the problem's row is its number), or the probabilities are not 100 % together.
        RegisterChangedMeanwhile: what was read no longer stands.
        NotInRegister: there is no such initiative.
        AccessDenied: the principal may not enter benefits of the initiative's unit.
    """
    try:
        with writing(principal, wanted.municipality_id, Right.BENEFITS) as change, units_named(change):
            require_over(change, initiative_of(change, wanted.initiative_id).unit_id)
            theirs = scenario_rows(change.session, wanted.municipality_id, wanted.initiative_id)
            require_as_read(theirs or None, wanted.read or None, theirs, wanted.rows)
            require(scenario_problems(wanted.rows))
            if theirs == wanted.rows:
                raise NothingChanged
            add_scenarios(keeping_of(change), wanted.initiative_id, wanted.rows)
            _noted(change, wanted.initiative_id, theirs, wanted.rows)
    except NothingChanged:
        pass
    return wanted.rows


def _noted(change: Writing, initiative_id: str, theirs: Scenarios, wanted: Scenarios) -> None:
    answer_anew(change)
    before, after, rows = _told(change, theirs), _told(change, wanted), change.changed_rows()
    if wanted:
        change.record("write", "scenario", initiative_id, before=before, after=after, rows=rows)
    else:
        change.record("remove", "scenario", initiative_id, before=before, after=after)


def _told(change: Writing, rows: Scenarios) -> list[dict[str, object]]:
    """Return what the trail tells of scenarios: their figures, and what a person called them sealed."""
    return [{**vars(row), "name": change.sealed(row.name)} for row in rows]
