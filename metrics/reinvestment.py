"""How a verified saving is shared: eligible or not and why, what can be given, and to whom, to the øre.

Only a cashable gain that somebody else than its owner has verified, and whose cut is booked in the budget, is shared,
and once. Amounts are whole minor units; a saving is positive.
"""

from dataclasses import dataclass
from enum import StrEnum

from data.benefit_vocabulary import MILLION, BenefitType
from data.money_vocabulary import SHARED, Account, RecipientScope
from metrics.largest_remainder import whole_parts
from metrics.reinvestment_rules import RuleVersion


@dataclass(frozen=True)
class Saving:
    """What is known of one benefit in one period; `None` is not known (or, for the reduction, not booked).

    Attributes:
        benefit_id: The benefit.
        fiscal_year: The year of the period.
        period: The period of the year.
        year_number: The benefit's own year, 1 for the first with an effect.
        unit_id: The unit that began.
        benefit_type: Only `cash` can be shared.
        gross_minor: The verified gain of the period.
        operating_cost_minor: What running the new solution cost in the period.
        loss_carried_minor: What earlier periods lost and no later one has covered; 0 or above.
        booked_reduction_minor: What the unit's budget was reduced by.
        owner_id: Who owns the benefit.
        verifier_id: Who verified the gain.
        already_used: This benefit and period have been shared before.
        instalment_due_minor: What the unit owes the innovation fund now.
        initiator_before_minor: What the initiator got of this benefit in earlier periods.
        at_minimum_staffing: The unit cannot cut posts.
        bearer_to_compensate: Somebody else carries costs of this gain.
    """

    benefit_id: str
    fiscal_year: int
    period: int
    year_number: int
    unit_id: str
    benefit_type: BenefitType
    gross_minor: int | None
    operating_cost_minor: int | None
    loss_carried_minor: int
    booked_reduction_minor: int | None
    owner_id: str
    verifier_id: str | None
    already_used: bool = False
    instalment_due_minor: int = 0
    initiator_before_minor: int = 0
    at_minimum_staffing: bool = False
    bearer_to_compensate: bool = True

    @property
    def own_net_minor(self) -> int | None:
        """Gross less operating cost, before earlier losses; None where either is not known."""
        if self.gross_minor is None or self.operating_cost_minor is None:
            return None
        return self.gross_minor - self.operating_cost_minor


class Ineligible(StrEnum):
    """Why a saving cannot be shared."""

    NOT_CASHABLE = "not_cashable"
    NOT_KNOWN = "not_known"
    NOT_VERIFIED = "not_verified"
    VERIFIED_BY_OWNER = "verified_by_owner"
    NOT_BOOKED = "not_booked"
    ALREADY_USED = "already_used"


class StepKind(StrEnum):
    """What a step of the sharing adds, takes away or moves."""

    GROSS = "gross"
    OPERATING_COST = "operating_cost"
    LOSS_CARRIED = "loss_carried"
    NOT_BOOKED = "not_booked"
    UNDER_THRESHOLD = "under_threshold"
    INSTALMENT_FIRST = "instalment_first"
    SHARED = "shared"
    FEWER_AFTER_YEARS = "fewer_after_years"
    OVER_CAP = "over_cap"
    INSTALMENT_FROM_SHARE = "instalment_from_share"


@dataclass(frozen=True)
class Step:
    """One line of the working. `left_minor` is what can still be given after it.

    `amount_minor` is signed: what the step adds (+) or takes away (-). After `shared` the steps take from the initiator
    alone: to the common fund, and to the innovation fund as an instalment.
    """

    kind: StepKind
    amount_minor: int
    left_minor: int


@dataclass(frozen=True)
class Part:
    """What one account gets; 0 is left out. `unit_id` is None where the municipality gets it."""

    account: Account
    amount_minor: int
    unit_id: str | None = None


@dataclass(frozen=True)
class Split:
    """What became of a saving under a version of the rules.

    `reasons` say why nothing could be shared. `distributable_minor` is 0 then, and where losses ate the gain; the parts
    always sum to it. `loss_carried_forward_minor` is what the next period must cover first.
    """

    saving: Saving
    rule: RuleVersion
    reasons: tuple[Ineligible, ...]
    net_minor: int | None
    distributable_minor: int
    loss_carried_forward_minor: int
    steps: tuple[Step, ...]
    parts: tuple[Part, ...]

    def given(self, account: Account) -> int:
        """Return what an account gets, in minor units."""
        return sum(part.amount_minor for part in self.parts if part.account == account)


def reasons_against(saving: Saving) -> tuple[Ineligible, ...]:
    """Return every reason why a saving cannot be shared; empty where it can.

    Source:
        Brobygger's own rules, for a council to adopt; the verifier is another than the owner (four eyes).
    """
    holds = {
        Ineligible.NOT_CASHABLE: saving.benefit_type != BenefitType.CASH,
        Ineligible.NOT_KNOWN: saving.own_net_minor is None,
        Ineligible.NOT_VERIFIED: saving.verifier_id is None,
        Ineligible.VERIFIED_BY_OWNER: saving.verifier_id == saving.owner_id,
        Ineligible.NOT_BOOKED: (saving.booked_reduction_minor or 0) <= 0,
        Ineligible.ALREADY_USED: saving.already_used,
    }
    return tuple(reason for reason, true in holds.items() if true)


