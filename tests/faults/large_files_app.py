"""The app, whose tables as files are large and almost the same for everybody: `… -m tests.faults.large_files_app`.

A file says in ten bytes in its middle for whom it was made, by the person's own id; the rest is the same.
"""

import sys
from typing import Any

from starlette.responses import Response

from dashboard.exports import routes
from dashboard.scope import Scope

HALF = b"0123456789abcde\n" * 98_304  # 1.5 MiB


def made_for(person_id: str) -> bytes:
    """Return the file of a person."""
    return HALF + person_id[-10:].encode() + HALF


def large_file(scope: Scope, _kind: str, _form: str, _asked: dict[str, Any]) -> Response:
    return Response(made_for(dict(scope.principal.persons)[scope.municipality_id]), media_type="text/csv")


if __name__ == "__main__":
    routes._file = large_file
    from dashboard.app import app

    app.run(config={"server.port": int(sys.argv[sys.argv.index("--port") + 1])})
