"""The command for the gains plan of an initiative: gains by entity and year, required cuts, and what is missing."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import click
import pandas as pd

from dashboard import format
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.sentences import Voice
from dashboard.words import text
from data.periods import Quarter
from metrics.benefit_tables import BenefitTables
from metrics.gains_answer import AdopterGain, GainsPlan, gains_plan
from metrics.gains_checks import Gap
from metrics.gains_rules import NoCutRule
from metrics.gains_tables import NoGainsPlan
from metrics.load import UnknownScope, benefit_tables
from metrics.told_parties import ANOTHER_UNIT, names


@click.command("gains-plan")
@click.option("--municipality", required=True, help="Key of the municipality.")
@click.option("--initiative", required=True, help="Code of the initiative, such as VT-01.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The plan as it stood on a day; today without it.")
@click.option("--cut", type=click.Choice(["hypothetical"]), help="Compute what the rule would have required of it.")
@json_option
@language_option
def gains_plan_command(
    municipality: str, initiative: str, as_of: datetime | None, cut: str | None, as_json: bool, language: str
) -> None:
    """Show an initiative's gains plan: gains by entity and year, the cut required, and what the plan lacks."""
    make_ready(as_json=as_json, language=language)
    on = as_of.date() if as_of else date.today()
    try:
        tables = benefit_tables(COMMAND_LINE, municipality, municipality, Quarter.of_period(on.year, on.month))
        plan = gains_plan(tables, initiative, on, hypothetically=cut is not None)
    except UnknownScope:
        _refuse("unknown_scope", municipality, "command.unknown_scope", as_json=as_json, language=language)
    except NoCutRule:
        _refuse("no_rule", on.isoformat(), "command.gains_plan.no_rule", as_json=as_json, language=language)
    except NoGainsPlan as none:
        _refuse(str(none), initiative, f"command.gains_plan.{none}", as_json=as_json, language=language)
    else:
        voice = Voice(language, tables.municipality.currency, tables.municipality.currency_exponent)
        document = gains_plan_document(plan, tables, on, voice)
        answer(document, as_json=as_json, say=lambda: "\n".join(_said(document, voice)))


def _refuse(code: str, found: str, key: str, *, as_json: bool, language: str) -> None:
    message = text(language, key, found=found)
    refuse({"error": code, "found": found, "message": message}, message, as_json=as_json)


def gains_plan_document(plan: GainsPlan, tables: BenefitTables, on: date, voice: Voice) -> dict[str, Any]:
    """Return the plan as `gains-plan --json` prints it; amounts are minor units in kroner of `price_year`."""
    town = tables.municipality
    called = {**names(tables), town.municipality_id: town.name, ANOTHER_UNIT: voice.word("party.another_unit")}
    made = plan.tables
    return {
        "municipality": town.municipality_id,
        "initiative": made.initiative_id,
        "name": made.name,
        "as_of": on,
        "currency": town.currency,
        "price_year": made.price_year,
        "kind": "planned",
        "complete": plan.complete,
        "watermark": None if plan.complete else voice.word("command.gains_plan.draft"),
        "missing": [_gap(gap, called, voice) for gap in plan.missing],
        "entities": [_entity(row, plan, called, voice) for row in made.entities.to_dict("records")],
        "gains": _records(plan.net, called),
        "own_units": _records(plan.own_units, called),
        "not_in_kroner": list(made.not_in_kroner),
        "required_cut": _cuts(plan, called, voice),
        "measures": [asdict(measure) for measure in made.text.measures],
        "follow_up": made.text.follow_up or None,
        "quantification": made.text.quantification or None,
        "owner_role": made.text.owner_role,
        "adopters": [_adopters(one) for one in plan.adopters],
        "planned_against_realised": {
            "note": voice.word("command.gains_plan.against"),
            "rows": _records(plan.against.drop(columns="basis"), called),
        },
    }


def _records(table: pd.DataFrame, called: dict[str, str]) -> list[dict[str, Any]]:
    plain = table.astype(object)
    rows = zip(table.index, plain.where(plain.notna(), None).to_dict("records"), strict=True)
    return [
        {
            "entity": one,
            "name": called[one],
            "fiscal_year": int(year),
            **{str(name): cell for name, cell in row.items()},
        }
        for (one, year), row in rows
    ]


