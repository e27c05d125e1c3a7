"""What of the benefits register waits for somebody: a measurement, a verification, a decision, a cut, an owner."""

from datetime import date

import pandas as pd

from data.benefit_vocabulary import InitiativeState
from metrics.benefit_figures import BenefitFigures, within
from metrics.benefit_lines import until
from metrics.budget_cuts import booked, cut_by_benefit, verified_cash
from metrics.facts import money
from metrics.price_level import in_prices_of
from metrics.results import Fact, Finding, Need

PAGE = "benefits"
_WEIGHT = {"measure_benefit": 34.0, "verify": 33.0, "decide": 45.0, "cut": 25.0, "complete": 24.0}


def benefit_needs(found: BenefitFigures) -> list[Need]:
    """Return the lines of the register for «Needs you» of the scorecard: overdue, unverified, past a decision."""
    return [*_overdue(found), *_unverified(found), *_past_decision(found)]


def register_needs(found: BenefitFigures) -> list[Need]:
    """Return the lines for the register's own page: the scorecard's, and what is not cut or not complete."""
    every = [*benefit_needs(found), *_not_cut(found), *_incomplete(found)]
    return sorted(every, key=lambda need: (-need.weight, need.finding.code))


def _need(verb: str, finding: Finding, found: BenefitFigures, initiative: str | None = None) -> Need:
    return Need(verb, finding, PAGE, found.tables.unit_id, None, _WEIGHT[verb], initiative)


def _text(value: object) -> Fact:
    return Fact("text", str(value))


def _overdue(found: BenefitFigures) -> list[Need]:
    """Return the benefits whose measurement is late as one line that names the one that is latest."""
    late = found.covered[found.covered["overdue_since"].notna()]
    if late.empty:
        return []
    days = dict(zip(late.index, late["overdue_since"], strict=True))
    oldest = min(days, key=lambda one: (days[one], one))
    row = found.tables.benefits.set_index("benefit_id").loc[oldest]
    facts = {"benefit": _text(row["name"]), "day": Fact("date", days[oldest]), "count": Fact("count", len(late) - 1)}
    code = "benefit.overdue" if len(late) == 1 else "benefit.overdue_many"
    if len(late) == 1:
        del facts["count"]
    return [_need("measure_benefit", Finding(code, facts), found, str(row["initiative_id"]))]


def _unverified(found: BenefitFigures) -> list[Need]:
    """Return what was realised and waits for a verifier as one line."""
    rows, tables = until(found.tables.measurements, found.tables.quarter), found.tables
    waiting = rows["verdict"].isna() & rows["amount_minor"].notna() & rows["benefit_id"].isin(_counted(found))
    rows = rows[waiting.to_numpy(dtype=bool)]
    if rows.empty:
        return []
    amounts = in_prices_of(tables.quarter.year, rows["amount_minor"], rows["price_year"], tables.parameters)
    count = Fact("count", len(rows))
    if amounts["amount_minor"].isna().any():
        return [_need("verify", Finding("benefit.unverified_unpriced", {"count": count}), found)]
    facts = {"count": count, "amount": money(int(amounts["amount_minor"].sum()))}
    return [_need("verify", Finding("benefit.unverified", facts), found)]


def _counted(found: BenefitFigures) -> list[str]:
    return list(found.benefits.loc[found.benefits["counts"].to_numpy(dtype=bool), "benefit_id"])


def _past_decision(found: BenefitFigures) -> list[Need]:
    """Return the initiatives that go on past the day they were to be decided on as one line, the longest past named."""
    rows = within(found.tables.initiatives, found.tables)
    last = found.tables.quarter.last_day
    running = rows[(rows["state"] == InitiativeState.RUNNING).to_numpy(dtype=bool)]
    columns = running[["next_decision_on", "initiative_id", "name"]].itertuples(index=False, name=None)
    past = sorted(
        (day, key, name) for day, key, name in columns if isinstance(day, date) and not pd.isna(day) and day < last
    )
    if not past:
        return []
    day, initiative, name = past[0]
    facts = {"initiative": _text(name), "day": Fact("date", day)}
    if len(past) > 1:
        facts["count"] = Fact("count", len(past) - 1)
    code = "initiative.past_decision" if len(past) == 1 else "initiative.past_decision_many"
    return [_need("decide", Finding(code, facts), found, str(initiative))]


def _not_cut(found: BenefitFigures) -> list[Need]:
    """Return what is verified in own budgets and not cut from any, in kroner of the years themselves, of this year."""
    tables = found.tables
    verified, cut = (until(rows, tables.quarter) for rows in (verified_cash(tables), booked(tables)))
    rows = cut_by_benefit(within(verified, tables), within(cut, tables))
    left = rows[(rows["fiscal_year"] == tables.quarter.year).to_numpy(dtype=bool)]["left_minor"]
    total = 0 if left.isna().any() else int(left.sum())
    return [_need("cut", Finding("benefit.not_cut", {"amount": money(total)}), found)] if total else []


def _incomplete(found: BenefitFigures) -> list[Need]:
    """Return how many benefits that are to be realised by now lack an owner or a baseline."""
    needs = []
    for mark, code in (("owned", "benefit.without_owner"), ("with_baseline", "benefit.without_baseline")):
        lacking = found.covered[~found.covered[mark].to_numpy(dtype=bool)]
        if len(lacking):
            needs.append(_need("complete", Finding(code, {"count": Fact("count", len(lacking))}), found))
    return needs
