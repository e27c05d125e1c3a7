"""A gains plan as a document: what the page says and shows. One that lacks something carries a watermark."""

from collections.abc import Mapping

from dashboard import cofund_results
from dashboard.cofund_place import place
from dashboard.cofund_results import PlanPage
from dashboard.exports.document import Document, Section
from dashboard.exports.drawing import Curve, Drawing, curves
from dashboard.figures import FigureVoice
from dashboard.gains_words import gaps_said, grant_said, rule_said
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.table import Column, Table
from dashboard.views import cofund_check, cofund_grant, cofund_plan, cofund_tables
from dashboard.views.scorecard_table import voice_of


def gains_plan(scope: Scope, asked: Mapping[str, str]) -> Document:
    """Return the gains plan that the address asks for."""
    found, voice = cofund_results.plan_of(scope, place(asked)), voice_of(scope)
    made = found.plan.tables
    line, adopted = cofund_plan.line_said(voice, found), cofund_plan.adopted_said(voice, found)
    marks = [voice.word("scope.fictional")] if scope.fictional else []
    if found.plan.cuts.hypothetical:
        marks.append(voice.word("command.gains_plan.hypothetical"))
    return Document(
        name=f"{voice.word('cofund.file.plan')}-{made.initiative_id}",
        title=voice.word("cofund.document.title", name=made.name),
        lines=(scope.municipality_name, line, *([adopted] if adopted else [])),
        sections=tuple(_sections(scope, voice, found)),
        marks=tuple(marks),
        watermark=None if found.plan.complete else voice.word("cofund.watermark"),
    )


def _sections(scope: Scope, voice: FigureVoice, found: PlanPage) -> list[Section]:
    plan, wanted = found.plan, found.plan.tables.sought
    year = {"year": plan.tables.price_year}
    answer, rules = tuple(sentences(voice, found.answer)), tuple(rule_said(voice, plan.cuts))
    grant = tuple(grant_said(voice, plan.grant, wanted.grant_applied_minor if wanted else None))
    subtitle, yearly = (voice.word(f"cofund.{part}.subtitle", **year) for part in ("entities", "chart"))
    return [
        Section(voice.word("cofund.entities.title"), (*answer, subtitle, *rules), cofund_tables.entities(scope, found)),
        Section(voice.word("cofund.years.title"), (yearly,), cofund_tables.years(scope, found), _drawing(voice, found)),
        Section(voice.word("cofund.checks.title"), (), _checks(scope, voice, found)),
        Section(voice.word("cofund.measures"), (), cofund_tables.measures(scope, found)),
        *(
            Section(
                voice.word("cofund.adopters.title", adopter=adopter), (cofund_check.adopters_said(voice, one),), table
            )
            for (adopter, table), one in zip(cofund_tables.adopters(scope, found), plan.adopters, strict=True)
        ),
        _against(scope, voice, found),
        Section(voice.word("cofund.grant.title"), grant, cofund_grant.grant(scope, found)),
    ]


def _against(scope: Scope, voice: FigureVoice, found: PlanPage) -> Section:
    title, plan = voice.word("cofund.against.title"), found.plan
    if plan.against.empty:
        return Section(title, (voice.word("cofund.against.none"),))
    which = "adopted" if plan.against_adopted else "present"
    said = voice.word(f"cofund.against.{which}", year=plan.tables.price_year)
    note = voice.word("command.gains_plan.against")
    return Section(title, (said, note), cofund_tables.against(scope, found))


def _drawing(voice: FigureVoice, found: PlanPage) -> Drawing | None:
    """Return the net gain by year, a line an entity; nothing where nobody gains or loses."""
    points = found.years.in_kroner(voice.currency_exponent)
    if not points:
        return None
    lines = [Curve(found.names[entity], tuple(one)) for entity, one in points.items()]
    up = f"{voice.word('cofund.column.net')} ({voice.currency_name()})"
    alt = cofund_plan.chart_alt(voice, found)
    return curves(voice.language, lines, alt, across=voice.word("cofund.column.year"), up=up)


def _checks(scope: Scope, voice: FigureVoice, found: PlanPage) -> Table:
    columns = tuple(Column(voice.word(f"cofund.column.{name}")) for name in ("check", "in_place", "missing"))
    rows = tuple(
        (
            voice.word(f"gains_check.{one.check}"),
            voice.word("imports.yes" if one.met else "imports.no"),
            " ".join(gaps_said(voice, one.gaps, found.names)),
        )
        for one in found.plan.checks
    )
    return Table(voice.word("cofund.file.checks"), columns, rows, scope.currency_exponent)
