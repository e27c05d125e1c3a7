"""What tests of pages share."""

import pytest
import streamlit as st

from dashboard import gate
from data.access import LOCAL_PRINCIPAL


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Forget the answers of other tests: they may come from another database."""
    st.cache_data.clear()


@pytest.fixture
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an AppTest in: it has no request whose address could be looked at."""
    monkeypatch.setattr(gate, "current_principal", lambda: LOCAL_PRINCIPAL)
