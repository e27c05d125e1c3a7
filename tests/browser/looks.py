"""How each page is looked at: both sizes and themes in one language, the other languages once."""

import pytest

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

each_look = pytest.mark.parametrize(
    ("words", "size", "scheme"),
    [
        ("nb", DESKTOP, "light"),
        ("nb", DESKTOP, "dark"),
        ("nb", PHONE, "light"),
        ("nb", PHONE, "dark"),
        ("nn", DESKTOP, "light"),
        ("en", DESKTOP, "light"),
    ],
)
