"""A reinvestment ledger of a few rows: north saves, the council shares, north pays for an initiative of south."""

from datetime import date
from typing import Any

from metrics.benefit_tables import BenefitTables
from metrics.reinvestment_tables import ReinvestmentTables
from metrics.tables import COLUMNS, table
from tests.metrics.benefit_town import Row, benefit, initiative, measurement
from tests.metrics.small_register import register

RULE = date(2025, 1, 1)
L1, L2 = "lot-1", "lot-2"


def row(name: str, /, **told: Any) -> Row:
    """Return a row of a table with these cells; the rest is missing."""
    assert set(told) <= set(COLUMNS[name])
    return tuple(told.get(column) for column in COLUMNS[name])


def rule(valid_from: date = RULE, name: str = "R1", resolution: str | None = "PS 1/24") -> Row:
    shares = {"kept_as_cut": 200_000, "initiator": 500_000, "bearer_compensation": 0, "common_fund": 300_000}
    return row(
        "rules",
        valid_from=valid_from,
        name=name,
        **{f"{account}_millionths": share for account, share in shares.items()},
        threshold_minor=0,
        years=3,
        taper=[],
        loan_first=True,
        recipient_scope="unit",
        staffing_floor_exempt=False,
        default_account="common_fund",
        council_resolution=resolution,
        adopted=resolution is not None,
        version_id=1,
    )


def saving(transaction: str, lot: str, benefit_id: str, initiative_id: str, gross: int, year: int = 2025) -> Row:
    """A yearly saving without a running cost, cut whole."""
    return row(
        "savings",
        transaction_id=transaction,
        lot_id=lot,
        benefit_id=benefit_id,
        initiative_id=initiative_id,
        fiscal_year=year,
        period=12,
        beneficiary_id="north",
        measurement_id="m1",
        rule_valid_from=RULE,
        year_number=1,
        gross_minor=gross,
        operating_cost_minor=0,
        loss_carried_minor=0,
        booked_reduction_minor=1000,
        instalment_due_minor=0,
        initiator_before_minor=0,
        bearer_to_compensate=False,
        at_minimum_staffing=False,
        distributable_minor=gross,
        loss_forward_minor=0,
    )


def head(transaction: str, kind: str, state: str, on: date, unit: str | None = "north", **told: Any) -> Row:
    return row("transactions", transaction_id=transaction, kind=kind, state=state, on=on, unit_id=unit, **told)


def postings(
    transaction: str, kind: str, state: str, on: date, *legs: tuple[str, str | None, int, str | None], year: int = 2025
) -> list[Row]:
    """Postings of one transaction: account, unit, amount, saving."""
    return [
        row(
            "postings",
            posting_id=f"{transaction}-{number}",
            transaction_id=transaction,
            number=number,
            kind=kind,
            state=state,
            on=on,
            price_year=year,
            account=account,
            unit_id=unit,
            amount_minor=amount,
            lot_id=lot,
        )
        for number, (account, unit, amount, lot) in enumerate(legs, start=1)
    ]


BOOKED, SPENT, REVISED, ASKED = date(2026, 1, 10), date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 20)
SHARED = (("saving", "north", -1000, L1), ("kept_as_cut", None, 200, L1), ("initiator", "north", 500, L1),
          ("common_fund", None, 300, L1))  # fmt: skip
USED = (("initiator", "north", -480, L1), ("use", "north", 480, L1))
# 900 is 180, 450 and 270: 20 and 30 are taken back, 20 of 50 are there still and 30 are owed
TAKEN = (("kept_as_cut", None, -20, L1), ("initiator", "north", -20, L1), ("use", "north", -30, L1),
         ("receivable", "north", 30, L1), ("common_fund", None, -30, L1), ("saving", "north", 70, L1))  # fmt: skip
WAITS = (("saving", "ward", -500, L2), ("kept_as_cut", None, 100, L2), ("initiator", "ward", 250, L2),
         ("common_fund", None, 150, L2))  # fmt: skip


def changes(transaction: str, *amounts: int) -> list[Row]:
    return [
        row("posting_changes", transaction_id=transaction, number=number, change_id="c", amount_minor=amount,
            reference="PS 2/26")
        for number, amount in enumerate(amounts, start=1)
    ]  # fmt: skip


def ledger(**changed: list[Row]) -> ReinvestmentTables:
    """1000 is shared, 480 of it spent, and then verified to be 900; ward's 500 waits for the council."""
    rows: dict[str, list[Row]] = {
        "rules": [rule(), rule(date(2027, 1, 1), "draft", None)],
        "savings": [saving("t1", L1, "a", "A", 1000), saving("t3", L1, "a", "A", 900), saving("t4", L2, "c", "B", 500)],
        "transactions": [
            head("t1", "allocation", "booked", BOOKED, resolution="PS 2/26"),
            head("t2", "spending", "spent", SPENT, purpose="Sensors", initiative_id="B"),
            head("t3", "reversal", "booked", REVISED, reverses_id="t1"),
            head("t4", "allocation", "proposed", ASKED, unit="ward"),
        ],
        "postings": [
            *postings("t1", "allocation", "booked", BOOKED, *SHARED),
            *postings("t2", "spending", "spent", SPENT, *USED, year=2026),
            *postings("t3", "reversal", "booked", REVISED, *TAKEN),
            *postings("t4", "allocation", "proposed", ASKED, *WAITS, year=2026),
        ],
        "changes": changes("t1", -1000, 200, 500, 300),
        "sources": [row("saving_sources", lot_id=L2, source_lot_id=L1)],
        **changed,
    }
    names = {"changes": "posting_changes", "sources": "saving_sources"}
    return ReinvestmentTables(**{name: table(names.get(name, name), of) for name, of in rows.items()})


def town(quarter: str = "2026Q1", unit_id: str = "fjell", verified: int = 900) -> BenefitTables:
    """The register behind it: a is north's cash, c is ward's; prices rise by a tenth into 2026."""
    return register(
        quarter,
        unit_id,
        initiatives=[initiative("A"), initiative("B", "south")],
        benefits=[
            benefit("a", "A", first_effect_on=RULE, owner_role="Owner"),
            benefit("c", "B", unit_id="ward", first_effect_on=RULE),
        ],
        measurements=[
            measurement(
                "m1", "a", 2025, 12, 1000, verdict="confirmed", verified_minor=verified, verifier_role="Checker"
            )
        ],
    )
