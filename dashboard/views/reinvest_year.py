"""The year's end: what became of each unit's reinvested money in a year, what is owed, and money for quality."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import page, reinvest_results
from dashboard.actions.appropriate_reinvestment import Appropriation, appropriate_reinvestment
from dashboard.actions.close_year import Closing, close_year
from dashboard.actions.settle_receivable import Settlement, settle_receivable
from dashboard.register_fields import Field, Holds, Values, words_of
from dashboard.scope import Scope
from dashboard.table import Column, Table, as_html
from dashboard.views.listing import heading, quiet
from dashboard.views.reinvest_decide_form import AMOUNT, DAY, RESOLUTION, Deed, parts, say_last
from dashboard.views.reinvest_decide_words import LedgerChoices
from dashboard.views.reinvest_fund_deeds import change_field
from dashboard.views.scorecard_table import voice_of
from data.benefit_vocabulary import BenefitType, PartyKind, Verdict
from data.money_vocabulary import Account
from data.queries import benefits, realisation
from data.reinvestment_vocabulary import YearEnd
from data.vocabulary import Right
from metrics.ledger_balance import balances, year_end
from metrics.reinvestment_tables import ReinvestmentTables

AMOUNTS = ("opening", "received", "spent", "lapsed", "taken_back", "carried_over")


def show(scope: Scope) -> None:
    """Draw the year looked at by unit, what units owe, and the forms."""
    say_last()
    voice, choices = voice_of(scope), LedgerChoices(scope)
    ledger = reinvest_results.ledger_of(scope)
    year = scope.quarter.year
    table = by_unit(scope, ledger)
    page.answer(
        [voice.word("reinvest.year.answer" if table.rows else "reinvest.year.empty", year=year, count=len(table.rows))]
    )
    if table.rows:
        title = voice.word("reinvest.year.title", year=year)
        st.html(heading(title))
        st.html(as_html(scope.language, table, title))
        page.csv_link(scope, "reinvest-year")
    owed = _owed(ledger)
    _receivables(scope, choices, owed)
    parts(scope, Right.RESOLVE, [_closing(scope, choices, ledger)])
    settle = [_settling(scope, choices, owed)] if owed else []
    parts(scope, Right.BOOK, [*settle, *_quality(scope, choices)])


def by_unit(scope: Scope, ledger: ReinvestmentTables) -> Table:
    """Return what became of each unit's money in the year looked at, and whether the year is closed."""
    voice, choices, year = voice_of(scope), LedgerChoices(scope), scope.quarter.year
    found = year_end(ledger.postings, year, [Account.INITIATOR]).reset_index()
    closed = ledger.closings[ledger.closings["fiscal_year"] == year].set_index("unit_id")["fate"]
    columns = [Column(voice.word("reinvest.year.column.unit"))]
    columns += [Column(voice.word(f"reinvest.year.column.{name}"), "money") for name in AMOUNTS]
    columns.append(Column(voice.word("reinvest.year.column.closed")))
    rows = tuple(
        (
            choices.unit(row["unit_id"]),
            *(int(row[f"{name}_minor"]) for name in AMOUNTS),
            voice.word(
                f"year_end.{closed[row['unit_id']]}" if row["unit_id"] in closed.index else "reinvest.year.open"
            ),
        )
        for row in found.to_dict("records")
    )
    return Table("reinvest-year", tuple(columns), rows, scope.currency_exponent)


def _owed(ledger: ReinvestmentTables) -> dict[str, int]:
    """Return what each unit owes because it spent a saving that was revised down; "" is the municipality."""
    found = balances(ledger.postings, date.today()).reset_index()
    rows = found[(found["account"] == Account.RECEIVABLE) & (found["amount_minor"] > 0)]
    units = ["" if pd.isna(unit) else str(unit) for unit in rows["unit_id"]]
    return dict(zip(units, (int(amount) for amount in rows["amount_minor"]), strict=True))


