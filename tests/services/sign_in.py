"""How an app of the tests learns of its OpenID providers, and how somebody signs in at one."""

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from data.principal import Identity
from tests.services.app import AppServer
from tests.services.openid import Registration
from tests.services.people import TESTER, session_token

Tables = Mapping[str, Mapping[str, Any]]


def callback(port: int) -> str:
    """Return where providers send people back to, for an app on a port of this machine."""
    return f"http://localhost:{port}/oauth2callback"


def write_secrets(folder: Path, registrations: Iterable[Registration], further: Tables | None = None) -> Path:
    """Write what an app reads of its providers, with a cookie secret of its own, and return the file.

    Args:
        folder: A folder of the test's own.
        registrations: At which providers the app is registered; all send people back to the same address.
        further: Further tables, and further keys of those that are written anyway:
            `{"access.staff": {"acr": [SUBSTANTIAL]}, "auth.staff": {"client_kwargs": {"prompt": "login"}}}`.
    """
    known = list(registrations)
    tables: dict[str, dict[str, Any]] = {
        "auth": {"redirect_uri": known[0].redirect_uri, "cookie_secret": secrets.token_urlsafe(48)}
    }
    for registration in known:
        tables[f"auth.{registration.name}"] = {
            "client_id": registration.client_id,
            "client_secret": registration.client_secret,
            "server_metadata_url": registration.metadata_url,
        }
    for name, keys in (further or {}).items():
        tables[name] = tables.get(name, {}) | dict(keys)
    file = folder / "secrets.toml"
    file.write_text("\n".join(map(written, tables, tables.values())), encoding="utf-8")
    return file


def written(name: str, keys: Mapping[str, Any]) -> str:
    """Return a table as TOML has it."""
    return f"[{name}]\n" + "".join(f"{key} = {value(keys[key])}\n" for key in keys)


def value(of: Any) -> str:
    """Return a value as TOML has it: texts, numbers and lists as JSON has them, mappings inline."""
    if isinstance(of, Mapping):
        return "{" + ", ".join(f"{key} = {value(of[key])}" for key in of) + "}"
    return json.dumps(of)


def sign_in(page: Page, subject: str, level: str = "") -> None:
    """Sign in on the page of a provider, to which an app has led.

    Args:
        page: Where the provider asks who one is.
        subject: One of the provider's accounts.
        level: One of its levels of assurance; none where it is empty.
    """
    page.get_by_label("Subject").fill(subject)
    page.get_by_label("Level").select_option(level)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    """Confirm on the page of a provider that one signs out there too."""
    page.get_by_role("button", name="Sign out").click()


def signed_in(context: BrowserContext, server: AppServer, database_url: str, identity: Identity = TESTER) -> str:
    """Let a browser be signed in as somebody without the way in; return the token of the session.

    The person must have a role in the database, as `tests.services.people.grant` gives it.
    """
    token = session_token(database_url, identity)
    for address in (server.url, server.localhost):
        context.add_cookies([{"name": "brobygger_session", "value": token, "url": address}])
    return token
