"""What needs somebody: at most five lines, the weightiest first, each with a verb and where to go."""

from data.vocabulary import Kind
from metrics.approvals import approved_decisions
from metrics.benefit_figures import BenefitFigures
from metrics.benefit_needs import PAGE, benefit_needs
from metrics.budget import FORECAST_DEVIATION, SHARE_OF_BUDGET_SPENT
from metrics.card import Unit
from metrics.facts import money
from metrics.positions import rolled_up
from metrics.results import DimensionResult, Fact, Finding, Kpi, Missing, Need, Signal, Status, Trend
from metrics.scorecard_budget import late_units
from metrics.scorecard_cards import Figure, Shared
from metrics.scorecard_figures import BudgetFigures
from metrics.scorecard_indicators import LEADS, IndicatorFigures, unmeasured_by_unit
from metrics.scorecard_reinvestment import ledger_of, saving_waits
from metrics.tables import ScorecardTables

SAME_VERB = 2
"""How many lines one verb may take, so that one kind of trouble does not hide the others."""

_WEIGHT = {"explain": 50.0, "deliver": 40.0, "follow_up": 35.0, "measure": 30.0, "investigate": 20.0, "adopt": 10.0}


def needs(
    budget: BudgetFigures,
    indicators: IndicatorFigures,
    benefits: BenefitFigures | None,
    bands: tuple[DimensionResult, ...],
    shared: Shared,
) -> tuple[Need, ...]:
    """Return the lines of «Needs you», the weightiest first."""
    found = [
        *_unexplained(budget, shared),
        *_late(budget, shared),
        *_to_follow_up(budget, shared),
        *_unmeasured(indicators, shared),
        *(benefit_needs(benefits) if benefits else ()),
        *_waiting_savings(shared),
        *_signals(bands, shared.tables),
        *_targets(bands, shared.tables),
    ]
    found.sort(key=lambda need: (-need.weight, need.unit_id, need.measure or ""))
    kept = [need for place, need in enumerate(found) if _before(need.verb, found[:place]) < SAME_VERB]
    return tuple(kept[: int(shared.rules["needs_shown"])])


def _waiting_savings(shared: Shared) -> list[Need]:
    at = ledger_of(shared)
    return saving_waits(at, shared.tables.unit_id) if at else []


def _before(verb: str, earlier: list[Need]) -> int:
    return sum(need.verb == verb for need in earlier)


def _unexplained(budget: BudgetFigures, shared: Shared) -> list[Need]:
    """Return the units whose deviation, less what was approved, is material and has no commentary."""
    tables, rules = shared.tables, shared.rules
    if budget.deviation is None:
        return []
    key = budget.deviation.key
    judged = dict(budget.children)
    if not judged:
        judged[tables.unit_id] = budget.by_metric[key][tables.quarter]
    judged = {unit: figure for unit, figure in judged.items() if tables.sight.knows_texts(unit)}
    approved = rolled_up(budget.arisen, tables.units, sorted(judged)).groupby("unit_id")["amount_minor"].sum()
    explained = {
        (unit, measure)
        for unit, measure, cause in tables.commentary[["unit_id", "measure", "cause"]].itertuples(index=False)
        if isinstance(cause, str) and cause.strip()
    }
    left = {
        unit: round(figure.numerator or 0) - int(approved.get(unit, 0))
        for unit, figure in judged.items()
        if (unit, key) not in explained and _is_material(figure, int(approved.get(unit, 0)), rules["materiality"])
    }
    budget_minor = _own_budget(budget, tables)
    return [
        _explain(unit, key, amount, _heaviness(amount, budget_minor), shared.names) for unit, amount in left.items()
    ]


def _heaviness(amount_minor: float, budget_minor: float) -> float:
    """Return how much an amount weighs in the budget of the unit looked at: more money always more, below 1.

    Over and under budget weigh alike: a service that was not delivered is no better than one that cost too much.
    """
    amount = abs(amount_minor)
    return amount / (amount + budget_minor) if amount else 0.0


def _is_material(figure: Figure, approved_minor: int, materiality: float) -> bool:
    if not figure.numerator or not figure.denominator:
        return False
    left = figure.numerator - approved_minor
    limit = materiality * figure.denominator
    return abs(figure.numerator) > limit and abs(left) > limit and left * figure.numerator > 0


def _explain(unit_id: str, measure: str, left: int, heaviness: float, names: dict[str, str]) -> Need:
    way = "overspend" if left < 0 else "underspend"
    facts = {"unit": Fact("text", names[unit_id]), "amount": money(left)}
    weight = _WEIGHT["explain"] + 10 * heaviness
    return Need("explain", Finding(f"unexplained.{way}", facts), "budget", unit_id, measure, weight)


