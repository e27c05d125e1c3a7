"""The command for gains plans: one initiative's plan, or all of them in their order."""

from datetime import date, datetime

import click

from dashboard.commands.database import make_ready
from dashboard.commands.gains_document import gains_plan_document, ranking_document
from dashboard.commands.gains_said import plan_said, ranking_said
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.sentences import Voice
from dashboard.words import text
from data.periods import Quarter
from metrics.benefit_tables import BenefitTables
from metrics.gains_answer import gains_plan
from metrics.gains_ranking import gains_overview
from metrics.gains_rules import NoCutRule
from metrics.gains_stored import StoredGains
from metrics.gains_tables import NoGainsPlan
from metrics.load import UnknownScope, gains_register


@click.command("gains-plan")
@click.option("--municipality", required=True, help="Key of the municipality.")
@click.option("--initiative", help="Code of the initiative, such as VT-01; without it all plans, ranked.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The plan as it stood on a day; today without it.")
@click.option("--cut", type=click.Choice(["hypothetical"]), help="Compute what the rule would have required of it.")
@json_option
@language_option
def gains_plan_command(
    municipality: str, initiative: str | None, as_of: datetime | None, cut: str | None, as_json: bool, language: str
) -> None:
    """Show a gains plan: gains by entity and year, the cut required, measures, grant, rank, and what it lacks."""
    make_ready(as_json=as_json, language=language)
    on = as_of.date() if as_of else date.today()
    try:
        found = gains_register(COMMAND_LINE, municipality, municipality, Quarter.of_period(on.year, on.month))
        _print(*found, initiative, on, hypothetically=cut is not None, as_json=as_json, language=language)
    except UnknownScope:
        _refuse("unknown_scope", municipality, "command.unknown_scope", as_json=as_json, language=language)
    except NoCutRule:
        _refuse("no_rule", on.isoformat(), "command.gains_plan.no_rule", as_json=as_json, language=language)
    except NoGainsPlan as none:
        _refuse(str(none), initiative or "", f"command.gains_plan.{none}", as_json=as_json, language=language)


def _print(
    tables: BenefitTables,
    stored: StoredGains,
    initiative: str | None,
    on: date,
    *,
    hypothetically: bool,
    as_json: bool,
    language: str,
) -> None:
    voice = Voice(language, tables.municipality.currency, tables.municipality.currency_exponent)
    if initiative is None:
        ranking = ranking_document(gains_overview(tables, stored, on), tables, on)
        answer(ranking, as_json=as_json, say=lambda: "\n".join(ranking_said(ranking, voice)))
        return
    plan = gains_plan(tables, stored, initiative, on, hypothetically=hypothetically)
    document = gains_plan_document(plan, tables, on, voice, gains_overview(tables, stored, on))
    answer(document, as_json=as_json, say=lambda: "\n".join(plan_said(document, voice)))


def _refuse(code: str, found: str, key: str, *, as_json: bool, language: str) -> None:
    message = text(language, key, found=found)
    refuse({"error": code, "found": found, "message": message}, message, as_json=as_json)
