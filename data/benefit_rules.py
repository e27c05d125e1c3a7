"""What must hold of an initiative and its benefits, whoever enters them: a form, a file or the demo municipality.

A rule answers with problems: `column` is the name of the field, and a reader of files puts its own header and row in
its place. What must hold of plans, measurements and claims stands in `data.realisation_rules`, what must hold across
rows in `data.benefit_sums`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Integer, String

from data.benefit_vocabulary import EARLY, MILLION, BenefitLevel, BenefitType, Counterfactual, Phase
from data.importers.benefit_rows import BenefitRow, InitiativeRow, PartyRow
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.importers.problems import Problem
from data.schema.initiatives import Benefit, BenefitPrerequisite, Initiative, InitiativePartner, Party
from data.schema.model import Model
from data.schema.realisation import Adoption, Scenario, UnpricedEffect

SHARES = (
    "deadweight_millionths",
    "displacement_millionths",
    "attribution_millionths",
    "drop_off_millionths",
)
LONGEST_TEXT = 4000
"""How many letters a text without a limit in the schema may have."""
GREATEST_MAGNITUDE = 3
GREATEST_WHOLE = 2**31 - 1
"""What a column of whole numbers can hold on both engines."""
COMPARED = frozenset({Counterfactual.COMPARISON_GROUP, Counterfactual.RANDOMISED})
"""Ways of knowing what would have happened otherwise that leave no deadweight to take off."""
COST_BEFORE = ("volume_before", "unit_cost_before_minor", "fixed_cost_before_minor")
"""What a period cost before, by volume."""


def party_problems(row: PartyRow) -> list[Problem]:
    """Return what is wrong with a party on its own."""
    return [*_lengths(row, Party), *_empty(row, "party_id", "name")]


def initiative_problems(row: InitiativeRow, currency: str) -> list[Problem]:
    """Return what is wrong with an initiative on its own.

    Args:
        row: The initiative.
        currency: The municipality's.
    """
    found = [*_lengths(row, Initiative), *_empty(row, "initiative_id", "name")]
    if row.currency != currency:
        found.append(Problem("initiative_currency", column="currency", found=row.currency, wanted=currency))
    found += length_problems(_longest_part(row), InitiativePartner)
    bounds = (row.cost_low_millionths, row.cost_high_millionths)
    return [*found, *_bounds("cost", *bounds)]


def benefit_problems(row: BenefitRow) -> list[Problem]:
    """Return what is wrong with a benefit on its own."""
    found = [*_lengths(row, Benefit), *_empty(row, "benefit_id", "name")]
    for prerequisite in row.prerequisites:
        found += [*_lengths(prerequisite, BenefitPrerequisite), *_empty(prerequisite, "description")]
    found += [
        Problem("share_outside", column=name, found=percent(getattr(row, name)), wanted="0-100")
        for name in SHARES
        if not 0 <= getattr(row, name) <= MILLION
    ]
    found += _bounds("", row.low_millionths, row.high_millionths)
    return [*found, *_baseline(row), *_counterfactual(row), *_cost_before(row), *_owner(row)]


def level_problems(phase: Phase, levels: Collection[BenefitLevel]) -> list[Problem]:
    """Return what is wrong with the levels of an initiative's benefits; one that has none yet is fine."""
    if phase in EARLY or not levels or BenefitLevel.SOLUTION in levels:
        return []
    return [Problem("no_solution_benefit", column="level", found=BenefitLevel.PROBLEM, extra={"phase": phase})]


def unpriced_problems(row: UnpricedRow) -> list[Problem]:
    """Return what is wrong with an unpriced effect on its own."""
    found = [*_lengths(row, UnpricedEffect), *_empty(row, "name")]
    if abs(row.magnitude) > GREATEST_MAGNITUDE:
        wanted = f"-{GREATEST_MAGNITUDE}-{GREATEST_MAGNITUDE}"
        found.append(Problem("magnitude_outside", column="magnitude", found=str(row.magnitude), wanted=wanted))
    return found


def scenario_problems(rows: Collection[ScenarioRow]) -> list[Problem]:
    """Return what is wrong with the scenarios of an initiative; a problem's row is its number, counted from 1."""
    found = [
        replace(problem, row=number)
        for number, row in enumerate(rows, start=1)
        for problem in [*_lengths(row, Scenario), *_empty(row, "name"), *_factors(row), *_stop(row)]
    ]
    total = sum(row.probability_millionths for row in rows)
    if rows and total != MILLION:
        found.append(
            Problem("probabilities_do_not_add_up", column="probability_millionths", found=percent(total), wanted="100")
        )
    return found


def adoption_problems(row: AdoptionRow) -> list[Problem]:
    """Return what is wrong with how many are to take a solution into use."""
    found = [*_lengths(row, Adoption), *_empty(row, "adopter")]
    for name in ("adopters_planned", "adopters_now", "fixed_cost_minor"):
        if (getattr(row, name) or 0) < 0:
            found.append(Problem("below_zero", column=name, found=str(getattr(row, name)), wanted="0"))
    if row.last_year < row.first_year:
        found.append(
            Problem("years_backwards", column="last_year", found=str(row.last_year), wanted=str(row.first_year))
        )
    return found


