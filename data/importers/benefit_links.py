"""What rows of the benefits template name must be there, in the file or in the register, and each of them once."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.importers.benefit_fields import RowKind
from data.importers.benefit_shapes import EVIDENCE_WANTED, evidence_of, partners_of
from data.importers.benefit_sheet import Sheet
from data.importers.context import KnownRegister
from data.importers.problems import Problem

_NAMED = ("initiative", "benefit", "leads_to", "party", "bearer", "beneficiary", "unit", "indicator")


@dataclass(frozen=True)
class Known:
    """The codes that may be named: those of the register and those of the file."""

    initiatives: frozenset[str]
    benefits: Mapping[str, str]
    parties: frozenset[str]
    units: frozenset[str]
    indicators: frozenset[str]

    def has(self, name: str, code: str) -> bool:
        """Tell whether a column may name a code."""
        if name in ("benefit", "leads_to"):
            return code in self.benefits
        places = {"initiative": self.initiatives, "unit": self.units, "indicator": self.indicators}
        return code in places.get(name, self.parties)


def known_of(sheet: Sheet) -> Known:
    """Return what rows may name; a unit is a party without being told so."""
    context, register = sheet.context, sheet.context.register
    units = context.units | {context.municipality_id}
    told = {row["benefit"]: row["initiative"] for row in sheet.rows(RowKind.BENEFIT)}
    old = {benefit_id: benefit.initiative_id for benefit_id, benefit in register.benefits.items()}
    return Known(
        initiatives=frozenset(register.price_years) | {row["initiative"] for row in sheet.rows(RowKind.INITIATIVE)},
        benefits={**old, **told},
        parties=frozenset(register.parties) | units | {row["party"] for row in sheet.rows(RowKind.PARTY)},
        units=units,
        indicators=context.known_indicators,
    )


def tell_links(sheet: Sheet, known: Known, stored: KnownRegister) -> None:
    """Keep a problem for each code that is nowhere, told twice, or of another initiative."""
    for kind, rows in sheet.by_kind.items():
        for cells in rows:
            for name in _NAMED:
                if cells[name] is not None and not _told_here(kind, name) and not known.has(name, cells[name]):
                    sheet.tell(
                        cells, Problem(f"unknown_{_word(name)}", found=cells[name], extra={"count": "1"}), column=name
                    )
            _tell_partners(sheet, cells, known)
            _tell_evidence(sheet, cells)
            _tell_initiative(sheet, kind, cells, known)
    _tell_repeated(sheet, stored)


def _told_here(kind: RowKind, name: str) -> bool:
    return (kind, name) in {
        (RowKind.PARTY, "party"),
        (RowKind.INITIATIVE, "initiative"),
        (RowKind.BENEFIT, "benefit"),
    }


def _word(name: str) -> str:
    return {"leads_to": "benefit", "bearer": "party", "beneficiary": "party"}.get(name, name)


def _tell_partners(sheet: Sheet, cells: Mapping[str, object], known: Known) -> None:
    for partner in partners_of(cells):
        if partner not in known.parties:
            sheet.tell(cells, Problem("unknown_party", found=partner, extra={"count": "1"}), column="partners")


def _tell_evidence(sheet: Sheet, cells: Mapping[str, object]) -> None:
    if cells["evidence"] is None:
        return
    shown = evidence_of(cells)
    if shown is None:
        sheet.tell(
            cells, Problem("bad_evidence", found=str(cells["evidence"]), wanted=EVIDENCE_WANTED), column="evidence"
        )
    elif shown.content_hash is not None and shown.content_hash not in sheet.context.register.files:
        sheet.tell(cells, Problem("unknown_file", found=shown.content_hash[:12]), column="evidence")
    elif shown.ledger_unit_id is not None and shown.ledger_unit_id not in sheet.context.units:
        sheet.tell(cells, Problem("unknown_unit", found=shown.ledger_unit_id, extra={"count": "1"}), column="evidence")


def _tell_initiative(sheet: Sheet, kind: RowKind, cells: Mapping[str, object], known: Known) -> None:
    benefit, initiative = cells["benefit"], cells["initiative"]
    if kind is RowKind.BENEFIT or benefit is None or initiative is None:
        return
    of = known.benefits.get(str(benefit))
    if of is not None and of != initiative:
        sheet.tell(cells, Problem("other_initiative", found=str(benefit), wanted=of), column="benefit")


def _tell_repeated(sheet: Sheet, stored: KnownRegister) -> None:
    """A code is told once in a file, and what the register holds is changed there; a party may be told again."""
    old: dict[RowKind, set[str]] = {
        RowKind.PARTY: set(),  # it belongs to no file, and stays when the one that told of it is undone
        RowKind.INITIATIVE: set(stored.price_years),
        RowKind.BENEFIT: set(stored.benefits),
    }
    for kind, kept in old.items():
        seen: set[str] = set()
        for cells in sheet.rows(kind):
            code = cells[kind.value]
            if code in kept:
                sheet.tell(cells, Problem("registered_already", found=code), column=kind.value)
            elif code in seen:
                sheet.tell(cells, Problem("code_repeated", found=code), column=kind.value)
            seen.add(code)
