"""Who pays × who gains as a table: own units first, shaded in steps that are told by class, with totals."""

from collections.abc import Sequence

from dashboard import format
from dashboard.flow_results import FlowAnswer
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.views.scorecard_table import voice_of
from metrics.discounting import schedule
from metrics.horizons import plan_ends
from metrics.told_parties import ANOTHER_UNIT
from metrics.value_flow_picture import MatrixPicture, Stretch

MANY = 12
"""More columns than this have their names standing on end."""


def party_name(voice: Voice, names: dict[str, str], party_id: str) -> str:
    """Return what a party is called on its own, with a capital."""
    if party_id != ANOTHER_UNIT:
        return names.get(party_id, party_id)
    said = voice.word(f"party.{ANOTHER_UNIT}")
    return said[:1].upper() + said[1:]


def years_of(voice: Voice, found: FlowAnswer, stretch: Stretch) -> str:
    """Return what the years of a stretch are called."""
    year = found.page.base_year
    last = plan_ends(year)
    slots = {"budget_year": {"year": year}, "plan": {"year": year, "last": last}, "later": {"last": last}}
    return voice.word(f"value_flow.years.{stretch}", **slots.get(stretch, {}))


def head(scope: Scope, found: FlowAnswer, stretch: Stretch) -> Html:
    """Return what the matrix shows: its title, its unit and years, and where the rates are from."""
    voice = voice_of(scope)
    year, years = found.page.base_year, years_of(voice, found, stretch)
    rates = schedule(found.page.asked.discount, scope.quarter.last_day)
    body = '<h2 class="bb-finding" id="bb-flow">{title}</h2><p class="bb-subtitle">{subtitle}</p>'
    return html(
        body,
        title=voice.word("value_flow.matrix.title"),
        subtitle=voice.word(
            "value_flow.matrix.subtitle",
            years=years,
            year=year,
            currency=voice.currency_name(),
            source=rates.source,
            mark=voice.word(f"value_flow.mark.{rates.mark.lower()}"),
        ),
    )


def matrix(scope: Scope, found: FlowAnswer, picture: MatrixPicture) -> Html:
    """Return the matrix with its totals; an empty one says that nothing is gained in those years."""
    voice = voice_of(scope)
    if not picture.matrix.bearers:
        return html('<p class="bb-quiet">{said}</p>', said=voice.word("value_flow.matrix.none"))
    names = [party_name(voice, found.page.names, one) for one in picture.matrix.beneficiaries]
    tall = " bb-matrix-tall" if len(names) > MANY else ""
    return html(
        '<div class="bb-scroll" role="region" aria-label="{caption}" tabindex="0">'
        '<table class="bb-table bb-matrix{tall}"><caption class="bb-hidden">{caption}</caption>'
        "<thead>{groups}{heads}</thead><tbody>{rows}</tbody><tfoot>{totals}</tfoot></table></div>{key}",
        caption=voice.word("value_flow.matrix.title"),
        tall=tall,
        groups=_groups(voice, picture),
        heads=_heads(voice, names, picture),
        rows=joined(_row(voice, found, picture, at) for at in range(len(picture.matrix.bearers))),
        totals=_totals(voice, picture),
        key=_key(voice),
    )


def _groups(voice: Voice, picture: MatrixPicture) -> Html:
    own, every = picture.own_beneficiaries, len(picture.matrix.beneficiaries)
    spans = [("own", own), ("outside", every - own)]
    heads = joined(
        html('<th scope="colgroup" colspan="{span}">{said}</th>', span=span, said=voice.word(f"value_flow.{name}_gain"))
        for name, span in spans
        if span
    )
    return html("<tr><td></td>{heads}<td></td></tr>", heads=heads)


def _heads(voice: Voice, names: Sequence[str], picture: MatrixPicture) -> Html:
    cells = joined(
        html('<th scope="col"{edge}><span>{name}</span></th>', edge=_edge(picture, at), name=name)
        for at, name in enumerate(names)
    )
    return html(
        '<tr><th scope="col">{corner}</th>{cells}<th scope="col" class="bb-sum"><span>{total}</span></th></tr>',
        corner=voice.word("value_flow.who_pays"),
        cells=cells,
        total=voice.word("value_flow.total"),
    )


def _edge(picture: MatrixPicture, at: int) -> Html:
    """Return the class of the first column outside one's own units."""
    return Html(' class="bb-outside"') if 0 < at == picture.own_beneficiaries else NOTHING


def _row(voice: Voice, found: FlowAnswer, picture: MatrixPicture, at: int) -> Html:
    bearer = picture.matrix.bearers[at]
    cells = joined(
        _cell(voice, amount, step, own=bearer == other, outside=0 < place == picture.own_beneficiaries)
        for place, (other, amount, step) in enumerate(
            zip(picture.matrix.beneficiaries, picture.matrix.cells_minor[at], picture.steps[at], strict=True)
        )
    )
    return html(
        '<tr{edge}><th scope="row">{name}</th>{cells}<td class="bb-number bb-sum">{total}</td></tr>',
        edge=Html(' class="bb-outside-row"') if 0 < at == picture.own_bearers else NOTHING,
        name=party_name(voice, found.page.names, bearer),
        cells=cells,
        total=_thousands(voice, picture.matrix.row_totals_minor[at]),
    )


def _cell(voice: Voice, amount: int, step: int, *, own: bool, outside: bool) -> Html:
    shade = "bb-step-below" if step < 0 else f"bb-step-{step}"
    marks = [shade, *(["bb-own"] if own and step else []), *(["bb-outside"] if outside else [])]
    return html('<td class="bb-number {marks}">{amount}</td>', marks=" ".join(marks), amount=_thousands(voice, amount))


def _totals(voice: Voice, picture: MatrixPicture) -> Html:
    cells = joined(
        html('<td class="bb-number{edge}">{amount}</td>', edge=edge, amount=_thousands(voice, amount))
        for amount, edge in zip(
            picture.matrix.column_totals_minor,
            (
                " bb-outside" if 0 < at == picture.own_beneficiaries else ""
                for at in range(len(picture.matrix.beneficiaries))
            ),
            strict=True,
        )
    )
    return html(
        '<tr><th scope="row">{total}</th>{cells}<td class="bb-number bb-sum">{whole}</td></tr>',
        total=voice.word("value_flow.total"),
        cells=cells,
        whole=_thousands(voice, picture.matrix.total_minor),
    )


def _thousands(voice: Voice, minor: int) -> str:
    return format.money_thousands(voice.language, minor, voice.currency_exponent)


def _key(voice: Voice) -> Html:
    swatch = '<span><i class="bb-swatch {css}" aria-hidden="true"></i>{said}</span>'
    parts = [
        ("bb-own", "value_flow.key.own"),
        ("bb-step-4", "value_flow.key.darker"),
        ("bb-step-below", "value_flow.key.below"),
    ]
    swatches = joined(html(swatch, css=css, said=voice.word(key)) for css, key in parts)
    return html('<p class="bb-key">{swatches}</p>', swatches=swatches)
