"""Enter a measure against falling outside working life, change what stands of it, or take it away."""

from dataclasses import dataclass

from sqlalchemy import select

from dashboard.actions.in_register import NotInRegister, initiative_of, note, require_over, take_away, told_of
from dashboard.actions.refusals import RegisterChangedMeanwhile
from data.access import Principal, Writing, writing
from data.importers.problems import Problem
from data.keeping import require
from data.outsider_rows import LONGEST_GROUP, LONGEST_NAME, ScenarioRow
from data.outsider_rules import scenario_problems
from data.outsiders import keep_scenario, scenario_row
from data.schema.outsiders import OutsiderScenario
from data.vocabulary import Right


@dataclass(frozen=True)
class StoredScenario:
    """A stored measure's id and the version that was read or that stands now."""

    scenario_id: str
    version: int


@dataclass(frozen=True)
class WantedScenario:
    """A measure as somebody wants it. `read_in` is what was read; None for a new one. `there`: it is to stand."""

    municipality_id: str
    row: ScenarioRow
    read_in: StoredScenario | None = None
    there: bool = True


def keep_outsider_scenario(principal: Principal, wanted: WantedScenario) -> StoredScenario | None:
    """Store a measure and return its id and new version, or take it away and return None.

    Raises:
        BrokenRules: no measure can be so, or another of the unit has its name.
        RegisterChangedMeanwhile: the version read is no longer the one that stands.
        NotInRegister: there is no such measure, or no such initiative.
        AccessDenied: the principal may not enter benefits of the unit.
    """
    require(_problems(wanted.row))
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change:
        require_over(change, wanted.row.unit_id)
        if wanted.row.initiative_id is not None:
            initiative_of(change, wanted.row.initiative_id)
        stored = _stored(change, wanted)
        before = told_of(change, stored)
        scenario_id = stored.scenario_id if stored else None
        if not wanted.there:
            take_away(change, stored, scenario_id or wanted.row.name, before)
            return None
        row = keep_scenario(change.session, wanted.municipality_id, scenario_id, wanted.row, change.actor)
        note(change, "write", row, row.scenario_id, before)
        return StoredScenario(row.scenario_id, row.version_id)


def _problems(row: ScenarioRow) -> list[Problem]:
    texts = {"name": (row.name, LONGEST_NAME), "target_group": (row.target_group, LONGEST_GROUP)}
    found = [Problem("empty_text", column=name) for name, (said, _) in texts.items() if not said.strip()]
    found += [
        Problem("long_text", column=name, wanted=str(most)) for name, (said, most) in texts.items() if len(said) > most
    ]
    return [*found, *scenario_problems(row)]


def _stored(change: Writing, wanted: WantedScenario) -> OutsiderScenario | None:
    """Return the measure as it stands, None for a new one; refuse what somebody else changed or has the name of."""
    table, read_in = OutsiderScenario, wanted.read_in
    of_unit = (table.municipality_id == change.municipality_id, table.unit_id == wanted.row.unit_id)
    namesake = change.session.scalar(select(table).where(*of_unit, table.name == wanted.row.name))
    stored = namesake if read_in is None else change.session.get(table, (change.municipality_id, read_in.scenario_id))
    if read_in is not None:
        if stored is None:
            raise NotInRegister(read_in.scenario_id)
        require_over(change, stored.unit_id)
    if namesake is not None and namesake is not stored:
        require([Problem("outsider_name_taken", column="name", found=wanted.row.name)])
    if stored is not None and (read_in is None or stored.version_id != read_in.version):
        now = StoredScenario(stored.scenario_id, stored.version_id)
        raise RegisterChangedMeanwhile(scenario_row(stored), now, wanted.row)
    return stored
