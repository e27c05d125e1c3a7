"""One gains plan: what it gives whom, the cut required and why, what it lacks, and what came of it."""

import streamlit as st

from dashboard import benefit_charts, page
from dashboard.charts import Mark
from dashboard.cofund_place import HYPOTHETICAL, CofundPlace
from dashboard.cofund_results import PlanPage
from dashboard.figures import FigureVoice
from dashboard.gains_words import grant_said, rule_said
from dashboard.markup import Html, html
from dashboard.scope import Scope
from dashboard.sentences import sentences
from dashboard.table import as_html
from dashboard.views import cofund_check, cofund_grant, cofund_tables, gains_way, listing
from dashboard.views.flow_losers import headed
from dashboard.views.scorecard_table import voice_of

_TOGGLE = "bb-cofund-hypothetical"


def show(scope: Scope, found: PlanPage, asked: CofundPlace) -> None:
    """Draw everything of a plan, the answer first."""
    voice, plan = voice_of(scope), found.plan
    st.html(_way(scope, voice, found))
    st.html(_head(voice, found))
    st.html(gains_way.to_initiative(scope, voice, plan.tables.initiative_id))
    page.answer(sentences(voice, found.answer))
    _files(scope, voice, asked)
    st.html(cofund_check.show(scope, voice, found, asked))
    _entities(scope, voice, found, asked)
    _years(scope, voice, found)
    _measures(scope, voice, found)
    _adopters(scope, voice, found)
    _against(scope, voice, found)
    title = voice.word("cofund.grant.title")
    wanted = plan.tables.sought
    st.html(listing.heading(title))
    st.html(listing.quiet(" ".join(grant_said(voice, plan.grant, wanted.grant_applied_minor if wanted else None))))
    st.html(as_html(voice.language, cofund_grant.grant(scope, found), title))


def _way(scope: Scope, voice: FigureVoice, found: PlanPage) -> Html:
    return html(
        '<nav class="bb-way" aria-label="{said}"><ol><li><a href="{to}" target="_self">{all}</a>'
        '<span aria-hidden="true"> / </span></li><li><b aria-current="page">{here}</b></li></ol></nav>',
        said=voice.word("benefits.way"),
        to=CofundPlace().address(scope),
        all=voice.word("cofund.all"),
        here=found.plan.tables.name,
    )


def _head(voice: FigureVoice, found: PlanPage) -> Html:
    return html(
        '<h2 class="bb-heading bb-of-one">{name}</h2><p class="bb-quiet">{line}</p>',
        name=found.plan.tables.name,
        line=f"{line_said(voice, found)} {adopted_said(voice, found)}".strip(),
    )


def line_said(voice: FigureVoice, found: PlanPage) -> str:
    """Return whose plan it is, of which day, and in the prices of which year."""
    made = found.plan.tables
    told = {"code": made.initiative_id, "day": voice.day(found.on), "year": made.price_year}
    return voice.word("cofund.line", applicant=found.names[made.applicant_id], **told)


def adopted_said(voice: FigureVoice, found: PlanPage) -> str:
    """Return which version binds, and by what decision; nothing where none does."""
    version = found.plan.adopted
    if version is None:
        return ""
    return voice.word(
        "cofund.adopted.version",
        number=version.number,
        day=voice.day(version.adopted_on),
        who=voice.word(f"authority_kind.{version.authority_kind}"),
        reference=version.decision_reference,
    )


def _files(scope: Scope, voice: FigureVoice, asked: CofundPlace) -> None:
    """Write the links to the plan as a document; one that lacks something is a draft, and says so on every page."""
    links = [
        html(
            '<a href="{to}" download>{word}</a>',
            to=scope.address(f"/eksport/gains-plan.{form}", **asked.parameters()),
            word=voice.word(f"cofund.download.{form}"),
        )
        for form in ("pdf", "xlsx")
    ]
    st.html(html('<p class="bb-quiet">{pdf} · {xlsx}</p>', pdf=links[0], xlsx=links[1]))


