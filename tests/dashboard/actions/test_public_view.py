"""The public view: off until an administrator switches it on."""

import pytest

from dashboard.actions.public_view import switch_public_view
from dashboard.actions.refusals import Refused
from data.access import LOCAL_PRINCIPAL, AccessDenied, Grant, Identity, looking_at_the_gate
from data.people import the_public
from data.queries.people import public_view
from data.vocabulary import Role
from tests.dashboard.actions.conftest import ADMIN, ISSUER, acts, now_as


def everybody() -> frozenset[Grant]:
    with looking_at_the_gate() as session:
        return the_public(session).grants


def test_it_is_off_then_on_then_off_again(town):
    admin = now_as(ADMIN)
    assert (public_view(admin, town), everybody()) == (False, frozenset())
    assert switch_public_view(admin, town, on=True)
    assert not switch_public_view(admin, town, on=True)
    assert (public_view(admin, town), everybody()) == (True, {Grant(Role.PUBLIC, town)})
    assert switch_public_view(admin, town, on=False)
    assert everybody() == frozenset()
    assert [(one.detail["before"], one.detail["after"]) for one in acts("switch")] == [(False, True), (True, False)]


def test_nobody_else_switches_it_or_is_told(town):
    nobody = now_as(Identity(ISSUER, "nobody"))
    with pytest.raises(AccessDenied):
        switch_public_view(nobody, town, on=True)
    with pytest.raises(AccessDenied):
        switch_public_view(now_as(ADMIN), "elsewhere", on=True)
    with pytest.raises(Refused):
        switch_public_view(LOCAL_PRINCIPAL, "elsewhere", on=True)
    assert public_view(nobody, town) is None
