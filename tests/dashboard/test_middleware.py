"""What every request passes: language of the document, compression and headers."""

import asyncio
import gzip
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.middleware.compression import FOLDER, CompressedAssets
from dashboard.middleware.document_language import DocumentLanguage, in_language
from dashboard.middleware.security_headers import HEADERS, SecurityHeaders

DOCUMENT = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head></html>'


async def app(scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer with the document in two parts, or with text; tell what the request carried."""
    html = scope["path"] == "/"
    kind = b"text/html; charset=utf-8" if html else b"text/plain"
    carried = b",".join(name for name, _ in scope["headers"])
    headers = [(b"content-type", kind), (b"etag", b'"1"'), (b"content-length", b"1"), (b"x-carried", carried)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": DOCUMENT[:20] if html else b"text", "more_body": html})
    if html:
        await send({"type": "http.response.body", "body": DOCUMENT[20:]})


def answer(wrapped: Any, path: str = "/", query: str = "", **headers: str) -> tuple[dict[str, str], bytes]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": named}
    asyncio.run(wrapped(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in messages)
    return {name.decode(): value.decode() for name, value in messages[0]["headers"]}, body


@pytest.mark.parametrize(
    ("query", "headers", "language"),
    [
        ("", {}, "nb"),
        ("lang=nn", {}, "nn"),
        ("lang=xx", {}, "nb"),
        ("", {"cookie": "brobygger_language=en"}, "en"),
        ("lang=nb", {"cookie": "brobygger_language=en"}, "nb"),
        ("", {"accept_language": "nn-NO"}, "nn"),
        ('lang="><script>', {}, "nb"),
    ],
)
def test_the_document_says_its_language(query: str, headers: dict[str, str], language: str) -> None:
    found, body = answer(DocumentLanguage(app), query=query, accept="text/html", **headers)
    assert f'<html lang="{language}">'.encode() in body
    assert b"<title>Brobygger</title>" in body
    assert found["content-length"] == str(len(body))
    assert found["content-language"] == language
    assert "etag" not in found


def test_a_language_in_the_address_is_remembered_and_no_other() -> None:
    found, _ = answer(DocumentLanguage(app), query="lang=nn", accept="text/html")
    assert found["set-cookie"] == "brobygger_language=nn; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"
    found, _ = answer(DocumentLanguage(app), query="lang=xx", accept="text/html")
    assert "set-cookie" not in found


def test_the_document_is_asked_for_whole_and_uncompressed() -> None:
    found, _ = answer(DocumentLanguage(app), accept="text/html", if_none_match='"1"', accept_encoding="gzip")
    assert found["x-carried"] == "accept"


def test_everything_else_passes_untouched() -> None:
    found, body = answer(DocumentLanguage(app), path="/file", query="lang=nn", accept="text/html")
    assert body == b"text"
    assert found["etag"] == '"1"'
    found, body = answer(DocumentLanguage(app), accept="*/*")
    assert body == DOCUMENT


def test_the_installed_document_is_the_one_that_is_rewritten() -> None:
    document = (FOLDER / "index.html").read_bytes()
    changed = in_language(document, "nn")
    assert b'<html lang="nn">' in changed
    assert b"<title>Brobygger</title>" in changed


def script() -> str:
    return "/" + next(FOLDER.glob("static/js/index.*.js")).relative_to(FOLDER).as_posix()


def test_scripts_are_compressed_and_kept_by_the_browser() -> None:
    found, body = answer(CompressedAssets(app), path=script(), accept_encoding="br, gzip")
    assert gzip.decompress(body) == (FOLDER / script()[1:]).read_bytes()
    assert found["content-encoding"] == "gzip"
    assert found["content-type"].startswith("text/javascript")
    assert found["cache-control"] == "public, max-age=31536000, immutable"
    assert found["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("path", "encoding"),
    [
        (script(), "br"),
        ("/static/js/none.js", "gzip"),
        ("/static/../index.html", "gzip"),
        ("/static/../../../../../../../../etc/passwd", "gzip"),
        ("/static/../../web/cli.py", "gzip"),
        ("/app/static/inter-latin.woff2", "gzip"),
    ],
)
def test_what_is_no_script_or_style_passes(path: str, encoding: str) -> None:
    found, body = answer(CompressedAssets(app), path=path, accept_encoding=encoding)
    assert body == b"text"
    assert "content-encoding" not in found


def test_every_answer_carries_the_security_headers() -> None:
    found, _ = answer(SecurityHeaders(app), path="/file")
    assert {name: found[name.lower()] for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in found["content-security-policy"]
