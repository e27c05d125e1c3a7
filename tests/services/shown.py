"""What the app has shown on a connection: its session, its pages, and the widgets that a person may touch."""

from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession


@dataclass(frozen=True)
class Widget:
    """Something on a page that a person may touch.

    Attributes:
        widget_id: By which the browser names it.
        kind: What it is, such as "selectbox".
        form_id: The form it stands in, if any.
        fragment_id: The part of the page that runs by itself and holds it, if any.
        options: What may be chosen.
    """

    widget_id: str
    kind: str
    form_id: str = ""
    fragment_id: str = ""
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key by which the app's own code names it."""
        return self.widget_id.split("-", 2)[-1]


@dataclass
class Shown:
    """What a connection has seen.

    Attributes:
        session_id: Its session's.
        page_script_hash: Of the page that is open.
        pages: The page hash of each name in the address.
        query: What stands in the address.
        widgets: Of the newest run, by id.
        fragments: Ids of the parts that run by themselves, in the newest run.
        texts: What the newest run wrote.
    """

    session_id: str = ""
    page_script_hash: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    query: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)
    fragments: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    def take(self, message: ForwardMsg) -> None:
        """Note a message."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._begin(message.new_session, partial=bool(message.metadata.run.fragment_ids))
        elif kind == "navigation":
            self.pages |= {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self.page_script_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._draw(message.delta)

    def widget(self, ending: str) -> Widget:
        """Return the widget whose id ends so, or whose key does before the text on it."""
        return next(found for found in self.widgets.values() if found.key.endswith(ending))

    def of_kind(self, *kinds: str) -> list[Widget]:
        """Return the widgets of some kinds."""
        return [found for found in self.widgets.values() if found.kind in kinds]

    def _begin(self, begun: NewSession, *, partial: bool) -> None:
        self.session_id = begun.initialize.session_id
        if not partial:
            self.widgets, self.fragments, self.texts = {}, set(), []

    def _draw(self, delta: Delta) -> None:
        if delta.fragment_id:
            self.fragments.add(delta.fragment_id)
        if delta.WhichOneof("type") == "add_block":
            block = delta.add_block
            self._note(block.WhichOneof("type") or "", getattr(block, block.WhichOneof("type") or "id"), delta)
        elif delta.WhichOneof("type") == "new_element":
            element = delta.new_element
            kind = element.WhichOneof("type") or ""
            if kind == "html":
                self.texts.append(element.html.body)
            self._note(kind, getattr(element, kind) if kind else None, delta)

    def _note(self, kind: str, drawn: Any, delta: Delta) -> None:
        """Note what was drawn where it is a widget: it has an id that the browser sends back."""
        widget_id = getattr(drawn, "id", "")
        if isinstance(widget_id, str) and widget_id.startswith("$$"):
            options = tuple(getattr(option, "content", option) for option in getattr(drawn, "options", ()))
            form = getattr(drawn, "form_id", "")
            self.widgets[widget_id] = Widget(widget_id, kind, form, delta.fragment_id, options)
