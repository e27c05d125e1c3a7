"""The way in for new files: the form, what was found in them, and storing them once."""

import pandas as pd
import streamlit as st

from dashboard import format, navigation
from dashboard.actions.import_file import Request, import_file
from dashboard.actions.import_file import preview as preview_of
from dashboard.markup import html, joined
from dashboard.views import imports_form
from dashboard.views.imports_draft import Draft, FileReport, Money, Report, draft, report_of
from dashboard.views.imports_preview import preview, state_of
from dashboard.words import text
from data.access import Principal


def draw(words: str, principal: Principal, towns: pd.DataFrame, key: str | None) -> None:
    """Draw the form, and beneath it what was found in the files that were checked; `key` is the town looked at."""
    state = draft()
    _told(words, state)
    st.html(html('<h2 class="bb-heading">{title}</h2>', title=text(words, "imports.new")))
    real = set(towns.loc[~towns["fictional"].astype(bool), "municipality_id"]) if len(towns) else set()
    form = imports_form.filled(words, principal, towns, key if key in real else None, state)
    if form is None:
        return
    if state.checked is not None and state.told != form.mark:
        state.checked = None
    if state.checked is None:
        _check(words, principal, form, state)
    else:
        st.html(preview(words, state.checked))
        _decision(words, principal, form, state)


def _check(words: str, principal: Principal, form: imports_form.Filled, state: Draft) -> None:
    if not st.button(text(words, "imports.check"), type="primary", key="bb-imports-check"):
        return
    if form.missing:
        lines = joined(html("<li>{line}</li>", line=text(words, key)) for key in form.missing)
        said = text(words, "imports.incomplete")
        st.html(
            html(
                '<div class="bb-notice bb-stale-edge" role="alert"><p>{said}</p><ul class="bb-list">{lines}</ul></div>',
                said=said,
                lines=lines,
            )
        )
        return
    with st.spinner(text(words, "imports.checking")):
        state.stored = None
        state.checked = _checked(principal, form)
        state.told = form.mark
    st.rerun()


def _checked(principal: Principal, form: imports_form.Filled) -> Report:
    outcomes = [preview_of(principal, request) for request in form.requests()]
    return Report(
        tuple(report_of(outcome) for outcome in outcomes),
        Money(outcomes[0].currency, outcomes[0].currency_exponent),
        outcomes[0].request.municipality_id,
    )


def _decision(words: str, principal: Principal, form: imports_form.Filled, state: Draft) -> None:
    report = state.checked
    if report is None:
        return
    new = [file for file in report.files if not file.already_imported]
    advice = "imports.advice.refused" if report.refused else None if new else "imports.advice.nothing_new"
    if advice:
        st.html(html('<p class="bb-quiet">{said}</p>', said=text(words, advice)))
    with st.container(horizontal=True):
        stored = False
        if new and not report.refused:
            stored = st.button(
                text(words, "imports.store", n=format.count(words, len(new))), type="primary", key="bb-imports-store"
            )
        if st.button(text(words, "imports.cancel"), key="bb-imports-cancel"):
            state.forget_files()
            st.rerun()
    if stored:
        with st.spinner(text(words, "imports.storing")):
            state.store_once(lambda: _stored(principal, form.requests(), report))
        st.rerun()


def _stored(principal: Principal, requests: list[Request], checked: Report) -> Report:
    files = []
    for request in requests:
        files.append(report_of(import_file(principal, request)))
        if files[-1].error_count:
            break
    return Report(tuple(files), checked.money, checked.municipality_id)


def _told(words: str, state: Draft) -> None:
    """Say what came of the files stored last; a file that was refused after all is shown with its problems."""
    report = state.stored
    if report is None:
        return
    lines = joined(html("<p>{line}</p>", line=result_sentence(words, file)) for file in report.files)
    link = html(
        '<p><a href="{address}?municipality={key}&lang={words}">{word}</a></p>',
        address=navigation.address("scorecard"),
        key=report.municipality_id,
        words=words,
        word=text(words, "imports.to_scorecard"),
    )
    st.html(html('<div class="bb-notice bb-told" role="status">{lines}{link}</div>', lines=lines, link=link))
    if report.refused:
        st.html(preview(words, Report(report.files[-1:], report.money, report.municipality_id)))


def result_sentence(words: str, file: FileReport) -> str:
    """Return what came of a file in a sentence."""
    return text(words, f"imports.result.{state_of(file)}", name=file.name, n=format.count(words, file.rows_read))
