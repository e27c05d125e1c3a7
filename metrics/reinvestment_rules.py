"""What a council has adopted about reinvestment: one dated version of the rules, checked when it is made."""

from dataclasses import dataclass
from datetime import date

from data.benefit_vocabulary import MILLION
from data.money_vocabulary import SHARED, Account, RecipientScope


class WrongRule(ValueError):
    """A version of the rules contradicts itself: a broken promise in code, since a form has checked it."""


@dataclass(frozen=True)
class RuleVersion:
    """How a booked saving is shared, from a day on; shares are whole millionths and sum to a million.

    The budget is cut once, by the whole booked reduction. `kept_as_cut` is the part of that cut that stays cut; the
    rest is given back.

    Attributes:
        version: The version's own number or name.
        kept_as_cut: Share that stays cut.
        initiator: Share to the unit that began.
        bearer_compensation: Share to those who carry costs of another's gain.
        common_fund: Share to the common fund.
        threshold_minor: A smaller amount is not shared but goes whole to `default_account`.
        cap_minor: The most that the initiator gets of one benefit in all its periods; None is no cap.
        years: How many years the initiator gets a share of a benefit.
        taper: Millionths of the initiator's share that are left in year 1, 2, ...; empty where it never shrinks.
        loan_first: An innovation loan's instalment is paid before anything is shared; otherwise out of the initiator's
            share.
        recipient_scope: Whether the initiator's share goes to the unit or to the municipality.
        staffing_floor_exempt: A unit at minimum staffing gives up no cut: that share is added to the initiator's.
        default_account: Where what is under the threshold goes.
        valid_from: The first day.
        council_resolution: The council's resolution; None for a draft.
    """

    version: str
    kept_as_cut: int
    initiator: int
    bearer_compensation: int
    common_fund: int
    threshold_minor: int
    cap_minor: int | None
    years: int
    taper: tuple[int, ...]
    loan_first: bool
    recipient_scope: RecipientScope
    staffing_floor_exempt: bool
    default_account: Account
    valid_from: date
    council_resolution: str | None = None

    def __post_init__(self) -> None:
        """Refuse a version that would give out more or less than there is."""
        shares = self.shares
        if min(shares) < 0 or sum(shares) != MILLION:
            raise WrongRule(f"shares are {shares}, wanted 0 or above and {MILLION} in all")
        if min(self.threshold_minor, self.cap_minor or 0, self.years) < 0:
            raise WrongRule("threshold, cap and years must be 0 or above")
        if self.taper and (len(self.taper) != self.years or not all(0 <= part <= MILLION for part in self.taper)):
            raise WrongRule(f"taper is {self.taper}, wanted a share of 0 to {MILLION} for each of {self.years} years")
        if self.default_account not in SHARED:
            raise WrongRule(f"{self.default_account} is not an account that a saving is shared to")

    @property
    def shares(self) -> tuple[int, int, int, int]:
        """The shares in the order of `SHARED`."""
        return (self.kept_as_cut, self.initiator, self.bearer_compensation, self.common_fund)

    def left_in_year(self, year_number: int) -> int:
        """Return the millionths of the initiator's share that are left in a benefit's year 1, 2, ...; 0 after."""
        if year_number > self.years:
            return 0
        return self.taper[year_number - 1] if self.taper else MILLION


def rule_in_force(versions: tuple[RuleVersion, ...], on: date) -> RuleVersion | None:
    """Return the adopted version in force on a day; None where the council has adopted none. Drafts never are."""
    adopted = [one for one in versions if one.council_resolution is not None and one.valid_from <= on]
    return max(adopted, key=lambda one: one.valid_from, default=None)
