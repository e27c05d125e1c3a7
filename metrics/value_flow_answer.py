"""What the value-flow page is answered with: frozen, free of language; amounts are whole minor units."""

from dataclasses import dataclass

from metrics.benefit_lines import Standing
from metrics.horizons import AfterTerm, Horizon
from metrics.results import Finding, Missing
from metrics.value_cube import Unvalued
from metrics.valued_lines import Perspective


@dataclass(frozen=True)
class Asked:
    """What a reader of the page chose.

    `discount` is the key of a schedule (`no`, `uk`, `dk`). `initiative_id` narrows the page to one initiative; None is
    all within the unit's scope. `by_sector` rolls own units up to those directly below the municipality.
    """

    perspective: Perspective = Perspective.PUBLIC_BUDGET
    discount: str = "no"
    standing: Standing = Standing.CURRENT
    initiative_id: str | None = None
    by_sector: bool = False


@dataclass(frozen=True)
class PartyRow:
    """What a party gains, pays, receives and gives, at present value; `costs_minor` and `paid_minor` are negative.

    `npv_minor` is their sum. `loss_minor` is positive, 0 for who loses nothing; `loss_a_year_minor` is the same as an
    even yearly amount, `npv_a_year_minor` the net value so (negative for a loser). Paybacks are years from the first;
    None: never within the plan, or the party pays nothing.
    """

    party_id: str
    gains_minor: int
    costs_minor: int
    received_minor: int
    paid_minor: int
    npv_minor: int
    npv_a_year_minor: int | None
    bearer: bool
    wrong_pocket: bool
    loss_minor: int
    loss_a_year_minor: int | None
    loss_share: float | None
    own_capture: float | None
    spill_over: float | None
    payback_simple: float | None
    payback_discounted: float | None


@dataclass(frozen=True)
class Matrix:
    """What each bearer's payments bring each beneficiary, at present value: a row a bearer, a column a beneficiary.

    Totals are rebuilt from the cells, so that rows and columns add up to the same whole on the screen, too.
    """

    bearers: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    cells_minor: tuple[tuple[int, ...], ...]

    @property
    def row_totals_minor(self) -> tuple[int, ...]:
        """What each bearer's payments bring in all."""
        return tuple(sum(row) for row in self.cells_minor)

    @property
    def column_totals_minor(self) -> tuple[int, ...]:
        """What each beneficiary gains in all."""
        return tuple(sum(column) for column in zip(*self.cells_minor, strict=True))

    @property
    def total_minor(self) -> int:
        """What all gain."""
        return sum(self.row_totals_minor)


@dataclass(frozen=True)
class Arrow:
    """What passes from a bearer to a beneficiary within a horizon, benefit or transfer; a disbenefit is negative."""

    bearer_id: str
    beneficiary_id: str
    flow: str
    horizon: Horizon
    amount_minor: int
    present_value_minor: int


@dataclass(frozen=True)
class HorizonRow:
    """What is gained and paid within a horizon, in base-year prices and at present value; shares are of the gains."""

    horizon: Horizon
    gains_minor: int
    gains_present_value_minor: int
    gains_share: float | None
    gains_present_value_share: float | None
    costs_minor: int
    costs_present_value_minor: int


@dataclass(frozen=True)
class TypeRow:
    """What is gained of one type within a horizon."""

    benefit_type: str
    horizon: Horizon
    amount_minor: int
    present_value_minor: int


@dataclass(frozen=True)
class YearColumn:
    """What is gained of one type, or paid, in one year; `benefit_type` is None for costs, which are positive."""

    fiscal_year: int
    flow: str
    benefit_type: str | None
    amount_minor: int
    present_value_minor: int


@dataclass(frozen=True)
class WrongPocket:
    """A bearer that loses by an initiative that is worth doing: the winners could always make it whole.

    `loss_share` is of what the winners gain; `npv_minor` is the initiative's, of all parties together.
    """

    initiative_id: str
    initiative: str
    party_id: str
    loss_minor: int
    loss_a_year_minor: int | None
    loss_share: float
    npv_minor: int


@dataclass(frozen=True)
class SidePayment:
    """What a winner would pay a loser, at present value and as an even yearly amount."""

    payer_id: str
    receiver_id: str
    amount_minor: int
    a_year_minor: int | None


@dataclass(frozen=True)
class MadeWhole:
    """What it takes that nobody loses; no payments where nobody does, or where the winners' gains do not suffice."""

    needed_minor: int
    capacity_minor: int
    feasible: bool
    lacking_minor: int
    payments: tuple[SidePayment, ...]


@dataclass(frozen=True)
class ValueFlowPage:
    """Everything the value-flow page shows.

    Attributes:
        asked: What the reader chose.
        base_year: The year that is t = 0, and whose prices amounts are in.
        initiatives: Name by id of the initiatives in scope, those without a value, too.
        unvalued: Those whose value is missing, with the reason.
        names: Name by party and unit; one told as another unit has none here (`metrics.told_parties.ANOTHER_UNIT`).
        kinds: What kind of party each is that may be told (`PartyKind`).
        parties: In the register's order.
        matrix: Who pays, who gains.
        arrows: The same by horizon, with transfers.
        horizons: All four, in order.
        types: By type and horizon.
        years: By year, for columns on top of each other.
        after_term: What comes after the leader's term.
        wrong_pockets: Over the initiatives in scope, the largest loss first.
        made_whole: Compensation, of the initiatives in scope together (or of the one chosen).
        concentration: 1 where one party gains all; None where nobody does.
        total_minor: What all gain less what they pay.
        tax_financing_minor: What raising the outlay as taxes costs, + is a cost; a line of its own.
        why_no_tax_financing: Why it is missing; None in public budgets, where there is none.
        answer: Who loses, kroner a year, and who gains, as sentences.
        why_missing: Why there is nothing to show; None where there is.
    """

    asked: Asked
    base_year: int
    initiatives: dict[str, str]
    unvalued: tuple[Unvalued, ...]
    names: dict[str, str]
    kinds: dict[str, str]
    parties: tuple[PartyRow, ...]
    matrix: Matrix
    arrows: tuple[Arrow, ...]
    horizons: tuple[HorizonRow, ...]
    types: tuple[TypeRow, ...]
    years: tuple[YearColumn, ...]
    after_term: AfterTerm
    wrong_pockets: tuple[WrongPocket, ...]
    made_whole: MadeWhole
    concentration: float | None
    total_minor: int
    tax_financing_minor: int | None
    why_no_tax_financing: Missing | None
    answer: tuple[Finding, ...]
    why_missing: Missing | None = None
