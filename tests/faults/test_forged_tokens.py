"""Forged sign-ins at the app's own gate: each differs in one property from one that is accepted, and none is let in.

The providers are known to be hostile; whoever a forged token could be taken for is known to the municipality, so that
being unknown saves nobody.
"""

import httpx2
import pytest

from dashboard.gate import COOKIE
from tests.faults.gated import PLAIN, SUBJECT, TENANTS, Gated
from tests.services.forgery import FORGERIES, HONEST, Forgery, with_claims, without
from tests.services.openid import HIGH
from tests.services.plain_http import LET_IN, STRANGER
from tests.services.websocket import Doorstep, Visitor

OF_TENANTS = {"another tenant", "no tenant"}
ONLY_AT_THE_GATE = {
    PLAIN: {
        "subject in capitals": Forgery(claims=with_claims(sub="SUBJECT-1")),
        "subject with a blank": Forgery(claims=with_claims(sub="subject-1 ")),
        "subject too long": Forgery(claims=with_claims(sub=SUBJECT + "1" * 300)),
        "subject in a list": Forgery(claims=with_claims(sub=[SUBJECT])),
        "level in a list": Forgery(claims=with_claims(acr=[HIGH])),
        "levels in one text": Forgery(claims=lambda honest: honest | {"acr": f"{honest['acr']} {HIGH}"}),
    },
    TENANTS: {
        "no object": Forgery(claims=without("oid")),
        "empty object": Forgery(claims=with_claims(oid="")),
        "object is a number": Forgery(claims=with_claims(oid=1)),
        "tenants in a list": Forgery(claims=lambda honest: honest | {"tid": [honest["tid"]]}),
    },
}
HONEST_AT_THE_GATE = {
    PLAIN: HONEST | {"another accepted level": Forgery(claims=with_claims(acr=HIGH))},
    TENANTS: HONEST
    | {
        "another accepted tenant": Forgery(claims=with_claims(tid="tenant-2")),
        "several audiences, issued for us": Forgery(
            claims=lambda honest: honest | {"aud": ["another-client", honest["aud"]], "azp": honest["aud"]}
        ),
    },
}
FORGED = {
    f"{provider}: {name}": (provider, forgery)
    for provider, own in ONLY_AT_THE_GATE.items()
    for name, forgery in (FORGERIES | own).items()
    if provider == TENANTS or name not in OF_TENANTS
}
ACCEPTED = {
    f"{provider}: {name}": (provider, forgery)
    for provider, own in HONEST_AT_THE_GATE.items()
    for name, forgery in own.items()
}


@pytest.mark.parametrize(("provider", "forgery"), ACCEPTED.values(), ids=ACCEPTED)
def test_an_honest_sign_in_is_accepted(town: Gated, provider: str, forgery: Forgery) -> None:
    before = town.sessions()
    with town.caller(provider, forgery) as caller:
        assert caller.sign_in(provider).status_code == 200
        assert caller.standing() == LET_IN
        assert len(town.sessions() - before) == 1


def test_who_is_accepted_sees_the_scorecard(town: Gated) -> None:
    with town.caller() as caller:
        caller.sign_in(PLAIN)
        with Visitor(Doorstep(town.server.localhost, {COOKIE: caller.token})) as visitor:
            visitor.open("", {"lang": "nb"})
            assert "Hvordan går det i Fjellvik" in " ".join(visitor.shown.texts)
            assert "bb-band" in " ".join(visitor.shown.texts)


@pytest.mark.parametrize(("provider", "forgery"), FORGED.values(), ids=FORGED)
def test_a_forged_sign_in_ends_as_a_stranger(town: Gated, provider: str, forgery: Forgery) -> None:
    before = town.sessions()
    with town.caller(provider, forgery) as caller:
        assert caller.sign_in(provider).status_code == 403
        assert caller.token == ""
        assert caller.standing() == STRANGER
    assert town.sessions() == before


@pytest.mark.parametrize(("provider", "other"), [(PLAIN, TENANTS), (TENANTS, PLAIN)])
def test_a_provider_that_passes_itself_off_as_another_one_of_ours(town: Gated, provider: str, other: str) -> None:
    theirs = with_claims(iss=town.issuers[other].registration.issuer)
    named = with_claims(issuer=town.issuers[other].registration.issuer)
    before = town.sessions()
    with town.caller(provider, Forgery(claims=theirs, metadata=named)) as caller:
        assert caller.sign_in(provider).status_code == 403
        assert caller.standing() == STRANGER
    assert town.sessions() == before


def test_an_unknown_person_sees_whom_to_ask_and_nothing_else(town: Gated) -> None:
    before = town.sessions()
    with town.caller(PLAIN, Forgery(claims=with_claims(sub="subject-2"))) as caller:
        answer = caller.sign_in(PLAIN)
        assert answer.status_code == 403
        assert "<code>subject-2</code>" in answer.text
        assert "Fjellvik" not in answer.text
        assert caller.standing() == STRANGER
    assert town.sessions() == before


def test_a_way_back_is_good_once_and_only_in_the_browser_that_it_was_made_for(town: Gated) -> None:
    with town.caller() as caller, town.caller() as somebody_else:
        way_back = stopped_before_the_app(caller.client, f"{town.server.localhost}/logg-inn/{PLAIN}")
        assert somebody_else.client.get(way_back).status_code == 403
        assert somebody_else.standing() == STRANGER
        assert caller.client.get(way_back).status_code == 200
        assert caller.standing() == LET_IN
        caller.client.cookies.delete(COOKIE)
        assert caller.client.get(way_back).status_code == 403
        assert caller.standing() == STRANGER


def test_a_way_back_that_was_begun_at_one_provider_does_not_end_at_another(town: Gated) -> None:
    with town.caller(PLAIN) as caller, town.caller(TENANTS):
        at_plain = stopped_before_the_app(caller.client, f"{town.server.localhost}/logg-inn/{PLAIN}")
        at_tenants = stopped_before_the_app(caller.client, f"{town.server.localhost}/logg-inn/{TENANTS}")
        mixed = at_plain.copy_set_param("code", at_tenants.params["code"])
        assert caller.client.get(mixed).status_code == 403
        assert caller.standing() == STRANGER


def stopped_before_the_app(client: httpx2.Client, address: str) -> httpx2.URL:
    """Go to a provider, and return where it leads back to without going there."""
    found = httpx2.URL(address)
    while found.path != "/oauth2callback":
        answer = client.get(found, follow_redirects=False)
        found = answer.url.join(answer.headers["location"])
    return found
