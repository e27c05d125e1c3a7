"""The revolving innovation fund: interest-free loans with instalments, and what a krone of the fund gave."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.largest_remainder import whole_parts
from metrics.ratios import ratio


@dataclass(frozen=True)
class Loan:
    """An interest-free loan to a unit; `instalments` are (due day, minor units), which sum to the amount."""

    loan_id: str
    unit_id: str
    amount_minor: int
    paid_out_on: date
    instalments: tuple[tuple[date, int], ...]

    def __post_init__(self) -> None:
        """Refuse a plan that would pay back more or less than was lent, or before it was."""
        if sum(amount for _, amount in self.instalments) != self.amount_minor:
            raise ValueError(f"the instalments of {self.loan_id} do not sum to {self.amount_minor}")
        if any(day < self.paid_out_on or amount < 0 for day, amount in self.instalments):
            raise ValueError(f"an instalment of {self.loan_id} is due before it is paid out, or below 0")


def instalment_days(first: date, count: int, months: int) -> tuple[date, ...]:
    """Return the days of so many instalments, so many months apart; a day that a month lacks is its last.

    Raises:
        ValueError: There is none, or they are not apart.
    """
    if count < 1 or months < 1:
        raise ValueError(f"{count} instalments, {months} months apart")
    months_on = [first.year * 12 + first.month - 1 + number * months for number in range(count)]
    firsts = [date(at // 12, at % 12 + 1, 1) for at in months_on]
    return tuple(day.replace(day=min(first.day, monthrange(day.year, day.month)[1])) for day in firsts)


def even_instalments(amount_minor: int, due: tuple[date, ...]) -> tuple[tuple[date, int], ...]:
    """Return the days with as equal instalments as whole minor units allow; they sum to the amount.

    Raises:
        ValueError: There is no day, or the amount is below 0.
    """
    return tuple(zip(due, whole_parts(amount_minor, (1,) * len(due)), strict=True))


def instalment_due(loan: Loan, repaid_minor: int, on: date) -> int:
    """Return what the unit owes now: what has fallen due up to a day less what is repaid; never below 0."""
    return max(0, sum(amount for day, amount in loan.instalments if day <= on) - repaid_minor)


def loan_balances(loan: Loan, repayments: tuple[tuple[date, int], ...]) -> pd.DataFrame:
    """Return how a loan stands at the end of each day on which something happened to it.

    Args:
        loan: The loan.
        repayments: (day, minor units); a reversed one is negative.

    Returns:
        Indexed by date: repaid_minor and due_minor (both since the start), outstanding_minor (lent less repaid) and
        overdue_minor (due less repaid, never below 0), all int64. Between two dates the earlier row holds.

    Raises:
        ValueError: More is repaid than was lent, or before it was.
    """
    days = sorted({loan.paid_out_on, *(day for day, _ in loan.instalments), *(day for day, _ in repayments)})
    rows = []
    for on in days:
        repaid = sum(amount for day, amount in repayments if day <= on)
        if not 0 <= repaid <= (loan.amount_minor if on >= loan.paid_out_on else 0):
            raise ValueError(f"{repaid} repaid of {loan.loan_id} on {on.isoformat()}")
        due = sum(amount for day, amount in loan.instalments if day <= on)
        rows.append((repaid, due, loan.amount_minor - repaid, instalment_due(loan, repaid, on)))
    columns = ["repaid_minor", "due_minor", "outstanding_minor", "overdue_minor"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(days, name="on"), dtype="int64")


def gross_per_krone(funded: pd.DataFrame) -> pd.DataFrame:
    """Return the gross gain of each funded measure per krone paid out; never to be read as what was earned.

    Args:
        funded: gain_minor and paid_out_minor, both positive.

    Returns:
        numerator, denominator (minor units), value (kroner a krone), why. NaN where nothing was paid out or a part is
        missing.
    """
    return ratio(funded["gain_minor"], funded["paid_out_minor"])


def net_per_krone(funded: pd.DataFrame) -> pd.DataFrame:
    """Return the net gain of each funded measure per krone paid out: (gain - paid out) / paid out; + is earned.

    Args and returns as for `gross_per_krone`.

    Source:
        Welsh Government, Invest-to-Save: 3 gross per krone is 2 net.
    """
    return ratio(funded["gain_minor"] - funded["paid_out_minor"], funded["paid_out_minor"])
