"""The gains plan as one document: what `gains-plan --json` prints."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from dashboard.gains_words import called, gaps_said, grant_said, reasons_said, rule_said
from dashboard.sentences import Voice, sentences
from metrics.benefit_tables import BenefitTables
from metrics.gains_adopted import AdoptedVersion
from metrics.gains_answer import AdopterGain, GainsPlan
from metrics.gains_checks import Checked, Gap
from metrics.gains_page import plan_answer
from metrics.gains_ranking import GainsOverview, RankedPlan


def gains_plan_document(
    plan: GainsPlan, tables: BenefitTables, on: date, voice: Voice, overview: GainsOverview
) -> dict[str, Any]:
    """Return the plan as `gains-plan --json` prints it; amounts are minor units in kroner of `price_year`."""
    names, made = called(tables, voice), plan.tables
    return {
        "municipality": tables.municipality.municipality_id,
        "initiative": made.initiative_id,
        "name": made.name,
        "as_of": on,
        "currency": tables.municipality.currency,
        "price_year": made.price_year,
        "kind": "planned",
        "complete": plan.complete,
        "watermark": None if plan.complete else voice.word("command.gains_plan.draft"),
        "answer": sentences(voice, plan_answer(plan)),
        "missing": [_gap(gap, names, voice) for gap in plan.missing],
        "checks": [_check(one, names, voice) for one in plan.checks],
        "entities": [_entity(row, plan, names, voice) for row in made.entities.to_dict("records")],
        "gains": _records(plan.net, names),
        "own_units": _records(plan.own_units, names),
        "not_in_kroner": list(made.not_in_kroner),
        "required_cut": _cuts(plan, names, voice),
        "measures": [asdict(measure) for measure in made.text.measures],
        "owner_role": made.text.owner_role,
        "grant": _grant(plan, voice),
        "ranking": _ranking(made.initiative_id, overview),
        "adopted": None if plan.adopted is None else _adopted(plan.adopted, changed=plan.changed),
        "adopters": [_adopters(one) for one in plan.adopters],
        "planned_against_realised": {
            "note": voice.word("command.gains_plan.against"),
            "plan": "adopted" if plan.against_adopted else "present",
            "rows": _records(plan.against.drop(columns="basis"), names),
        },
    }


def ranking_document(overview: GainsOverview, tables: BenefitTables, on: date) -> dict[str, Any]:
    """Return the gains plans in their order as `gains-plan --json` prints them; amounts in prices of `price_year`."""
    return {
        "municipality": tables.municipality.municipality_id,
        "as_of": on,
        "currency": tables.municipality.currency,
        "price_year": overview.base_year,
        "plans": [_ranked(row) for row in overview.rows],
        "without_gains_plan": overview.without,
        "without_plan": overview.unplanned,
    }


def _ranked(row: RankedPlan) -> dict[str, Any]:
    told = {name: value for name, value in vars(row).items() if name != "adopted"}
    version = row.adopted
    adopted = None if version is None else {"number": version.number, "reference": version.decision_reference}
    return {**told, "complete": row.complete, "adopted": adopted}


def _ranking(initiative_id: str, overview: GainsOverview) -> dict[str, Any] | None:
    row = next((one for one in overview.rows if one.initiative_id == initiative_id), None)
    if row is None:
        return None
    names = ("rank", "npv_minor", "per_krone", "why", "better", "worse")
    told = {name: getattr(row, name) for name in names}
    return {**told, "of": len(overview.rows), "price_year": overview.base_year}


def _adopted(version: AdoptedVersion, *, changed: bool) -> dict[str, Any]:
    names = ("number", "adopted_on", "decision_reference", "authority_kind", "rule_valid_from", "figures", "words")
    return {**{name: getattr(version, name) for name in names}, "changed_since": changed}


def _grant(plan: GainsPlan, voice: Voice) -> dict[str, Any]:
    wanted, offer = plan.tables.sought, plan.grant
    rule = None if offer is None or offer.rule is None else asdict(offer.rule)
    if rule is not None:
        rule["applicants"] = sorted(rule["applicants"])
    return {
        "applicant": plan.tables.applicant_id,
        "category": wanted.grant_category if wanted else None,
        "total_cost_minor": wanted.total_cost_minor if wanted else None,
        "budget_years": wanted.budget_years if wanted else None,
        "applied_minor": wanted.grant_applied_minor if wanted else None,
        "most_minor": offer.grant_minor if offer else None,
        "share": None if offer is None or offer.grant_minor is None else offer.share,
        "refusals": list(offer.refusals) if offer else None,
        "rule": rule,
        "said": grant_said(voice, offer, wanted.grant_applied_minor if wanted else None),
    }


def _records(table: pd.DataFrame, names: dict[str, str]) -> list[dict[str, Any]]:
    plain = table.astype(object)
    rows = zip(table.index, plain.where(plain.notna(), None).to_dict("records"), strict=True)
    return [
        {
            "entity": one,
            "name": names[one],
            "fiscal_year": int(year),
            **{str(name): cell for name, cell in row.items()},
        }
        for (one, year), row in rows
    ]


def _gap(gap: Gap, names: dict[str, str], voice: Voice) -> dict[str, Any]:
    return {**asdict(gap), "message": gaps_said(voice, [gap], names)[0]}


def _check(one: Checked, names: dict[str, str], voice: Voice) -> dict[str, Any]:
    return {
        "check": one.check,
        "met": one.met,
        "name": voice.word(f"gains_check.{one.check}"),
        "lacks": gaps_said(voice, one.gaps, names),
    }


def _entity(row: dict[Any, Any], plan: GainsPlan, names: dict[str, str], voice: Voice) -> dict[str, Any]:
    reason = plan.exempt.get(row["entity_id"])
    return {
        "entity": row["entity_id"],
        "name": names[row["entity_id"]],
        "kind": row["kind"],
        "applicant": bool(row["is_applicant"]),
        "exempt": reason,
        "exempt_because": voice.word(f"cut_reason.{reason}") if reason else None,
    }


def _cuts(plan: GainsPlan, names: dict[str, str], voice: Voice) -> dict[str, Any]:
    cuts, rule = plan.cuts, plan.cuts.rule
    *said, confirm = rule_said(voice, cuts)
    return {
        "hypothetical": cuts.hypothetical,
        "label": _label(plan, voice),
        "rule": {**asdict(rule), "threshold_basis": cuts.threshold_basis},
        "threshold": said[1],
        "said": said,
        "confirm": confirm if cuts.confirm_rule else None,
        "rows": [{**row, "because": reasons_said(voice, [row["reason"]])} for row in _records(cuts.rows, names)],
    }


def _label(plan: GainsPlan, voice: Voice) -> str:
    if plan.cuts.hypothetical:
        return voice.word("command.gains_plan.hypothetical")
    return voice.word(f"command.gains_plan.{'by_default' if plan.cuts.municipal else 'binding'}")


def _adopters(one: AdopterGain) -> dict[str, Any]:
    return {
        "adopter": one.adopter,
        "years": one.years,
        "gain_each_minor": one.gain_each_minor,
        "fixed_cost_minor": one.fixed_cost_minor,
        **asdict(one.value),
        "by_adopters": one.rows.reset_index().astype(object).to_dict("records"),
    }
