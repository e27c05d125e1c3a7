"""What must hold of the reinvestment ledger after every step, read by plain SQL and reckoned with plain numbers.

Nothing of the product's formulas is used for it.
"""

from collections import defaultdict
from typing import Any

from hypothesis.stateful import invariant
from sqlalchemy import text

from data.access import LOCAL_PRINCIPAL, reading
from tests.data.small_savings import YEAR

OUTSIDE = {"saving", "budget"}
MOVED = {"booked", "spent", "lapsed", "carried_over"}
READ = {
    "postings": "SELECT p.transaction_id, p.number, p.account, p.unit_id, p.amount_minor, p.lot_id, p.loan_id"
    " FROM reinvestment_posting p WHERE p.municipality_id = :town ORDER BY p.transaction_id, p.number",
    "events": "SELECT transaction_id, state, kind, follows, day, resolution FROM reinvestment_event"
    " WHERE municipality_id = :town ORDER BY transaction_id, state",
    "splits": "SELECT s.transaction_id, s.lot_id, l.benefit_id, l.fiscal_year, l.period, s.distributable_minor"
    " FROM saving_split s JOIN saving_lot l ON l.municipality_id = s.municipality_id AND l.lot_id = s.lot_id"
    " WHERE s.municipality_id = :town ORDER BY s.transaction_id",
    "changes": "SELECT transaction_id, number, change_id, amount_minor FROM posting_change"
    " WHERE municipality_id = :town ORDER BY transaction_id, number, change_id",
    "years": "SELECT transaction_id, price_year FROM reinvestment_transaction WHERE municipality_id = :town"
    " ORDER BY transaction_id",
}


def plain(row: Any) -> tuple[Any, ...]:
    """Return a row with its ids as both engines can be compared: an id is stored with hyphens on one alone."""
    return tuple(str(cell).replace("-", "") if len(str(cell)) >= 32 else cell for cell in row)


class LedgerPromises:
    """Invariants of a town's ledger; `proposals` is what the machine expects of each proposal."""

    town: str
    proposals: dict[str, dict[str, Any]]
    seen: dict[str, dict[Any, Any]]

    def read(self) -> dict[str, list[tuple[Any, ...]]]:
        with reading(LOCAL_PRINCIPAL) as session:
            run = session.connection().execute
            return {name: [plain(row) for row in run(text(sql), {"town": self.town})] for name, sql in READ.items()}

    @invariant()
    def everything_holds(self) -> None:
        if not hasattr(self, "town"):
            return
        found = self.read()
        moved = {row[0]: row[4] for row in found["events"] if row[1] in MOVED}
        self.sums_are_zero(found)
        self.nothing_is_below_zero(found, moved)
        self.savings_give_what_they_are(found, moved)
        self.nothing_was_edited(found)
        assert all(year in (YEAR, YEAR + 1) for _, year in found["years"])
        booked = [(row[2:5]) for row in found["splits"] if (row[0], "booked") in {one[:2] for one in found["events"]}]
        kinds = {row[0]: row[2] for row in found["events"]}
        used = [row[2:5] for row in found["splits"] if row[0] in moved and kinds[row[0]] in ("allocation", "loss")]
        assert len(used) == len(set(used)), booked

    def sums_are_zero(self, found: dict[str, list[tuple[Any, ...]]]) -> None:
        sums: dict[Any, int] = defaultdict(int)
        for key, _, _, _, amount, lot, _ in found["postings"]:
            sums[key, lot] += amount
        assert set(sums.values()) <= {0}

    def nothing_is_below_zero(self, found: dict[str, list[tuple[Any, ...]]], moved: dict[str, Any]) -> None:
        """No account, and of no saving or loan in it, on any day."""
        days: dict[Any, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
        for key, _, account, unit, amount, lot, loan in found["postings"]:
            if key in moved and account not in OUTSIDE:
                days[account, unit, lot, loan][moved[key]] += amount
        for place, amounts in days.items():
            total = 0
            for day in sorted(amounts):
                total += amounts[day]
                assert total >= 0, (place, day)

    def savings_give_what_they_are(self, found: dict[str, list[tuple[Any, ...]]], moved: dict[str, Any]) -> None:
        """What a saving gave, less what is owed back, is what of it is verified and cut: to the øre."""
        given: dict[str, int] = defaultdict(int)
        for key, _, account, _, amount, lot, _ in found["postings"]:
            if key in moved and lot and account in ("saving", "receivable"):
                given[lot] -= amount
        booked = [one for one in self.proposals.values() if one["state"] == "booked"]
        wanted = {one["lot"].replace("-", ""): one["amount"] for one in booked}
        assert {lot: amount for lot, amount in given.items() if amount} == {
            lot: amount for lot, amount in wanted.items() if amount
        }

    def nothing_was_edited(self, found: dict[str, list[tuple[Any, ...]]]) -> None:
        for name, width in (("postings", 2), ("events", 2), ("splits", 1), ("changes", 3)):
            rows = {row[:width]: row for row in found[name]}
            kept = self.seen.get(name, {})
            assert {key: rows.get(key) for key in kept} == kept
            self.seen[name] = rows
