"""The tables of the outsider accounts' page as files."""

from collections.abc import Callable, Mapping

from dashboard.notices import NothingToShow
from dashboard.outsider_results import OutsiderView
from dashboard.outsiders_place import outsiders_place
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views import outsiders, outsiders_tables
from dashboard.views.scorecard_table import voice_of
from metrics.outsider_answer import OutsiderAnswer


def outsiders_lives(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a person costs the public by age, as the outsider accounts' page shows it at this address."""
    return outsiders_tables.lives(scope, outsiders.view_of(scope, outsiders_place(asked)))


def outsiders_levels(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a measure may be worth to each level, and who pays."""
    return outsiders_tables.levels(scope, *_accounts(scope, asked))


def outsiders_ages(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a measure may be worth by age and level."""
    return outsiders_tables.ages(scope, *_accounts(scope, asked))


def outsiders_rates(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return what a measure may be worth at other discount rates."""
    return outsiders_tables.rates(scope, *_accounts(scope, asked))


def _accounts(scope: Scope, asked: Mapping[str, str]) -> tuple[OutsiderView, OutsiderAnswer]:
    view = outsiders.view_of(scope, outsiders_place(asked))
    if view.page.answer is None:
        raise NothingToShow("no_outsider_accounts", why=" ".join(outsiders.answer_said(voice_of(scope), view)))
    return view, view.page.answer


DRILLED: dict[str, Callable[[Scope, Mapping[str, str]], Table]] = {
    "outsiders-lives": outsiders_lives,
    "outsiders-levels": outsiders_levels,
    "outsiders-ages": outsiders_ages,
    "outsiders-rates": outsiders_rates,
}
