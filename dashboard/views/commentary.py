"""Why the unit deviates, written where the deviation is seen, without overwriting what somebody else wrote."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import format, results
from dashboard.actions.comment import LIMITS, TEXTS, ChangedMeanwhile, IncompleteComment, Stored, write_comment
from dashboard.actions.comment import Comment as Draft
from dashboard.drill import Drill
from dashboard.markup import Html, html
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views import versions
from dashboard.views.scorecard_table import voice_of
from data.vocabulary import Right
from metrics.budget_page import BudgetPage, Comment
from metrics.yardstick import Yardstick

FIELDS = (*TEXTS, "due")


@dataclass(frozen=True)
class Written:
    """The four parts of an explanation as they stand in the form or in the database."""

    cause: str
    action: str
    responsible_role: str
    due: date | None


@dataclass(frozen=True)
class Place:
    """What an explanation is of, and the names its form has in the session.

    The session holds the texts of the form by field, `version` and `saved` as they were when the form was filled, and
    `theirs` while somebody else's text waits to be merged.
    """

    scope: Scope
    measure: str

    def name(self, part: str) -> str:
        """Return the name of a part in the session."""
        scope = self.scope
        return "-".join(("bb-comment", scope.municipality_id, scope.unit_id, str(scope.quarter), self.measure, part))

    def draft(self) -> Written:
        """Return what stands in the form."""
        cause, action, role = (str(st.session_state.get(self.name(field)) or "").strip() for field in TEXTS)
        return Written(cause, action, role, st.session_state.get(self.name("due")))

    def fill(self, written: Written) -> None:
        """Put texts into the form."""
        for field in FIELDS:
            st.session_state[self.name(field)] = getattr(written, field)

    def stands(self, written: Written | None, version: int | None) -> None:
        """Remember what the database holds."""
        st.session_state[self.name("saved")] = written
        st.session_state[self.name("version")] = version
        st.session_state.pop(self.name("theirs"), None)


EMPTY = Written("", "", "", None)


def show(scope: Scope, found: BudgetPage, drill: Drill) -> None:
    """Draw what is written about the deviation, and the form to write or change it."""
    voice = voice_of(scope)
    if found.yardstick is Yardstick.SPENT or found.whole is None or not found.whole.deviation_minor:
        return
    place = Place(scope, found.yardstick.metric.key)
    if not found.explained:
        st.html(html('<p class="bb-quiet">{word}</p>', word=voice.word("policy.no_texts")))
        return
    comment = results.comment_of(scope, found)
    st.html(_explained(voice, comment))
    if not scope.principal.may(Right.COMMENT, scope.municipality_id):
        st.html(html('<p class="bb-quiet">{word}</p>', word=voice.word("comment.denied")))
        return
    if place.name("cause") not in st.session_state:
        written = _of(comment) if comment else None
        place.fill(written or EMPTY)
        place.stands(written, comment.version if comment else None)
    label = voice.word("comment.write" if comment is None else "comment.change")
    with st.expander(label, expanded=drill.measure is not None, key=place.name("open")):
        _form(place)


def _explained(voice: Voice, comment: Comment | None) -> Html:
    if comment is None:
        return html('<p class="bb-comment bb-comment-none">{none}</p>', none=voice.word("comment.none"))
    body = (
        '<section class="bb-comment" aria-label="{title}"><p>{cause}</p><p><b>{action_word}:</b> {action}</p>'
        '<p class="bb-quiet">{role} · {due} · {written}</p></section>'
    )
    return html(
        body,
        title=voice.word("comment.title"),
        cause=comment.cause,
        action_word=voice.word("comment.action"),
        action=comment.action,
        role=comment.responsible_role,
        due=_due(voice, comment.due),
        written=voice.word("comment.written", day=format.day(voice.language, comment.written_at.date())),
    )


def _due(voice: Voice, due: date | None) -> str:
    return (
        voice.word("comment.no_due")
        if due is None
        else f"{voice.word('comment.due')} {format.day(voice.language, due)}"
    )


@st.fragment
def _form(place: Place) -> None:
    """Draw the form by itself: writing in it runs nothing else, and nothing else empties it."""
    voice = voice_of(place.scope)
    if place.name("theirs") in st.session_state:
        _both(place, voice)
    with st.form(place.name("form"), border=False):
        for field in TEXTS[:2]:
            label = voice.word(f"comment.{field}")
            st.text_area(label, key=place.name(field), max_chars=LIMITS[field], height=88)
        left, right = st.columns([2, 1])
        role = voice.word("comment.role_label")
        left.text_input(role, key=place.name("responsible_role"), max_chars=LIMITS["responsible_role"])
        right.date_input(voice.word("comment.due"), key=place.name("due"), format="DD.MM.YYYY")
        sent = st.form_submit_button(voice.word("comment.save"), type="primary")
    if sent:
        _save(place, voice)
    elif st.session_state.pop(place.name("done"), False):
        versions.say("bb-good", voice.word("comment.saved"), "status")


def _save(place: Place, voice: Voice) -> None:
    """Write what stands in the form, once; what cannot be written stays in the form, and why is said."""
    draft = place.draft()
    if draft == st.session_state[place.name("saved")]:
        versions.say("bb-good", voice.word("comment.saved"), "status")
        return
    try:
        stored = write_comment(place.scope.principal, _comment(place, draft))
    except IncompleteComment as incomplete:
        field = voice.word(f"comment.{incomplete.args[0]}")
        versions.say("bb-bad", voice.word("comment.incomplete", field=field), "alert")
        return
    except ChangedMeanwhile as changed:
        _meanwhile(place, draft, changed.theirs)
        return
    place.stands(_of(stored), stored.version)
    st.session_state[place.name("done")] = True
    st.rerun()


def _meanwhile(place: Place, draft: Written, theirs: Stored | None) -> None:
    """Keep both texts; a second press of the button finds its own text there, and that is no conflict."""
    if theirs is not None and _of(theirs) == draft:
        place.stands(draft, theirs.version)
        st.session_state[place.name("done")] = True
        st.rerun()
    st.session_state[place.name("theirs")] = theirs
    st.session_state[place.name("version")] = theirs.version if theirs else None
    st.session_state[place.name("saved")] = _of(theirs) if theirs else None
    st.session_state[place.name("mine")] = draft
    st.rerun()


def _both(place: Place, voice: Voice) -> None:
    """Show the saved text and one's own beside each other, and the ways to bring them together."""
    theirs: Stored | None = st.session_state[place.name("theirs")]
    mine: Written = st.session_state[place.name("mine")]
    if theirs is None:
        versions.say("bb-bad", voice.word("comment.removed"), "alert")
        return
    both = merged(_of(theirs), mine)
    ways = [("use", "comment.use_theirs", _of(theirs)), ("merge", "comment.use_both", both)]
    versions.beside(
        place.scope.language,
        {whose: _told(voice, written) for whose, written in (("theirs", _of(theirs)), ("mine", mine))},
        [versions.Way(place.name(name), voice.word(word), place.fill, (written,)) for name, word, written in ways],
        place.name("ways"),
    )


