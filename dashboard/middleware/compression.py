"""Streamlit's scripts and styles, compressed once and kept: it serves them uncompressed, 9 MB for the first page."""

import gzip
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
YEAR_SECONDS = 31_536_000


class CompressedAssets:
    """Answers requests for scripts and styles from a store of compressed files; everything else passes."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the compressed file, or pass the request on."""
        asset = wanted_asset(scope) if scope["type"] == "http" else None
        if asset is None:
            await self.app(scope, receive, send)
            return
        headers = {
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
            # The name of a file holds a hash of its content, so it never changes under that name.
            "Cache-Control": f"public, max-age={YEAR_SECONDS}, immutable",
        }
        body = await run_in_threadpool(compressed, asset)
        await Response(body, media_type=TYPES[asset.suffix], headers=headers)(scope, receive, send)


def wanted_asset(scope: Scope) -> Path | None:
    """Return the file a request asks for, if it is a script or style and the browser takes gzip."""
    path = str(scope["path"])
    if scope["method"] != "GET" or not path.startswith("/static/") or "gzip" not in accepted(scope):
        return None
    asset = (FOLDER / path.lstrip("/")).resolve()
    inside = asset.is_relative_to(FOLDER.resolve())
    return asset if inside and asset.suffix in TYPES and asset.is_file() else None


def accepted(scope: Scope) -> str:
    """Return what encodings the browser takes."""
    return Headers(scope=scope).get("accept-encoding", "")


@lru_cache(maxsize=1024)
def compressed(asset: Path) -> bytes:
    """Return the file's content compressed; the package's files do not change while the app runs."""
    return gzip.compress(asset.read_bytes(), compresslevel=6, mtime=0)
