"""What tests of pages share."""

import pytest

from dashboard import gate
from data.access import LOCAL_PRINCIPAL


@pytest.fixture
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an AppTest in: it has no request whose address could be looked at."""
    monkeypatch.setattr(gate, "current_principal", lambda: LOCAL_PRINCIPAL)
