"""What must hold before the app starts; where it does not, it says so in words and does not start.

They hold for `python -m dashboard serve` and for any ASGI server, because the app itself asks for them.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from streamlit import config

from dashboard import settings
from dashboard.language import DEFAULT, known
from dashboard.settings import WrongSettings
from dashboard.signing_in.here import is_loopback
from dashboard.words import text

LANGUAGE_VARIABLE = "BROBYGGER_LANGUAGE"
LEAST_BYTES = 32
LEAST_DIFFERENT = 10
SAMPLES = ("replace", "change", "sample", "example", "secret", "password")
"""Words of values that were meant to be replaced; a random value does not hold them."""
REQUIRED = ("client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
Problem = tuple[str, dict[str, object]]
Options = Callable[[str], Any]


def refuse_to_start() -> None:
    """End the process with status 1, and say why, where anything is not as it must be."""
    try:
        found = list(problems(settings.read_secrets(), config.get_option, dict(os.environ)))
    except WrongSettings as wrong:
        found = [(wrong.name, wrong.slots)]
    if not found:
        return
    words = known(os.environ.get(LANGUAGE_VARIABLE)) or DEFAULT
    lines = [text(words, "signin.start.refused"), *(f"- {said(words, *problem)}" for problem in found)]
    print("\n".join(lines), file=sys.stderr, flush=True)
    sys.exit(1)


def said(words: str, name: str, slots: Mapping[str, object]) -> str:
    """Return a problem as a sentence."""
    return text(words, f"signin.start.{name}", **slots)


def problems(secrets: Mapping[str, Any], option: Options, environment: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is not as it must be: the key of the words, and what fills them.

    Raises:
        WrongSettings: `[access]` cannot be followed.
    """
    yield from _switches(option)
    yield from _hosts(option)
    access = settings.access_of(secrets)
    if access.configured:
        auth = secrets["auth"]
        yield from _secret("auth.cookie_secret", str(auth.get("cookie_secret", "")))
        yield from _redirect(access.redirect_uri)
        yield from _providers(auth)
    elif manual := environment.get("STREAMLIT_SERVER_COOKIE_SECRET"):
        yield from _secret("STREAMLIT_SERVER_COOKIE_SECRET", manual)


def _switches(option: Options) -> Iterator[Problem]:
    wanted: dict[str, tuple[object, ...]] = {
        "server.trustedUserHeaders": ({}, None),
        "server.enableAgentApi": (False,),
        "server.enableCORS": (True,),
        "server.enableXsrfProtection": (True,),
        "client.showErrorDetails": ("none",),
        "global.developmentMode": (False,),
        "server.scriptHealthCheckEnabled": (False,),
        "server.baseUrlPath": ("", None),
    }
    for name, allowed in wanted.items():
        if option(name) not in allowed:
            yield "switch", {"name": name, "found": option(name), "wanted": allowed[0]}


def _hosts(option: Options) -> Iterator[Problem]:
    hosts = [str(host).strip().lower() for host in option("server.allowedHosts") or []]
    address = str(option("server.address") or "0.0.0.0")  # noqa: S104 - where Streamlit listens when nothing is said
    if not hosts or "*" in hosts:
        yield "hosts", {}
    elif not is_loopback(address) and set(hosts) <= LOOPBACK:
        yield "hosts_outside", {"address": address}


def _secret(name: str, secret: str) -> Iterator[Problem]:
    if len(secret.encode()) < LEAST_BYTES or is_guessable(secret):
        yield "secret", {"name": name, "least": LEAST_BYTES}


def is_guessable(secret: str) -> bool:
    """Tell whether a secret is a sample, has few different characters, or repeats itself."""
    repeats = bool(secret) and secret in (secret + secret)[1:-1]
    sample = any(word in secret.lower() for word in SAMPLES)
    return repeats or sample or len(set(secret)) < LEAST_DIFFERENT


def _redirect(address: str) -> Iterator[Problem]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path != CALLBACK:
        yield "redirect", {"found": address, "end": CALLBACK}
    elif parts.scheme == "http" and not is_loopback(parts.hostname):
        yield "redirect_open", {"found": address}


def _providers(auth: Mapping[str, Any]) -> Iterator[Problem]:
    sections = settings.provider_sections(auth)
    if not sections:
        yield "no_provider", {}
    for name, section in sections.items():
        if "_" in name:
            yield "provider_name", {"name": name}
        for key in REQUIRED:
            if not section.get(key):
                yield "provider_key", {"name": name, "setting": key}
        if name == settings.DEFAULT_PROVIDER and "authorize_params" in auth:
            yield "provider_default", {}
        metadata = urlsplit(str(section.get("server_metadata_url", "")))
        if metadata.scheme == "http" and not is_loopback(metadata.hostname or ""):
            yield "provider_open", {"name": name}
