"""A person's hour of uploads: files and bytes, counted as they arrive."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from dashboard import gate
from dashboard.gate import Known
from dashboard.middleware import uploads
from dashboard.middleware.uploads import UploadQuota
from data.access import Identity, Principal
from tests.dashboard.asgi import Answer, asked, request

LIMITS = {"access": {"upload_megabytes": 0.001, "upload_files": 3}}  # 1 000 bytes
ANNA, BERIT = (
    Known(Principal(frozenset(), identity=Identity("https://issuer.example", name)), name) for name in ("anna", "berit")
)


class App:
    """Takes a whole body, and remembers how much came."""

    def __init__(self) -> None:
        self.taken: list[int] = []

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        taken, more = 0, True
        while more:
            message = await receive()
            taken, more = taken + len(message["body"]), message["more_body"]
        self.taken.append(taken)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def app(access: Callable[..., Any]) -> App:
    access(LIMITS)
    return App()


@pytest.fixture
def put(app: App) -> Callable[..., Answer]:
    quota = UploadQuota(app)

    def upload(*body: bytes, who: Known = ANNA, method: str = "PUT", **headers: str) -> Answer:
        scope = request("/_stcore/upload_file/a/b?lang=nb", method, **headers) | {gate.KNOWN: who}
        return asked(quota, scope, body)

    return upload


def test_what_is_within_the_hour_passes(put: Callable[..., Answer], app: App) -> None:
    assert [put(b"x" * 400, b"x" * 100).status for _ in range(2)] == [204, 204]
    assert app.taken == [500, 500]


def test_a_file_that_says_it_is_too_large_is_refused_unread(put: Callable[..., Answer], app: App) -> None:
    put(b"x" * 600)
    answer = put(b"x" * 500, content_length="500")
    assert answer.status == 413
    assert answer.text == "Filen er større enn det du har igjen denne timen av 0.001 MB."
    assert app.taken == [600]


@pytest.mark.parametrize("announced", [{}, {"content_length": "1"}, {"content_length": "-5"}, {"content_length": "x"}])
def test_a_file_that_says_nothing_or_lies_is_stopped_as_it_arrives(
    put: Callable[..., Answer], app: App, announced: dict[str, str]
) -> None:
    parts = [b"x" * 400] * 4
    answer = put(*parts, **announced)
    assert answer.status == 413
    assert app.taken == []
    assert put(b"x", who=BERIT).status == 204


def test_the_number_of_files_counts_too(put: Callable[..., Answer], app: App) -> None:
    assert [put(b"x").status for _ in range(4)] == [204, 204, 204, 429]
    assert app.taken == [1, 1, 1]
    refused = put(b"x")
    assert refused.text == "Du har lastet opp 3 filer den siste timen, og det er det meste. Prøv igjen senere."
    assert refused.headers["retry-after"] == "3600"


def test_each_person_has_an_hour_of_their_own(put: Callable[..., Answer]) -> None:
    assert [put(b"x").status for _ in range(4)][-1] == 429
    assert put(b"x", who=BERIT).status == 204


def test_an_hour_later_there_is_room_again(put: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(uploads.time, "monotonic", lambda: clock[0])
    assert put(b"x" * 1000).status == 204
    clock[0] += 3599
    assert put(b"x").status == 413
    clock[0] += 2
    assert put(b"x" * 999).status == 204  # the one byte that was refused still counts


def test_taking_a_file_away_costs_nothing(put: Callable[..., Answer]) -> None:
    assert [put(method="DELETE").status for _ in range(5)] == [204] * 5
    assert put(b"x" * 1000).status == 204


def test_who_did_not_pass_the_gate_uploads_nothing(app: App) -> None:
    with pytest.raises(uploads.TooMuch):
        asked(UploadQuota(app), request("/_stcore/upload_file/a/b", "PUT"), (b"x",))
    assert app.taken == []
