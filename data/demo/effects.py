"""How the demo tells of a benefit: curves of thousand kroner and quantities, and how it was followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.benefit_vocabulary import BenefitLevel, BenefitType, Confidence, Counterfactual, CutBasis, Route
from data.importers.benefit_rows import PrerequisiteRow
from data.vocabulary import Grain

HOURS = "hours"
"""The unit of measure of freed time."""

CASH, FREED, OTHERS = BenefitType.CASH, BenefitType.REALLOCATION, BenefitType.OTHER_PUBLIC
SOCIETY, QUALITY, WORSE = BenefitType.SOCIETY, BenefitType.QUALITY, BenefitType.DISBENEFIT

Curve = Mapping[int, float]
"""Year: thousand kroner, or a quantity; below zero for what is worse."""


def level(first: int, last: int, value: float) -> dict[int, float]:
    """Return the same value for every year from the first to the last."""
    return dict.fromkeys(range(first, last + 1), value)


def rising(first: int, *values: float, until: int) -> dict[int, float]:
    """Return the values year by year, and the last of them for every year that is left."""
    return level(first, until, values[-1]) | {first + step: value for step, value in enumerate(values)}


@dataclass(frozen=True)
class Place:
    """Lines of the accounts that show a measurement: unit, function and art, in the year it was measured."""

    unit_id: str
    function_code: str
    account_code: str


Proof = Place | str
"""What shows a measurement: lines of the accounts, or a file by its name."""
Routed = tuple[Route, float, CutBasis | None]


@dataclass(frozen=True)
class Done:
    """A measurement, in thousand kroner of its own year; `verified` is what the economy unit confirmed of it."""

    year: int
    period: int
    proof: Proof
    thousand: float | None = None
    verified: float | None = None
    quantity: float | None = None
    routes: tuple[Routed, ...] = ()
    note: str | None = None
    rejected: str | None = None
    """Why the economy unit did not find it right."""
    confirmed: bool = False
    """That the economy unit found a quantity right, which has no kroner to confirm."""
    value: float | None = None
    others: float | None = None
    """What the baseline's indicator showed then, of those measured and of the others."""
    volume: float | None = None
    cost_thousand: int | None = None
    """How much there was of it, and what it all cost."""


@dataclass(frozen=True)
class Track:
    """How a benefit that goes about as planned was followed: per cent of the original plan by year, and what shows it.

    Periods up to `until` are measured; those from `verified_from` up to `verified` are verified
    whole. `shares` are the routes of hours, in
    per cent of the hours.
    """

    percent: Mapping[int, int]
    proof: Proof
    verified: tuple[int, int] = (0, 0)
    verified_from: tuple[int, int] = (0, 0)
    until: tuple[int, int] = (2026, 9)
    shares: tuple[tuple[Route, int, CutBasis | None], ...] = ()


@dataclass(frozen=True)
class Baseline:
    """What it was before: the value, the day and how it was found.

    `others` are who it is compared with, `others_value` what it was for them; `volume` how much there was of it in a
    period, at `unit_kroner` each and `fixed_thousand` whatever the volume.
    """

    value: float
    on: date
    method: str
    count: int | None = None
    population: int | None = None
    others: str | None = None
    others_value: float | None = None
    volume: float | None = None
    unit_kroner: int | None = None
    fixed_thousand: int | None = None


@dataclass(frozen=True)
class Effect:
    """A benefit of an initiative, or a disbenefit; `letter` follows the initiative's id.

    Attributes:
        unit_id: The accountable line leader's unit.
        gains: The party that gains (or loses).
        years: Planned thousand kroner by year; of an unexpected effect what is forecast.
        amounts: Planned quantities by year, in `measure`.
        since: The day of the first effect.
        paid_by: The party whose spending causes it; the initiative's unit where nothing is said.
        entered: The day it was entered; earlier plans and forecasts do not have it.
        owner: Whether a role answers for it; early ideas have none.
        low: Lowest plausible value in per cent of the planned one; `high` the highest.
    """

    letter: str
    name: str
    kind: BenefitType
    unit_id: str
    gains: str
    years: Curve = field(default_factory=dict)
    amounts: Curve = field(default_factory=dict)
    measure: str | None = None
    since: date | None = None
    baseline: Baseline | None = None
    followed: Track | None = None
    done: tuple[Done, ...] = ()
    grain: Grain = Grain.YEAR
    paid_by: str | None = None
    entered: date | None = None
    leads_to: tuple[str, ...] = ()
    route: Route | None = None
    owner: bool = True
    owner_role: str | None = None
    description: str | None = None
    working: str | None = None
    indicator: str | None = None
    better: str = "higher"
    problem: bool = False
    unexpected: bool = False
    floor: bool = False
    counterfactual: Counterfactual = Counterfactual.BEFORE_AFTER
    confidence: Confidence = Confidence.C
    attribution: int = 100
    deadweight: int = 0
    displacement: int = 0
    drop_off: int = 0
    low: int | None = None
    high: int | None = None
    prerequisites: tuple[PrerequisiteRow, ...] = ()

    @property
    def level(self) -> BenefitLevel:
        """Whether it comes of solving the problem, or of the solution chosen."""
        return BenefitLevel.PROBLEM if self.problem else BenefitLevel.SOLUTION
