"""Values that no browser of ours would send, drawn from a seeded generator."""

import json
from collections.abc import Callable
from random import Random

from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState

WORDS = (
    "",
    " ",
    "fjellvik",
    "100",
    "330",
    "madrid",
    "0402",
    "Kommunedirektør",
    "../../etc/passwd",
    "' OR '1'='1",
    "330'); --",
    "<script>alert(1)</script>",
    "{unit}",
    "%s%n",
    "\x00\x01",
    "\u202e330",
    "\U0001d571\U0001d58f",
    "2026Q3",
    "2026Q9",
    "9999Q1",
    "-1",
    "1e309",
    "null",
    "true",
)
NUMBERS = (0, 1, -1, 3, 12, 999, 2**31, -(2**31) - 1, 2**53, 2**63 - 1, -(2**63))
REALS = (0.0, -0.0, 1.5, float("nan"), float("inf"), float("-inf"), 1e308, 5e-324)
DEEP = 3000
LONG = 100_000
PLAUSIBLE = {
    "selectbox": "string_value",
    "text_area": "string_value",
    "text_input": "string_value",
    "date_input": "string_array_value",
    "multiselect": "string_array_value",
    "button": "trigger_value",
    "checkbox": "bool_value",
    "expandable": "bool_value",
    "button_group": "int_array_value",
    "file_uploader": "file_uploader_state_value",
    "arrow_data_frame": "string_value",
    "plotly_chart": "string_value",
}
"""In which value a browser says what a person did to a widget of a kind."""


def word(rng: Random) -> str:
    """Return a text, now and then a very long one."""
    if rng.random() < 0.03:
        return rng.choice(("å", "a\n", "<b>", "\u0000")) * rng.randrange(1, LONG)
    return rng.choice(WORDS)


def deep(rng: Random) -> str:
    """Return JSON: nested deeper than a reader follows, or small and unexpected."""
    depth = rng.randrange(10, DEEP)
    small = json.dumps({word(rng)[:50]: rng.choice((None, [], {}, -1, True, "x"))})
    return rng.choice(("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth, "{", "NaN", small))


def unknown_files(rng: Random) -> FileUploaderState:
    """Return the state of an uploader with files that nobody uploaded."""
    return FileUploaderState(
        uploaded_file_info=[
            UploadedFileInfo(name=word(rng)[:300], size=rng.randrange(2**31), file_id=word(rng)[:300])
            for _ in range(rng.randrange(1, 4))
        ]
    )


def _one(name: str, draw: Callable[[Random], object]) -> Callable[[Random, WidgetState], None]:
    return lambda rng, state: setattr(state, name, draw(rng))


def _many(name: str, draw: Callable[[Random], object]) -> Callable[[Random, WidgetState], None]:
    def put(rng: Random, state: WidgetState) -> None:
        array = getattr(state, name)
        array.SetInParent()
        array.data.extend(draw(rng) for _ in range(rng.randrange(4)))

    return put


def _bytes(rng: Random) -> bytes:
    return rng.randbytes(rng.randrange(64))


def _table(rng: Random, state: WidgetState) -> None:
    state.arrow_value.data = _bytes(rng)


def _trigger(rng: Random, state: WidgetState) -> None:
    state.string_trigger_value.data = word(rng)


def _chat(rng: Random, state: WidgetState) -> None:
    state.chat_input_value.data = word(rng)
    state.chat_input_value.file_uploader_state.CopyFrom(unknown_files(rng))


VALUES: dict[str, Callable[[Random, WidgetState], None]] = {
    "trigger_value": _one("trigger_value", lambda _: True),
    "bool_value": _one("bool_value", lambda rng: rng.random() < 0.5),
    "double_value": _one("double_value", lambda rng: rng.choice(REALS)),
    "int_value": _one("int_value", lambda rng: rng.choice(NUMBERS)),
    "string_value": _one("string_value", word),
    "json_value": _one("json_value", deep),
    "json_trigger_value": _one("json_trigger_value", deep),
    "bytes_value": _one("bytes_value", _bytes),
    "double_array_value": _many("double_array_value", lambda rng: rng.choice(REALS)),
    "int_array_value": _many("int_array_value", lambda rng: rng.choice(NUMBERS)),
    "string_array_value": _many("string_array_value", word),
    "arrow_value": _table,
    "string_trigger_value": _trigger,
    "chat_input_value": _chat,
    "file_uploader_state_value": lambda rng, state: state.file_uploader_state_value.CopyFrom(unknown_files(rng)),
}
"""How a value of each type is put into a widget's state."""


def state_of(rng: Random, widget_id: str, value: str) -> WidgetState:
    """Return a widget's state with a hostile value of a type."""
    state = WidgetState(id=widget_id)
    VALUES[value](rng, state)
    return state
