import pandas as pd
import pytest

from data.money_vocabulary import WORKING_AGES, AdminLevel, CostKind, LifeGroup
from data.outsider_rules import ProfileFault, ProfileFinding, profile_findings
from metrics.outsider_profile import FaultyProfile, curves, differences
from tests.metrics.profiles import plain, profile

WHOLE = profile(plain)
MUNICIPALITY, STATE, COUNTY = AdminLevel.MUNICIPALITY, AdminLevel.STATE, AdminLevel.COUNTY
SERVICE, TRANSFER, TAX = CostKind.SERVICE, CostKind.TRANSFER, CostKind.TAX
OUTSIDE, AVERAGE = LifeGroup.OUTSIDE, LifeGroup.AVERAGE


def at(rows: pd.DataFrame, *ages: int, level: AdminLevel, kind: CostKind, group: LifeGroup) -> pd.Series:
    where = (rows["level"] == level) & (rows["kind"] == kind) & (rows["group"] == group)
    return where & rows["age"].isin(ages)


def changed(amount: int | None, *ages: int, level: AdminLevel, kind: CostKind, group: LifeGroup) -> pd.DataFrame:
    rows = WHOLE.copy()
    rows.loc[at(rows, *ages, level=level, kind=kind, group=group), "amount_minor"] = pd.NA if amount is None else amount
    return rows


def test_working_life_is_41_ages() -> None:
    assert (len(WORKING_AGES), WORKING_AGES[0], WORKING_AGES[-1]) == (41, 18, 58)


def test_a_whole_profile_has_no_findings_with_or_without_the_average_and_health_trusts() -> None:
    assert profile_findings(WHOLE) == ()
    assert profile_findings(WHOLE[WHOLE["group"] != AVERAGE]) == ()
    assert profile_findings(profile(plain, tuple(AdminLevel))) == ()


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (WHOLE[WHOLE["level"] != COUNTY], ProfileFinding(ProfileFault.MISSING_LEVEL, COUNTY)),
        (
            WHOLE[~at(WHOLE, 30, 58, level=STATE, kind=TRANSFER, group=OUTSIDE)],
            ProfileFinding(ProfileFault.MISSING_AGES, STATE, TRANSFER, OUTSIDE, (30, 58)),
        ),
        (
            WHOLE[~at(WHOLE, *WORKING_AGES, level=STATE, kind=TAX, group=OUTSIDE)],
            ProfileFinding(ProfileFault.MISSING_AGES, STATE, TAX, OUTSIDE, tuple(WORKING_AGES)),
        ),
        (
            WHOLE[~at(WHOLE, 40, level=STATE, kind=TAX, group=AVERAGE)],
            ProfileFinding(ProfileFault.MISSING_AGES, STATE, TAX, AVERAGE, (40,)),
        ),
        (
            pd.concat([WHOLE, WHOLE[at(WHOLE, 20, level=STATE, kind=TAX, group=OUTSIDE)]]),
            ProfileFinding(ProfileFault.TWICE, STATE, TAX, OUTSIDE, (20,)),
        ),
        (
            pd.concat([WHOLE, WHOLE[at(WHOLE, 20, level=STATE, kind=TAX, group=OUTSIDE)].assign(age=59)]),
            ProfileFinding(ProfileFault.AGE_OUTSIDE_WORKING_LIFE, STATE, TAX, OUTSIDE, (59,)),
        ),
        (
            changed(None, 33, level=MUNICIPALITY, kind=SERVICE, group=OUTSIDE),
            ProfileFinding(ProfileFault.NO_AMOUNT, MUNICIPALITY, SERVICE, OUTSIDE, (33,)),
        ),
        (
            changed(5, 33, 34, level=STATE, kind=TAX, group=OUTSIDE),
            ProfileFinding(ProfileFault.TAX_ABOVE_ZERO, STATE, TAX, OUTSIDE, (33, 34)),
        ),
        (
            changed(-5, 33, level=STATE, kind=TRANSFER, group=OUTSIDE),
            ProfileFinding(ProfileFault.COST_BELOW_ZERO, STATE, TRANSFER, OUTSIDE, (33,)),
        ),
    ],
)
def test_each_fault_is_found_at_its_place_and_nothing_is_computed(rows: pd.DataFrame, finding: ProfileFinding) -> None:
    assert profile_findings(rows) == (finding,)
    with pytest.raises(FaultyProfile, match=f"1 findings, the first {finding.fault}"):
        differences(rows)
    with pytest.raises(FaultyProfile):
        curves(rows)


def test_an_empty_profile_lacks_every_level() -> None:
    assert [finding.level for finding in profile_findings(WHOLE[:0])] == [MUNICIPALITY, COUNTY, STATE]


def test_the_difference_is_to_those_not_outside_and_never_to_the_average() -> None:
    table = differences(WHOLE)
    assert len(table) == 41 * 3
    assert table.loc[(18, MUNICIPALITY)].tolist() == [40 - 10, 0, 0, 30]
    # less tax is a cost: -10 - (-30) = 20
    assert table.loc[(58, STATE)].tolist() == [0, 60 - 10, 20, 70]
    assert table.loc[(40, COUNTY)].tolist() == [0, 0, 0, 0]


def test_the_curves_hold_all_levels_at_41_ages_and_the_shaded_difference() -> None:
    table = curves(WHOLE)
    assert table.index.tolist() == list(range(18, 59))
    # not outside 10 + 10 - 30; outside 40 + 60 - 10; average 14 + 17 - 27
    assert table.loc[18].tolist() == [-10, 90, 4, 90 - 4, 90 + 10]
    without = curves(WHOLE[WHOLE["group"] != AVERAGE])
    assert without["average_minor"].isna().all()
    assert without["outside_over_average_minor"].isna().all()
    assert without["outside_over_not_outside_minor"].eq(100).all()
