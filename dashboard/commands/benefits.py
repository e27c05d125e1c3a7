"""The command about benefits: what was planned, is expected, was realised and verified, and who pays and gains."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from dashboard import format
from dashboard.commands.benefits_document import report_document
from dashboard.commands.benefits_said import said
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse, waiting
from dashboard.sentences import Voice
from dashboard.words import text
from data.periods import Quarter
from metrics.benefit_tables import BenefitTables
from metrics.benefits_report import BenefitsReport, UnknownInitiative, benefits_reports
from metrics.discounting import UnknownSchedule, schedule
from metrics.load import UnknownScope, benefit_tables
from metrics.optimism import ProjectKind
from metrics.told_parties import names
from metrics.worth_measures import Sobriety

DISCOUNTS = ("no", "uk", "dk")


@dataclass(frozen=True)
class Question:
    """What was asked on the command line; the quarter is the last whole one that was over on the day."""

    municipality_id: str
    initiative_id: str | None
    as_of: date
    discount: str
    project: ProjectKind | None = None

    @property
    def quarter(self) -> Quarter:
        """The quarter looked at."""
        return Quarter.ended_by(self.as_of)


class Refused(Exception):
    """What was asked about is not there; the code of the words, and what was found."""

    def __init__(self, code: str, found: str | date) -> None:
        """Keep the code and what was found."""
        super().__init__(f"{code}: {found}")
        self.code, self.found = code, found


@click.command("benefits")
@click.option("--municipality", required=True, help="Key of the municipality.")
@click.option("--initiative", help="Code of an initiative; all of them, and all together, without it.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day looked back from; today without it.")
@click.option(
    "--discount", type=click.Choice(DISCOUNTS), default="no", show_default=True, help="Whose discount rates are used."
)
@click.option(
    "--project",
    type=click.Choice([str(kind) for kind in ProjectKind]),
    help="Kind of project: sober estimates then lift costs and delay benefits by the upper bounds of optimism.",
)
@json_option
@language_option
def benefits_command(
    municipality: str,
    initiative: str | None,
    as_of: datetime | None,
    discount: str,
    project: str | None,
    as_json: bool,
    language: str,
) -> None:
    """Show what came of benefits, and who pays and gains, up to the last whole quarter that is over.

    Amounts are kroner of that quarter's year, which is also the base year of present values.
    """
    make_ready(as_json=as_json, language=language)
    kind = ProjectKind(project) if project else None
    asked = Question(municipality, initiative, as_of.date() if as_of else date.today(), discount, kind)
    try:
        with waiting(text(language, "command.benefits.running")):
            tables, reports = _answered(asked)
    except Refused as refused:
        shown = refused.found if isinstance(refused.found, str) else format.day(language, refused.found)
        message = text(language, f"command.{refused.code}", found=shown)
        refuse({"error": refused.code, "found": refused.found, "message": message}, message, as_json=as_json)
    else:
        voice = Voice(language, tables.municipality.currency, tables.municipality.currency_exponent)
        answer(
            document(asked, tables, reports, voice),
            as_json=as_json,
            say=lambda: said(tables, reports, asked.as_of, voice),
        )


def _answered(asked: Question) -> tuple[BenefitTables, tuple[BenefitsReport, ...]]:
    try:
        tables = benefit_tables(COMMAND_LINE, asked.municipality_id, asked.municipality_id, asked.quarter)
        return tables, benefits_reports(tables, asked.discount, asked.initiative_id, Sobriety(asked.project))
    except UnknownScope as unknown:
        raise Refused("unknown_scope", str(unknown)) from unknown
    except UnknownInitiative as unknown:
        raise Refused("unknown_initiative", str(unknown)) from unknown
    except UnknownSchedule as unknown:
        raise Refused("unknown_schedule", asked.quarter.last_day) from unknown


def document(
    asked: Question, tables: BenefitTables, reports: tuple[BenefitsReport, ...], voice: Voice
) -> dict[str, Any]:
    """Return the answer as `benefits --json` prints it; `in_all` is null where one initiative was asked for."""
    told = [report_document(report, names(tables), voice) for report in reports]
    rates = schedule(asked.discount, asked.quarter.last_day)
    return {
        "municipality": asked.municipality_id,
        "as_of": asked.as_of,
        "quarter": asked.quarter,
        "quarter_ended_on": asked.quarter.last_day,
        "price_year": asked.quarter.year,
        "base_year": asked.quarter.year,
        "currency": tables.municipality.currency,
        "discount": {
            "schedule": rates.key,
            "valid_from": rates.valid_from,
            "source": rates.source,
            "tax_financing_share": rates.tax_financing_share,
        },
        "project": asked.project,
        "in_all": told[0] if asked.initiative_id is None else None,
        "initiatives": told[1:] if asked.initiative_id is None else told,
    }
