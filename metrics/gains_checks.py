"""What a gains plan still lacks before anybody can be bound by it, and its gain by how many adopt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import PUBLIC_KINDS, PartyKind


@dataclass(frozen=True)
class Measure:
    """What is done to achieve the gains: fewer posts, other tasks, new work processes, information, training."""

    description: str
    responsible_role: str | None


@dataclass(frozen=True)
class PlanText:
    """What a plan says in words; an empty text or None is not said.

    `follow_up` is how the realisation is followed, `quantification` how it is counted (statistics of use, surveys, the
    accounts). `owner_role` is the line leader who owns the realisation. `adopters_planned` is how many entities are to
    take the solution into use; it is needed where the gains depend on it, which `depends_on_adopters` says.
    """

    measures: Sequence[Measure]
    follow_up: str
    quantification: str
    owner_role: str | None
    depends_on_adopters: bool
    adopters_planned: int | None


class GapKind(StrEnum):
    """What is missing."""

    NO_MEASURES = "no_measures"
    MEASURE_WITHOUT_TEXT = "measure_without_text"
    MEASURE_WITHOUT_RESPONSIBLE = "measure_without_responsible"
    NO_FOLLOW_UP = "no_follow_up"
    NO_QUANTIFICATION = "no_quantification"
    NO_OWNER = "no_owner"
    NO_ADOPTERS = "no_adopters"
    NO_ENTITIES = "no_entities"
    NO_APPLICANT = "no_applicant"
    SEVERAL_APPLICANTS = "several_applicants"
    NO_OTHER_PUBLIC_ENTITY = "no_other_public_entity"
    ENTITY_WITHOUT_FIGURES = "entity_without_figures"
    NO_GROSS_GAIN = "no_gross_gain"
    NO_OPERATING_COST = "no_operating_cost"


@dataclass(frozen=True)
class Gap:
    """One thing that a plan lacks, and of whom, which year or which measure (counted from 1)."""

    kind: GapKind
    entity_id: str | None = None
    fiscal_year: int | None = None
    measure: int | None = None


def gaps(text: PlanText, entities: pd.DataFrame, net: pd.DataFrame) -> tuple[Gap, ...]:
    """Return everything that a plan lacks, in the order of its chapters; only a plan that lacks nothing can be adopted.

    Args:
        text: What it says in words.
        entities: entity_id, kind, is_applicant, as for `metrics.gains_plan.required_cuts`.
        net: As `metrics.gains_plan.net_gains` returns it.

    Source:
        Meld. St. 30 (2019–2020), box 13.3.
    """
    return (*_of_entities(entities), *_of_figures(entities, net), *_of_measures(text.measures), *_of_words(text))


def can_be_adopted(found: Sequence[Gap]) -> bool:
    """Return whether a plan binds: nothing is missing. Until then it is exported as a draft alone."""
    return not found


def _of_entities(entities: pd.DataFrame) -> Iterable[Gap]:
    if entities.empty:
        yield Gap(GapKind.NO_ENTITIES)
        return
    applies = entities["is_applicant"].astype(bool)
    if applies.sum() != 1:
        yield Gap(GapKind.SEVERAL_APPLICANTS if applies.any() else GapKind.NO_APPLICANT)
    others = entities.loc[~applies, "kind"]
    if not any(PartyKind(kind) in PUBLIC_KINDS for kind in others):
        yield Gap(GapKind.NO_OTHER_PUBLIC_ENTITY)


def _of_figures(entities: pd.DataFrame, net: pd.DataFrame) -> Iterable[Gap]:
    told = set(net.index.get_level_values("entity_id"))
    yield from (Gap(GapKind.ENTITY_WITHOUT_FIGURES, entity) for entity in entities["entity_id"] if entity not in told)
    parts = zip(net.index, net["gross_minor"], net["operating_cost_minor"], strict=True)
    for (entity, year), gross, cost in parts:
        if pd.isna(gross):
            yield Gap(GapKind.NO_GROSS_GAIN, entity, int(year))
        if pd.isna(cost):
            yield Gap(GapKind.NO_OPERATING_COST, entity, int(year))


def _of_measures(measures: Sequence[Measure]) -> Iterable[Gap]:
    if not measures:
        yield Gap(GapKind.NO_MEASURES)
    for number, measure in enumerate(measures, 1):
        if not measure.description.strip():
            yield Gap(GapKind.MEASURE_WITHOUT_TEXT, measure=number)
        if not measure.responsible_role:
            yield Gap(GapKind.MEASURE_WITHOUT_RESPONSIBLE, measure=number)


def _of_words(text: PlanText) -> Iterable[Gap]:
    lacks = {
        GapKind.NO_FOLLOW_UP: not text.follow_up.strip(),
        GapKind.NO_QUANTIFICATION: not text.quantification.strip(),
        GapKind.NO_OWNER: not text.owner_role,
        GapKind.NO_ADOPTERS: text.depends_on_adopters and not text.adopters_planned,
    }
    yield from (Gap(kind) for kind, true in lacks.items() if true)


def gain_by_adopters(gain_each_minor: int, cost_each_minor: int, fixed_cost_minor: int, most: int) -> pd.DataFrame:
    """Return what the solution gives in all by the number of entities that take it into use; + is a net gain.

    net = adopters x (gain each - running cost each) - what it costs however many there are. How many it takes to break
    even is told by `metrics.adoption.break_even_adopters`.

    Args:
        gain_each_minor: Planned gross gain of one adopter.
        cost_each_minor: Running cost of one adopter.
        fixed_cost_minor: What it costs with no adopter at all.
        most: How many could adopt.

    Returns:
        Indexed by adopters, 0 to `most`: gross_minor, cost_minor, net_minor (Int64, exact).
    """
    table = pd.DataFrame(index=pd.RangeIndex(most + 1, name="adopters"))
    adopters = pd.Series(table.index, index=table.index, dtype="Int64")
    table["gross_minor"] = adopters * gain_each_minor
    table["cost_minor"] = adopters * cost_each_minor + fixed_cost_minor
    table["net_minor"] = table["gross_minor"] - table["cost_minor"]
    return table
