"""Names and choices of the reinvestment ledger, as the reader may know them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import format
from dashboard.register_choices import RegisterChoices
from dashboard.scope import Scope
from dashboard.views.register_form import hand_of
from dashboard.words import text
from data.benefit_vocabulary import PartyKind
from data.queries import benefits, to_book

PARTY = ("party_id", "name", "kind", "unit_id")
Row = dict[str, Any]
"""A row of a table of the ledger."""


def row_of(table: pd.DataFrame, transaction: str) -> Row | None:
    """Return what a table holds of a transaction; None where that is nothing."""
    found = table[table["transaction_id"] == transaction].to_dict("records")
    return {str(name): value for name, value in found[0].items()} if found else None


@dataclass(frozen=True)
class LedgerChoices:
    """What the forms of the ledger let somebody choose between, read once a run and only where it is asked for."""

    scope: Scope

    @cached_property
    def register(self) -> RegisterChoices:
        """What stands in the benefits register."""
        return RegisterChoices(self.scope)

    @cached_property
    def units(self) -> dict[str, str]:
        """Units that may be named, the municipality's own first one left out."""
        return {unit.unit_id: unit.name for unit in self.scope.choices.units}

    @cached_property
    def initiatives(self) -> dict[str, str]:
        """Every initiative, with its code."""
        table = self.register.every_initiative
        return {code: f"{code} {name}" for code, name in zip(table["initiative_id"], table["name"], strict=True)}

    @cached_property
    def changes(self) -> dict[str, str]:
        """Budget changes that raised a budget and have something left, by their reference."""
        found = to_book.raised_changes(self.scope.principal, self.scope.municipality_id)
        rows = found[found["used_minor"] < found["amount_minor"]].to_dict("records")
        return {str(row["change_id"]): self._change({str(name): value for name, value in row.items()}) for row in rows}

    def _change(self, row: dict[str, Any]) -> str:
        words, hand = self.scope.language, hand_of(self.scope)
        return text(
            words,
            "reinvest.change",
            reference=row["reference"] or "",
            day=format.day(words, row["decided_on"]),
            unit=self.unit(row["unit_id"]),
            amount=hand.of_amount(int(row["amount_minor"])),
            used=hand.of_amount(int(row["used_minor"])),
        )

    def unit(self, unit_id: object) -> str:
        """Return what a unit is called; none is the municipality, and one that may not be named is another unit."""
        if unit_id is None or pd.isna(unit_id):  # type: ignore[call-overload] # any cell of a table
            return self.scope.municipality_name
        return self.units.get(str(unit_id), text(self.scope.language, "party.another_unit"))

    @cached_property
    def parties(self) -> dict[str, str]:
        """Every party of an agreement: the units that may be named and everybody outside."""
        table = benefits.parties(self.scope.principal, self.scope.municipality_id)
        return {
            str(party): str(name) if kind != PartyKind.UNIT else self.unit(unit)
            for party, name, kind, unit in zip(*(table[one] for one in PARTY), strict=True)
        }
