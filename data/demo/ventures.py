"""How the demo tells of an initiative: facts in thousand kroner a year, which `data.demo.venture_rows` spells out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.benefit_vocabulary import Flow, Importance, InitiativeState, PartyKind, Phase, ProjectionKind
from data.demo.effects import Curve, Effect, Place
from data.vocabulary import AuthorityKind


@dataclass(frozen=True)
class Payment:
    """What a party pays, once or every year; a transfer reaches `to`."""

    flow: Flow
    bearer: str
    years: Curve
    period: int = 12
    to: str | None = None


def once(bearer: str, years: Curve, period: int = 6) -> Payment:
    """Return an investment."""
    return Payment(Flow.COST, bearer, years, period)


def running(bearer: str, years: Curve) -> Payment:
    """Return a cost of operation, year by year."""
    return Payment(Flow.OPERATING_COST, bearer, years)


def transfer(bearer: str, to: str, years: Curve) -> Payment:
    """Return money from one party to another; it adds nothing in all."""
    return Payment(Flow.TRANSFER, bearer, years, to=to)


@dataclass(frozen=True)
class Version:
    """A plan or a forecast: per cent of the told curves by letter (`cost` for payments), and years it comes later."""

    kind: ProjectionKind
    as_of: date
    reference: str | None = None
    authority: AuthorityKind | None = None
    reason: str | None = None
    percent: Mapping[str, int] = field(default_factory=dict)
    delay: int = 0


def plan(
    as_of: date, reference: str, authority: AuthorityKind = AuthorityKind.DIRECTOR, reason: str | None = None,
    percent: Mapping[str, int] | None = None, delay: int = 0,
) -> Version:  # fmt: skip
    """Return a plan that was decided; `percent` and `delay` say how it differs from the told curves."""
    return Version(ProjectionKind.PLAN, as_of, reference, authority, reason, percent or {}, delay)


def forecast(reason: str, percent: Mapping[str, int], as_of: date = date(2026, 9, 30), delay: int = 0) -> Version:
    """Return what is expected now, against the told curves."""
    return Version(ProjectionKind.FORECAST, as_of, reason=reason, percent=percent, delay=delay)


@dataclass(frozen=True)
class Claim:
    """A line of the realisation calendar, in thousand kroner; `reference` is the case that booked it."""

    letter: str
    year: int
    period: int
    place: Place
    thousand: int
    reference: str | None = None


@dataclass(frozen=True)
class Unpriced:
    """An effect without a price for a party, -3 to +3."""

    party: str
    name: str
    importance: Importance
    magnitude: int


@dataclass(frozen=True)
class Outlook:
    """A scenario: how likely, and what becomes of benefits and costs, in per cent; when it could be stopped."""

    name: str
    probability: int
    benefits: int = 100
    costs: int = 100
    stop_year: int | None = None
    stop_thousand: int | None = None


@dataclass(frozen=True)
class Uptake:
    """How many must take a solution into use, what each gains a year and what is paid once, in thousand kroner."""

    adopter: str
    planned: int
    now: int | None
    gain_thousand: float
    fixed_thousand: int
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Venture:
    """An initiative with all that is told of it; `realising` is what is set aside to realise it, thousand kroner."""

    key: str
    name: str
    unit_id: str
    phase: Phase
    price_year: int
    summary: str
    effects: tuple[Effect, ...]
    versions: tuple[Version, ...] = ()
    payments: tuple[Payment, ...] = ()
    state: InitiativeState = InitiativeState.RUNNING
    decider: str | None = None
    started: date | None = None
    decision: date | None = None
    term_ends: date = date(2028, 12, 31)
    realising: int | None = None
    cost_spread: tuple[int, int] | None = (90, 130)
    partners: tuple[str, ...] = ()
    absent: Mapping[PartyKind, str] = field(default_factory=dict)
    explained: bool = True
    claims: tuple[Claim, ...] = ()
    unpriced: tuple[Unpriced, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    uptake: Uptake | None = None
