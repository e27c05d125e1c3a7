"""The outsider accounts as a document: what the page says and shows of one measure, with the mark of its profile."""

from collections.abc import Iterator, Mapping

import pandas as pd

from dashboard import format
from dashboard.exports.document import Document, Section
from dashboard.exports.drawing import Curve, Drawing, curves
from dashboard.outsider_results import OutsiderView
from dashboard.outsider_sentences import lift_said, rate_said
from dashboard.outsiders_place import outsiders_place
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views import outsiders, outsiders_curves, outsiders_tables
from dashboard.views.scorecard_table import voice_of
from metrics.outsider_answer import OutsiderAnswer


def outsiders_document(scope: Scope, asked: Mapping[str, str]) -> Document:
    """Return the outsider accounts that the address asks for, as the page shows them."""
    view, voice = outsiders.view_of(scope, outsiders_place(asked)), voice_of(scope)
    marks = (voice.word("outsiders.mark.document"),) if view.profile.synthetic else ()
    return Document(
        name=voice.word("page.outsiders.file.document"),
        title=voice.word("page.outsiders.question"),
        lines=tuple(_lines(scope, voice, view)),
        sections=tuple(_sections(scope, voice, view)),
        marks=marks,
    )


def _lines(scope: Scope, voice: Voice, view: OutsiderView) -> Iterator[str]:
    yield f"{scope.municipality_name} · {format.quarter_long(voice.language, scope.quarter)}"
    if view.scenario is not None:
        yield view.scenario.name
        yield outsiders.scenario_said(voice, view.scenario)
    yield outsiders.source_said(voice, view)


def _sections(scope: Scope, voice: Voice, view: OutsiderView) -> Iterator[Section]:
    yield Section(voice.word("outsiders.section.answer"), tuple(outsiders.answer_said(voice, view)))
    said = (outsiders_curves.lives_title(voice, view), voice.word("outsiders.lives.subtitle"))
    heading = voice.word("outsiders.section.lives")
    yield Section(heading, said, outsiders_tables.lives(scope, view), _drawing(scope, voice, view))
    if view.page.answer is not None:
        yield from _of_measure(scope, voice, view, view.page.answer)
    definitions = tuple(f"{term}: {meaning}" for term, meaning in outsiders.definitions(voice, view))
    yield Section(voice.word("outsiders.definitions"), definitions)


def _of_measure(scope: Scope, voice: Voice, view: OutsiderView, found: OutsiderAnswer) -> Iterator[Section]:
    levels, ages, rates = outsiders_tables.levels, outsiders_tables.ages, outsiders_tables.rates
    basis = (voice.word(f"outsiders.payer.subtitle.{'discounted' if view.rates else 'undiscounted'}"),)
    yield Section(voice.word("outsiders.section.levels"), basis, levels(scope, view, found))
    yield Section(voice.word("outsiders.section.ages"), (), ages(scope, view, found))
    yield Section(
        voice.word("outsiders.section.rates"),
        (*rate_said(found, voice), lift_said(found, voice)),
        rates(scope, view, found),
    )
    heading, society = voice.word("outsiders.section.society"), view.page.society
    if society is None:
        yield Section(heading, (voice.word("outsiders.society.undiscounted"),))
    else:
        table = outsiders_tables.society(scope, view, society)
        yield Section(heading, (voice.word("outsiders.society.note"),), table)


def _drawing(scope: Scope, voice: Voice, view: OutsiderView) -> Drawing:
    lives = view.page.curves
    names = ("outside", str(view.against))
    lines = [Curve(voice.word(f"outsiders.line.{name}"), _points(lives[f"{name}_minor"], scope)) for name in names]
    up = f"{voice.word('outsiders.axis.cost')} ({format.currency_name(voice.language, voice.currency)})"
    across = voice.word("outsiders.column.age")
    return curves(voice.language, lines, outsiders_curves.lives_alt(voice, view), across=across, up=up, shaded=(0, 1))


def _points(column: "pd.Series[int]", scope: Scope) -> tuple[tuple[float, float | None], ...]:
    exponent = scope.currency_exponent
    return tuple((float(str(age)), format.major(int(minor), exponent)) for age, minor in column.items())
