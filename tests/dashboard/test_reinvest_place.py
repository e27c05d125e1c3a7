"""The reinvestment page's own parameters of the address: what nobody can have written is left out."""

from dashboard.reinvest_place import PARAMETERS, ReinvestPlace, place

LOT = "0199c1a0-7f1e-7c3a-9d2b-5e4f6a7b8c9d"
WHOLE = {"view": "krone", "lot": LOT, "transaction": LOT.replace("9d", "9e"), "rule": "2027-01-01"}


def test_an_address_is_read_and_written_alike() -> None:
    found = place(WHOLE)
    assert found == ReinvestPlace("krone", LOT, WHOLE["transaction"], "2027-01-01")
    assert found.parameters() == WHOLE
    assert set(WHOLE) == set(PARAMETERS)


def test_the_overview_is_not_written() -> None:
    assert place({}) == ReinvestPlace()
    assert ReinvestPlace().parameters() == {}


def test_what_nobody_can_have_written_is_left_out() -> None:
    assert place({"view": "../etc", "lot": "1", "transaction": LOT.upper()}) == ReinvestPlace()
    assert place({"rule": "2027-1-1"}) == place({"rule": "2027-01-01 or 1"}) == ReinvestPlace()
    assert place({"view": "", "lot": LOT + "0"}) == ReinvestPlace()
