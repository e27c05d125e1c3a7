"""Runs of pages as Streamlit makes them, without a browser."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from dashboard import gate
from dashboard.gate import Known
from data.access import LOCAL_PRINCIPAL
from data.database import ROOT
from data.periods import Quarter

LONG = 60
SIGNED_IN = Known(LOCAL_PRINCIPAL, "bench", "bench", "bench")
BARE = """
import streamlit as st

for name in ("municipality", "unit", "quarter", "compare"):
    st.selectbox(name, ["a", "b"], key=name, label_visibility="collapsed")
st.html(st.session_state["ready"])
"""


def scorecard_page(municipality_id: str, quarter: Quarter) -> Callable[[], object]:
    """Return a call that reruns the scorecard of a municipality, with its answers kept from the run before."""
    page = _scorecard(municipality_id, quarter)
    return lambda: _run(page)


def bare_page(municipality_id: str, quarter: Quarter) -> Callable[[], object]:
    """Return a call that reruns a page with the same widgets and the scorecard's ready-made figures."""
    made = _run(_scorecard(municipality_id, quarter))
    page = AppTest.from_string(BARE, default_timeout=LONG)
    page.session_state["ready"] = "".join(element.proto.body for element in made.get("html"))
    return lambda: _run(page)


def _scorecard(municipality_id: str, quarter: Quarter) -> AppTest:
    gate.MEMO.ask = lambda _token: SIGNED_IN  # such a page has no cookies; all else of the gate is as it is
    page = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=LONG)
    page.query_params["municipality"] = municipality_id
    page.query_params["quarter"] = str(quarter)
    return page


def _run(page: AppTest) -> AppTest:
    page.run()
    if page.exception:
        raise RuntimeError(page.exception[0].message)
    return page
