"""The sign-in page, the demo's people and the link of the command line, through their addresses."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit import config
from streamlit.auth_util import decode_provider_token

from dashboard import gate
from dashboard.signing_in import demo
from dashboard.signing_in.routes import ROUTES
from data import one_time, people, sessions
from data.access import Identity
from data.sessions import Limits
from data.vocabulary import Role
from tests.dashboard.asgi import Answer, asked, request
from tests.services.people import TESTER, grant, municipality, session_token

APP = Starlette(routes=ROUTES)
METADATA = "https://issuer.example/.well-known/openid-configuration"
STAFF = {"client_id": "app", "client_secret": "s", "server_metadata_url": METADATA}
TWO = {
    "auth": {
        "redirect_uri": "http://localhost:8501/oauth2callback",
        "cookie_secret": "x" * 32,
        "staff": STAFF,
        "b": STAFF,
    },
    "access": {"contact": "Ring 12 34 56 78", "staff": {"label": "Fjellvik & co"}},
}
OWN = {"sec_fetch_site": "same-origin"}
DIRECTOR, LEADER = (Identity(people.DEMO_ISSUER, subject) for subject in ("director", "unit-leader"))


@pytest.fixture(autouse=True)
def _set_up(access: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    del access
    options = {"server.address": "127.0.0.1"}
    monkeypatch.setattr(config, "get_option", lambda name, real=config.get_option: options.get(name, real(name)))


@pytest.fixture
def fictional(sqlite_database: str) -> str:
    """A database with two of the demo's people, and somebody else of the same town."""
    grant(sqlite_database, LEADER, Role.LEADER, "fjellvik", name="Enhetsleder (fiktiv)", fictional=True)
    grant(sqlite_database, DIRECTOR, Role.SUPERIOR, "fjellvik", name="Kommunedirektør (fiktiv)", fictional=True)
    grant(sqlite_database, TESTER, Role.CONTROLLER, "fjellvik", fictional=True)
    return sqlite_database


def become(subject: str, changed: dict[str, Any] | None = None, **headers: str) -> Answer:
    scope = request("/logg-inn/demo", "POST", **(OWN | headers)) | (changed or {})
    return asked(APP, scope, (f"person={subject}".encode(),))


def session_of(answer: Answer) -> sessions.SignedIn | None:
    header = answer.cookie("brobygger_session")
    return sessions.signed_in(header.partition("=")[2].partition(";")[0], Limits()) if header else None


def test_the_demos_people_are_offered_in_their_order_and_nobody_else(fictional: str) -> None:
    del fictional
    shown = asked(APP, request("/logg-inn?lang=nb"))
    assert shown.status == 200
    assert shown.text.index('value="director"') < shown.text.index('value="unit-leader"')
    assert shown.text.count("<button") == 2
    assert "Oppdiktet kommune" in shown.text


def test_one_click_lets_in_as_one_of_them(fictional: str) -> None:
    del fictional
    answer = become("director")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    found = session_of(answer)
    assert found is not None
    assert (found.principal.identity, found.provider) == (DIRECTOR, gate.DEMO)


@pytest.mark.parametrize("subject", ["tester", "", "auditor", "director%00", "https://issuer.example"])
def test_nobody_else_can_be_chosen(fictional: str, subject: str) -> None:
    del fictional
    answer = become(subject)
    assert (answer.status, answer.text) == (403, "Demokommunens personer tilbys ikke her.")
    assert answer.headers.getlist("set-cookie") == []


ELSEWHERE: list[dict[str, Any]] = [
    {"client": ("192.0.2.7", 50000)},
    {"server": ("192.0.2.1", 8501)},
    {"headers": [(b"host", b"brobygger.example.org"), (b"sec-fetch-site", b"same-origin")]},
    *(
        {"headers": [(b"host", b"localhost:8501"), (b"sec-fetch-site", b"same-origin"), (name, b"x")]}
        for name in (b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip")
    ),
]


@pytest.mark.parametrize("changed", ELSEWHERE)
def test_the_demo_is_refused_from_elsewhere(fictional: str, changed: dict[str, Any]) -> None:
    del fictional
    assert become("director", changed).status == 403
    assert "<button" not in asked(APP, request("/logg-inn") | changed).text


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "192.0.2.1", "brobygger.example.org"])  # noqa: S104 - refused
def test_the_demo_is_refused_where_the_app_listens_elsewhere(
    fictional: str, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    del fictional
    monkeypatch.setattr(config, "get_option", lambda _name: address)
    assert become("director").status == 403
    assert demo.offered(request("/logg-inn")) == []


def test_the_demo_is_refused_where_a_municipality_is_real(fictional: str) -> None:
    municipality(fictional, "0301")
    assert become("director").status == 403
    assert "<button" not in asked(APP, request("/logg-inn")).text


def test_the_demo_is_refused_where_a_provider_is_configured(fictional: str, access: Callable[..., Any]) -> None:
    del fictional
    access(TWO)
    assert become("director").status == 403
    assert "<button" not in asked(APP, request("/logg-inn")).text


@pytest.mark.parametrize("headers", [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "none"}])
def test_no_other_page_lets_anybody_in(fictional: str, headers: dict[str, str]) -> None:
    del fictional
    assert become("director", **headers).status == 403


