"""A gains plan as a form or the demo municipality tells it, and what must hold of it before it is stored."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from data.benefit_rules import length_problems
from data.importers.problems import Problem
from data.importers.sequence import plain_amount
from data.money_vocabulary import GrantCategory
from data.schema.gains import GainsMeasure
from data.vocabulary import AuthorityKind


@dataclass(frozen=True)
class MeasureRow:
    """What is done to achieve the gains; what is None is not told yet."""

    description: str
    responsible_role: str | None = None
    due_on: date | None = None
    follow_up: str | None = None
    quantification: str | None = None


@dataclass(frozen=True)
class GainsPlanRow:
    """A gains plan with its measures; `operating_costs` are whole minor units a year, by entity."""

    initiative_id: str
    applicant_id: str | None = None
    grant_category: GrantCategory = GrantCategory.ORDINARY
    total_cost_minor: int | None = None
    budget_years: int | None = None
    grant_applied_minor: int | None = None
    measures: tuple[MeasureRow, ...] = ()
    operating_costs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Decision:
    """That a gains plan was adopted: when, by whom, and the reference of the decision."""

    adopted_on: date
    decision_reference: str
    authority_kind: AuthorityKind | None


def gains_plan_problems(row: GainsPlanRow, parties: Collection[str], own_id: str, exponent: int = 2) -> list[Problem]:
    """Return what is wrong with a gains plan; a thing that is not told yet is no problem.

    Args:
        row: The plan.
        parties: The parties of the municipality.
        own_id: The municipality itself: it is no party, and has operating costs too.
        exponent: Decimals of the currency, for the amounts in the problems.
    """
    found = [*_amounts(row, exponent), *_entities(row, parties, own_id)]
    for number, measure in enumerate(row.measures, start=1):
        wrong = length_problems(vars(measure), GainsMeasure)
        if not measure.description.strip():
            wrong.append(Problem("empty_text", column="description"))
        found += [replace(problem, row=number) for problem in wrong]
    return found


def _amounts(row: GainsPlanRow, exponent: int) -> Iterator[Problem]:
    for name in ("total_cost_minor", "budget_years"):
        value = getattr(row, name)
        if value is not None and value <= 0:
            shown = plain_amount(value, exponent) if name.endswith("minor") else str(value)
            yield Problem("gains_not_above_zero", column=name, found=shown)
    below = [
        ("grant_applied_minor", row.grant_applied_minor),
        *(("operating_cost", cost) for _, cost in row.operating_costs),
    ]
    for name, amount in below:
        if amount is not None and amount < 0:
            yield Problem("below_zero", column=name, found=plain_amount(amount, exponent), wanted="0")


def _entities(row: GainsPlanRow, parties: Collection[str], own_id: str) -> Iterator[Problem]:
    if row.applicant_id is not None and row.applicant_id not in parties:
        yield Problem("unknown_party", column="applicant_id", found=row.applicant_id)
    for entity, _ in row.operating_costs:
        if entity != own_id and entity not in parties:
            yield Problem("unknown_party", column="operating_cost", found=entity)


def decision_problems(decision: Decision, today: date) -> list[Problem]:
    """Return what is wrong with the decision that a gains plan is adopted by."""
    found = []
    if not decision.decision_reference.strip() or decision.authority_kind is None:
        found.append(Problem("gains_without_decision", column="decision_reference"))
    if decision.adopted_on > today:
        found.append(
            Problem(
                "gains_decided_later",
                column="adopted_on",
                found=decision.adopted_on.isoformat(),
                wanted=today.isoformat(),
            )
        )
    return found
