"""The co-funding scheme's rules by date: which part of a net gain must become a cut, and how large a grant may be.

Rows of law and of a scheme, with source, mark (see `metrics.card.Parameter`) and the day each was last known to hold.
"""

from dataclasses import dataclass
from datetime import date

from data.benefit_vocabulary import MILLION, PartyKind
from data.money_vocabulary import GrantCategory, ThresholdBasis

_MILLION_KRONER = 100_000_000
"""In øre: the scheme's amounts are in Norwegian kroner."""


@dataclass(frozen=True)
class CutRule:
    """Which part of a net gain must be realised as a budget cut, from a date.

    `applicant_millionths` is of the applicant's net gain above 0; `other_millionths` is of the whole net gain of
    another central-government agency, and only where that gain is more than `other_above_minor` (exactly that much is
    not more). The source does not say whether the threshold is yearly: `threshold_basis` is Brobygger's reading, to be
    printed.
    """

    valid_from: date
    applicant_millionths: int
    other_millionths: int
    other_above_minor: int
    threshold_basis: ThresholdBasis
    last_verified: date
    mark: str
    source: str

    @property
    def applicant_share(self) -> float:
        """The applicant's part of its net gain; 0.5 is half."""
        return self.applicant_millionths / MILLION

    @property
    def other_share(self) -> float:
        """Another central-government agency's part of its whole net gain; 0.5 is half."""
        return self.other_millionths / MILLION


@dataclass(frozen=True)
class GrantRule:
    """Which projects may get a grant in a round of the scheme, and how much; None is no limit that a source states."""

    category: GrantCategory
    valid_from: date
    valid_to: date | None
    cost_from_minor: int | None
    cost_to_minor: int | None
    share_millionths: int
    most_minor: int | None
    budget_years: int | None
    last_verified: date
    mark: str
    source: str
    applicants: frozenset[PartyKind] = frozenset({PartyKind.STATE_AGENCY})

    @property
    def share(self) -> float:
        """The largest part of the cost that a grant may be; 0.5 is half."""
        return self.share_millionths / MILLION


RULE_SETS: tuple[CutRule, ...] = (
    CutRule(
        valid_from=date(2016, 1, 1),
        applicant_millionths=500_000,
        other_millionths=500_000,
        other_above_minor=5 * _MILLION_KRONER,
        threshold_basis=ThresholdBasis.EACH_YEAR,
        last_verified=date(2020, 6, 19),
        mark="S",
        # that the threshold is yearly is a reading of ours: the source does not say, and the words tell so
        source="Meld. St. 30 (2019–2020), boks 13.3",
    ),
)

GRANT_RULES: tuple[GrantRule, ...] = (
    GrantRule(
        category=GrantCategory.ORDINARY,
        valid_from=date(2016, 1, 1),
        valid_to=date(2019, 12, 31),
        cost_from_minor=5 * _MILLION_KRONER,
        cost_to_minor=50 * _MILLION_KRONER,
        share_millionths=500_000,
        most_minor=15 * _MILLION_KRONER,
        budget_years=None,
        last_verified=date(2019, 12, 31),
        mark="V",
        source="Difi, medfinansieringsordningen 2016–2019 (Computerworld Norge)",
    ),
    GrantRule(
        category=GrantCategory.ORDINARY,
        valid_from=date(2021, 1, 1),
        valid_to=date(2022, 12, 31),
        cost_from_minor=5 * _MILLION_KRONER,
        cost_to_minor=50 * _MILLION_KRONER,
        share_millionths=500_000,
        most_minor=15 * _MILLION_KRONER,
        budget_years=None,
        last_verified=date(2022, 12, 31),
        mark="V",
        source="Digdir, medfinansieringsordningen 2021–2022, små og mellomstore prosjekter",
    ),
    GrantRule(
        category=GrantCategory.CROSS_CUTTING,
        valid_from=date(2021, 1, 1),
        valid_to=date(2022, 12, 31),
        cost_from_minor=None,
        cost_to_minor=100 * _MILLION_KRONER,
        share_millionths=850_000,
        most_minor=None,
        budget_years=None,
        last_verified=date(2022, 12, 31),
        mark="V",
        # 100 million is read as the cost of the project
        source="Digdir, medfinansieringsordningen 2021–2022, tverrgående prosjekter",
    ),
    GrantRule(
        category=GrantCategory.ORDINARY,
        valid_from=date(2023, 1, 1),
        valid_to=None,
        cost_from_minor=10 * _MILLION_KRONER,
        cost_to_minor=100 * _MILLION_KRONER,
        share_millionths=500_000,
        most_minor=None,
        budget_years=3,
        last_verified=date(2023, 1, 1),
        mark="V",
        # the first day is not stated in the source
        source="Digdir, medfinansieringsordningen etter 2022",
    ),
)


class NoCutRule(KeyError):
    """No rule set is in force on the day: the scheme was not there yet."""


def cut_rule(on: date) -> CutRule:
    """Return the rule set in force on a day.

    Raises:
        NoCutRule: None is.
    """
    dated = [one for one in RULE_SETS if one.valid_from <= on]
    if not dated:
        raise NoCutRule(on.isoformat())
    return max(dated, key=lambda one: one.valid_from)


def grant_rule(category: GrantCategory, on: date) -> GrantRule | None:
    """Return the scheme's rule for a category on a day; None where no source states one, which is not a refusal."""
    held = [one for one in GRANT_RULES if one.category == category and one.valid_from <= on]
    return next((one for one in held if one.valid_to is None or on <= one.valid_to), None)


def asks_for_confirmation(rule: CutRule | GrantRule, today: date) -> bool:
    """Return whether somebody must confirm that a rule still holds: it was last verified before today."""
    return rule.last_verified < today
