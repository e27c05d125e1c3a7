"""What is known of a benefit beside its amounts, each with why it is not told where it is not."""

from datetime import date

from dashboard import format
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html
from dashboard.views import benefits_words, listing
from dashboard.views.benefits_parts import facts
from dashboard.views.benefits_tables import owner
from metrics.benefit_facts import BenefitFacts
from metrics.benefit_page import BenefitPage
from metrics.results import Missing
from metrics.slippage import Slippage

CODES = ("wizard_type", "dfo_type", "ks_type")
SHARES = ("attribution", "deadweight", "displacement", "drop_off")


def section(voice: FigureVoice, found: BenefitPage) -> Html:
    """Return the facts of a benefit under their heading."""
    known = found.facts
    rows = [
        ("unit", benefits_words.unit(voice, found.unit_name)),
        ("owner", owner(voice, found.row)),
        ("payers", _parties(voice, found.payers)),
        ("gainers", _parties(voice, found.gainers)),
        ("type", _type(voice, known)),
        *((name, _word(voice, name, getattr(known, name))) for name in CODES),
        ("level", _word(voice, "benefit_level", known.level)),
        ("indicator", _indicator(voice, known)),
        ("grain", voice.word(f"grain.{known.grain}")),
        ("first_effect", _day(voice, known.first_effect_on)),
        ("rates", benefits_words.rates(voice, benefits_words.sums_of(found.row))),
        ("slippage", _slippage(voice, found.row.slippage)),
        ("working", _working(voice, known)),
        ("baseline", _baseline(voice, known)),
        ("counterfactual", _word(voice, "counterfactual", known.counterfactual)),
        ("confidence", _word(voice, "confidence", known.confidence)),
        ("spread", _spread(voice, known)),
        ("shares", _shares(voice, known)),
        ("own_effect", _own_effect(voice, known)),
        ("end", voice.word("benefits.end.yes" if found.row.end else "benefits.end.no")),
    ]
    head = listing.heading(voice.word("benefits.facts"))
    told = facts([(voice.word(f"benefits.fact.{name}"), said) for name, said in rows])
    return html("{head}{told}", head=head, told=told)


def _parties(voice: FigureVoice, names: tuple[str, ...]) -> str:
    return ", ".join(names) or voice.word("benefits.not_stated")


def _type(voice: FigureVoice, known: BenefitFacts) -> str:
    """Return the type of value, and what sets the benefit apart: nobody planned it, or its posts may not be cut."""
    marks = [name for name in ("unexpected", "staffing_floor") if getattr(known, name)]
    return "; ".join(voice.word(key) for key in (f"benefit_type.{known.benefit_type}", *map(_mark, marks)))


def _mark(name: str) -> str:
    return f"benefits.mark.{name}"


def _spread(voice: FigureVoice, known: BenefitFacts) -> str:
    """Return what the benefit may come to, as shares of its plan."""
    if known.low is None or known.high is None:
        return voice.word("benefits.not_stated")
    low, high = (format.share(voice.language, share) for share in (known.low, known.high))
    return voice.word("benefits.spread", low=low, high=high)


def _word(voice: FigureVoice, words: str, value: str | None) -> str:
    return voice.word("benefits.not_stated") if value is None else voice.word(f"{words}.{value}")


def _day(voice: FigureVoice, day: date | None) -> str:
    return voice.word("benefits.not_stated") if day is None else voice.day(day)


def _indicator(voice: FigureVoice, known: BenefitFacts) -> str:
    named = benefits_words.measure(voice, known.unit_of_measure)
    if not named:
        return voice.word("benefits.indicator.none")
    way = voice.word(f"benefits.better.{known.better}") if known.better else ""
    return ", ".join(part for part in (named, way, known.indicator_id or "") if part)


def _baseline(voice: FigureVoice, known: BenefitFacts) -> str:
    """Return the baseline with its date and method, or that there is none."""
    if known.baseline_value is None:
        return voice.word("benefits.baseline.none")
    parts = [
        benefits_words.quantity(voice, known.baseline_value, known.unit_of_measure),
        _day(voice, known.baseline_on),
    ]
    if known.baseline_count is not None and known.baseline_population is not None:
        counts = {"part": known.baseline_count, "whole": known.baseline_population}
        said = {name: format.count(voice.language, number) for name, number in counts.items()}
        parts.append(voice.word("figure.of", **said))
    parts.append(known.baseline_method or voice.word("benefits.baseline.no_method"))
    return " · ".join(parts)


def _working(voice: FigureVoice, known: BenefitFacts) -> str:
    """Return how what is promised was worked out, that nobody has said, or that it is not for whoever asks."""
    return known.working or voice.word("benefits.not_stated" if known.texts_told else "benefits.text.not_told")


def _slippage(voice: FigureVoice, late: Slippage) -> str:
    if late.months is None:
        return voice.word(f"missing.{late.why or Missing.NO_FORECAST}")
    if late.months == 0:
        return voice.word("benefits.slippage.none")
    way = "late" if late.months > 0 else "early"
    return voice.word(f"benefits.slippage.{way}", n=format.count(voice.language, abs(late.months)))


def _own_effect(voice: FigureVoice, known: BenefitFacts) -> str:
    if known.own_effect is None:
        return voice.word("benefits.not_stated")
    return voice.word("benefits.own_effect", share=format.share(voice.language, known.own_effect))


def _shares(voice: FigureVoice, known: BenefitFacts) -> str:
    """Return the shares that are stated: the part that is this benefit's, and what is taken off."""
    stated = [(name, getattr(known, name)) for name in SHARES]
    told = [
        voice.word(f"benefits.share.{name}", share=format.share(voice.language, share))
        for name, share in stated
        if share is not None and (share or name == "attribution")
    ]
    return "; ".join(told) or voice.word("benefits.not_stated")
