"""How savings, units, states and nodes of the reinvestment ledger are said."""

from dashboard import format
from dashboard.figures import FigureVoice
from dashboard.markup import Html, html
from dashboard.reinvest_place import ReinvestPlace
from dashboard.scope import Scope
from dashboard.views.benefits_parts import period
from dashboard.views.reinvest_path import link
from metrics.reinvestment_flow import Node
from metrics.reinvestment_rows import SavingRow


def unit(voice: FigureVoice, name: str | None) -> str:
    """Return the name of a unit; none is the municipality as a whole."""
    return voice.word("reinvest.municipality") if name is None else name


def exact(voice: FigureVoice, minor: int) -> Html:
    """Return an amount of a table to the last minor unit; the heading says its currency."""
    return html("{amount}", amount=format.money_exact(voice.language, minor, voice.currency_exponent))


def in_money(voice: FigureVoice, name: str) -> str:
    """Return the heading of a column of amounts."""
    return f"{voice.word(f'reinvest.column.{name}')} ({voice.currency_name()})"


def saving(voice: FigureVoice, row: SavingRow) -> str:
    """Return a saving by its benefit and period."""
    when = period(voice, row.fiscal_year, row.period, row.grain)
    return voice.word("reinvest.saving", benefit=row.benefit, period=when)


def krone_link(scope: Scope, voice: FigureVoice, row: SavingRow) -> Html:
    """Return a saving as a link to where each krone of it went."""
    return link(scope, ReinvestPlace(view="krone", lot=row.lot_id), saving(voice, row))


def decide_link(scope: Scope, voice: FigureVoice, row: SavingRow) -> Html:
    """Return the link to where a proposal is decided."""
    place = ReinvestPlace(view="decide", transaction=row.transaction_id)
    said = html(
        '{word}<span class="bb-hidden">: {saving}</span>',
        word=voice.word("reinvest.to_decide"),
        saving=saving(voice, row),
    )
    return link(scope, place, said)


def state(voice: FigureVoice, row: SavingRow) -> str:
    """Return how far a saving has come, and since when."""
    return voice.word("reinvest.state_since", state=voice.word(f"posting_state.{row.state}"), day=voice.day(row.on))


def node(voice: FigureVoice, one: Node) -> str:
    """Return where a stream comes from or goes, in words."""
    if one.kind in ("saving", "initiative", "purpose"):
        return one.name
    if one.kind == "kind":
        return voice.word(f"transaction_kind.{one.name}")
    if one.kind in ("left", "owed"):
        return voice.word(f"reinvest.node.{one.kind}", unit=unit(voice, one.unit))
    account = voice.word(f"account.{one.name}")
    return f"{account}: {one.unit}" if one.unit else account
