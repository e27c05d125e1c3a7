"""The files that were imported: what they held, whether they count, who imported them, and the way back."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import format
from dashboard.markup import Html, html, joined
from dashboard.table import Column, Table, missing
from dashboard.views.imports_preview import kind_text, status, stretch_text
from dashboard.words import Written, has, text
from data.importers.profiles import profiles
from data.vocabulary import BatchState, Kind

SHOWN = 20
"""How many batches the page lists before somebody asks for all."""

_TONES = {BatchState.ACTIVE: "desired", BatchState.SUPERSEDED: "open", BatchState.UNDONE: "open"}
_HEADINGS = ("file", "stretch", "state", "rows", "totals", "imported")


def listed(words: str, batches: pd.DataFrame, exponent: int, zone: str | None) -> Html:
    """Return the batches as a table, the newest first.

    Args:
        words: the reader's language.
        batches: rows of `data.queries.batches.batches`, of one municipality.
        exponent: decimals of the municipality's currency.
        zone: the reader's time zone; None writes UTC.
    """
    names = names_of(batches)
    heads = joined(
        html(
            '<th role="columnheader" scope="col"{css}>{label}</th>',
            css=_css(name),
            label=text(words, f"imports.column.{name}"),
        )
        for name in _HEADINGS
    )
    rows = joined(_row(words, row, exponent, zone, names) for row in batches.to_dict("records"))
    return html(
        '<div class="bb-scroll" role="region" aria-label="{caption}" tabindex="0">'
        '<table role="table" class="bb-table bb-batches">'
        '<caption class="bb-hidden">{caption}</caption><thead role="rowgroup">'
        '<tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>',
        caption=text(words, "imports.batches"),
        heads=heads,
        rows=rows,
    )


def names_of(batches: pd.DataFrame) -> dict[str, str]:
    """Return the file name of each batch."""
    return dict(zip(batches["batch_id"], batches["file_name"], strict=True))


def _row(words: str, row: Mapping[Any, Any], exponent: int, zone: str | None, names: Mapping[str, str]) -> Html:
    return html(
        '<tr role="row"><td role="cell"><b>{file}</b><br><small>{profile}</small></td>'
        '<td role="cell">{stretch}</td><td role="cell">{state}{more}</td>'
        '<td role="cell" class="bb-number">{rows}<span class="bb-narrow"> {counted}</span></td>'
        '<td role="cell" class="bb-number">{totals}</td>'
        '<td role="cell">{moment}<br><small>{actor}</small></td></tr>',
        file=row["file_name"],
        profile=profile_title(words, row["profile"]),
        stretch=stretch_text(words, _whole(row["fiscal_year"]), _whole(row["period"])),
        state=status(_TONES[BatchState(row["state"])], text(words, f"batch_state.{row['state']}")),
        more=_more(words, row, zone, names),
        rows=format.count(words, int(row["rows_stored"])),
        counted=text(words, "imports.column.rows").lower(),
        totals=_totals(words, row["control_totals"], exponent),
        moment=format.moment(words, row["imported_at"], zone),
        actor=actor_text(words, row["imported_by"]),
    )


def _more(words: str, row: Mapping[Any, Any], zone: str | None, names: Mapping[str, str]) -> Html:
    said = []
    if row["state"] == BatchState.SUPERSEDED:
        said.append(text(words, "imports.superseded_by", name=names.get(row["superseded_by"], row["superseded_by"])))
    if row["state"] == BatchState.UNDONE:
        actor = actor_text(words, row["undone_by"] or "")
        said.append(text(words, "imports.undone_at", moment=format.moment(words, row["undone_at"], zone), actor=actor))
    if warnings := warning_count(row):
        said.append(text(words, "imports.warnings", n=format.count(words, warnings)))
    return joined(html("<br><small>{part}</small>", part=part) for part in said)


def warning_count(row: Mapping[Any, Any]) -> int:
    """Return how many warnings are stored with a batch."""
    return len((row["warnings"] or {}).get("problems", ()))


def _totals(words: str, totals: Mapping[str, int], exponent: int) -> Html:
    return joined(
        html(
            "<div><small>{kind}</small> {amount}</div>",
            kind=kind_text(words, kind),
            amount=format.money_exact(words, int(amount), exponent),
        )
        for kind, amount in totals.items()
    )


def profile_title(words: str, name: str) -> str:
    """Return what a kind of file is called; of a profile that is no longer known, its name."""
    known = profiles()
    return text(words, known[name].title_key) if name in known else name


def actor_text(words: str, actor: str) -> str:
    """Return who did something: one of the app's own doors in words, else the name as it stands in the trail."""
    key = f"actor.{actor.replace(' ', '_')}"
    return text(words, key) if has(words, key) else actor


def label(words: str, row: Mapping[Any, Any]) -> str:
    """Return a batch in one line, for a choice."""
    stretch = stretch_text(words, _whole(row["fiscal_year"]), _whole(row["period"]))
    parts = [row["file_name"], stretch, text(words, f"batch_state.{row['state']}")]
    return " · ".join(part for part in parts if part)


def table(words: str, batches: pd.DataFrame, exponent: int) -> Table:
    """Return every batch with its totals by kind, as a table for a file."""
    plain = ("file", "profile", "year", "period", "state", "superseded_by", "rows")
    columns = (
        *(Column(text(words, f"imports.column.{name}"), "count" if name == "rows" else "text") for name in plain),
        *(Column(text(words, f"kind.{kind}"), "money") for kind in Kind),
        *(Column(text(words, f"imports.column.{name}")) for name in ("warnings", "imported_at", "imported_by")),
    )
    names = names_of(batches)
    rows = tuple(_values(words, row, names) for row in batches.to_dict("records"))
    return Table(text(words, "page.imports.file"), columns, rows, exponent)


def _values(words: str, row: Mapping[Any, Any], names: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        row["file_name"],
        profile_title(words, row["profile"]),
        _text(row["fiscal_year"]),
        _text(row["period"]),
        text(words, f"batch_state.{row['state']}"),
        names.get(row["superseded_by"], row["superseded_by"]),
        int(row["rows_stored"]),
        *(row["control_totals"].get(kind) for kind in Kind),
        str(warning_count(row)),
        pd.Timestamp(row["imported_at"]).isoformat(timespec="seconds"),
        actor_text(words, row["imported_by"]),
    )


def _whole(value: Any) -> int | None:
    return None if missing(value) else int(value)


def _text(value: Any) -> str | None:
    return None if missing(value) else str(int(value))


def _css(name: str) -> Html:
    return Html(' class="bb-number"') if name in ("rows", "totals") else Html("")


def counted(batches: pd.DataFrame) -> Written:
    """Return how many batches count now."""
    active = int((batches["state"] == BatchState.ACTIVE).sum())
    return Written(str(active), active)
