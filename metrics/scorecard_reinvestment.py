"""What the scorecard says of reinvested savings: verified, given back and spent, and a saving that waits."""

from metrics.facts import money
from metrics.reinvestment_money import priced, returned, spent
from metrics.reinvestment_rows import saving_rows, waiting
from metrics.reinvestment_scope import LookedAt, looked_at
from metrics.results import Fact, Finding, Need
from metrics.scorecard_cards import Figure, Shared

PAGE = "reinvestment"
WEIGHT = 46.0
"""Above an initiative past its decision: the money is verified and stands still meanwhile."""


def ledger_of(shared: Shared) -> LookedAt | None:
    """Return the ledger as the scorecard looks at it; None where nothing was entered, or none was fetched."""
    tables = shared.tables
    if tables.reinvestment is None or tables.benefits is None:
        return None
    found = looked_at(tables.reinvestment, tables.benefits)
    return None if found.ledger.empty else found


def reinvested(at: LookedAt, cut: Figure | None) -> tuple[Finding, ...]:
    """Return how much of the verified savings was given back and spent; nothing where none was given back.

    Args:
        at: The ledger looked at.
        cut: What was verified of benefits that can become money (the denominator), and what of it was cut.
    """
    back, used = priced(returned(at.ledger.postings), at), priced(spent(at.ledger.postings), at)
    if cut is None or not cut.denominator or back is None or used is None or back <= 0:
        return ()
    facts = {"verified": money(cut.denominator), "returned": money(back), "spent": money(used)}
    return (Finding("benefits.reinvested", facts),)


def saving_waits(at: LookedAt, unit_id: str) -> list[Need]:
    """Return the savings that wait for the council as one line that names the largest."""
    rows = [row for row in waiting(saving_rows(at)) if row.state == "proposed"]
    if not rows:
        return []
    largest = max(rows, key=lambda row: (row.distributable_minor, row.lot_id))
    facts = {"benefit": Fact("text", largest.benefit), "amount": money(largest.distributable_minor)}
    if len(rows) > 1:
        facts["count"] = Fact("count", len(rows) - 1)
    code = "saving.waits" if len(rows) == 1 else "saving.waits_many"
    return [Need("resolve", Finding(code, facts), PAGE, unit_id, None, WEIGHT, None, largest.transaction_id)]
