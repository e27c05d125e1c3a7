"""What is looked at: municipality, unit, quarter and comparison, the same on every page and in the address.

The address decides; what it leaves out comes from what was looked at last, and then from what the principal may see.
Every id is checked against that on the server: a list in the browser binds nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pandas as pd

from data.access import Principal
from data.periods import Quarter

PARAMETERS = ("municipality", "unit", "quarter", "compare")
COMPARED_QUARTERS = 8
"""How far back the choice of a quarter to compare with goes."""


@dataclass(frozen=True)
class UnitChoice:
    """A unit that can be chosen, and how deep it stands below the root."""

    unit_id: str
    name: str
    depth: int


@dataclass(frozen=True)
class Choices:
    """What the principal can choose between, given what is chosen so far."""

    municipalities: Mapping[str, str]
    units: tuple[UnitChoice, ...]
    quarters: tuple[Quarter, ...]

    def unit(self, unit_id: str) -> UnitChoice:
        """Return the choice of a unit's id."""
        return next(choice for choice in self.units if choice.unit_id == unit_id)


@dataclass(frozen=True)
class Scope:
    """What a page shows, checked against what the principal may see."""

    principal: Principal
    language: str
    municipality_id: str
    municipality_name: str
    fictional: bool
    currency: str
    currency_exponent: int
    unit_id: str
    unit_name: str
    quarter: Quarter
    compared_with: Quarter
    choices: Choices
    version: int = 0
    """The version of the municipality's figures in this run: part of every cache key."""

    @property
    def key(self) -> tuple[str, ...]:
        """What an answer kept for this scope is kept by, beside the version."""
        return (self.principal.scope, *self.parameters().values())

    def parameters(self, **changed: str) -> dict[str, str]:
        """Return the scope as the address writes it, with some parts changed."""
        said = {
            "municipality": self.municipality_id,
            "unit": self.unit_id,
            "quarter": str(self.quarter),
            "compare": str(self.compared_with),
            "lang": self.language,
        }
        return said | changed

    def address(self, path: str, **changed: str) -> str:
        """Return the address of a page or file with this scope."""
        return f"{path}?{urlencode(self.parameters(**changed))}"

    def of_unit(self, unit_id: str) -> "Scope":
        """Return the same scope for another unit."""
        return replace(self, unit_id=unit_id, unit_name=self.choices.unit(unit_id).name)


@dataclass(frozen=True)
class Refusal:
    """Why nothing can be shown: the name of a notice, and what fills its words."""

    name: str
    slots: Mapping[str, str]


Asked = Mapping[str, str]


def municipality_row(asked: Asked, municipalities: pd.DataFrame) -> "pd.Series | Refusal":
    """Return the row of the municipality asked for, or the first; refused where there is none or it is not there."""
    if municipalities.empty:
        return Refusal("empty", {})
    wanted = asked.get("municipality")
    found = municipalities if wanted is None else municipalities[municipalities["municipality_id"] == wanted]
    return Refusal("unknown_municipality", {"found": wanted or ""}) if found.empty else found.iloc[0]


def unit_choice(asked: Asked, units: tuple[UnitChoice, ...]) -> UnitChoice | Refusal:
    """Return the unit asked for, or the highest; refused where it is not among those the principal sees."""
    if not units:
        return Refusal("no_units", {})
    wanted = asked.get("unit")
    found = next((unit for unit in units if unit.unit_id == wanted), None) if wanted else units[0]
    return found or Refusal("unknown_unit", {"found": wanted or ""})


def quarter_asked(asked: Asked, quarters: tuple[Quarter, ...]) -> Quarter | Refusal:
    """Return the quarter asked for, or the newest with figures."""
    if not quarters:
        return Refusal("no_quarters", {})
    wanted = asked.get("quarter")
    found = _parsed(wanted) if wanted else quarters[0]
    return found if found in quarters else Refusal("unknown_quarter", {"found": wanted or ""})


def compared_quarter(asked: Asked, quarter: Quarter, quarters: tuple[Quarter, ...]) -> Quarter:
    """Return the quarter to compare with: as asked if it is earlier, else the year before, else the one before."""
    wanted = _parsed(asked.get("compare", ""))
    if wanted in earlier_quarters(quarter):
        return wanted
    year_before = quarter.shifted(-4)
    return year_before if year_before in quarters or quarter.shifted(-1) not in quarters else quarter.shifted(-1)


def earlier_quarters(quarter: Quarter) -> list[Quarter]:
    """Return the quarters that a quarter can be compared with, the newest first."""
    return [quarter.shifted(-step) for step in range(1, COMPARED_QUARTERS + 1)]


def unit_choices(units: pd.DataFrame) -> tuple[UnitChoice, ...]:
    """Return the units of a table in its order."""
    rows = zip(units["unit_id"], units["name"], units["depth"], strict=True)
    return tuple(UnitChoice(unit_id, name, int(depth)) for unit_id, name, depth in rows)


def _parsed(text: str | None) -> Quarter | None:
    try:
        return Quarter.parse(text or "")
    except ValueError:
        return None
