"""Plan and forecast: which version, its table, saving it as a draft, and letting it stand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard.actions.adopt_projection import AdoptedDraft, adopt_projection
from dashboard.actions.draft_plan import Draft, StoredDraft, draft_plan
from dashboard.actions.refusals import RegisterChangedMeanwhile
from dashboard.markup import html
from dashboard.plan_rows import ReadLines, cells_of, merged, read, table_of, years_of
from dashboard.register_choices import RegisterChoices
from dashboard.register_fields import Field, Holds
from dashboard.register_sheet import Sheet
from dashboard.scope import Scope
from dashboard.views import benefits_plan_table, register_form, versions
from dashboard.views.benefits_plan_table import PlanTable
from dashboard.views.register_form import hand_of
from dashboard.words import text
from data.benefit_rules import LONGEST_TEXT
from data.benefit_vocabulary import ProjectionKind
from data.importers.benefit_rows import ProjectionRow
from data.keeping import BrokenRules
from data.queries import to_change
from data.vocabulary import AuthorityKind

SPAN = 5
"""How many years a new plan shows from the start; more come with what is pasted or added."""


@dataclass
class Work:
    """What is worked on: a draft of a plan or a forecast, or a new one, with its table and what came of storing it.

    `reason` says why it is as it is; a new `round` gives its field the reason anew.
    """

    kind: ProjectionKind
    table: PlanTable
    sheet: Sheet
    adopting: Sheet
    number: int
    reason: str = ""
    round: int = 0


@st.fragment
def show(scope: Scope, choices: RegisterChoices, initiative_id: str) -> None:
    """Draw the choice of a version, its table, and what can be done with it."""
    key = f"bb-register-plan-{scope.municipality_id}-{scope.language}-{initiative_id}"
    left, right = st.columns(2)
    with left:
        work = _chosen(scope, initiative_id, key)
    key = f"{key}-{work.number}"
    options = benefits_plan_table.options_of(scope, choices, initiative_id)
    _both(scope, choices, initiative_id, work, key)
    day = work.sheet.saved.as_of if work.sheet.saved else date.today()
    if f"{key}-as-of" not in st.session_state:
        st.session_state[f"{key}-as-of"] = day
    as_of = right.date_input(text(scope.language, "register.field.as_of"), key=f"{key}-as-of", format="DD.MM.YYYY")
    benefits_plan_table.show(scope, work.table, options, key)
    _more_years(scope, work, key)
    with st.expander(text(scope.language, "register.paste.title")):
        benefits_plan_table.paste(scope, work.table, options, key)
    _reason(scope, work, key)
    told = read(work.table.current, hand_of(scope))
    reason = work.reason.strip() or None
    row = ProjectionRow(initiative_id, work.kind, as_of or date.today(), told.lines, reason=reason)
    if st.button(text(scope.language, "register.plan.save"), type="primary", key=f"{key}-save"):
        _save(scope, work, row, told)
    register_form.said(scope, work.sheet)
    if work.sheet.saved is not None and work.sheet.theirs is None:
        _adoption(scope, work, row, key)


def _reason(scope: Scope, work: Work, key: str) -> None:
    """Draw the field that says why the plan or forecast is as it is; the history of versions shows it."""
    field = Field("reason", Holds.TEXT, longest=LONGEST_TEXT)
    widget = f"{key}-reason-{work.round}"
    if widget not in st.session_state:
        st.session_state[widget] = work.reason
    label, said = field.label(scope.language), field.help(scope.language)
    work.reason = st.text_area(label, key=widget, help=said, max_chars=field.longest, height=88)


def _chosen(scope: Scope, initiative_id: str, key: str) -> Work:
    stored = to_change.projections_to_change(scope.principal, scope.municipality_id, initiative_id)
    drafts = {str(number): one for number, (one, adopted) in stored.items() if not adopted}
    names = {f"new-{kind}": text(scope.language, f"register.plan.new_{kind}") for kind in ProjectionKind}
    for number, one in drafts.items():
        kind = text(scope.language, f"projection_kind.{one.row.kind}")
        names[number] = text(scope.language, "register.plan.draft", kind=kind, number=number)
    label = text(scope.language, "register.plan.which")
    which = str(st.selectbox(label, list(names), format_func=names.__getitem__, key=f"{key}-which"))
    works: dict[str, Work] = st.session_state.setdefault(f"{key}-works", {})
    adopted = [one.row for one, is_adopted in stored.values() if is_adopted]
    for place, work in list(works.items()):
        if work.adopting.saved is not None:
            register_form.said(scope, work.adopting)
            del works[place]
    if which not in works:
        works[which] = replace(_begun(scope, which, drafts, adopted), number=_next(st.session_state, key))
    return works[which]


def _next(kept: Any, key: str) -> int:
    """Return a number that no work of the session has had: part of what its widgets are called."""
    kept[f"{key}-count"] = kept.get(f"{key}-count", 0) + 1
    number: int = kept[f"{key}-count"]
    return number


def _begun(
    scope: Scope, which: str, drafts: dict[str, to_change.ToChange[ProjectionRow]], adopted: list[ProjectionRow]
) -> Work:
    """Return a draft as it stands, or a new one that begins from the newest plan."""
    years = list(range(scope.quarter.year, scope.quarter.year + SPAN))
    if which in drafts:
        one = drafts[which]
        sheet = Sheet()
        sheet.stands(one.row, StoredDraft(int(which), one.version))
        table = PlanTable(table_of(one.row.lines, years, hand_of(scope)))
        return Work(one.row.kind, table, sheet, Sheet(), 0, one.row.reason or "")
    kind = ProjectionKind(which.removeprefix("new-"))
    plans = [row for row in adopted if row.kind is ProjectionKind.PLAN]
    lines = plans[-1].lines if plans else ()
    return Work(kind, PlanTable(table_of(lines, years, hand_of(scope))), Sheet(), Sheet(), 0)


def _more_years(scope: Scope, work: Work, key: str) -> None:
    """Draw the buttons that add the year before and the year after those in the table."""
    years = [int(year) for year in years_of(work.table.current)]
    with st.container(horizontal=True):
        for year in (min(years, default=scope.quarter.year) - 1, max(years, default=scope.quarter.year) + 1):
            label = text(scope.language, "register.plan.add_year", year=year)
            st.button(label, key=f"{key}-year-{year}", on_click=_with_year, args=(work.table, year, years))


def _with_year(table: PlanTable, year: int, years: list[int]) -> None:
    wide = table.current.assign(**{str(year): None})
    fixed = [name for name in wide.columns if not str(name).isdecimal()]
    table.put(wide[[*fixed, *sorted(str(one) for one in [*years, year])]])


def _save(scope: Scope, work: Work, row: ProjectionRow, told: ReadLines) -> None:
    if told.problems:
        work.sheet.problems = told.problems
        work.sheet.tell(None)
        return
    if work.sheet.store(row, _write(scope, told)) or work.sheet.theirs is not None:
        st.rerun()


def _write(scope: Scope, told: ReadLines) -> Callable[[ProjectionRow, StoredDraft | None], StoredDraft]:
    """Return what stores a draft, with problems under the rows of the table, and versions with the draft's number."""

    def write(row: ProjectionRow, read_in: StoredDraft | None) -> StoredDraft:
        number, version = (read_in.number, read_in.version) if read_in else (None, None)
        try:
            return draft_plan(scope.principal, Draft(scope.municipality_id, row, number, version))
        except BrokenRules as broken:
            placed = [replace(one, row=told.rows[one.row - 1]) if one.row else one for one in broken.problems]
            raise BrokenRules(placed) from None
        except RegisterChangedMeanwhile as changed:
            now = StoredDraft(number or 0, changed.version or 0)
            raise RegisterChangedMeanwhile(changed.theirs, now, changed.yours) from None

    return write


