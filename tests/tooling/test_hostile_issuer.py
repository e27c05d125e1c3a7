"""Streamlit's sign-in against forged tokens: what it refuses, and what it leaves to the app's own gate."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.services.app import AppServer
from tests.services.forgery import FORGERIES, HONEST, Forgery
from tests.services.hostile_issuer import HostileIssuer
from tests.services.openid import SUBSTANTIAL
from tests.services.server import free_port
from tests.services.sign_in import callback, write_secrets
from tests.tooling.visitor import Visitor, streamlit_app, visiting

STREAMLIT_ACCEPTS = {
    "another audience, issued for us",
    "another tenant",
    "empty subject",
    "issued long ago",
    "lower level",
    "metadata of another issuer",
    "no level",
    "no tenant",
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[HostileIssuer]:
    with HostileIssuer("hostile", callback(free_port())) as hostile:
        yield hostile


@pytest.fixture(scope="module")
def secrets(issuer: HostileIssuer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_secrets(tmp_path_factory.mktemp("secrets"), [issuer.registration])


@pytest.fixture(scope="module")
def app(secrets: Path) -> Iterator[AppServer]:
    with streamlit_app(secrets) as server:
        yield server


@pytest.fixture
def visitor(app: AppServer, secrets: Path) -> Iterator[Visitor]:
    with visiting(app, secrets) as somebody:
        yield somebody


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_sign_in_is_accepted(issuer: HostileIssuer, visitor: Visitor, name: str) -> None:
    issuer.forgery = HONEST[name]

    assert visitor.go_to("hostile").status_code == 200
    told = visitor.identity()
    assert (told["iss"], told["sub"], told["acr"]) == (issuer.registration.issuer, "subject-1", SUBSTANTIAL)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_sign_in_is_refused_except_where_the_app_must_look_itself(
    issuer: HostileIssuer, visitor: Visitor, name: str
) -> None:
    issuer.forgery = FORGERIES[name]

    visitor.go_to("hostile")

    assert (visitor.identity() is not None) == (name in STREAMLIT_ACCEPTS)


def test_what_the_app_must_look_at_itself_is_among_the_forgeries() -> None:
    assert STREAMLIT_ACCEPTS - set(FORGERIES) == set()


def test_a_way_back_is_good_once_and_only_for_whom_it_was_made(
    issuer: HostileIssuer, visitor: Visitor, app: AppServer, secrets: Path
) -> None:
    issuer.forgery = Forgery()
    visitor.browser.follow_redirects = False
    to_provider = visitor.go_to("hostile").headers["location"]
    way_back = visitor.browser.get(to_provider).headers["location"]
    visitor.browser.follow_redirects = True

    with visiting(app, secrets) as somebody_else:
        somebody_else.browser.get(way_back)
        assert somebody_else.identity() is None
    visitor.browser.get(way_back)
    assert visitor.identity()["sub"] == "subject-1"
    visitor.browser.cookies.delete("_streamlit_user")
    visitor.browser.get(way_back)
    assert visitor.identity() is None


def test_a_code_is_answered_once_and_only_to_whom_it_was_given(issuer: HostileIssuer) -> None:
    issuer.forgery = Forgery()
    known = issuer.registration
    # The challenge of the verifier of RFC 7636, appendix B.
    challenge, verifier = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    asked = {
        "client_id": known.client_id,
        "redirect_uri": known.redirect_uri,
        "response_type": "code",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "state": "state-1",
        "nonce": "nonce-1",
    }

    def answered(verifier: str, code: str) -> int:
        return httpx2.post(f"{known.issuer}/token", data={"code": code, "code_verifier": verifier}).status_code

    def new_code() -> str:
        return httpx2.URL(httpx2.get(f"{known.issuer}/authorize", params=asked).headers["location"]).params["code"]

    code = new_code()
    assert [answered(verifier, code), answered(verifier, code)] == [200, 400]
    assert answered("of-somebody-else", new_code()) == 400
    for name in asked.keys() - {"code_challenge", "state", "nonce"}:
        assert httpx2.get(f"{known.issuer}/authorize", params=asked | {name: "another"}).status_code == 400
