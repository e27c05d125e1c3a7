import os
import sys
from pathlib import Path

import pytest

import tests.services.app as app
from tests.services.app import AppError, start_app

HEALTHY = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/_stcore/health" else 404)
        self.end_headers()
        self.wfile.write(os.environ["BROBYGGER_DATABASE_URL"].encode())
    def log_message(self, *arguments): pass
print("listening with", os.environ.get("FURTHER"), flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Handler).serve_forever()
"""


def test_an_app_answers_on_its_database_and_stops_with_its_folder() -> None:
    with start_app("sqlite://", environment={"FURTHER": "more"}, command=[sys.executable, "-c", HEALTHY]) as server:
        assert server.is_healthy()
        assert server.log == "listening with more\n"
        folder = Path(server.folder.name)

    assert not server.is_healthy()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server.process.pid, 0)


def test_an_app_reads_the_secrets_it_is_given_and_no_others(tmp_path: Path) -> None:
    told = HEALTHY.replace("FURTHER", "STREAMLIT_SECRETS_FILES")
    with start_app("sqlite://", secrets=tmp_path / "given.toml", command=[sys.executable, "-c", told]) as server:
        assert server.log == f"listening with {tmp_path}/given.toml\n"
    with start_app("sqlite://", command=[sys.executable, "-c", told]) as server:
        assert server.log == f"listening with {server.folder.name}/no-secrets.toml\n"
        assert not (Path(server.folder.name) / "no-secrets.toml").exists()


def test_an_app_that_ends_says_why() -> None:
    with pytest.raises(AppError, match=r"exit code 3:\nno such table"):
        start_app("sqlite://", command=[sys.executable, "-c", "print('no such table'); raise SystemExit(3)"])


def test_an_app_that_does_not_answer_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "START_SECONDS", 0.5)
    with pytest.raises(AppError, match="did not answer"):
        start_app("sqlite://", command=[sys.executable, "-c", "import time; time.sleep(60)"])
