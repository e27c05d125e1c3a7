"""The permission matrix: every role and all that can be asked for, found in the code; the cells stand by hand."""

import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import dashboard.actions
from dashboard import gate
from dashboard.actions.comment import Comment
from dashboard.actions.end_own_session import end_own_session
from dashboard.actions.grant_role import RoleGrant
from dashboard.actions.import_file import Request
from dashboard.actions.keep_outsider_profile import WantedProfile
from dashboard.actions.ledger_refusals import LedgerRefused
from dashboard.actions.rename_person import Renaming
from dashboard.actions.revoke_role import Revocation
from dashboard.actions.set_parameter import WantedParameter
from dashboard.app import app
from dashboard.exports.documents import DOCUMENTS
from dashboard.exports.files import ENDING, FILES
from dashboard.exports.tables import DRILLED, TABLES
from dashboard.gate import Known
from dashboard.looking import scope_of
from dashboard.middleware.doors import door_of, lets_in
from dashboard.navigation import PAGES
from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from data.access import LOCAL_PRINCIPAL, AccessDenied, Identity, Principal
from data.queries.batches import batches
from data.queries.scope import units
from data.vocabulary import AccountGroup, BatchState, Role
from tests.data.queries.every_query import QUERIES
from tests.permissions.asking import A_FILE, QUARTER, answer, arguments, how_much, short
from tests.permissions.asking_the_ledger import given_to_the_ledger
from tests.permissions.people import ISSUER, PEOPLE, PROFILE, TOWN, UNITS
from tests.permissions.register import given_of_register

pytestmark = pytest.mark.usefixtures("demo")

TABLE = Path(__file__).with_name("matrix.txt")
MAIN = Path(gate.__file__).with_name("main.py")
Cells = dict[str, str]


