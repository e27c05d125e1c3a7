"""The demo municipality behind a running app, with people who may sign in, and what they are shown."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from dashboard.gate import COOKIE
from data import sessions
from data.database import URL_VARIABLE, engine
from data.principal import Identity
from data.vocabulary import Role
from tests.faults.material import PAGES, Material
from tests.services.app import AppServer, start_app
from tests.services.people import grant
from tests.services.websocket import Doorstep, Visitor

MUNICIPALITY, OWN, NEXT, OTHER = "fjellvik", "330", "360", "310"
UNITS = (MUNICIPALITY, OTHER, OWN, NEXT, "madrid")
"""Units that messages name: few, as each is work for the app; madrid is none."""
FASTER = {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "false"}
"""To collect garbage after each run takes a third of the time of these very many; Python still does now and then."""
UPLOADED = "Enheter (Brobyggers mal)"
BEFORE_CONFIRMING = {
    "imports": ("bb-imports-profile", "bb-imports-undo bb-imports-undo-see"),
    "administration": ("bb-admin-public", "bb-admin-person", "bb-admin-end bb-admin-end-see"),
}
"""What is chosen and pressed on a page, one step after the other, to come to where something is confirmed."""
ISSUER = "https://issuer.example"
PLANTED = "Plantet tekst som bare revisor og controller kan lese"


@dataclass
class Town:
    """The municipality.

    Attributes:
        server: The running app.
        file: Its database.
        tokens: The session of each person, by subject.
    """

    server: AppServer
    file: Path
    tokens: dict[str, str] = field(default_factory=dict)

    def let_in(self, role: Role, unit: str = "", subject: str = "") -> Doorstep:
        """Give somebody a role and, the first time, a session, and return what their browser brings."""
        identity = Identity(ISSUER, subject or role)
        grant(f"sqlite:///{self.file}", identity, role, MUNICIPALITY, unit)
        if identity.subject not in self.tokens:
            self.tokens[identity.subject] = sessions.open_session(identity, "test")
        return Doorstep(self.server.url, {COOKIE: self.tokens[identity.subject]})


def person(subject: str) -> str:
    """Return the id of a person, as the trail names it."""
    with engine().connect() as connection:
        wanted = "SELECT person_id FROM person WHERE issuer = ? AND subject = ?"
        found = connection.exec_driver_sql(wanted, (ISSUER, subject))
        return str(UUID(found.scalar_one()))


@contextmanager
def besieged(template: Path, folder: Path) -> Iterator[Town]:
    """Start the app on a copy of the demo, in which an explanation is planted that few may read."""
    file = Path(shutil.copy(template, folder / "town.sqlite"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, f"sqlite:///{file}")
        with engine().begin() as connection:
            connection.exec_driver_sql("UPDATE commentary SET cause = ? WHERE unit_id = ?", (PLANTED, OTHER))
        with start_app(f"sqlite:///{file}", environment=FASTER) as server:
            yield Town(server, file)
        engine().dispose()


def filled(visitor: Visitor, text: str) -> bytes:
    """Return the frame that sends the form of the page that is open, with a text in each field."""
    sent = next(widget for widget in visitor.shown.of_kind("button") if widget.form_id)
    fields = [
        WidgetState(id=widget.widget_id, string_value=text)
        for widget in visitor.shown.of_kind("text_area", "text_input")
        if widget.form_id == sent.form_id
    ]
    pressed = WidgetState(id=sent.widget_id, trigger_value=True)
    state = visitor.state(*fields, pressed, fragment=sent.fragment_id)
    return visitor.framed(state)


def gathered(visitor: Visitor) -> Material:
    """Look at every page as somebody who may do much, and return what was there, without doing anything."""
    found = Material(units=UNITS)
    for page in PAGES:
        visitor.open(page, {"unit": OTHER} if page in ("", "budget") else {})
        remember(visitor, found)
        for key in BEFORE_CONFIRMING.get(page, ()):
            pressed(visitor, *key.split())
            remember(visitor, found)
    return found


def pressed(visitor: Visitor, *keys: str) -> None:
    """Choose the first of each list and press each button of these keys, where they are there for this person."""
    states = []
    for widget in visitor.shown.widgets.values():
        if widget.key not in keys:
            continue
        if widget.kind == "button":
            states.append(WidgetState(id=widget.widget_id, trigger_value=True))
        elif widget.options:
            wanted = UPLOADED if UPLOADED in widget.options else widget.options[0]
            states.append(WidgetState(id=widget.widget_id, string_value=wanted))
    visitor.change(*states)


def remember(visitor: Visitor, found: Material) -> None:
    found.widgets += visitor.shown.widgets.values()
    found.fragments += visitor.shown.fragments
    found.pages += visitor.shown.pages.values()
    buttons = visitor.shown.of_kind("button")
    found.frames.append(visitor.framed(visitor.state()))
    found.frames += [
        visitor.framed(visitor.state(WidgetState(id=button.widget_id, trigger_value=True))) for button in buttons
    ]
    found.sessions = sorted({*found.sessions, visitor.shown.session_id})