def test_a_large_form_is_not_read(fictional: str) -> None:
    del fictional
    scope = request("/logg-inn/demo", "POST", **OWN)
    assert asked(APP, scope, (b"person=director&x=", b"x" * 2000)).status == 403


def test_the_providers_by_the_names_people_know(sqlite_database: str, access: Callable[..., Any]) -> None:
    del sqlite_database
    access(TWO)
    shown = asked(APP, request("/logg-inn?lang=nb")).text
    assert '<a class="way" href="/logg-inn/staff">Logg inn med Fjellvik &amp; co</a>' in shown
    assert '<a class="way" href="/logg-inn/b">Logg inn med b</a>' in shown
    assert "Trenger du hjelp? Ring 12 34 56 78" in shown


def test_the_way_to_a_provider_names_it_in_a_token_of_streamlits(access: Callable[..., Any]) -> None:
    access(TWO)
    answer = asked(APP, request("/logg-inn/staff"))
    start, _, token = answer.headers["location"].partition("?provider=")
    assert (answer.status, start) == (303, "/auth/login")
    assert decode_provider_token(token)["provider"] == "staff"
    assert asked(APP, request("/logg-inn/nobody")).headers["location"] == "/logg-inn"


@pytest.mark.parametrize(
    ("words", "said"),
    [("nb", "Innlogging er ikke satt opp"), ("nn", "Innlogging er ikkje sett opp"), ("en", "Signing in is not set up")],
)
def test_where_there_is_no_way_in_the_page_says_what_to_do(sqlite_database: str, words: str, said: str) -> None:
    municipality(sqlite_database, "0301")
    shown = asked(APP, request(f"/logg-inn?lang={words}")).text
    assert said in shown
    assert "python -m dashboard sign-in" in shown
    assert f'<html lang="{words}">' in shown


@pytest.mark.parametrize("why", ["signed_out", "idle", "expired", "role_removed", "put_out"])
def test_the_page_says_why_somebody_is_there(sqlite_database: str, why: str) -> None:
    del sqlite_database
    shown = asked(APP, request(f"/logg-inn?why={why}&lang=en")).text
    assert 'class="notice" role="status"' in shown
    assert f'href="/logg-inn?why={why}&amp;lang=nn"' in shown  # stays when the language changes


def test_what_else_the_address_says_is_not_repeated(sqlite_database: str) -> None:
    del sqlite_database
    shown = asked(APP, request("/logg-inn?why=<script>&x=<script>")).text
    assert "script" not in shown


def test_who_has_signed_in_already_goes_on(fictional: str) -> None:
    cookie = f"brobygger_session={session_token(fictional)}; brobygger_return=%2Fbudget"
    answer = asked(APP, request("/logg-inn", cookie=cookie))
    assert (answer.status, answer.headers["location"]) == (303, "/budget")


def test_the_link_of_the_command_line_is_good_once_on_this_machine(fictional: str) -> None:
    del fictional
    path = f"/logg-inn/engang/{one_time.make_link(TESTER)}"
    for changed in ELSEWHERE:
        assert asked(APP, request(path) | changed).status == 403
    answer = asked(APP, request(path))
    assert (answer.status, answer.headers["location"]) == (303, "/")
    found = session_of(answer)
    assert found is not None
    assert (found.principal.identity, found.provider) == (TESTER, gate.COMMAND_LINE)
    again = asked(APP, request(path))
    assert again.status == 403
    assert "Lenken virker ikke" in again.text
    assert again.headers.getlist("set-cookie") == []
