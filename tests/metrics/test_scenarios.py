import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.scenarios import NotCertain, OptionValue, expected_value, option_value


def scenarios(*rows: tuple[int, int | None, int | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["probability_millionths", "continue_minor", "stop_minor"])


def whole(*amounts: int | None) -> pd.Series:
    return pd.Series(list(amounts), dtype="Int64")


def test_the_expected_value_weighs_each_scenario_by_its_probability() -> None:
    # 0.5 x 1000 + 0.3 x 200 + 0.2 x (-900) = 500 + 60 - 180
    assert expected_value(whole(1_000, 200, -900), whole(500_000, 300_000, 200_000)) == 380


def test_it_is_rounded_once_away_from_zero_and_exact_beyond_a_float() -> None:
    halves = whole(500_000, 500_000)
    assert expected_value(whole(1, 0), halves) == 1  # 0.5
    assert expected_value(whole(-1, 0), halves) == -1
    assert expected_value(whole(2**60 + 2, 2**60), halves) == 2**60 + 1


def test_being_able_to_stop_is_worth_the_losses_it_avoids() -> None:
    made = option_value(
        scenarios(
            (600_000, 1_000, -100),  # goes on: 1000
            (400_000, -2_000, -100),  # stops: -100 rather than -2000
        )
    )
    # committed: 600 - 800 = -200; with the choice: 600 - 40 = 560
    assert made == OptionValue(committed_minor=-200, with_choice_minor=560, value_minor=760)


def test_a_choice_that_is_never_used_is_worth_nothing() -> None:
    assert option_value(scenarios((1_000_000, 50, -10))).value_minor == 0


def test_a_missing_amount_makes_the_answer_missing_however_unlikely() -> None:
    assert expected_value(whole(1_000, None), whole(1_000_000, 0)) is None
    # what stopping costs is unknown in one scenario: committed is known, the choice is not
    assert option_value(scenarios((500_000, 100, None), (500_000, 300, 0))) == OptionValue(200, None, None)
    assert option_value(scenarios((500_000, None, 100), (500_000, 300, 0))) == OptionValue(None, None, None)


@pytest.mark.parametrize("chances", [(500_000, 499_999), (500_000, 500_001), (1_000_001, -1)])
def test_probabilities_that_do_not_sum_to_one_are_refused(chances: tuple[int, int]) -> None:
    with pytest.raises(NotCertain, match="wanted 1000000"):
        expected_value(whole(1, 2), whole(*chances))


@given(
    st.lists(st.tuples(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12)), min_size=2, max_size=2),
    st.integers(0, 1_000_000),
)
@settings(deadline=None, derandomize=True)
def test_a_choice_is_never_worth_less_than_nothing(amounts: list[tuple[int, int]], chance: int) -> None:
    (on, stop), (on_too, stop_too) = amounts
    made = option_value(scenarios((chance, on, stop), (1_000_000 - chance, on_too, stop_too)))
    assert made.value_minor is not None
    assert made.value_minor >= 0
    if on >= stop and on_too >= stop_too:
        assert made.value_minor == 0
