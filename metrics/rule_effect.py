"""What the last three years would have given under another version of the rules: by account, unit and year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.money_vocabulary import Account
from metrics.reinvestment import Saving, Split
from metrics.reinvestment_rules import RuleVersion
from metrics.results import Fact, Finding
from metrics.rule_comparison import ACCOUNTS, compare_rules, splits_under
from metrics.rule_history import History
from metrics.told_parties import ANOTHER_UNIT

YEARS = 3
DRAWN = 8
"""How many units a chart of them has room for."""
STANDING, ASKED = "standing", "asked"
"""What the two versions are called in the comparison: their own names may be alike."""


@dataclass(frozen=True)
class Both:
    """What is given under the version that stands and under the one asked about; whole minor units, 0 or above."""

    standing_minor: int
    asked_minor: int

    @property
    def change_minor(self) -> int:
        """What the version asked about gives more (+) or less (-)."""
        return self.asked_minor - self.standing_minor

    def plus(self, other: "Both") -> "Both":
        """Return both with another's added."""
        return Both(self.standing_minor + other.standing_minor, self.asked_minor + other.asked_minor)


NOTHING = Both(0, 0)


@dataclass(frozen=True)
class UnitLine:
    """What a unit's savings gave in a year, and where it went."""

    fiscal_year: int
    unit_id: str
    account: Account
    given: Both


@dataclass(frozen=True)
class RuleEffect:
    """The last years under two versions.

    Attributes:
        standing: The version that stands.
        asked: The version asked about.
        first_year: The first year that counts.
        last_year: The last.
        savings: How many savings of those years count.
        nothing_given: How many of them gave nothing to share under any rule: a loss, or nothing booked.
        earlier: How many savings of the ledger are older.
        later: How many are of a later year.
        rejected: How many savings of those years are left out, since their proposals were rejected.
        distributable_minor: What the savings gave to share. It is the same under every version.
        accounts: What each account would have got; an account that gets nothing under either is left out.
        kept: By unit that saved: what it would itself have got as the one that began.
        saved: By unit that saved: what its savings gave to share.
        lines: By year, unit that saved and account, in that order; 0 under both is left out.
    """

    standing: RuleVersion
    asked: RuleVersion
    first_year: int
    last_year: int
    savings: int
    nothing_given: int
    earlier: int
    later: int
    rejected: int
    distributable_minor: int
    accounts: Mapping[Account, Both]
    kept: Mapping[str, Both]
    saved: Mapping[str, int]
    lines: tuple[UnitLine, ...]

    @property
    def drawn(self) -> tuple[str, ...]:
        """The units that a chart has room for: those that would themselves get most under either version."""
        most = sorted(self.kept, key=lambda unit: (-max(vars(self.kept[unit]).values()), unit))
        return tuple(most[:DRAWN])

    @property
    def winner(self) -> Account | None:
        """The account that would get most more under the version asked about; None where each gets the same."""
        account, both = max(self.accounts.items(), key=lambda one: one[1].change_minor, default=(None, NOTHING))
        return account if both.change_minor else None

    @property
    def answer(self) -> tuple[Finding, ...]:
        """The answer as sentences: what there was to share, and who would have got more and less."""
        facts = {"first": _text(self.first_year), "last": _text(self.last_year), "asked": _text(self.asked.version)}
        if not self.savings:
            return (Finding("rules.no_savings", facts),)
        told = {"count": Fact("count", self.savings), "amount": _money(self.distributable_minor), **facts}
        return (Finding("rules.shared", told), *_changes(self))


def rule_effect(found: History, standing: RuleVersion, asked: RuleVersion, last_year: int) -> RuleEffect:
    """Return what the last three years would have given under a version, beside the one that stands.

    Savings before those years are shared first, so that what the initiator has had by then counts under its cap as each
    version would have given it.

    Args:
        found: The savings of the ledger.
        standing: The version that stands.
        asked: The version asked about, adopted or a draft.
        last_year: The last year that counts.

    Returns:
        The parts of each version sum to `distributable_minor`.
    """
    years = range(last_year - YEARS + 1, last_year + 1)
    until = [one for one in found.savings if one.fiscal_year <= last_year]
    both = {STANDING: replace(standing, version=STANDING), ASKED: replace(asked, version=ASKED)}
    splits = {name: _inside(splits_under(rule, until), years) for name, rule in both.items()}
    return RuleEffect(
        standing=standing,
        asked=asked,
        first_year=years[0],
        last_year=last_year,
        **_counts(found, years, splits[STANDING]),
        distributable_minor=sum(one.distributable_minor for one in splits[STANDING]),
        accounts=_accounts(until, list(both.values()), years),
        kept=_kept(splits),
        saved=_saved(splits[STANDING]),
        lines=_lines(splits),
    )


