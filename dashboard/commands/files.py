"""Commands about files: profiles, templates, import, the batches and undo."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import pandas as pd

from dashboard.actions import import_file as actions
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, as_text, counted, json_option, language_option, refuse
from dashboard.words import text
from dashboard.words.problems import problem_text
from data.access import Principal
from data.importers.cells import NumberLocale
from data.importers.held import HeldByLedgerError
from data.importers.problems import SHOWN, Problem
from data.importers.profiles import profiles
from data.importers.templates import template, template_names
from data.queries.batches import batches

PERIODS = {f"Q{number}": number * 3 for number in range(1, 5)}


class PeriodType(click.ParamType[int]):
    """A period 1-13, or a quarter Q1-Q4 for the period that ends it."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the period; anything else is wrong usage."""
        written = re.sub(r"^\d{4}(?=Q[1-4]$)", "", str(value).strip().upper())
        period = PERIODS.get(written) or (int(written) if written.isdigit() else 0)
        if not 1 <= period <= 13:
            self.fail(f"found «{value}», wanted a period 1-13 or a quarter Q1-Q4", param, ctx)
        return period


@click.command("profiles")
@json_option
@language_option
def profiles_command(as_json: bool, language: str) -> None:
    """List the kinds of file that can be imported."""
    known = {
        name: {"title": text(language, profile.title_key), "help": text(language, profile.help_key)}
        for name, profile in sorted(profiles().items())
    }
    width = max(map(len, known))
    answer(
        {"profiles": known},
        as_json=as_json,
        say=lambda: "\n".join(f"{name:<{width}}  {told['title']}. {told['help']}" for name, told in known.items()),
    )


@click.command("template")
@click.argument("name", type=click.Choice(sorted(template_names())))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@json_option
def template_command(name: str, output: Path | None, as_json: bool) -> None:
    """Write an empty file of one of Brobygger's own kinds, with example rows."""
    written = template(name)
    if output is not None:
        output.write_text(written, encoding="utf-8")
    if as_json:
        click.echo(as_text({"name": name, "file": str(output) if output else None, "content": written}))
    elif output is None:
        click.echo(written, nl=False)


@click.command("import")
@click.argument("profile", type=click.Choice(sorted(profiles())))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", required=True, help="Key of the municipality, such as 0301 or madrid.")
@click.option("--name", help="Name of a municipality that is new.")
@click.option("--currency", help="Currency of a municipality that is new, such as NOK.")
@click.option("--year", type=click.IntRange(1900, 2200), help="Year of the figures, where the file does not say.")
@click.option(
    "--period", "told_periods", type=PeriodType(), multiple=True, help="Period of each file (1-13 or Q1-Q4), in order."
)
@click.option("--number-locale", type=click.Choice([locale.value for locale in NumberLocale]), help="Decimal sign.")
@click.option("--dry-run", is_flag=True, help="Check the files and store nothing.")
@click.option("--accept-unknown", is_flag=True, help="Let codes that are in no list through, as warnings.")
@click.option("--accept-decrease", is_flag=True, help="Let a total that falls through, as a warning.")
@json_option
@language_option
def import_command(
    profile: str,
    files: tuple[Path, ...],
    told_periods: tuple[int, ...],
    number_locale: str | None,
    dry_run: bool,
    as_json: bool,
    language: str,
    **told: Any,
) -> None:
    """Import files of a known kind; each is stored whole or not at all.

    With --json one file prints its own object; several print {"files": [...], "not_read": [...]}.
    """
    if len(told_periods) not in (0, 1, len(files)):
        raise click.UsageError(f"{len(files)} files need one --period each, or one for all; found {len(told_periods)}")
    make_ready(as_json=as_json, language=language)
    periods = told_periods * len(files) if len(told_periods) == 1 else told_periods or (None,) * len(files)
    told["municipality_id"] = told.pop("municipality")
    told["number_locale"] = NumberLocale(number_locale) if number_locale else None
    act = actions.preview if dry_run else actions.import_file
    outcomes: list[actions.Outcome] = []
    for path, period in counted(list(zip(files, periods, strict=True))):
        request = actions.Request(
            profile=profile, file_name=path.name, content=path.read_bytes(), period=period, **told
        )
        outcomes.append(_act(act, request, language))
        if outcomes[-1].refused:
            break
    _report(outcomes, files[len(outcomes) :], as_json=as_json, language=language)


def _act(
    act: Callable[[Principal, actions.Request], actions.Outcome], request: actions.Request, language: str
) -> actions.Outcome:
    try:
        return act(COMMAND_LINE, request)
    except actions.InvalidMunicipality as invalid:
        found = request.currency if str(invalid) == "currency" else request.municipality_id
        raise click.UsageError(text(language, f"command.invalid.{invalid}", found=found)) from None


