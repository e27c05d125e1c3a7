"""What the command «benefits» must say, once more in plain loops over the stored rows: imports no formulas."""

from fractions import Fraction

import pytest

from tests.dashboard.commands.slow_benefits_sober import sober_of
from tests.dashboard.commands.slow_benefits_value import after_term, npv_of, value_of
from tests.dashboard.commands.slow_register import Row, SlowRegister
from tests.metrics.slow_value_oracle import SlowBenefit, SlowLine, SlowTown, money_lines

ROUTES = ("quality", "cut", "reallocated", "growth_absorbed")


def total(parts: list[int | None]) -> int | None:
    return None if None in parts else sum(part for part in parts if part is not None)


def sums(register: SlowRegister, benefits: list[str]) -> Row:
    """Return planned, expected, realised and verified kroner of a group, and why they are missing."""
    plans: dict[str, list[tuple[bool, int | None]]] = {}
    for which in ("original", "current", "forecast"):
        plans[which] = [
            (register.due(line), register.priced(line["amount_minor"], initiative["price_year"]))
            for key, initiative in register.initiatives.items()
            for line in register.lines(key, which)
            if line["flow"] == "benefit" and line["benefit_id"] in benefits and line["amount_minor"] is not None
            if register.benefits[line["benefit_id"]]["benefit_type"] != "quality"
        ]
    own = [row for row in register.measurements if row["benefit_id"] in benefits and row["kroner"]]
    now = [row for row in own if register.due(row)]
    answer: Row = {}
    for which, lines in plans.items():
        answer[which] = total([amount for due, amount in lines if due])
        answer[f"{which}_total"] = total([amount for _, amount in lines])
    answer["realised"] = total([row["realised"] for row in now])
    answer["verified"] = total([row["verified"] for row in now])
    every = [amount for lines in plans.values() for _, amount in lines]
    planned = any(register.standing(register.benefits[one]["initiative_id"])["current"] for one in benefits)
    answer["why_no_plan"] = why_no_plan(planned, nothing=not every and not own, unpriced=None in every)
    answer["why_none_realised"] = why_none_realised(answer, now, any(due for due, _ in plans["current"]))
    return completed(answer)


def why_no_plan(planned: bool, *, nothing: bool, unpriced: bool) -> str | None:
    if not planned:
        return "no_plan"
    if nothing:
        return "not_in_kroner"
    return "no_price_growth" if unpriced else None


def why_none_realised(answer: Row, now: list[Row], planned: bool) -> str | None:
    if answer["why_no_plan"] == "not_in_kroner":
        return "not_in_kroner"
    if not now:
        return "not_measured" if planned else "not_due_yet"
    return "no_price_growth" if None in (answer["realised"], answer["verified"]) else None


def completed(answer: Row) -> Row:
    came = 0 if answer["why_none_realised"] == "not_due_yet" else answer["realised"]
    if answer["why_none_realised"]:
        answer["realised"] = answer["verified"] = None
        came = 0 if answer["why_none_realised"] == "not_due_yet" else None
    parts = (came, answer["forecast_total"], answer["forecast"])
    answer["completion"] = None if None in parts else parts[0] + parts[1] - parts[2]
    if answer["why_no_plan"]:
        for name in ("original", "current", "forecast"):
            answer[name] = answer[f"{name}_total"] = None
        answer["completion"] = None
    return answer


def rate(answer: Row, plan: str) -> Row:
    why = answer["why_no_plan"] or answer["why_none_realised"]
    realised, planned = answer["realised"], answer[plan]
    if why is None and planned == 0:
        why = "zero_denominator"
    value = None if why else realised / planned
    numerator = realised if why in (None, "zero_denominator") else None
    return {"numerator": numerator, "denominator": planned, "value": value, "why_missing": why}


def types(register: SlowRegister, benefits: list[str]) -> list[Row]:
    kinds = ("cash", "reallocation", "other_public", "society", "disbenefit")
    found = []
    for kind in kinds:
        group = [one for one in benefits if register.benefits[one]["benefit_type"] == kind and register.counts(one)]
        if group:
            told = sums(register, group)
            found.append(
                {
                    "type": kind,
                    "benefits": len(group),
                    "planned_original_minor": told["original"],
                    "planned_minor": told["current"],
                    "forecast_minor": told["forecast"],
                    "realised_minor": told["realised"],
                    "verified_minor": told["verified"],
                    "planned_original_total_minor": told["original_total"],
                    "planned_total_minor": told["current_total"],
                    "forecast_at_completion_minor": told["completion"],
                    "why_no_plan": told["why_no_plan"],
                    "why_none_realised": told["why_none_realised"],
                    "realisation_rate": rate(told, "current"),
                    "realisation_rate_original": rate(told, "original"),
                }
            )
    return found


