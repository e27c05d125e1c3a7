"""Who is this? Until sign-in exists, only somebody at the machine itself: the loopback address, and no proxy."""

from collections.abc import Mapping
from ipaddress import ip_address

import streamlit as st

from data.access import LOCAL_PRINCIPAL, Principal

_LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
_PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def current_principal() -> Principal | None:
    """Return who is asking in this run of the app; None is somebody who must sign in first."""
    headers = {name.lower(): value for name, value in st.context.headers.to_dict().items()}
    address = st.context.ip_address or "127.0.0.1"  # Streamlit answers None for the loopback address
    return principal_of(address, headers)


def principal_of(address: str | None, headers: Mapping[str, str]) -> Principal | None:
    """Return who sends a request from an address with these headers (names in small letters).

    A proxy on this machine also comes from the loopback address, so its marks, and any other host name, are refused.
    """
    if address is None or not _is_loopback(address):
        return None
    if any(name in headers for name in _PROXY_HEADERS):
        return None
    return LOCAL_PRINCIPAL if _host_name(headers.get("host", "")) in _LOOPBACK_NAMES else None


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def _host_name(host: str) -> str:
    name = host.lower()
    return name[: name.index("]") + 1] if name.startswith("[") and "]" in name else name.partition(":")[0]
