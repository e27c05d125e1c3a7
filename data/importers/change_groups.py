"""A budget told as changes by change group: its measures become planned effects, next year's budget the re-forecast.

The budget itself is not stored as a ledger: it holds planned amounts by reason, not by account, and whoever keeps the
municipality's ledger has the same money there already.
"""

import hashlib
from dataclasses import replace
from datetime import date

from data.benefit_vocabulary import PartyKind, ProjectionKind
from data.importers.agreements import agreement_flows
from data.importers.benefit_rows import InitiativeRow, PartyRow, ProjectionRow
from data.importers.budget_lines import BudgetLine, budget_lines, budget_years, totals_by_year
from data.importers.budget_order import later_warnings, order_problems, silent_warnings
from data.importers.context import Context, KnownRegister
from data.importers.group_benefits import benefit_of, changes_of, measures_of, of_rule
from data.importers.opening import opened
from data.importers.outlook_rows import UnpricedRow
from data.importers.parsed import Parsed, UnitRow
from data.importers.problems import Problem
from data.importers.profiles import Profile
from data.importers.register_totals import register_totals
from data.importers.restated import Amounts, planned_lines, restated_lines
from data.importers.rules import Becomes, ChangeGroupRules, InitiativeRule
from data.importers.values import LONGEST_TEXT
from data.vocabulary import Grain, UnitLevel

Years = tuple[int, ...]


def read_change_groups(profile: Profile, rules: ChangeGroupRules, content: bytes, context: Context) -> Parsed:
    """Return the measures of a budget as initiatives with their benefits, costs and transfers."""
    parsed = Parsed(grain=Grain.YEAR)
    table = opened(parsed, profile, content, context)
    years = budget_years(parsed, rules, table, context) if table is not None else ()
    if table is None or not years:
        return parsed
    parsed.fiscal_year = years[0]
    if hashlib.sha256(content).hexdigest() in context.stored:
        context = replace(context, register=KnownRegister())  # it adds nothing, and is read as if it were new
    else:
        parsed.problems += order_problems(context, years[0])
    lines = budget_lines(parsed, profile, rules, table, years)
    if parsed.errors:
        return parsed
    by_rule = of_rule(rules.initiatives, lines)
    for rule in rules.initiatives:
        if by_rule[rule.initiative_id]:
            _add_initiative(parsed, rules, rule, by_rule[rule.initiative_id], years, context)
    _add_units(parsed, lines, years[0], context)
    parsed.control_totals = totals_by_year(rules, lines, years) | register_totals(parsed.benefits)
    return parsed


def _add_units(parsed: Parsed, lines: list[BudgetLine], year: int, context: Context) -> None:
    """Add the departments from the budget's year on, and those that have measures as parties."""
    names = {line.unit_id: line.unit_name for line in lines}
    begins = date(year, 1, 1)
    parsed.units = [UnitRow(unit, name, level=UnitLevel.UNIT, valid_from=begins) for unit, name in names.items()]
    own = [PartyRow(unit, PartyKind.UNIT, name, unit) for unit, name in names.items()]
    parsed.benefits.parties[:0] = [party for party in own if party.party_id not in context.register.parties]
    if any(projection.kind == ProjectionKind.FORECAST for projection in parsed.benefits.projections):
        parsed.problems += later_warnings(names, context.register, year)


def _add_initiative(
    parsed: Parsed,
    rules: ChangeGroupRules,
    rule: InitiativeRule,
    lines: list[BudgetLine],
    years: Years,
    context: Context,
) -> None:
    register = context.register
    changes = _changes(parsed, rule, lines, years, context)
    if not changes:
        return
    if rule.initiative_id not in register.price_years:
        parsed.benefits.initiatives.append(_initiative(rule, years[0], context))
        _add_counterpart(parsed, rule, context)
    before = register.projected.get(rule.initiative_id)
    if before is not None:
        parsed.problems += silent_warnings(rule, before, changes, years)
    parsed.benefits.projections.append(
        ProjectionRow(
            initiative_id=rule.initiative_id,
            kind=ProjectionKind.PLAN if before is None else ProjectionKind.FORECAST,
            as_of=date(years[0], 1, 1),
            lines=planned_lines(changes) if before is None else restated_lines(before, changes, years),
            decision_reference=rules.reference.format(year=years[0]),
            authority_kind=rules.authority,
        )
    )


def _changes(parsed: Parsed, rule: InitiativeRule, lines: list[BudgetLine], years: Years, context: Context) -> Amounts:
    """Return what the rows of a rule change; the benefits that are new join those of the file."""
    if rule.becomes is Becomes.AGREEMENT:
        flows, problems = agreement_flows(rule, lines, years)
        parsed.problems += problems
        return flows
    measures = measures_of(rule, lines)
    if rule.becomes is not Becomes.COST:
        register, later = context.register, rule.initiative_id in context.register.projected
        new = [measure for measure in measures if measure.benefit_id not in register.benefits]
        parsed.benefits.benefits += [benefit_of(rule, measure, years, unexpected=later) for measure in new]
        parsed.problems += [
            Problem("long_text", row=measure.rows[0], column="tekst", wanted=str(LONGEST_TEXT))
            for measure in new
            if len(measure.name) > LONGEST_TEXT
        ]
    return changes_of(rule, measures, years)


def _initiative(rule: InitiativeRule, year: int, context: Context) -> InitiativeRow:
    return InitiativeRow(
        initiative_id=rule.initiative_id,
        name=rule.name,
        unit_id=context.municipality_id,
        phase=rule.phase,
        price_year=year,
        currency=context.currency,
        started_on=date(year, 1, 1),
    )


def _add_counterpart(parsed: Parsed, rule: InitiativeRule, context: Context) -> None:
    told = rule.counterpart
    if told is None:
        return
    if told.party_id not in context.register.parties:
        parsed.benefits.parties.append(PartyRow(told.party_id, told.party_kind, told.party_name))
    parsed.benefits.unpriced.append(
        UnpricedRow(rule.initiative_id, told.party_id, told.name, told.importance, told.magnitude)
    )
