"""Who vouches for people, and how long and how much they may: `[auth]` and `[access]` of `.streamlit/secrets.toml`.

`[auth]` is Streamlit's own: the providers and how the app proves itself to them. `[access]` is ours, and so is
`[access.NAME]` for each provider. What is misspelt is refused, for a rule that nobody reads is no rule.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit import config

from data.sessions import Limits

LONGEST_HOURS = 8
WELL_KNOWN = "/.well-known/openid-configuration"
DEFAULT_PROVIDER = "default"
_NUMBERS = {
    "session_hours": (8.0, 0.0, float(LONGEST_HOURS)),
    "idle_minutes": (30.0, 0.0, 60.0 * LONGEST_HOURS),
    "upload_megabytes": (200.0, 0.0, 2000.0),
    "upload_files": (60.0, 0.0, 1000.0),
}
"""For each number of `[access]`: what holds where it is absent, what it must be above, and what it may be at most."""
_LISTS = ("issuers", "tenants", "acr")


class WrongSettings(Exception):
    """The settings cannot be followed: the key of the words that say why, and what fills them."""

    def __init__(self, name: str, **slots: object) -> None:
        """Keep the name and the slots."""
        super().__init__(name, slots)
        self.name, self.slots = name, slots


@dataclass(frozen=True)
class Provider:
    """One that vouches for people, and what must hold for what it says.

    Attributes:
        name: What `[auth.NAME]` calls it.
        label: What people call it.
        issuers: Who it may say it is; never empty.
        tenants: The Entra tenants whose people are let in; empty where tenants mean nothing.
        acr: The levels of assurance of which one is required; empty where any will do.
        client_id: What it calls this app; what it says must be for this app.
    """

    name: str
    label: str
    issuers: frozenset[str]
    tenants: frozenset[str] = frozenset()
    acr: frozenset[str] = frozenset()
    client_id: str = ""


@dataclass(frozen=True)
class Access:
    """What the settings say.

    Attributes:
        configured: Whether there is an `[auth]` at all; then nobody gets in any other way over the network.
        redirect_uri: Where providers send people back to: the app's own address as browsers see it.
        contact: Whom somebody asks who is not let in.
        upload_bytes: How much a person may upload in an hour.
        upload_files: How many files a person may upload in an hour.
    """

    configured: bool = False
    redirect_uri: str = ""
    contact: str = ""
    limits: Limits = field(default_factory=Limits)
    upload_bytes: int = 200_000_000
    upload_files: int = 60
    providers: tuple[Provider, ...] = ()

    @property
    def secure(self) -> bool:
        """Whether browsers reach the app over HTTPS; the settings say so, for a header could be anybody's."""
        return urlsplit(self.redirect_uri).scheme == "https"

    def provider(self, name: str) -> Provider | None:
        """Return the provider of a name."""
        return next((one for one in self.providers if one.name == name), None)


def access_of(secrets: Mapping[str, Any]) -> Access:
    """Return what the content of secrets.toml says.

    Raises:
        WrongSettings: something cannot be followed, or nobody reads it.
    """
    auth, own = _table(secrets, "auth"), _table(secrets, "access")
    sections = provider_sections(auth)
    rules = {name: rule for name, rule in own.items() if isinstance(rule, Mapping)}
    _known_keys("access", own, {"contact", *_NUMBERS, *sections})
    numbers = {name: _number(own, name) for name in _NUMBERS}
    return Access(
        configured="auth" in secrets,
        redirect_uri=str(auth.get("redirect_uri", "")),
        contact=str(own.get("contact", "")),
        limits=Limits(timedelta(hours=numbers["session_hours"]), timedelta(minutes=numbers["idle_minutes"])),
        upload_bytes=round(numbers["upload_megabytes"] * 1_000_000),
        upload_files=round(numbers["upload_files"]),
        providers=tuple(_provider(name, section, rules.get(name, {})) for name, section in sections.items()),
    )


def provider_sections(auth: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the providers of `[auth]` by name: each `[auth.NAME]`, and `[auth]` itself where it names one."""
    named = {name: part for name, part in auth.items() if isinstance(part, Mapping) and "client_id" in part}
    return ({DEFAULT_PROVIDER: auth} if "client_id" in auth else {}) | named


def _provider(name: str, section: Mapping[str, Any], rule: Mapping[str, Any]) -> Provider:
    _known_keys(f"access.{name}", rule, {"label", *_LISTS})
    lists = {key: _names(name, rule, key) for key in _LISTS}
    issuers = lists["issuers"] or frozenset({discovered_issuer(str(section.get("server_metadata_url", "")))})
    client_id = str(section.get("client_id", ""))
    return Provider(name, str(rule.get("label", "")) or name, issuers, lists["tenants"], lists["acr"], client_id)


def discovered_issuer(metadata_url: str) -> str:
    """Return who a provider must say it is: its discovery address without the end that OpenID Connect gives it.

    Source:
        OpenID Connect Discovery 1.0, section 4.3: the issuer is identical to the address that the configuration was
        found under.
    """
    return metadata_url.removesuffix(WELL_KNOWN)


def _table(secrets: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = secrets.get(name, {})
    if not isinstance(found, Mapping):
        raise WrongSettings("access_not_a_table", table=name)
    return found


def _known_keys(table: str, content: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(content) - known):
        raise WrongSettings("access_unknown_key", table=table, setting=unknown[0], known=", ".join(sorted(known)))


def _number(own: Mapping[str, Any], name: str) -> float:
    usual, above, most = _NUMBERS[name]
    value = own.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not above < value <= most:
        raise WrongSettings("access_number", setting=name, found=value, most=f"{most:g}")
    return float(value)


def _names(provider: str, rule: Mapping[str, Any], key: str) -> frozenset[str]:
    if key not in rule:
        return frozenset()
    found = rule[key]
    if not isinstance(found, list) or not found or not all(isinstance(one, str) and one for one in found):
        raise WrongSettings("access_not_a_list", table=f"access.{provider}", setting=key)
    return frozenset(found)


def read_secrets() -> dict[str, Any]:
    """Return the content of every secrets.toml that Streamlit reads, the last one winning as there.

    Raises:
        WrongSettings: a file is there and cannot be read; Streamlit would go on as if there were none.
    """
    found: dict[str, Any] = {}
    for path in map(Path, config.get_option("secrets.files")):
        try:
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise WrongSettings("secrets_unreadable", file=path, cause=error) from error
    return found


@cache
def current() -> Access:
    """Return what the settings said when they were first needed; a change needs a new start."""
    return access_of(read_secrets())
