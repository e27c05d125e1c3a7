"""Fjellvik's measure against falling outside working life: made up, and computed with the synthetic profile."""

from datetime import date

from sqlalchemy import select

from data import rollups
from data.access import Principal, reading, visible, writing
from data.demo.decisions import WRITTEN_BY
from data.demo.organisation import MUNICIPALITY_ID
from data.money_vocabulary import AdminLevel
from data.outsider_rows import ScenarioRow
from data.outsiders import keep_scenario
from data.row_changes import told_row
from data.schema.outsiders import OutsiderScenario
from data.vocabulary import Right

_ORE = 100
INITIATIVE = "UF-01"
"""«Unge fra utenforskap til arbeid» in the demo's register of benefits."""


def load_scenario(principal: Principal) -> bool:
    """Put the measure into the demo, also one that an older version loaded; return False when it was there."""
    row = demo_scenario()
    table = OutsiderScenario
    wanted = (table.municipality_id == MUNICIPALITY_ID, table.name == row.name)
    with reading(principal) as session:
        there = session.scalar(select(table.scenario_id).where(visible(principal, table.municipality_id), *wanted))
    if there is not None:
        return False
    with writing(principal, MUNICIPALITY_ID, Right.IMPORT) as change:
        stored = keep_scenario(change.session, MUNICIPALITY_ID, None, row, WRITTEN_BY)
        told = told_row(stored, change.sealed)
        change.record("write", "outsider_scenario", stored.scenario_id, version=1, before=None, after=told)
        rollups.raise_version(change.session, MUNICIPALITY_ID, date.today().year)
    return True


def demo_scenario() -> ScenarioRow:
    """Return the measure: the municipality pays for two years' follow-up, and most of what may come is the state's."""
    return ScenarioRow(
        name="Tett oppfølging av unge utenfor skole og arbeid",
        unit_id=MUNICIPALITY_ID,
        target_group="Unge 18–24 år uten skole eller arbeid",
        people=40,
        success_without_millionths=550_000,
        success_with_millionths=650_000,
        move_millionths=500_000,
        start_age=20,
        cost_minor=(3_600_000 * _ORE, 2_800_000 * _ORE),
        paid_by=AdminLevel.MUNICIPALITY,
        initiative_id=INITIATIVE,
    )
