"""From the original budget to the revised one and the forecast: each step leads to the next."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics import tables as t
from metrics.positions import quarter_ends
from metrics.waterfall import LEVELS, Step, StepKind, waterfall
from tests.metrics.small_town import UNITS, position, positions

NOW = Quarter(2026, 3)
SPRING, AUTUMN, WINTER = date(2026, 6, 17), date(2026, 9, 24), date(2026, 10, 1)


def change(unit: str, amount: int, authority: str, day: date = SPRING, reference: str = "sak 1", year: int = 2026):
    return (unit, year, day, authority, reference, amount)


def changes(*rows: tuple[object, ...]) -> pd.DataFrame:
    return t.table(t.BUDGET_CHANGES, list(rows))


def steps(rows: list[tuple[object, ...]], decided: pd.DataFrame, quarter: Quarter = NOW) -> tuple[Step, ...]:
    return waterfall(quarter_ends(positions(*rows)), decided, UNITS, "helse", quarter)


def told(found: tuple[Step, ...]) -> list[tuple[StepKind, str | None, int, int]]:
    return [(step.kind, step.name, step.amount_minor, step.reached_minor) for step in found]


BUDGET = [position("helse", 2026, 9, original=1000, revised=1050, forecast=1080)]


def test_by_kind_of_authority_with_what_is_not_explained() -> None:
    decided = changes(
        change("hjem", 70, "council"),
        change("lege", -30, "council", AUTUMN, "sak 2"),
        change("helse", 5, "director"),
        change("skole", 900, "council"),  # a decoy: not under helse
        change("hjem", 800, "council", WINTER),  # a decoy: decided after the quarter
        change("hjem", 700, "council", date(2025, 6, 17), year=2025),  # a decoy: another year
    )
    assert told(steps(BUDGET, decided)) == [
        (StepKind.ORIGINAL, None, 1000, 1000),
        (StepKind.AUTHORITY, "council", 70 - 30, 1000 + 40),
        (StepKind.AUTHORITY, "director", 5, 1040 + 5),
        (StepKind.OTHER, None, 1050 - 1045, 1050),
        (StepKind.REVISED, None, 1050, 1050),
        (StepKind.EXPECTED, None, 1080 - 1050, 1080),
        (StepKind.FORECAST, None, 1080, 1080),
    ]
    council = steps(BUDGET, decided)[1]
    assert (council.decisions, council.moved_minor) == (2, 70 + 30)
    assert (council.start_minor, council.length_minor) == (0, 40)


def test_without_decisions_by_the_quarter_in_which_it_moved() -> None:
    rows = [
        position("helse", 2026, 3, original=1000, revised=1000),
        position("helse", 2026, 6, original=1000, revised=1070),
        position("helse", 2026, 9, original=1000, revised=1050),
        position("helse", 2026, 12, original=1000, revised=9999),  # a decoy: later
    ]
    assert told(steps(rows, changes())) == [
        (StepKind.ORIGINAL, None, 1000, 1000),
        (StepKind.QUARTER, "2026Q2", 70, 1070),
        (StepKind.QUARTER, "2026Q3", -20, 1050),
        (StepKind.REVISED, None, 1050, 1050),
    ]


def test_no_forecast_ends_at_the_revised_budget_and_no_original_gives_nothing() -> None:
    assert [step.kind for step in steps([position("helse", 2026, 9, original=5, revised=5)], changes())] == [
        StepKind.ORIGINAL,
        StepKind.REVISED,
    ]
    assert steps([position("helse", 2026, 9, revised=5)], changes()) == ()
    assert steps([], changes()) == ()


def test_a_budget_that_balances_still_tells_how_much_was_moved() -> None:
    decided = changes(change("hjem", 40, "council"), change("lege", -40, "council"))
    found = steps([position("helse", 2026, 9, original=0, revised=0)], decided)
    assert [(step.kind, step.amount_minor, step.moved_minor) for step in found] == [
        (StepKind.ORIGINAL, 0, None),
        (StepKind.AUTHORITY, 40 - 40, 40 + 40),
        (StepKind.REVISED, 0, None),
    ]


MONEY = st.integers(-(10**13), 10**13)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(MONEY, MONEY, MONEY, st.lists(st.tuples(MONEY, st.sampled_from(["council", "state"])), max_size=5))
def test_the_changes_always_lead_from_level_to_level(
    original: int, revised: int, forecast: int, decided: list[tuple[int, str]]
) -> None:
    row = position("helse", 2026, 9, original=original, revised=revised, forecast=forecast)
    found = steps([row], changes(*(change("hjem", amount, authority) for amount, authority in decided)))
    reached = original
    for step in found:
        if step.kind in LEVELS:
            assert step.amount_minor == reached
        else:
            reached += step.amount_minor
        assert step.reached_minor == reached
        assert step.from_original_minor == reached - original
    assert [step.amount_minor for step in found if step.kind in LEVELS] == [original, revised, forecast]
