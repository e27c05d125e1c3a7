"""Undoing a file: choose it, read what changes, then confirm."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import format
from dashboard.actions.import_file import undo
from dashboard.choices import distinct
from dashboard.markup import html, joined
from dashboard.views import imports_batches
from dashboard.views.imports_draft import Draft, Undoing
from dashboard.words import text
from data.access import Principal
from data.importers.held import HeldByLedgerError
from data.queries.undoing import Replacement, undo_effect
from data.vocabulary import BatchState


def draw(words: str, principal: Principal, batches: pd.DataFrame, draft: Draft) -> None:
    """Draw the choice of a file to undo, and the confirmation when one is chosen."""
    if draft.undone is not None:
        said = text(words, "imports.undone", name=draft.undone)
        st.html(html('<div class="bb-notice bb-told" role="status"><p>{said}</p></div>', said=said))
    standing = {row["batch_id"]: row for row in batches.to_dict("records") if row["state"] != BatchState.UNDONE}
    if not standing:
        return
    if draft.undoing is not None and draft.undoing.batch_id in standing:
        _confirmation(words, principal, draft, draft.undoing)
        return
    draft.undoing = None
    _choice(words, principal, standing, draft)


def _choice(words: str, principal: Principal, standing: dict[Any, Any], draft: Draft) -> None:
    labels = distinct({batch_id: imports_batches.label(words, batch) for batch_id, batch in standing.items()})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            text(words, "imports.undo.choose"),
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder=text(words, "imports.choose"),
            key="bb-imports-undo",
            width=560,
        )
        asked = st.button(text(words, "imports.undo.see"), key="bb-imports-undo-see", disabled=chosen is None)
    if asked and chosen is not None:
        draft.undoing = Undoing(chosen, standing[chosen]["file_name"], undo_effect(principal, chosen))
        draft.undone = None
        st.rerun()


def _confirmation(words: str, principal: Principal, draft: Draft, waiting: Undoing) -> None:
    lines = joined(html("<li>{line}</li>", line=line) for line in effect_lines(words, waiting))
    st.html(
        html(
            '<section class="bb-notice bb-stale-edge" aria-labelledby="bb-undo"><h2 id="bb-undo">{title}</h2>'
            '<ul class="bb-list">{lines}</ul><p>{kept}</p></section>',
            title=text(words, "imports.undo.title", name=waiting.file_name),
            lines=lines,
            kept=text(words, "imports.undo.held" if waiting.effect.held else "imports.undo.kept"),
        )
    )
    with st.container(horizontal=True):
        confirm = text(words, "imports.undo.confirm", name=waiting.file_name)
        confirmed = not waiting.effect.held and st.button(confirm, type="primary", key="bb-imports-undo-confirm")
        if st.button(text(words, "imports.undo.keep"), key="bb-imports-undo-keep"):
            draft.undoing = None
            st.rerun()
    if confirmed:
        try:
            draft.undo_once(lambda batch: undo_if_standing(principal, batch))
        except HeldByLedgerError:  # a saving was proposed since the effect was told
            draft.undoing = replace(waiting, effect=replace(waiting.effect, held=True))
        st.rerun()


def undo_if_standing(principal: Principal, waiting: Undoing) -> None:
    """Undo the batch; when somebody else did so in the meantime, what was wanted holds already."""
    try:
        undo(principal, waiting.batch_id)
    except LookupError:
        return


def effect_lines(words: str, waiting: Undoing) -> list[str]:
    """Return what changes, one line a kind of figure and year."""
    effect = waiting.effect
    lines = [_replacement(words, one) for one in effect.replacements]
    if effect.indicator_values:
        lines.append(text(words, "imports.undo.indicators", n=format.count(words, effect.indicator_values)))
    if effect.decisions:
        lines.append(text(words, "imports.undo.decisions", n=format.count(words, effect.decisions)))
    if effect.projections:
        lines.append(text(words, "imports.undo.register", n=format.count(words, effect.projections)))
    if effect.profiles:
        lines.append(text(words, "imports.undo.profile"))
    return lines or [text(words, "imports.undo.nothing")]


def _replacement(words: str, one: Replacement) -> str:
    key = "imports.undo.gone" if one.file_name is None else "imports.undo.replaced"
    return text(
        words,
        key,
        kind=text(words, f"kind.{one.kind}"),
        account_class=text(words, f"account_class.{one.account_class}"),
        year=one.fiscal_year,
        periods=stretches(one.periods),
        name=one.file_name or "",
    )


def stretches(periods: tuple[int, ...]) -> str:
    """Return periods in few letters: 1-3, 6."""
    runs: list[list[int]] = []
    for period in periods:
        if runs and period == runs[-1][-1] + 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
