import tomllib
from pathlib import Path

from tests.services.openid import Registration
from tests.services.sign_in import callback, write_secrets

STAFF = Registration("staff", "http://127.0.0.1:9400", callback(8600), "client-1", "secret-1")
PARTNER = Registration("partner", "http://127.0.0.1:9401", callback(8600), "client-2", 'secret "2" \\ æ')
SHORT = "short"


def test_an_app_reads_each_provider_and_where_people_come_back(tmp_path: Path) -> None:
    auth = tomllib.loads(write_secrets(tmp_path, [STAFF, PARTNER]).read_text(encoding="utf-8"))["auth"]

    assert len(auth.pop("cookie_secret")) >= 32
    assert auth == {
        "redirect_uri": "http://localhost:8600/oauth2callback",
        "staff": {
            "client_id": "client-1",
            "client_secret": "secret-1",
            "server_metadata_url": "http://127.0.0.1:9400/.well-known/openid-configuration",
        },
        "partner": {
            "client_id": "client-2",
            "client_secret": 'secret "2" \\ æ',
            "server_metadata_url": "http://127.0.0.1:9401/.well-known/openid-configuration",
        },
    }


def test_a_test_adds_tables_and_keys(tmp_path: Path) -> None:
    further = {
        "auth": {"cookie_secret": SHORT},
        "auth.staff": {"client_kwargs": {"prompt": "login", "scope": "openid"}},
        "access": {"session_hours": 8, "strict": True},
        "access.staff": {"acr": ["level-1", "level-2"]},
    }

    written = tomllib.loads(write_secrets(tmp_path, [STAFF], further).read_text(encoding="utf-8"))

    assert written["auth"]["cookie_secret"] == SHORT
    assert written["auth"]["staff"]["client_id"] == "client-1"
    assert written["auth"]["staff"]["client_kwargs"] == {"prompt": "login", "scope": "openid"}
    assert written["access"] == {"session_hours": 8, "strict": True, "staff": {"acr": ["level-1", "level-2"]}}


def test_each_file_has_a_cookie_secret_of_its_own(tmp_path: Path) -> None:
    first, second = (write_secrets(tmp_path, [STAFF]).read_text() for _ in range(2))
    assert first != second
