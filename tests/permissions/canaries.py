"""Forty strings planted in personal data, and who may come across each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from data.access import LOCAL_PRINCIPAL, writing
from data.schema.follow_up import Commentary
from data.schema.gains import GainsAdoption, GainsMeasure
from data.schema.initiatives import AffectedGroup, Benefit, BenefitPrerequisite, EvidenceFile, Initiative
from data.schema.ledger import Adjustment, BudgetChange, ImportBatch, LedgerLine
from data.schema.people import Person
from data.schema.realisation import BudgetClaim, Measurement, MeasurementEvidence, Projection, Verification
from data.vocabulary import Kind, Right
from tests.data.small_files import let_changes
from tests.data.small_register import CORRECTED, content_hash, identity
from tests.permissions.people import HOME_CARE, OTHER, TOWN

WHOLE = frozenset({"controller", "auditor", "machine"})
REGISTER = frozenset({"administrator", "auditor", "machine"})
TRAIL = frozenset({"administrator", "auditor", "machine"})
HOME_LEADERS = WHOLE | {"leader", "superior"}
HEALTH_LEADERS = WHOLE | {"superior"}
HOME_ROLES = HOME_LEADERS | {"hr"}
"""Who sees which role answers for something of home care: whoever sees the unit."""
MEASURE = "budget_deviation_year_to_date"


@dataclass(frozen=True)
class Canary:
    """A string that stands nowhere else, and the roles that may see what it is planted in."""

    text: str
    may: frozenset[str]


class Planter:
    """Makes canaries and remembers them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.planted: list[Canary] = []

    def make(self, where: str, may: frozenset[str]) -> str:
        """Return a new canary for a place."""
        text = f"kanarifugl{len(self.planted):02d}{where}"
        self.planted.append(Canary(text, may))
        return text


def plant(url: str) -> list[Canary]:
    """Plant them in a copy of the demo with its people, and return them."""
    planter = Planter()
    let_changes(url)  # what was measured and adopted is planted in, too
    made = create_engine(url)
    with Session(made) as session:
        for fill in (_people, _comments, _lines, _decisions, _files, _register, _realised):
            fill(session, planter)
        session.commit()
    made.dispose()
    with writing(LOCAL_PRINCIPAL, TOWN, Right.IMPORT) as change:
        for number in range(3):
            change.record("note", "test", planter.make("nøkkel", TRAIL), said=planter.make(f"spor{number}", TRAIL))
    return planter.planted


def _people(session: Session, planter: Planter) -> None:
    people = session.scalars(select(Person).where(Person.municipality_id == TOWN).order_by(Person.subject)).all()
    for person in [one for one in people if one.issuer.startswith("urn:")][:8]:
        person.display_name = planter.make("navn", REGISTER)
        person.subject = planter.make("subjekt", REGISTER)


def _comments(session: Session, planter: Planter) -> None:
    for unit, may in ((HOME_CARE, HOME_LEADERS), ("310", HEALTH_LEADERS), ("520", WHOLE)):
        key = (TOWN, unit, 2026, 3, MEASURE)
        row = session.get(Commentary, key)
        if row is None:
            row = Commentary(municipality_id=TOWN, unit_id=unit, fiscal_year=2026, quarter=3, measure=MEASURE)
            row.due, row.written_at = date(2026, 12, 1), datetime(2026, 10, 9, tzinfo=UTC)
            session.add(row)
        for field in ("cause", "action", "responsible_role", "written_by"):
            setattr(row, field, planter.make(field, may))


def _lines(session: Session, planter: Planter) -> None:
    for unit, may in ((HOME_CARE, HOME_LEADERS), ("510", WHOLE)):
        of_unit = (LedgerLine.unit_id == unit, LedgerLine.fiscal_year == 2026, LedgerLine.kind == Kind.ACTUAL)
        line = session.scalars(select(LedgerLine).where(*of_unit).order_by(LedgerLine.account_code).limit(1)).one()
        line.text, line.project = planter.make("bilag", may), planter.make("prosjekt", may)


