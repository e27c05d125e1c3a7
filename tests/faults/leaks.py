"""What an app must never tell a browser: how it is made, and what others keep secret."""

import re
from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.services.app import ROOT

INTERNAL = re.compile(
    rb"Traceback \(most recent"
    rb"|File \\?\"[^\"]*\", line \d"
    rb"|site-packages|/lib/python|" + re.escape(str(ROOT).encode()) + rb"|\.py\b"
    rb"|SELECT\s|INSERT INTO|UPDATE\s|DELETE FROM|PRAGMA\s"
    rb"|sqlite3|sqlalchemy|psycopg"
    rb"|(?<=[a-z])(?:Error|Exception)\b"
)
"""What stands in tracebacks, in statements and in the names of files and exceptions."""
MARKS = (
    *(b"Traceback", b'File "', b'File \\"', b"site-packages", b"/lib/python", str(ROOT).encode(), b".py", b"SELECT"),
    *(b"INSERT INTO", b"UPDATE", b"DELETE FROM", b"PRAGMA", b"sqlite3", b"sqlalchemy", b"psycopg", b"Error"),
    b"Exception",
)
"""One of these stands in whatever INTERNAL finds; to look for them first is faster by far."""
AROUND = 60


def leaks(message: ForwardMsg, secrets: Iterable[str] = ()) -> list[str]:
    """Return what a message tells that it should not, each with the text around it.

    Streamlit tells each browser where the app's main script lies; nothing of ours can keep it from that, so that one
    field is left out.

    Args:
        message: From the app.
        secrets: Further texts that the one who gets it may not see.
    """
    looked_at = ForwardMsg()
    looked_at.CopyFrom(message)
    if looked_at.HasField("new_session"):
        looked_at.new_session.ClearField("main_script_path")
    content = looked_at.SerializeToString()
    hidden = [secret for secret in secrets if secret.encode() in content]
    if not any(mark in content for mark in MARKS):
        return hidden
    found = [
        content[max(match.start() - AROUND, 0) : match.end() + AROUND].decode(errors="replace")
        for match in INTERNAL.finditer(content)
    ]
    return found + hidden
