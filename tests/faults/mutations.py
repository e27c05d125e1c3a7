"""Messages to the app as nobody's browser would send them, drawn from a seeded generator.

Most are a valid message of the page that is open with one thing wrong; some are no message at all.
"""

from collections.abc import Callable
from random import Random
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.faults.hostile_values import PLAUSIBLE, VALUES, deep, state_of, word
from tests.faults.material import PAGES, Material
from tests.services.shown import Widget
from tests.services.websocket import Visitor

Frame = bytes | str
QUERY_NAMES = (
    *("municipality", "unit", "quarter", "compare", "lang", "by", "function", "account", "kind", "after", "before"),
    *("area", "measure", "person", "trail", "unknown", "", "municipality[]"),
)
SESSION_KEYS = (
    *("bb-scope", "bb-imports-draft", "bb-imports-all-shown", "brobygger_language", "_streamlit", "principal"),
    *("bb-unit", "bb-municipality", "bb-quarter", "bb-imports-undo", "FormSubmitter:bb"),
)
"""Names under which the app's own code keeps things in a session, which are no widget's id."""
HARMFUL_TO_ONESELF = ("bb-access-session", "bb-access-session-end")
"""What everybody may do, and what would end the test: to end one's own session."""
OPERATIONS = ("deferred_file", "install_skills", "dismiss_skills_nudge", "dataframe_chunk")


