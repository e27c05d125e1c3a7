"""The benefits map: what leads to what, drawn from left to right by how many steps lie before, and as a list."""

from html import escape
from textwrap import wrap

from dashboard.benefit_place import Place
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.scope import Scope
from dashboard.sparkline import image
from dashboard.views import benefits_path, listing
from metrics.benefit_map import DependencyMap, Node

WIDTH, HEIGHT, ACROSS, DOWN = 216, 58, 284, 76
LEAST_WIDTH = 1184
"""So that a map of few steps is not drawn larger than the text around it."""
LETTERS, LINES = 27, 3
"""How many letters go on a line of a box, and how many lines in it."""
_STYLE = (
    "<style>.box{fill:#FFFFFF;stroke:#12436D;stroke-width:1.5}.end{stroke-width:3}.way{fill:none;stroke:#59616A;"
    "stroke-width:1.5}.tip{fill:#59616A}.here{fill:#E6F1FA}@media (prefers-color-scheme:dark){.box{fill:#1B2026;"
    "stroke:#8CC0EE}.way{stroke:#ABB4BE}.tip{fill:#ABB4BE}.here{fill:#1B3347}}</style>"
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>'
)


def section(scope: Scope, voice: FigureVoice, found: DependencyMap, here: str | None = None) -> Html:
    """Return the map with its heading; `here` is the benefit that is looked at. Without arrows there is no drawing."""
    title = listing.heading(voice.word("benefits.map"))
    if not found.arrows:
        return html("{title}{none}", title=title, none=listing.quiet(voice.word("benefits.map.none")))
    return html(
        '{title}<div class="bb-scroll bb-map" role="region" aria-label="{name}" tabindex="0">{drawing}</div>'
        '<p class="bb-quiet">{key}</p><ul class="bb-list">{items}</ul>',
        title=title,
        name=voice.word("benefits.map"),
        drawing=drawing(voice, found, here),
        key=voice.word("benefits.map.key"),
        items=joined(_item(scope, voice, found, node) for node in found.nodes),
    )


def drawing(voice: FigureVoice, found: DependencyMap, here: str | None) -> Html:
    """Return the drawing with a sentence of all its arrows."""
    places = _places(found)
    names = {node.benefit_id: node.name for node in found.nodes}
    said = "; ".join(voice.word("benefits.map.arrow", one=names[one], to=names[to]) for one, to in found.arrows)
    ways = "".join(_way(*places[one], *places[to]) for one, to in found.arrows)
    boxes = "".join(_box(node, places[node.benefit_id], here=node.benefit_id == here) for node in found.nodes)
    width = max(LEAST_WIDTH, *(x + WIDTH + 4 for x, _ in places.values()))
    height = max(y for _, y in places.values()) + HEIGHT + 4
    return image(_STYLE + ways + boxes, width, height, voice.word("benefits.map.alt", said=said), "bb-map-drawing")


def _places(found: DependencyMap) -> dict[str, tuple[int, int]]:
    """Return where each box stands: a column a depth, in the order of the map."""
    rows: dict[int, int] = {}
    places = {}
    for node in found.nodes:
        row = rows.get(node.depth, 0)
        places[node.benefit_id] = (node.depth * ACROSS + 2, row * DOWN + 2)
        rows[node.depth] = row + 1
    return places


def _way(x: int, y: int, to_x: int, to_y: int) -> str:
    start, middle, end = x + WIDTH, y + HEIGHT // 2, to_y + HEIGHT // 2
    half = (start + to_x) // 2
    path = f"M{start} {middle}C{half} {middle} {half} {end} {to_x - 2} {end}"
    return f'<path class="way" marker-end="url(#tip)" d="{path}"/>'


def _box(node: Node, at: tuple[int, int], *, here: bool) -> str:
    x, y = at
    lines = wrap(node.name, LETTERS, max_lines=LINES, placeholder=" …")
    top = y + HEIGHT // 2 + 5 - (len(lines) - 1) * 8
    words = "".join(
        f'<text x="{x + 10}" y="{top + number * 16}">{escape(one)}</text>' for number, one in enumerate(lines)
    )
    kind = "box" + (" end" if node.end else "") + (" here" if here else "")
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5"/>{words}'


def _item(scope: Scope, voice: FigureVoice, found: DependencyMap, node: Node) -> Html:
    """Return a benefit of the map as a link, and what it leads to as links."""
    named = {one.benefit_id: one for one in found.nodes}
    onward = [named[to] for one, to in found.arrows if one == node.benefit_id]
    links = [benefits_path.link(scope, Place(benefit=one.benefit_id), one.name) for one in onward]
    to = joined(html("{comma}{link}", comma=", " if at else "", link=one) for at, one in enumerate(links))
    leads = html(" {word} {to}", word=voice.word("benefits.map.leads_to"), to=to) if links else NOTHING
    end = html(" <small>({word})</small>", word=voice.word("benefits.map.end")) if node.end else NOTHING
    own = benefits_path.link(scope, Place(benefit=node.benefit_id), node.name)
    return html("<li>{own}{end}{leads}</li>", own=own, end=end, leads=leads)
