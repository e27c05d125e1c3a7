"""Commands that show the reinvestment ledger: balances, what became of each krone, and the rules."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import click
import pandas as pd

from dashboard import format
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option, refuse
from dashboard.commands.reinvestment_entered import DAY, day_of, exponent_of, ready_for, town_option
from dashboard.words import text
from data.queries import reinvestment
from metrics.ledger_balance import balances
from metrics.reinvestment_trace import Trace, traced
from metrics.saving_sources import sources_of


@click.command("balance")
@town_option
@click.option("--day", type=DAY, help="At the end of it; today without.")
@json_option
@language_option
def balance_command(municipality: str, day: datetime | None, as_json: bool, language: str) -> None:
    """Show what each account of each unit holds."""
    ready_for(municipality, as_json=as_json, language=language)
    on = day_of(day)
    table = balances(reinvestment.postings(COMMAND_LINE, municipality), on).reset_index()
    rows: list[dict[str, Any]] = [
        {"account": account, "unit": None if pd.isna(unit) else unit, "amount_minor": int(amount)}
        for account, unit, amount in zip(table["account"], table["unit_id"], table["amount_minor"], strict=True)
    ]
    exponent = exponent_of(municipality)

    def said() -> str:
        lines = [
            "  ".join((text(language, f"account.{account}"), unit or "", format.money_exact(language, held, exponent)))
            for account, unit, held in (row.values() for row in rows)
        ]
        return "\n".join(lines) or text(language, "command.reinvest.none")

    answer({"municipality": municipality, "day": on, "balances": rows}, as_json=as_json, say=said)


@click.command("trace")
@town_option
@click.option("--lot", help="Key of one saving; every one without.")
@json_option
@language_option
def trace_command(municipality: str, lot: str | None, as_json: bool, language: str) -> None:
    """Follow each krone from its saving to what it paid for."""
    ready_for(municipality, as_json=as_json, language=language)
    if lot and lot not in set(reinvestment.savings(COMMAND_LINE, municipality)["lot_id"]):
        nothing: dict[str, Any] = {"municipality": municipality, "lot": lot, "trace": []}
        refuse(nothing, text(language, "command.reinvest.no_lot", lot=lot), as_json=as_json)
    found = traced(
        reinvestment.postings(COMMAND_LINE, municipality),
        reinvestment.transactions(COMMAND_LINE, municipality),
        reinvestment.posting_changes(COMMAND_LINE, municipality),
        frozenset({lot}) if lot else None,
    )
    exponent = exponent_of(municipality)
    sources = sources_of(reinvestment.saving_sources(COMMAND_LINE, municipality), lot)
    document = {"municipality": municipality, "trace": [asdict(one) for one in found], "paid_for_by": sources}

    def said() -> str:
        lines = [_line(language, one, exponent) for one in found]
        for saving, older in sources.items():
            lines += [f"{saving}  {text(language, 'command.reinvest.paid_for_by', source=one)}" for one in older]
        return "\n".join(lines) or text(language, "command.reinvest.none")

    answer(document, as_json=as_json, say=said)


def _line(language: str, one: Trace, exponent: int) -> str:
    parts = (
        one.lot_id,
        format.day(language, one.on),
        text(language, f"transaction_kind.{one.kind}"),
        text(language, f"account.{one.account}"),
        one.unit_id or "",
        format.money_exact(language, one.amount_minor, exponent),
        one.resolution or "",
        ", ".join(one.changes),
        one.purpose or "",
    )
    return "  ".join(part for part in parts if part)


@click.command("rules")
@town_option
@json_option
@language_option
def rules_command(municipality: str, as_json: bool, language: str) -> None:
    """List the versions of the rules, adopted ones and drafts."""
    ready_for(municipality, as_json=as_json, language=language)
    table = reinvestment.rules(COMMAND_LINE, municipality)
    rows = [{str(name): _plain(cell) for name, cell in row.items()} for row in table.astype(object).to_dict("records")]

    def said() -> str:
        lines = [
            f"{format.day(language, row['valid_from'])}  {row['name']}"
            f"  {row['council_resolution'] or text(language, 'command.reinvest.draft')}"
            for row in rows
        ]
        return "\n".join(lines) or text(language, "command.reinvest.none")

    answer({"municipality": municipality, "rules": rows}, as_json=as_json, say=said)


def _plain(cell: Any) -> Any:
    """Return a value as JSON has it: a missing one is null."""
    return cell if isinstance(cell, list) or not pd.isna(cell) else None
