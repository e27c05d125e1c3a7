"""What something is worth by every measure, as planned beside the soberer plan, and what made the difference."""

from dashboard import format
from dashboard.markup import Html, html, joined
from dashboard.sentences import Voice
from dashboard.views.listing import listing
from metrics.initiative_value import InitiativeValue
from metrics.results import Missing
from metrics.worth_measures import Estimate, Measures, SoberWorth

MONEY = ("benefits", "costs", "npv", "a_year")
RATIOS = ("npv_per_krone", "benefit_cost_ratio")
YEARS = ("payback_simple", "payback_discounted")


def why(voice: Voice, missing: Missing) -> str:
    """Return why there is no value, and what to do."""
    said, do = voice.word(f"missing.{missing}"), voice.word(f"missing.{missing}.do")
    return voice.word("value_flow.worth.missing", why=said, do=do)


def side_by_side(voice: Voice, worth: SoberWorth) -> Html:
    """Return the net value as planned, what is taken off it and the soberer one, with how that was done."""
    parts = [
        ("raw", worth.planned.npv),
        ("haircut", worth.haircut),
        ("later", worth.later),
        ("dearer", worth.dearer),
        ("adjusted", worth.sober.npv),
    ]
    cards = joined(
        html(
            "<div><dt>{name}</dt><dd>{amount}</dd></div>",
            name=voice.word(f"value_flow.worth.{key}"),
            amount=_money(voice, one),
        )
        for key, one in parts
    )
    said = voice.word("value_flow.worth.no_bias")
    if worth.cost_bias is not None:
        said = voice.word("value_flow.worth.bias", share=format.share(voice.language, worth.cost_bias))
    note = f"{voice.word('value_flow.worth.note')} {said}"
    return html('<dl class="bb-worth">{cards}</dl><p class="bb-quiet">{note}</p>', cards=cards, note=note)


def table(voice: Voice, value: InitiativeValue) -> Html:
    """Return every measure as planned and on the soberer plan; the cost of taxes has rows of its own."""
    planned, sober = (_told(voice, one) for one in (value.worth.planned, value.worth.sober))
    rows = [(name, said, sober[name]) for name, said in planned.items()]
    if value.tax_financing is not None and value.npv_after_tax is not None:
        none = voice.word("value_flow.worth.as_planned_only")
        rows += [
            ("tax", _money(voice, value.tax_financing), none),
            ("after_tax", _money(voice, value.npv_after_tax), none),
        ]
    perspective = voice.word(f"perspective.{value.basis.perspective}")
    columns = [voice.word(f"value_flow.worth.column.{name}") for name in ("measure", "planned", "sober")]
    return listing(
        voice.word("value_flow.worth.caption", perspective=perspective),
        columns,
        [
            [html("{name}", name=voice.word(f"value_flow.worth.{name}")), *(html("{said}", said=one) for one in said)]
            for name, *said in rows
        ],
    )


def _told(voice: Voice, measures: Measures) -> dict[str, str]:
    told = {name: _money(voice, getattr(measures, name)) for name in MONEY}
    told |= {name: _ratio(voice, getattr(measures, name)) for name in RATIOS}
    return told | {name: _years(voice, getattr(measures, name)) for name in YEARS}


def _money(voice: Voice, one: Estimate) -> str:
    return _missing(voice, one) if one.value is None else voice.money(one.value)


def _missing(voice: Voice, one: Estimate) -> str:
    return voice.word(f"missing.{one.why}")


def _ratio(voice: Voice, one: Estimate) -> str:
    return _missing(voice, one) if one.value is None else format.number(voice.language, one.value, 2)


def _years(voice: Voice, one: Estimate) -> str:
    if one.value is None:
        return _missing(voice, one)
    return voice.word("value_flow.worth.years", number=format.number(voice.language, one.value, 1))