def _receivables(scope: Scope, choices: LedgerChoices, owed: Mapping[str, int]) -> None:
    voice = voice_of(scope)
    title = voice.word("reinvest.year.receivables")
    st.html(heading(title))
    if not owed:
        st.html(quiet(voice.word("reinvest.year.nothing_owed")))
        return
    columns = (
        Column(voice.word("reinvest.year.column.unit")),
        Column(voice.word("reinvest.year.column.owed"), "money"),
    )
    rows = tuple((choices.unit(unit or None), amount) for unit, amount in owed.items())
    st.html(as_html(scope.language, Table("receivables", columns, rows, scope.currency_exponent), title))


def _closing(scope: Scope, choices: LedgerChoices, ledger: ReinvestmentTables) -> Deed:
    voice = voice_of(scope)
    holders = set(ledger.postings.loc[ledger.postings["account"] == Account.INITIATOR, "unit_id"].dropna())
    units = {unit: name for unit, name in choices.units.items() if unit in holders}
    units = units or choices.units

    def act(values: Values) -> Mapping[str, object]:
        unit, year = values["closing_unit"], values["closing_year"]
        fate = YearEnd(values["fate"])
        left = close_year(scope.principal, Closing(scope.municipality_id, unit, year, fate, values["resolution"] or ""))
        return {"unit": choices.unit(unit), "year": year, "amount": voice.money(left)}

    fields = [
        Field("closing_unit", Holds.ONE, units, optional=False),
        Field("closing_year", Holds.WHOLE, optional=False),
        Field("fate", Holds.ONE, words_of(scope.language, "year_end", list(YearEnd)), optional=False),
        RESOLUTION,
    ]
    return Deed("close", fields, act, {"closing_year": str(scope.quarter.year)})


def _settling(scope: Scope, choices: LedgerChoices, owed: Mapping[str, int]) -> Deed:
    voice = voice_of(scope)
    names = {unit: f"{choices.unit(unit or None)}: {voice.money(amount)}" for unit, amount in owed.items()}

    def act(values: Values) -> Mapping[str, object]:
        unit, amount, change = values["owing_unit"] or None, values["amount_minor"], values["change_id"] or ""
        settle_receivable(scope.principal, Settlement(scope.municipality_id, unit, amount, values["day"], change))
        return {"amount": voice.money(amount)}

    which = Field("owing_unit", Holds.ONE, names, optional=False)
    return Deed("settle", [which, AMOUNT, DAY, change_field(choices)], act)


def _quality(scope: Scope, choices: LedgerChoices) -> list[Deed]:
    """Return the form that gives a unit money of the common fund, where quality of one's own is verified."""
    voice, names = voice_of(scope), _verified_quality(scope, choices)

    def act(values: Values) -> Mapping[str, object]:
        wanted = Appropriation(
            scope.municipality_id,
            values["quality_measurement"],
            values["amount_minor"],
            values["resolution"] or "",
            values["day"],
            values["change_id"] or "",
        )
        appropriate_reinvestment(scope.principal, wanted)
        return {"amount": voice.money(wanted.amount_minor)}

    which = Field("quality_measurement", Holds.ONE, names, optional=False)
    return [Deed("appropriate", [which, AMOUNT, RESOLUTION, DAY, change_field(choices)], act)] if names else []


def _verified_quality(scope: Scope, choices: LedgerChoices) -> dict[str, str]:
    found = realisation.measurements(scope.principal, scope.municipality_id)
    parties = benefits.parties(scope.principal, scope.municipality_id)
    every = choices.register.every_benefit
    quality = every.loc[every["benefit_type"] == BenefitType.QUALITY, "benefit_id"]
    own = parties.loc[parties["kind"] == PartyKind.UNIT, "party_id"]
    rows = found[(found["verdict"] == Verdict.CONFIRMED) & found["benefit_id"].isin(list(quality))]
    rows = rows[rows["beneficiary_id"].isin(list(own))]
    named = choices.register.benefit_names
    return {
        str(row["measurement_id"]): f"{named.get(str(row['benefit_id']), '')}, {row['fiscal_year']}-{row['period']:02}"
        for row in rows.to_dict("records")
    }
