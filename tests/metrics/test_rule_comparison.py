import pytest

from data.benefit_vocabulary import BenefitType
from metrics.rule_comparison import compare_rules, initiators_share, splits_under
from tests.metrics.savings import rule, saving

HISTORY = (
    saving(fiscal_year=2026, year_number=3, already_used=True),  # given out of order on purpose
    saving(fiscal_year=2024, year_number=1, already_used=True),
    saving(fiscal_year=2025, year_number=2, already_used=True),
    saving(benefit_id="B2", fiscal_year=2025, benefit_type=BenefitType.QUALITY),  # decoy: is never shared
)


def test_the_last_years_are_told_as_each_version_would_have_shared_them() -> None:
    # each year 1 000; version 2 lets the initiator have 700 of the benefit in all and ends after two years
    second = rule(version="2", kept_as_cut=0, initiator=500_000, bearer_compensation=0, common_fund=500_000)
    answer = compare_rules(HISTORY, [rule(), rule(**{**vars(second), "cap_minor": 700, "years": 2})])
    assert answer["initiator_minor"].to_dict() == {
        ("1", 2024): 300,
        ("1", 2025): 300,
        ("1", 2026): 300,
        ("2", 2024): 500,
        ("2", 2025): 700 - 500,
        ("2", 2026): 0,
    }
    assert answer.loc["2", "common_fund_minor"].to_dict() == {2024: 500, 2025: 1_000 - 200, 2026: 1_000}
    assert answer["not_eligible"].tolist() == [0, 1, 0, 0, 1, 0]
    assert answer["distributable_minor"].tolist() == [1_000] * 6


def test_an_instalment_out_of_the_share_counts_against_the_cap() -> None:
    history = [
        saving(fiscal_year=2025, instalment_due_minor=200),
        saving(fiscal_year=2026, year_number=2),
    ]
    first, second = splits_under(rule(loan_first=False, cap_minor=400), history)
    assert (initiators_share(first), initiators_share(second)) == (300, 100)  # 100 + 200 repaid; 400 - 300


def test_a_period_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        compare_rules([saving(), saving()], [rule()])


def test_no_history_gives_no_rows() -> None:
    assert compare_rules([], [rule()]).empty