def split(saving: Saving, rule: RuleVersion) -> Split:
    """Return how a saving is shared, with every step on the way.

    net = gross - operating cost - loss carried; distributable = min(net, booked reduction). Under the threshold all of
    it goes to one account. Otherwise the loan's instalment, then the shares. The initiator's years, taper and cap hold
    either way; what it may not have goes to the common fund.

    Returns:
        The parts are whole minor units, never negative, and sum to `distributable_minor`.

    Source:
        Brobygger's own rules, for a council to adopt.
    """
    reasons = reasons_against(saving)
    own = saving.own_net_minor
    net = None if own is None else own - saving.loss_carried_minor
    if reasons or net is None or net <= 0:
        return Split(saving, rule, reasons, net, 0, _loss_after(saving, reasons), _net_steps(saving), ())
    distributable = min(net, saving.booked_reduction_minor or 0)
    before = [*_net_steps(saving), Step(StepKind.NOT_BOOKED, distributable - net, distributable)]
    sharing = _unshared if distributable < rule.threshold_minor else _shared
    amounts, after = sharing(saving, rule, distributable)
    return Split(saving, rule, (), net, distributable, 0, (*before, *after), _parts(amounts, saving, rule))


def _loss_after(saving: Saving, reasons: tuple[Ineligible, ...]) -> int:
    """A loss is carried though no cut is booked: a period of losses never has one, and would be forgotten."""
    carried, own = saving.loss_carried_minor, saving.own_net_minor
    if own is None or any(reason != Ineligible.NOT_BOOKED for reason in reasons):
        return carried
    return max(0, carried - own) if not reasons else max(carried, carried - own)


def _net_steps(saving: Saving) -> tuple[Step, ...]:
    if saving.gross_minor is None or saving.operating_cost_minor is None:
        return ()
    own = saving.gross_minor - saving.operating_cost_minor
    return (
        Step(StepKind.GROSS, saving.gross_minor, saving.gross_minor),
        Step(StepKind.OPERATING_COST, -saving.operating_cost_minor, own),
        Step(StepKind.LOSS_CARRIED, -saving.loss_carried_minor, own - saving.loss_carried_minor),
    )


def _unshared(saving: Saving, rule: RuleVersion, distributable: int) -> tuple[dict[Account, int], list[Step]]:
    amounts, limits = _limited(dict.fromkeys(SHARED, 0) | {rule.default_account: distributable}, saving, rule)
    return amounts, [Step(StepKind.UNDER_THRESHOLD, -distributable, 0), *limits]


def _shared(saving: Saving, rule: RuleVersion, distributable: int) -> tuple[dict[Account, int], list[Step]]:
    before = min(distributable, saving.instalment_due_minor) if rule.loan_first else 0
    left = distributable - before
    amounts, limits = _limited(dict(zip(SHARED, whole_parts(left, _weights(saving, rule)), strict=True)), saving, rule)
    after = 0 if rule.loan_first else min(amounts[Account.INITIATOR], saving.instalment_due_minor)
    amounts[Account.INITIATOR] -= after
    amounts[Account.INNOVATION_FUND] = before + after
    steps = [Step(StepKind.INSTALMENT_FIRST, -before, left), Step(StepKind.SHARED, -left, 0)]
    return amounts, [*steps, *limits, Step(StepKind.INSTALMENT_FROM_SHARE, -after, 0)]


def _limited(
    amounts: dict[Account, int], saving: Saving, rule: RuleVersion
) -> tuple[dict[Account, int], tuple[Step, Step]]:
    """What the initiator's years, taper and cap take from its share goes to the common fund."""
    share = amounts[Account.INITIATOR]
    in_years = share * rule.left_in_year(saving.year_number) // MILLION
    room = in_years if rule.cap_minor is None else max(0, rule.cap_minor - saving.initiator_before_minor)
    kept = min(in_years, room)
    fund = amounts[Account.COMMON_FUND] + share - kept
    steps = (Step(StepKind.FEWER_AFTER_YEARS, in_years - share, 0), Step(StepKind.OVER_CAP, kept - in_years, 0))
    return {**amounts, Account.INITIATOR: kept, Account.COMMON_FUND: fund}, steps


def _weights(saving: Saving, rule: RuleVersion) -> tuple[int, ...]:
    """A share that nobody may have moves whole, before anything is rounded."""
    cut, initiator, bearer, fund = rule.shares
    if rule.staffing_floor_exempt and saving.at_minimum_staffing:
        cut, initiator = 0, initiator + cut
    if not saving.bearer_to_compensate:
        bearer, fund = 0, fund + bearer
    return (cut, initiator, bearer, fund)


def _parts(amounts: dict[Account, int], saving: Saving, rule: RuleVersion) -> tuple[Part, ...]:
    initiator = saving.unit_id if rule.recipient_scope == RecipientScope.UNIT else None
    units = {Account.INITIATOR: initiator, Account.INNOVATION_FUND: saving.unit_id}
    return tuple(Part(account, amount, units.get(account)) for account, amount in amounts.items() if amount)
