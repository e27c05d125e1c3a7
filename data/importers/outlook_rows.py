"""What a file says of an initiative's outlook: what has no price, the ways it may go, and how many take it into use."""

from dataclasses import dataclass

from data.benefit_vocabulary import MILLION, Importance


@dataclass(frozen=True)
class UnpricedRow:
    """An effect without a price, for one party."""

    initiative_id: str
    party_id: str
    name: str
    importance: Importance
    magnitude: int


@dataclass(frozen=True)
class ScenarioRow:
    """A way that an initiative may go; see `data.schema.realisation.Scenario`."""

    initiative_id: str
    name: str
    probability_millionths: int
    benefit_factor_millionths: int = MILLION
    cost_factor_millionths: int = MILLION
    stop_year: int | None = None
    stop_cost_minor: int | None = None


@dataclass(frozen=True)
class AdoptionRow:
    """How many must take a solution into use; see `data.schema.realisation.Adoption`."""

    initiative_id: str
    adopter: str
    adopters_planned: int
    adopters_now: int | None
    gain_per_adopter_minor: int
    fixed_cost_minor: int
    first_year: int
    last_year: int
