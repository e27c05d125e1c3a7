"""Whether a request comes from this machine, and whether a page of ours sent it."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

_LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
_PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def from_this_machine(scope: Scope) -> bool:
    """Tell whether a request comes from this machine, to this machine, and past no proxy."""
    client, server = scope.get("client"), scope.get("server")
    return (
        is_from_here(client[0] if client else None, Headers(scope=scope))
        and server is not None
        and is_loopback(str(server[0]))
    )


def is_from_here(address: str | None, headers: Mapping[str, str]) -> bool:
    """Tell whether a request from an address with these headers (names in small letters) comes from this machine.

    A proxy on this machine also comes from the loopback address, so its marks, and any other host name, are refused.
    """
    if address is None or not is_loopback(address):
        return False
    if any(name in headers for name in _PROXY_HEADERS):
        return False
    return _host_name(headers.get("host", "")) in _LOOPBACK_NAMES


def is_loopback(address: str) -> bool:
    """Tell whether an address, or the name that stands for one, is this machine's own."""
    if address == "localhost":
        return True
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def is_same_origin(scope: Scope) -> bool:
    """Tell whether a page of ours sent the request: by what the browser says of it, which no page can set.

    Browsers from before 2023 do not say it; for them the page that is named must be of the same host.
    """
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    named = headers.get("origin") or headers.get("referer")
    return named is not None and urlsplit(named).netloc == headers.get("host", "")


def _host_name(host: str) -> str:
    name = host.lower()
    return name[: name.index("]") + 1] if name.startswith("[") and "]" in name else name.partition(":")[0]
