"""Who pays and who gains, once more in plain loops: imports no formulas."""

from calendar import monthrange
from datetime import date
from typing import Any

from tests.metrics.slow_value_oracle import SlowTown, cells, discount, is_public, money_lines, net, public_net

SHARE_OF_TAX = 0.2  # 20 øre a krone
NOTHING_MINOR = 0.5


def value_of(town: SlowTown, unvalued: dict[str, str], base_year: int, *, public_budget: bool) -> dict[str, Any]:
    """Return what is valued, as the document tells it: unrounded amounts, to be held against whole ones."""
    parties = sides(town, base_year, public_budget)
    lines = money_lines(town, public_budget)
    last = max((line.year - base_year for line in lines), default=0)
    why = next(iter(unvalued.values()), "no_benefits_registered") if not lines else None
    answer = {
        "npv_minor": None if why else sum(party["npv_minor"] for party in parties.values()),
        "why_missing": why,
        "parties": judged(parties, last),
        "wrong_pockets": wrong_pockets(town, base_year, public_budget),
        "compensation": compensation(parties),
        "unvalued": unvalued,
        "concentration": concentration(town, base_year, public_budget),
        "tax_financing_minor": None if public_budget or why else -SHARE_OF_TAX * public_net(town, base_year),
        **in_time(town, base_year, public_budget),
    }
    for bearer, share in own_capture(town, base_year, public_budget).items():
        if bearer in answer["parties"]:
            answer["parties"][bearer]["own_capture"] = share
    return answer


def npv_of(town: SlowTown, base_year: int, *, public_budget: bool) -> float | None:
    parties = sides(town, base_year, public_budget)
    return sum(party["npv_minor"] for party in parties.values()) if money_lines(town, public_budget) else None


def after_term(town: SlowTown, terms: dict[str, date | None], base_year: int, *, public_budget: bool) -> float | None:
    """Return the share of what is gained in periods that end after the leader's term, where one is told."""
    whole = after = 0.0
    for line in money_lines(town, public_budget):
        ends = terms[line.initiative]
        if line.flow == "benefit" and ends is not None:
            month = min(line.period, 12)
            worth = net(town, line) * discount(line.year - base_year)
            whole += worth
            after += worth if date(line.year, month, monthrange(line.year, month)[1]) > ends else 0.0
    return after / whole if whole > 0 else None


def concentration(town: SlowTown, base_year: int, public_budget: bool) -> float | None:
    gained: dict[str, float] = {}
    for (_, beneficiary), amount in cells(town, public_budget, base_year).items():
        gained[beneficiary] = gained.get(beneficiary, 0.0) + amount
    winners = [amount for amount in gained.values() if amount > 0]
    return sum((amount / sum(winners)) ** 2 for amount in winners) if winners else None


def sides(town: SlowTown, base_year: int, public_budget: bool) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}

    def move(party: str | None, side: str, amount: float) -> None:
        if party is not None and (not public_budget or is_public(town, party)):
            empty = dict.fromkeys(("gains_minor", "costs_minor", "received_minor", "paid_minor", "npv_minor"), 0.0)
            one = found.setdefault(party, empty)
            one[side] += amount
            one["npv_minor"] += amount

    for line in money_lines(town, public_budget):
        worth = net(town, line) * discount(line.year - base_year)
        if line.flow == "benefit":
            move(line.beneficiary, "gains_minor", worth)
        elif line.flow == "transfer":
            move(line.bearer, "paid_minor", -worth)
            move(line.beneficiary, "received_minor", worth)
        else:
            move(line.bearer, "costs_minor", -worth)
    return found


def annuity(years: int) -> float:
    return sum(discount(year) for year in range(1, years + 1))


def compensation(parties: dict[str, dict[str, Any]]) -> dict[str, Any]:
    worth = [party["npv_minor"] for party in parties.values()]
    needed = -sum(one for one in worth if one < -NOTHING_MINOR)
    capacity = sum(one for one in worth if one > NOTHING_MINOR)
    feasible = capacity >= needed - NOTHING_MINOR
    lacking = 0.0 if feasible else needed - capacity
    return {"needed_minor": needed, "capacity_minor": capacity, "feasible": feasible, "lacking_minor": lacking}


def judged(parties: dict[str, dict[str, Any]], last: int) -> dict[str, dict[str, Any]]:
    whole, capacity = sum(one["npv_minor"] for one in parties.values()), compensation(parties)["capacity_minor"]
    answer = {}
    for key, one in parties.items():
        loss = -one["npv_minor"] if one["npv_minor"] < -NOTHING_MINOR else 0.0
        bearer = one["costs_minor"] < 0 or one["paid_minor"] < 0
        answer[key] = {
            **one,
            "own_capture": None,
            "wrong_pocket": bearer and loss > 0 and whole > 0,
            "loss_minor": loss,
            "loss_a_year_minor": loss / annuity(last) if last > 0 else None,
            "loss_share": loss / capacity if capacity > 0 else None,
        }
    return answer


def wrong_pockets(town: SlowTown, base_year: int, public_budget: bool) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for initiative in {line.initiative for line in town.lines}:
        lines = [line for line in town.lines if line.initiative == initiative]
        own = SlowTown(town.parties, town.benefits, lines, town.price_growth)
        last = max(line.year - base_year for line in money_lines(own, public_budget))
        for party, one in judged(sides(own, base_year, public_budget), last).items():
            if one["wrong_pocket"]:
                kept = ("loss_minor", "loss_a_year_minor", "loss_share")
                found[initiative, party] = {name: one[name] for name in kept}
    return found


def own_capture(town: SlowTown, base_year: int, public_budget: bool) -> dict[str, float | None]:
    worth = cells(town, public_budget, base_year)
    answer = {}
    for bearer in {pair[0] for pair in worth}:
        whole = sum(amount for pair, amount in worth.items() if pair[0] == bearer)
        answer[bearer] = worth.get((bearer, bearer), 0.0) / whole if whole else None
    return answer


def horizon(t: int) -> str:
    return "earlier" if t < 0 else "budget_year" if t == 0 else "rest_of_plan" if t <= 3 else "later"


def in_time(town: SlowTown, base_year: int, public_budget: bool) -> dict[str, Any]:
    names = ("earlier", "budget_year", "rest_of_plan", "later")
    found = {name: dict.fromkeys(("gains", "gains_worth", "costs", "costs_worth"), 0.0) for name in names}
    for line in money_lines(town, public_budget):
        t = line.year - base_year
        side = "gains" if line.flow == "benefit" else "costs"
        if line.flow != "transfer":
            found[horizon(t)][side] += net(town, line)
            found[horizon(t)][f"{side}_worth"] += net(town, line) * discount(t)
    whole, worth = (sum(one[name] for one in found.values()) for name in ("gains", "gains_worth"))
    plan = {name: found["budget_year"][name] + found["rest_of_plan"][name] for name in found["later"]}
    return {
        "horizons": {
            name: {
                **gained(one, whole, worth),
                "costs_minor": one["costs"],
                "costs_present_value_minor": one["costs_worth"],
            }
            for name, one in found.items()
        },
        "four_year_plan": gained(plan, whole, worth),
    }


def gained(one: dict[str, float], whole: float, worth: float) -> dict[str, Any]:
    return {
        "gains_minor": one["gains"],
        "gains_present_value_minor": one["gains_worth"],
        "gains_share": one["gains"] / whole if whole > 0 else None,
        "gains_present_value_share": one["gains_worth"] / worth if worth > 0 else None,
    }