def _to_follow_up(budget: BudgetFigures, shared: Shared) -> list[Need]:
    """Return the decisions that let a unit spend more for a benefit: it is to be shown that the benefit comes.

    The benefit often falls outside the unit's own accounts, so a deviation that the decision explains asks for nothing
    there, and the benefit would be forgotten. Once all that was due of it is verified, nothing waits.
    """
    tables = shared.tables
    budget_minor = _own_budget(budget, tables)
    found = []
    for decision in approved_decisions(budget.arisen):
        if decision.benefit is None or decision.amount_minor >= 0 or not tables.sight.shows(decision.unit_id):
            continue
        benefit = budget.documented.get(decision.reference)
        if benefit is not None and benefit.shown:
            continue
        facts = {"unit": Fact("text", shared.names[decision.unit_id]), **decision.facts()}
        weight = _WEIGHT["follow_up"] + 4 * _heaviness(decision.amount_minor, budget_minor)
        if benefit is None:
            finding = Finding("benefit.to_be_shown", facts)
            found.append(Need("follow_up", finding, "budget", decision.unit_id, None, weight))
        else:
            finding = Finding(f"benefit.to_be_shown{benefit.outcome or '_realised'}", facts | benefit.facts())
            found.append(Need("show", finding, PAGE, decision.unit_id, None, weight, benefit.initiative_id))
    return found


def _own_budget(budget: BudgetFigures, tables: ScorecardTables) -> float:
    """Return what the deviation of the unit looked at is divided by; 0 where it has none."""
    figure = budget.by_metric[budget.deviation.key].get(tables.quarter) if budget.deviation else None
    return (figure.denominator or 0.0) if figure is not None else 0.0


def _late(budget: BudgetFigures, shared: Shared) -> list[Need]:
    """Return the units that are late with accounts or forecast, and a forecast that nobody has delivered."""
    tables, names = shared.tables, shared.names
    quarter = Fact("quarter", tables.quarter)
    found = []
    for kind, extra in ((Kind.ACTUAL, 9.0), (Kind.FORECAST, 5.0)):
        for unit in filter(tables.sight.shows, late_units(tables, kind)):
            facts = {"unit": Fact("text", names[unit]), "quarter": quarter}
            weight = _WEIGHT["deliver"] + extra
            found.append(Need("deliver", Finding(f"late.{kind}", facts), "imports", unit, None, weight))
    forecasts = budget.by_metric[FORECAST_DEVIATION.key]
    now, year_before = forecasts.get(tables.quarter), forecasts.get(tables.quarter.shifted(-4))
    expected = year_before is not None and year_before.value is not None
    if not found and expected and now is not None and now.why is Missing.NO_FORECAST:
        finding = Finding("late.forecast", {"unit": Fact("text", names[tables.unit_id]), "quarter": quarter})
        found.append(Need("deliver", finding, "imports", tables.unit_id, None, _WEIGHT["deliver"] + 5))
    return found


def _unmeasured(indicators: IndicatorFigures, shared: Shared) -> list[Need]:
    """Return, by dimension, how many indicators lack a value that is due, and the unit that lacks most."""
    found = []
    for dimension, metric in LEADS.items():
        counts = unmeasured_by_unit(indicators, dimension)
        counts = counts[[shared.tables.sight.shows(str(unit)) for unit in counts.index]]
        if counts.empty:
            continue
        unit, total = str(counts.index[0]), int(counts.sum())
        facts = {
            "count": Fact("count", total),
            "dimension": Fact("word", f"dimension.{dimension}.inline"),
            "quarter": Fact("quarter", shared.tables.quarter),
            "unit": Fact("text", shared.names[unit]),
        }
        code = "unmeasured.one_unit" if len(counts) == 1 else "unmeasured.many_units"
        weight = _WEIGHT["measure"] + 9 * total / len(indicators.now)
        found.append(Need("measure", Finding(code, facts), "imports", unit, metric.key, weight))
    return found


def _signals(bands: tuple[DimensionResult, ...], tables: ScorecardTables) -> list[Need]:
    """Return the figures that have turned for the worse by more than noise."""
    found = []
    for band in bands:
        for kpi in band.kpis:
            overspent = band.dimension == "budget" and (kpi.value or 0) < 0
            if kpi.signal is Signal.MORE_THAN_NOISE and (kpi.trend is Trend.WORSE or overspent):
                page = "budget" if band.dimension == "budget" else "scorecard"
                finding = Finding("signal.worse", {"figure": _name(kpi)})
                weight = _WEIGHT["investigate"] + (1 if overspent else 0)
                found.append(Need("investigate", finding, page, tables.unit_id, kpi.key, weight))
    return found


def _targets(bands: tuple[DimensionResult, ...], tables: ScorecardTables) -> list[Need]:
    """Return the leading figures that nobody has adopted a target for; a share spent so far needs none."""
    leads = [band.kpis[0] for band in bands if band.kpis]
    return [
        Need(
            "adopt",
            Finding("target.missing", {"figure": _name(kpi)}),
            "scorecard",
            tables.unit_id,
            kpi.key,
            _WEIGHT["adopt"],
        )
        for kpi in leads
        if kpi.status is Status.NO_TARGET and kpi.key != SHARE_OF_BUDGET_SPENT.key
    ]


def _name(kpi: Kpi) -> Fact:
    if kpi.unit is Unit.MEASURE:
        return Fact("text", kpi.label or kpi.key)
    return Fact("word", f"metric.{kpi.key}.name")