def _gap(gap: Gap, called: dict[str, str], voice: Voice) -> dict[str, Any]:
    who = called.get(gap.entity_id or "", "")
    said = voice.word(f"gains_gap.{gap.kind}", entity=who, year=gap.fiscal_year, measure=gap.measure)
    return {**asdict(gap), "message": said}


def _entity(row: dict[Any, Any], plan: GainsPlan, called: dict[str, str], voice: Voice) -> dict[str, Any]:
    reason = plan.exempt.get(row["entity_id"])
    return {
        "entity": row["entity_id"],
        "name": called[row["entity_id"]],
        "kind": row["kind"],
        "applicant": bool(row["is_applicant"]),
        "exempt": reason,
        "exempt_because": voice.word(f"cut_reason.{reason}") if reason else None,
    }


def _cuts(plan: GainsPlan, called: dict[str, str], voice: Voice) -> dict[str, Any]:
    cuts, rule = plan.cuts, plan.cuts.rule
    verified = format.day(voice.language, rule.last_verified)
    kind = "hypothetical" if cuts.hypothetical else "by_default"
    return {
        "hypothetical": cuts.hypothetical,
        "label": voice.word(f"command.gains_plan.{kind}"),
        "rule": {**asdict(rule), "threshold_basis": cuts.threshold_basis},
        "threshold": voice.word(f"threshold_basis.{cuts.threshold_basis}", amount=voice.money(rule.other_above_minor)),
        "confirm": voice.word("command.gains_plan.confirm", day=verified) if cuts.confirm_rule else None,
        "rows": [{**row, "because": voice.word(f"cut_reason.{row['reason']}")} for row in _records(cuts.rows, called)],
    }


def _adopters(one: AdopterGain) -> dict[str, Any]:
    return {
        "adopter": one.adopter,
        "years": one.years,
        "gain_each_minor": one.gain_each_minor,
        "fixed_cost_minor": one.fixed_cost_minor,
        **asdict(one.value),
        "by_adopters": one.rows.reset_index().astype(object).to_dict("records"),
    }


def _said(document: dict[str, Any], voice: Voice) -> list[str]:
    missing = [f"  {gap['message']}" for gap in document["missing"]]
    return [
        f"{document['initiative']} · {document['name']} · {format.day(voice.language, document['as_of'])}",
        *([document["watermark"]] if document["watermark"] else []),
        voice.word("command.gains_plan.planned", year=document["price_year"]),
        *(_gain(row, voice) for row in document["gains"]),
        *_cuts_said(document["required_cut"], voice),
        *_exempt(document),
        *([voice.word("command.gains_plan.lacks"), *missing] if missing else []),
    ]


def _cuts_said(cuts: dict[str, Any], voice: Voice) -> list[str]:
    rule = cuts["rule"]
    told = {"since": format.day(voice.language, rule["valid_from"]), "source": rule["source"], "mark": rule["mark"]}
    rows = [
        f"  {row['name']} {row['fiscal_year']}: {_amount(row, 'required_cut_minor', voice)}. {row['because']}"
        for row in cuts["rows"]
    ]
    notes = [cuts["label"], voice.word("command.gains_plan.rule", **told), cuts["threshold"]]
    return [*notes, *([cuts["confirm"]] if cuts["confirm"] else []), *(rows if cuts["hypothetical"] else [])]


def _exempt(document: dict[str, Any]) -> list[str]:
    """Return who is exempt; a computed cut has said it by year already."""
    if document["required_cut"]["hypothetical"]:
        return []
    return [f"  {one['name']}: {one['exempt_because']}" for one in document["entities"] if one["exempt"]]


def _gain(row: dict[str, Any], voice: Voice) -> str:
    parts = {part: _amount(row, f"{part}_minor", voice) for part in ("gross", "operating_cost", "net")}
    return "  " + voice.word("command.gains_plan.row", entity=row["name"], year=row["fiscal_year"], **parts)


def _amount(row: dict[str, Any], name: str, voice: Voice) -> str:
    return voice.word("figure.missing") if row[name] is None else voice.money(row[name])
