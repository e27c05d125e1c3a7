"""What an app must never tell a browser: how it is made, and what others keep secret."""

import re
from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.services.app import ROOT

INTERNAL = re.compile(
    rb"Traceback \(most recent call last\)"
    rb"|File \"[^\"]*\", line \d+"
    rb"|[\w/.-]*/(?:site-packages|lib/python[\d.]*)/[\w/.-]*"
    rb"|\b\w+\.py\b"
    rb"|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA)\s[^<]{0,80}"
    rb"|\b(?:sqlite3|sqlalchemy|psycopg)\b[^<]{0,80}"
    rb"|\b[A-Z]\w*(?:Error|Exception)\b[^<]{0,80}"
    rb"|" + re.escape(str(ROOT).encode()) + rb"[^<]{0,80}"
)
"""What stands in tracebacks, in statements and in the names of files and exceptions."""


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
    found = [match.group().decode(errors="replace") for match in INTERNAL.finditer(content)]
    return found + [secret for secret in secrets if secret.encode() in content]
