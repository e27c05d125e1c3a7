"""The outsider accounts' figures as tables: the curves, effects by age, by level, by rate, and society's view.

A table of a synthetic profile says so in its first heading, so that a file keeps the mark.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import format
from dashboard.outsider_results import OutsiderView
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import Column, Table
from dashboard.views.scorecard_table import voice_of
from data.money_vocabulary import AdminLevel
from metrics.outsider_answer import OutsiderAnswer
from metrics.outsider_page import by_age, by_level
from metrics.outsider_society import SocietyResult

LIVES = ("not_outside", "outside", "average", "outside_over_average", "outside_over_not_outside")


def marked(voice: Voice, view: OutsiderView, said: str) -> str:
    """Return words with the mark of a synthetic profile after them, where it is one."""
    return f"{said} ({voice.word('outsiders.mark')})" if view.profile.synthetic else said


def _table(scope: Scope, view: OutsiderView, name: str, columns: Sequence[Column], rows: Sequence[object]) -> Table:
    voice = voice_of(scope)
    first, *more = columns
    heads = (Column(marked(voice, view, first.label), first.kind), *more)
    file = voice.word(f"page.outsiders.file.{name}")
    return Table(file, heads, tuple(rows), scope.currency_exponent)  # type: ignore[arg-type] # tuples of cells


def _money(voice: Voice, key: str) -> Column:
    return Column(f"{voice.word(key)} ({format.currency_name(voice.language, voice.currency)})", "money")


def lives(scope: Scope, view: OutsiderView) -> Table:
    """Return what a person costs by age, in the three groups, and what lies between them."""
    voice, found = voice_of(scope), view.page.curves
    columns = [Column(voice.word("outsiders.column.age"), "count")]
    columns += [_money(voice, f"outsiders.column.{name}") for name in LIVES]
    rows = [
        (age, *(_cell(value) for value in row))
        for age, *row in found[[f"{name}_minor" for name in LIVES]].itertuples(name=None)
    ]
    return _table(scope, view, "lives", columns, rows)


def ages(scope: Scope, view: OutsiderView, found: OutsiderAnswer) -> Table:
    """Return the effects by age and level, with their sum and what is left of the cost so far."""
    voice, table = voice_of(scope), by_age(found)
    levels = [level for level in AdminLevel if str(level) in table.columns]
    columns = [Column(voice.word("outsiders.column.age"), "count")]
    columns += [_money(voice, f"admin_level.{level}") for level in levels]
    columns += [_money(voice, "outsiders.column.total"), _money(voice, "outsiders.column.so_far")]
    rows = [(age, *(_cell(value) for value in row)) for age, *row in table.itertuples(name=None)]
    return _table(scope, view, "ages", columns, rows)


def levels(scope: Scope, view: OutsiderView, found: OutsiderAnswer) -> Table:
    """Return what each level may have of the effects, pays and is left with, and all together."""
    voice, accounts = voice_of(scope), found.accounts
    named = ("undiscounted", "present", "cost", "net")
    columns = [Column(voice.word("outsiders.column.level"))]
    columns += [_money(voice, f"outsiders.column.{name}") for name in named]
    rows = [
        (voice.word(f"admin_level.{one.level}"), one.potential_minor, one.present_minor, one.cost_minor, one.net_minor)
        for one in by_level(found)
    ]
    sums = accounts.by_level[["potential_minor"]].sum()
    total = (accounts.total.potential_minor, accounts.cost_minor, accounts.net.potential_minor)
    rows.append((voice.word("outsiders.all_levels"), int(sums.iloc[0]), *total))
    return _table(scope, view, "levels", columns, rows)


def rates(scope: Scope, view: OutsiderView, found: OutsiderAnswer) -> Table:
    """Return what the measure may be worth at other discount rates, and when it has covered its cost."""
    voice = voice_of(scope)
    columns = [Column(voice.word("outsiders.column.rate"), "share")]
    columns += [_money(voice, f"outsiders.column.{name}") for name in ("present", "cost", "net")]
    columns.append(Column(voice.word("outsiders.column.break_even")))
    rows = [
        (rate, _cell(row.present_minor), _cell(row.cost_minor), _cell(row.net_minor), _age(voice, row.break_even_age))
        for rate, row in zip(found.sensitivity.index, found.sensitivity.itertuples(index=False), strict=True)
    ]
    return _table(scope, view, "rates", columns, rows)


def society(scope: Scope, view: OutsiderView, found: SocietyResult) -> Table:
    """Return the socio-economic view, part by part; transfers are not in it."""
    voice = voice_of(scope)
    columns = [Column(voice.word("outsiders.column.part")), _money(voice, "outsiders.column.worth")]
    rows = [
        (voice.word("outsiders.society.services"), found.services_minor),
        (voice.word("outsiders.society.production"), found.production_minor),
        (voice.word("outsiders.society.tax_financing"), found.tax_financing_minor),
        (voice.word("outsiders.society.cost"), -found.cost_minor),
        (voice.word("outsiders.society.total"), found.total.potential_minor),
    ]
    return _table(scope, view, "society", columns, rows)


def _cell(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _age(voice: Voice, age: Any) -> str:
    known = _cell(age)
    return voice.word("outsiders.never") if known is None else voice.word("outsiders.age", age=known)
