"""Files leave by one route, for those who may see them, with the page's own figures."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard import results
from dashboard.exports.routes import csv_file
from tests.dashboard import sample, sample_app


@pytest.fixture(autouse=True)
def _sample_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    sample_app.stand_in(monkeypatch.setattr)


def asked(kind: str = "scorecard", query: str = "", address: str = "127.0.0.1", host: str = "127.0.0.1") -> Response:
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": f"/eksport/{kind}.csv",
        "path_params": {"kind": kind},
        "query_string": query.encode(),
        "headers": [(b"host", host.encode())],
        "client": (address, 50000),
    }
    return asyncio.run(csv_file(Request(scope)))


def text(response: Response) -> str:
    return bytes(response.body).decode("utf-8")


def test_the_scorecards_figures_as_a_file() -> None:
    response = asked(query="unit=helse&quarter=2026Q3&lang=nb")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == ('attachment; filename="styringskort-fjellvik-helse-2026Q3.csv"')
    assert response.headers["cache-control"] == "no-store"
    lines = text(response).splitlines()
    assert lines[0].startswith('\ufeff"Dimensjon";"Tall";"Verdi"')
    assert lines[1].startswith('"Budsjett";"avvik hittil i år";-1,90;"%";-0,60;')
    assert len(lines) == 1 + 3 + 2 + 3  # heading, budget, innovation, implementation; benefits has none


def test_in_the_readers_language() -> None:
    assert text(asked(query="lang=en")).splitlines()[1].startswith('"Budget","deviation so far this year",-1.90,')


@pytest.mark.parametrize(("address", "host"), [("10.0.0.7", "127.0.0.1"), ("127.0.0.1", "brobygger.example.org")])
def test_nobody_else_gets_it(address: str, host: str) -> None:
    response = asked(address=address, host=host)
    assert response.status_code == 401
    assert "Budsjett" not in text(response)
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("kind", "query"), [("payroll", ""), ("scorecard", "unit=none"), ("scorecard", "quarter=x")])
def test_what_is_not_there_is_not_found(kind: str, query: str) -> None:
    assert asked(kind, query).status_code == 404


def test_what_breaks_says_only_its_id(caplog: pytest.LogCaptureFixture) -> None:
    response = asked(query="unit=skole&lang=en")
    assert response.status_code == 500
    assert "on purpose" not in text(response)
    noted = caplog.records[-1]
    assert noted.args
    assert str(noted.args[0]) in text(response)
    assert "on purpose" in str(noted.exc_info)


def test_the_file_and_the_page_ask_the_same_function(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(results, "scorecard", lambda *parts: seen.append(parts[3]) or sample.card(parts[3], "x"))
    asked(query="unit=ost")
    assert seen == ["ost"]
