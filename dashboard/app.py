"""The ASGI entry: the app, the routes beside it and what every request passes.

Start it with `python -m streamlit run dashboard/app.py`, or with any ASGI server as `dashboard.app:app`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # Streamlit puts only this folder on the path, wherever it is started from

import streamlit as st  # noqa: E402 - after the path

from dashboard import errors, start_checks, warm_up  # noqa: E402 - after the path
from dashboard.exports import routes as exports  # noqa: E402 - after the path
from dashboard.middleware import MIDDLEWARE  # noqa: E402 - after the path
from dashboard.signing_in import routes as signing_in  # noqa: E402 - after the path

start_checks.refuse_to_start()

app = st.App(
    ROOT / "dashboard" / "main.py",
    routes=[*signing_in.ROUTES, *exports.ROUTES],
    middleware=MIDDLEWARE,
    lifespan=warm_up.lifespan,
    on_script_error=errors.show,
)
