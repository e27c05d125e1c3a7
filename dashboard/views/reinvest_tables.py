"""The figures of reinvestment as tables: steps, savings, balances, loans, streams, and every posting of a saving."""

from collections.abc import Sequence

from dashboard import format
from dashboard.figures import FigureVoice
from dashboard.scope import Scope
from dashboard.table import Column, Table
from dashboard.views import reinvest_words
from dashboard.views.scorecard_table import voice_of
from metrics.krone import Movement
from metrics.reinvestment_page import ReinvestmentPage


def _table(scope: Scope, file: str, named: Sequence[tuple[str, str]], rows: Sequence[tuple[object, ...]]) -> Table:
    """Return a table whose columns have words by key; money says its currency."""
    voice = voice_of(scope)
    money = f" ({format.currency_name(voice.language, voice.currency)})"
    columns = tuple(
        Column(voice.word(f"reinvest.column.{name}") + (money if kind == "money" else ""), kind) for name, kind in named
    )
    return Table(voice.word(f"page.reinvestment.{file}"), columns, tuple(rows), scope.currency_exponent)


STAGES = (("step", "text"), ("in_prices", "money"), ("nominal", "money"), ("means", "text"))


def stages(scope: Scope, found: ReinvestmentPage) -> Table:
    """Return the steps from plan to use, in one price year and, of the ledger, in each year's own kroner."""
    voice = voice_of(scope)
    rows = [
        (
            voice.word(f"reinvest.step.{one.key}"),
            one.amount_minor,
            one.nominal_minor,
            voice.word(f"reinvest.step.{one.key}.said"),
        )
        for one in found.stages
    ]
    return _table(scope, "stages_file", STAGES, rows)


SAVINGS = (
    ("saving", "text"),
    ("unit", "text"),
    ("state", "text"),
    ("on", "date"),
    ("verified", "money"),
    ("distributable", "money"),
    ("kept", "money"),
    ("returned", "money"),
    ("spent", "money"),
    ("owed", "money"),
)


def savings(scope: Scope, found: ReinvestmentPage) -> Table:
    """Return each saving that was ever proposed, and how far it has come."""
    voice = voice_of(scope)
    rows = [
        (
            reinvest_words.saving(voice, row),
            reinvest_words.unit(voice, row.unit),
            voice.word(f"posting_state.{row.state}"),
            row.on,
            row.verified_minor,
            row.distributable_minor,
            row.kept_minor,
            row.returned_minor,
            row.spent_minor,
            row.owed_minor,
        )
        for row in found.rows
    ]
    return _table(scope, "savings_file", SAVINGS, rows)


BALANCES = (
    ("account", "text"),
    ("unit", "text"),
    ("opening", "money"),
    ("received", "money"),
    ("spent", "money"),
    ("lapsed", "money"),
    ("taken_back", "money"),
    ("left", "money"),
)


def balances(scope: Scope, found: ReinvestmentPage) -> Table:
    """Return what each account holds and what became of it since the year began."""
    voice = voice_of(scope)
    rows = [
        (
            voice.word(f"account.{one.account}"),
            reinvest_words.unit(voice, one.unit),
            one.opening_minor,
            one.received_minor,
            one.spent_minor,
            one.lapsed_minor,
            one.taken_back_minor,
            one.left_minor,
        )
        for one in found.holdings
    ]
    return _table(scope, "balances_file", BALANCES, rows)


LOANS = (
    ("loan", "text"),
    ("unit", "text"),
    ("purpose", "text"),
    ("lent", "money"),
    ("repaid", "money"),
    ("outstanding", "money"),
    ("overdue", "money"),
)


def loans(scope: Scope, found: ReinvestmentPage) -> Table:
    """Return how each loan of the innovation fund stands."""
    voice = voice_of(scope)
    rows = [
        (
            one.loan_id,
            reinvest_words.unit(voice, one.unit),
            one.purpose,
            one.lent_minor,
            one.repaid_minor,
            one.outstanding_minor,
            one.overdue_minor,
        )
        for one in found.loans
    ]
    return _table(scope, "loans_file", LOANS, rows)


FLOW = (("from", "text"), ("to", "text"), ("amount", "money"))


def flow(scope: Scope, found: ReinvestmentPage) -> Table:
    """Return the streams from savings over accounts to what they paid for."""
    voice = voice_of(scope)
    rows = [
        (reinvest_words.node(voice, one.source), reinvest_words.node(voice, one.target), one.amount_minor)
        for one in found.streams
    ]
    return _table(scope, "flow_file", FLOW, rows)


MOVEMENTS = (
    ("saving", "text"),
    ("on", "date"),
    ("what", "text"),
    ("account", "text"),
    ("unit", "text"),
    ("amount", "money"),
    ("resolution", "text"),
    ("changes", "text"),
    ("purpose", "text"),
    ("initiative", "text"),
)


def movements(scope: Scope, found: Sequence[tuple[str, Movement]]) -> Table:
    """Return every posting of savings, each with the name of its saving."""
    voice = voice_of(scope)
    return _table(scope, "krone_file", MOVEMENTS, [(name, *_movement(voice, one)) for name, one in found])


def movements_of_one(scope: Scope, found: Sequence[Movement]) -> Table:
    """Return every posting of one saving, whose name stands above."""
    voice = voice_of(scope)
    return _table(scope, "krone_file", MOVEMENTS[1:], [_movement(voice, one) for one in found])


def _movement(voice: FigureVoice, one: Movement) -> tuple[object, ...]:
    trace = one.trace
    return (
        trace.on,
        voice.word(f"transaction_kind.{trace.kind}"),
        voice.word(f"account.{trace.account}"),
        reinvest_words.unit(voice, one.unit),
        trace.amount_minor,
        trace.resolution,
        ", ".join(trace.changes) or None,
        trace.purpose,
        one.initiative,
    )
