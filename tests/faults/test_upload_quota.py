"""What one person may upload in an hour, counted as it arrives, whatever they call themselves and their connections."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dashboard.gate import COOKIE
from data.principal import Identity
from data.vocabulary import Role
from tests.faults.gated import FILES_AN_HOUR, MEGABYTES_AN_HOUR, MUNICIPALITY, PLAIN, Gated
from tests.services.people import grant, session_token
from tests.services.plain_http import asked
from tests.services.websocket import XSRF_COOKIE, Doorstep, Visitor

BOUNDARY = "the-boundary-of-a-form"
TAKEN, TOO_MANY, TOO_LARGE = 204, 429, 413


class Uploader:
    """Somebody with the imports page open, who uploads files to it."""

    def __init__(self, town: Gated, visitor: Visitor, token: str) -> None:
        self.town, self.token = town, token
        self.xsrf = visitor.cookies[XSRF_COOKIE]
        self.session_id = visitor.shown.session_id

    def upload(self, number: int, size: int = 10, method: str = "PUT") -> int:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'.encode()
        body = head + b"1" * size + f"\r\n--{BOUNDARY}--\r\n".encode()
        headers = {
            "Cookie": f"{COOKIE}={self.token}; {XSRF_COOKIE}={self.xsrf}",
            "X-Xsrftoken": self.xsrf,
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        }
        path = f"/_stcore/upload_file/{self.session_id}/{number}"
        return asked(self.town.server.localhost, method, path, headers, body).status


@contextmanager
def uploading(town: Gated, person: Identity) -> Iterator[Uploader]:
    token = session_token(town.url, person)
    with Visitor(Doorstep(town.server.localhost, {COOKIE: token})) as visitor:
        visitor.open("imports")
        yield Uploader(town, visitor, token)


@pytest.fixture
def importer(town: Gated, request: pytest.FixtureRequest) -> Identity:
    person = Identity(town.issuers[PLAIN].registration.issuer, f"importer of {request.node.name}")
    grant(town.url, person, Role.CONTROLLER, MUNICIPALITY)
    return person


def test_so_many_files_an_hour_in_all_sessions_together(town: Gated, importer: Identity) -> None:
    with uploading(town, importer) as first:
        assert [first.upload(number) for number in range(FILES_AN_HOUR - 1)] == [TAKEN] * (FILES_AN_HOUR - 1)
        with uploading(town, importer) as second:
            assert [second.upload(1), second.upload(2)] == [TAKEN, TOO_MANY]
        assert first.upload(9) == TOO_MANY
        with uploading(town, town.identity(PLAIN)) as somebody_else:
            assert somebody_else.upload(1) == TAKEN


def test_so_many_bytes_an_hour(town: Gated, importer: Identity) -> None:
    with uploading(town, importer) as person:
        assert person.upload(1, MEGABYTES_AN_HOUR * 600_000) == TAKEN
        assert person.upload(2, MEGABYTES_AN_HOUR * 600_000) == TOO_LARGE
        assert person.upload(3) == TAKEN


def test_nobody_uploads_to_or_takes_away_from_somebody_elses_page(town: Gated, importer: Identity) -> None:
    with uploading(town, importer) as person, uploading(town, town.identity(PLAIN)) as other:
        own_page, other.session_id = other.session_id, person.session_id
        assert [other.upload(1), other.upload(1, method="DELETE")] == [403, 403]
        other.session_id = own_page
        assert [other.upload(1), other.upload(1, method="DELETE")] == [TAKEN, TAKEN]


def test_a_stranger_uploads_nothing_to_an_open_page(town: Gated, importer: Identity) -> None:
    with uploading(town, importer) as person:
        person.token = ""
        assert person.upload(1) == 401
