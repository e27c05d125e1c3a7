"""What of the value flow is looked at: the page's own parameters of the address, checked before anything reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dashboard.asked import word_of
from dashboard.scope import Scope
from metrics.benefit_lines import Standing
from metrics.discounting import schedule_keys
from metrics.optimism import ProjectKind
from metrics.value_flow_answer import Asked
from metrics.value_flow_picture import Stretch
from metrics.valued_lines import Perspective
from metrics.worth_measures import Sobriety

PARAMETERS = ("perspective", "horizon", "initiative", "level", "discount", "project", "by")
DISCOUNT = "no"
"""The schedule that holds until somebody chooses another."""


class Level(StrEnum):
    """Whether own units stand one by one, or as the sectors they are in."""

    UNITS = "units"
    SECTORS = "sectors"


@dataclass(frozen=True)
class FlowChoice:
    """What a reader of the page chose. `level` is None until somebody chooses; `level_in` says what is shown then."""

    perspective: Perspective = Perspective.PUBLIC_BUDGET
    stretch: Stretch = Stretch.ALL
    initiative: str | None = None
    level: Level | None = None
    discount: str = DISCOUNT
    project: ProjectKind | None = None
    standing: Standing = Standing.CURRENT

    def parameters(self) -> dict[str, str]:
        """Return the choice as the address writes it; what is as it is from the start is left out."""
        said = zip(PARAMETERS, _parts(self), _parts(FlowChoice()), strict=True)
        return {name: str(value) for name, value, start in said if value is not None and value != start}

    def of_initiative(self, initiative_id: str) -> "FlowChoice":
        """Return the same choice for one initiative, its units one by one."""
        return replace(self, initiative=initiative_id, level=None)

    def level_in(self, scope: Scope) -> Level:
        """Return the level shown: sectors for all initiatives of a whole municipality, which has too many units."""
        if self.level is not None:
            return self.level
        whole = scope.unit_id == scope.municipality_id  # the root's id is the municipality's
        return Level.SECTORS if whole and self.initiative is None else Level.UNITS

    def asked(self, scope: Scope) -> Asked:
        """Return what the figures are asked for."""
        sectors = self.level_in(scope) is Level.SECTORS
        return Asked(self.perspective, self.discount, self.standing, self.initiative, by_sector=sectors)

    def sobriety(self) -> Sobriety:
        """Return how the plan of one initiative is made soberer."""
        return Sobriety(self.project)


def _parts(chosen: FlowChoice) -> tuple[Any, ...]:
    of_flow = chosen.perspective, chosen.stretch, chosen.initiative, chosen.level
    return *of_flow, chosen.discount, chosen.project, chosen.standing


def flow_choice(asked: Mapping[str, str], scope: Scope) -> FlowChoice:
    """Return the choice that an address asks for; what nobody can have written is left out."""
    discount = asked.get("discount", DISCOUNT)
    return FlowChoice(
        perspective=word_of(Perspective, asked.get("perspective")) or Perspective.PUBLIC_BUDGET,
        stretch=word_of(Stretch, asked.get("horizon")) or Stretch.ALL,
        initiative=asked.get("initiative") or None,
        level=word_of(Level, asked.get("level")) if has_levels(scope) else None,
        discount=discount if discount in schedule_keys(scope.quarter.last_day) else DISCOUNT,
        project=word_of(ProjectKind, asked.get("project")),
        standing=word_of(Standing, asked.get("by")) or Standing.CURRENT,
    )


def has_levels(scope: Scope) -> bool:
    """Tell whether the reader sees a sector and a unit within one, so that there is something to choose between."""
    units = scope.choices.units
    sectors = 1 if any(unit.unit_id == scope.municipality_id for unit in units) else 0
    return any(unit.depth > sectors for unit in units)