def named(effect: RuleEffect, told_as: Mapping[str, str]) -> RuleEffect:
    """Return the effect by the units that each is told as; those that are told as none stand under `ANOTHER_UNIT`."""

    def told(unit_id: str) -> str:
        return told_as.get(unit_id, ANOTHER_UNIT)

    kept: dict[str, Both] = {}
    saved: dict[str, int] = {}
    lines: dict[tuple[int, str, Account], Both] = {}
    for unit, both in effect.kept.items():
        kept[told(unit)] = kept.get(told(unit), NOTHING).plus(both)
    for unit, amount in effect.saved.items():
        saved[told(unit)] = saved.get(told(unit), 0) + amount
    for one in effect.lines:
        place = (one.fiscal_year, told(one.unit_id), one.account)
        lines[place] = lines.get(place, NOTHING).plus(one.given)
    return replace(effect, kept=kept, saved=saved, lines=tuple(UnitLine(*place, one) for place, one in lines.items()))


def _counts(found: History, years: range, inside: Sequence[Split]) -> dict[str, int]:
    """Return how many savings count, and how many are left out and why."""
    return {
        "savings": len(inside),
        "nothing_given": sum(one.distributable_minor == 0 for one in inside),
        "earlier": sum(one.fiscal_year < years[0] for one in found.savings),
        "later": sum(one.fiscal_year > years[-1] for one in found.savings),
        "rejected": sum(year in years for year in found.rejected_years),
    }


def _inside(splits: Iterable[Split], years: range) -> list[Split]:
    return [one for one in splits if one.saving.fiscal_year in years]


def _accounts(until: Sequence[Saving], both: Sequence[RuleVersion], years: range) -> dict[Account, Both]:
    """Return the sums of `compare_rules` over the years, by account."""
    table = compare_rules(until, both)
    inside = table[table.index.get_level_values("fiscal_year").isin(list(years))]
    if inside.empty:
        return {}
    totals = inside.groupby(level="version").sum().astype(object).to_dict()
    names = {account: f"{account}_minor" for account in ACCOUNTS}
    given = {account: Both(totals[name][STANDING], totals[name][ASKED]) for account, name in names.items()}
    return {account: one for account, one in given.items() if one.standing_minor or one.asked_minor}


def _lines(splits: Mapping[str, Sequence[Split]]) -> tuple[UnitLine, ...]:
    given: dict[tuple[int, str, Account], dict[str, int]] = {}
    for name, answers in splits.items():
        for one in answers:
            for account in ACCOUNTS:
                amounts = given.setdefault((one.saving.fiscal_year, one.saving.unit_id, account), {})
                amounts[name] = amounts.get(name, 0) + one.given(account)
    order = {account: at for at, account in enumerate(ACCOUNTS)}
    places = sorted(given, key=lambda place: (place[0], place[1], order[place[2]]))
    made = (UnitLine(*place, Both(given[place][STANDING], given[place][ASKED])) for place in places)
    return tuple(line for line in made if line.given.standing_minor or line.given.asked_minor)


def _kept(splits: Mapping[str, Sequence[Split]]) -> dict[str, Both]:
    units = sorted({one.saving.unit_id for one in splits[STANDING]})
    kept = {unit: dict.fromkeys(splits, 0) for unit in units}
    for name, answers in splits.items():
        for one in answers:
            own = (part for part in one.parts if part.account == Account.INITIATOR and part.unit_id is not None)
            kept[one.saving.unit_id][name] += sum(part.amount_minor for part in own)
    return {unit: Both(amounts[STANDING], amounts[ASKED]) for unit, amounts in kept.items()}


def _saved(answers: Sequence[Split]) -> dict[str, int]:
    saved: dict[str, int] = {}
    for one in answers:
        saved[one.saving.unit_id] = saved.get(one.saving.unit_id, 0) + one.distributable_minor
    return saved


def _changes(effect: RuleEffect) -> tuple[Finding, ...]:
    """Return who would have got most more and most less; every krone more for one is one less for another."""
    names = {"asked": _text(effect.asked.version), "standing": _text(effect.standing.version)}
    winner = effect.winner
    if winner is None:
        return (Finding("rules.same", names),)
    loser, less = min(effect.accounts.items(), key=lambda one: one[1].change_minor)
    facts = {
        "winner": Fact("word", f"rules.went.{winner}"),
        "more": _money(effect.accounts[winner].change_minor),
        "loser": Fact("word", f"rules.went.{loser}"),
        "less": _money(-less.change_minor),
    }
    return (Finding("rules.moved", {**names, **facts}),)


def _money(minor: int) -> Fact:
    return Fact("money", minor)


def _text(said: object) -> Fact:
    return Fact("text", str(said))
