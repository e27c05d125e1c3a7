"""What comes back from a provider becomes a session, or words; nothing else does."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from starlette.types import Receive, Scope, Send
from streamlit.runtime.secrets import secrets_singleton

from dashboard import gate
from dashboard.middleware.sign_in_answers import SignInAnswers
from data import sessions
from data.access import LOCAL_PRINCIPAL, Identity, reading
from data.schema.people import AuditEvent
from data.sessions import Limits
from data.vocabulary import Role
from tests.dashboard.asgi import Answer, asked, request
from tests.dashboard.signing_in.test_claims import SECRET, set_by_streamlit
from tests.services.people import grant, session_token

METADATA = "https://issuer.example/.well-known/openid-configuration"
STAFF = {"client_id": "app", "client_secret": "s", "server_metadata_url": METADATA}
SECRETS = {
    "auth": {"redirect_uri": "http://localhost:8501/oauth2callback", "cookie_secret": SECRET, "staff": STAFF},
    "access": {"contact": "help@town.example", "staff": {"acr": ["high"]}},
}
SAID = {
    "provider": "staff",
    "iss": "https://issuer.example",
    "sub": "anna",
    "acr": "high",
    "aud": "app",
    "iat": 4_102_444_800,  # 2100: never long ago, however long the tests run
    "exp": 1,
    "is_logged_in": True,
}
ANNA = Identity("https://issuer.example", "anna")
BACK = "/oauth2callback?code=c&state=s"


@pytest.fixture(autouse=True)
def _set_up(access: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    access(SECRETS)
    monkeypatch.setattr(secrets_singleton, "_secrets", SECRETS)


@pytest.fixture
def town(sqlite_database: str) -> str:
    grant(sqlite_database, ANNA, Role.CONTROLLER, "0001")
    return sqlite_database


def trail() -> list[str]:
    with reading(LOCAL_PRINCIPAL) as session:
        return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.sequence)))


def answered(path: str, *set_cookies: str, leads_to: str = "/", status: int = 302, **headers: str) -> Answer:
    """Return what becomes of an answer of Streamlit's."""

    async def streamlit(_scope: Scope, _receive: Receive, send: Send) -> None:
        content = [(b"set-cookie", header.encode()) for header in set_cookies]
        if leads_to:
            content.append((b"location", leads_to.encode()))
        await send({"type": "http.response.start", "status": status, "headers": content})
        await send({"type": "http.response.body", "body": b"Authentication error" if status >= 400 else b""})

    return asked(SignInAnswers(streamlit), request(path, **headers))


def session_of(answer: Answer) -> sessions.SignedIn | None:
    header = answer.cookie("brobygger_session")
    return sessions.signed_in(header.partition("=")[2].partition(";")[0], Limits()) if header else None


def test_whom_the_provider_vouches_for_gets_a_session_and_comes_where_they_were_going(town: str) -> None:
    del town
    answer = answered(BACK, *set_by_streamlit(SAID), cookie="brobygger_return=%2Fbudget%3Funit%3D300")
    assert (answer.status, answer.headers["location"]) == (303, "/budget?unit=300")
    found = session_of(answer)
    assert found is not None
    assert (found.principal.identity, found.provider) == (ANNA, "staff")
    assert (answer.cookie("brobygger_return") or "").startswith("brobygger_return=; Path=/; Max-Age=0")
    assert answer.cookie("_streamlit_user") is not None  # for signing out at the provider
    assert trail() == ["sign_in"]


def test_another_session_of_the_browser_ends_when_somebody_signs_in(town: str) -> None:
    before = session_token(town, ANNA)
    after = session_of(answered(BACK, *set_by_streamlit(SAID), cookie=f"brobygger_session={before}"))
    assert after is not None
    assert sessions.signed_in(before, Limits()) is None
    assert trail() == ["sign_in", "sign_out"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"acr": "low"}, "Innloggingen var ikke sikker nok"),
        ({"iss": "https://evil.example"}, "Denne innloggingen godtas ikke her"),
        ({"sub": ""}, "Denne innloggingen godtas ikke her"),
        ({"aud": "another"}, "Denne innloggingen godtas ikke her"),
        ({"iat": 1}, "Innloggingen ble ikke fullført"),
    ],
)
def test_whom_it_vouches_for_too_little_gets_words_and_no_cookie(
    town: str, changed: dict[str, Any], words: str
) -> None:
    del town
    answer = answered(BACK, *set_by_streamlit(SAID | changed))
    assert answer.status == 403
    assert f"<h1>{words}</h1>" in answer.text
    assert answer.headers.getlist("set-cookie") == []
    assert trail() == (["sign_in_refused"] if changed.keys() & {"acr", "aud", "iat"} else [])


