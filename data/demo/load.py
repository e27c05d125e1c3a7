"""Put the demo municipality into the database, through the same path as files take."""

from dataclasses import asdict, fields
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import rollups
from data.access import Principal, Writing, reading, visible, writing
from data.demo.decisions import DemoCommentary, DemoDecisions, demo_decisions
from data.demo.files import DemoMunicipality, demo_files, demo_municipality
from data.demo.gains_load import load_gains_plans, store_gains_plans
from data.demo.neighbours import demo_published_aggregates
from data.demo.outsider_scenario import load_scenario
from data.demo.people import load_people
from data.demo.register import load_register, store_register
from data.demo.savings_story import load_savings, store_savings
from data.importers.batch_rows import add_targets
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, store
from data.schema.follow_up import Commentary
from data.schema.organisation import UnitSuccession, UnitVersion
from data.schema.people import AuditEvent
from data.schema.rollups import PublishedAggregate
from data.vocabulary import Right

DONE = ("load", "demo")
"""The act in the trail that says that all of the demo is there."""


def load_demo(principal: Principal) -> bool:
    """Load what is not there yet of the demo municipality; return False when all of its figures were.

    Each file is stored whole or not at all, so a load that was cut off goes on where it stopped. A demo that an older
    version loaded gets what it lacks: the benefits register, the ledger of savings, the gains plans, the people and the
    measure against falling outside.
    """
    town = demo_municipality()
    loaded = is_loaded(principal, town.municipality_id)
    if not loaded:
        _load_figures(principal, town)
    load_register(principal)
    load_savings(principal)
    load_gains_plans(principal)
    load_scenario(principal)
    load_people(principal)
    return not loaded


def _load_figures(principal: Principal, town: DemoMunicipality) -> None:
    facts = _facts(town)
    for file in demo_files():
        store(principal, facts, FileFacts(file.profile, file.name, file.content_hash), file.parsed)
    with writing(principal, town.municipality_id, Right.IMPORT) as change:
        _store_decisions(change, demo_decisions())
        _store_aggregates(change.session)
        _name_root(change.session, town)
        store_register(change)
        store_savings(change)
        store_gains_plans(change)
        change.record(*DONE, town.municipality_id, rows=change.changed_rows())


def is_loaded(principal: Principal, municipality_id: str) -> bool:
    """Tell whether all of the demo is in the database."""
    action, entity = DONE
    with reading(principal) as session:
        found = session.scalar(
            select(AuditEvent.sequence).where(
                visible(principal, AuditEvent.municipality_id),
                AuditEvent.municipality_id == municipality_id,
                AuditEvent.action == action,
                AuditEvent.entity == entity,
            )
        )
    return found is not None


def _facts(town: DemoMunicipality) -> MunicipalityFacts:
    told = {field.name: getattr(town, field.name) for field in fields(MunicipalityFacts)}
    return MunicipalityFacts(**told)


def _store_decisions(change: Writing, decisions: DemoDecisions) -> None:
    session, municipality_id = change.session, change.municipality_id
    add_targets(session, municipality_id, None, decisions.targets)
    for succession in decisions.successions:
        session.add(UnitSuccession(municipality_id=municipality_id, **asdict(succession)))
    for comment in decisions.commentary:
        session.add(Commentary(municipality_id=municipality_id, **_written(comment)))
    for year in {comment.fiscal_year for comment in decisions.commentary}:
        rollups.raise_version(session, municipality_id, year)


def _written(comment: DemoCommentary) -> dict[str, Any]:
    row = asdict(comment)
    row["written_at"] = datetime.combine(row.pop("written_on"), time(9), UTC)
    return row


def _store_aggregates(session: Session) -> None:
    for aggregate in demo_published_aggregates():
        session.add(PublishedAggregate(**asdict(aggregate)))


def _name_root(session: Session, town: DemoMunicipality) -> None:
    root = session.scalars(
        select(UnitVersion).where(
            UnitVersion.municipality_id == town.municipality_id, UnitVersion.unit_id == town.municipality_id
        )
    ).one()
    root.responsible_role = town.root_role
