"""Put Fjellvik's gains plans beside its benefits register."""

from sqlalchemy import select

from data.access import Principal, Writing, reading, visible, writing
from data.demo.decisions import WRITTEN_BY
from data.demo.gains_plans import ADOPTED, DECISION, PLANS, adopted_content
from data.demo.organisation import MUNICIPALITY_ID
from data.keeping import Keeping, require
from data.kept_gains import add_adoption, keep_plan, problems_of
from data.schema.gains import GainsPlan
from data.schema.initiatives import Initiative
from data.schema.realisation import Projection
from data.vocabulary import Right


def load_gains_plans(principal: Principal) -> bool:
    """Load the gains plans into a demo that an older version loaded; return False where there is one already."""
    if _is_loaded(principal):
        return False
    with writing(principal, MUNICIPALITY_ID, Right.IMPORT) as change:
        store_gains_plans(change)
        change.record("load", "demo_gains_plans", MUNICIPALITY_ID, rows=change.changed_rows())
    return True


def store_gains_plans(change: Writing) -> None:
    """Store the gains plans of initiatives that are there, in an open change."""
    keeping = Keeping(change.session, MUNICIPALITY_ID, None, WRITTEN_BY)
    for row in PLANS:
        if change.session.get(Initiative, (MUNICIPALITY_ID, row.initiative_id)) is None:
            continue
        require(problems_of(keeping, row))
        keep_plan(keeping, row)
    content = adopted_content()
    plan = change.session.get(Projection, (MUNICIPALITY_ID, ADOPTED, content.projection_number))
    if plan is not None and plan.adopted_at is not None:
        add_adoption(keeping, ADOPTED, DECISION, content)


def _is_loaded(principal: Principal) -> bool:
    with reading(principal) as session:
        there = session.scalar(
            select(GainsPlan.initiative_id)
            .where(visible(principal, GainsPlan.municipality_id), GainsPlan.municipality_id == MUNICIPALITY_ID)
            .limit(1)
        )
    return there is not None
