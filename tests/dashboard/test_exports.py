"""Files leave by one route, for those who may see them, with the page's own figures, by a ticket that is good once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from dashboard import gate, results
from dashboard.exports import files
from dashboard.exports.routes import ROUTES
from dashboard.gate import Known
from data import one_time, sessions
from data.access import LOCAL_PRINCIPAL, looking_at_the_gate
from data.queries.evidence import StoredFile
from data.schema.people import ExportTicket
from data.sessions import Limits
from data.vocabulary import Role
from tests.dashboard import sample, sample_app
from tests.dashboard.asgi import Answer, request
from tests.dashboard.asgi import asked as asked_app
from tests.services.people import TESTER, grant, session_token

APP = Starlette(routes=ROUTES)


@pytest.fixture(autouse=True)
def _sample_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    sample_app.stand_in(monkeypatch.setattr)


@pytest.fixture
def known(sqlite_database: str) -> Known:
    """Somebody with a session, who sees the sample."""
    return signed_in(sqlite_database)


def signed_in(database: str) -> Known:
    grant(database, TESTER, Role.LEADER, "fjellvik")
    found = sessions.signed_in(session_token(database), Limits())
    assert found is not None
    return Known(LOCAL_PRINCIPAL, found.session_id)


def fetched(path: str, known: Known | None) -> Answer:
    """Return the answer of one request."""
    scope: dict[str, Any] = request(path) | ({gate.KNOWN: known} if known else {})
    return asked_app(APP, scope)


def asked(known: Known | None, kind: str = "scorecard", query: str = "") -> Answer:
    """Return what a browser gets that follows a link to a file."""
    answer = fetched(f"/eksport/{kind}.csv?{query}", known)
    return fetched(answer.headers["location"], known) if answer.status == 303 else answer


def test_the_scorecards_figures_as_a_file(known: Known) -> None:
    response = asked(known, query="unit=helse&quarter=2026Q3&lang=nb")
    assert response.status == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == ('attachment; filename="styringskort-fjellvik-helse-2026Q3.csv"')
    assert response.headers["cache-control"] == "no-store"
    lines = response.text.splitlines()
    assert lines[0].startswith('\ufeff"Dimensjon";"Tall";"Verdi"')
    assert lines[1].startswith('"Budsjett";"avvik hittil i år";-1,90;"%";-0,60;')
    assert len(lines) == 1 + 3 + 2 + 3  # heading, budget, innovation, implementation; benefits has none


def test_in_the_readers_language(known: Known) -> None:
    assert asked(known, query="lang=en").text.splitlines()[1].startswith('"Budget","deviation so far this year",-1.90,')


@pytest.mark.parametrize(
    "path", ["/eksport/scorecard.csv", "/eksport/hent/x", "/eksport/mal/units-csv.csv", "/eksport/none.csv"]
)
def test_who_did_not_pass_the_gate_gets_nothing(path: str) -> None:
    response = fetched(path, None)
    assert response.status == 401
    assert "Budsjett" not in response.text
    assert response.headers["cache-control"] == "no-store"


def test_a_ticket_is_good_once_for_its_session_and_for_a_minute(
    known: Known, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fetched("/eksport/scorecard.csv?lang=nb", known)
    assert (first.status, first.headers["cache-control"], first.body) == (303, "no-store", b"")
    ticket = first.headers["location"]
    other = signed_in(sqlite_database)
    assert fetched(ticket, other).status == 404
    assert fetched(ticket, Known(LOCAL_PRINCIPAL)).status == 404  # the public
    assert fetched(ticket, known).status == 200
    again = fetched(ticket, known)
    assert (again.status, "Filen må hentes på nytt" in again.text) == (404, True)
    late = fetched("/eksport/scorecard.csv", known).headers["location"]
    monkeypatch.setattr(one_time, "GOOD_FOR", timedelta(0))
    assert fetched(late, known).status == 404


def test_who_may_see_less_when_the_ticket_is_spent_gets_less(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = fetched("/eksport/scorecard.csv", known).headers["location"]
    monkeypatch.setattr(results, "municipalities", lambda _principal: sample.municipalities().iloc[:0])
    assert fetched(ticket, known).status == 404


def test_the_public_gets_its_file_at_once(sqlite_database: str) -> None:
    del sqlite_database
    response = fetched("/eksport/scorecard.csv?lang=nb", Known(LOCAL_PRINCIPAL))
    assert (response.status, response.headers["content-type"]) == (200, "text/csv; charset=utf-8")


def test_the_database_holds_no_ticket_that_could_be_spent(known: Known) -> None:
    ticket = fetched("/eksport/scorecard.csv?unit=helse", known).headers["location"].rpartition("/")[2]
    with looking_at_the_gate() as session:
        row = session.scalars(select(ExportTicket)).one()
        assert row.ticket_hash == sessions.hashed(ticket)
        assert row.wanted == {"file": "scorecard.csv", "asked": {"unit": "helse"}, "words": "nb"}


@pytest.mark.parametrize(("kind", "query"), [("payroll", ""), ("scorecard", "unit=none"), ("scorecard", "quarter=x")])
def test_what_is_not_there_is_not_found(known: Known, kind: str, query: str) -> None:
    assert fetched(f"/eksport/{kind}.csv?{query}", known).status == 404


def test_what_breaks_says_only_its_id(known: Known, caplog: pytest.LogCaptureFixture) -> None:
    response = asked(known, query="unit=skole&lang=en")
    assert response.status == 500
    assert "on purpose" not in response.text
    noted = caplog.records[-1]
    assert noted.args
    assert str(noted.args[0]) in response.text
    assert "on purpose" in str(noted.exc_info)


def test_the_file_and_the_page_ask_the_same_function(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(results, "scorecard", lambda *parts: seen.append(parts[3]) or sample.card(parts[3], "x"))
    asked(known, query="unit=ost")
    assert seen == ["ost"]


def test_a_stored_file_comes_as_it_was_handed_in_and_is_never_opened_by_the_browser(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is: a page of markup is a thing to keep."""

    def stored(_: object, town: str, measurement: str, number: int) -> StoredFile | None:
        wanted = (town, measurement, number) == ("fjellvik", "m1", 2)
        return StoredFile("målt 2026.html", b"<script>1</script>") if wanted else None

    monkeypatch.setattr(files, "evidence_file", stored)
    there = "/eksport/evidence.file?lang=nb&measurement=m1&number="
    answer = fetched(there + "2", known)
    found = fetched(answer.headers["location"], known)
    assert (found.status, found.text) == (200, "<script>1</script>")
    assert found.headers["content-type"] == "application/octet-stream"
    named = "filename=\"m_lt_2026.html\"; filename*=UTF-8''m%C3%A5lt%202026.html"
    assert found.headers["content-disposition"] == f"attachment; {named}"
    for wrong in ("3", "", "-2", "²", "9" * 40):
        refused = fetched(fetched(there + wrong, known).headers["location"], known)
        assert (refused.status, refused.text.split(".")[0]) == (404, "Filen er ikke å få")
    assert fetched("/eksport/scorecard.file", known).status == 404
