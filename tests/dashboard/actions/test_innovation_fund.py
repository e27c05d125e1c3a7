"""The innovation fund lends and is repaid, quality is given to from the common fund, and winners compensate bearers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.actions.agree_compensation import Agreement, agree_compensation
from dashboard.actions.appropriate_reinvestment import Appropriation, appropriate_reinvestment
from dashboard.actions.claim_compensation import CompensationClaim, claim_compensation
from dashboard.actions.fund_innovation import Capital, fund_innovation
from dashboard.actions.lend_from_fund import Lending, lend_from_fund
from dashboard.actions.receive_compensation import Receipt, receive_compensation
from dashboard.actions.repay_fund import Repayment, repay_fund
from data.access import LOCAL_PRINCIPAL, writing
from data.queries.reinvestment import agreements, fund_instalments
from data.reinvestment_vocabulary import AgreementKind
from data.schema.initiatives import Party
from data.vocabulary import Right
from tests.dashboard.actions.savings_town import DAY, RAISE, booked, held, proved, why
from tests.data.small_files import TOWN
from tests.data.small_savings import identity, measure, other_bearer

pytestmark = pytest.mark.usefixtures("saving_town")
CAPITAL = Capital(TOWN, 1_000, False, "PS 6", DAY, RAISE)
DUE = (date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1))
LOAN = Lending(TOWN, "L1", "north", 100, "pilot", DUE, "PS 7", DAY, RAISE)
AGREED = Agreement(TOWN, "A1", AgreementKind.COMPENSATION, "north", "south", 500, "2025/12", DAY)
SHARED = replace(AGREED, agreement_id="A2", kind=AgreementKind.SHARING, receiver_id="hospital", amount_minor=60)


def test_the_fund_lends_what_it_has_and_is_repaid():
    assert why(lend_from_fund, LOAN) == "not_enough"
    fund_innovation(LOCAL_PRINCIPAL, CAPITAL)
    lend_from_fund(LOCAL_PRINCIPAL, LOAN)
    assert held() == {("budget", None): -1_000, ("innovation_fund", None): 900, ("loan", "north"): 100}
    # 100 in three parts: 34, 33, 33
    assert fund_instalments(LOCAL_PRINCIPAL, TOWN)["amount_minor"].tolist() == [34, 33, 33]
    repay_fund(LOCAL_PRINCIPAL, Repayment(TOWN, "L1", 34, False, DAY))
    assert (held()["innovation_fund", None], held()["loan", "north"]) == (934, 66)
    assert why(repay_fund, Repayment(TOWN, "L1", 67, False, DAY)) == "over_loan"
    assert why(repay_fund, Repayment(TOWN, "L1", 10, True, DAY)) == "not_enough"  # nothing is saved yet
    assert why(repay_fund, Repayment(TOWN, "L9", 1, False, DAY)) == "loan"
    assert why(lend_from_fund, LOAN) == "loan_exists"
    assert why(lend_from_fund, replace(LOAN, loan_id="L 2")) == "code"
    assert why(lend_from_fund, replace(LOAN, loan_id="L2", due=(date(2025, 1, 1),))) == "instalments"
    assert why(lend_from_fund, replace(LOAN, loan_id="L2", initiative_id="I9")) == "initiative"
    assert why(fund_innovation, replace(CAPITAL, resolution="")) == "resolution"
    assert why(fund_innovation, replace(CAPITAL, amount_minor=0)) == "amount"
    assert proved() == []


def test_an_instalment_that_is_due_is_paid_of_the_saving_first():
    fund_innovation(LOCAL_PRINCIPAL, CAPITAL)
    lend_from_fund(LOCAL_PRINCIPAL, LOAN)
    booked()  # 500: all of the loan is due by now, so 400 are shared: 200, 120, and 40 + 40
    assert held() == {
        ("budget", None): -1_000,
        ("innovation_fund", None): 900 + 100,
        ("saving", "north"): -500,
        ("use", "north"): 100,
        ("kept_as_cut", None): 200,
        ("initiator", "north"): 120,
        ("common_fund", None): 80,
    }
    assert proved() == []


def test_savings_of_the_common_fund_can_be_capital_and_repay_loans():
    booked()
    fund_innovation(LOCAL_PRINCIPAL, replace(CAPITAL, amount_minor=100, from_common_fund=True))
    assert (held()["innovation_fund", None], held()["use", None]) == (100, 100)
    lend_from_fund(LOCAL_PRINCIPAL, LOAN)
    repay_fund(LOCAL_PRINCIPAL, Repayment(TOWN, "L1", 100, True, DAY))
    assert (held()["initiator", "north"], held()["use", "north"]) == (150 - 100, 100)
    assert proved() == []


def test_verified_quality_earns_an_appropriation_and_is_no_saving():
    booked()
    quality = measure(TOWN, "Q1", None, quantity=4.0)
    wanted = Appropriation(TOWN, quality, 60, "PS 8", DAY, identity(TOWN, "raise south"))
    before = held()["saving", "north"]
    appropriate_reinvestment(LOCAL_PRINCIPAL, wanted)
    assert (held()["initiator", "south"], held()["common_fund", None]) == (60, 100 - 60)
    assert held()["saving", "north"] == before
    assert why(appropriate_reinvestment, wanted) == "not_enough"  # 40 are left
    assert why(appropriate_reinvestment, replace(wanted, resolution="")) == "resolution"
    of_cash = measure(TOWN, "C2", 100)
    assert why(appropriate_reinvestment, replace(wanted, measurement_id=of_cash)) == "not_quality"
    unseen = measure(TOWN, "Q1", None, quantity=5.0, period=6, verified=None)
    assert why(appropriate_reinvestment, replace(wanted, measurement_id=unseen)) == "not_quality"
    assert proved() == []


def test_a_bearer_is_compensated_by_agreement_claim_and_receipt():
    agree_compensation(LOCAL_PRINCIPAL, AGREED)
    before = DAY - timedelta(days=1)
    assert why(claim_compensation, CompensationClaim(TOWN, "A1", 300, before)) == "before_agreed"
    assert why(agree_compensation, AGREED) == "agreement_exists"
    assert why(agree_compensation, replace(AGREED, agreement_id="A3", payer_id="south")) == "same_party"
    assert why(agree_compensation, replace(AGREED, agreement_id="A3", payer_id="nobody")) == "party"
    claim_compensation(LOCAL_PRINCIPAL, CompensationClaim(TOWN, "A1", 300, DAY))
    assert held() == {("claim", "south"): 300, ("budget", "south"): -300}
    assert why(claim_compensation, CompensationClaim(TOWN, "A1", 201, DAY)) == "over_agreement"
    receipt = Receipt(TOWN, "A1", 200, False, DAY, RAISE)
    receive_compensation(LOCAL_PRINCIPAL, receipt)
    assert held() == {("claim", "south"): 100, ("budget", "south"): -100}
    assert why(receive_compensation, receipt) == "over_claim"
    assert why(receive_compensation, replace(receipt, agreement_id="A9")) == "agreement"
    assert proved() == []


def test_what_rules_give_to_bearers_is_paid_by_agreement_alone_also_to_another_legal_entity():
    other_bearer(TOWN, "C1", "south")
    booked()  # now there is somebody to compensate: 10 % of 500
    assert held()["bearer_compensation", None] == 50
    agree_compensation(LOCAL_PRINCIPAL, SHARED)
    assert agreements(LOCAL_PRINCIPAL, TOWN)["receiver_id"].tolist() == ["hospital"]
    assert why(claim_compensation, CompensationClaim(TOWN, "A2", 10, DAY)) == "claim_of_others"
    receive_compensation(LOCAL_PRINCIPAL, Receipt(TOWN, "A2", 50, True, DAY, RAISE))
    assert held()["use", None] == 50
    assert why(receive_compensation, Receipt(TOWN, "A2", 11, True, DAY, RAISE)) == "over_agreement"
    assert why(receive_compensation, Receipt(TOWN, "A2", 1, True, DAY, RAISE)) == "not_enough"
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        change.session.add(Party(municipality_id=TOWN, party_id="agency", kind="state_agency", name="Agency"))
        change.record("add", "test", "party")
    of_others = replace(SHARED, agreement_id="A4", payer_id="hospital", receiver_id="agency")
    agree_compensation(LOCAL_PRINCIPAL, of_others)
    assert why(receive_compensation, Receipt(TOWN, "A4", 1, True, DAY, RAISE)) == "payment_of_others"
    assert proved() == []
