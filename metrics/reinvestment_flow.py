"""From verified savings over the council's decision to what they paid for: the streams of the ledger as drawn."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.money_vocabulary import Account
from data.reinvestment_vocabulary import TransactionKind
from metrics.reinvestment_money import SHARING, moved
from metrics.reinvestment_scope import LookedAt


@dataclass(frozen=True)
class Node:
    """Where a stream comes from or goes.

    `kind` is saving (`name` is the benefit's), account (`name` is the account, `unit` whose), owed (by a unit that had
    spent a saving that was later revised down), initiative or purpose (`name` is what was paid for), kept (an account
    that nothing is paid from), or left (not used yet).
    """

    kind: str
    name: str
    unit: str | None = None


@dataclass(frozen=True)
class Stream:
    """What passes from one to another, in minor units of each year's own kroner, above zero."""

    source: Node
    target: Node
    amount_minor: int


Streams = dict[tuple[Node, Node], int]


def streams(at: LookedAt) -> tuple[Stream, ...]:
    """Return the streams, first those into accounts and then those out of them, the largest first.

    What comes into an account is what goes out of it and what is left.
    """
    rows = moved(at.ledger.postings)
    rows = rows[rows["lot_id"].notna().to_numpy(dtype=bool)]
    into, out = _into(at, rows), _out(at, rows)
    return tuple(
        Stream(source, target, amount)
        for found in (into, out, _left(into, out))
        for (source, target), amount in sorted(found.items(), key=lambda one: (-one[1], str(one[0])))
        if amount > 0
    )


def _into(at: LookedAt, rows: pd.DataFrame) -> Streams:
    """What savings gave accounts as they stand shared now; what was spent before a revision is owed by who spent it."""
    names = _benefit_names(at)
    found: Streams = defaultdict(int)
    shared = rows[rows["kind"].isin(list(SHARING)).to_numpy(dtype=bool)]
    for row in shared.to_dict("records"):
        if row["account"] == Account.SAVING:
            continue
        target = _reached(at, row)
        owed = row["account"] == Account.RECEIVABLE
        source = Node("owed", "", at.unit(row["unit_id"])) if owed else Node("saving", names[row["lot_id"]])
        found[source, target] += int(row["amount_minor"])
    return found


def _reached(at: LookedAt, row: Mapping[Hashable, Any]) -> Node:
    """The account that a share reached; what is taken back of a use was given to the account that paid for it."""
    account, unit = Account(str(row["account"])), at.unit(row["unit_id"])
    if account == Account.KEPT_AS_CUT:
        return Node("kept", account)
    if account == Account.USE and row["kind"] == TransactionKind.ALLOCATION:
        return Node("kept", Account.INNOVATION_FUND)
    if account in (Account.USE, Account.RECEIVABLE):
        return Node("account", Account.INITIATOR if unit else Account.COMMON_FUND, unit)
    return Node("account", account, unit)


def _out(at: LookedAt, rows: pd.DataFrame) -> Streams:
    """What accounts paid for, and what moved from one to another."""
    found: Streams = defaultdict(int)
    heads = {row["transaction_id"]: row for row in at.ledger.transactions.to_dict("records")}
    later = rows[~rows["kind"].isin([*SHARING, TransactionKind.SETTLEMENT]).to_numpy(dtype=bool)]
    for transaction_id, group in later.groupby("transaction_id", sort=False):
        left = group[group["amount_minor"].lt(0).to_numpy(dtype=bool)].to_dict("records")
        came = group[group["amount_minor"].gt(0).to_numpy(dtype=bool)].to_dict("records")
        for out, into in zip(left, came, strict=True):
            source = Node("account", out["account"], at.unit(out["unit_id"]))
            found[source, _target(at, into, heads[transaction_id])] += int(into["amount_minor"])
    return found


def _target(at: LookedAt, into: Mapping[Hashable, Any], head: Mapping[Hashable, Any]) -> Node:
    if into["account"] != Account.USE:
        return Node("account", str(into["account"]), at.unit(into["unit_id"]))
    initiative = head["initiative_id"]
    if isinstance(initiative, str):
        names = dict(zip(at.register.initiatives["initiative_id"], at.register.initiatives["name"], strict=True))
        return Node("initiative", str(names[initiative]))
    if isinstance(head["purpose"], str):
        return Node("purpose", head["purpose"])
    return Node("kind", str(head["kind"]))


def _left(into: Streams, out: Streams) -> Streams:
    """What is left on each account that something is paid from."""
    sums: dict[Node, int] = defaultdict(int)
    for (source, target), amount in (*into.items(), *out.items()):
        sums[target] += amount
        sums[source] -= amount
    return {(node, Node("left", "")): amount for node, amount in sums.items() if node.kind == "account"}


def _benefit_names(at: LookedAt) -> dict[str, str]:
    """Return the name of the benefit that each saving is of."""
    names = dict(zip(at.register.benefits["benefit_id"], at.register.benefits["name"], strict=True))
    lots = zip(at.ledger.savings["lot_id"], at.ledger.savings["benefit_id"], strict=True)
    return {str(lot): str(names.get(benefit, benefit)) for lot, benefit in lots}
