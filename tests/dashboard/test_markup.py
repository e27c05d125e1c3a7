"""The one way from values to HTML escapes everything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.markup import Html, html, joined


def test_values_are_escaped_and_html_is_kept() -> None:
    inner = html("<b>{name}</b>", name='<img src=x onerror="alert(1)">')
    assert inner == "<b>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</b>"
    assert html("<p>{inner}{n}</p>", inner=inner, n=3) == f"<p>{inner}3</p>"
    assert joined([Html("<i>a</i>"), html("{b}", b="&")]) == "<i>a</i>&amp;"


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_no_text_opens_a_tag_or_leaves_an_attribute(text: str) -> None:
    made = html('<p title="{text}">{text}</p>', text=text)
    assert made.count("<") == 2
    assert made.count(">") == 2
    assert made.count('"') == 2