def matrix() -> dict[str, dict[str, Cells]]:
    """Return the cells that stand in the file: by kind, by what is asked for, by who asks."""
    lines = TABLE.read_text("utf-8").splitlines()
    (heads,) = (line.split()[3:] for line in lines if line.startswith("# kind "))
    assert heads == list(PEOPLE) or set(heads) == set(PEOPLE)
    found: dict[str, dict[str, Cells]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            kind, what, *cells = line.split()
            assert what not in found.setdefault(kind, {}), f"{what} stands twice"
            found[kind][what] = dict(zip(heads, cells, strict=True))
    return found


MATRIX = matrix()


def cells_of(kind: str, asked: Callable[[str, Principal], str], names: list[str]) -> tuple[dict[str, Cells], ...]:
    """Return the cells as they stand and as they are."""
    there = {name: {who: asked(name, principal) for who, principal in PEOPLE.items()} for name in names}
    return MATRIX[kind], there


def differing(stands: dict[str, Cells], there: dict[str, Cells]) -> list[str]:
    return [
        f"{name}, {who}: the table says {stands[name].get(who)}, it is {cell}"
        for name in there
        for who, cell in there[name].items()
        if stands[name].get(who) not in (cell, "self")
    ]


def test_pages_have_their_rows() -> None:
    files = {path.stem for path in (MAIN.parents[1] / "pages").glob("*.py")} - {"__init__"}
    assert set(MATRIX["page"]) == files == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(name: str, principal: Principal) -> str:
        session = None if principal.identity is None else "session"
        known = Known(principal, session, "test", "Prøveperson") if principal.grants else None
        monkeypatch.setattr(gate, "current", lambda: known)
        shown = AppTest.from_file(str(MAIN), default_timeout=60)
        shown.query_params["lang"] = "nb"
        shown.run()
        if name != PAGES[0] and known is not None:  # whoever must sign in is told so at every address
            shown.switch_page(f"../pages/{name}.py").run()
        assert not shown.exception
        said = "".join(str(part.proto.body) for part in shown.get("html"))
        return "yes" if '<h1 class="bb-question">' in said else "no"

    stands, there = cells_of("page", asked, [name])
    assert differing(stands, there) == []


OF_A_PLAN = {"initiative": "VT-01"}
OF_DOCUMENTS = {
    f"{name}.pdf": lambda scope, make=make: make(scope, OF_A_PLAN).sections for name, make in DOCUMENTS.items()
}
"""What each document says; its other forms say the same."""
OF_FILES = {f"{name}.{ENDING}": find for name, find in FILES.items()}


def made_of(name: str, scope: Scope, own: dict[str, str]) -> object:
    if name in OF_FILES:
        return OF_FILES[name](scope, A_FILE)
    if name in OF_DOCUMENTS:
        return OF_DOCUMENTS[name](scope)
    return (TABLES[name](scope) if name in TABLES else DRILLED[name](scope, own)).columns


def test_exports_have_their_rows() -> None:
    assert set(MATRIX["export"]) == TABLES.keys() | DRILLED.keys() | OF_DOCUMENTS.keys() | OF_FILES.keys()


@pytest.mark.parametrize("name", [*TABLES, *DRILLED, *OF_DOCUMENTS, *OF_FILES])
def test_exports(name: str) -> None:
    drilled = {"by": "function_group", "function": "FGR-omsorg", "account": str(AccountGroup.PAY)}

    def asked(name: str, principal: Principal) -> str:
        found = scope_of(principal, "nb", {"municipality": TOWN, "quarter": str(QUARTER)})
        if not isinstance(found, Scope):
            return "no"
        own = {} if name == "budget" else OF_A_PLAN if name.startswith("gains") else drilled
        try:
            made = made_of(name, found, own)
        except (NothingToShow, AccessDenied):
            return "no"
        assert made
        return "yes"

    stands, there = cells_of("export", asked, [name])
    assert differing(stands, there) == []


OF_STREAMLIT = {
    "/_stcore/stream",
    "/_stcore/upload_file/x/y",
    "/_stcore/metrics",
    "/_stcore/agent",
    "/media/x.csv",
    "/auth/logout",
}


def test_routes() -> None:
    own = {route.path for route in app._user_routes}  # Streamlit tells them nowhere else
    assert set(MATRIX["route"]) == own | OF_STREAMLIT

    def asked(path: str, principal: Principal) -> str:
        session = "session" if principal.identity or principal is LOCAL_PRINCIPAL else None
        known = Known(principal, session) if principal.grants else None
        return "yes" if lets_in(door_of(path), known) else "no"

    stands, there = cells_of("route", asked, sorted(MATRIX["route"]))
    assert differing(stands, there) == []


def actions() -> dict[str, Callable[..., Any]]:
    """Return every public function of the actions that takes a principal first."""
    found = {}
    for file in pkgutil.iter_modules(dashboard.actions.__path__):
        module = import_module(f"dashboard.actions.{file.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters), None)
            if function.__module__ == module.__name__ and not name.startswith("_") and first == "principal":
                found[f"{file.name}.{name}"] = function
    return found


ACTIONS = actions()
SOMEBODY = Identity(ISSUER, str(Role.COUNCIL))
CSV = b"unit;name;parent;level\n999;Ny enhet;100;unit\n"


def given_to(name: str, principal: Principal) -> tuple[Any, ...]:
    """Return what an action is given after the principal: something that it does for whoever may have it done."""
    unit = next((UNITS[role] for role in principal.roles if role in UNITS and len(principal.roles) == 1), "100")
    of_register = given_of_register(name, principal, unit)
    if of_register is not None:
        return of_register
    tomorrow = date.today() + timedelta(days=1)
    request = Request("units-csv", f"{principal.actor}.csv", CSV + principal.actor.encode() + b";x;100;unit\n", TOWN)
    stored = batches(LOCAL_PRINCIPAL, TOWN)
    newest = str(stored.loc[stored["state"] != BatchState.UNDONE, "batch_id"].iloc[0])
    comment = Comment(TOWN, unit, QUARTER, f"m-{principal.actor}", "cause", "action", "Leder", None, None)
    table: dict[str, tuple[Any, ...]] = {
        "comment.write_comment": (comment,),
        "import_file.preview": (request,),
        "import_file.import_file": (request,),
        "import_file.undo": (newest,),
        "prepare.demonstrate": (),
        "prepare.demonstrate_if_empty": (),
        "grant_role.grant_role": (RoleGrant(TOWN, SOMEBODY, Role.AUDITOR, None, tomorrow),),
        "revoke_role.revoke_role": (Revocation(TOWN, SOMEBODY, Role.COUNCIL, None, tomorrow),),
        "rename_person.rename_person": (Renaming(TOWN, SOMEBODY, "Tittel council", 1),),
        "end_sessions.end_sessions": (TOWN, SOMEBODY),
        "end_own_session.end_own_session": ("no such session",),
        "keep_outsider_profile.keep_outsider_profile": (WantedProfile(TOWN, replace(PROFILE, name=principal.actor)),),
        "set_parameter.set_parameter": (WantedParameter(TOWN, "materiality", tomorrow, 0.02, principal.actor or "-"),),
    }
    table |= given_to_the_ledger(principal.actor)
    return table[name] if name != "public_view.switch_public_view" else (TOWN,)


def test_actions_have_their_rows() -> None:
    assert set(MATRIX["action"]) == set(ACTIONS)


@pytest.mark.parametrize("name", [name for name in ACTIONS if name != "end_own_session.end_own_session"])
def test_actions(name: str) -> None:
    def asked(name: str, principal: Principal) -> str:
        more = {"on": True} if name == "public_view.switch_public_view" else {}
        try:
            done = ACTIONS[name](principal, *given_to(name, principal), **more)
        except (AccessDenied, LookupError):
            return "no"
        except LedgerRefused:  # let in, and then told that there is nothing of the kind
            return "yes"
        return "no" if getattr(done, "refused", False) else "yes"

    stands, there = cells_of("action", asked, [name])
    assert differing(stands, there) == []


def test_nobodys_session_can_be_ended_by_an_id() -> None:
    for principal in PEOPLE.values():
        if principal.identity is None:
            with pytest.raises(AccessDenied):
                end_own_session(principal, "no such session")
        else:
            assert not end_own_session(principal, "no such session")


def test_queries_have_their_rows() -> None:
    assert set(MATRIX["query"]) == {short(name) for name in QUERIES}


@pytest.mark.parametrize("name", QUERIES)
def test_queries(name: str) -> None:
    given = arguments()
    every = set(units(LOCAL_PRINCIPAL, TOWN, QUARTER.last_day)["unit_id"])

    def asked(_: str, principal: Principal) -> str:
        found = answer(name, QUERIES[name], principal, given)
        return how_much(found, set(units(principal, TOWN, QUARTER.last_day)["unit_id"]), every)

    stands, there = cells_of("query", asked, [short(name)])
    assert differing(stands, there) == []


def test_a_wrong_cell_would_be_found() -> None:
    stands = {"x": {"council": "no", "leader": "yes"}}
    assert differing(stands, {"x": {"council": "yes", "leader": "yes"}}) == ["x, council: the table says no, it is yes"]
    assert differing(stands, {"x": {"council": "no", "leader": "yes"}}) == []
