"""What may be written as an explanation, whatever a browser sends."""

from dataclasses import replace

import pytest

from dashboard.actions.comment import LIMITS, TEXTS, Comment, IncompleteComment, TooLongComment, write_comment
from data.access import LOCAL_PRINCIPAL, AccessDenied
from data.periods import Quarter

WRITTEN = Comment("nowhere", "nowhere", Quarter(2026, 3), "measure", "why", "what", "who", None, None)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_empty_or_too_long_is_refused_before_anything_is_asked(name: str) -> None:
    with pytest.raises(IncompleteComment, match=name):
        write_comment(LOCAL_PRINCIPAL, replace(WRITTEN, **{name: " \n "}))
    with pytest.raises(TooLongComment, match=name):
        write_comment(LOCAL_PRINCIPAL, replace(WRITTEN, **{name: "x" * (LIMITS[name] + 1)}))


@pytest.mark.usefixtures("sqlite_database")
def test_a_text_at_its_limit_goes_on_to_the_unit_that_is_not_there() -> None:
    with pytest.raises(AccessDenied):
        write_comment(LOCAL_PRINCIPAL, replace(WRITTEN, **{name: "x" * LIMITS[name] for name in TEXTS}))