def length_problems(told: Mapping[str, Any], table: type[Model]) -> list[Problem]:
    """Return a problem for each text that is longer than its column.

    Args:
        told: Texts by the name of their column; other values are not looked at.
        table: The table they will stand in.
    """
    limits = {column.key: column.type.length for column in table.__table__.columns if isinstance(column.type, String)}
    return [
        Problem("text_too_long", column=name, found=str(len(value)), wanted=str(limits[name] or LONGEST_TEXT))
        for name, value in told.items()
        if isinstance(value, str) and name in limits and len(value) > (limits[name] or LONGEST_TEXT)
    ]


def percent(millionths: int) -> str:
    """Return a share as per cent, with no more decimals than it has."""
    whole, rest = divmod(abs(millionths), MILLION // 100)
    decimals = f"{rest:04}".rstrip("0")
    return f"{'-' if millionths < 0 else ''}{whole}{'.' + decimals if decimals else ''}"


def _longest_part(row: InitiativeRow) -> Mapping[str, str]:
    return {"part": max((part for _, part in row.parts), key=len, default="")}


def _lengths(row: object, table: type[Model]) -> list[Problem]:
    return [*length_problems(vars(row), table), *_too_large(vars(row), table)]


def _too_large(told: Mapping[str, Any], table: type[Model]) -> Iterator[Problem]:
    """Yield a problem for each whole number that its column cannot hold."""
    whole = {column.key for column in table.__table__.columns if type(column.type) is Integer}
    for name in whole & set(told):
        if abs(told[name] or 0) > GREATEST_WHOLE:
            yield Problem("too_large", column=name, found=str(told[name]), wanted=str(GREATEST_WHOLE))


def _empty(row: object, *names: str) -> Iterator[Problem]:
    return (Problem("empty_text", column=name) for name in names if not getattr(row, name).strip())


def _bounds(of: str, low: int | None, high: int | None) -> Iterator[Problem]:
    """Yield what is wrong with the bounds of a spread around what is planned (100 %)."""
    before = f"{of}_" if of else ""
    if low is not None and not 0 <= low <= MILLION:
        yield Problem("bound_outside", column=f"{before}low_millionths", found=percent(low), wanted="0-100")
    if high is not None and high < MILLION:
        yield Problem("bound_outside", column=f"{before}high_millionths", found=percent(high), wanted="100-")


def _baseline(row: BenefitRow) -> Iterator[Problem]:
    if row.baseline_on and row.first_effect_on and row.baseline_on >= row.first_effect_on:
        found, effect = row.baseline_on.isoformat(), row.first_effect_on.isoformat()
        yield Problem("baseline_after_effect", column="baseline_on", found=found, wanted=effect)
    if row.baseline_value is not None and row.baseline_on is None:
        yield Problem("baseline_without_day", column="baseline_on", wanted="2025-12-31")


def _counterfactual(row: BenefitRow) -> Iterator[Problem]:
    if row.counterfactual in COMPARED and row.deadweight_millionths:
        yield Problem(
            "deadweight_twice",
            column="deadweight_millionths",
            found=percent(row.deadweight_millionths),
            wanted="0",
            extra={"counterfactual": row.counterfactual},
        )

    if row.counterfactual not in COMPARED and row.compared_before is not None:
        yield Problem("comparison_without_group", column="compared_before", found=f"{row.compared_before:g}")


def _cost_before(row: BenefitRow) -> Iterator[Problem]:
    """Yield what is wrong with what it cost before; its prices are those of the day of the baseline."""
    told = {name: getattr(row, name) for name in COST_BEFORE}
    for name, value in told.items():
        if value is not None and value < 0:
            yield Problem("below_zero", column=name, found=f"{value:g}", wanted="0")
    if row.baseline_on is None and any(value is not None for value in told.values()):
        yield Problem("cost_without_day", column="baseline_on", wanted="2025-12-31")


def _owner(row: BenefitRow) -> Iterator[Problem]:
    if row.benefit_type == BenefitType.DISBENEFIT and not (row.owner_role or "").strip():
        yield Problem("disbenefit_without_owner", column="owner_role")


def _factors(row: ScenarioRow) -> Iterator[Problem]:
    if not 0 <= row.probability_millionths <= MILLION:
        yield Problem(
            "share_outside",
            column="probability_millionths",
            found=percent(row.probability_millionths),
            wanted="0-100",
        )
    for name in ("benefit_factor_millionths", "cost_factor_millionths"):
        if getattr(row, name) < 0:
            yield Problem("below_zero", column=name, found=percent(getattr(row, name)), wanted="0")


def _stop(row: ScenarioRow) -> Iterator[Problem]:
    """Yield what is wrong where only one is said of when it could be stopped and what that would cost."""
    if row.stop_year is not None and row.stop_cost_minor is None:
        yield Problem("stop_without_cost", column="stop_cost_minor", found=str(row.stop_year), wanted="0")
    if row.stop_year is None and row.stop_cost_minor is not None:
        yield Problem("cost_without_stop", column="stop_year")