def hours(register: SlowRegister, benefits: list[str]) -> Row | None:
    own = [one for one in benefits if register.benefits[one]["unit_of_measure"] == "hours"]
    last = [one for one in own if not any(a == one and b in own for a, b in register.arrows)]
    if not last:
        return None
    lines = [
        line
        for key in register.initiatives
        for line in register.lines(key, "current")
        if line["benefit_id"] in last and line["flow"] == "benefit" and register.due(line) and line["quantity"]
    ]
    measured = [row for row in register.measurements if row["benefit_id"] in last and register.due(row)]
    keys = {row["measurement_id"] for row in measured}
    routed = [row for row in register.rows["measured_route"] if row["measurement_id"] in keys]
    planned = by_route([(line["route"], line["quantity"]) for line in lines], sum(line["quantity"] for line in lines))
    realised = by_route([(row["route"], row["hours"]) for row in routed], sum(row["quantity"] or 0 for row in measured))
    return {
        "planned": sum(planned.values()),
        "realised": sum(realised.values()),
        "routes": {route: {"planned": planned[route], "realised": realised[route]} for route in planned},
        "at_minimum_staffing": sorted(one for one in last if register.benefits[one]["staffing_floor"]),
        **cut_share(measured, routed, [one for one in last if not register.benefits[one]["staffing_floor"]]),
    }


def cut_share(measured: list[Row], routed: list[Row], judged: list[str]) -> Row:
    own = {row["measurement_id"]: row["quantity"] or 0 for row in measured if row["benefit_id"] in judged}
    freed = sum(own.values())
    cut = sum(row["hours"] for row in routed if row["measurement_id"] in own and row["route"] == "cut")
    if not judged:
        return {"cut_share": None, "why_no_cut_share": "at_minimum_staffing"}
    if not own:
        return {"cut_share": None, "why_no_cut_share": "not_measured"}
    if not freed:
        return {"cut_share": None, "why_no_cut_share": "zero_denominator"}
    return {"cut_share": pytest.approx(cut / freed, abs=1e-3), "why_no_cut_share": None}


def by_route(stated: list[tuple[str | None, float]], freed: float) -> dict[str, float]:
    found = {route: sum(hours for told, hours in stated if told == route) for route in ROUTES}
    return {**found, "unrealised": freed - sum(found.values())}


