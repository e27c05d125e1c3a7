"""The rows of a benefits template by kind, and what is wrong with them as rows: cells that lack, and stray ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.importers.benefit_cells import Cells
from data.importers.benefit_fields import ALLOWED, BENEFIT_FIELDS, REQUIRED, RowKind
from data.importers.columns import header_of, text_field
from data.importers.context import Context
from data.importers.delimited import Table
from data.importers.problems import Problem
from data.importers.profiles import Profile

_RENAMED = {
    **dict.fromkeys(("decider_role", "owner_role", "responsible_role", "entered_role"), "role"),
    **dict.fromkeys(("summary", "description", "note", "explanation", "reason"), "text"),
    **dict.fromkeys(("as_of", "started_on", "noted_on"), "date"),
    **dict.fromkeys(("realisation_budget_minor", "gain_per_adopter_minor", "stop_cost_minor"), "amount"),
    **dict.fromkeys(("ledger_unit_id", "content_hash", "file_name"), "evidence"),
    **dict.fromkeys(("first_year", "stop_year", "fiscal_year"), "year"),
    "decision_reference": "reference",
    "change_reference": "reference",
    "adopter": "name",
    "benefit_type": "type",
    "lines": "row",
    "routes": "route",
    "baseline_value": "baseline",
}
"""What the template calls the fields of the register whose names are longer than a column's."""
_SUFFIXES = ("_millionths", "_minor", "_id")


@dataclass
class Sheet:
    """The rows of a file by kind; problems are gathered with the place of the cell that they are about."""

    profile: Profile
    context: Context
    by_kind: Mapping[RowKind, Sequence[Cells]]
    problems: list[Problem] = field(default_factory=list)

    def rows(self, kind: RowKind) -> Sequence[Cells]:
        """Return the rows of a kind."""
        return self.by_kind.get(kind, ())

    def tell(self, cells: Cells, *problems: Problem, column: str = "") -> None:
        """Keep problems of a row; each is about `column`, or the column of the field that it names."""
        for problem in problems:
            name = column or column_of(problem.column)
            header = header_of(self.profile, name) if name in self.profile.columns else name
            self.problems.append(replace(problem, row=int(cells["line"]), column=header))


def column_of(field_name: str) -> str:
    """Return what the template calls a field of the register."""
    found = _RENAMED.get(field_name, field_name)
    for suffix in _SUFFIXES:
        found = found.removesuffix(suffix)
    return found


def sheet_of(profile: Profile, context: Context, rows: Sequence[Cells]) -> Sheet:
    """Return rows by their kind; a row whose kind cannot be read is a problem already."""
    by_kind: dict[RowKind, list[Cells]] = {}
    for cells in rows:
        if cells["row"] is not None:
            by_kind.setdefault(cells["row"], []).append(cells)
    return Sheet(profile, context, by_kind)


def presence_problems(profile: Profile, table: Table, rows: Sequence[Cells]) -> Iterator[Problem]:
    """Yield a problem for each cell that a row of its kind must have and lacks, or has and may not have."""
    texts = {name: text_field(profile, table, name).tolist() for name in BENEFIT_FIELDS}
    for at, cells in enumerate(rows):
        kind: RowKind | None = cells["row"]
        if kind is None:
            continue
        blank = {name for name, column in texts.items() if not column[at]}
        known = {"row", *REQUIRED[kind], *ALLOWED[kind]}
        row = int(cells["line"])
        for name in REQUIRED[kind]:
            if name in blank:
                yield Problem("cell_needed", row=row, column=header_of(profile, name), found=str(kind))
        for name in sorted(BENEFIT_FIELDS - blank - known):
            column, told = header_of(profile, name), str(texts[name][at])
            yield Problem("cell_not_of_row", row=row, column=column, found=str(kind), wanted=told)
