"""What came of a press is said once, and again in the run that the second press of a double click starts."""

import pytest

from dashboard import register_sheet
from dashboard.register_sheet import PRESSED_TWICE_S, Sheet, Telling


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which a test moves."""
    now = [100.0]
    monkeypatch.setattr(register_sheet, "monotonic", lambda: now[0])
    return now


def test_it_is_said_again_in_runs_that_follow_at_once_and_then_never(clock: list[float]) -> None:
    telling = Telling("saved")
    assert telling.to_say() == "saved"
    clock[0] += PRESSED_TWICE_S / 2
    assert telling.to_say() == "saved"
    clock[0] += PRESSED_TWICE_S
    assert telling.to_say() is None
    assert telling.to_say() is None


def test_a_run_that_is_late_still_says_it_first(clock: list[float]) -> None:
    telling = Telling("saved")
    clock[0] += 10 * PRESSED_TWICE_S
    assert telling.to_say() == "saved"


def test_what_is_told_anew_is_said_anew(clock: list[float]) -> None:
    sheet = Sheet(saved="row")
    for _ in range(2):
        assert sheet.store("row", lambda _, version: version)
        assert sheet.to_say() == "saved"
        clock[0] += 2 * PRESSED_TWICE_S
