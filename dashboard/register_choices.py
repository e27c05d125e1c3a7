"""What the forms of the register let somebody choose between: what they may enter, under names that they may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.scope import Scope
from dashboard.words import text
from data.benefit_vocabulary import PartyKind
from data.queries import benefits, indicators, to_change


@dataclass(frozen=True)
class RegisterChoices:
    """What stands in the register of the municipality looked at, read once a run and only where it is asked for."""

    scope: Scope

    @cached_property
    def units(self) -> dict[str, str]:
        """Units whose benefits the reader may enter."""
        may = to_change.units_to_enter(self.scope.principal, self.scope.municipality_id)
        return {unit.unit_id: unit.name for unit in self.scope.choices.units if unit.unit_id in may}

    @cached_property
    def every_initiative(self) -> pd.DataFrame:
        """All initiatives."""
        return benefits.initiatives(self.scope.principal, self.scope.municipality_id)

    @cached_property
    def every_benefit(self) -> pd.DataFrame:
        """All benefits."""
        return benefits.benefits(self.scope.principal, self.scope.municipality_id)

    @cached_property
    def initiatives(self) -> dict[str, str]:
        """Initiatives that the reader may change."""
        return _named(self.every_initiative[self.every_initiative["unit_id"].isin(self.units)], "initiative_id")

    def benefits_of(self, initiative_id: str | None, *, own: bool = True) -> dict[str, str]:
        """Return the benefits of an initiative; only those that the reader may change unless they are not `own`."""
        found = self.every_benefit[self.every_benefit["initiative_id"] == initiative_id]
        return _named(found[found["unit_id"].isin(self.units)] if own else found, "benefit_id")

    def benefit(self, benefit_id: str) -> dict[str, Any]:
        """Return a benefit's columns."""
        found = self.every_benefit[self.every_benefit["benefit_id"] == benefit_id]
        return {str(name): value for name, value in found.to_dict("records")[0].items()}

    @cached_property
    def own_benefits(self) -> dict[str, str]:
        """Benefits of all initiatives that the reader may change."""
        return _named(self.every_benefit[self.every_benefit["unit_id"].isin(self.units)], "benefit_id")

    @cached_property
    def benefit_names(self) -> dict[str, str]:
        """What each benefit is called."""
        return _named(self.every_benefit, "benefit_id")

    @cached_property
    def parties(self) -> dict[str, str]:
        """Who may pay or gain: every own unit that may be named, and everybody outside.

        Units that are parties already and may not be named are other units of the municipality, told apart by number.
        """
        known = {unit.unit_id: unit.name for unit in self.scope.choices.units}
        table = benefits.parties(self.scope.principal, self.scope.municipality_id)
        outside = {str(row.party_id): str(row.name) for row in table.itertuples() if row.kind != PartyKind.UNIT}
        hidden = [
            str(row.party_id) for row in table.itertuples() if row.kind == PartyKind.UNIT and row.unit_id not in known
        ]
        word = text(self.scope.language, "party.another_unit")
        unnamed = {party: f"{word} ({number})" for number, party in enumerate(hidden, start=1)}
        return _told_apart(known | outside | unnamed)

    @cached_property
    def indicators(self) -> dict[str, str]:
        """Indicators that may measure a benefit."""
        found = indicators.indicators(self.scope.principal, self.scope.municipality_id)
        return dict(zip(found["indicator_id"], found["name"], strict=True))


def _named(table: pd.DataFrame, key: str) -> dict[str, str]:
    return {code: f"{code} {name}" for code, name in zip(table[key], table["name"], strict=True)}


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names of which no two are alike: those that would be have their code beside them."""
    seen = list(names.values())
    return {key: name if seen.count(name) == 1 else f"{name} ({key})" for key, name in names.items()}
