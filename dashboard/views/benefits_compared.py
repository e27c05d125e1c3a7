"""A benefit beside its comparison group: before and after of both, and what is left when the one is taken off."""

from dashboard import format
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html
from dashboard.views import benefits_parts, benefits_words, listing
from metrics.benefit_page import BenefitPage
from metrics.compared_groups import Compared, ComparisonGroup

HEADINGS = ("period", "party", "own_change", "change_anyway", "difference")


def section(voice: FigureVoice, found: BenefitPage, comparison: ComparisonGroup) -> Html:
    """Return the comparison under its heading, said in a sentence for the newest period that has one."""
    absent = "benefits.compared.with.none" if found.facts.texts_told else "benefits.text.not_told"
    told = voice.word("benefits.compared.with", group=comparison.compared_with or voice.word(absent))
    way = voice.word(f"counterfactual.{comparison.counterfactual}")
    known = [one for one in comparison.measured if one.value is not None]
    parts = [f"{way}. {told}", voice.word("benefits.compared.note")]
    return html(
        "{table}{said}{note}",
        table=benefits_parts.section(
            voice, "benefits.compared", HEADINGS, [_row(voice, found, one) for one in comparison.measured]
        ),
        said=listing.quiet(_sentence(voice, known[-1]))
        if known
        else listing.quiet(voice.word("benefits.compared.why")),
        note=listing.quiet(" ".join(parts)),
    )


def _row(voice: FigureVoice, found: BenefitPage, one: Compared) -> list[Html]:
    return [
        html("{period}", period=benefits_parts.period(voice, one.fiscal_year, one.period, found.facts.grain)),
        html("{party}", party=one.beneficiary),
        _change(voice, one.before, one.after, one.change),
        _change(voice, one.compared_before, one.compared_after, one.change_anyway),
        html("<b>{value}</b>", value=_signed(voice, one.value))
        if one.value is not None
        else benefits_words.quiet(benefits_words.why(voice, one.why)),
    ]


def _change(voice: FigureVoice, before: float | None, after: float | None, change: float | None) -> Html:
    told = {name: value for name, value in (("before", before), ("after", after)) if value is not None}
    said = {name: format.full_number(voice.language, value) for name, value in told.items()}
    if len(said) < 2:
        parts = [voice.word(f"benefits.compared.only_{name}", value=value) for name, value in said.items()]
        return benefits_words.quiet(parts[0] if parts else voice.word("benefits.compared.unmeasured"))
    ways = voice.word("benefits.compared.from_to", **said)
    if change is None:
        return html("{ways}", ways=ways)
    return html("{change} <small>({ways})</small>", change=_signed(voice, change), ways=ways)


def _signed(voice: FigureVoice, value: float | None) -> str:
    if value is None:
        return voice.word("figure.missing")
    sign = "+" if value > 0 else ""
    return f"{sign}{format.short_number(voice.language, value)}"


def _sentence(voice: FigureVoice, one: Compared) -> str:
    told = {"change": one.change, "anyway": one.change_anyway, "value": one.value}
    return voice.word("benefits.compared.said", **{name: _signed(voice, value) for name, value in told.items()})
