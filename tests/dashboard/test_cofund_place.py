"""What of the gains plans an address asks for."""

import pytest

from dashboard.cofund_place import CofundPlace, place

SAID = {"initiative": "VT-01", "cut": "hypothetical", "edit": "1"}


def test_what_is_written_is_read_again() -> None:
    assert place(SAID) == CofundPlace("VT-01", hypothetical=True, edit=True)
    assert place(SAID).parameters() == SAID
    assert CofundPlace().parameters() == {}
    assert CofundPlace("VT-01").editing().parameters() == {"initiative": "VT-01", "edit": "1"}


@pytest.mark.parametrize("asked", [{"cut": "real"}, {"edit": "yes"}, {"initiative": "a b"}, {"initiative": "../x"}, {}])
def test_what_nobody_can_have_written_is_left_out(asked: dict[str, str]) -> None:
    assert place(asked) == CofundPlace()
