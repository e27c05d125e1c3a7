"""The valued cube and the flow once more, in plain loops with exact fractions: imports nothing of what it checks."""

from dataclasses import dataclass, field
from fractions import Fraction

PUBLIC = ("unit", "municipality", "county", "hospital_trust", "state_agency")
BUDGET = ("cash", "other_public", "disbenefit")
SOCIAL = ("cash", "other_public", "disbenefit", "reallocation", "society")


@dataclass
class SlowBenefit:
    kind: str
    initiative: str
    first_effect: int | None = None
    deadweight: int = 0  # millionths
    displacement: int = 0
    attribution: int = 1_000_000
    drop_off: int = 0
    leads_on: bool = False


@dataclass
class SlowLine:
    initiative: str
    benefit: str | None
    flow: str
    bearer: str | None
    beneficiary: str | None
    year: int
    amount: int | None
    period: int = 12


@dataclass
class SlowTown:
    parties: dict[str, str]  # kind by party
    benefits: dict[str, SlowBenefit]
    lines: list[SlowLine]
    price_growth: dict[str, Fraction] = field(default_factory=dict)  # factor by initiative


def half_away_from_zero(exact: Fraction) -> int:
    size = int(abs(exact) + Fraction(1, 2))
    return size if exact >= 0 else -size


def discount(t: int) -> float:
    worth = 1.0
    for year in range(1, t + 1):
        worth /= 1.04 if year <= 40 else 1.03
    for _ in range(-t):
        worth *= 1.04
    return worth


def year_of_life(town: SlowTown, name: str, year: int) -> int:
    first = town.benefits[name].first_effect
    if first is None:
        first = min(line.year for line in town.lines if line.benefit == name and line.flow == "benefit")
    return max(1, year - first + 1)


def net(town: SlowTown, line: SlowLine) -> int:
    assert line.amount is not None
    exact = Fraction(line.amount)
    if line.flow == "benefit":
        benefit = town.benefits[line.benefit]
        million = Fraction(1, 1_000_000)
        exact *= (1 - benefit.deadweight * million) * (1 - benefit.displacement * million)
        exact *= benefit.attribution * million
        for _ in range(year_of_life(town, line.benefit, line.year) - 1):
            exact *= 1 - benefit.drop_off * million
    return half_away_from_zero(exact * town.price_growth.get(line.initiative, Fraction(1)))


def is_public(town: SlowTown, party: str | None) -> bool:
    return party is not None and town.parties[party] in PUBLIC


def money_lines(town: SlowTown, public_budget: bool) -> list[SlowLine]:
    kept = []
    for line in town.lines:
        if line.flow == "benefit":
            benefit = town.benefits[line.benefit]
            if benefit.leads_on or benefit.kind not in (BUDGET if public_budget else SOCIAL):
                continue
            if public_budget and not is_public(town, line.beneficiary):
                continue
        elif public_budget and line.flow == "transfer":
            if not is_public(town, line.bearer) and not is_public(town, line.beneficiary):
                continue
        elif public_budget and not is_public(town, line.bearer):
            continue
        kept.append(line)
    return kept


def cells(town: SlowTown, public_budget: bool, base_year: int) -> dict[tuple[str, str], float]:
    """Return V: present value by bearer and beneficiary."""
    found: dict[tuple[str, str], float] = {}
    for line in money_lines(town, public_budget):
        if line.flow == "benefit":
            pair = (line.bearer, line.beneficiary)
            found[pair] = found.get(pair, 0.0) + net(town, line) * discount(line.year - base_year)
    return found


def party_npv(town: SlowTown, public_budget: bool, base_year: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in money_lines(town, public_budget):
        worth = net(town, line) * discount(line.year - base_year)
        if line.flow == "benefit":
            moves = [(line.beneficiary, worth)]
        elif line.flow == "transfer":
            moves = [(line.bearer, -worth), (line.beneficiary, worth)]
        else:
            moves = [(line.bearer, -worth)]
        for party, amount in moves:
            if not public_budget or is_public(town, party):
                found[party] = found.get(party, 0.0) + amount
    return found


def public_net(town: SlowTown, base_year: int) -> float:
    return sum(party_npv(town, True, base_year).values())
