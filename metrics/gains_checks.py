"""What a gains plan still lacks before anybody can be bound by it, and its gain by how many adopt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from data.benefit_vocabulary import PUBLIC_KINDS, PartyKind


@dataclass(frozen=True)
class Measure:
    """What is done to achieve the gains: fewer posts, other tasks, new work processes, information, training.

    `follow_up` is how the realisation is followed, `quantification` how the gain is counted (statistics of use,
    surveys, the accounts). `has_responsible` tells whether a role answers, also where `responsible_role` is not for the
    reader.
    """

    description: str
    responsible_role: str | None
    has_responsible: bool
    due_on: date | None
    follow_up: str | None
    quantification: str | None


@dataclass(frozen=True)
class PlanText:
    """What a plan says beside its yearly figures; None is not said.

    `has_owner` tells whether a line leader owns the realisation of each end benefit, also where `owner_role` is not for
    the reader. `adopters_planned` is how many entities are to take the solution into use; it is needed where the gains
    depend on it, which `depends_on_adopters` says. `total_cost_minor` is what the project costs in all.
    """

    measures: Sequence[Measure]
    owner_role: str | None
    has_owner: bool
    depends_on_adopters: bool
    adopters_planned: int | None
    total_cost_minor: int | None


class GapKind(StrEnum):
    """What is missing."""

    NO_MEASURES = "no_measures"
    MEASURE_WITHOUT_TEXT = "measure_without_text"
    MEASURE_WITHOUT_RESPONSIBLE = "measure_without_responsible"
    MEASURE_WITHOUT_DUE = "measure_without_due"
    MEASURE_WITHOUT_FOLLOW_UP = "measure_without_follow_up"
    MEASURE_WITHOUT_QUANTIFICATION = "measure_without_quantification"
    NO_OWNER = "no_owner"
    NO_ADOPTERS = "no_adopters"
    NO_TOTAL_COST = "no_total_cost"
    NO_ENTITIES = "no_entities"
    NO_APPLICANT = "no_applicant"
    SEVERAL_APPLICANTS = "several_applicants"
    NO_OTHER_PUBLIC_ENTITY = "no_other_public_entity"
    ENTITY_WITHOUT_FIGURES = "entity_without_figures"
    NO_GROSS_GAIN = "no_gross_gain"
    NO_OPERATING_COST = "no_operating_cost"


class Check(StrEnum):
    """A line of the check list."""

    APPLICANT = "applicant"
    OTHER_PUBLIC = "other_public"
    GROSS_GAIN = "gross_gain"
    OPERATING_COST = "operating_cost"
    TOTAL_COST = "total_cost"
    MEASURES = "measures"
    RESPONSIBLE = "responsible"
    FOLLOW_UP = "follow_up"
    QUANTIFICATION = "quantification"
    OWNER = "owner"
    ADOPTERS = "adopters"


FAILED_BY: dict[Check, frozenset[GapKind]] = {
    Check.APPLICANT: frozenset({GapKind.NO_ENTITIES, GapKind.NO_APPLICANT, GapKind.SEVERAL_APPLICANTS}),
    Check.OTHER_PUBLIC: frozenset({GapKind.NO_ENTITIES, GapKind.NO_OTHER_PUBLIC_ENTITY}),
    Check.GROSS_GAIN: frozenset({GapKind.NO_ENTITIES, GapKind.ENTITY_WITHOUT_FIGURES, GapKind.NO_GROSS_GAIN}),
    Check.OPERATING_COST: frozenset({GapKind.NO_ENTITIES, GapKind.NO_OPERATING_COST}),
    Check.TOTAL_COST: frozenset({GapKind.NO_TOTAL_COST}),
    Check.MEASURES: frozenset({GapKind.NO_MEASURES, GapKind.MEASURE_WITHOUT_TEXT, GapKind.MEASURE_WITHOUT_DUE}),
    Check.RESPONSIBLE: frozenset({GapKind.NO_MEASURES, GapKind.MEASURE_WITHOUT_RESPONSIBLE}),
    Check.FOLLOW_UP: frozenset({GapKind.NO_MEASURES, GapKind.MEASURE_WITHOUT_FOLLOW_UP}),
    Check.QUANTIFICATION: frozenset({GapKind.NO_MEASURES, GapKind.MEASURE_WITHOUT_QUANTIFICATION}),
    Check.OWNER: frozenset({GapKind.NO_OWNER}),
    Check.ADOPTERS: frozenset({GapKind.NO_ADOPTERS}),
}
"""What a line of the check list fails by; a plan without measures tells of nobody and nothing that belongs to them."""


@dataclass(frozen=True)
class Gap:
    """One thing that a plan lacks, and of whom, which year or which measure (counted from 1)."""

    kind: GapKind
    entity_id: str | None = None
    fiscal_year: int | None = None
    measure: int | None = None


@dataclass(frozen=True)
class GapLine:
    """What is missing of one kind, of whom or which measure, in all the years that it is (none: of no year)."""

    kind: GapKind
    entity_id: str | None
    measure: int | None
    years: tuple[int, ...]


@dataclass(frozen=True)
class Checked:
    """A line of the check list, and what it fails by; nothing where it is in place."""

    check: Check
    gaps: tuple[Gap, ...]

    @property
    def met(self) -> bool:
        """Whether it is in place."""
        return not self.gaps


def gaps(text: PlanText, entities: pd.DataFrame, net: pd.DataFrame) -> tuple[Gap, ...]:
    """Return everything that a plan lacks, in the order of its chapters; only a plan that lacks nothing can be adopted.

    Args:
        text: What it says beside its figures.
        entities: entity_id, kind, is_applicant, as for `metrics.gains_plan.required_cuts`.
        net: As `metrics.gains_plan.net_gains` returns it.

    Source:
        Meld. St. 30 (2019–2020), box 13.3.
    """
    return (*_of_entities(entities), *_of_figures(entities, net), *_of_measures(text.measures), *_of_text(text))


def check_list(found: Sequence[Gap]) -> tuple[Checked, ...]:
    """Return every line of the check list with the gaps that it fails by."""
    return tuple(Checked(check, tuple(gap for gap in found if gap.kind in by)) for check, by in FAILED_BY.items())


def gap_lines(found: Sequence[Gap]) -> tuple[GapLine, ...]:
    """Return the gaps with the years of each kind and entity together, in the order found."""
    years: dict[tuple[GapKind, str | None, int | None], list[int]] = {}
    for gap in found:
        told = years.setdefault((gap.kind, gap.entity_id, gap.measure), [])
        told += [] if gap.fiscal_year is None else [gap.fiscal_year]
    return tuple(GapLine(*place, years=tuple(told)) for place, told in years.items())


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
        lacks = {
            GapKind.MEASURE_WITHOUT_TEXT: not measure.description.strip(),
            GapKind.MEASURE_WITHOUT_RESPONSIBLE: not measure.has_responsible,
            GapKind.MEASURE_WITHOUT_DUE: measure.due_on is None,
            GapKind.MEASURE_WITHOUT_FOLLOW_UP: not (measure.follow_up or "").strip(),
            GapKind.MEASURE_WITHOUT_QUANTIFICATION: not (measure.quantification or "").strip(),
        }
        yield from (Gap(kind, measure=number) for kind, true in lacks.items() if true)


def _of_text(text: PlanText) -> Iterable[Gap]:
    lacks = {
        GapKind.NO_OWNER: not text.has_owner,
        GapKind.NO_ADOPTERS: text.depends_on_adopters and not text.adopters_planned,
        GapKind.NO_TOTAL_COST: text.total_cost_minor is None,
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
