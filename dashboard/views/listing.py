"""A table of words: a heading a column, and on a narrow screen the heading before each value."""

from collections.abc import Sequence

from dashboard.markup import NOTHING, Html, html, joined


def listing(caption: str, headings: Sequence[str], rows: Sequence[Sequence[Html]]) -> Html:
    """Return the table; the first cell of a row is what the row is about."""
    heads = joined(html('<th role="columnheader" scope="col">{label}</th>', label=label) for label in headings)
    body = joined(html('<tr role="row">{cells}</tr>', cells=_cells(headings, row)) for row in rows)
    return html(
        '<div class="bb-scroll" role="region" aria-label="{caption}" tabindex="0">'
        '<table role="table" class="bb-table bb-batches bb-listing"><caption class="bb-hidden">{caption}</caption>'
        '<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>',
        caption=caption,
        heads=heads,
        body=body,
    )


def _cells(headings: Sequence[str], row: Sequence[Html]) -> Html:
    return joined(
        html(
            '<td role="cell">{label}{value}</td>',
            label=html('<small class="bb-narrow">{label}: </small>', label=label) if at else NOTHING,
            value=value,
        )
        for at, (label, value) in enumerate(zip(headings, row, strict=True))
    )


def told(said: str, *, good: bool = True) -> Html:
    """Return what came of a decision: that it was taken, or why not."""
    return html(
        '<div class="bb-notice {tone}" role="{role}"><p>{said}</p></div>',
        tone="bb-told" if good else "bb-stale-edge",
        role="status" if good else "alert",
        said=said,
    )


def heading(said: str) -> Html:
    """Return the heading of a part of a page."""
    return html('<h2 class="bb-heading">{said}</h2>', said=said)


def quiet(said: str) -> Html:
    """Return a line beside the matter."""
    return html('<p class="bb-quiet">{said}</p>', said=said)
