"""Put Fjellvik's initiatives and benefits into the register, and the price growth that its amounts are compared by."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from data.access import Principal, Writing, reading, visible, writing
from data.benefits_known import benefit_facts
from data.demo.decisions import WRITTEN_BY
from data.demo.initiatives import demo_register
from data.demo.organisation import MUNICIPALITY_ID
from data.importers.benefit_rows import BenefitRows, MeasurementRow
from data.keeping import Keeping, require
from data.kept_realisation import add_verification
from data.realisation_rules import verification_problems
from data.register import add_rows
from data.schema.indicators import Parameter
from data.schema.initiatives import Initiative
from data.schema.ledger import BudgetChange
from data.vocabulary import Right

DEFLATOR = "municipal_deflator"
PRICE_GROWTH = {2025: 0.041, 2026: 0.038}
"""Growth into each year that no published figure is shipped for; made up, near what the demo's budgets grow by."""
VERIFIED_BY = "demo-verifier"
"""Who verified, as the trail names it: not who entered (`WRITTEN_BY`)."""
PRICE_REFERENCE = "Oppdiktet pris- og lønnsvekst (fictional demo data)"


def load_register(principal: Principal) -> bool:
    """Load the register into a demo that an older version loaded; return False when it was there already."""
    if _is_loaded(principal):
        return False
    with writing(principal, MUNICIPALITY_ID, Right.IMPORT) as change:
        store_register(change)
        change.record("load", "demo_register", MUNICIPALITY_ID, rows=change.changed_rows())
    return True


def store_register(change: Writing) -> None:
    """Store the register in an open change."""
    _set_price_growth(change)
    told = _bookable(change, demo_register())
    unverified = [replace(row, verification=None) for row in told.measurements]
    entered = replace(told, measurements=unverified)
    added = add_rows(change.session, MUNICIPALITY_ID, None, entered, WRITTEN_BY)
    _verify(change, dict(zip(added.measurement_ids, told.measurements, strict=True)))


def _set_price_growth(change: Writing) -> None:
    for year, growth in PRICE_GROWTH.items():
        key = (MUNICIPALITY_ID, DEFLATOR, date(year, 1, 1))
        if change.session.get(Parameter, key) is None:  # what somebody has set stays
            names = ("municipality_id", "parameter", "valid_from")
            place = dict(zip(names, key, strict=True))
            change.session.add(Parameter(**place, value=growth, reference=PRICE_REFERENCE))


def _verify(change: Writing, measured: dict[str, MeasurementRow]) -> None:
    """Store what the verifier found, by measurement: somebody else than whoever entered it."""
    keeping = Keeping(change.session, MUNICIPALITY_ID, None, VERIFIED_BY)
    facts = benefit_facts(change.session, MUNICIPALITY_ID, {row.benefit_id for row in measured.values()}, keeping.lines)
    for measurement_id, row in measured.items():
        if row.verification is not None:
            require(verification_problems(row.verification, row, facts[row.benefit_id], keeping.exponent))
            add_verification(keeping, measurement_id, row.verification)


def _bookable(change: Writing, told: BenefitRows) -> BenefitRows:
    """Return the rows without claims on budget changes that are not there: an older demo lacks some of the cases."""
    known = set(
        change.session.scalars(select(BudgetChange.reference).where(BudgetChange.municipality_id == MUNICIPALITY_ID))
    )
    kept = [claim for claim in told.claims if claim.change_reference is None or claim.change_reference in known]
    return replace(told, claims=kept)


def _is_loaded(principal: Principal) -> bool:
    told = [row.initiative_id for row in demo_register().initiatives]
    with reading(principal) as session:
        found = session.scalar(
            select(Initiative.initiative_id)
            .where(
                visible(principal, Initiative.municipality_id),
                Initiative.municipality_id == MUNICIPALITY_ID,
                Initiative.initiative_id.in_(told),
            )
            .limit(1)
        )
    return found is not None
