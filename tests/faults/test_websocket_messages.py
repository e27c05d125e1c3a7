"""Two thousand messages that no browser would send: nothing is changed that the sender may not change."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus

from data.access import LOCAL_PRINCIPAL, reading
from data.vocabulary import Role
from tests.data.chains import broken_links
from tests.faults.attack import Attacker, Outcome
from tests.faults.authorised import NOTHING, Allowed, unauthorised
from tests.faults.leaks import leaks
from tests.faults.material import Material
from tests.faults.mutations import Mutations
from tests.faults.town import MUNICIPALITY, NEXT, OTHER, OWN, PLANTED, Town, besieged, filled, gathered, person
from tests.services.changes import Change, changes, copied
from tests.services.websocket import Doorstep, Visitor

GATES_OWN = frozenset({"sign_in_session", "export_ticket"})
"""What the gate keeps about who has signed in: it changes as time goes by."""
TYPED = "Vikarbruken gikk ned etter at turnusen ble lagt om"
ATTACKERS = {
    "leader": (Role.LEADER, OWN),
    "neighbour": (Role.LEADER, NEXT),
    "council": (Role.COUNCIL, ""),
    "auditor": (Role.AUDITOR, ""),
    "employer": (Role.EMPLOYER, ""),
}
READERS = frozenset({"auditor"})
"""Those of them who may read the planted text."""
EACH = 400
MEMO_SECONDS = 2.5
"""After which the app has asked again what a person may do."""


def changed(town: Town, before: Path, allowed: Allowed = NOTHING) -> list[str]:
    """Return what nobody may have changed since a copy was made."""
    now = copied(town.file, before.with_suffix(".now"))
    found = unauthorised(changes(before, now, GATES_OWN), allowed)
    now.unlink()
    return found


def attacked(doorsteps: Mapping[str, Doorstep], material: Material) -> Outcome:
    """Let everybody send at the same time, and return what came of it."""
    whole = Outcome()
    with ThreadPoolExecutor(len(doorsteps)) as pool:
        senders = []
        for seed, (who, doorstep) in enumerate(doorsteps.items()):
            drawing = Mutations(seed, material, explains=ATTACKERS[who][0] is Role.LEADER)
            senders.append(Attacker(doorstep, drawing, () if who in READERS else (PLANTED,)))
        for outcome in pool.map(lambda sender: sender.send(EACH), senders):
            whole.add(outcome)
    return whole


@pytest.fixture
def town(demo_template: Path, tmp_path: Path):  # type: ignore[no-untyped-def]  # a generator of a town
    with besieged(demo_template, tmp_path) as running:
        yield running


def test_no_message_does_more_than_its_sender_may(town: Town, tmp_path: Path) -> None:
    doorsteps = {who: town.let_in(role, unit, who) for who, (role, unit) in ATTACKERS.items()}
    controller = town.let_in(Role.CONTROLLER)
    with Visitor(controller) as bystander:
        with Visitor(controller) as gone, Visitor(town.let_in(Role.ADMINISTRATOR)) as chief:
            material = gathered(gone)
            material.add(gathered(chief))
        assert PLANTED in " ".join(told(bystander, OTHER)), "the planted text is shown to those who may read it"
        start = copied(town.file, tmp_path / "start.sqlite")

        # The control: the same client, unmutated, does what its person may do.
        with Visitor(doorsteps["leader"]) as leader:
            leader.open("budget", {"unit": OWN})
            material.frames.append(filled(leader, TYPED))
            assert leader.answer(material.frames[-1]).reached
        writers = {person("leader"): OWN, person("neighbour"): NEXT}
        allowed = Allowed(writers, frozenset({person("auditor")}))
        assert changed(town, start, allowed) == []
        assert {line.split()[1] for line in changed(town, start)} >= {"commentary", "audit_event"}

        outcome = attacked(doorsteps, material)
        print(outcome)
        assert outcome.sent.total() == len(ATTACKERS) * EACH
        assert outcome.decoded.total() >= outcome.sent.total() / 2
        assert outcome.reached.total() >= outcome.sent.total() / 2
        assert changed(town, start, allowed) == []
        assert outcome.leaks == []
        assert town.server.is_healthy()
        assert PLANTED in " ".join(told(bystander, OTHER)), "somebody else is still served"

    with reading(LOCAL_PRINCIPAL) as session:
        assert broken_links(session, MUNICIPALITY) == []
    kept_to_oneself = [*town.tokens.values(), *material.sessions, PLANTED, TYPED]
    assert [text for text in kept_to_oneself if text in town.server.log] == []


def told(visitor: Visitor, unit: str) -> list[str]:
    """Return what the budget page of a unit writes."""
    visitor.open("budget", {"unit": unit})
    return visitor.shown.texts


def test_the_same_frames_do_their_work_when_the_right_is_given(town: Town, tmp_path: Path) -> None:
    with Visitor(town.let_in(Role.CONTROLLER)) as controller:
        controller.open("budget", {"unit": OTHER})
        frame = filled(controller, TYPED)
    doorstep = town.let_in(Role.COUNCIL)
    start = copied(town.file, tmp_path / "start.sqlite")
    with Visitor(doorstep) as council:
        council.open("budget", {"unit": OTHER})
        council.answer(frame)
    assert changed(town, start) == []
    town.let_in(Role.LEADER, OTHER, subject=Role.COUNCIL)
    sleep(MEMO_SECONDS)
    start = copied(town.file, tmp_path / "granted.sqlite")
    with Visitor(doorstep) as leader:
        leader.open("budget", {"unit": OTHER})
        leader.answer(frame)
    assert {line.split()[1] for line in changed(town, start)} >= {"commentary", "audit_event"}


def test_handshakes_that_are_none(town: Town, tmp_path: Path) -> None:
    controller, council = town.let_in(Role.CONTROLLER), town.let_in(Role.COUNCIL)
    start = copied(town.file, tmp_path / "start.sqlite")
    with Visitor(controller) as gone:
        gone.open("budget", {"unit": OTHER})
        left, frame = gone.shown, filled(gone, TYPED)
    with Visitor(Doorstep(controller.url, council.cookies, resumes=left.session_id)) as taking:
        taking.answer(frame)
        taking.open("budget")
        assert taking.shown.session_id not in ("", left.session_id)
    assert changed(town, start) == []
    with Visitor(Doorstep(controller.url, controller.cookies, resumes=left.session_id)) as back:
        back.open("budget")
        assert back.shown.session_id == left.session_id, "one's own session is given back"
    for stranger in ({}, {"brobygger_session": "x" * 43}):
        with pytest.raises(InvalidStatus, match="403"):
            Visitor(Doorstep(controller.url, stranger))
    with pytest.raises(InvalidStatus, match="403"):
        Visitor(Doorstep(controller.url, controller.cookies, origin="https://evil.example"))


@pytest.mark.parametrize(
    "planted",
    [
        "Traceback (most recent call last):",
        '  File "/srv/app/main.py", line 12, in run',
        "/usr/lib/python3.11/site-packages/streamlit/x",
        "dashboard/main.py",
        "SELECT cause FROM commentary",
        "sqlite3.OperationalError: no such table",
        "KeyError: 'bb-unit'",
        PLANTED,
    ],
)
def test_what_is_planted_in_an_answer_is_found(planted: str) -> None:
    message = ForwardMsg()
    message.delta.new_element.html.body = f"<p>{planted}</p>"
    assert leaks(message, (PLANTED,)) != []
    message.delta.new_element.html.body = "<p>Noe gikk galt (3f9a). Feilen er skrevet i loggen.</p>"
    assert leaks(message, (PLANTED,)) == []


def act(**changed: Any) -> Change:
    row = {"sequence": 7, "actor": "me", "action": "write", "entity": "commentary", "entity_key": f"{OWN} 2026Q3 x"}
    return Change("audit_event", row | changed, added=True)


def explanation(*, added: bool = True, **changed: Any) -> Change:
    return Change("commentary", {"unit_id": OWN, "written_by": "me"} | changed, added=added)


MINE = [
    explanation(),
    explanation(added=False, written_by="demo"),
    act(),
    act(sequence=8, actor="reader", action="read"),
]
CONSEQUENCES = [
    Change("audit_subject", {"sequence": 8}, added=True),
    Change("data_version", {"fiscal_year": 2026}, added=True),
]


@pytest.mark.parametrize(
    "foreign",
    [
        explanation(unit_id=OTHER),
        explanation(unit_id=OTHER, added=False),
        explanation(written_by="nobody"),
        act(sequence=9, action="undo", entity="import_batch"),
        act(sequence=9, entity_key=f"{OTHER} 2026Q3 x"),
        act(sequence=9, actor="nobody", entity_key="None x"),
        act(sequence=9, action="read"),
        Change("audit_subject", {"sequence": 9}, added=True),
        Change("audit_subject", {"sequence": 8}, added=False),
        Change("role_assignment", {"role": "leader"}, added=True),
        Change("sqlite_schema", {"name": "trigger"}, added=False),
    ],
)
def test_what_nobody_may_change_is_told(foreign: Change) -> None:
    allowed = Allowed({"me": OWN}, frozenset({"reader"}))
    assert unauthorised([*MINE, *CONSEQUENCES], allowed) == []
    assert unauthorised([*MINE, *CONSEQUENCES, foreign], allowed) == [str(foreign)]
    assert len(unauthorised([*MINE, *CONSEQUENCES], NOTHING)) == len(MINE) + 1  # the version follows the explanation