def _decisions(session: Session, planter: Planter) -> None:
    for unit, may in ((HOME_CARE, HOME_LEADERS), ("440", WHOLE)):
        for table in (Adjustment, BudgetChange):
            rows = session.scalars(select(table).where(table.unit_id == unit, table.fiscal_year == 2026)).all()
            for row in rows[:1]:
                row.reason = planter.make("grunn", may)
                if isinstance(row, Adjustment):
                    row.benefit_text = planter.make("gevinst", may)


def _files(session: Session, planter: Planter) -> None:
    of_actuals = select(LedgerLine.batch_id).where(LedgerLine.fiscal_year == 2026, LedgerLine.kind == Kind.ACTUAL)
    for batch in session.scalars(select(ImportBatch).where(ImportBatch.batch_id.in_(of_actuals)).limit(2)):
        batch.file_name = planter.make("fil", WHOLE | {"leader", "superior"})  # a line says which file it came with
        batch.warnings = {"problems": [{"code": "x", "found": planter.make("advarsel", WHOLE)}]}


def _register(session: Session, planter: Planter) -> None:
    for unit, key, texts, roles in (
        (HOME_CARE, "I1", HOME_LEADERS, HOME_ROLES),
        (OTHER, "I2", WHOLE, WHOLE),
    ):
        initiative = session.get_one(Initiative, (TOWN, key))
        assert initiative.unit_id == unit
        initiative.summary = planter.make("sammendrag", texts)
        initiative.decider_role = planter.make("beslutter", roles)
    for key, texts, roles in (("I1-b", HOME_LEADERS, HOME_ROLES), ("I1-a", WHOLE, WHOLE)):
        benefit = session.get_one(Benefit, (TOWN, key))
        benefit.description = planter.make("beskrivelse", texts)
        benefit.working = planter.make("utregning", texts)
        benefit.compared_with = planter.make("sammenlignet", texts)
        benefit.owner_role = planter.make("eier", roles)
    session.get_one(BenefitPrerequisite, (TOWN, "I1-b", 1)).responsible_role = planter.make("rolle", HOME_ROLES)
    session.get_one(AffectedGroup, (TOWN, "I1", "business")).explanation = planter.make("forklaring", HOME_LEADERS)
    session.get_one(GainsMeasure, (TOWN, "I1", 1)).responsible_role = planter.make("gevinstrolle", HOME_ROLES)
    session.get_one(GainsAdoption, (TOWN, "I1", 1)).words = {"owner_role": planter.make("bundet", HOME_ROLES)}
    session.get_one(Projection, (TOWN, "I1", 1)).reason = planter.make("planens", HOME_LEADERS)


def _realised(session: Session, planter: Planter) -> None:
    measurement = session.get_one(Measurement, (TOWN, identity(TOWN, CORRECTED)))
    for name in ("method", "note"):
        setattr(measurement, name, planter.make(name, HOME_LEADERS))
    measurement.entered_role = planter.make("fører", HOME_ROLES)
    verification = session.get_one(Verification, (TOWN, measurement.measurement_id))
    verification.verifier_role = planter.make("kontrollør", HOME_ROLES)
    ledger = session.get_one(MeasurementEvidence, (TOWN, measurement.measurement_id, 1))
    ledger.ledger_account_code = planter.make("konto", HOME_LEADERS)
    file = session.get_one(EvidenceFile, (TOWN, content_hash(HOME_CARE), HOME_CARE))
    file.name = planter.make("bevis", HOME_LEADERS)
    file.content = planter.make("innhold", HOME_LEADERS).encode()
    verification.note = planter.make("funnet", HOME_LEADERS)
    claim = session.get_one(BudgetClaim, (TOWN, identity(TOWN, "claim")))
    claim.responsible_role = planter.make("budsjett", HOME_ROLES)


def seen_in(canaries: list[Canary], said: str) -> Iterator[Canary]:
    """Yield those that stand in a text."""
    return (canary for canary in canaries if canary.text in said)
