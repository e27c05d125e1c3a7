"""What keeps the app from starting, one thing at a time; and that what is shipped starts."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dashboard.start_checks import is_guessable, problems, said

ROOT = Path(__file__).resolve().parents[2]
GOOD = "Zk3v_9Qb1tXw7LmP2yHd8RfJ5sNc0AgUe6Ti4Ko"
SHIPPED: dict[str, Any] = {
    f"{section}.{name}": value
    for section, content in tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")).items()
    for name, value in content.items()
}
STREAMLITS: dict[str, Any] = {
    "server.trustedUserHeaders": {},
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.scriptHealthCheckEnabled": False,
    "server.baseUrlPath": "",
    "global.developmentMode": False,
}
OPTIONS = STREAMLITS | SHIPPED
STAFF = {
    "client_id": "app",
    "client_secret": "s",
    "server_metadata_url": "https://issuer.example/.well-known/openid-configuration",
}
AUTH = {"redirect_uri": "https://app.example/oauth2callback", "cookie_secret": GOOD, "staff": STAFF}


def found(options: dict[str, Any], secrets: dict[str, Any], environment: dict[str, str] | None = None) -> list[str]:
    named = list(problems(secrets, (OPTIONS | options).__getitem__, environment or {}))
    for name, slots in named:
        for words in ("nb", "nn", "en"):
            assert said(words, name, slots)
    return [name for name, _ in named]


@pytest.mark.parametrize("secrets", [{}, {"access": {"contact": "x"}}, {"auth": AUTH}])
def test_what_is_shipped_starts(secrets: dict[str, Any]) -> None:
    assert found({}, secrets) == []


@pytest.mark.parametrize(
    "auth",
    [
        AUTH | {"redirect_uri": "http://localhost:8501/oauth2callback"},
        AUTH | {"redirect_uri": "http://127.0.0.1:8501/oauth2callback"},
        AUTH | {"staff": STAFF | {"server_metadata_url": "http://127.0.0.1:9400/.well-known/openid-configuration"}},
        {"redirect_uri": AUTH["redirect_uri"], "cookie_secret": GOOD, **STAFF},
    ],
)
def test_a_provider_on_this_machine_may_be_tried_without_https(auth: dict[str, Any]) -> None:
    assert found({}, {"auth": auth}) == []


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"server.trustedUserHeaders": {"X-User": "sub"}}, "switch"),
        ({"server.enableAgentApi": True}, "switch"),
        ({"server.enableCORS": False}, "switch"),
        ({"server.enableXsrfProtection": False}, "switch"),
        ({"server.scriptHealthCheckEnabled": True}, "switch"),
        ({"global.developmentMode": True}, "switch"),
        ({"server.baseUrlPath": "brobygger"}, "switch"),
        ({"client.showErrorDetails": "full"}, "switch"),
        ({"client.showErrorDetails": "type"}, "switch"),
        ({"client.showErrorDetails": True}, "switch"),
        ({"server.allowedHosts": []}, "hosts"),
        ({"server.allowedHosts": ["*"]}, "hosts"),
        ({"server.allowedHosts": ["app.example", " * "]}, "hosts"),
        ({"server.address": "0.0.0.0"}, "hosts_outside"),  # noqa: S104 - refused
        ({"server.address": None}, "hosts_outside"),
        ({"server.address": "192.0.2.1"}, "hosts_outside"),
    ],
)
def test_a_setting_that_opens_the_app(options: dict[str, Any], name: str) -> None:
    assert found(options, {}) == [name]


def test_another_address_is_fine_with_the_name_of_the_service() -> None:
    assert found({"server.address": "0.0.0.0", "server.allowedHosts": ["app.example"]}, {}) == []  # noqa: S104 - as in a container


@pytest.mark.parametrize(
    ("auth", "names"),
    [
        ({"cookie_secret": ""}, ["secret"]),
        ({"cookie_secret": GOOD[:31]}, ["secret"]),
        ({"cookie_secret": "REPLACE-WITH-48-RANDOM-CHARACTERS"}, ["secret"]),
        ({"cookie_secret": "a" * 64}, ["secret"]),
        ({"cookie_secret": "0123456789abcdef" * 2}, ["secret"]),
        ({"redirect_uri": "http://app.example/oauth2callback"}, ["redirect_open"]),
        ({"redirect_uri": "https://app.example/"}, ["redirect"]),
        ({"redirect_uri": ""}, ["redirect"]),
        ({"redirect_uri": "javascript:/oauth2callback"}, ["redirect"]),
        ({"staff": {"client_id": "app"}}, ["provider_key", "provider_key"]),
        ({"staff": "x"}, ["no_provider"]),
        ({"my_town": STAFF}, ["provider_name"]),
        ({"staff": STAFF | {"server_metadata_url": "http://issuer.example/.well-known/x"}}, ["provider_open"]),
        (STAFF | {"authorize_params": {"acr_values": "high"}}, ["provider_default"]),
    ],
)
def test_a_sign_in_that_is_not_safe(auth: dict[str, Any], names: list[str]) -> None:
    assert found({}, {"auth": AUTH | auth}) == names


def test_a_secret_of_streamlits_own_is_looked_at_where_there_is_no_sign_in() -> None:
    assert found({}, {}, {"STREAMLIT_SERVER_COOKIE_SECRET": "short"}) == ["secret"]
    assert found({}, {}, {"STREAMLIT_SERVER_COOKIE_SECRET": GOOD}) == []


@pytest.mark.parametrize(
    ("secret", "guessable"),
    [
        (GOOD, False),
        ("9d3f1b7c5e2a8046b1d7f3c9e5a20864", False),
        ("my-secret-key-for-the-municipality-1", True),
        ("ab" * 32, True),
        ("", True),
    ],
)
def test_what_can_be_guessed(secret: str, guessable: bool) -> None:
    assert is_guessable(secret) is guessable


def started(tmp_path: Path, secrets: str, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    file = tmp_path / "secrets.toml"
    file.write_text(secrets, encoding="utf-8")
    variables = {"PATH": "/usr/bin:/bin", "STREAMLIT_SECRETS_FILES": str(file), "HOME": str(tmp_path), **environment}
    variables["BROBYGGER_DATABASE_URL"] = f"sqlite:///{tmp_path}/x.sqlite"
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *command], cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("language", ["nb", "en"])
def test_serve_ends_with_status_one_and_says_why(tmp_path: Path, language: str) -> None:
    ended = started(tmp_path, "[auth]\n", "-m", "dashboard", "serve", "--port", "18999", "--language", language)
    assert ended.returncode == 1
    lines = ended.stderr.strip().splitlines()
    first = {
        "nb": "Brobygger starter ikke, fordi dette ikke er trygt:",
        "en": "Brobygger does not start, because this is not safe:",
    }
    assert first[language] in lines
    assert any(line.startswith("- auth.cookie_secret") for line in lines)
    assert "Traceback" not in ended.stderr


def test_a_file_that_cannot_be_read_stops_it_too(tmp_path: Path) -> None:
    ended = started(tmp_path, "[auth\n", "-m", "dashboard", "serve", "--port", "18999")
    assert ended.returncode == 1
    assert "secrets.toml kan ikke leses" in ended.stderr


def test_any_server_that_loads_the_app_is_stopped(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text("[access]\nsession_hours = 9\n", encoding="utf-8")
    ended = started(tmp_path, "", "-m", "uvicorn", "dashboard.app:app", "--port", "18998")
    assert ended.returncode == 1
    assert "access.session_hours er «9»" in ended.stderr
