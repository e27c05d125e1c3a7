"""The form of a draft: a new version that begins from the one in force, or a stored draft that is changed."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import streamlit as st

from dashboard import rule_fields, rule_words
from dashboard.actions.draft_rule import RuleDraft, draft_rule, drop_draft
from dashboard.actions.ledger_refusals import LedgerRefused, RuleChangedMeanwhile, RuleRefused
from dashboard.actions.refusals import RegisterChangedMeanwhile
from dashboard.choices import distinct
from dashboard.register_fields import Values, typed_values
from dashboard.rule_results import Rules
from dashboard.scope import Scope
from dashboard.views import register_form
from dashboard.views.listing import quiet
from dashboard.views.register_form import Form, hand_of
from dashboard.views.register_said import said_last
from dashboard.views.scorecard_table import voice_of
from dashboard.words.reinvestment import refused_text
from data.importers.problems import Problem
from data.keeping import BrokenRules
from data.money_vocabulary import Account, RecipientScope
from data.queries.to_change import ToChange
from metrics.rule_faults import SHARE_COLUMNS
from metrics.rule_timeline import DatedRule, RuleState

NEW = "new"


@st.fragment
def show(scope: Scope, found: Rules) -> None:
    """Draw the choice between a new draft and those there are, and the form of the one chosen."""
    voice, key = voice_of(scope), f"bb-rules-draft-{scope.municipality_id}"
    said_last(scope, f"{key}-at", {"taken_away": "taken_away"})
    drafts = {one.key: one for one in found.versions if one.state is RuleState.DRAFT}
    names = {NEW: voice.word("rules.draft.new")} | {day: rule_words.label(voice, one) for day, one in drafts.items()}
    labels = distinct(names)
    if st.session_state.get(key) not in labels:
        st.session_state[key] = NEW
    word = voice.word("rules.draft.which")
    which = str(st.selectbox(word, list(labels), format_func=labels.__getitem__, key=key, width=420))
    chosen = drafts.get(which)
    stands = None if chosen is None else ToChange(draft_of(scope, chosen), chosen.version_id)
    form = _form(scope, stands)
    st.session_state[f"{key}-at"] = form.name("sheet")
    st.html(quiet(voice.word("rules.draft.how")))
    register_form.show(form, stands, _empty(scope, form, found))


def draft_of(scope: Scope, dated: DatedRule) -> RuleDraft:
    """Return a version as a draft holds it."""
    rule = dated.rule
    return RuleDraft(
        scope.municipality_id,
        rule.valid_from,
        rule.version,
        **dict(zip(SHARE_COLUMNS, rule.shares, strict=True)),
        threshold_minor=rule.threshold_minor,
        cap_minor=rule.cap_minor,
        years=rule.years,
        taper=rule.taper,
        loan_first=rule.loan_first,
        recipient_scope=rule.recipient_scope,
        staffing_floor_exempt=rule.staffing_floor_exempt,
        default_account=rule.default_account,
    )


def _empty(scope: Scope, form: Form, found: Rules) -> Values:
    """Return what a new draft begins with: the rule in force under no name, from the first year that has no version."""
    taken = {one.rule.valid_from for one in found.versions}
    years = (date(year, 1, 1) for year in count(scope.quarter.year + 1))
    begins = next(day for day in years if day not in taken)
    if found.standing is None:
        first = RuleDraft(scope.municipality_id, begins, "", 0, 0, 0, 0)
        return form.values_of(first) | dict.fromkeys(SHARE_COLUMNS, "")
    return form.values_of(replace(draft_of(scope, found.standing), valid_from=begins, name=""))


def _form(scope: Scope, stands: ToChange[RuleDraft] | None) -> Form:
    groups = rule_fields.fields(voice_of(scope), new=stands is None)
    fields = [field for _, inside in groups for field in inside]

    def values_of(row: RuleDraft) -> Values:
        return typed_values(fields, hand_of(scope), row)

    def row_of(values: Values) -> RuleDraft:
        told: dict[str, Any] = {field.name: values[field.name] for field in fields}
        told |= {
            "recipient_scope": RecipientScope(told["recipient_scope"]),
            "default_account": Account(told["default_account"]),
        }
        first = told.pop("valid_from", None) if stands is None else stands.row.valid_from
        return RuleDraft(scope.municipality_id, first, **told)

    def write(row: RuleDraft, version: int | None) -> int:
        return stored(scope, row, version)

    def remove(row: RuleDraft, version: int) -> None:
        dropped(scope, row, version)

    if stands is None:
        return Form(scope, "rule-new", groups, values_of, row_of, write, save="rules.draft.save")
    key, save, away = f"rule-{stands.row.valid_from.isoformat()}", "rules.draft.save", "rules.draft.away"
    return Form(scope, key, groups, values_of, row_of, write, remove=remove, save=save, away=away)


def stored(scope: Scope, row: RuleDraft, version: int | None) -> int:
    """Store a draft; return its version.

    Raises:
        BrokenRules: it is refused, or its day has a draft; with a sentence for each thing that is wrong.
        RegisterChangedMeanwhile: somebody else changed it since it was read.
    """
    try:
        return draft_rule(scope.principal, replace(row, version=version))
    except RuleRefused as refused:
        raise BrokenRules([problem(scope, one, column) for column, one in refused.every]) from None
    except LedgerRefused as refused:
        raise BrokenRules([problem(scope, refused, "valid_from")]) from None
    except RuleChangedMeanwhile as changed:
        if version is None and changed.theirs != row:
            taken = voice_of(scope).word("rules.draft.day_taken")
            raise BrokenRules([Problem("refused", column="valid_from", found=taken)]) from None
        raise RegisterChangedMeanwhile(changed.theirs, changed.version, row) from None


def dropped(scope: Scope, row: RuleDraft, version: int) -> None:
    """Take a draft away.

    Raises:
        BrokenRules: it is refused; with the sentence that says why.
        RegisterChangedMeanwhile: somebody else changed it since it was read.
    """
    try:
        drop_draft(scope.principal, scope.municipality_id, row.valid_from, version)
    except LedgerRefused as refused:
        raise BrokenRules([problem(scope, refused)]) from None
    except RuleChangedMeanwhile as changed:
        raise RegisterChangedMeanwhile(changed.theirs, changed.version, row) from None


def problem(scope: Scope, refused: LedgerRefused, column: str = "") -> Problem:
    """Return a refusal as a form says it, beside the field that it is about."""
    said = refused_text(scope.language, refused, scope.currency_exponent)
    return Problem("refused", column=column, found=said)
