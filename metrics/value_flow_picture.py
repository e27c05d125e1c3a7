"""The value flow as drawn: a matrix within a stretch of years with steps of shade, streams, and columns by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from data.benefit_vocabulary import BenefitType, Flow, PartyKind
from metrics.horizons import Horizon, plan_ends
from metrics.value_flow_answer import Matrix, ValueFlowPage

STEPS = 4
"""Steps of shade above zero; the largest cell has the last."""
BELOW_ZERO = -1
"""The step of a cell below zero."""
MOST_STREAMS = 20
"""How many streams a drawing holds; more cannot be told apart."""

_ORDER = [str(kind) for kind in PartyKind]


class Stretch(StrEnum):
    """The years a reader looks at: all, the budget year, the four-year plan with the budget year, or what is later."""

    ALL = "all"
    BUDGET_YEAR = "budget_year"
    PLAN = "plan"
    LATER = "later"


WITHIN: Mapping[Stretch, frozenset[Horizon]] = {
    Stretch.ALL: frozenset(Horizon),
    Stretch.BUDGET_YEAR: frozenset({Horizon.BUDGET_YEAR}),
    Stretch.PLAN: frozenset({Horizon.BUDGET_YEAR, Horizon.REST_OF_PLAN}),
    Stretch.LATER: frozenset({Horizon.LATER}),
}


@dataclass(frozen=True)
class MatrixPicture:
    """The matrix of a stretch: own units first, then parties outside by kind; who neither pays nor gains is left out.

    `steps` has a step for each cell: 0 for nothing, 1 to STEPS by its size against the largest cell, BELOW_ZERO.
    `own_bearers` and `own_beneficiaries` count the own units, which come first.
    """

    matrix: Matrix
    steps: tuple[tuple[int, ...], ...]
    own_bearers: int
    own_beneficiaries: int


@dataclass(frozen=True)
class Stream:
    """What passes from a bearer to a beneficiary, above zero."""

    bearer_id: str
    beneficiary_id: str
    present_value_minor: int


@dataclass(frozen=True)
class Streams:
    """The largest streams; those too small to draw, and what is below zero, are counted and summed."""

    shown: tuple[Stream, ...]
    left_out: int
    left_out_minor: int
    below_zero: int
    below_zero_minor: int


@dataclass(frozen=True)
class Pile:
    """What is gained of one type, a value for each year in order; None where the type has nothing that year."""

    benefit_type: str
    values_minor: tuple[int | None, ...]


@dataclass(frozen=True)
class Piles:
    """What is gained by year, a year without anything included; `before`, `budget` and `plan` count years so far.

    They are the years before the base year, up to and with it, and up to the end of the four-year plan.
    """

    years: tuple[int, ...]
    piles: tuple[Pile, ...]
    before: int
    budget: int
    plan: int


def matrix_picture(found: ValueFlowPage, stretch: Stretch) -> MatrixPicture:
    """Return who pays and who gains within a stretch of years, at present value, as it is drawn."""
    cells = _cells(found, stretch)
    bearers, beneficiaries = (_in_order({pair[side] for pair in cells}, found) for side in (0, 1))
    rows = tuple(tuple(cells.get((one, other), 0) for other in beneficiaries) for one in bearers)
    largest = max((cell for row in rows for cell in row), default=0)
    steps = tuple(tuple(_step(cell, largest) for cell in row) for row in rows)
    own = [sum(_is_own(party, found) for party in parties) for parties in (bearers, beneficiaries)]
    return MatrixPicture(Matrix(bearers, beneficiaries, rows), steps, own[0], own[1])


def _cells(found: ValueFlowPage, stretch: Stretch) -> dict[tuple[str, str], int]:
    """Return the cells that are not nothing; of all years those of the page's own matrix, which are rounded once."""
    sums: dict[tuple[str, str], int] = {}
    if stretch is Stretch.ALL:
        for bearer, row in zip(found.matrix.bearers, found.matrix.cells_minor, strict=True):
            sums |= {(bearer, other): cell for other, cell in zip(found.matrix.beneficiaries, row, strict=True)}
    for arrow in found.arrows if stretch is not Stretch.ALL else ():
        if arrow.flow == Flow.BENEFIT and arrow.horizon in WITHIN[stretch]:
            pair = (arrow.bearer_id, arrow.beneficiary_id)
            sums[pair] = sums.get(pair, 0) + arrow.present_value_minor
    return {pair: cell for pair, cell in sums.items() if cell}


def _in_order(parties: set[str], found: ValueFlowPage) -> tuple[str, ...]:
    """Return parties by kind, and within a kind in the register's order; another unit stands last of the own."""
    register = {row.party_id: place for place, row in enumerate(found.parties)}

    def place(party: str) -> tuple[int, int, str]:
        return _ORDER.index(found.kinds[party]), register.get(party, len(register)), party

    return tuple(sorted(parties, key=place))


def _is_own(party: str, found: ValueFlowPage) -> bool:
    return found.kinds[party] == PartyKind.UNIT


def _step(cell: int, largest: int) -> int:
    if cell <= 0:
        return 0 if cell == 0 else BELOW_ZERO
    return -(-STEPS * cell // largest)


def streams(matrix: Matrix) -> Streams:
    """Return what passes between parties as streams, the largest first; a disbenefit is no stream."""
    every = [
        Stream(bearer, beneficiary, cell)
        for bearer, row in zip(matrix.bearers, matrix.cells_minor, strict=True)
        for beneficiary, cell in zip(matrix.beneficiaries, row, strict=True)
    ]
    above = sorted((one for one in every if one.present_value_minor > 0), key=lambda one: -one.present_value_minor)
    below = [one for one in every if one.present_value_minor < 0]
    shown, rest = above[:MOST_STREAMS], above[MOST_STREAMS:]
    return Streams(tuple(shown), len(rest), _sum(rest), len(below), -_sum(below))


def _sum(some: list[Stream]) -> int:
    return sum(one.present_value_minor for one in some)


def piles(found: ValueFlowPage) -> Piles:
    """Return what is gained by type and year, at present value: from the first year or the base year to the last."""
    gains = {
        (one.benefit_type, one.fiscal_year): one.present_value_minor for one in found.years if one.flow == Flow.BENEFIT
    }
    told = [year for _, year in gains]
    years = tuple(range(min(*told, found.base_year), max(told) + 1)) if told else ()
    types = [str(kind) for kind in BenefitType if any(kind == one for one, _ in gains)]
    ends = (found.base_year - 1, found.base_year, plan_ends(found.base_year))
    return Piles(
        years,
        tuple(Pile(kind, tuple(gains.get((kind, year)) for year in years)) for kind in types),
        *(sum(year <= end for year in years) for end in ends),
    )
