"""What a provider says of somebody, and when that is not enough; and that Streamlit's cookie still says it so."""

import json
import time
from hashlib import sha256
from typing import Any

import pytest
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.settings import Access, Provider
from dashboard.signing_in.claims import Refusal, Vouched, judged, said_by
from data.access import Identity

SECRET = "9d3f1b7c5e2a8046b1d7f3c9e5a20864"  # noqa: S105 - of this test alone
APP = "brobygger"
STAFF = Provider("staff", "Staff", frozenset({"https://issuer.example"}), client_id=APP)
ENTRA = Provider(
    "entra", "Entra", frozenset({"https://login.example/t1/v2.0"}), tenants=frozenset({"t1"}), client_id=APP
)
HIGH = Provider("high", "High", frozenset({"https://high.example"}), acr=frozenset({"loa-high"}), client_id=APP)
ACCESS = Access(configured=True, providers=(STAFF, ENTRA, HIGH))
NOW: dict[str, Any] = {"aud": APP, "iat": 4_102_444_800}  # 2100: never long ago, however long the tests run
SAID = {"provider": "staff", "iss": "https://issuer.example", "sub": "s1", "email": "boss@town.example"} | NOW
ENTRA_SAID = NOW | {
    "provider": "entra",
    "iss": "https://login.example/t1/v2.0",
    "sub": "pairwise",
    "tid": "t1",
    "oid": "o1",
}
HIGH_SAID = NOW | {"provider": "high", "iss": "https://high.example", "sub": "s1", "acr": "loa-high"}


def test_somebody_is_issuer_and_subject_whatever_their_mail_is() -> None:
    assert judged(SAID, ACCESS) == Vouched(Identity("https://issuer.example", "s1"), "staff", None)
    assert judged(SAID | {"email": "other@town.example"}, ACCESS) == judged(SAID, ACCESS)


def test_a_person_of_a_tenant_is_known_by_its_object_id() -> None:
    assert judged(ENTRA_SAID, ACCESS) == Vouched(Identity("https://login.example/t1/v2.0", "o1"), "entra", None)


def test_the_level_of_assurance_is_kept() -> None:
    assert judged(HIGH_SAID, ACCESS) == Vouched(Identity("https://high.example", "s1"), "high", "loa-high")


@pytest.mark.parametrize(
    ("said", "changed", "refusal"),
    [
        (SAID, {"iss": "https://other.example"}, Refusal.ISSUER),
        (SAID, {"iss": "https://issuer.example/"}, Refusal.ISSUER),
        (SAID, {"iss": None}, Refusal.ISSUER),
        (SAID, {"iss": ["https://issuer.example"]}, Refusal.ISSUER),
        (SAID, {"iss": "https://high.example"}, Refusal.ISSUER),  # another provider's issuer
        (SAID, {"provider": "nobody"}, Refusal.ISSUER),
        (SAID, {"sub": ""}, Refusal.SUBJECT),
        (SAID, {"sub": None}, Refusal.SUBJECT),
        (SAID, {"sub": 1}, Refusal.SUBJECT),
        (SAID, {"sub": "s" * 301}, Refusal.SUBJECT),
        (ENTRA_SAID, {"tid": "t2"}, Refusal.TENANT),
        (ENTRA_SAID, {"tid": None}, Refusal.TENANT),
        (ENTRA_SAID, {"oid": None}, Refusal.SUBJECT),
        (ENTRA_SAID, {"sub": ""}, Refusal.SUBJECT),
        (SAID, {"aud": "another", "azp": APP}, Refusal.AUDIENCE),
        (SAID, {"aud": ["another"]}, Refusal.AUDIENCE),
        (SAID, {"aud": f"{APP} another"}, Refusal.AUDIENCE),
        (SAID, {"aud": None}, Refusal.AUDIENCE),
        (SAID, {"iat": time.time() - 16 * 60}, Refusal.AGE),
        (SAID, {"iat": None}, Refusal.AGE),
        (SAID, {"iat": "today"}, Refusal.AGE),
        (HIGH_SAID, {"acr": "loa-substantial"}, Refusal.ACR),
        (HIGH_SAID, {"acr": None}, Refusal.ACR),
        (HIGH_SAID, {"acr": ["loa-high"]}, Refusal.ACR),
    ],
)
def test_what_is_not_enough(said: dict[str, Any], changed: dict[str, Any], refusal: Refusal) -> None:
    assert judged(said, ACCESS).refusal is None
    assert judged(said | changed, ACCESS).refusal is refusal


def test_a_token_may_be_for_others_too_and_dated_five_minutes_back_as_entras_are() -> None:
    assert judged(SAID | {"aud": ["another", APP]}, ACCESS) == judged(SAID, ACCESS)
    assert judged(SAID | {"iat": time.time() - 5 * 60}, ACCESS) == judged(SAID, ACCESS)


def test_a_provider_that_does_not_say_what_it_calls_the_app_vouches_for_nobody() -> None:
    nameless = Access(configured=True, providers=(Provider("staff", "Staff", STAFF.issuers),))
    assert judged(SAID | {"aud": ""}, nameless).refusal is Refusal.AUDIENCE


@pytest.fixture
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": {"cookie_secret": SECRET}})


def set_by_streamlit(said: dict[str, Any], secret: str = SECRET) -> list[str]:
    """Return the headers of Streamlit's own way of setting the cookie."""
    headers: list[str] = []

    def put(name: str, value: str) -> None:
        signed = create_signed_value(secret, name, value).decode()
        headers.append(f"{name}={signed}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax")

    def signed(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    set_cookie_with_chunks(put, signed, "_streamlit_user", said, cookie_attr_size=60)
    return headers


@pytest.mark.usefixtures("_secret")
def test_streamlits_cookie_is_read_as_it_leaves() -> None:
    assert said_by(set_by_streamlit(SAID)) == SAID
    many = SAID | {"groups": [sha256(bytes([number])).hexdigest() for number in range(200)]}
    headers = set_by_streamlit(many)
    assert len(headers) > 2  # in several cookies
    assert said_by(headers) == json.loads(json.dumps(many))


@pytest.mark.usefixtures("_secret")
def test_nothing_else_is_believed() -> None:
    assert said_by([]) is None
    assert said_by(['_streamlit_user=""; Max-Age=0; Path=/']) is None
    assert said_by(set_by_streamlit(SAID, "another secret of thirty-two bytes")) is None
    [header] = set_by_streamlit(SAID)
    name, _, value = header.partition("=")
    assert said_by([f"{name}_tokens={value}"]) is None
    assert said_by([f"{name}={value[3:]}"]) is None
