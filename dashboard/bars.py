"""Small horizontal bars of n of N, drawn by the browser: the whole outlined, the part solid, on one scale from zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.markup import Html, html, joined


@dataclass(frozen=True)
class Bar:
    """A bar: its name, how many, of how many, and the figure as text."""

    name: str
    part: int
    whole: int
    written: str


def bars(rows: Sequence[Bar]) -> Html:
    """Return the bars as a list whose text says all that they draw."""
    most = max(row.whole for row in rows)
    return html('<ul class="bb-bars" style="--most:{most}">{rows}</ul>', most=most, rows=joined(map(_bar, rows)))


def _bar(row: Bar) -> Html:
    return html(
        '<li><span>{name}</span><div class="bb-whole" style="--part:{part};--whole:{whole}">'
        '<div class="bb-part"></div></div><b>{written}</b></li>',
        name=row.name,
        part=row.part,
        whole=row.whole,
        written=row.written,
    )