class Mutations:
    """Draws frames for a visitor."""

    def __init__(self, seed: int, material: Material, *, explains: bool = False) -> None:
        """Start the generator; `explains` is somebody who has a form on the budget page."""
        self.explains = explains
        self.rng = Random(seed)  # noqa: S311 - a test that can be repeated, and no secret
        self.material = material

    def drawn(self, visitor: Visitor) -> tuple[str, Frame]:
        """Return the name of a kind of mutation and a frame of it."""
        name = self.rng.choices(list(KINDS), weights=[weight for _, weight in KINDS.values()])[0]
        return name, KINDS[name][0](self, visitor)

    def valid(self, visitor: Visitor) -> ClientState:
        """Return the state of the page that is open, with a few of its widgets as a person may leave them."""
        own = list(visitor.shown.widgets.values())
        touched = self.rng.sample(own, min(len(own), self.rng.randrange(3)))
        return visitor.state(*(self.plausible(widget) for widget in touched))

    def plausible(self, widget: Widget) -> WidgetState:
        """Return the state of a widget after a person used it: mostly its first choice, as each other makes work."""
        value = PLAUSIBLE.get(widget.kind, "string_value")
        if widget.key in HARMFUL_TO_ONESELF:
            value = "bool_value"
        if value == "string_value" and widget.options:
            return WidgetState(
                id=widget.widget_id, string_value=self.rng.choice(widget.options[: 1 + (self.rng.random() < 0.2)])
            )
        return state_of(self.rng, widget.widget_id, value)

    def own_widget(self, visitor: Visitor) -> str:
        """Return the id of a widget of the page that is open."""
        return self.rng.choice([*visitor.shown.widgets, f"$$ID-{'0' * 32}-none"])

    def foreign_widgets(self, visitor: Visitor) -> Frame:
        """Widgets of other pages and other people, used as they are meant to be."""
        state = self.valid(visitor)
        chosen = self.rng.sample(self.material.widgets, self.rng.randrange(1, 6))
        state.widget_states.widgets.extend(map(self.plausible, chosen))
        return visitor.framed(state)

    def foreign_form(self, visitor: Visitor) -> Frame:
        """A form of another page or person, filled in and sent."""
        sent = self.rng.choice([widget for widget in self.material.widgets if widget.form_id])
        form = [widget for widget in self.material.widgets if widget.form_id == sent.form_id]
        state = visitor.state(*map(self.plausible, form), fragment=self.rng.choice(["", sent.fragment_id]))
        state.page_script_hash = self.rng.choice([state.page_script_hash, *self.material.pages])
        return visitor.framed(state)

    def option_outside(self, visitor: Visitor) -> Frame:
        """A choice that was not offered."""
        boxes = visitor.shown.of_kind("selectbox", "button_group") or [Widget(self.own_widget(visitor), "selectbox")]
        widget = self.rng.choice(boxes)
        chosen = self.rng.choice([*self.material.units, word(self.rng)])
        kinds = ("string_value", "int_value", "int_array_value", "string_array_value")
        other = state_of(self.rng, widget.widget_id, self.rng.choice(kinds))
        state = self.rng.choice([other, WidgetState(id=widget.widget_id, string_value=chosen)])
        return visitor.framed(visitor.state(state))

    def other_type(self, visitor: Visitor) -> Frame:
        """A value of another type than the widget has."""
        states = [state_of(self.rng, self.own_widget(visitor), self.rng.choice(list(VALUES))) for _ in range(3)]
        return visitor.framed(visitor.state(*states))

    def session_keys(self, visitor: Visitor) -> Frame:
        """What the app's own code keeps in the session, named as if it were a widget."""
        keys = [*SESSION_KEYS, *(widget.key for widget in self.material.widgets)]
        names = [f"$$ID-{self.rng.randbytes(16).hex()}-{self.rng.choice(keys)}"]
        if self.rng.random() < 0.3:
            names += [self.rng.choice(keys), f"$$WIDGET_ID-{word(self.rng)}"]
        return visitor.framed(
            visitor.state(*(state_of(self.rng, name, self.rng.choice(list(VALUES))) for name in names))
        )

    def foreign_page(self, visitor: Visitor) -> Frame:
        """Another page's hash, with widgets of this one."""
        state = self.valid(visitor)
        state.page_script_hash = self.rng.choice([*self.material.pages, "0" * 32, word(self.rng)])
        state.page_name = self.rng.choice(
            ["", "budget", "imports", "administration", "my_access", "main", word(self.rng)]
        )
        return visitor.framed(state)

    def foreign_address(self, visitor: Visitor) -> Frame:
        """An address that names what the person does not see, or nothing at all."""
        parts = []
        for _ in range(self.rng.randrange(1, 7)):
            value = self.rng.choice([*self.material.units, word(self.rng)])
            parts.append(f"{self.rng.choice(QUERY_NAMES)}={quote(value) if self.rng.random() < 0.8 else value}")
        state = self.valid(visitor)
        state.query_string = "&".join(parts)
        state.is_history_navigation = self.rng.random() < 0.3
        return visitor.framed(state)

    def fragment(self, visitor: Visitor) -> Frame:
        """A part of a page that runs by itself: this page's, another's, or none; with a form that is sent."""
        if self.explains and not visitor.shown.fragments:
            visitor.open("budget")
        known = sorted(visitor.shown.fragments) or self.material.fragments
        if self.rng.random() < 0.3:
            known = [*self.material.fragments, word(self.rng)]
        forms = [widget for widget in visitor.shown.widgets.values() if widget.form_id] or self.material.widgets
        state = visitor.state(*map(self.plausible, forms[:6]), fragment=self.rng.choice(known))
        state.is_auto_rerun = self.rng.random() < 0.3
        return visitor.framed(state)

    def replay(self, _: Visitor) -> Frame:
        """A frame that somebody sent before."""
        return self.rng.choice(self.material.frames)

    def crowd(self, visitor: Visitor) -> Frame:
        """The same widget many times, or very many widgets."""
        names = [self.own_widget(visitor) for _ in range(self.rng.choice((2, 20, 500)))]
        states = [state_of(self.rng, name, "int_value") for name in names]
        return visitor.framed(visitor.state(*states))

    def surroundings(self, visitor: Visitor) -> Frame:
        """A time zone, a language and an address of the page that do not exist."""
        state = self.valid(visitor)
        state.context_info.timezone = word(self.rng)
        state.context_info.locale = word(self.rng)
        state.context_info.url = self.rng.choice(("javascript:alert(1)", "http://192.0.2.1/", word(self.rng)))
        state.context_info.timezone_offset = self.rng.choice((-(2**31), 2**31 - 1, 0))
        state.cached_message_hashes.extend(word(self.rng) for _ in range(3))
        state.page_name = self.rng.choice(PAGES)
        return visitor.framed(state)

    def control(self, _: Visitor) -> Frame:
        """A message that asks for no run."""
        name = self.rng.choice(
            ("stop_script", "load_git_info", "set_run_on_save", "debug_disconnect_websocket", "debug_shutdown_runtime")
        )
        rare = "clear_cache" if self.rng.random() < 0.05 else name
        return bytes(BackMsg(**{rare: True}).SerializeToString())

    def files(self, visitor: Visitor) -> Frame:
        """A wish for places to upload to, in another's name."""
        message = BackMsg()
        message.file_urls_request.request_id = word(self.rng)
        message.file_urls_request.session_id = self.rng.choice([visitor.shown.session_id, *self.material.sessions])
        message.file_urls_request.file_names.extend(word(self.rng) for _ in range(3))
        return bytes(message.SerializeToString())

    def operation(self, visitor: Visitor) -> Frame:
        """Something for the server to do without a run."""
        name = self.rng.choice(OPERATIONS)
        request = BackendOperationRequest(request_id=word(self.rng))
        request.session_id = self.rng.choice([visitor.shown.session_id, *self.material.sessions])
        getattr(request, name).SetInParent()
        if name == "deferred_file":
            request.deferred_file.file_id = word(self.rng)
        if name == "dataframe_chunk":
            request.dataframe_chunk.source_id = word(self.rng)
            request.dataframe_chunk.offset = self.rng.randrange(2**31)
        return bytes(BackMsg(backend_operation_request=request).SerializeToString())

    def flipped(self, visitor: Visitor) -> Frame:
        """A valid frame with a few bits turned."""
        frame = bytearray(self.rng.choice([visitor.framed(self.valid(visitor)), *self.material.frames]))
        for _ in range(self.rng.randrange(1, 4)):
            frame[self.rng.randrange(len(frame))] ^= 1 << self.rng.randrange(8)
        return bytes(frame)

    def cut(self, visitor: Visitor) -> Frame:
        """The beginning of a valid frame."""
        frame = visitor.framed(self.valid(visitor))
        return frame[: self.rng.randrange(len(frame))]

    def noise(self, _: Visitor) -> Frame:
        """No message at all: text, nothing, or random bytes."""
        text = self.rng.choice(("", "rerun", deep(self.rng)))
        return self.rng.choice([text, b"", self.rng.randbytes(self.rng.randrange(1, 200))])


KINDS: dict[str, tuple[Callable[[Mutations, Visitor], Frame], int]] = {
    "widgets of others": (Mutations.foreign_widgets, 9),
    "a form of others": (Mutations.foreign_form, 9),
    "an option that was not offered": (Mutations.option_outside, 9),
    "another type": (Mutations.other_type, 7),
    "keys of the session": (Mutations.session_keys, 6),
    "another page": (Mutations.foreign_page, 5),
    "another address": (Mutations.foreign_address, 9),
    "a part of a page": (Mutations.fragment, 10),
    "a replay": (Mutations.replay, 7),
    "a crowd of widgets": (Mutations.crowd, 1),
    "other surroundings": (Mutations.surroundings, 4),
    "a message without a run": (Mutations.control, 5),
    "places for files": (Mutations.files, 9),
    "something to do": (Mutations.operation, 5),
    "turned bits": (Mutations.flipped, 10),
    "a cut frame": (Mutations.cut, 4),
    "no message": (Mutations.noise, 4),
}
"""How each kind of frame is made, and how often it is drawn."""