def _entities(scope: Scope, voice: FigureVoice, found: PlanPage, asked: CofundPlace) -> None:
    title = voice.word("cofund.entities.title")
    st.html(headed(title, voice.word("cofund.entities.subtitle", year=found.plan.tables.price_year)))
    if found.plan.cuts.municipal:
        st.session_state[_TOGGLE] = asked.hypothetical
        st.toggle(voice.word("cofund.hypothetical"), key=_TOGGLE, on_change=_toggled)
    if found.plan.cuts.hypothetical:
        st.html(listing.told(voice.word("command.gains_plan.hypothetical"), good=False))
    st.html(as_html(voice.language, cofund_tables.entities(scope, found), title))
    page.csv_link(scope, "gains-plan-entities", **asked.parameters())
    st.html(listing.heading(voice.word("cofund.rule.title")))
    st.html(listing.quiet(" ".join(rule_said(voice, found.plan.cuts))))
    if found.plan.tables.not_in_kroner:
        names = ", ".join(found.plan.tables.not_in_kroner)
        st.html(listing.quiet(voice.word("cofund.not_in_kroner", names=names)))


def _toggled() -> None:
    """Put the choice in the address; that the cut is none from the start needs no parameter."""
    if st.session_state[_TOGGLE]:
        st.query_params["cut"] = HYPOTHETICAL
    else:
        st.query_params.pop("cut", None)


def _years(scope: Scope, voice: FigureVoice, found: PlanPage) -> None:
    told = found.years
    if told.stacks:
        stacks = {
            found.names[entity]: [
                Mark(str(year), amount, "" if amount is None else f"{year}: {voice.money(amount)}")
                for year, amount in zip(told.years, amounts, strict=True)
            ]
            for entity, amounts in told.stacks.items()
        }
        page.drawing(
            benefit_charts.piles(stacks, []),
            title=chart_title(voice, found),
            subtitle=voice.word("cofund.chart.subtitle", year=found.plan.tables.price_year),
            alt=chart_alt(voice, found),
        )
    with page.expander(scope, "cofund.years.title") as opened:
        if opened:
            alt = voice.word("cofund.years.alt")
            parameters = {"initiative": found.plan.tables.initiative_id}
            page.table(scope, cofund_tables.years(scope, found), export="gains-plan-years", alt=alt, **parameters)


def chart_title(voice: FigureVoice, found: PlanPage) -> str:
    """Return who gains most by the plan; where nobody gains, what is drawn."""
    most = found.years.gains_most
    return voice.word("cofund.chart.title") if most is None else voice.word("cofund.chart.most", name=found.names[most])


def chart_alt(voice: FigureVoice, found: PlanPage) -> str:
    """Return what the drawing of the net gain by year shows."""
    told = found.years
    said = "; ".join(
        f"{found.names[entity]}: "
        + ", ".join(
            f"{year} {voice.word('figure.missing') if amount is None else voice.money(amount)}"
            for year, amount in zip(told.years, amounts, strict=True)
        )
        for entity, amounts in told.stacks.items()
    )
    return voice.word("cofund.chart.alt", said=said)


def _measures(scope: Scope, voice: FigureVoice, found: PlanPage) -> None:
    title = voice.word("cofund.measures")
    st.html(listing.heading(title))
    if not found.plan.tables.text.measures:
        st.html(listing.quiet(voice.word("gains_gap.no_measures")))
        return
    table = cofund_tables.measures(scope, found)
    st.html(as_html(voice.language, table, title))


def _adopters(scope: Scope, voice: FigureVoice, found: PlanPage) -> None:
    tables = cofund_tables.adopters(scope, found)
    for (adopter, table), one in zip(tables, found.plan.adopters, strict=True):
        title = voice.word("cofund.adopters.title", adopter=adopter)
        st.html(headed(title, voice.word("cofund.adopters.subtitle", year=found.plan.tables.price_year)))
        st.html(listing.quiet(cofund_check.adopters_said(voice, one)))
        st.html(as_html(voice.language, table, title))


def _against(scope: Scope, voice: FigureVoice, found: PlanPage) -> None:
    title = voice.word("cofund.against.title")
    which = "adopted" if found.plan.against_adopted else "present"
    st.html(headed(title, voice.word(f"cofund.against.{which}", year=found.plan.tables.price_year)))
    if found.plan.against.empty:
        st.html(listing.quiet(voice.word("cofund.against.none")))
        return
    st.html(as_html(voice.language, cofund_tables.against(scope, found), title))
    st.html(listing.quiet(voice.word("command.gains_plan.against")))
    page.csv_link(scope, "gains-plan-against", initiative=found.plan.tables.initiative_id)