def test_somebody_without_a_role_sees_whom_to_ask_and_what_to_give_them(sqlite_database: str) -> None:
    del sqlite_database
    answer = answered(BACK, *set_by_streamlit(SAID | {"sub": "<b>berit</b>"}))
    assert answer.status == 403
    for shown in ("Du har ingen rolle", "https://issuer.example", "&lt;b&gt;berit&lt;/b&gt;", "help@town.example"):
        assert shown in answer.text
    assert answer.headers.getlist("set-cookie") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("code=c&state=s", "Innloggingen ble ikke fullført"),
        ("error=access_denied&state=s", "Innloggingen ble avbrutt"),
    ],
)
def test_a_provider_that_says_nothing_good_lets_nobody_in(town: str, query: str, words: str) -> None:
    del town
    [valid] = set_by_streamlit(SAID)
    old = valid.partition(";")[0]  # a cookie of the browser's own says nothing
    deleted = '_streamlit_user=""; Max-Age=0; Path=/'
    answer = answered(f"/oauth2callback?{query}", deleted, cookie=old)
    assert answer.status == 403
    assert f"<h1>{words}</h1>" in answer.text
    assert answer.headers.getlist("set-cookie") == []


def test_back_from_signing_out_at_the_provider() -> None:
    answer = answered("/oauth2callback")
    assert (answer.status, answer.headers["location"]) == (303, "/logg-inn?why=signed_out")


def test_the_way_to_the_provider() -> None:
    state = "_streamlit_session=x; path=/"
    answer = answered("/auth/login?provider=t", state, leads_to="https://issuer.example/authorize?x=1")
    assert (answer.status, answer.headers["location"]) == (303, "https://issuer.example/authorize?x=1")
    assert answer.cookie("_streamlit_session") == state
    assert answered("/auth/login?provider=old").headers["location"] == "/logg-inn"


def test_a_provider_that_does_not_answer_is_told_in_words() -> None:
    answer = answered("/auth/login?provider=t", leads_to="", status=400)
    assert answer.status == 503
    assert "<h1>Fikk ikke kontakt med innloggingen</h1>" in answer.text
    assert "Authentication error" not in answer.text


def test_signing_out_ends_the_session_and_leads_to_the_provider(town: str) -> None:
    token = session_token(town, ANNA)
    assert gate.MEMO.get(token) is not None
    end = "https://issuer.example/logout?x=1"
    cookie = f"brobygger_session={token}"
    answer = answered("/auth/logout", leads_to=end, cookie=cookie, sec_fetch_site="same-origin")
    assert (answer.status, answer.headers["location"]) == (303, end)
    assert (answer.cookie("brobygger_session") or "").startswith("brobygger_session=; Path=/; Max-Age=0")
    assert gate.MEMO.get(token) is None
    assert trail() == ["sign_out"]


def test_signing_out_where_the_provider_has_no_end(town: str) -> None:
    answer = answered(
        "/auth/logout", cookie=f"brobygger_session={session_token(town, ANNA)}", sec_fetch_site="same-origin"
    )
    assert answer.headers["location"] == "/logg-inn?why=signed_out"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_no_other_page_signs_anybody_out(town: str, site: str) -> None:
    token = session_token(town, ANNA)
    answer = answered("/auth/logout", cookie=f"brobygger_session={token}", sec_fetch_site=site)
    assert answer.status == 403
    assert '<a class="way" href="/auth/logout">Logg ut</a>' in answer.text
    assert sessions.signed_in(token, Limits()) is not None


def test_what_breaks_says_only_its_id(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise RuntimeError("the secret cause")

    answer = asked(SignInAnswers(broken), request("/auth/login?provider=t"))
    assert answer.status == 500
    noted = caplog.records[-1]
    assert noted.args
    assert str(noted.args[0]) in answer.text
    assert "secret cause" not in answer.text


def test_everything_else_passes() -> None:
    answer = answered("/auth/other", "a=1", leads_to="/x")
    assert (answer.status, answer.headers["location"], answer.cookie("a")) == (302, "/x", "a=1")
