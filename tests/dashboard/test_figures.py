"""How figures, targets, distances and changes are said."""

from dataclasses import replace

import pytest

from dashboard.figures import FigureVoice, shape, tone
from data.periods import Quarter
from data.vocabulary import TargetType
from metrics.card import Unit
from metrics.results import Direction, Kpi, Missing, Signal, Status, Trend
from tests.dashboard import sample

NB, EN = FigureVoice("nb", "NOK", 2), FigureVoice("en", "NOK", 2)


def plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ").replace("\u2212", "-")


def measured(unit: str, value: float, **more: float) -> Kpi:
    return Kpi(key="i", unit=Unit.MEASURE, label="L", unit_of_measure=unit, value=value, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kpi", "nb"),
    [
        (sample.DEVIATION, "-1,9 %"),
        (sample.MONEY, "-3,5 mill. kr"),
        (sample.MONTHS, "14 md."),
        (sample.UNMEASURED, "mangler"),
        (measured("%", 77.8), "77,8 %"),
        (measured("andel av prosjekter", 0.25, numerator=1, denominator=4), "1 av 4"),
        (measured("andel av dagsverk", 0.12625, numerator=202, denominator=1600), "12,6 %"),  # 202 / 1600
        (
            measured("avvik per 1 000 liggedøgn", 5.5357, numerator=31, denominator=5.6),
            "5,54",
        ),  # the unit is said beside
        (Kpi(key="innovation_targets_met", unit=Unit.SHARE, value=13 / 30, numerator=13, denominator=30), "13 av 30"),
        (Kpi(key="december_index", unit=Unit.INDEX, value=1.234), "1,23"),
        (Kpi(key="adherence_score", unit=Unit.SCORE, value=75.0), "75"),
    ],
)
def test_figures(kpi: Kpi, nb: str) -> None:
    assert plain(NB.figure(kpi)) == nb


@pytest.mark.parametrize(
    ("kind", "low", "high", "nb"),
    [
        (TargetType.RANGE, -0.01, 0.01, "mål innenfor ±1 %"),
        (TargetType.RANGE, 0.1, 0.15, "mål 10 % til 15 %"),
        (TargetType.MINIMUM, 0.8, None, "mål minst 80 %"),
        (TargetType.MAXIMUM, None, 0.05, "mål høyst 5 %"),
    ],
)
def test_targets(kind: TargetType, low: float | None, high: float | None, nb: str) -> None:
    assert plain(NB.target(replace(sample.DEVIATION, target=sample.band(kind, low, high)))) == nb


def test_distances_are_in_the_figures_own_unit() -> None:
    assert plain(NB.distance(sample.DEVIATION)) == "0,9 prosentpoeng utenfor målet"
    assert plain(NB.distance(sample.MONTHS)) == "2 md. over målet"
    assert plain(NB.distance(sample.USERS)) == "innenfor målet"
    assert NB.distance(sample.ADOPTED) is None
    below = replace(sample.USERS, value=35.0, distance=-5.0)
    assert plain(EN.distance(below)) == "5 percentage points below target"


@pytest.mark.parametrize(
    ("kpi", "away", "nb", "nn", "en"),
    [  # 79.97 % against at least 80 %: 0.03 percentage points, written with one decimal as 0
        (sample.USERS, -0.03, "så vidt under målet", "så vidt under målet", "just below the target"),
        (sample.USERS, 0.04, "så vidt over målet", "så vidt over målet", "just above the target"),
        (sample.DEVIATION, -0.0004, "så vidt utenfor målet", "så vidt utanfor målet", "just outside the target"),
        (
            sample.USERS,
            -0.06,
            "0,1 prosentpoeng under målet",
            "0,1 prosentpoeng under målet",
            "0.1 percentage points below target",
        ),
    ],
)
def test_a_distance_too_small_to_be_written_is_never_said_as_0(
    kpi: Kpi, away: float, nb: str, nn: str, en: str
) -> None:
    near, voices = replace(kpi, distance=away), (NB, FigureVoice("nn", "NOK", 2), EN)
    assert [plain(voice.distance(near)) for voice in voices] == [nb, nn, en]


