"""Rows of the benefits template as rows of the register, with the rules' answers at the cells they are of."""

from collections.abc import Iterable, Mapping, Sequence

from data.benefit_rules import (
    adoption_problems,
    benefit_problems,
    initiative_problems,
    length_problems,
    level_problems,
    party_problems,
    scenario_problems,
    unpriced_problems,
)
from data.importers import benefit_shapes as shapes
from data.importers.benefit_cells import Cells
from data.importers.benefit_fields import RowKind
from data.importers.benefit_rows import BenefitRow, BenefitRows, InitiativeRow, PrerequisiteRow
from data.importers.benefit_sheet import Sheet
from data.schema.initiatives import AffectedGroup, BenefitPrerequisite


def tell_register(sheet: Sheet, rows: BenefitRows) -> None:
    """Add parties, initiatives, benefits and what stands beside them."""
    for cells in sheet.rows(RowKind.PARTY):
        party = shapes.party_of(cells)
        sheet.tell(cells, *party_problems(party))
        rows.parties.append(party)
    absent = _by(sheet.rows(RowKind.ABSENT), "initiative")
    for cells in sheet.rows(RowKind.INITIATIVE):
        rows.initiatives.append(_initiative(sheet, cells, absent.get(cells["initiative"], ())))
    needs, arrows = _by(sheet.rows(RowKind.PREREQUISITE), "benefit"), _by(sheet.rows(RowKind.LEADS_TO), "benefit")
    for cells in sheet.rows(RowKind.BENEFIT):
        code = cells["benefit"]
        rows.benefits.append(_benefit(sheet, cells, needs.get(code, ()), arrows.get(code, ())))
    _tell_apart(sheet, RowKind.ABSENT, "initiative", {row.initiative_id for row in rows.initiatives})
    for kind in (RowKind.PREREQUISITE, RowKind.LEADS_TO):
        _tell_apart(sheet, kind, "benefit", {row.benefit_id for row in rows.benefits})
    _tell_levels(sheet, rows)
    _add_others(sheet, rows)


def _by(rows: Iterable[Cells], name: str) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for cells in rows:
        found.setdefault(cells[name], []).append(cells)
    return found


def _initiative(sheet: Sheet, cells: Cells, absent: Sequence[Cells]) -> InitiativeRow:
    row = shapes.initiative_of(cells, absent, sheet.context.currency)
    sheet.tell(cells, *initiative_problems(row, sheet.context.currency))
    for one in absent:
        sheet.tell(one, *length_problems({"explanation": one["text"]}, AffectedGroup))
    return row


def _benefit(sheet: Sheet, cells: Cells, needs: Sequence[Cells], arrows: Sequence[Cells]) -> BenefitRow:
    sheet.tell(cells, *benefit_problems(shapes.benefit_of(cells, (), ())))
    prerequisites: list[PrerequisiteRow] = []
    for one in needs:
        prerequisites.append(shapes.prerequisite_of(one))
        told = {"name": one["name"], "description": one["name"], "responsible_role": one["role"]}
        for problem in length_problems(told, BenefitPrerequisite):
            sheet.tell(one, problem, column="role" if problem.column == "responsible_role" else "name")
    return shapes.benefit_of(cells, prerequisites, (one["leads_to"] for one in arrows))


def _tell_apart(sheet: Sheet, kind: RowKind, name: str, told: set[str]) -> None:
    """Keep a problem for each row about what the file does not tell of itself: it is changed in the register."""
    for cells in sheet.rows(kind):
        if cells[name] not in told:
            sheet.tell(cells, shapes.apart(kind, cells[name]), column=name)


def _tell_levels(sheet: Sheet, rows: BenefitRows) -> None:
    at: Mapping[str, Cells] = {cells["initiative"]: cells for cells in sheet.rows(RowKind.INITIATIVE)}
    for initiative in rows.initiatives:
        levels = {row.level for row in rows.benefits if row.initiative_id == initiative.initiative_id}
        sheet.tell(at[initiative.initiative_id], *level_problems(initiative.phase, levels))


def _add_others(sheet: Sheet, rows: BenefitRows) -> None:
    for cells in sheet.rows(RowKind.UNPRICED):
        rows.unpriced.append(shapes.unpriced_of(cells))
        sheet.tell(cells, *unpriced_problems(rows.unpriced[-1]))
    for cells in sheet.rows(RowKind.ADOPTION):
        rows.adoptions.append(shapes.adoption_of(cells))
        sheet.tell(cells, *adoption_problems(rows.adoptions[-1]))
    for of_initiative in _by(sheet.rows(RowKind.SCENARIO), "initiative").values():
        scenarios = [shapes.scenario_of(cells) for cells in of_initiative]
        rows.scenarios += scenarios
        sheet.tell(of_initiative[0], *scenario_problems(scenarios))
