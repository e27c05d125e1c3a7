from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import PartyKind
from metrics.adoption import break_even_adopters
from metrics.gains_checks import (
    Check,
    Gap,
    GapKind,
    Measure,
    PlanText,
    can_be_adopted,
    check_list,
    gain_by_adopters,
    gap_lines,
    gaps,
)

MEASURE = Measure("Training", "head of service", True, date(2026, 6, 1), "Every quarter", "Statistics of use")
WHOLE = PlanText(
    measures=(MEASURE,),
    owner_role="head of service",
    has_owner=True,
    depends_on_adopters=True,
    adopters_planned=12,
    total_cost_minor=40,
)
ENTITIES = pd.DataFrame(
    [("us", PartyKind.UNIT, True), ("nav", PartyKind.STATE_AGENCY, False), ("all", PartyKind.CITIZENS, False)],
    columns=["entity_id", "kind", "is_applicant"],
)


def measured(**changed: Any) -> PlanText:
    return replace(WHOLE, measures=(replace(MEASURE, **changed),))


def net_of(rows: list[tuple[str, int, int | None, int | None]]) -> pd.DataFrame:
    columns = ["entity_id", "fiscal_year", "gross_minor", "operating_cost_minor"]
    table = pd.DataFrame(rows, columns=columns).set_index(columns[:2])
    return table.astype("Int64")


NET = net_of([("us", 2026, 10, 1), ("nav", 2026, 5, 0), ("all", 2026, 0, 0)])


def test_a_whole_plan_lacks_nothing_and_can_be_adopted() -> None:
    found = gaps(WHOLE, ENTITIES, NET)
    assert found == ()
    assert can_be_adopted(found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (replace(WHOLE, measures=()), Gap(GapKind.NO_MEASURES)),
        (
            replace(WHOLE, measures=(MEASURE, replace(MEASURE, description=" "))),
            Gap(GapKind.MEASURE_WITHOUT_TEXT, measure=2),
        ),
        (measured(has_responsible=False), Gap(GapKind.MEASURE_WITHOUT_RESPONSIBLE, measure=1)),
        (measured(due_on=None), Gap(GapKind.MEASURE_WITHOUT_DUE, measure=1)),
        (measured(follow_up=" "), Gap(GapKind.MEASURE_WITHOUT_FOLLOW_UP, measure=1)),
        (measured(quantification=None), Gap(GapKind.MEASURE_WITHOUT_QUANTIFICATION, measure=1)),
        (replace(WHOLE, has_owner=False), Gap(GapKind.NO_OWNER)),
        (replace(WHOLE, adopters_planned=None), Gap(GapKind.NO_ADOPTERS)),
        (replace(WHOLE, total_cost_minor=None), Gap(GapKind.NO_TOTAL_COST)),
    ],
)
def test_each_thing_that_the_words_lack_is_found_and_stops_the_adoption(text: PlanText, kind: Gap) -> None:
    found = gaps(text, ENTITIES, NET)
    assert found == (kind,)
    assert not can_be_adopted(found)


def test_a_role_that_is_not_for_the_reader_is_not_missing() -> None:
    assert gaps(replace(measured(responsible_role=None), owner_role=None), ENTITIES, NET) == ()


def test_the_check_list_has_a_line_for_everything_and_each_gap_fails_one() -> None:
    assert all(one.met for one in check_list(()))
    assert {kind for kind in GapKind if all(one.met for one in check_list([Gap(kind)]))} == set()
    failed = {one.check for one in check_list([Gap(GapKind.NO_MEASURES)]) if not one.met}
    assert failed == {Check.MEASURES, Check.RESPONSIBLE, Check.FOLLOW_UP, Check.QUANTIFICATION}


def test_the_years_that_one_entity_lacks_something_in_stand_together() -> None:
    cost = GapKind.NO_OPERATING_COST
    found = [Gap(cost, "nav", 2026), Gap(GapKind.NO_OWNER), Gap(cost, "nav", 2027), Gap(cost, "us", 2026)]
    told = [(line.kind, line.entity_id, line.years) for line in gap_lines(found)]
    assert told == [(cost, "nav", (2026, 2027)), (GapKind.NO_OWNER, None, ()), (cost, "us", (2026,))]


def test_a_plan_that_does_not_depend_on_adopters_need_not_count_them() -> None:
    assert gaps(replace(WHOLE, depends_on_adopters=False, adopters_planned=None), ENTITIES, NET) == ()


def test_each_entity_and_year_without_a_figure_is_found() -> None:
    net = net_of([("us", 2026, 10, 1), ("us", 2027, None, 1), ("nav", 2026, 5, None)])
    assert gaps(WHOLE, ENTITIES, net) == (
        Gap(GapKind.ENTITY_WITHOUT_FIGURES, "all"),
        Gap(GapKind.NO_GROSS_GAIN, "us", 2027),
        Gap(GapKind.NO_OPERATING_COST, "nav", 2026),
    )


@pytest.mark.parametrize(
    ("entities", "kind"),
    [
        (ENTITIES[:0], GapKind.NO_ENTITIES),
        (ENTITIES.assign(is_applicant=False), GapKind.NO_APPLICANT),
        (ENTITIES.assign(is_applicant=[True, True, False]), GapKind.SEVERAL_APPLICANTS),
        (ENTITIES[ENTITIES["entity_id"] != "nav"], GapKind.NO_OTHER_PUBLIC_ENTITY),  # citizens are no public entity
    ],
)
def test_a_plan_must_name_its_applicant_and_other_public_entities(entities: pd.DataFrame, kind: GapKind) -> None:
    assert kind in {gap.kind for gap in gaps(WHOLE, entities, NET)}


def test_the_gain_grows_with_those_who_adopt_and_the_break_even_is_told() -> None:
    table = gain_by_adopters(100, 40, 130, 3)
    assert table["net_minor"].tolist() == [-130, 60 - 130, 120 - 130, 180 - 130]
    assert table.loc[2].tolist() == [200, 80 + 130, -10]
    assert break_even_adopters(130, 100 - 40) == 3  # the first of the table that is not below 0: 130 / 60 = 2.17


@given(st.integers(0, 1_000), st.integers(0, 1_000), st.integers(0, 20_000))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_table_turns_at_the_break_even(gain: int, cost: int, fixed: int) -> None:
    nets = gain_by_adopters(gain, cost, fixed, 300)["net_minor"]
    first = next((number for number, net in nets.items() if net >= 0), None)
    found = break_even_adopters(fixed, gain - cost)
    assert found == first or (first is None and found is not None and found > 300)
