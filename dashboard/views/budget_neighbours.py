"""The municipality beside others, per inhabitant, from published figures."""

import streamlit as st

from dashboard import charts, format, page
from dashboard.charts import Mark
from dashboard.drill import Drill
from dashboard.markup import html
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views import budget_path
from dashboard.views.scorecard_table import voice_of
from metrics.budget_page import BudgetPage
from metrics.neighbours import Area, Neighbours

_AREA = "bb-area"


def show(scope: Scope, found: BudgetPage, drill: Drill) -> None:
    """Draw one service area's comparison with its source, or say why there is none."""
    voice = voice_of(scope)
    if found.neighbours is None:
        body = '<h2 class="bb-finding">{title}</h2><p class="bb-quiet">{why}</p>'
        why = voice.word("budget.neighbours.none")
        st.html(html(body, title=voice.word("budget.neighbours.title"), why=why))
        return
    area = found.neighbours.area(drill.area)
    name = budget_path.function_name(scope, found, area.key)
    marks = [Mark(row.name, row.value_minor, voice.money(row.value_minor)) for row in area.rows]
    page.drawing(
        charts.comparison(marks, own=area.own.name, reference=_middle(voice, area)),
        title=_title(voice, area, name),
        subtitle=voice.word(
            "budget.neighbours.subtitle",
            year=found.neighbours.quarter.year,
            currency=format.currency_name(voice.language, voice.currency),
        ),
        alt=voice.word("budget.neighbours.alt", said="; ".join(f"{mark.name} {mark.written}" for mark in marks)),
    )
    _choice(scope, found, area)
    st.html(html('<p class="bb-quiet">{said}</p>', said=" ".join(_source(voice, found.neighbours, area))))


def _middle(voice: Voice, area: Area) -> Mark | None:
    if area.middle_minor is None:
        return None
    return Mark(voice.word("budget.neighbours.middle"), area.middle_minor, voice.money(area.middle_minor))


def _title(voice: Voice, area: Area, name: str) -> str:
    if area.distance_share is None:
        return name
    share = format.share(voice.language, abs(area.distance_share))
    if area.distance_share == 0:
        return voice.word("budget.neighbours.as", area=name)
    way = "more" if area.distance_share > 0 else "less"
    return voice.word(f"budget.neighbours.{way}", area=name, share=share)


def _choice(scope: Scope, found: BudgetPage, area: Area) -> None:
    areas = [other.key for other in found.neighbours.areas] if found.neighbours else []
    st.session_state[_AREA] = area.key
    st.selectbox(
        voice_of(scope).word("budget.neighbours.area"),
        areas,
        format_func=lambda key: budget_path.function_name(scope, found, key),
        key=_AREA,
        on_change=_chosen,
    )


def _chosen() -> None:
    """Put the service area in the address."""
    st.query_params["area"] = st.session_state[_AREA]


def _source(voice: Voice, compared: Neighbours, area: Area) -> list[str]:
    published = compared.published_on
    day = voice.word("figure.undated") if published is None else format.day(voice.language, published)
    vintages = ", ".join(sorted({row.vintage for row in area.rows}))
    said = [voice.word("budget.neighbours.source", source="; ".join(compared.sources), vintage=vintages, day=day)]
    if all(row.fictional for row in area.rows):
        said.append(voice.word("budget.neighbours.fictional"))
    for currency, count in compared.refused:
        n = format.count(voice.language, count)
        said.append(voice.word("budget.neighbours.refused", n=n, currency=currency))
    return said
