"""Commands of the innovation fund: pay in, lend, repay, and how it stands and stood."""

from datetime import date, datetime
from typing import Any

import click

from dashboard import format
from dashboard.actions.fund_innovation import Capital, fund_innovation
from dashboard.actions.lend_from_fund import Lending, lend_from_fund
from dashboard.actions.repay_fund import Repayment, repay_fund
from dashboard.commands.database import make_ready
from dashboard.commands.output import COMMAND_LINE, answer, json_option, language_option
from dashboard.commands.reinvestment_entered import (
    DAY,
    amount_option,
    day_of,
    exponent_of,
    last_options,
    refusing,
    resolved_options,
    town_option,
)
from dashboard.words import text
from metrics import load
from metrics.fund_over_time import FundReturn, LoanNow, fund_balances, fund_returns, loans_now


@click.group("fund")
def fund_command() -> None:
    """Fill the innovation fund, lend of it, pay back, and see how it stands."""


@fund_command.command("pay-in")
@town_option
@amount_option
@click.option("--from-common-fund", is_flag=True, help="Of the common fund; of the ordinary budget without it.")
@resolved_options
def pay_in_command(
    municipality: str,
    amount: int,
    from_common_fund: bool,
    resolution: str,
    change: str,
    day: datetime | None,
    as_json: bool,
    language: str,
) -> None:
    """Put capital into the fund, as the council resolved."""
    with refusing("paid_in", municipality, as_json=as_json, language=language) as into:
        wanted = Capital(municipality, amount, from_common_fund, resolution, day_of(day), change)
        key = fund_innovation(COMMAND_LINE, wanted)
        into.entered(key, amount)


@fund_command.command("lend")
@town_option
@click.option("--loan", required=True, help="A code for the loan.")
@click.option("--unit", required=True, help="Code of the unit that gets it.")
@amount_option
@click.option("--purpose", required=True, help="What it pays for.")
@click.option("--initiative", help="Code of the initiative that it pays for.")
@click.option(
    "--due", multiple=True, required=True, type=DAY, help="A day on which an equal part falls due; repeat it."
)
@resolved_options
def lend_command(
    municipality: str, unit: str, amount: int, day: datetime | None, as_json: bool, language: str, **told: Any
) -> None:
    """Lend a unit money of the fund without interest."""
    with refusing("lent", municipality, as_json=as_json, language=language) as into:
        wanted = Lending(
            municipality,
            told["loan"],
            unit,
            amount,
            told["purpose"],
            tuple(due.date() for due in told["due"]),
            told["resolution"],
            day_of(day),
            told["change"],
            told["initiative"],
        )
        key = lend_from_fund(COMMAND_LINE, wanted)
        into.entered(key, amount)


@fund_command.command("repay")
@town_option
@click.option("--loan", required=True, help="Code of the loan.")
@amount_option
@click.option("--from-savings", is_flag=True, help="Of the unit's reinvested savings; of its budget without it.")
@last_options
def repay_command(
    municipality: str, loan: str, amount: int, from_savings: bool, day: datetime | None, as_json: bool, language: str
) -> None:
    """Pay back on a loan."""
    with refusing("repaid", municipality, as_json=as_json, language=language) as into:
        key = repay_fund(COMMAND_LINE, Repayment(municipality, loan, amount, from_savings, day_of(day)))
        into.entered(key, amount)


@fund_command.command("balance")
@town_option
@click.option("--day", type=DAY, help="How it stood at the end of it; today without.")
@json_option
@language_option
def balance_command(municipality: str, day: datetime | None, as_json: bool, language: str) -> None:
    """Show how the fund stood on every day, its loans, and what a krone of it gave, gross and net apart."""
    make_ready(as_json=as_json, language=language)
    on = day_of(day)
    tables = load.reinvestment_tables(COMMAND_LINE, municipality)
    stood = fund_balances(tables)
    stood = stood[[one <= on for one in stood.index]].reset_index()
    loans, returns = loans_now(tables, on), fund_returns(tables, on)
    document = {
        "municipality": municipality,
        "day": on,
        "balances": stood.to_dict("records"),
        "loans": [_loan(one) for one in loans],
        "returns": [_returned(one) for one in returns],
    }
    answer(document, as_json=as_json, say=lambda: _said(language, exponent_of(municipality), document))


def _loan(one: LoanNow) -> dict[str, Any]:
    return {
        "loan": one.loan.loan_id,
        "unit": one.loan.unit_id,
        "initiative": one.initiative_id,
        "amount_minor": one.loan.amount_minor,
        "repaid_minor": one.repaid_minor,
        "outstanding_minor": one.outstanding_minor,
        "overdue_minor": one.overdue_minor,
        "next_due_on": one.next_due_on,
    }


def _returned(one: FundReturn) -> dict[str, Any]:
    return {
        "initiative": one.initiative_id,
        "gain_minor": one.gain_minor,
        "paid_out_minor": one.paid_out_minor,
        "gross_per_krone": one.gross,
        "net_per_krone": one.net,
    }


def _said(language: str, exponent: int, document: dict[str, Any]) -> str:
    def money(minor: int) -> str:
        return format.money_exact(language, minor, exponent)

    def day(on: date | None) -> str:
        return format.day(language, on) if on else text(language, "figure.missing")

    lines = [
        text(
            language,
            "command.reinvest.fund_stood",
            day=day(row["on"]),
            paid_in=money(row["paid_in_minor"]),
            balance=money(row["balance_minor"]),
            lent=money(row["lent_minor"]),
        )
        for row in document["balances"]
    ]
    lines += [
        text(
            language,
            "command.reinvest.loan_stands",
            loan=row["loan"],
            unit=row["unit"],
            outstanding=money(row["outstanding_minor"]),
            overdue=money(row["overdue_minor"]),
            day=day(row["next_due_on"]),
        )
        for row in document["loans"]
    ]
    lines += [_per_krone(language, row) for row in document["returns"]]
    return "\n".join(lines) or text(language, "command.reinvest.none")


def _per_krone(language: str, row: dict[str, Any]) -> str:
    def number(value: float | None) -> str:
        return text(language, "figure.missing") if value is None else format.number(language, value, 2)

    name = row["initiative"] or text(language, "command.reinvest.all_loans")
    gross, net = number(row["gross_per_krone"]), number(row["net_per_krone"])
    return text(language, "command.reinvest.per_krone", initiative=name, gross=gross, net=net)
