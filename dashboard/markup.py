"""The one way from values to HTML: everything put into a template is escaped unless it is HTML already."""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Text that is HTML already, made by `html` or `joined`."""

    __slots__ = ()


def html(template: str, **parts: object) -> Html:
    """Return the template with its {slots} filled; every part that is not Html is escaped."""
    filled = {name: part if isinstance(part, Html) else escape(str(part), quote=True) for name, part in parts.items()}
    return Html(template.format(**filled))


def joined(parts: Iterable[Html]) -> Html:
    """Return the parts one after another."""
    return Html("".join(parts))


NOTHING = Html("")
