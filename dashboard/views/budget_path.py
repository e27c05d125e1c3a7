"""Where on the way from the municipality to the ledger lines the budget page stands, and how to go elsewhere."""

from collections.abc import Iterator

import streamlit as st

from dashboard.drill import PARAMETERS, Drill
from dashboard.markup import html
from dashboard.navigation import FOLDER
from dashboard.scope import Scope
from dashboard.views.scorecard_table import voice_of
from data.importers.groups import NO_GROUP
from metrics.breakdown import Breakdown, By
from metrics.budget_page import BudgetPage

PAGE = FOLDER / "budget.py"
_BY = "bb-by"


def link(scope: Scope, drill: Drill, label: str, *, unit: str | None = None, width: int | str = "content") -> None:
    """Draw a link to the same page elsewhere on the way; its address can be copied."""
    changed = {} if unit is None else {"unit": unit}
    parameters = scope.parameters(**changed) | drill.parameters()
    st.page_link(PAGE, label=plain(label), query_params=parameters, width=width)  # type: ignore[arg-type]  # an int or a word


def plain(label: str) -> str:
    """Return a label that Streamlit shows as it is: it reads Markdown in labels."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>()#+-.!|~:$" else letter for letter in label)


def crumbs(scope: Scope, found: BudgetPage, drill: Drill) -> None:
    """Draw the way from the highest unit to here; each step but the last is a link."""
    steps = list(_steps(scope, found, drill))
    if len(steps) < 2:
        return
    with st.container(key="bb-crumbs", horizontal=True, vertical_alignment="center"):
        for label, unit, target in steps[:-1]:
            link(scope, target, label, unit=unit)
            st.html('<span aria-hidden="true">/</span>')
        st.html(html('<b aria-current="location">{label}</b>', label=steps[-1][0]))


def _steps(scope: Scope, found: BudgetPage, drill: Drill) -> Iterator[tuple[str, str, Drill]]:
    for unit in found.path:
        own = drill.function is not None and unit == scope.unit_id
        yield found.names.get(unit, unit), unit, Drill(by=By.FUNCTION if own else By.UNIT)
    if drill.function is not None:
        yield function_name(scope, found, drill.function), scope.unit_id, Drill(By.FUNCTION, drill.function)
    if drill.account is not None:
        account = voice_of(scope).word(f"account_group.{drill.account}")
        yield account, scope.unit_id, Drill(By.FUNCTION, drill.function, drill.account)


def function_name(scope: Scope, found: BudgetPage, group: str) -> str:
    """Return the name of a function group."""
    return voice_of(scope).word("budget.no_group") if group == NO_GROUP else found.names.get(group, group)


def part_name(scope: Scope, found: BudgetPage, shown: Breakdown, key: str) -> str:
    """Return the name of a part in the reader's words."""
    voice = voice_of(scope)
    if shown.by is By.ACCOUNT:
        return voice.word(f"account_group.{key}")
    if shown.by is By.FUNCTION:
        return function_name(scope, found, key)
    name = found.names.get(key, key)
    if key != shown.own_key:
        return name
    return voice.word("policy.others") if shown.others else voice.word("budget.own", unit=name)


def toggle(scope: Scope, chosen: By) -> None:
    """Draw the choice between units and function groups."""
    voice = voice_of(scope)
    st.session_state[_BY] = chosen
    st.segmented_control(
        voice.word("budget.by"),
        [By.UNIT, By.FUNCTION],
        format_func=lambda by: voice.word(f"budget.by.{by}"),
        key=_BY,
        required=True,
        label_visibility="collapsed",
        on_change=_toggled,
    )


def _toggled() -> None:
    """Put the new choice in the address."""
    for name in PARAMETERS:
        st.query_params.pop(name, None)
    st.query_params["by"] = str(st.session_state[_BY])