@pytest.mark.parametrize(
    ("change", "trend", "nb"),
    [
        (-0.006, Trend.WORSE, "0,6 prosentpoeng svakere enn 3. kv. 2025"),
        (0.006, Trend.BETTER, "0,6 prosentpoeng bedre enn 3. kv. 2025"),
        (0.0, Trend.UNCHANGED, "uendret siden 3. kv. 2025"),
        (0.00001, Trend.BETTER, "uendret siden 3. kv. 2025"),  # too little to be seen
        (0.02, Trend.UNKNOWN, "opp 2 prosentpoeng fra 3. kv. 2025"),
        (-0.02, Trend.UNKNOWN, "ned 2 prosentpoeng fra 3. kv. 2025"),
        (None, Trend.UNKNOWN, "Ikke noe å sammenligne med"),
    ],
)
def test_changes_name_the_quarter(change: float | None, trend: Trend, nb: str) -> None:
    assert plain(NB.change(replace(sample.DEVIATION, change=change, trend=trend))) == nb


def test_whether_a_change_is_more_than_noise() -> None:
    assert NB.signal(replace(sample.MONTHS, signal=Signal.NOISE)) == "innenfor vanlig variasjon"
    assert NB.signal(replace(sample.MONTHS, signal=Signal.NOT_JUDGED)) is None
    assert NB.signal(replace(sample.MONTHS, change=None)) is None


def test_owner_and_date_say_when_they_are_absent_or_old() -> None:
    quarter = Quarter(2026, 3)
    assert plain(NB.source_line(sample.MONTHS, quarter)) == "per 30.09. · Kommunalsjef helse og omsorg"
    assert plain(NB.source_line(sample.ADOPTED, quarter)) == "eldre tall, per 30.06. · ingen eier"
    assert plain(NB.source_line(sample.UNMEASURED, quarter)) == "ingen dato · ingen eier"


def test_why_a_figure_is_missing_names_what_is_late() -> None:
    late = Kpi(key="x", unit=Unit.SHARE, why_missing=Missing.NOT_DELIVERED, missing_detail="Kulturskolen")
    assert NB.why_missing(late) == f"{NB.word('missing.not_delivered')} (Kulturskolen)"


def test_a_deviation_is_said_in_words_and_not_by_sign_alone() -> None:
    over = Kpi(key="budget_deviation_year_to_date", unit=Unit.SHARE, value=-0.019)
    assert NB.phrase(over) == "merforbruk hittil i år"
    assert NB.phrase(replace(over, value=0.019)) == "mindreforbruk hittil i år"
    assert NB.phrase(replace(over, value=None)) == NB.word("metric.budget_deviation_year_to_date.name")


def test_every_status_has_a_shape_and_only_three_judge() -> None:
    assert [shape(status) for status in Status] == ["◆", "▲", "■", "○", "○", "○", "○"]
    assert {tone(status) for status in Status} == {"desired", "accepted", "not_accepted", "open"}


SCORE = Kpi(key="adherence_score", unit=Unit.SCORE, value=75.0, basis="unadjusted", direction=Direction.OVERSPEND)


def test_a_share_says_what_it_is_a_share_of_and_a_score_how_it_was_made() -> None:
    assert NB.basis(replace(sample.DEVIATION, basis="gross")) == "av brutto utgifter"
    assert NB.basis(SCORE) == "ikke justert: ingen godkjente ikke-styrbare avvik"
    assert NB.basis(replace(SCORE, value=None)) is None
    assert NB.basis(replace(SCORE, basis=None)) is None


def test_which_way_a_symmetric_score_deviates_stands_beside_it() -> None:
    assert NB.direction(SCORE) == "merforbruk"
    assert NB.beside(SCORE) == "ikke justert, merforbruk"
    assert EN.beside(replace(SCORE, basis="adjusted", direction=None)) == "adjusted"
    assert NB.beside(replace(sample.DEVIATION, basis="net")) is None
    assert NB.beside(replace(SCORE, value=None)) is None


def test_what_is_net_of_changes_nobody_has_told_of_is_at_least_so_much() -> None:
    revision = Kpi(key="revision_ratio", unit=Unit.SHARE, value=0.077, basis="snapshot")
    assert plain(NB.figure(revision)) == "minst 7,7 %"
    assert plain(NB.figure(replace(revision, basis="snapshot_gross"))) == "minst 7,7 %"
    assert plain(NB.figure(replace(revision, basis="net"))) == "7,7 %"
    assert "minst" in plain(NB.basis(revision))
