"""What can be done with the innovation fund: pay in, lend, and pay back."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.actions.fund_innovation import Capital, fund_innovation
from dashboard.actions.ledger_refusals import LedgerRefused
from dashboard.actions.lend_from_fund import Lending, lend_from_fund
from dashboard.actions.repay_fund import Repayment, repay_fund
from dashboard.register_fields import Field, Holds, Values
from dashboard.scope import Scope
from dashboard.views.reinvest_decide_form import AMOUNT, CODED, DAY, LONG, RESOLUTION, Deed
from dashboard.views.reinvest_decide_words import LedgerChoices
from dashboard.views.scorecard_table import voice_of
from metrics.fund_over_time import LoanNow
from metrics.innovation_fund import instalment_days

MONTHS = ("12", "6", "3", "1")


def change_field(choices: LedgerChoices) -> Field:
    """Return the field of the budget change that carries something out."""
    return Field("change_id", Holds.ONE, choices.changes)


def paying_in(scope: Scope, choices: LedgerChoices) -> Deed:
    """Return the form that puts capital into the fund."""

    def act(values: Values) -> Mapping[str, object]:
        wanted = Capital(
            scope.municipality_id,
            values["amount_minor"],
            values["from_common_fund"],
            values["resolution"] or "",
            values["day"],
            values["change_id"] or "",
        )
        fund_innovation(scope.principal, wanted)
        return {"amount": voice_of(scope).money(wanted.amount_minor)}

    fields = [AMOUNT, RESOLUTION, DAY, change_field(choices), Field("from_common_fund", Holds.TICK)]
    return Deed("pay_in", fields, act)


def of_loans(scope: Scope, choices: LedgerChoices, loans: Sequence[LoanNow], stood: pd.DataFrame) -> list[Deed]:
    """Return the forms that lend and repay, as far as there is a fund and a loan."""
    open_loans = [one for one in loans if one.outstanding_minor]
    return [
        *([] if stood.empty else [_lending(scope, choices)]),
        *([_repaying(scope, choices, open_loans)] if open_loans else []),
    ]


def _lending(scope: Scope, choices: LedgerChoices) -> Deed:
    def act(values: Values) -> Mapping[str, object]:
        count, months = values["instalments"] or 0, int(values["months_apart"])
        if count < 1:
            raise LedgerRefused("instalments")
        wanted = Lending(
            scope.municipality_id,
            values["loan_id"] or "",
            values["lending_unit"],
            values["amount_minor"],
            values["purpose"] or "",
            instalment_days(values["first_due"], count, months),
            values["resolution"] or "",
            values["day"],
            values["change_id"] or "",
            values["paid_initiative"],
        )
        lend_from_fund(scope.principal, wanted)
        return {"amount": voice_of(scope).money(wanted.amount_minor), "unit": choices.unit(wanted.unit_id)}

    fields = [
        Field("loan_id", longest=CODED),
        Field("lending_unit", Holds.ONE, choices.units, optional=False),
        AMOUNT,
        Field("purpose", Holds.TEXT, longest=LONG),
        Field("paid_initiative", Holds.ONE, choices.initiatives),
        Field("first_due", Holds.DAY, optional=False),
        Field("instalments", Holds.WHOLE, optional=False),
        Field("months_apart", Holds.ONE, {month: month for month in MONTHS}, optional=False),
        RESOLUTION,
        DAY,
        change_field(choices),
    ]
    return Deed("lend", fields, act)


def _repaying(scope: Scope, choices: LedgerChoices, loans: Sequence[LoanNow]) -> Deed:
    voice = voice_of(scope)
    names = {
        one.loan.loan_id: voice.word(
            "reinvest.fund.loan_name",
            loan=one.loan.loan_id,
            unit=choices.unit(one.loan.unit_id),
            amount=voice.money(one.outstanding_minor),
        )
        for one in loans
    }

    def act(values: Values) -> Mapping[str, object]:
        amount = values["amount_minor"]
        wanted = Repayment(scope.municipality_id, values["which_loan"], amount, values["from_savings"], values["day"])
        repay_fund(scope.principal, wanted)
        return {"amount": voice.money(amount)}

    fields = [Field("which_loan", Holds.ONE, names, optional=False), AMOUNT, DAY, Field("from_savings", Holds.TICK)]
    return Deed("repay", fields, act)