def _both(scope: Scope, choices: RegisterChoices, initiative_id: str, work: Work, key: str) -> None:
    if work.sheet.theirs is None:
        return
    hand, begun = hand_of(scope), work.sheet.begun
    theirs, mine = table_of(work.sheet.theirs.lines, [], hand), work.table.current
    before = table_of(begun.lines if begun else (), [], hand)
    reasons = {"theirs": work.sheet.theirs.reason or "", "mine": work.reason}
    told = {
        whose: [*_told(scope, choices, initiative_id, table), *_told_reason(scope, reasons, whose)]
        for whose, table in (("theirs", theirs), ("mine", mine))
    }
    changed = work.reason != ((begun.reason if begun else None) or "")
    reasons["merge"] = reasons["mine" if changed else "theirs"]
    filled = (("theirs", theirs), ("mine", mine), ("merge", merged(before, theirs, mine)))
    ways = [
        versions.Way(f"{key}-{name}", text(scope.language, f"register.use.{name}"), _fill, (work, table, reasons[name]))
        for name, table in filled
    ]
    versions.beside(scope.language, told, ways, f"{key}-ways", title="register")


def _told_reason(scope: Scope, reasons: dict[str, str], whose: str) -> list[tuple[str, str]]:
    """Return the reason of a version, where the two differ."""
    if reasons["theirs"] == reasons["mine"]:
        return []
    label = text(scope.language, "register.field.reason")
    return [(label, reasons[whose] or text(scope.language, "register.empty"))]


