"""What secrets.toml says of access, and that nothing misspelt passes for a rule."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

from dashboard import settings
from dashboard.settings import Access, WrongSettings, access_of
from data.sessions import Limits

ROOT = Path(__file__).resolve().parents[2]
METADATA = "https://issuer.example/realms/town/.well-known/openid-configuration"
STAFF = {"client_id": "app", "client_secret": "s", "server_metadata_url": METADATA}
AUTH = {"redirect_uri": "https://app.example/oauth2callback", "cookie_secret": "x", "staff": STAFF}


def test_without_a_file_the_limits_are_eight_hours_and_thirty_minutes() -> None:
    found = access_of({})
    assert found == Access()
    assert found.limits == Limits(timedelta(hours=8), timedelta(minutes=30))
    assert (found.upload_bytes, found.upload_files) == (200_000_000, 60)
    assert not found.configured
    assert not found.secure


def test_a_provider_must_be_the_one_its_metadata_is_found_at() -> None:
    [staff] = access_of({"auth": AUTH}).providers
    assert staff.issuers == {"https://issuer.example/realms/town"}
    assert (staff.name, staff.label, staff.tenants, staff.acr) == ("staff", "staff", frozenset(), frozenset())


def test_each_provider_has_rules_of_its_own() -> None:
    rules = {
        "contact": "help@town.example",
        "session_hours": 2,
        "idle_minutes": 5,
        "upload_megabytes": 1.5,
        "upload_files": 3,
        "staff": {"label": "Town", "issuers": ["https://a", "https://b"], "tenants": ["t"], "acr": ["high"]},
    }
    found = access_of({"auth": AUTH | {"partner": STAFF}, "access": rules})
    staff, partner = found.providers
    assert (staff.label, staff.issuers, staff.tenants, staff.acr) == (
        "Town",
        {"https://a", "https://b"},
        {"t"},
        {"high"},
    )
    assert partner.acr == frozenset()
    assert found.provider("partner") is partner
    assert found.provider("nobody") is None
    assert found.limits == Limits(timedelta(hours=2), timedelta(minutes=5))
    assert (found.contact, found.upload_bytes, found.upload_files) == ("help@town.example", 1_500_000, 3)


def test_a_provider_without_a_name_is_the_default_one() -> None:
    [only] = access_of({"auth": {"redirect_uri": "http://localhost:8501/oauth2callback", **STAFF}}).providers
    assert only.name == "default"


@pytest.mark.parametrize(("uri", "secure"), [("https://a.example/x", True), ("http://localhost/x", False), ("", False)])
def test_cookies_are_secure_where_browsers_come_over_https(uri: str, secure: bool) -> None:
    assert access_of({"auth": AUTH | {"redirect_uri": uri}}).secure is secure


@pytest.mark.parametrize(
    ("access", "name"),
    [
        ({"contcat": "x"}, "access_unknown_key"),
        ({"staff": {"tenant": ["t"]}}, "access_unknown_key"),
        ({"stuff": {"tenants": ["t"]}}, "access_unknown_key"),
        ({"session_hours": 8.1}, "access_number"),
        ({"session_hours": 0}, "access_number"),
        ({"session_hours": "8"}, "access_number"),
        ({"session_hours": True}, "access_number"),
        ({"idle_minutes": 481}, "access_number"),
        ({"idle_minutes": float("nan")}, "access_number"),
        ({"staff": {"acr": "high"}}, "access_not_a_list"),
        ({"staff": {"acr": []}}, "access_not_a_list"),
        ({"staff": {"tenants": [1]}}, "access_not_a_list"),
        ({"staff": {"issuers": [""]}}, "access_not_a_list"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(access: dict[str, Any], name: str) -> None:
    with pytest.raises(WrongSettings) as refused:
        access_of({"auth": AUTH, "access": access})
    assert refused.value.name == name


@pytest.mark.parametrize("part", ["auth", "access"])
def test_a_part_that_is_no_table_is_refused(part: str) -> None:
    with pytest.raises(WrongSettings, match="access_not_a_table"):
        access_of({part: "x"})


def test_the_limits_may_be_eight_hours_each() -> None:
    longest = access_of({"access": {"session_hours": 8, "idle_minutes": 480}}).limits
    assert longest == Limits(timedelta(hours=8), timedelta(hours=8))


def test_the_sample_can_be_followed() -> None:
    found = access_of(tomllib.loads((ROOT / ".streamlit" / "secrets.example.toml").read_text(encoding="utf-8")))
    assert [one.name for one in found.providers] == ["entra", "idporten", "keycloak"]
    assert found.secure
    assert found.provider("idporten").acr == {"idporten-loa-high"}  # type: ignore[union-attr]


def test_a_file_that_cannot_be_read_is_not_as_if_there_were_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secrets.toml"
    monkeypatch.setattr(config, "get_option", lambda _name: [str(tmp_path / "absent.toml"), str(file)])
    assert settings.read_secrets() == {}
    file.write_text("[auth", encoding="utf-8")
    with pytest.raises(WrongSettings, match="secrets_unreadable"):
        settings.read_secrets()
    file.write_text('[access]\ncontact = "a"\n', encoding="utf-8")
    assert settings.read_secrets() == {"access": {"contact": "a"}}


def test_the_real_file_is_kept_out_of_git() -> None:
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
