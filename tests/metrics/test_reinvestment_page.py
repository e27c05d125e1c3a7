"""What became of savings: steps, rows, balances, streams, disagreements, and one krone there and back."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.krone import back, krone
from metrics.reinvestment_checks import Check, disagreements
from metrics.reinvestment_flow import Node, streams
from metrics.reinvestment_page import reinvestment_page
from metrics.reinvestment_places import holdings, loans
from metrics.reinvestment_rows import saving_rows, waiting
from metrics.reinvestment_scope import looked_at
from metrics.reinvestment_stages import stages
from metrics.results import Fact, Missing
from metrics.scorecard_reinvestment import saving_waits
from metrics.sight import Sight
from metrics.tables import table
from tests.metrics.benefit_town import Row, measurement
from tests.metrics.small_ledger import BOOKED, L1, L2, changes, head, ledger, postings, row, town


def at(quarter: str = "2026Q1", unit_id: str = "fjell", verified: int = 900, **changed):
    return looked_at(ledger(**changed), town(quarter, unit_id, verified))


def test_what_is_given_back_is_spent_or_left_after_a_revision():
    """Given back: 500 + 300, less 20, 30 and 30 = 720. Spent: 480 - 30 = 450. Kroner of 2025 grow by a tenth."""
    found = {one.key: one for one in stages(at(), None)}
    assert (found["returned"].nominal_minor, found["spent"].nominal_minor) == (720, 450)
    assert found["returned"].amount_minor == 550 + 330 - 22 - 33 - 33
    assert found["spent"].amount_minor == 480 - 33
    left = sum(one.left_minor for one in holdings(at()) if one.account in ("initiator", "common_fund"))
    assert 450 + left == 720
    assert found["verified"].amount_minor is None  # the register was not looked at


def test_without_price_growth_only_kroner_of_their_own_year_are_told():
    bare = looked_at(ledger(), town("2027Q1"))
    found = {one.key: one for one in stages(bare, None)}
    assert (found["returned"].amount_minor, found["returned"].why) == (None, Missing.NO_PRICE_GROWTH)
    assert found["returned"].nominal_minor == 720
    page = reinvestment_page(ledger(), town("2027Q1"), None)
    assert page is not None
    assert page.findings[0].code == "reinvestment.nominal"


def test_a_saving_is_told_as_it_stands_now():
    first, second = saving_rows(at())
    assert (first.lot_id, first.state, first.on, first.unit) == (L1, "booked", BOOKED, "North")
    assert (first.verified_minor, first.distributable_minor) == (900, 900)
    assert (first.kept_minor, first.returned_minor, first.spent_minor, first.owed_minor) == (180, 720, 450, 30)
    assert (second.lot_id, second.state, second.returned_minor) == (L2, "proposed", 0)
    assert [one.lot_id for one in waiting((first, second))] == [L2]


def test_accounts_through_the_year():
    """Opening + received - spent - taken back = left; what waits for the council has moved nothing."""
    found = {(one.account, one.unit): one for one in holdings(at())}
    own, fund = found["initiator", "North"], found["common_fund", None]
    assert (own.received_minor, own.spent_minor, own.taken_back_minor, own.left_minor) == (500, 480, 20, 0)
    assert (fund.received_minor, fund.taken_back_minor, fund.left_minor) == (300, 30, 270)
    assert found["receivable", "North"].left_minor == 30
    assert not [place for place in found if place[1] == "Ward"]


def test_a_unit_that_may_not_be_named_is_told_with_one_above_it():
    hidden = town()
    object.__setattr__(hidden, "sight", Sight(frozenset({"fjell"})))
    assert {one.unit for one in holdings(looked_at(ledger(), hidden))} == {None, "Fjell"}


def test_what_comes_into_an_account_goes_out_or_is_left():
    found = {(one.source.kind, one.source.name, one.target.kind, one.target.name): one for one in streams(at())}
    amounts = {key: one.amount_minor for key, one in found.items()}
    assert amounts == {
        ("saving", "Benefit a", "account", "initiator"): 450,
        ("saving", "Benefit a", "account", "common_fund"): 270,
        ("saving", "Benefit a", "kept", "kept_as_cut"): 180,
        ("owed", "", "account", "initiator"): 30,
        ("account", "initiator", "initiative", "Initiative B"): 480,
        ("account", "common_fund", "left", ""): 270,
    }
    assert 450 + 30 == 480
    assert found["owed", "", "account", "initiator"].source == Node("owed", "", "North")


def test_the_ledger_agrees_but_for_what_is_owed():
    found = disagreements(at(), saving_rows(at()))
    assert [(one.check, one.unit, one.stands_minor, one.lot_id) for one in found] == [(Check.OWED, "North", 30, L1)]


def test_a_budget_change_of_another_amount_is_seen():
    """500 was posted and 400 decided."""
    place = at(changes=changes("t1", -1000, 200, 400, 300))
    found = [one for one in disagreements(place, saving_rows(place)) if one.check is Check.WITHOUT_CHANGE]
    assert [(one.stands_minor, one.wanted_minor, one.unit) for one in found] == [(500, 400, "North")]


def test_a_saving_that_is_verified_smaller_is_to_be_reversed():
    place = at(verified=800)
    found = [one for one in disagreements(place, saving_rows(place)) if one.check is Check.REVISED]
    assert [(one.stands_minor, one.wanted_minor, one.lot_id) for one in found] == [(900, 800, L1)]


@pytest.mark.parametrize(
    ("stands", "wanted"),
    [
        ([measurement("m2", "a", 2025, 12, 1000, verdict="rejected")], [0]),
        ([], [0]),  # it was withdrawn
        ([measurement("m2", "a", 2025, 12, 500)], []),  # it waits to be verified
        (
            [
                measurement("m2", "a", 2025, 12, 900, verdict="confirmed", verified_minor=900),
                measurement("m3", "a", 2025, 12, 5, verdict="confirmed", verified_minor=5, beneficiary_id="south"),
            ],
            [],
        ),
    ],
)
def test_a_saving_whose_measurement_was_refused_or_withdrawn_is_to_be_reversed(stands: list[Row], wanted: list[int]):
    place = looked_at(ledger(), replace(town(), measurements=table("measurements", stands)))
    found = [one for one in disagreements(place, saving_rows(place)) if one.check is Check.REVISED]
    assert [(one.wanted_minor, one.stands_minor) for one in found] == [(minor, 900) for minor in wanted]


def test_an_approved_saving_waits_for_its_budget_change():
    base = ledger().transactions.astype(object).where(ledger().transactions.notna(), None)
    rows = [tuple(one) for one in base.itertuples(index=False)]
    place = at(transactions=[*rows[:3], head("t4", "allocation", "approved", date(2026, 3, 21), unit="ward")])
    found = [one for one in disagreements(place, saving_rows(place)) if one.check is Check.TO_BOOK]
    assert [(one.stands_minor, one.wanted_minor, one.lot_id) for one in found] == [(0, 500, L2)]
    assert saving_waits(place, "fjell") == []  # the council has resolved it


def test_an_entry_that_does_not_balance_is_seen():
    broken = postings("t1", "allocation", "booked", BOOKED, ("saving", "north", -10, L1), ("initiator", "north", 9, L1))
    place = at(postings=broken)
    found = [one for one in disagreements(place, saving_rows(place)) if one.check is Check.UNBALANCED]
    assert [(one.stands_minor, one.wanted_minor, one.transaction_id) for one in found] == [(9, 10, "t1")]


@pytest.mark.parametrize(("quarter", "unit"), [("2025Q4", "fjell"), ("2026Q1", "south")])
def test_where_nothing_was_entered_there_is_nothing_to_show(quarter: str, unit: str):
    assert reinvestment_page(ledger(), town(quarter, unit), None) is None


def test_a_unit_sees_its_own_and_those_below():
    assert [one.lot_id for one in saving_rows(at(unit_id="north"))] == [L1, L2]
    assert [one.lot_id for one in saving_rows(at(unit_id="ward"))] == [L2]


def test_what_waits_is_a_line_of_needs_you():
    (need,) = saving_waits(at(), "fjell")
    assert (need.verb, need.page, need.transaction) == ("resolve", "reinvestment", "t4")
    assert need.finding.facts == {"benefit": Fact("text", "Benefit c"), "amount": Fact("money", 500)}


def test_a_krone_from_its_source_to_what_it_gave():
    found = krone(at(), L1)
    assert found is not None
    assert (found.initiative, found.origin.verifier_role, found.origin.verified_minor) == (
        "Initiative A",
        "Checker",
        900,
    )
    assert (found.rule.version, found.resolutions, found.changes) == ("R1", ("PS 2/26",), ("PS 2/26",))
    assert {part.account: part.amount_minor for part in found.split.parts} == {
        "kept_as_cut": 180,
        "initiator": 450,
        "common_fund": 270,
    }
    (use,) = found.uses
    assert (use.amount_minor, use.purpose, use.initiative_id) == (480, "Sensors", "B")
    assert [one.lot_id for one in use.gave] == [L2]
    assert len(found.movements) == 4 + 2 + 6
    assert krone(at(), "no such saving") is None


def test_the_way_back_from_an_initiative():
    found = back(at(), "B")
    assert [(one.row.lot_id, one.amount_minor) for one in found.paid_by] == [(L1, 480)]
    assert [one.lot_id for one in found.came_of] == [L2]
    paid = krone(at(), L2)
    assert paid is not None
    assert [one.lot_id for one in paid.paid_by] == [L1]
    assert back(at(), "none") == type(found)((), ())


def test_a_loan_is_repaid_or_late():
    """120 lent, due 60 in January and 60 in June; 50 came back, so 10 are late at the end of March."""
    lent = ("innovation_fund", None, -120, None), ("loan", "north", 120, None)
    paid = ("loan", "north", -50, None), ("innovation_fund", None, 50, None)
    moved = postings("t5", "loan", "booked", date(2025, 12, 1), *lent) + postings(
        "t6", "repayment", "booked", date(2026, 2, 1), *paid
    )
    of_loan = [(*cells[:10], "L", *cells[11:]) if cells[2] == "loan" else cells for cells in moved]
    place = at(
        postings=of_loan,
        transactions=[
            head("t5", "loan", "booked", date(2025, 12, 1), purpose="Pilot"),
            head("t6", "repayment", "booked", date(2026, 2, 1)),
        ],
        loans=[row("loans", loan_id="L", unit_id="north", amount_minor=120, paid_out_on=date(2025, 12, 1))],
        instalments=[
            row("instalments", loan_id="L", due_on=day, amount_minor=60) for day in (date(2026, 1, 1), date(2026, 6, 1))
        ],
    )
    (one,) = loans(place)
    assert (one.unit, one.purpose, one.lent_minor) == ("North", "Pilot", 120)
    assert (one.repaid_minor, one.outstanding_minor, one.overdue_minor) == (50, 70, 10)
