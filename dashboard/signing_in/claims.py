"""What a provider says of somebody, and whether that is enough: issuer, audience, age, tenant and level of assurance.

Authlib has checked the ID token before: signature, nonce, expiry, and that its issuer is the one of the metadata. Here
stands what that leaves open and what the municipality demands beyond it. An e-mail address is never looked at.
"""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http.cookies import SimpleCookie
from typing import Any

from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from dashboard.settings import Access, Provider
from data.principal import Identity

LONGEST = 300
"""As many letters of an issuer and of a subject as the database holds."""
OLDEST_SECONDS = 900.0
"""How long ago an ID token may have been issued: it is fetched as somebody comes back, so the rest is for clocks that
differ, and for Entra, which dates its tokens five minutes back."""


class Refusal(StrEnum):
    """Why what a provider says is not enough."""

    ISSUER = "issuer"
    AUDIENCE = "audience"
    AGE = "age"
    SUBJECT = "subject"
    TENANT = "tenant"
    ACR = "acr"


@dataclass(frozen=True)
class Vouched:
    """Somebody whom a provider vouches for; with a refusal where that is not enough."""

    identity: Identity
    provider: str
    acr: str | None
    refusal: Refusal | None = None


def said_by(set_cookies: Iterable[str]) -> dict[str, Any] | None:
    """Return what a provider said of somebody, from the cookies that Streamlit sets after it; None where it did not.

    Only what is set in this answer counts: the same cookie in a request may be old, and a browser's to keep.
    """
    found: dict[str, str] = {}
    for header in set_cookies:
        found |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    content = _get_signed_cookie_with_chunks(found, USER_COOKIE_NAME)
    said = json.loads(content) if content else None
    return said if isinstance(said, dict) else None


def judged(said: Mapping[str, Any], access: Access) -> Vouched:
    """Return whom a provider vouches for, and whether that is enough.

    Where tenants are demanded the subject is Entra's `oid`, which is the person's in the whole tenant; `sub` would be
    another one for each app.
    """
    name = str(said.get("provider", ""))
    provider = access.provider(name)
    subject = _text(said, "oid" if provider and provider.tenants else "sub")
    acr = _text(said, "acr") or None
    refusal = _refusal(said, provider, subject, acr)
    return Vouched(Identity(_text(said, "iss"), subject), name, acr, refusal)


def _refusal(said: Mapping[str, Any], provider: Provider | None, subject: str, acr: str | None) -> Refusal | None:
    if provider is None or _text(said, "iss") not in provider.issuers:
        return Refusal.ISSUER
    if not _is_for(said, provider.client_id):
        return Refusal.AUDIENCE
    if not _is_new(said):
        return Refusal.AGE
    if provider.tenants and _text(said, "tid") not in provider.tenants:
        return Refusal.TENANT
    if provider.acr and acr not in provider.acr:
        return Refusal.ACR
    return None if subject and _text(said, "sub") else Refusal.SUBJECT


def _is_for(said: Mapping[str, Any], client_id: str) -> bool:
    """Tell whether the token is for this app; Authlib is content where it was issued to the app for another one."""
    audience = said.get("aud")
    return bool(client_id) and client_id in (audience if isinstance(audience, list) else [audience])


def _is_new(said: Mapping[str, Any]) -> bool:
    issued = said.get("iat")
    return isinstance(issued, (int, float)) and time.time() - issued <= OLDEST_SECONDS


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) and len(found) <= LONGEST else ""
