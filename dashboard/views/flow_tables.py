"""The value flow's figures as tables: the matrix, the parties, the horizons, wrong pockets and side payments."""

from collections.abc import Iterator, Sequence

from dashboard import format
from dashboard.flow_results import FlowAnswer
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import Column, Table
from dashboard.views.flow_matrix import party_name, years_of
from dashboard.views.scorecard_table import voice_of
from metrics.value_cube import Unvalued
from metrics.value_flow_answer import HorizonRow, PartyRow
from metrics.value_flow_picture import MatrixPicture, Stretch


def _columns(voice: Voice, named: Sequence[tuple[str, str]]) -> tuple[Column, ...]:
    """Return columns by key and kind; money says its currency."""
    money = f" ({format.currency_name(voice.language, voice.currency)})"
    return tuple(
        Column(voice.word(f"value_flow.column.{name}") + (money if kind == "money" else ""), kind)
        for name, kind in named
    )


def matrix(scope: Scope, found: FlowAnswer, picture: MatrixPicture, stretch: Stretch) -> Table:
    """Return the matrix with its totals, to the last minor unit; the first heading says years and prices."""
    voice, worth = voice_of(scope), picture.matrix
    what = voice.word(
        "value_flow.matrix.exact",
        years=years_of(voice, found, stretch),
        year=found.page.base_year,
        currency=voice.currency_name(),
    )
    total = voice.word("value_flow.total")
    heads = [party_name(voice, found.page.names, one) for one in worth.beneficiaries]
    rows = [
        (party_name(voice, found.page.names, bearer), *cells, whole)
        for bearer, cells, whole in zip(worth.bearers, worth.cells_minor, worth.row_totals_minor, strict=True)
    ]
    rows.append((total, *worth.column_totals_minor, worth.total_minor))
    columns = (Column(what), *(Column(head, "money") for head in [*heads, total]))
    return Table(voice.word("page.value_flow.file"), columns, tuple(rows), scope.currency_exponent)


PARTIES = (
    ("party", "text"),
    ("kind", "text"),
    ("gains", "money"),
    ("costs", "money"),
    ("received", "money"),
    ("paid", "money"),
    ("net", "money"),
    ("net_a_year", "money"),
    ("loses", "text"),
    ("own_capture", "text"),
    ("payback", "text"),
)


def parties(scope: Scope, found: FlowAnswer) -> Table:
    """Return what each party gains, pays and is left with."""
    voice = voice_of(scope)
    rows = tuple(_party(voice, found, row) for row in found.page.parties)
    return Table(voice.word("page.value_flow.parties_file"), _columns(voice, PARTIES), rows, scope.currency_exponent)


def _party(voice: Voice, found: FlowAnswer, row: PartyRow) -> tuple[object, ...]:
    return (
        party_name(voice, found.page.names, row.party_id),
        voice.word(f"party_kind.{found.page.kinds[row.party_id]}"),
        row.gains_minor,
        row.costs_minor,
        row.received_minor,
        row.paid_minor,
        row.npv_minor,
        row.npv_a_year_minor,
        voice.word("value_flow.yes" if row.wrong_pocket else "value_flow.no"),
        _captured(voice, row),
        _back(voice, row),
    )


def _captured(voice: Voice, row: PartyRow) -> str:
    if row.own_capture is not None:
        return format.share(voice.language, row.own_capture)
    return voice.word("value_flow.brings_nothing" if row.bearer else "value_flow.pays_nothing")


def _back(voice: Voice, row: PartyRow) -> str:
    """Return after how many years what a party pays has come back, without and with discounting."""
    if row.payback_simple is None:
        return voice.word("value_flow.not_back" if row.bearer else "value_flow.pays_nothing")
    years = format.number(voice.language, row.payback_simple, 1)
    if row.payback_discounted is None:
        return voice.word("value_flow.back_simple", years=years)
    return voice.word(
        "value_flow.back", years=years, discounted=format.number(voice.language, row.payback_discounted, 1)
    )


HORIZONS = (
    ("horizon", "text"),
    ("type", "text"),
    ("prices", "money"),
    ("present_value", "money"),
    ("share", "share"),
    ("cost_prices", "money"),
    ("cost_present_value", "money"),
)


def horizons(scope: Scope, found: FlowAnswer) -> Table:
    """Return what is gained and paid within each horizon, in all and by type; costs have no type."""
    voice = voice_of(scope)
    rows = tuple(line for row in found.page.horizons for line in _horizon(voice, found, row))
    return Table(voice.word("page.value_flow.horizons_file"), _columns(voice, HORIZONS), rows, scope.currency_exponent)


def _horizon(voice: Voice, found: FlowAnswer, row: HorizonRow) -> Iterator[tuple[object, ...]]:
    name = voice.word(f"horizon.{row.horizon}")
    yield (
        name,
        voice.word("value_flow.every_type"),
        row.gains_minor,
        row.gains_present_value_minor,
        row.gains_present_value_share,
        row.costs_minor,
        row.costs_present_value_minor,
    )
    for one in found.page.types:
        if one.horizon is row.horizon:
            kind = voice.word(f"benefit_type.{one.benefit_type}")
            yield name, kind, one.amount_minor, one.present_value_minor, None, None, None


def payments(scope: Scope, found: FlowAnswer) -> Table:
    """Return who would pay whom so that nobody loses."""
    voice, names = voice_of(scope), found.page.names
    columns = _columns(voice, [("payer", "text"), ("receiver", "text"), ("amount", "money"), ("a_year", "money")])
    rows = tuple(
        (
            party_name(voice, names, one.payer_id),
            party_name(voice, names, one.receiver_id),
            one.amount_minor,
            one.a_year_minor,
        )
        for one in found.page.made_whole.payments
    )
    return Table(voice.word("page.value_flow.file"), columns, rows, scope.currency_exponent)


def unvalued(scope: Scope, found: FlowAnswer) -> Table:
    """Return the initiatives without a value, why, and what to do about it."""
    voice = voice_of(scope)
    columns = _columns(voice, [("initiative", "text"), ("why", "text"), ("do", "text")])
    rows = tuple(
        (found.initiatives[one.initiative_id], _why(voice, one), voice.word(f"missing.{one.why}.do"))
        for one in found.page.unvalued
    )
    return Table(voice.word("page.value_flow.file"), columns, rows, scope.currency_exponent)


def _why(voice: Voice, one: Unvalued) -> str:
    why = voice.word(f"missing.{one.why}")
    if not one.unknown_years:
        return why
    return voice.word("value_flow.unvalued.years", why=why, years=", ".join(map(str, one.unknown_years)))