def merged(theirs: Written, mine: Written) -> Written:
    """Return both texts one after the other, each part once where they agree; one's own date wins."""
    cause = "\n\n".join(_once(theirs.cause, mine.cause))
    action = "\n\n".join(_once(theirs.action, mine.action))
    roles = ", ".join(_once(theirs.responsible_role, mine.responsible_role))
    return Written(cause, action, roles, mine.due or theirs.due)


def _once(*texts: str) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _told(voice: Voice, written: Written) -> list[tuple[str, str]]:
    fields = [(field, getattr(written, field)) for field in TEXTS] + [("due", _due_only(voice, written.due))]
    return [(voice.word(f"comment.{field}"), said) for field, said in fields]


def _due_only(voice: Voice, due: date | None) -> str:
    return voice.word("comment.no_due") if due is None else format.day(voice.language, due)


def _of(source: Comment | Stored) -> Written:
    return Written(source.cause, source.action, source.responsible_role, source.due)


def _comment(place: Place, draft: Written) -> Draft:
    scope = place.scope
    return Draft(
        municipality_id=scope.municipality_id,
        unit_id=scope.unit_id,
        quarter=scope.quarter,
        measure=place.measure,
        cause=draft.cause,
        action=draft.action,
        responsible_role=draft.responsible_role,
        due=draft.due,
        version=st.session_state[place.name("version")],
    )
