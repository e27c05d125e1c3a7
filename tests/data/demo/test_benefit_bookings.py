"""From realised to verified to booked: what the demo's register tells of each step. Amounts in thousand kroner."""

import pytest

from data.benefit_vocabulary import (
    BenefitType,
    Verdict,
)
from data.demo import demo_decisions
from data.demo.initiatives import demo_register
from tests.data.demo.register_reading import (
    THOUSAND,
    benefit,
    claims,
    measured,
    plans,
    realised,
    verified,
)


def test_realised_but_not_verified():
    rows = [row for letter in "abc" for row in measured(f"FA-01-{letter}")]
    # since March 2025: 4 quarters, and 3 of 2026, of three benefits
    assert len(rows) == 3 * (4 + 3)
    assert not [row for row in rows if row.verification]
    assert benefit("FA-01-a").unit_id == "120"  # who verifies elsewhere


def test_a_verifier_found_another_cause():
    rejected = [row for row in measured("MR-01-b") if row.verification]
    assert [(row.fiscal_year, row.verification.verdict) for row in rejected] == [(2025, Verdict.REJECTED)]
    assert verified("MR-01-b") == 0


def test_verified_and_not_cut():
    assert verified("BR-01-a") == 115
    assert claims("BR-01-a") == []
    assert benefit("BR-01-a").unit_id == "530"


@pytest.mark.parametrize(
    ("key", "year", "reference", "amount"),
    [
        ("TL-01-a", 2025, "sak 59/25", 350),
        ("EN-01-a", 2025, "sak 36/25", 600),
        ("KV-01-a", 2025, "sak 88/25", 220),
        ("RH-01-b", 2026, "sak 63/26", 300),
        ("BV-01-a", 2026, "sak 62/26", 400),
    ],
)
def test_verified_and_booked(key, year, reference, amount):
    (claim,) = [row for row in claims(key) if row.change_reference == reference]
    assert (claim.fiscal_year, claim.amount_minor) == (year, amount * THOUSAND)
    cuts = [
        -row.amount_minor
        for row in demo_decisions().budget_changes
        if (row.fiscal_year, row.unit_id, row.reference) == (year, claim.unit_id, reference)
    ]
    assert cuts == [amount * THOUSAND]
    of_year = [row for row in measured(key) if row.fiscal_year == year and row.verification]
    confirmed = sum(row.verification.verified_minor for row in of_year) / THOUSAND
    # Wholly realised in 2025; so far in 2026: 9 months of 26, and 2 quarters of 700 / 4 at 96 %
    assert confirmed == {"RH-01-b": 9 * 26, "BV-01-a": 2 * 168}.get(key, amount)


def test_no_verified_money_waits_for_its_cut_elsewhere():
    """Money that was verified and not cut may be counted against its unit: one small sum of the demo is."""
    cash = {row.benefit_id for row in demo_register().benefits if row.benefit_type is BenefitType.CASH}
    confirmed = {
        (row.benefit_id, row.fiscal_year)
        for row in demo_register().measurements
        if row.benefit_id in cash and row.verification and row.verification.verified_minor
    }
    booked = {(row.benefit_id, row.fiscal_year) for row in demo_register().claims if row.change_reference}
    assert confirmed - booked == {("BR-01-a", 2025)}


def test_the_calendar_of_next_year_names_line_month_and_role():
    rows = [row for key in ("NT-01-b", "SF-01-a", "EN-01-a", "BK-01-a") for row in claims(key)
            if row.fiscal_year == 2027]  # fmt: skip
    assert [row.amount_minor / THOUSAND for row in rows] == [480, 900, 500, 70]
    assert all(row.function_code and row.account_code and row.responsible_role for row in rows)
    assert not [row for row in rows if row.change_reference]


def test_time_of_the_night_becomes_money_once():
    hours, money = benefit("NT-01-a"), benefit("NT-01-b")
    assert hours.leads_to == ("NT-01-b",)
    assert (hours.unit_of_measure, money.benefit_type) == ("hours", BenefitType.CASH)
    lines = plans("NT-01")[0].lines
    assert not [line for line in lines if line.benefit_id == "NT-01-a" and line.amount_minor is not None]
    # from April 2025: 3 quarters of 100, 92 %; 2026: 3 quarters of 140, 86 % in whole thousands
    assert realised("NT-01-b") == 3 * 92 + 3 * 120