def verified_by(register: SlowRegister, benefits: list[str]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in register.measurements:
        if row["benefit_id"] in benefits and row["confirmed"] and register.due(row):
            role = row["confirmed"]["verifier_role"]
            one = found.setdefault(role, {"role": role, "measurements": 0, "amounts": []})
            one["measurements"] += 1
            if row["kroner"] and register.counts(row["benefit_id"]):
                one["amounts"].append(row["verified"])
    answer = []
    for role in sorted(found):
        amount = total(found[role].pop("amounts"))
        answer.append({**found[role], "amount_minor": amount, "why": "no_price_growth" if amount is None else None})
    return answer


def calendar(register: SlowRegister, benefits: list[str]) -> list[Row]:
    """Return what is to leave the budgets, the next budget's lines first."""
    counting = {row["change_id"] for row in register.rows["budget_change"]}
    lines = [
        {
            **{name: row[name] for name in ("benefit_id", "fiscal_year", "period", "amount_minor", "responsible_role")},
            "booked": row["change_id"] in counting,
        }
        for row in register.rows["budget_claim"]
        if row["benefit_id"] in benefits
    ]
    return sorted(
        lines, key=lambda line: (line["fiscal_year"] != register.year + 1, line["fiscal_year"], line["period"])
    )


def verified_and_cut(register: SlowRegister, benefits: list[str]) -> Row:
    verified: dict[tuple[str, int], list[int | None]] = {}
    for row in register.measurements:
        benefit = register.benefits[row["benefit_id"]]
        own = register.parties[row["beneficiary_id"]]["unit_id"] is not None
        cash = row["benefit_id"] in benefits and benefit["benefit_type"] == "cash"
        if cash and own and register.counts(row["benefit_id"]) and row["confirmed"] and register.due(row):
            amount = register.priced(row["confirmed"]["verified_minor"], row["price_year"], row["fiscal_year"])
            verified.setdefault((row["benefit_id"], row["fiscal_year"]), []).append(amount)
    counting = {row["change_id"] for row in register.rows["budget_change"]}
    cuts, wholes = [], []
    for (benefit_id, year), amounts in verified.items():
        whole = total(amounts)
        booked = [
            claim["amount_minor"]
            for claim in register.rows["budget_claim"]
            if (claim["benefit_id"], claim["fiscal_year"]) == (benefit_id, year)
            and claim["change_id"] in counting
            and register.due(claim)
        ]
        cuts.append(register.priced(None if whole is None else min(sum(booked), whole), year))
        wholes.append(register.priced(whole, year))
    cut, whole = (None, None) if None in (*cuts, *wholes) else (total(cuts), total(wholes))
    why = "no_price_growth" if cut is None else None
    return {"numerator": cut, "denominator": whole, "value": cut, "why_missing": why}


NOTHING: Row = {"numerator": None, "denominator": None, "value": None, "why_missing": "no_benefits_registered"}


def told(register: SlowRegister, initiatives: list[str], kind: str | None = None) -> Row:
    """Return what the document must hold of some initiatives together, sentences and names left out."""
    benefits = [key for key, row in register.benefits.items() if row["initiative_id"] in initiatives]
    answer: Row = {
        "types": types(register, benefits),
        "hours": hours(register, benefits),
        "verified_by": verified_by(register, benefits),
        "calendar": calendar(register, benefits),
        "realisation_rate": NOTHING,
        "realisation_rate_original": NOTHING,
        "verified_and_cut": NOTHING,
        "value": {
            name: valued(register, initiatives, kind, public_budget=name == "public_budget")
            for name in ("public_budget", "socio_economic")
        },
    }
    if benefits:
        whole = sums(register, [one for one in benefits if register.counts(one)] or benefits)
        answer["realisation_rate"] = rate(whole, "current")
        answer["realisation_rate_original"] = rate(whole, "original")
        answer["verified_and_cut"] = verified_and_cut(register, benefits)
    return answer


def valued(register: SlowRegister, initiatives: list[str], kind: str | None, *, public_budget: bool) -> Row:
    found, unvalued = town(register, initiatives, public_budget=public_budget)
    expected, _ = town(register, initiatives, "forecast", public_budget=public_budget)
    terms = {key: row["leader_term_ends_on"] for key, row in register.initiatives.items()}
    grades = {key: row["confidence"] for key, row in register.benefits.items()}
    value = value_of(found, unvalued, register.year, public_budget=public_budget)
    npv, tax = value["npv_minor"], value["tax_financing_minor"]
    value["npv_by_forecast_minor"] = npv_of(expected, register.year, public_budget=public_budget)
    value["share_after_leader_term"] = after_term(found, terms, register.year, public_budget=public_budget)
    value["npv_after_tax_financing_minor"] = None if npv is None or tax is None else npv - tax
    return value | sober_of(found, grades, register.year, kind, public_budget=public_budget)


def town(
    register: SlowRegister, initiatives: list[str], which: str = "current", *, public_budget: bool
) -> tuple[SlowTown, dict[str, str]]:
    """Return what is valued of the plans or forecasts, and why each initiative left out has no value."""
    found = SlowTown({key: row["kind"] for key, row in register.parties.items()}, slow_benefits(register), [])
    unvalued: dict[str, str] = {}
    for key in initiatives:
        lines = [slow_line(row) for row in register.lines(key, which) if is_money(row)]
        factor = register.factor(register.initiatives[key]["price_year"], register.year)
        why = why_unvalued(found, lines, factor, public_budget=public_budget)
        if why:
            unvalued[key] = why
        else:
            assert factor is not None
            found.lines += lines
            found.price_growth[key] = factor
    return found, unvalued


def is_money(row: Row) -> bool:
    return row["amount_minor"] is not None or row["quantity"] is None


def why_unvalued(found: SlowTown, lines: list[SlowLine], factor: Fraction | None, *, public_budget: bool) -> str | None:
    if not lines:
        return "no_plan"
    if not money_lines(SlowTown(found.parties, found.benefits, lines), public_budget):
        return "nothing_priced"
    return "no_price_growth" if factor is None else None


def slow_line(row: Row) -> SlowLine:
    return SlowLine(
        row["initiative_id"],
        row["benefit_id"],
        row["flow"],
        row["bearer_id"],
        row["beneficiary_id"],
        row["fiscal_year"],
        row["amount_minor"],
        row["period"],
    )


def slow_benefits(register: SlowRegister) -> dict[str, SlowBenefit]:
    return {
        key: SlowBenefit(
            row["benefit_type"],
            row["initiative_id"],
            row["first_effect_on"].year if row["first_effect_on"] else None,
            row["deadweight_millionths"],
            row["displacement_millionths"],
            row["attribution_millionths"],
            row["drop_off_millionths"],
            leads_on=any(one == key for one, _ in register.arrows),
        )
        for key, row in register.benefits.items()
    }
