"""Choices that stand in one row above a page: whose state is the address, and whose words and keys are the page's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.sentences import Voice


@dataclass(frozen=True)
class ChoiceRow:
    """The choices of a page.

    Attributes:
        key: What the keys of its choices begin with.
        words: What the names of its words begin with.
        widths: How wide each choice of a list is, in pixels.
        put: Puts the new value of a choice, by its name, in the address.
    """

    key: str
    words: str
    widths: Mapping[str, int]
    put: Callable[[str, str], None]

    def segments(self, voice: Voice, name: str, options: Sequence[str], value: str) -> None:
        """Draw a choice between a few, all of them seen."""
        st.session_state[self._key(name)] = value
        st.segmented_control(
            voice.word(f"{self.words}.{name}"),
            [str(option) for option in options],
            format_func=lambda option: voice.word(f"{self.words}.{name}.{option}"),
            key=self._key(name),
            required=True,
            label_visibility="collapsed",
            on_change=self._chosen,
            args=(name,),
        )

    def select(
        self, voice: Voice, name: str, options: Sequence[str], written: Callable[[str], str], value: str
    ) -> None:
        """Draw a choice of one of a list."""
        st.session_state[self._key(name)] = str(value)
        st.selectbox(
            voice.word(f"{self.words}.{name}"),
            [str(option) for option in options],
            format_func=written,
            key=self._key(name),
            label_visibility="collapsed",
            width=self.widths[name],
            on_change=self._chosen,
            args=(name,),
        )

    def _key(self, name: str) -> str:
        return f"{self.key}-{name}"

    def _chosen(self, name: str) -> None:
        self.put(name, str(st.session_state[self._key(name)]))
