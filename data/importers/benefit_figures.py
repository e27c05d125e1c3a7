"""Plans, forecasts, measurements and claims of a benefits template, with the answers of the rules at their cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.benefit_rules import COMPARED
from data.benefit_sums import circle_problems
from data.benefit_vocabulary import ProjectionKind
from data.importers import benefit_shapes as shapes
from data.importers.benefit_cells import Cells
from data.importers.benefit_fields import RowKind
from data.importers.benefit_rows import BenefitRow, BenefitRows, ProjectionRow
from data.importers.benefit_sheet import Sheet
from data.importers.context import KnownBenefit
from data.importers.problems import Problem
from data.realisation_rules import (
    BenefitFacts,
    claim_problems,
    measurement_problems,
    price_year_problems,
    projection_problems,
)

_OF_ALL = ("reference", "authority", "text")
_OF_FIRST = (
    *("amount", "quantity", "price_year", "method"),
    *("value_after", "compared_after", "volume_after", "cost_after"),
)


def tell_figures(sheet: Sheet, rows: BenefitRows) -> None:
    """Add plans, forecasts, measurements and claims, and look for circles in the map that the file draws."""
    price_years = {row.initiative_id: row.price_year for row in rows.initiatives}
    price_years = {**sheet.context.register.price_years, **price_years}
    facts = _facts(sheet, rows, price_years)
    plans = dict(sheet.context.register.plans)
    for row_kind, kind in ((RowKind.PLAN, ProjectionKind.PLAN), (RowKind.FORECAST, ProjectionKind.FORECAST)):
        grouped = _by(sheet.rows(row_kind), "initiative", "date")
        for (initiative, _), of in sorted(grouped.items(), key=lambda pair: pair[0][1]):
            rows.projections.append(_projection(sheet, kind, of, facts, plans.get(initiative, 0)))
            _tell_money(sheet, of, {price_years.get(initiative, 0)})
            plans[initiative] = plans.get(initiative, 0) + (kind is ProjectionKind.PLAN)
    for of in _by(sheet.rows(RowKind.REALISED), "benefit", "year", "period", "beneficiary").values():
        _tell_measurement(sheet, rows, of, facts)
    for cells in sheet.rows(RowKind.CLAIM):
        rows.claims.append(shapes.claim_of(cells))
        sheet.tell(cells, *claim_problems(rows.claims[-1], sheet.context.currency_exponent))
    _tell_circle(sheet, rows)


def _by(rows: Iterable[Cells], *names: str) -> dict[tuple[Any, ...], list[Cells]]:
    found: dict[tuple[Any, ...], list[Cells]] = {}
    for cells in rows:
        found.setdefault(tuple(cells[name] for name in names), []).append(cells)
    return found


def _facts(sheet: Sheet, rows: BenefitRows, price_years: Mapping[str, int]) -> dict[str, dict[str, BenefitFacts]]:
    """Return what rules need to know of benefits, by initiative and benefit."""
    found: dict[str, dict[str, BenefitFacts]] = {}
    told: list[tuple[str, KnownBenefit | BenefitRow]] = [*sheet.context.register.benefits.items()]
    for code, one in [*told, *((row.benefit_id, row) for row in rows.benefits)]:
        found.setdefault(one.initiative_id, {})[code] = BenefitFacts(
            benefit_type=one.benefit_type,
            grain=one.grain,
            price_year=price_years.get(one.initiative_id, 0),
            unit_of_measure=one.unit_of_measure,
            unexpected=one.unexpected,
            staffing_floor=one.staffing_floor,
            compared=one.counterfactual in COMPARED,
        )
    return found


def _projection(
    sheet: Sheet,
    kind: ProjectionKind,
    of: Sequence[Cells],
    facts: Mapping[str, Mapping[str, BenefitFacts]],
    plans_before: int,
) -> ProjectionRow:
    told = {name: _one_answer(sheet, of, name) for name in _OF_ALL}
    row = ProjectionRow(
        initiative_id=of[0]["initiative"],
        kind=kind,
        as_of=of[0]["date"],
        lines=tuple(shapes.line_of(cells) for cells in of),
        decision_reference=told["reference"],
        authority_kind=told["authority"],
        reason=told["text"],
    )
    for problem in projection_problems(row, facts.get(row.initiative_id, {}), plans_before):
        if problem.code != "unknown_benefit":  # it is told where links are looked at
            sheet.tell(of[max(0, problem.row - 1)], problem)
    return row


def _one_answer(sheet: Sheet, of: Sequence[Cells], name: str) -> Any:
    """Return what the rows of a projection say of it as a whole, which must be one thing."""
    said = [cells for cells in of if cells[name] is not None]
    for cells in said[1:]:
        if cells[name] != said[0][name]:
            found, wanted = str(cells[name]), str(said[0][name])
            sheet.tell(cells, Problem("contradicting_lines", found=found, wanted=wanted), column=name)
    return said[0][name] if said else None


def _tell_money(sheet: Sheet, of: Sequence[Cells], price_years: set[int]) -> None:
    """Keep a problem for each row in another currency, or in kroner of another year than may be."""
    for cells in of:
        told = cells["currency"]
        if told is not None and told.upper() != sheet.context.currency:
            sheet.tell(
                cells, Problem("other_currency_told", found=told, wanted=sheet.context.currency), column="currency"
            )
        if price_years:
            sheet.tell(cells, *price_year_problems(cells["price_year"], price_years))


def _tell_measurement(
    sheet: Sheet, rows: BenefitRows, of: Sequence[Cells], facts: Mapping[str, Mapping[str, BenefitFacts]]
) -> None:
    for cells in of[1:]:
        for name in _OF_FIRST:
            if cells[name] is not None:
                sheet.tell(cells, Problem("measured_twice", found=cells["benefit"]), column=name)
    measured = shapes.measurement_of(of)
    rows.measurements.append(measured)
    _tell_money(sheet, of, set())
    of_benefit = next((known[measured.benefit_id] for known in facts.values() if measured.benefit_id in known), None)
    if of_benefit is None:
        return
    shown = [cells for cells in of if shapes.evidence_of(cells) is not None]
    # The ledger says how much its lines add up to where the file does not, once it is stored.
    open_end = any(one.ledger_year is not None and one.supports_minor is None for one in measured.evidence)
    for problem in measurement_problems(measured, of_benefit, sheet.context.currency_exponent):
        number = problem.extra.get("number")
        if problem.code != "realised_above_evidence" or not open_end:
            sheet.tell(shown[int(number) - 1] if number else of[0], problem)


def _tell_circle(sheet: Sheet, rows: BenefitRows) -> None:
    arrows = [(row.benefit_id, onward) for row in rows.benefits for onward in row.leads_to]
    names = {row.benefit_id: row.name for row in rows.benefits}
    if sheet.rows(RowKind.LEADS_TO):
        sheet.tell(sheet.rows(RowKind.LEADS_TO)[0], *circle_problems(arrows, names))
