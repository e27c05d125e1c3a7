"""The drawn line: what it says, and that it holds together whatever it is given."""

import base64
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.sparkline import Frame, Span, line

levels = st.none() | st.floats(-1e12, 1e12)


def drawing(image: str) -> ElementTree.Element:
    found = re.search(r"base64,([^\"]+)", image)
    assert found
    return ElementTree.fromstring(base64.b64decode(found[1]))  # noqa: S314 - our own drawing


def numbers(root: ElementTree.Element) -> list[float]:
    names = ("x", "y", "cx", "cy", "width", "height", "points")
    texts = [part.get(name, "") for part in root.iter() for name in names]
    return [float(number) for text in texts for number in re.findall(r"-?[\d.]+(?:e[+-]\d+)?|nan|inf", text)]


def test_a_missing_quarter_breaks_the_line() -> None:
    root = drawing(line([1, 2, None, 4, None, 6, 7, 8], Span(2, 5), "8", "Sagt."))
    kinds = [part.get("class") for part in root]
    assert kinds.count("line") == 2  # 1-2 and 6-7-8
    assert kinds.count("ring") == 1  # 4 alone
    assert kinds.count("band") == 1
    assert kinds.count("dot") == 1


def test_it_says_in_words_what_it_draws() -> None:
    assert 'alt="Fra &lt;1&gt; til 2."' in line([1, 2], None, "2", "Fra <1> til 2.")


def test_the_last_quarter_missing_has_no_last_value() -> None:
    root = drawing(line([1, 2, None], None, "", "Sagt."))
    assert [part.get("class") for part in root if part.get("class") == "dot"] == []


@settings(deadline=None, derandomize=True)
@given(st.lists(levels, max_size=8), levels, levels)
def test_everything_stays_inside_the_frame(values: list[float | None], low: float | None, high: float | None) -> None:
    ends = sorted(side for side in (low, high) if side is not None)
    span = Span(ends[0], ends[-1]) if len(ends) == 2 else Span(low, high)
    frame = Frame()
    assert all(-1 <= number <= frame.width for number in numbers(drawing(line(values, span, "<&>", "Sagt."))))
