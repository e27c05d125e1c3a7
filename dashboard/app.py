"""The ASGI entry: the app, the routes beside it and what every request passes.

Start it with `python -m streamlit run dashboard/app.py`, or with any ASGI server as `dashboard.app:app`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # Streamlit puts only this folder on the path, wherever it is started from

import streamlit as st  # noqa: E402 - after the path

from dashboard import errors, warm_up  # noqa: E402 - after the path
from dashboard.exports.routes import ROUTES  # noqa: E402 - after the path
from dashboard.middleware import MIDDLEWARE  # noqa: E402 - after the path

app = st.App(
    ROOT / "dashboard" / "main.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=warm_up.lifespan,
    on_script_error=errors.show,
)
