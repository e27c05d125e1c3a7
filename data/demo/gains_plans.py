"""Fjellvik's gains plans: one that was adopted, one that waits for its decision, and three that lack something.

| Plan | What it shows |
|---|---|
| VT-01 welfare technology | whole and adopted, sak 61/26: the hospital says 0; no cut is required |
| HR-01 everyday rehabilitation | whole and not adopted |
| UF-01 young people into work | NAV applies: half of its net gain is to be cut; too small a cost |
| FT-01 prevention of falls | the hospital says 0; nobody answers for the measure, and no cost is told |
| DH-01 digital home follow-up | nobody has asked the hospital what it costs to run |
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from data.benefit_vocabulary import BUDGET_EFFECTS, Flow, PartyKind
from data.demo.benefit_parties import CITIZENS, COUNTY, HOSPITAL, NAV
from data.demo.effect_periods import minor
from data.demo.initiatives import demo_register
from data.demo.organisation import MUNICIPALITY_ID
from data.gains_rows import Decision, GainsPlanRow, MeasureRow
from data.importers.benefit_rows import LineRow
from data.kept_gains import Content
from data.money_vocabulary import ThresholdBasis
from data.vocabulary import AuthorityKind

HEALTH, HOME_CARE = "Kommunalsjef helse og omsorg", "Enhetsleder hjemmetjenesten"
ADOPTED = "VT-01"
DECISION = Decision(date(2026, 6, 18), "sak 61/26", AuthorityKind.COUNCIL)
RULES_FROM = date(2016, 1, 1)
"""From when the rules of the co-funding scheme hold that were in force on the day of the decision."""
_PRICE_YEAR = 2026

PLANS: tuple[GainsPlanRow, ...] = (
    GainsPlanRow(
        ADOPTED,
        total_cost_minor=minor(3000),
        budget_years=1,
        measures=(
            MeasureRow(
                "Bytte ut faste tilsynsbesøk med varsling for alle som har fått utstyr",
                HOME_CARE,
                date(2026, 12, 31),
                "Gjennomgang i ledermøtet hvert kvartal",
                "Vedtatte timer i fagsystemet, mot nullpunktet",
            ),
            MeasureRow(
                "Avtale med helseforetaket om å dele tall for liggedøgn",
                HEALTH,
                date(2026, 8, 31),
                "Samarbeidsutvalget hvert halvår",
                "Liggedøgn for målgruppen, mot hjemmeboende på venteliste",
            ),
        ),
        operating_costs=((HOSPITAL, 0),),
    ),
    GainsPlanRow(
        "HR-01",
        total_cost_minor=minor(1200),
        budget_years=2,
        measures=(
            MeasureRow(
                "Alle nye søkere får fire uker med opptrening før vedtak",
                HOME_CARE,
                date(2026, 12, 31),
                "Månedlig i ledermøtet",
                "Timer i vedtak etter opptrening, mot sammenligningsgruppen",
            ),
        ),
        operating_costs=((HOSPITAL, 0),),
    ),
    GainsPlanRow(
        "UF-01",
        applicant_id=NAV,
        total_cost_minor=minor(5850),
        budget_years=3,
        grant_applied_minor=minor(2900),
        measures=(
            MeasureRow(
                "Rammen til arbeidsrettede tiltak tas ned når de unge er i arbeid",
                "Fylkesdirektør NAV",
                date(2028, 1, 1),
                "Styringsdialogen hvert tertial",
                "Utbetalte ytelser til deltakerne, registerdata",
            ),
            MeasureRow(
                "Jobbspesialistene følger hver deltaker i minst to år",
                "Leder NAV Fjellvik",
                follow_up="Kvartalsvis i partnerskapsmøtet",
                quantification="Andel i arbeid etter 24 måneder",
            ),
        ),
        operating_costs=((NAV, 0), (COUNTY, 0), (CITIZENS, 0)),
    ),
    GainsPlanRow(
        "FT-01",
        measures=(
            MeasureRow(
                "Treningsgrupper i alle bydeler",
                due_on=date(2027, 6, 30),
                follow_up="Årlig i folkehelseoversikten",
                quantification="Hoftebrudd per 1 000 over 75 år",
            ),
        ),
        operating_costs=((HOSPITAL, 0),),
    ),
    GainsPlanRow("DH-01", total_cost_minor=minor(1050), budget_years=2),
)


def adopted_content() -> Content:
    """Return what was adopted of the plan: its lines summed by entity and year, worked out here and nowhere else."""
    plan = next(one for one in PLANS if one.initiative_id == ADOPTED)
    register = demo_register()
    owners = [one.owner_role for one in register.benefits if one.initiative_id == ADOPTED]
    measures = [{**vars(one), "due_on": one.due_on.isoformat() if one.due_on else None} for one in plan.measures]
    name = next(one.name for one in register.initiatives if one.initiative_id == ADOPTED)
    words = {"name": name, "measures": measures, "owner_role": ", ".join(dict.fromkeys(one for one in owners if one))}
    return Content(1, 1, RULES_FROM, _figures(plan), words)


def _figures(plan: GainsPlanRow) -> dict[str, Any]:
    lines = next(one.lines for one in demo_register().projections if one.initiative_id == ADOPTED)
    kinds = {MUNICIPALITY_ID: PartyKind.UNIT, HOSPITAL: PartyKind.HOSPITAL_TRUST}
    return {
        "price_year": _PRICE_YEAR,
        "entities": [
            {"entity_id": one, "kind": str(kind), "is_applicant": one == MUNICIPALITY_ID} for one, kind in kinds.items()
        ],
        "rows": _rows(lines, tuple(kinds)),
        "threshold_basis": str(ThresholdBasis.EACH_YEAR),
        "grant_category": str(plan.grant_category),
        "total_cost_minor": plan.total_cost_minor,
        "budget_years": plan.budget_years,
        "grant_applied_minor": plan.grant_applied_minor,
    }


def _rows(lines: Iterable[LineRow], entities: tuple[str, ...]) -> list[dict[str, Any]]:
    types = {one.benefit_id: one.benefit_type for one in demo_register().benefits}
    sums: dict[tuple[str, int, str], int] = defaultdict(int)
    for line in lines:
        if line.amount_minor is None or line.flow not in (Flow.BENEFIT, Flow.OPERATING_COST):
            continue
        party = line.beneficiary_id if line.flow is Flow.BENEFIT else line.bearer_id
        entity = HOSPITAL if party == HOSPITAL else MUNICIPALITY_ID
        in_budgets = line.benefit_id is not None and types[line.benefit_id] in BUDGET_EFFECTS
        gain = "gross" if in_budgets else "other_gain"
        sums[entity, line.fiscal_year, gain if line.flow is Flow.BENEFIT else "operating_cost"] += line.amount_minor
    years = sorted({year for _, year, _ in sums})
    return [_row(entity, year, sums) for entity in entities for year in years]


def _row(entity: str, year: int, sums: dict[tuple[str, int, str], int]) -> dict[str, Any]:
    gross, cost, other = (sums[entity, year, part] for part in ("gross", "operating_cost", "other_gain"))
    return {
        "entity_id": entity,
        "fiscal_year": year,
        "gross_minor": gross,
        "operating_cost_minor": cost,
        "net_minor": gross - cost,
        "other_gain_minor": other,
        "required_cut_minor": 0,
        "reason": "municipal_plan",
    }
