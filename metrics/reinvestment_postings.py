"""What is posted when a saving is shared, and what when its verification is later revised: never an edit.

Entries of one transaction sum to 0; a debit is positive (see `metrics.ledger_balance`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data.money_vocabulary import Account
from metrics.reinvestment import Part, Split


@dataclass(frozen=True)
class Entry:
    """One posting to be made. `of_lot` tells whether it carries the saving's lot; a loan and its fund never do."""

    account: Account
    unit_id: str | None
    amount_minor: int
    of_lot: bool = True


def entries(split: Split) -> tuple[Entry, ...]:
    """Return the postings that share a saving; empty where nothing is shared.

    An instalment is paid for by the saving (`use`), and moves what the unit owes (`loan`) back into the fund.
    """
    source = Entry(Account.SAVING, split.saving.unit_id, -split.distributable_minor)
    received = [entry for part in split.parts for entry in _received(part)]
    return (source, *received) if received else ()


def correction(booked: Split, revised: Split, left: Mapping[Account, int]) -> tuple[Entry, ...]:
    """Return the postings that carry what was booked to what a revised verification gives.

    What an account got too much is taken back as far as it is still there. What is spent is owed by who spent it: a
    receivable stands for that part of the use until it is paid back to the saving.

    Args:
        booked: How the saving was shared.
        revised: How it is shared with the revised gain, under the same rules.
        left: What each account still holds of this saving (the innovation fund: at all), 0 or above.

    Returns:
        Contra entries; empty where nothing differs.

    Raises:
        ValueError: The two are not of the same benefit, period and version.

    Source:
        Bookkeeping practice: contra entries, never edits.
    """
    if _place(booked) != _place(revised):
        raise ValueError(f"{_place(revised)} cannot correct {_place(booked)}")
    before, after = _by_account(booked), _by_account(revised)
    made: list[Entry] = []
    for account in dict.fromkeys([*before, *after]):
        part = before.get(account) or after[account]
        change = _amount(after.get(account)) - _amount(before.get(account))
        taken = max(change, -left.get(account, 0))
        made += _received(Part(account, taken, part.unit_id)) if taken else []
        made += _owed(part, taken - change) if taken > change else []
    returned = -sum(entry.amount_minor for entry in made)
    source = (Entry(Account.SAVING, booked.saving.unit_id, returned),) if returned else ()
    return (*source, *made)


def _received(part: Part) -> list[Entry]:
    if part.account != Account.INNOVATION_FUND:
        return [Entry(part.account, part.unit_id, part.amount_minor)]
    return [
        Entry(Account.USE, part.unit_id, part.amount_minor),
        Entry(Account.LOAN, part.unit_id, -part.amount_minor, of_lot=False),
        Entry(Account.INNOVATION_FUND, None, part.amount_minor, of_lot=False),
    ]


def _owed(part: Part, amount: int) -> list[Entry]:
    return [Entry(Account.USE, part.unit_id, -amount), Entry(Account.RECEIVABLE, part.unit_id, amount)]


def _by_account(split: Split) -> dict[Account, Part]:
    return {part.account: part for part in split.parts}


def _amount(part: Part | None) -> int:
    return 0 if part is None else part.amount_minor


def _place(split: Split) -> tuple[str, int, int, str]:
    saving = split.saving
    return (saving.benefit_id, saving.fiscal_year, saving.period, split.rule.version)
