"""Which version is in force on a day, which was, which comes, and which is a draft."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.money_vocabulary import Account
from metrics.rule_timeline import DatedRule, RuleState, in_force, timeline, to_compare
from metrics.tables import COLUMNS, table

ROW = {
    "name": "R",
    "kept_as_cut_millionths": 500_000,
    "initiator_millionths": 500_000,
    "bearer_compensation_millionths": 0,
    "common_fund_millionths": 0,
    "threshold_minor": 0,
    "cap_minor": None,
    "years": 3,
    "taper": [],
    "loan_first": True,
    "recipient_scope": "unit",
    "staffing_floor_exempt": False,
    "default_account": "common_fund",
    "council_resolution": None,
    "resolved_on": None,
    "adopted": False,
    "version_id": 1,
}
ADOPTED = {"adopted": True, "council_resolution": "PS 1", "resolved_on": date(2023, 12, 1)}


def rules(*rows: dict[str, Any]) -> pd.DataFrame:
    return table("rules", [tuple({**ROW, **row}[name] for name in COLUMNS["rules"]) for row in rows])


TOWN = rules(
    {"valid_from": date(2024, 1, 1), **ADOPTED},
    {"valid_from": date(2025, 6, 1), "name": "never"},  # a draft in between ends nothing
    {"valid_from": date(2026, 1, 1), **ADOPTED},
    {"valid_from": date(2027, 1, 1), **ADOPTED, "threshold_minor": 5},
    {"valid_from": date(2028, 1, 1), "name": "next"},
)


@pytest.mark.parametrize(
    ("on", "states"),
    [
        # 2028, 2027, 2026, mid 2025, 2024
        (date(2023, 12, 31), "draft coming coming draft coming"),
        (date(2024, 1, 1), "draft coming coming draft in_force"),
        (date(2025, 12, 31), "draft coming coming draft in_force"),
        (date(2026, 1, 1), "draft coming in_force draft past"),
        (date(2030, 1, 1), "draft in_force past draft past"),
    ],
)
def test_a_version_holds_from_its_day_until_the_day_before_the_next_adopted_one(on, states):
    found = timeline(TOWN, on)
    assert [one.state.value for one in found] == states.split()
    assert [one.valid_to for one in found] == [None, None, date(2026, 12, 31), None, date(2025, 12, 31)]
    assert [one.resolved_on for one in found][0::2] == [None, date(2023, 12, 1), date(2023, 12, 1)]


def test_the_one_in_force_is_found_and_never_compared_with_itself():
    found = timeline(TOWN, date(2026, 6, 1))
    standing = in_force(found)
    assert standing is not None
    assert standing.key == "2026-01-01"
    assert keys(to_compare(found, None)) == "2028-01-01"
    assert keys(to_compare(found, "2024-01-01")) == "2024-01-01"
    assert keys(to_compare(found, "2026-01-01")) == "2028-01-01"
    assert keys(to_compare(found, "no day")) == "2028-01-01"
    alone = timeline(rules({"valid_from": date(2024, 1, 1), **ADOPTED}), date(2026, 1, 1))
    assert to_compare(alone, None) is None
    assert in_force(timeline(rules({"valid_from": date(2024, 1, 1)}), date(2026, 1, 1))) is None


def keys(one: DatedRule | None) -> str | None:
    return one and one.key


def test_what_gets_nothing_is_not_told():
    [coming] = [one for one in timeline(TOWN, date(2026, 6, 1)) if one.state is RuleState.COMING]
    assert coming.shares == ((Account.KEPT_AS_CUT, 500_000), (Account.INITIATOR, 500_000))
    assert coming.threshold_minor == 5
    assert timeline(TOWN, date(2026, 6, 1))[0].threshold_minor is None
