"""The app in a process of its own, as a person's browser meets it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.services.server import free_port

ROOT = Path(__file__).parents[2]
SERVE = (sys.executable, "-m", "dashboard", "serve")
START_SECONDS = 60.0
STOP_SECONDS = 10.0
SECRETS_VARIABLE = "STREAMLIT_SECRETS_FILES"  # read by `streamlit run`; a path with a blank would be two


class AppError(Exception):
    """The app did not start; the text holds what it said."""


@dataclass
class AppServer:
    """A running app; stop it, or use it with `with`.

    Attributes:
        url: Where it answers, without a slash at the end.
        process: The process that was started, at the head of a group of its own.
        folder: A folder that goes away with it, with its log.
    """

    url: str
    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str] = field(repr=False)

    def __enter__(self) -> Self:
        """Return the running app."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the app."""
        self.stop()

    @property
    def localhost(self) -> str:
        """Where it answers by name, which is what providers send people back to; no slash at the end."""
        return self.url.replace("127.0.0.1", "localhost")

    @property
    def log(self) -> str:
        """What the app has said so far."""
        return (Path(self.folder.name) / "log").read_text(errors="replace")

    def is_healthy(self) -> bool:
        """Return whether the app answers that it is well."""
        with suppress(OSError), urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - the address is ours
            return bool(answer.status == 200)
        return False

    def stop(self) -> None:
        """Stop the app with all its processes, at once where it does not stop by itself, and remove its log."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.folder.cleanup()

    def wait_until_healthy(self) -> None:
        """Wait until the app answers.

        Raises:
            AppError: It ended, or did not answer in time.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AppError(f"The app ended with exit code {self.process.returncode}:\n{self.log}")
            if self.is_healthy():
                return
            time.sleep(0.1)
        raise AppError(f"The app did not answer within {START_SECONDS:.0f} seconds:\n{self.log}")


def start_app(
    database_url: str,
    port: int | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    secrets: Path | None = None,
    command: Sequence[str] = SERVE,
) -> AppServer:
    """Start the app on a database and wait until it answers.

    Args:
        database_url: The address of a migrated database.
        port: Where it listens; a free port where none is given.
        environment: Further environment variables of the app.
        secrets: The secrets.toml it reads; none where none is given, whatever lies about on this machine.
        command: What starts it; `--port` is added.

    Raises:
        AppError: It did not start.
    """
    port = port or free_port()
    folder = tempfile.TemporaryDirectory(prefix="brobygger-app-")
    own = {
        "BROBYGGER_DATABASE_URL": database_url,
        SECRETS_VARIABLE: str(secrets or Path(folder.name) / "no-secrets.toml"),
    }
    with (Path(folder.name) / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=ROOT,
            env=os.environ | own | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = AppServer(f"http://127.0.0.1:{port}", process, folder)
    try:
        server.wait_until_healthy()
    except BaseException:
        server.stop()
        raise
    return server
