"""The demo's indicators: what is counted, what is missing, and what is more than noise."""

import pandas as pd
import pytest

from data.demo.measures import MEASURES
from data.vocabulary import Dimension, Grain, TargetType

QUARTERS = 15


def series(measured: pd.DataFrame, key: str, unit: str) -> list[float]:
    rows = measured[(measured["indicator_id"] == key) & (measured["unit_id"] == unit)]
    return rows.sort_values(["fiscal_year", "period"])["level"].tolist()


def last(measured: pd.DataFrame, key: str, unit: str) -> tuple[float, float]:
    rows = measured[(measured["indicator_id"] == key) & (measured["unit_id"] == unit)]
    row = rows[(rows["fiscal_year"] == 2026) & (rows["period"] == 9)].iloc[0]
    return row["numerator"], row["denominator"]


def noise_limits(points: list[float]) -> tuple[float, float]:
    """Mean ± 2.66 x the mean moving range, written out slowly."""
    mean = sum(points) / len(points)
    ranges = [abs(points[step] - points[step - 1]) for step in range(1, len(points))]
    width = 2.66 * sum(ranges) / len(ranges)
    return mean - width, mean + width


def test_about_thirty_in_two_dimensions_and_volumes():
    kinds = [measure.dimension for measure in MEASURES]
    assert len(MEASURES) == 30
    assert (kinds.count(Dimension.INNOVATION), kinds.count(Dimension.IMPLEMENTATION), kinds.count(None)) == (8, 18, 4)
    assert all(measure.row.measures_volume == (measure.dimension is None) for measure in MEASURES)
    assert {measure.goal.target_type for measure in MEASURES if measure.goal} == set(TargetType)


def test_one_without_target_and_one_without_owner():
    assert [measure.key for measure in MEASURES if measure.goal is None] == ["gjenbruk"]
    assert [measure.key for measure in MEASURES if measure.owner is None] == ["medvirkning"]


def test_keys_are_unique_and_each_is_measured(measured):
    assert not measured.duplicated(["indicator_id", "unit_id", "fiscal_year", "period"]).any()
    assert set(measured["indicator_id"]) == {measure.key for measure in MEASURES}
    assert measured["level"].notna().all()


def test_counts_never_exceed_what_they_are_counted_of(measured):
    whole = {"hjemmetimer", "liggedogn", "belegg", "elever", "barnehageplasser", "medisinavvik", "byggesak_dager"}
    counts = measured[~measured["indicator_id"].isin(whole) & measured["denominator"].notna()]
    assert (counts["numerator"] <= counts["denominator"]).all()
    assert (counts["numerator"] == counts["numerator"].round()).all()


def test_health_and_care_now(measured):
    assert last(measured, "innovasjonsrate", "300") == (6, 7)
    assert last(measured, "piloter_over_fristen", "300") == (2, 6)
    assert last(measured, "piloter_til_drift", "300") == (6, 10)
    assert last(measured, "stoppet_med_laering", "300") == (3, 4)
    assert last(measured, "gjenbruk", "300") == (4, 7)


def test_the_innovation_rate_counts_the_units_of_each_year(measured):
    rows = measured[(measured["indicator_id"] == "innovasjonsrate") & (measured["period"] == 3)]
    # 2024: 4 + 9 + 7 + 3 + 4 = 27 units; from 2025 two schools are one: 3 + 8 + 7 + 4 + 4 = 26
    assert rows.groupby("fiscal_year")["denominator"].sum().to_dict() == {2023: 27, 2024: 27, 2025: 26, 2026: 26}


@pytest.mark.parametrize(("key", "unit"), [("evaluert", "300"), ("venteliste_kulturskole", "420")])
def test_some_were_not_measured_in_the_last_quarter(measured, key, unit):
    assert len(series(measured, key, unit)) == QUARTERS - 1


def test_yearly_indicators_stand_in_the_fourth_quarter(measured):
    yearly = [measure.key for measure in MEASURES if measure.grain is Grain.YEAR]
    assert set(measured.loc[measured["indicator_id"].isin(yearly), "period"]) == {12}


def test_welfare_technology_spreads_by_more_than_noise(measured):
    points = series(measured, "velferdsteknologi_brukere", "330")
    assert len(points) == QUARTERS
    assert last(measured, "velferdsteknologi_brukere", "330")[1] == 400
    assert round(points[-1], 2) == 0.46
    assert points[-1] > noise_limits(points[:-1])[1]


@pytest.mark.parametrize(("key", "unit"), [("vannlekkasje", "510"), ("forslag_fra_ansatte", "fjellvik")])
def test_what_only_moves_up_and_down_is_noise(measured, key, unit):
    points = series(measured, key, unit)
    low, high = noise_limits(points[:-1])
    assert len(points) == QUARTERS
    assert points[-1] != points[-2]
    assert low <= points[-1] <= high


def test_quality_is_bad_where_the_trouble_is_and_good_elsewhere(measured):
    bad, good = series(measured, "medisinavvik", "310")[-1], series(measured, "medisinavvik", "320")[-1]
    assert bad > 4.5  # above the highest accepted
    assert good <= 3.0  # as desired
    assert series(measured, "sykefravar", "310")[-1] > 0.11
