from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.benefit_vocabulary import PartyKind
from metrics.adoption import break_even_adopters
from metrics.gains_checks import (
    Gap,
    GapKind,
    Measure,
    PlanText,
    can_be_adopted,
    gain_by_adopters,
    gaps,
)

WHOLE = PlanText(
    measures=(Measure("Training for all who use it", "head of service"),),
    follow_up="Every quarter",
    quantification="Statistics of use",
    owner_role="head of service",
    depends_on_adopters=True,
    adopters_planned=12,
)
ENTITIES = pd.DataFrame(
    [("us", PartyKind.UNIT, True), ("nav", PartyKind.STATE_AGENCY, False), ("all", PartyKind.CITIZENS, False)],
    columns=["entity_id", "kind", "is_applicant"],
)


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
        (replace(WHOLE, measures=(*WHOLE.measures, Measure(" ", "x"))), Gap(GapKind.MEASURE_WITHOUT_TEXT, measure=2)),
        (replace(WHOLE, measures=(Measure("a", None),)), Gap(GapKind.MEASURE_WITHOUT_RESPONSIBLE, measure=1)),
        (replace(WHOLE, follow_up=" "), Gap(GapKind.NO_FOLLOW_UP)),
        (replace(WHOLE, quantification=""), Gap(GapKind.NO_QUANTIFICATION)),
        (replace(WHOLE, owner_role=None), Gap(GapKind.NO_OWNER)),
        (replace(WHOLE, adopters_planned=None), Gap(GapKind.NO_ADOPTERS)),
    ],
)
def test_each_thing_that_the_words_lack_is_found_and_stops_the_adoption(text: PlanText, kind: Gap) -> None:
    found = gaps(text, ENTITIES, NET)
    assert found == (kind,)
    assert not can_be_adopted(found)


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
