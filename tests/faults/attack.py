"""A person who sends the app what no browser would, and what came of it."""

import socket
from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field

from tests.faults.leaks import leaks
from tests.faults.mutations import Frame, Mutations
from tests.services.websocket import Answer, Doorstep, NoAnswerError, Visitor, decoded

VISITED = ("budget", "", "budget", "imports", "administration", "my_access")
PAGE_EVERY = 20
PATIENT = 0.25
"""How often somebody waits for the end of what they asked for; else the next frame interrupts it, as a second click."""
SILENT_MOST = 4
"""How many connections of a person may fall silent, of the twenty and more that they open."""
BROKEN_EVERY = 100
BROKEN = (
    b"\x82\x7f\x00\x00\x00\x00\x00\x10\x00\x00begun",  # a frame of a megabyte, of which little comes
    b"\x82\x05plain",  # a frame without the mask that a browser's frames have
    b"\xf3\x80\x00\x00\x00\x00",  # reserved bits and an unknown kind
    b"\x89\xfe\xff\xff",  # a ping longer than pings may be
    b"GET / HTTP/1.1\r\n\r\n",
)
"""What is no WebSocket frame, or none that a browser sends."""


@dataclass
class Outcome:
    """What came of the frames of one person.

    Attributes:
        sent: How many of each kind of mutation.
        decoded: Those that are a message.
        reached: Those that the app acted on: it ran, or answered in another way.
        closed: Those on which the connection was ended.
        leaks: What an answer told that it should not.
        silent: Connections that were given up because nothing came any more.
    """

    sent: Counter[str] = field(default_factory=Counter)
    decoded: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    silent: int = 0

    def __str__(self) -> str:
        """Return a line for each kind of mutation."""
        head = f"{'':34}{'sent':>8}{'decoded':>8}{'reached':>8}{'closed':>8}"
        columns = (self.sent, self.decoded, self.reached, self.closed)
        lines = [f"{kind:34}" + "".join(f"{column[kind]:8}" for column in columns) for kind in sorted(self.sent)]
        total = f"{'in all':34}" + "".join(f"{column.total():8}" for column in columns)
        return "\n".join([head, *lines, total])

    def add(self, other: "Outcome") -> None:
        """Add what came of another person's frames."""
        for mine, theirs in ((self.sent, other.sent), (self.decoded, other.decoded)):
            mine.update(theirs)
        for mine, theirs in ((self.reached, other.reached), (self.closed, other.closed)):
            mine.update(theirs)
        self.leaks += other.leaks
        self.silent += other.silent


class Attacker:
    """Sends mutations on one connection after the other, on all pages."""

    def __init__(self, doorstep: Doorstep, mutations: Mutations, secrets: Collection[str] = ()) -> None:
        """Come with what is to be sent; `secrets` are texts that this person may not see."""
        self.doorstep, self.mutations, self.secrets = doorstep, mutations, secrets
        self.visitor = Visitor(doorstep)
        self.outcome = Outcome()

    def send(self, count: int) -> Outcome:
        """Send so many mutations, and return what came of them."""
        for number in range(count):
            if number % PAGE_EVERY == 0:
                self._open(VISITED[number // PAGE_EVERY % len(VISITED)])
            if number % BROKEN_EVERY == BROKEN_EVERY - 1:
                self._break(BROKEN[number // BROKEN_EVERY % len(BROKEN)])
            self._send(*self.mutations.drawn(self.visitor))
        self.visitor.close()
        return self.outcome

    def _heard(self, ask: Callable[[], Answer]) -> Answer:
        """Return what came back; a connection that stays silent is given up, as a browser would.

        Streamlit ends a connection a moment after it was lost. Where its session has been asked for again meanwhile, it
        puts that one's new connection away, which then hears nothing. That may happen to few, or the app is stuck.
        """
        try:
            return ask()
        except NoAnswerError:
            self.outcome.silent += 1
            if self.outcome.silent > SILENT_MOST:
                raise
            return Answer(closed=True)

    def _send(self, kind: str, frame: Frame) -> None:
        patient = self.mutations.rng.random() < PATIENT
        answer = self._heard(lambda: self.visitor.answer(frame, patient=patient))
        self.outcome.sent[kind] += 1
        self.outcome.decoded[kind] += decoded(frame) is not None
        self.outcome.reached[kind] += answer.reached
        self.outcome.closed[kind] += answer.closed
        self._look(kind, answer)

    def _look(self, kind: str, answer: Answer) -> None:
        for message in answer.messages:
            self.outcome.leaks += [f"{kind}: {found}" for found in leaks(message, self.secrets)]
        if self.visitor.shown.session_id in self.mutations.material.sessions:
            self.outcome.leaks.append(f"{kind}: another's session")
        if answer.closed:
            self._come_back()

    def _open(self, page: str) -> None:
        asked = {"unit": self.mutations.rng.choice(self.mutations.material.units), "lang": "nb"}
        wanted = asked if self.mutations.rng.random() < 0.5 else {}
        self._look("a page", self._heard(lambda: self.visitor.open(page, wanted)))

    def _break(self, broken: bytes) -> None:
        with suppress(OSError):
            self.visitor.socket.socket.sendall(broken)
            self.visitor.socket.socket.shutdown(socket.SHUT_WR)
        self._come_back()

    def _come_back(self) -> None:
        """Connect anew and ask for the session that one had, as a browser does, or for another's."""
        shown = self.visitor.shown
        self.visitor.close()
        resumed = self.mutations.rng.choice([shown.session_id, shown.session_id, *self.mutations.material.sessions])
        self.visitor = Visitor(Doorstep(self.doorstep.url, self.visitor.cookies, resumes=resumed))
        shown.session_id = ""
        self.visitor.shown = shown
