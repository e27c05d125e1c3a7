from datetime import date

import pytest

from data.benefit_vocabulary import MILLION
from data.money_vocabulary import Account
from metrics.reinvestment_rules import WrongRule, rule_in_force
from tests.metrics.savings import rule


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"common_fund": 100_001}, "1000000 in all"),
        ({"common_fund": -100_000, "initiator": 500_000}, "0 or above"),
        ({"threshold_minor": -1}, "threshold"),
        ({"cap_minor": -1}, "cap"),
        ({"years": -1}, "years"),
        ({"taper": (MILLION, 500_000)}, "each of 3 years"),
        ({"taper": (MILLION, 500_000, MILLION + 1)}, "0 to 1000000"),
        ({"default_account": Account.LOAN}, "loan"),
    ],
)
def test_a_version_that_contradicts_itself_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(WrongRule, match=said):
        rule(**changed)


def test_the_initiators_share_lasts_its_years_and_shrinks_as_the_taper_says() -> None:
    assert [rule().left_in_year(year) for year in (1, 3, 4)] == [MILLION, MILLION, 0]
    assert [rule(taper=(MILLION, 600_000, 300_000)).left_in_year(year) for year in (1, 2, 3, 4)] == [
        MILLION,
        600_000,
        300_000,
        0,
    ]
    assert rule(years=0).left_in_year(1) == 0


def test_the_version_in_force_is_the_newest_adopted_one_and_never_a_draft() -> None:
    first = rule(version="1", valid_from=date(2025, 1, 1))
    second = rule(version="2", valid_from=date(2026, 1, 1))
    draft = rule(version="3", valid_from=date(2026, 2, 1), council_resolution=None)  # decoy
    versions = (second, draft, first)
    assert rule_in_force(versions, date(2024, 12, 31)) is None
    assert rule_in_force(versions, date(2025, 12, 31)) is first
    assert rule_in_force(versions, date(2026, 1, 1)) is second
    assert rule_in_force(versions, date(2027, 1, 1)) is second
