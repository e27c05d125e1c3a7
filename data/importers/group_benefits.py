"""The rows of one change group as benefits, costs or benefits given back, and what they change of each year."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.benefit_vocabulary import BenefitType, Flow
from data.importers.benefit_rows import BenefitRow
from data.importers.benefit_types import dfo_type_of, ks_type_of, wizard_type_of
from data.importers.budget_lines import BudgetLine
from data.importers.restated import Stream
from data.importers.rules import Becomes, InitiativeRule


@dataclass(frozen=True)
class Measure:
    """What one department plans in one service under one text: a gain in minor units for each year (a cost below 0)."""

    benefit_id: str
    name: str
    unit_id: str
    unit_name: str
    rows: tuple[int, ...]
    gains: tuple[int, ...]


def measures_of(rule: InitiativeRule, lines: Iterable[BudgetLine]) -> list[Measure]:
    """Return the measures of a rule's rows; income and expenditure of the same text are one measure."""
    found: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        found[_id(rule, line)].append(line)
    return [_measure(benefit_id, of) for benefit_id, of in found.items()]


def _id(rule: InitiativeRule, line: BudgetLine) -> str:
    """Return the code of a measure: the same department, service and text have the same in every year's file."""
    text = hashlib.sha256(line.text.casefold().encode()).hexdigest()[:8]
    return f"{rule.group or rule.initiative_id}-{line.unit_id}-{line.service}-{text}"


def _measure(benefit_id: str, lines: list[BudgetLine]) -> Measure:
    first = lines[0]
    gains = tuple(-sum(by_year) for by_year in zip(*(line.amounts for line in lines), strict=True))
    name = f"{first.text} ({first.service_name})"
    return Measure(benefit_id, name, first.unit_id, first.unit_name, tuple(line.row for line in lines), gains)


def changes_of(
    rule: InitiativeRule, measures: Iterable[Measure], years: tuple[int, ...]
) -> dict[Stream, dict[int, int]]:
    """Return what the measures change, in minor units by year.

    A gain goes to the department whose spending falls, and is the fruit of its own work. A cost has no name of its own
    in the register: the measures of a department are one line a year.
    """
    changes: dict[Stream, dict[int, int]] = defaultdict(lambda: dict.fromkeys(years, 0))
    for measure in measures:
        cost = rule.becomes is Becomes.COST
        stream: Stream = (Flow.BENEFIT, measure.benefit_id, measure.unit_id, measure.unit_id)
        if cost:
            stream = (Flow.OPERATING_COST, None, measure.unit_id, None)
        for year, gain in zip(years, measure.gains, strict=True):
            changes[stream][year] += -gain if cost else gain
    return dict(changes)


def benefit_of(rule: InitiativeRule, measure: Measure, years: tuple[int, ...], *, unexpected: bool) -> BenefitRow:
    """Return a measure as a benefit; one that never gains and sometimes loses is a benefit given back.

    The department answers for it: the published description of the fields says that it is responsible for the row.
    """
    kind = _type(rule, measure)
    begins = next((year for year, gain in zip(years, measure.gains, strict=True) if gain), None)
    return BenefitRow(
        benefit_id=measure.benefit_id,
        initiative_id=rule.initiative_id,
        name=measure.name,
        benefit_type=kind,
        wizard_type=wizard_type_of(kind),
        dfo_type=dfo_type_of(kind),
        ks_type=ks_type_of(kind),
        unit_id=measure.unit_id,
        owner_role=measure.unit_name,
        unexpected=unexpected,
        first_effect_on=None if begins is None else date(begins, 1, 1),
        confidence=rule.confidence,
    )


def _type(rule: InitiativeRule, measure: Measure) -> BenefitType:
    loses = any(measure.gains) and all(gain <= 0 for gain in measure.gains)
    return BenefitType.DISBENEFIT if loses or rule.becomes is Becomes.GIVEN_BACK else BenefitType.CASH


def of_rule(rules: Iterable[InitiativeRule], lines: Iterable[BudgetLine]) -> Mapping[str, list[BudgetLine]]:
    """Return the rows of each rule by its initiative; a row that no rule fits is no measure and stands in none."""
    found: dict[str, list[BudgetLine]] = {rule.initiative_id: [] for rule in rules}
    for line in lines:
        fitting = (rule.initiative_id for rule in rules if _fits(rule, line))
        initiative_id = next(fitting, None)
        if initiative_id is not None:
            found[initiative_id].append(line)
    return found


def _fits(rule: InitiativeRule, line: BudgetLine) -> bool:
    in_text = rule.contains is None or rule.contains.casefold() in line.text.casefold()
    return in_text and rule.group in (None, line.group)
