"""Adopt the gains plan of an initiative: what it says now binds, and never changes. One that lacks something cannot."""

from dataclasses import dataclass
from datetime import date

from dashboard.actions.in_register import NotInRegister, initiative_of, keeping_of, note, require_over
from dashboard.actions.refusals import GainsPlanIncomplete, RegisterChangedMeanwhile
from data.access import Principal, Writing, writing
from data.gains_rows import Decision, decision_problems
from data.keeping import require
from data.kept_gains import Content, add_adoption, gains_plan_row
from data.periods import Quarter
from data.schema.gains import GainsPlan
from data.vocabulary import Right
from metrics.gains_adopted import words_of
from metrics.gains_answer import GainsPlan as Plan
from metrics.gains_answer import gains_plan
from metrics.gains_tables import NoGainsPlan
from metrics.load import gains_register


@dataclass(frozen=True)
class AdoptedGainsPlan:
    """The decision to adopt a gains plan, as it was read in a version."""

    municipality_id: str
    initiative_id: str
    version: int
    decision: Decision


def adopt_gains_plan(principal: Principal, wanted: AdoptedGainsPlan) -> int:
    """Adopt a gains plan and return the number of the version that binds now.

    Raises:
        GainsPlanIncomplete: it lacks something; all of it is told.
        BrokenRules: no decision is named, or it is of a day to come.
        RegisterChangedMeanwhile: the version read is no longer the one that stands.
        NotInRegister: there is no such initiative, or nobody has begun on its gains plan.
        AccessDenied: the principal may not enter benefits of the initiative's unit.
    """
    with writing(principal, wanted.municipality_id, Right.BENEFITS) as change:
        unit_id = initiative_of(change, wanted.initiative_id).unit_id
        require_over(change, unit_id)
        stored = change.session.get(GainsPlan, (wanted.municipality_id, wanted.initiative_id))
        if stored is None:
            raise NotInRegister(wanted.initiative_id)
        if stored.version_id != wanted.version:
            raise RegisterChangedMeanwhile(gains_plan_row(change.session, stored), stored.version_id, wanted)
        require(decision_problems(wanted.decision, date.today()))
        plan = _whole(change, unit_id, wanted)
        adoption = add_adoption(keeping_of(change), wanted.initiative_id, wanted.decision, _content(plan, stored))
        key = f"{wanted.initiative_id} {adoption.number}"
        note(change, "adopt", adoption, key, None, rows=change.changed_rows())
        return adoption.number


def _whole(change: Writing, unit_id: str, wanted: AdoptedGainsPlan) -> Plan:
    """Return the plan that is adopted; nobody else changes the register while the change is open."""
    day = wanted.decision.adopted_on
    quarter = Quarter.of_period(day.year, day.month)
    tables, stored = gains_register(change.principal, change.municipality_id, unit_id, quarter)
    try:
        plan = gains_plan(tables, stored, wanted.initiative_id, day)
    except NoGainsPlan as none:
        raise NotInRegister(f"{wanted.initiative_id}: {none}") from None
    if not plan.complete:
        raise GainsPlanIncomplete(plan.missing)
    return plan


def _content(plan: Plan, stored: GainsPlan) -> Content:
    return Content(
        projection_number=plan.tables.projection_number,
        plan_version=stored.version_id,
        rule_valid_from=plan.cuts.rule.valid_from,
        figures=plan.figures,
        words=words_of(plan.tables),
    )
