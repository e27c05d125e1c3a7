"""What the demo's ledger of savings rests on: rules, raised budgets, a loan, an agreement and a revised measurement."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.changes import Writing
from data.demo import savings
from data.demo.decisions import WRITTEN_BY
from data.demo.effect_periods import minor
from data.demo.initiatives import demo_register
from data.demo.organisation import MUNICIPALITY_ID
from data.demo.register import VERIFIED_BY
from data.demo.savings import PERCENT, DemoRule, DemoSaving
from data.importers.benefit_rows import MeasurementRow
from data.keeping import Keeping
from data.kept_realisation import add_measurement, add_verification, new_id
from data.money_vocabulary import Account, RecipientScope
from data.reinvestment_told import told_columns, told_rule
from data.reinvestment_vocabulary import AgreementKind
from data.schema.ledger import BudgetChange
from data.schema.realisation import BudgetClaim, Measurement, Verification
from data.schema.reinvestment import FundInstalment, FundLoan, ReinvestmentAgreement, ReinvestmentRule
from data.vocabulary import AuthorityKind

SHARED = (
    savings.ENERGY_SPRING,
    savings.ENERGY_SUMMER,
    savings.ENERGY_AUTUMN,
    savings.EMERGENCY_CARE,
    savings.CLEANING_JULY,
    savings.CLEANING_AUGUST,
    savings.CLEANING_SEPTEMBER,
    savings.TELEPHONY,
)


def can_be_told(session: Session) -> bool:
    """Tell whether what the savings rest on is there: an older demo may lack some of it."""
    return all(_verified(session, saving) and _claimed(session, saving) for saving in SHARED)


def _verified(session: Session, saving: DemoSaving) -> bool:
    found = session.scalar(
        select(func.count())
        .select_from(Measurement)
        .join(Verification, Verification.measurement_id == Measurement.measurement_id)
        .where(
            Measurement.municipality_id == MUNICIPALITY_ID,
            Measurement.benefit_id == saving.benefit_id,
            Measurement.fiscal_year == saving.year,
            Measurement.period == saving.period,
        )
    )
    return found == 1


def _claimed(session: Session, saving: DemoSaving) -> bool:
    found = session.scalar(
        select(func.count())
        .select_from(BudgetClaim)
        .filter_by(municipality_id=MUNICIPALITY_ID, benefit_id=saving.benefit_id, fiscal_year=saving.year)
        .where(BudgetClaim.change_id.is_not(None))
    )
    return found == 1


def add_rules(change: Writing) -> None:
    """Add the adopted rule and the draft."""
    for rule in savings.RULES:
        row = ReinvestmentRule(municipality_id=change.municipality_id, **_rule(rule))
        row.written_at, row.written_by = datetime.now(UTC), WRITTEN_BY
        change.session.add(row)
        change.session.flush()
        _tell(change, "draft_rule", row, None)
        if rule.resolution:
            before = told_rule(change, row)
            row.council_resolution, row.resolved_on = rule.resolution, rule.resolved_on
            row.adopted_at, row.adopted_by = datetime.now(UTC), WRITTEN_BY
            change.session.flush()
            _tell(change, "adopt_rule", row, before)


def _rule(rule: DemoRule) -> dict[str, Any]:
    names = ("kept_as_cut", "initiator", "bearer_compensation", "common_fund")
    shares = {f"{name}_millionths": share * PERCENT for name, share in zip(names, rule.shares, strict=True)}
    return shares | {
        "valid_from": rule.valid_from,
        "name": rule.name,
        "threshold_minor": minor(rule.threshold),
        "cap_minor": minor(rule.cap),
        "years": len(rule.taper),
        "taper": [share * PERCENT for share in rule.taper],
        "loan_first": True,
        "recipient_scope": RecipientScope.UNIT,
        "staffing_floor_exempt": False,
        "default_account": Account.COMMON_FUND,
    }


def _tell(change: Writing, action: str, row: ReinvestmentRule, before: dict[str, Any] | None) -> None:
    key, after = row.valid_from.isoformat(), told_rule(change, row)
    change.record(action, "reinvestment_rule", key, version=row.version_id, before=before, after=after)


def add_raised(change: Writing) -> dict[tuple[str, str], str]:
    """Add the budget changes that carry out the shares, each with the use of the fund that pays for it; by whose."""
    found = {}
    for row in savings.RAISED:
        for amount in (minor(row.thousand) or 0, -(minor(row.thousand) or 0)):
            change_id = new_id()
            change.session.add(
                BudgetChange(
                    municipality_id=change.municipality_id,
                    change_id=change_id,
                    fiscal_year=row.decided_on.year,
                    authority_kind=AuthorityKind.COUNCIL,
                    amount_minor=amount,
                    **{name: value for name, value in asdict(row).items() if name != "thousand"},
                )
            )
            if amount > 0:
                found[row.reference, row.unit_id] = change_id
    change.session.flush()
    return found


def add_loan(change: Writing, day: date) -> None:
    """Add the loan of the innovation fund with its instalments."""
    here = {"municipality_id": change.municipality_id, "loan_id": savings.LOAN}
    stamp = {"written_at": datetime.now(UTC), "written_by": WRITTEN_BY}
    amount = minor(savings.LENT)
    change.session.add(FundLoan(**here, **stamp, unit_id=savings.LENT_TO, amount_minor=amount, paid_out_on=day))
    change.session.flush()
    for due_on, thousand in savings.INSTALMENTS.items():
        change.session.add(FundInstalment(**here, due_on=due_on, amount_minor=minor(thousand)))
    change.session.flush()


def add_agreement(change: Writing, day: date) -> None:
    """Add the agreement that a school compensates the pool of substitutes."""
    told = {
        "kind": AgreementKind.COMPENSATION,
        "payer_id": "230",
        "receiver_id": "280",
        "reference": "Arkivsak 2025/118 (oppdiktet)",
        "amount_minor": minor(savings.AGREED),
        "written_by": WRITTEN_BY,
    }
    here = {"municipality_id": change.municipality_id, "agreement_id": savings.AGREEMENT}
    row = ReinvestmentAgreement(**here, **told, agreed_on=day, written_at=datetime.now(UTC))
    change.session.add(row)
    change.session.flush()
    change.record("agree", "reinvestment_agreement", savings.AGREEMENT, before=None, after=told_columns(row))


def revise(change: Writing) -> None:
    """Add the measurement of the spring's energy anew, smaller, and what the verifier confirmed of it."""
    cell = (savings.ENERGY_REVISED.benefit_id, savings.ENERGY_REVISED.year, savings.ENERGY_REVISED.period)
    first = next(row for row in demo_register().measurements if (row.benefit_id, row.fiscal_year, row.period) == cell)
    added = add_measurement(Keeping(change.session, MUNICIPALITY_ID, None, WRITTEN_BY), _anew(first))
    if first.verification is None:
        raise LookupError("the spring's energy was not verified")
    confirmed = replace(first.verification, verified_minor=minor(savings.REVISED_TO))
    keeping = Keeping(change.session, MUNICIPALITY_ID, None, VERIFIED_BY)
    add_verification(keeping, added.measurement_id, confirmed)


def _anew(first: MeasurementRow) -> MeasurementRow:
    amount = minor(savings.REVISED_TO)
    evidence = tuple(replace(one, supports_minor=amount) for one in first.evidence)
    return replace(first, amount_minor=amount, note=savings.REVISED_NOTE, evidence=evidence, verification=None)