def _fill(work: Work, table: object, reason: str) -> None:
    work.reason, work.round = reason, work.round + 1
    work.table.put(table)  # type: ignore[arg-type] # a table of one of the versions
    work.sheet.begun, work.sheet.theirs, work.sheet.mine = work.sheet.saved, None, None


def _told(scope: Scope, choices: RegisterChoices, initiative_id: str, table: object) -> list[tuple[str, str]]:
    options = benefits_plan_table.options_of(scope, choices, initiative_id)
    columns = list(options)
    rows: dict[str, list[str]] = {}
    for (row, year), said in cells_of(table).items():  # type: ignore[arg-type] # a table of one of the versions
        named = [options[name].get(str(value), str(value)) for name, value in zip(columns, row, strict=False) if value]
        rows.setdefault(" · ".join(named), []).append(f"{year}: {said}")
    return [(name, "; ".join(said)) for name, said in rows.items()]


def _adoption(scope: Scope, work: Work, row: ProjectionRow, key: str) -> None:
    """Draw the decision that lets the stored draft stand; what is not saved yet must be saved first."""
    words = scope.language
    st.html(html('<h3 class="bb-finding">{word}</h3>', word=text(words, "register.plan.adopt_title")))
    left, right = st.columns(2)
    reference = left.text_input(
        text(words, "register.field.decision_reference"),
        key=f"{key}-reference",
        max_chars=200,
        help=text(words, "register.field.decision_reference.help"),
    )
    authorities: list[AuthorityKind | None] = [None, *AuthorityKind]
    authority = right.selectbox(
        text(words, "register.field.authority_kind"),
        authorities,
        key=f"{key}-authority",
        format_func=lambda one: text(words, "register.none" if one is None else f"authority_kind.{one}"),
    )
    unsaved = (row.lines, row.reason) != (work.sheet.saved.lines, work.sheet.saved.reason)
    if unsaved:
        st.html(html('<p class="bb-quiet">{word}</p>', word=text(words, "register.plan.save_first")))
    if st.button(text(words, "register.plan.adopt"), key=f"{key}-adopt", disabled=unsaved):
        stored: StoredDraft = work.sheet.version
        wanted = AdoptedDraft(
            scope.municipality_id, row.initiative_id, stored.number, stored.version, row.as_of, reference, authority
        )
        if work.adopting.store(wanted, lambda one, _: adopt_projection(scope.principal, one)):
            work.adopting.tell("adopted")
            st.rerun()
    register_form.said(scope, work.adopting)