def _report(outcomes: Sequence[actions.Outcome], rest: Sequence[Path], *, as_json: bool, language: str) -> None:
    documents = [outcome_document(outcome, language) for outcome in outcomes]
    several = len(documents) + len(rest) > 1
    document = {"files": documents, "not_read": [path.name for path in rest]} if several else documents[0]
    lines = [_said(told, language) for told in documents]
    if rest:
        lines.append(text(language, "command.import.rest", names=", ".join(path.name for path in rest)))
    message = "\n".join(lines)
    if outcomes[-1].refused:
        refuse(document, message, as_json=as_json)
    answer(document, as_json=as_json, say=lambda: message)


def outcome_document(outcome: actions.Outcome, language: str) -> dict[str, Any]:
    """Return what came of a file, as `import --json` prints it."""
    parsed, batch = outcome.parsed, outcome.batch
    return {
        "file": outcome.request.file_name,
        "batch": batch.batch_id if batch else None,
        "rows_read": parsed.rows_read,
        "rows_stored": 0 if batch is None or batch.already_imported else batch.rows_stored,
        "control_total_minor": dict(parsed.control_totals),
        "problems": [problem_document(problem, language) for problem in parsed.errors[:SHOWN]],
        "problem_count": len(parsed.errors),
        "warnings": [problem_document(problem, language) for problem in parsed.warnings[:SHOWN]],
        "warning_count": len(parsed.warnings),
        "already_imported": outcome.already_imported,
    }


def problem_document(problem: Problem, language: str) -> dict[str, Any]:
    """Return a problem of a file as commands print it with `--json`."""
    return {
        "code": problem.code,
        "row": problem.row,
        "column": problem.column,
        "found": problem.found,
        "wanted": problem.wanted,
        "extra": problem.extra,
        "message": problem_text(language, problem),
    }


def _said(document: dict[str, Any], language: str) -> str:
    state = "stored" if document["batch"] else "checked"
    if document["already_imported"] or document["problem_count"]:
        state = "refused" if document["problem_count"] else "already"
    head = text(language, f"command.import.{state}", **{**document, "batch": document["batch"] or ""})
    lines = [told["message"] for told in (*document["problems"], *document["warnings"])]
    return "\n".join([head, *(f"  {line}" for line in lines)])


@click.command("imports")
@click.option("--municipality", help="Only this municipality's.")
@json_option
@language_option
def imports_command(municipality: str | None, as_json: bool, language: str) -> None:
    """List the batches: every file that was imported, the newest first."""
    make_ready(as_json=as_json, language=language)
    found = batches(COMMAND_LINE, municipality).astype(object)
    documents = [_batch(row) for row in found.where(found.notna(), None).to_dict("records")]
    lines = [
        f"{row['batch']}  {row['state']:<10}  {row['municipality']:<12}  {row['profile']:<18}  {row['file']}"
        for row in documents
    ]
    answer(
        {"batches": documents},
        as_json=as_json,
        say=lambda: "\n".join(lines) or text(language, "command.imports.none"),
    )


def _batch(row: dict[Any, Any]) -> dict[str, Any]:
    return {
        "batch": row["batch_id"],
        "municipality": row["municipality_id"],
        "profile": row["profile"],
        "file": row["file_name"],
        "year": row["fiscal_year"],
        "period": row["period"],
        "state": row["state"],
        "superseded_by": row["superseded_by"],
        "rows_read": row["rows_read"],
        "rows_stored": row["rows_stored"],
        "control_total_minor": row["control_totals"],
        "warning_count": len((row["warnings"] or {}).get("problems", ())),
        "imported_at": pd.Timestamp(row["imported_at"]).isoformat(),
        "imported_by": row["imported_by"],
    }


@click.command("undo")
@click.argument("batch")
@json_option
@language_option
def undo_command(batch: str, as_json: bool, language: str) -> None:
    """Take a batch out of force; the one before it counts again."""
    make_ready(as_json=as_json, language=language)
    try:
        undone = actions.undo(COMMAND_LINE, batch)
    except LookupError:
        document = {"undone": False, "batch": batch}
        refuse(document, text(language, "command.undo.unknown", batch=batch), as_json=as_json)
    except HeldByLedgerError:
        document = {"undone": False, "batch": batch, "held": True}
        refuse(document, text(language, "imports.undo.held"), as_json=as_json)
    else:
        document = {"undone": True, "batch": undone.batch_id}
        answer(document, as_json=as_json, say=lambda: text(language, "command.undo.done", batch=undone.batch_id))
