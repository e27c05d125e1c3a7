"""The answers of the reinvestment page. They hold what people wrote, so none is kept between runs."""

from dataclasses import replace

from dashboard.benefit_results import benefits_of, register_of
from dashboard.scope import Scope
from metrics import load
from metrics.benefit_rows import Sums
from metrics.benefit_tables import BenefitTables
from metrics.krone import Back, Krone
from metrics.krone import back as computed_back
from metrics.krone import krone as computed_krone
from metrics.reinvestment_page import ReinvestmentPage
from metrics.reinvestment_page import reinvestment_page as computed_page
from metrics.reinvestment_scope import LookedAt, looked_at
from metrics.reinvestment_tables import ReinvestmentTables


def ledger_of(scope: Scope) -> ReinvestmentTables:
    """Return the whole reinvestment ledger of the municipality that is looked at."""
    return load.reinvestment_tables(scope.principal, scope.municipality_id)


def page_of(scope: Scope) -> ReinvestmentPage | None:
    """Return the overview of what is looked at; None where nothing was entered of it by the end of the quarter."""
    ledger = ledger_of(scope)
    if ledger.empty:
        return None
    return computed_page(ledger, register_of(scope), benefits_of(scope))


def whole_of(scope: Scope) -> LookedAt:
    """Return the municipality's whole ledger to the end of the quarter: a krone crosses units on its way."""
    return _whole(scope, register_of(scope))


def _whole(scope: Scope, register: BenefitTables) -> LookedAt:
    return looked_at(ledger_of(scope), replace(register, unit_id=scope.municipality_id))


def krone_of(scope: Scope, lot_id: str) -> Krone | None:
    """Return one saving of the municipality with all that became of it; None where there is none of that id."""
    return computed_krone(whole_of(scope), lot_id)


def back_of(scope: Scope, register: BenefitTables, initiative_id: str) -> Back:
    """Return the savings that paid for an initiative of the register, and those that came of it."""
    return computed_back(_whole(scope, register), initiative_id)


def given_by(scope: Scope) -> dict[str, Sums]:
    """Return what each initiative has given so far, in kroner; those that are not told in kroner are left out."""
    found = benefits_of(scope)
    rows = found.initiatives if found else ()
    return {row.initiative_id: row.group.kroner for row in rows if row.group is not None}
