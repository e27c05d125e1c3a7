"""The figures of gains plans as tables: on the page, as files, and in the document."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from dashboard.cofund_results import PlanPage
from dashboard.figures import FigureVoice
from dashboard.gains_words import reasons_said
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import Column, Table
from dashboard.views.scorecard_table import voice_of
from metrics.gains_page import reason_told
from metrics.gains_ranking import GainsOverview, RankedPlan

RANKED = (
    ("rank", "count"),
    ("initiative", "text"),
    ("per_krone", "number"),
    ("npv", "money"),
    ("unpriced", "text"),
    ("met", "count"),
    ("checks", "count"),
    ("binding", "text"),
)
ENTITIES = (
    ("entity", "text"),
    ("kind", "text"),
    ("gross", "money"),
    ("operating_cost", "money"),
    ("net", "money"),
    ("cut", "money"),
    ("why", "text"),
)
YEARS = (("entity", "text"), ("year", "text"), *ENTITIES[2:6], ("other_gain", "money"), ("why", "text"))
AGAINST = (
    ("entity", "text"),
    ("year", "text"),
    ("planned", "money"),
    ("realised", "money"),
    ("gap", "money"),
    ("share", "share"),
    ("missing", "text"),
)
MEASURES = (
    ("number", "count"),
    ("measure", "text"),
    ("responsible", "text"),
    ("due", "date"),
    ("follow_up", "text"),
    ("quantification", "text"),
)
ADOPTERS = (("adopters", "count"), ("gross", "money"), ("fixed_cost", "money"), ("net", "money"))


def made(scope: Scope, name: str, named: Sequence[tuple[str, str]], rows: Iterator[Sequence[Any]]) -> Table:
    """Return a table with its columns by key and kind; money says its currency."""
    voice = voice_of(scope)
    money = f" ({voice.currency_name()})"
    columns = tuple(
        Column(voice.word(f"cofund.column.{key}") + (money if kind == "money" else ""), kind) for key, kind in named
    )
    return Table(voice.word(f"cofund.file.{name}"), columns, tuple(tuple(row) for row in rows), scope.currency_exponent)


def ranked(scope: Scope, found: GainsOverview) -> Table:
    """Return the plans in their order."""
    voice = voice_of(scope)
    return made(
        scope,
        "plans",
        RANKED,
        (
            (
                row.rank,
                f"{row.initiative_id} {row.name}",
                row.per_krone,
                row.npv_minor,
                unpriced(voice, row),
                row.met,
                row.checks,
                binding(voice, row),
            )
            for row in found.rows
        ),
    )


def unpriced(voice: Voice, row: RankedPlan) -> str:
    """Return how many effects without a price are good and bad: the rank is never the whole verdict."""
    if not row.better and not row.worse:
        return voice.word("cofund.unpriced.none")
    return voice.word("cofund.unpriced", better=row.better, worse=row.worse)


def binding(voice: FigureVoice, row: RankedPlan) -> str:
    """Return whether a plan binds, and since when."""
    if row.adopted is None:
        return voice.word("cofund.state.complete" if row.complete else "cofund.state.incomplete")
    key = "cofund.state.changed" if row.changed else "cofund.state.adopted"
    return voice.word(key, day=voice.day(row.adopted.adopted_on))


def entities(scope: Scope, found: PlanPage) -> Table:
    """Return what the plan gives each entity over all its years, and the cut required of it with the reason."""
    voice = voice_of(scope)
    return made(
        scope,
        "entities",
        ENTITIES,
        (
            (
                _entity(voice, found, row.entity_id, applies=row.is_applicant),
                voice.word(_kind(scope, row.entity_id, row.kind)),
                row.gross_minor,
                row.operating_cost_minor,
                row.net_minor,
                row.required_cut_minor,
                reasons_said(voice, row.reasons),
            )
            for row in found.totals
        ),
    )


def _kind(scope: Scope, entity_id: str, kind: str) -> str:
    return "cofund.kind.own" if entity_id == scope.municipality_id else f"party_kind.{kind}"


def _entity(voice: Voice, found: PlanPage, entity_id: str, *, applies: bool) -> str:
    name = found.names[entity_id]
    return voice.word("cofund.applies", name=name) if applies else name


def years(scope: Scope, found: PlanPage) -> Table:
    """Return what the plan gives each entity year by year, and the cut required with the reason."""
    voice, plan = voice_of(scope), found.plan
    cuts = plan.cuts.rows[["required_cut_minor", "reason"]]
    return made(
        scope,
        "years",
        YEARS,
        (
            (
                found.names[entity],
                year,
                *_plain(row, "gross_minor", "operating_cost_minor", "net_minor", "required_cut_minor"),
                *_plain(row, "other_gain_minor"),
                reasons_said(voice, [reason_told(plan, entity, row["reason"])]),
            )
            for entity, year, row in _cells(plan.net.join(cuts))
        ),
    )


def against(scope: Scope, found: PlanPage) -> Table:
    """Return the plan against what was realised, of the years that are over."""
    voice = voice_of(scope)
    return made(
        scope,
        "against",
        AGAINST,
        (
            (
                found.names[entity],
                year,
                *_plain(row, "denominator", "numerator", "gap_minor", "value"),
                "" if row["why"] is None else voice.word(f"missing.{row['why']}"),
            )
            for entity, year, row in _cells(found.plan.against)
        ),
    )


def _cells(table: pd.DataFrame) -> Iterator[tuple[str, str, dict[Any, Any]]]:
    """Yield the rows of a table that is indexed by entity and year."""
    for (entity, year), row in zip(table.index, table.to_dict("records"), strict=True):
        yield str(entity), str(year), row


def _plain(row: dict[Any, Any], *names: str) -> list[Any]:
    return [None if pd.isna(row[name]) else row[name] for name in names]


def measures(scope: Scope, found: PlanPage) -> Table:
    """Return what is done to achieve the gains, by whom and when, and how it is followed up and counted."""
    voice = voice_of(scope)
    return made(
        scope,
        "measures",
        MEASURES,
        (
            (
                number,
                one.description,
                one.responsible_role or voice.word(_role_absent(one.has_responsible)),
                one.due_on,
                one.follow_up,
                one.quantification,
            )
            for number, one in enumerate(found.plan.tables.text.measures, start=1)
        ),
    )


def _role_absent(has_responsible: bool) -> str:
    return "cofund.role.not_told" if has_responsible else "figure.no_owner"


def adopters(scope: Scope, found: PlanPage) -> list[tuple[str, Table]]:
    """Return the gain by how many take the solution into use, a table for each kind of adopter."""
    return [
        (
            one.adopter,
            made(
                scope,
                "adopters",
                ADOPTERS,
                (
                    (int(number), *_plain(row, "gross_minor", "cost_minor", "net_minor"))
                    for number, row in zip(one.rows.index, one.rows.to_dict("records"), strict=True)
                ),
            ),
        )
        for one in found.plan.adopters
    ]
